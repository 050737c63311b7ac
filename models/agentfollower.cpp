#include "models/agentfollower.h"

#include "models/latestanswer.h"
#include "models/runapart.h"

namespace seriatim {

namespace {

// Opened only where a home has no policy of its own for a task.
Result<std::optional<QByteArray>> issuedDocument(const QString &storePath, TaskId task)
{
    Result<Workspace> workspace = Workspace::open(storePath, Access::readOnly);
    if (!workspace)
        return workspace.error();
    Result<std::optional<IssuedPolicy>> issued = workspace->store().policies().find(task);
    if (!issued)
        return issued.error();
    return *issued ? std::optional(std::move((*issued)->document)) : std::nullopt;
}

} // namespace

// Of one home. It goes when another home is chosen: what is still being read of the old one, be it for minutes, is nobody's.
class AgentFollower::Reading : public QObject
{
public:
    Reading(const QString &folder, const QString &storePath, std::function<void(Result<AgentView>)> take)
        : m_reader(std::make_shared<AgentViewReader>(folder, documents(storePath))),
          m_latest(this, [this] { return ask(); }, std::move(take))
    {
    }

    void refresh() { m_latest.refresh(); }

private:
    static IssuedDocuments documents(const QString &storePath)
    {
        if (storePath.isEmpty())
            return {};
        return [storePath](TaskId task) { return issuedDocument(storePath, task); };
    }

    [[nodiscard]] Answer<Result<AgentView>> ask() const
    {
        return runApart<Result<AgentView>>([reader = m_reader](JobControl &) { return reader->read(); });
    }

    std::shared_ptr<AgentViewReader> m_reader;
    LatestAsked<Result<AgentView>> m_latest;
};

AgentFollower::AgentFollower(QObject *parent) : QObject(parent)
{
    connect(&m_watch, &ChangeWatch::due, this, &AgentFollower::refresh);
}

AgentFollower::~AgentFollower() = default;

void AgentFollower::setHome(const QString &folder, const QString &storePath)
{
    if (folder == m_home && storePath == m_storePath)
        return;
    m_home = folder;
    m_storePath = storePath;
    m_watch.setPaths({});
    m_reading.reset();
    if (!folder.isEmpty())
        m_reading = std::make_unique<Reading>(folder, storePath, [this](Result<AgentView> view) { take(std::move(view)); });
    m_view.reset();
    m_error.reset();
    if (m_watch.isActive())
        refresh();
    Q_EMIT changed();
}

void AgentFollower::refresh()
{
    if (m_reading)
        m_reading->refresh();
}

void AgentFollower::take(Result<AgentView> view)
{
    std::optional<AgentView> seen = view ? std::optional(std::move(view).value()) : std::nullopt;
    std::optional<Error> error = view ? std::nullopt : std::optional(view.error());
    if (seen) {
        const HomeFiles files(seen->folder);
        m_watch.setPaths({files.folder(), files.journalFolder(), files.policyFolder(), files.eventFolder()});
    }
    if (seen == m_view && error == m_error)
        return;
    m_view = std::move(seen);
    m_error = std::move(error);
    Q_EMIT changed();
}

} // namespace seriatim
