#include "engine/workspace/localagent.h"

#include "engine/agent/computerfacts.h"
#include "engine/workspace/settingsmembers.h"
#include "engine/workspace/storecourier.h"
#include "engine/workspace/storelink.h"

#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>

namespace seriatim {

namespace {

class StorePolicySource final : public PolicySource
{
public:
    // `only`: the one task of a run by hand, which runs disabled and for computers it does not apply to as well.
    StorePolicySource(StoreLink &link, std::optional<TaskId> only) : m_link(link), m_only(only) {}

    Result<FetchedPolicies> fetch(const QString &computer) override
    {
        const Result<Workspace *> workspace = m_link.workspace();
        if (!workspace)
            return workspace.error();
        m_seen = Seen{m_link.generation(), (*workspace)->store().changeCounter()};
        return policiesFrom(**workspace, computer);
    }

    // A store that cannot be reached says nothing.
    bool mayHaveChanged() override
    {
        const Result<Workspace *> workspace = m_link.workspace();
        return workspace && m_seen != Seen{m_link.generation(), (*workspace)->store().changeCounter()};
    }

private:
    // As they are at one moment: a task that begins to apply to the computer is never in it twice, nor left out.
    Result<FetchedPolicies> policiesFrom(Workspace &workspace, const QString &computer) const
    {
        Store &store = workspace.store();
        const Result<Transaction> moment = store.database().beginRead();
        if (!moment)
            return moment.error();
        const Result<std::vector<CollectionId>> of = collectionsOf(store, computer);
        if (!of)
            return of.error();
        FetchedPolicies fetched;
        if (!m_only) {
            Result<std::vector<QByteArray>> documents = store.policies().documentsFor(*of);
            if (!documents)
                return documents.error();
            fetched.documents = std::move(documents).value();
        } else if (auto added = addDocument(store, *m_only, fetched); !added) {
            return added.error();
        }
        if (auto added = addGrants(store, computer, *of, fetched); !added)
            return added.error();
        if (auto added = addSettings(workspace, computer, fetched.documents); !added)
            return added.error();
        return fetched;
    }

    static Result<> addDocument(Store &store, TaskId task, FetchedPolicies &fetched)
    {
        Result<std::optional<IssuedPolicy>> issued = store.policies().find(task);
        if (!issued)
            return issued.error();
        if (*issued)
            fetched.documents.push_back(std::move((*issued)->document));
        return Done{};
    }

    // B36
    Result<> addGrants(Store &store, const QString &computer, const std::vector<CollectionId> &of, FetchedPolicies &fetched) const
    {
        Result<std::vector<PortalGrant>> grants = store.portal().grantsFor(computer);
        if (!grants)
            return grants.error();
        std::set<TaskId> seen;
        for (PortalGrant &grant : *grants) {
            if (m_only && grant.task != *m_only)
                continue;
            const TaskId task = grant.task;
            fetched.grants.push_back(std::move(grant));
            if (!seen.insert(task).second)
                continue;
            const Result<SequentialTask> stored = store.tasks().load(task);
            if (!stored)
                return stored.error();
            const bool applies = std::ranges::any_of(stored->appliesTo, [&](CollectionId id) { return std::ranges::find(of, id) != of.end(); });
            if (applies)
                continue;
            fetched.onlyByRequest.insert(task);
            if (m_only)
                continue; // is there already
            if (auto added = addDocument(store, task, fetched); !added)
                return added;
        }
        return Done{};
    }

    static Result<std::vector<CollectionId>> collectionsOf(Store &store, const QString &computerName)
    {
        const Result<std::optional<Computer>> computer = store.catalogue().findComputer(computerName);
        if (!computer)
            return computer.error();
        const Result<std::vector<Collection>> collections = store.catalogue().collections();
        if (!collections)
            return collections.error();
        std::vector<CollectionId> of;
        for (const Collection &collection : *collections) {
            if (*computer && collection.includes(**computer))
                of.push_back(collection.id);
        }
        return of;
    }

    // B28: of the agent settings for this computer the one with the highest priority.
    static Result<> addSettings(Workspace &workspace, const QString &computerName, std::vector<QByteArray> &documents)
    {
        const Result<std::optional<Computer>> computer = workspace.store().catalogue().findComputer(computerName);
        if (!computer)
            return computer.error();
        if (!*computer)
            return Done{};
        const Result<std::optional<AgentSettings>> settings = settingsOf(workspace, **computer);
        if (!settings)
            return settings.error();
        if (!*settings)
            return Done{};
        Result<QByteArray> document = workspace.store().settingsPolicies().documentOf((*settings)->id);
        if (!document)
            return document.error();
        documents.push_back(std::move(document).value());
        return Done{};
    }

    StoreLink &m_link;
    std::optional<TaskId> m_only;
    struct Seen { // the counter of another connection may say the same
        int generation = 0;
        qint64 counter = -1;
        bool operator==(const Seen &) const = default;
    };
    Seen m_seen;
};

class StoreEventSink final : public EventSink
{
public:
    StoreEventSink(StoreLink &link, const Clock &clock) : m_link(link), m_clock(clock) {}

    Result<std::vector<EventId>> deliver(const std::vector<StatusEvent> &events) override
    {
        const Result<Workspace *> workspace = m_link.workspace();
        if (!workspace)
            return workspace.error();
        return (*workspace)->store().statuses().apply(events, m_clock.now());
    }

    bool takeForgotten() override { return m_link.takeReplaced(); }

private:
    StoreLink &m_link;
    const Clock &m_clock;
};

// A store of the agent's own, for the courier's thread.
class OwnStoreSide final : public StoreSide
{
public:
    explicit OwnStoreSide(std::shared_ptr<StoreLink> link) : m_link(std::move(link)) {}

    Result<FetchedPolicies> fetch(const QString &computer) override { return m_source.fetch(computer); }
    bool mayHaveChanged() override { return m_source.mayHaveChanged(); }
    Result<std::vector<EventId>> deliver(const std::vector<StatusEvent> &events) override { return m_sink.deliver(events); }
    bool takeForgotten() override { return m_sink.takeForgotten(); }

private:
    std::shared_ptr<StoreLink> m_link;
    SystemClock m_clock;
    StorePolicySource m_source{*m_link, std::nullopt};
    StoreEventSink m_sink{*m_link, m_clock};
};

// The key is given, or known from before, or taken from the store that the agent sees first.
Result<> enrol(AgentHome &home, StoreLink &link, LocalAgentRequest &request)
{
    if (request.storeKey) {
        if (auto pinned = home.setTrustedKey(*request.storeKey); !pinned)
            return pinned;
    }
    Result<std::optional<PublicKey>> trusted = home.trustedKey();
    if (!trusted)
        return trusted.error();
    if (!*trusted) {
        const Result<Workspace *> workspace = link.workspace();
        if (!workspace)
            return workspace.error();
        const Result<std::optional<QString>> text = (*workspace)->store().policies().publicKey();
        if (!text)
            return text.error();
        const Result<PublicKey> key = PublicKey::parse(text->value_or(QString()));
        if (!key)
            return Done{}; // a store that has never issued anything; what comes from it is refused until it has
        if (auto pinned = home.setTrustedKey(*key); !pinned)
            return pinned;
        trusted = std::optional(*key);
    }
    request.options.trustedKey = **trusted;
    if (!request.options.allowUnsigned)
        link.trust(**trusted);
    return Done{};
}

Result<AgentHome> openHome(StoreLink &link, LocalAgentRequest &request)
{
    Result<AgentHome> home = AgentHome::open(request.home);
    if (!home)
        return home;
    if (auto enrolled = enrol(*home, link, request); !enrolled)
        return enrolled.error();
    return home;
}

// Over a workspace that somebody else has open, in this thread.
Result<AgentEnd> runByHand(StoreLink &link, LocalAgentRequest request, const ManualRun &manual, const std::atomic<bool> &stop)
{
    Result<AgentHome> home = openHome(link, request);
    if (!home)
        return home.error();
    const SystemClock clock;
    const Computer computer = thisComputer(request.computer);
    SystemProgramRunner runner;
    StorePolicySource source(link, manual.task);
    StoreEventSink sink(link, clock);
    return runAgent({*home, computer, source, sink, runner, clock, stop, request.progress, request.reload, {}, nullptr}, request.options, manual);
}

constexpr qint64 patienceMs = 30'000;
constexpr qint64 patienceWhileSupervisingMs = 50;

Result<AgentEnd> runAlone(std::shared_ptr<StoreLink> link, LocalAgentRequest request, const std::atomic<bool> &stop)
{
    Result<AgentHome> home = openHome(*link, request);
    if (!home)
        return home.error();
    const SystemClock clock;
    const Computer computer = thisComputer(request.computer);
    SystemProgramRunner runner;
    StoreCourier store(std::make_shared<OwnStoreSide>(std::move(link)));
    store.setPatience(patienceMs);
    const auto supervising = [&store](bool supervises) { store.setPatience(supervises ? patienceWhileSupervisingMs : patienceMs); };
    return runAgent({*home, computer, store, store, runner, clock, stop, request.progress, request.reload, supervising, nullptr}, request.options, {});
}

Result<> makeKnown(Workspace &workspace, const QString &computer)
{
    const Result<std::optional<Computer>> known = workspace.store().catalogue().findComputer(computer);
    if (!known)
        return known.error();
    return *known ? Result<>(Done{}) : workspace.store().catalogue().save(std::vector{thisComputer(computer)});
}

Error unknownComputer(const QString &name)
{
    return {ErrorCode::notFound, QStringLiteral("computer '%1'").arg(name),
            QStringLiteral("is not in the store; import a definition with <Computer name=\"%1\" /> and put it into a collection").arg(name)};
}

} // namespace

QString defaultAgentHome(const QString &storePath, const QString &computer)
{
    static const QRegularExpression unsafe(QStringLiteral("[^A-Za-z0-9._-]"));
    QString folder = computer;
    folder.replace(unsafe, QStringLiteral("_"));
    if (folder.startsWith(u'.'))
        folder.prepend(u'_');
    return QFileInfo(Workspace::storeFile(storePath)).absoluteFilePath() + QStringLiteral(".agent/") + folder;
}

Result<AgentEnd> runLocalAgent(const QString &storePath, const LocalAgentRequest &request, const std::atomic<bool> &stop)
{
    auto link = std::make_shared<StoreLink>(storePath);
    const Result<Workspace *> workspace = link->workspace();
    if (workspace) {
        const Result<std::optional<Computer>> known = (*workspace)->store().catalogue().findComputer(request.computer);
        if (!known)
            return known.error();
        if (!*known)
            return unknownComputer(request.computer);
    } else if (request.options.once || !AgentHome::isEnrolled(request.home)) {
        return workspace.error(); // somebody waits for the outcome, or there is nothing to go on with
    }
    return runAlone(std::move(link), request, stop);
}

Result<AgentEnd> runTaskNow(Workspace &workspace, const LocalAgentRequest &request, const SequentialTask &task,
                            std::optional<int> fromPlace, const std::atomic<bool> &stop)
{
    if (fromPlace && (*fromPlace < 1 || *fromPlace > static_cast<int>(task.items.size()))) {
        return Error{ErrorCode::invalidInput, QStringLiteral("item %1 of '%2'").arg(*fromPlace).arg(task.name),
                     QStringLiteral("there is no such place; its execution order has %1 items").arg(task.items.size())};
    }
    if (auto known = makeKnown(workspace, request.computer); !known)
        return known.error();
    StoreLink link(workspace);
    return runByHand(link, request, ManualRun{task.id, fromPlace}, stop);
}

Result<AgentEnd> runRequestNow(Workspace &workspace, const LocalAgentRequest &request, TaskId task, const std::atomic<bool> &stop)
{
    StoreLink link(workspace);
    ManualRun manual{task, std::nullopt};
    manual.byRequest = true;
    return runByHand(link, request, manual, stop);
}

} // namespace seriatim
