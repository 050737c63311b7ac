#include "app/cli/command.h"
#include "engine/base/text.h"
#include "engine/store/historystore.h"
#include "engine/store/statuslist.h"
#include "engine/workspace/demostatus.h"
#include "engine/workspace/exchange.h"
#include "engine/workspace/issuing.h"

#include <QJsonArray>

namespace seriatim {

namespace {

const QString demoOption = QStringLiteral("demo");
const QString seedOption = QStringLiteral("seed");
const QString reportsOption = QStringLiteral("reports");

class StoreInit final : public Command
{
public:
    StoreInit()
        : Command(QStringLiteral("store init"), QStringLiteral("[--demo N [--seed S] [--reports C]]"),
                  QStringLiteral("Makes an empty store, or one with a made-up catalogue of N package-programs."))
    {
        takes(0, 0);
    }

    void addOptions(QCommandLineParser &parser) const override
    {
        parser.addOption({demoOption, QStringLiteral("Fill it with a made-up catalogue of N package-programs, computers, collections and tasks."), QStringLiteral("N")});
        parser.addOption({seedOption, QStringLiteral("The same number and seed make the same catalogue (1)."), QStringLiteral("S"), QStringLiteral("1")});
        parser.addOption({reportsOption, QStringLiteral("With made-up reports of C computers on a task of ten line items."), QStringLiteral("C")});
    }

    Result<int> run(Invocation &invocation) const override
    {
        const Result<std::optional<int>> demo = invocation.optionalNumber(demoOption, 1, 10'000'000);
        if (!demo)
            return demo.error();
        const std::optional<qint64> seed = parseInteger(invocation.value(seedOption));
        if (!seed || *seed < 0)
            return invocation.usageError(QStringLiteral("--seed is '%1'; use a whole number, 0 or greater").arg(invocation.value(seedOption)));
        const Result<std::optional<int>> reports = invocation.optionalNumber(reportsOption, 1, 10'000'000);
        if (!reports)
            return reports.error();
        if (*reports && !*demo)
            return invocation.usageError(QStringLiteral("--reports needs --demo N: the task's programs are among those"));
        Result<Workspace> workspace = Workspace::create(invocation.storePath());
        if (!workspace)
            return workspace.error();
        if (*demo) {
            if (auto filled = fillWithDemo(*workspace, **demo, static_cast<quint64>(*seed)); !filled)
                return filled.error();
        }
        if (*reports) {
            if (auto filled = fillWithDemoStatus(*workspace, {.computers = **reports, .seed = static_cast<quint64>(*seed)}); !filled)
                return filled.error();
        }
        const QString path = Workspace::storeFile(invocation.storePath());
        if (invocation.json())
            invocation.print(QJsonObject{{QStringLiteral("store"), path}, {QStringLiteral("programs"), demo->value_or(0)}});
        else
            invocation.print(QStringLiteral("made the store %1%2").arg(path, *demo ? QStringLiteral(" with %1 made-up package-programs").arg(**demo) : QString()));
        return exitDone;
    }
};

class StoreCheck final : public Command
{
public:
    StoreCheck() : Command(QStringLiteral("store check"), QString(), QStringLiteral("Verifies a store; says what is wrong with it.")) { takes(0, 0); }

    Result<int> run(Invocation &invocation) const override
    {
        Result<Workspace> workspace = invocation.open(Access::readOnly);
        if (!workspace)
            return workspace.error();
        const Result<std::vector<StoreFinding>> findings = workspace->store().check();
        if (!findings)
            return findings.error();
        QJsonArray list;
        for (const StoreFinding &finding : *findings) {
            if (!invocation.json())
                invocation.print(finding.subject + QStringLiteral(": ") + finding.text);
            list.append(QJsonObject{{QStringLiteral("subject"), finding.subject}, {QStringLiteral("finding"), finding.text}});
        }
        if (invocation.json())
            invocation.print(QJsonObject{{QStringLiteral("sound"), findings->empty()}, {QStringLiteral("findings"), list}});
        if (findings->empty()) {
            if (!invocation.json())
                invocation.print(QStringLiteral("the store is sound"));
            return exitDone;
        }
        return Error{ErrorCode::invalidInput, workspace->store().path(),
                     QStringLiteral("the store has %1; 'store repair' mends statuses and totals, for anything else restore a backup")
                         .arg(counted(static_cast<qint64>(findings->size()), QStringLiteral("fault")))};
    }
};

class StoreRepair final : public Command
{
public:
    StoreRepair()
        : Command(QStringLiteral("store repair"), QString(),
                  QStringLiteral("Works out statuses anew that do not agree with their events, and totals that do not agree with the statuses."))
    {
        takes(0, 0);
    }

    Result<int> run(Invocation &invocation) const override
    {
        Result<Workspace> workspace = invocation.open(Access::readWrite);
        if (!workspace)
            return workspace.error();
        StatusList list(workspace->store().database());
        const Result<qint64> statuses = HistoryStore(workspace->store().database()).repairStatuses();
        if (!statuses)
            return statuses.error();
        const Result<qint64> wrong = list.wrongTotals();
        if (!wrong)
            return wrong.error();
        if (*wrong > 0) {
            if (auto counted = list.recountTotals(); !counted)
                return counted.error();
        }
        show(invocation, *statuses, *wrong);
        return exitDone;
    }

private:
    static void show(const Invocation &invocation, qint64 statuses, qint64 totals)
    {
        if (invocation.json()) {
            invocation.print(QJsonObject{{QStringLiteral("repairedTotals"), totals}, {QStringLiteral("repairedStatuses"), statuses}});
            return;
        }
        if (statuses > 0)
            invocation.print(QStringLiteral("worked out statuses anew; %1 did not agree with their events").arg(statuses));
        if (totals > 0)
            invocation.print(QStringLiteral("counted the totals anew; %1 did not agree with the statuses").arg(totals));
        if (statuses == 0 && totals == 0)
            invocation.print(QStringLiteral("the statuses agree with their events, and the totals with the statuses; nothing was changed"));
    }
};

class StoreBackup final : public Command
{
public:
    StoreBackup() : Command(QStringLiteral("store backup"), QStringLiteral("FILE"), QStringLiteral("Copies a store while it is in use.")) { takes(1, 1); }

    Result<int> run(Invocation &invocation) const override
    {
        Result<Workspace> workspace = invocation.open(Access::readOnly);
        if (!workspace)
            return workspace.error();
        if (auto done = workspace->store().backup(invocation.argument(0)); !done)
            return done.error();
        if (invocation.json())
            invocation.print(QJsonObject{{QStringLiteral("backup"), invocation.argument(0)}});
        else
            invocation.print(QStringLiteral("copied the store to %1").arg(invocation.argument(0)));
        return exitDone;
    }
};

class StoreKey final : public Command
{
public:
    StoreKey() : Command(QStringLiteral("store key"), QString(), QStringLiteral("Prints the public key that agents of this store are given.")) { takes(0, 0); }

    Result<int> run(Invocation &invocation) const override
    {
        Result<Workspace> workspace = invocation.open(Access::readOnly);
        if (!workspace)
            return workspace.error();
        const Result<std::optional<QString>> key = workspace->store().policies().publicKey();
        if (!key)
            return key.error();
        if (!*key)
            return Error{ErrorCode::notFound, workspace->store().path(), QStringLiteral("has no key yet; it gets one with the first save")};
        if (invocation.json())
            invocation.print(QJsonObject{{QStringLiteral("key"), **key}});
        else
            invocation.print(**key);
        return exitDone;
    }
};

class StoreIssue final : public Command
{
public:
    StoreIssue()
        : Command(QStringLiteral("store issue"), QString(),
                  QStringLiteral("Signs the policies of all tasks and agent settings anew, for instance after a backup was put in the store's place."))
    {
        takes(0, 0);
    }

    Result<int> run(Invocation &invocation) const override
    {
        Result<Workspace> workspace = invocation.open(Access::readWrite);
        if (!workspace)
            return workspace.error();
        const Result<IssueCounts> issued = workspace->issueAllPolicies();
        if (!issued)
            return issued.error();
        if (invocation.json()) {
            invocation.print(QJsonObject{{QStringLiteral("issued"), issued->tasks}, {QStringLiteral("agentSettings"), issued->agentSettings}});
        } else {
            const QString settings = issued->agentSettings > 0 ? QStringLiteral(" and of %1 agent settings").arg(issued->agentSettings) : QString();
            invocation.print(QStringLiteral("issued the policies of %1%2").arg(counted(issued->tasks, QStringLiteral("task")), settings));
        }
        return exitDone;
    }
};

} // namespace

void addStoreCommands(Commands &commands)
{
    commands.push_back(std::make_unique<StoreInit>());
    commands.push_back(std::make_unique<StoreCheck>());
    commands.push_back(std::make_unique<StoreRepair>());
    commands.push_back(std::make_unique<StoreBackup>());
    commands.push_back(std::make_unique<StoreKey>());
    commands.push_back(std::make_unique<StoreIssue>());
}

} // namespace seriatim
