// Notices: what an agent wants people at the computer to know: that software is available, that programs or a restart are
// coming, how a sequence ended that they had been told of (B28). A short file in its home, for desks to read (formats.md).
#pragma once

#include "engine/base/clock.h"
#include "engine/base/result.h"
#include "engine/domain/ids.h"

#include <QStringList>

#include <optional>
#include <vector>

namespace seriatim {

struct Notice {
    enum class Kind : quint8 { available, warning, restart, ended };

    explicit Notice(TaskId noticedTask, Kind noticedKind = Kind::available) : kind(noticedKind), task(noticedTask) {}

    QString id;
    Instant time = 0;
    Kind kind;
    TaskId task;
    int run = 0;   // 0: before the first
    int place = 0; // of the line item, from 1; 0: none
    QString name;  // of the task
    QString text;  // one sentence

    // Of a warning or a countdown, for people who have no right to read the policies; see AgentWarningView.
    static constexpr qsizetype mostPrograms = 20;
    QStringList programs;
    int items = 0;
    qint64 estimated = 0; // milliseconds
    bool mayRestart = false;
    QString restartFor;

    bool operator==(const Notice &) const = default;
};

[[nodiscard]] QString toWord(Notice::Kind kind);

// The agent's side. One process and one thread at a time.
class NoticeBoard
{
public:
    static constexpr int mostNotices = 50; // older ones go

    // A file that cannot be read is begun anew: what people were told of is no memory that work depends on.
    explicit NoticeBoard(QString path);

    [[nodiscard]] const std::vector<Notice> &notices() const { return m_notices; } // oldest first

    // Gives it an id, which is returned. Not flushed; what cannot be written is said in the log.
    QString add(Notice notice);
    // Once for each task, for good. False: it was said before.
    bool announce(Notice notice);

    // The newest of that kind about the same start; absent: none is known.
    [[nodiscard]] std::optional<Notice> find(TaskId task, Notice::Kind kind, int run, int place) const;
    // Whether people know of that run.
    [[nodiscard]] bool wasTold(TaskId task, int run) const;

private:
    void write() const;

    QString m_path;
    std::vector<Notice> m_notices;
    QStringList m_announced; // Task GUIDs, oldest first
};

// The desk's side: nothing where there is no such file yet.
[[nodiscard]] Result<std::vector<Notice>> readNotices(const QString &path);

} // namespace seriatim
