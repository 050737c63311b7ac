#include "tests/screenshots/portalexhibit.h"

#include "engine/workspace/portal.h"

namespace seriatim {

namespace {

constexpr Instant hour = 60 * millisPerMinute;
const QString desk = QStringLiteral("EMEA\\Call centre");

struct Published {
    QString name;
    QString description;
    int minutes;
    bool recommended;
    bool preApproved;
};

Result<SequentialTask> publish(Workspace &workspace, const Published &what)
{
    Package package(PackageId::mint(), what.name);
    package.version = QStringLiteral("1.0");
    package.folder = QStringLiteral("Call centre/Portal");
    package.programs.emplace_back(ProgramId::mint(), QStringLiteral("Install"));
    package.programs.back().commandLine = QStringLiteral("setup.exe /quiet");
    package.programs.back().estimatedRunTimeMinutes = what.minutes;
    if (auto saved = workspace.store().catalogue().save(std::vector{package}); !saved)
        return saved.error();
    SequentialTask task(TaskId::mint(), what.name);
    task.folder = QStringLiteral("Call centre/Portal");
    task.items.emplace_back(LineItemId::mint(), package.programs.back().id);
    PortalEntry &portal = task.portal.emplace();
    portal.description = what.description;
    portal.access.push_back({PortalAccess::Kind::group, desk, true, what.recommended, what.preApproved});
    Result<SaveOutcome> saved = workspace.saveTask(task, KeepFinished::no);
    return saved ? Result<SequentialTask>(saved->task) : saved.error();
}

// Makes requests, and lets their stories go on.
class Stories
{
public:
    explicit Stories(Workspace &workspace) : m_workspace(workspace) {}

    std::optional<RequestId> ask(const SequentialTask &task, const QString &user, const QString &computer, Instant when)
    {
        const Result<User> who = findUser(m_workspace, user);
        const Result<PortalRequest> made = who ? makeRequest(m_workspace, task.id, *who, computer, when) : Result<PortalRequest>(who.error());
        return note(made) ? std::optional(made->id) : std::nullopt;
    }
    void decide(std::optional<RequestId> id, Decision decision, const QString &comment, Instant when)
    {
        if (id)
            note(decideRequest(m_workspace, *id, decision, comment, when));
    }
    void report(std::optional<RequestId> id, StatusEvent::Kind kind, ComputerStatus status, const QString &sentence, Instant when)
    {
        const Result<PortalRequest> request = id ? m_workspace.store().portal().load(*id) : Result<PortalRequest>(Error{});
        if (!note(request))
            return;
        StatusEvent event(EventId::mint(), AgentId::mint(), request->task);
        event.kind = kind;
        event.time = when;
        event.computer = request->computer;
        event.computerStatus = status;
        event.request = request->id;
        event.explanation = sentence;
        note(m_workspace.store().statuses().apply({event}, when));
    }
    [[nodiscard]] Result<> end() const { return m_error ? Result<>(*m_error) : Result<>(Done{}); }

private:
    template <typename T>
    bool note(const Result<T> &result)
    {
        if (!result && !m_error)
            m_error = result.error();
        return result.ok();
    }

    Workspace &m_workspace;
    std::optional<Error> m_error;
};

} // namespace

Result<> fillPortal(Workspace &workspace, const SequentialTask &main, Instant now)
{
    std::vector<SequentialTask> tasks;
    for (const Published &what : {Published{QStringLiteral("PDF reader"), QStringLiteral("Reads, prints and comments PDF files."), 2, false, true},
                                  Published{QStringLiteral("Headset tools"), QStringLiteral("Firmware and sound settings for the headsets of the call centre. Plug the headset in before."), 5, true, true},
                                  Published{QStringLiteral("Photo editor"), QStringLiteral("Costs a licence: tell your team lead before you request it."), 12, false, false},
                                  Published{QStringLiteral("VPN client"), QStringLiteral("For work from home."), 4, false, false}}) {
        const Result<SequentialTask> task = publish(workspace, what);
        if (!task)
            return task.error();
        tasks.push_back(*task);
    }
    const QString anna = QStringLiteral("anna");
    const QString failed = QStringLiteral("Failed: 1 of 6 line items failed, 3 skipped.");
    const QString succeeded = QStringLiteral("Succeeded: no line item failed.");
    using Kind = StatusEvent::Kind;
    Stories stories(workspace);

    const auto reader = stories.ask(tasks[0], anna, QStringLiteral("AGENT-001"), now - 50 * hour);
    stories.report(reader, Kind::requestEnded, ComputerStatus::succeeded, succeeded, now - 49 * hour);
    const auto recording = stories.ask(main, QStringLiteral("joao"), QStringLiteral("AGENT-002"), now - 30 * hour);
    stories.decide(recording, Decision::approve, {}, now - 29 * hour);
    stories.report(recording, Kind::requestEnded, ComputerStatus::failed, failed, now - 28 * hour);
    const auto photo = stories.ask(tasks[2], anna, QStringLiteral("AGENT-001"), now - 27 * hour);
    stories.decide(photo, Decision::hold, QStringLiteral("The licence is ordered; it comes on Monday."), now - 26 * hour);
    const auto vpn = stories.ask(tasks[3], QStringLiteral("tom"), QStringLiteral("AGENT-004"), now - 25 * hour);
    stories.decide(vpn, Decision::deny, QStringLiteral("Desktop computers stay in the office. Ask for a notebook."), now - 24 * hour);
    stories.ask(tasks[3], QStringLiteral("maria"), QStringLiteral("AGENT-003"), now - 6 * hour);
    const auto headset = stories.ask(tasks[1], anna, QStringLiteral("AGENT-001"), now - hour / 2);
    stories.report(headset, Kind::requestStarted, ComputerStatus::running, {}, now - hour / 6);
    stories.ask(main, anna, QStringLiteral("AGENT-001"), now - hour / 4);
    return stories.end();
}

} // namespace seriatim
