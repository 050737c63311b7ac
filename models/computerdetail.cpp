#include "models/computerdetail.h"

#include "models/statussnapshot.h"
#include "models/statuswords.h"

namespace seriatim {

namespace {

struct Reported {
    std::optional<ComputerTaskStatus> status;
    std::vector<ReportedEvent> events;
};

Result<Reported> read(Workspace &workspace, const SequentialTask &task, const QString &computer)
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

} // namespace

ComputerDetail::ComputerDetail(StoreSession &session, QObject *parent) : QObject(parent), m_session(session)
{
    connect(&m_session, &StoreSession::statusesChanged, this, &ComputerDetail::load);
}

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
    ++m_asked;
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
    if (m_loading) {
        m_again = true;
        return;
    }
    m_loading = true;
    m_session.run<Reported>([task = m_task, computer = m_computer](Workspace &workspace, JobControl &) { return read(workspace, task, computer); })
        .then(this, [this, asked = m_asked](Result<Reported> reported) {
            m_loading = false;
            const bool again = std::exchange(m_again, false) || asked != m_asked;
            if (asked == m_asked && reported) {
                m_status = std::move(reported->status);
                m_items.setItems(m_status ? m_status->items : std::vector<LineItemStatus>(), m_programNames);
                m_timeline.setEvents(std::move(reported->events), m_programNames);
                Q_EMIT changed();
            } else if (asked == m_asked) {
                Q_EMIT failed(reported.error().message());
            }
            if (again)
                load();
        });
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
