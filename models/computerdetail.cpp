#include "models/computerdetail.h"

#include "models/statussnapshot.h"
#include "models/statuswords.h"

namespace seriatim {

struct ComputerDetail::Reported {
    std::optional<ComputerTaskStatus> status;
    std::vector<ReportedEvent> events;
};

Result<ComputerDetail::Reported> ComputerDetail::read(Workspace &workspace, const SequentialTask &task, const QString &computer)
{
    auto status = workspace.store().statuses().statusOf(task.id, computer);
    if (!status)
        return status.error();
    auto events = workspace.store().statuses().history(task.id, computer);
    if (!events)
        return events.error();
    Reported reported{std::move(status).value(), std::move(events).value()};
    if (reported.status)
        reported.status->items = everyPlace(task, std::move(reported.status->items));
    return reported;
}

ComputerDetail::ComputerDetail(StoreSession &session, QObject *parent) : QObject(parent)
{
    const auto question = [this] {
        return [task = m_task, computer = m_computer](Workspace &workspace, JobControl &) { return read(workspace, task, computer); };
    };
    m_reported = std::make_unique<LatestAnswer<Reported>>(session, this, question, [this](Result<Reported> reported) { take(std::move(reported)); });
    connect(&session, &StoreSession::statusesChanged, this, &ComputerDetail::load);
}

ComputerDetail::~ComputerDetail() = default;

void ComputerDetail::show(const SequentialTask &task, const QStringList &programNames, const QString &computer)
{
    const bool same = computer == m_computer && task == m_task && programNames == m_programNames;
    if (same)
        return;
    if (computer != m_computer || task.id != m_task.id) {
        m_status.reset();
        m_items.setItems({}, {});
        m_timeline.setEvents({}, {});
    }
    m_task = task;
    m_programNames = programNames;
    m_computer = computer;
    m_reported->drop();
    Q_EMIT changed();
    load();
}

void ComputerDetail::setActive(bool active)
{
    m_active = active;
    if (m_active && m_stale)
        load();
}

void ComputerDetail::load()
{
    if (m_computer.isEmpty())
        return;
    m_stale = !m_active;
    if (!m_active)
        return;
    m_reported->refresh();
}

void ComputerDetail::take(Result<Reported> reported)
{
    if (!reported) {
        Q_EMIT failed(reported.error().message());
        return;
    }
    m_status = std::move(reported->status);
    m_items.setItems(m_status ? m_status->items : std::vector<LineItemStatus>(), m_programNames);
    m_timeline.setEvents(std::move(reported->events), m_programNames);
    Q_EMIT changed();
}

QString ComputerDetail::outputText() const
{
    QStringList parts;
    for (const LineItemStatus &item : m_status ? m_status->items : std::vector<LineItemStatus>()) {
        if (!item.output.isEmpty())
            parts.append(tr("Item %1, %2:").arg(QString::number(item.place), m_programNames.value(item.place - 1)) + u'\n' + item.output.trimmed());
    }
    return parts.join(QStringLiteral("\n\n"));
}

QString ComputerDetail::report() const
{
    if (m_status)
        return statusReport(m_task.name, *m_status, m_programNames);
    ComputerTaskStatus silent;
    silent.computer = m_computer;
    return statusReport(m_task.name, silent, m_programNames);
}

} // namespace seriatim
