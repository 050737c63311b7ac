// StatusSourceBox: chooses what the Status tab shows: live, an order that was replaced, or a recorded simulation run.
#pragma once

#include "models/latestanswer.h"
#include "models/statussources.h"

#include <QComboBox>

namespace seriatim {

class StatusSourceBox : public QComboBox
{
    Q_OBJECT

public:
    // The session outlives it.
    StatusSourceBox(StoreSession &session, QWidget *parent);

    // Back to live where it is another task. Revision 0: it was never saved, so there is nothing but live.
    void setTask(TaskId task, int revision);
    // Nothing is read while nobody looks.
    void setActive(bool active);
    [[nodiscard]] StatusSource source() const { return m_source; }
    void goLive();

Q_SIGNALS:
    void chosen(const seriatim::StatusSource &source); // also when what was shown is no more
    void failed(const QString &message);

private:
    void read();
    void take(const Result<StatusSources> &sources);
    void fill();
    void choose(int index);

    std::optional<TaskId> m_task; // none: it was never saved
    StatusSource m_source;
    StatusSources m_sources;
    std::vector<StatusSource> m_offered; // by index; live for separators
    LatestAnswer<StatusSources> m_answer;
    bool m_active = false;
    bool m_stale = true;
};

} // namespace seriatim
