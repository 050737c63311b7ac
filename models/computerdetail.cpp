#include "models/computerdetail.h"

#include "engine/agent/homefiles.h"
#include "engine/store/historystore.h"
#include "engine/workspace/localagent.h"
#include "models/statuswords.h"

#include <QDateTime>
#include <QFile>

namespace seriatim {

struct ComputerDetail::Reported {
    std::optional<ComputerTaskStatus> status;
    std::vector<ReportedEvent> events;
    std::optional<WhyNotRunning> why;
    std::vector<StepFacts> facts;
    QStringList logFiles;
    qint64 removedEvents = 0;
};

namespace {

// Of an agent whose home is beside the store.
QStringList logFilesOf(const QString &storePath, const SequentialTask &task, const ComputerTaskStatus &status)
{
    const HomeFiles home(defaultAgentHome(storePath, status.computer));
    QStringList files;
    for (const LineItemStatus &item : status.items) {
        const QString file = home.logFile(task.id, status.run, item.place, item.attempts);
        files.append(item.attempts > 0 && QFile::exists(file) ? file : QString());
    }
    return files;
}

} // namespace

Result<ComputerDetail::Reported> ComputerDetail::read(Workspace &workspace, const SequentialTask &task, const QString &computer, OrderInForce inForce)
{
    auto status = workspace.store().statuses().statusOf(task.id, computer);
    if (!status)
        return status.error();
    auto events = workspace.store().statuses().history(task.id, computer);
    if (!events)
        return events.error();
    const Result<TaskPrograms> programs = workspace.programsOf({task});
    if (!programs)
        return programs.error();
    Reported reported{std::move(status).value(), std::move(events).value(), {}, stepFactsOf(task, *programs), {}, 0};
    const Result<qint64> removed = HistoryStore(workspace.store().database()).removedEvents(task.id, computer);
    if (!removed)
        return removed.error();
    reported.removedEvents = *removed;
    if (reported.status) {
        reported.status->items = everyPlace(task, std::move(reported.status->items));
        reported.logFiles = logFilesOf(workspace.store().path(), task, *reported.status);
    }
    if (inForce == OrderInForce::yes) {
        const Result<WhyNotRunning> why = seriatim::whyNotRunning(workspace, task, computer, QDateTime::currentMSecsSinceEpoch());
        if (why)
            reported.why = *why;
        else if (why.error().code != ErrorCode::notFound)
            return why.error();
    }
    return reported;
}

ComputerDetail::ComputerDetail(StoreSession &session, QObject *parent) : QObject(parent)
{
    const auto question = [this] {
        return [task = m_task, computer = m_computer, inForce = m_inForce](Workspace &workspace, JobControl &) { return read(workspace, task, computer, inForce); };
    };
    m_reported = std::make_unique<LatestAnswer<Reported>>(session, this, question, [this](Result<Reported> reported) { take(std::move(reported)); });
    connect(&session, &StoreSession::statusesChanged, this, &ComputerDetail::load);
}

ComputerDetail::~ComputerDetail() = default;

void ComputerDetail::show(const SequentialTask &task, const QStringList &programNames, const QString &computer, OrderInForce inForce)
{
    const bool same = computer == m_computer && task == m_task && programNames == m_programNames && inForce == m_inForce;
    if (same)
        return;
    if (computer != m_computer || task.id != m_task.id) {
        m_status.reset();
        m_why.reset();
        m_facts.clear();
        m_logFiles.clear();
        m_removedEvents = 0;
        m_items.setItems({}, {});
        m_timeline.setEvents({}, {});
    }
    m_task = task;
    m_programNames = programNames;
    m_computer = computer;
    m_inForce = inForce;
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
    m_why = std::move(reported->why);
    m_facts = std::move(reported->facts);
    m_logFiles = std::move(reported->logFiles);
    m_removedEvents = reported->removedEvents;
    m_items.setItems(m_status ? m_status->items : std::vector<LineItemStatus>(), m_programNames);
    m_timeline.setEvents(std::move(reported->events), m_programNames);
    Q_EMIT changed();
}

StepFacts ComputerDetail::factsOf(int place) const
{
    const auto index = static_cast<size_t>(place) - 1;
    return index < m_facts.size() ? m_facts[index] : StepFacts();
}

QString ComputerDetail::logFileOf(int place) const
{
    return m_logFiles.value(place - 1);
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
