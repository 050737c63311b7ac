// ComputerDetail: everything that one computer reported on a task, read off the GUI thread and kept up to date.
#pragma once

#include "engine/workspace/whynotrunning.h"
#include "models/computeritemsmodel.h"
#include "models/latestanswer.h"
#include "models/statussnapshot.h"
#include "models/stepfacts.h"
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

    // An empty name: none. Of an order that was replaced nothing is asked that is about now.
    void show(const SequentialTask &task, const QStringList &programNames, const QString &computer, OrderInForce inForce = OrderInForce::yes);

    [[nodiscard]] const QString &computer() const { return m_computer; }
    [[nodiscard]] const std::optional<ComputerTaskStatus> &status() const { return m_status; } // with output; absent: never reported
    [[nodiscard]] OrderInForce inForce() const { return m_inForce; }
    // Absent where nothing is known of the computer, or it is about an order that was replaced.
    [[nodiscard]] const std::optional<WhyNotRunning> &whyNotRunning() const { return m_why; }
    [[nodiscard]] StepFacts factsOf(int place) const; // from 1
    // What the program of this place printed, last time that it ran, where the computer's agent works on this computer. Empty: no such file.
    [[nodiscard]] QString logFileOf(int place) const;
    [[nodiscard]] qint64 removedEvents() const { return m_removedEvents; } // that the timeline does not have any more
    [[nodiscard]] ComputerItemsModel &items() { return m_items; }
    [[nodiscard]] TimelineModel &timeline() { return m_timeline; }

    [[nodiscard]] QString outputText() const; // what the programs printed, a heading for each
    [[nodiscard]] QString report() const;     // for the clipboard

Q_SIGNALS:
    void changed();
    void failed(const QString &message);

private:
    struct Reported;
    [[nodiscard]] static Result<Reported> read(Workspace &workspace, const SequentialTask &task, const QString &computer, OrderInForce inForce);
    void take(Result<Reported> reported);
    void load();

    std::unique_ptr<LatestAnswer<Reported>> m_reported;
    SequentialTask m_task;
    QStringList m_programNames;
    QString m_computer;
    OrderInForce m_inForce = OrderInForce::yes;
    std::optional<ComputerTaskStatus> m_status;
    std::optional<WhyNotRunning> m_why;
    std::vector<StepFacts> m_facts; // by place
    QStringList m_logFiles;         // by place
    qint64 m_removedEvents = 0;
    ComputerItemsModel m_items;
    TimelineModel m_timeline;
    bool m_active = true;
    bool m_stale = false;
};

} // namespace seriatim
