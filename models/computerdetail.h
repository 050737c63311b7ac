// ComputerDetail: everything that one computer reported on a task, read off the GUI thread and kept up to date.
#pragma once

#include "models/computeritemsmodel.h"
#include "models/latestanswer.h"
#include "models/timelinemodel.h"

namespace seriatim {

class ComputerDetail : public QObject
{
    Q_OBJECT

public:
    explicit ComputerDetail(StoreSession &session, QObject *parent = nullptr);
    ~ComputerDetail() override;

    // Nothing is read while nobody looks. Active at first.
    void setActive(bool active);

    // An empty name: none.
    void show(const SequentialTask &task, const QStringList &programNames, const QString &computer);

    [[nodiscard]] const QString &computer() const { return m_computer; }
    [[nodiscard]] const std::optional<ComputerTaskStatus> &status() const { return m_status; } // with output; absent: never reported
    [[nodiscard]] ComputerItemsModel &items() { return m_items; }
    [[nodiscard]] TimelineModel &timeline() { return m_timeline; }

    [[nodiscard]] QString outputText() const; // what the programs printed, a heading for each
    [[nodiscard]] QString report() const;     // for the clipboard

Q_SIGNALS:
    void changed();
    void failed(const QString &message);

private:
    struct Reported;
    [[nodiscard]] static Result<Reported> read(Workspace &workspace, const SequentialTask &task, const QString &computer);
    void take(Result<Reported> reported);
    void load();

    std::unique_ptr<LatestAnswer<Reported>> m_reported;
    SequentialTask m_task;
    QStringList m_programNames;
    QString m_computer;
    std::optional<ComputerTaskStatus> m_status;
    ComputerItemsModel m_items;
    TimelineModel m_timeline;
    bool m_active = true;
    bool m_stale = false;
};

} // namespace seriatim
