// Agent settings on their way from the catalogue to the agents (B28): chosen, issued, imported, simulated.
#include "engine/base/files.h"
#include "engine/policy/policyxml.h"
#include "engine/policy/settingspolicy.h"
#include "engine/workspace/exchange.h"
#include "engine/workspace/issuing.h"
#include "engine/workspace/settingsmembers.h"
#include "engine/workspace/simulating.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace seriatim;

class AgentSettingsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aSaveIssuesThem();
    void whatSaysTheSameIsNotIssuedAnew();
    void anotherKeyIssuesThemAnew();
    void issueAllIssuesThemToo();
    void aStoreFromBeforeIssuesThemWhenItIsOpened();
    void anImportedPolicyKeepsTheCollections();
    void anImportedPolicyOfUnknownOnesIsNew();
    void theComputersOwnCount_B28();
    void manyAtOnceAreChosenByTheSameRule_B28();
    void aSimulationGoesByTheComputersOwn_B28();

private:
    [[nodiscard]] QString path(const char *name = "the.store") const { return m_folder->filePath(QString::fromLatin1(name)); }
    [[nodiscard]] CatalogueStore &catalogue() { return m_workspace->store().catalogue(); }
    [[nodiscard]] std::optional<IssuedSettings> issued() { return *m_workspace->store().settingsPolicies().find(m_settings->id); }
    [[nodiscard]] PublicKey key() { return *PublicKey::parse(m_workspace->store().policies().publicKey()->value()); }
    [[nodiscard]] AgentSettings stored() { return catalogue().find(m_settings->id)->value(); }
    [[nodiscard]] Result<ImportReport> import(const QByteArray &document)
    {
        const QString file = path("policy.xml");
        if (auto written = replaceFileAtomically(file, document); !written)
            return written.error();
        return importFiles(*m_workspace, {file});
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::optional<Workspace> m_workspace;
    std::optional<Collection> m_pilot; // PC-1
    std::optional<Computer> m_first;   // PC-1
    std::optional<Computer> m_second;  // PC-2
    std::optional<AgentSettings> m_settings; // for the pilot
};

void AgentSettingsTest::init()
{
    m_workspace.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_workspace.emplace(Workspace::create(path()).value());
    m_first = Computer(ComputerId::mint(), QStringLiteral("PC-1"));
    m_second = Computer(ComputerId::mint(), QStringLiteral("PC-2"));
    m_pilot = Collection(CollectionId::mint(), QStringLiteral("Pilot"));
    m_pilot->members = {m_first->id};
    m_settings = AgentSettings(AgentSettingsId::mint(), QStringLiteral("Night shift"));
    m_settings->appliesTo = {m_pilot->id};
    m_settings->options.warnMinutes = 30;
    QVERIFY(catalogue().save(std::vector{*m_first, *m_second}));
    QVERIFY(catalogue().save(std::vector{*m_pilot}));
    QVERIFY(catalogue().save(std::vector{*m_settings}));
}

void AgentSettingsTest::aSaveIssuesThem()
{
    const std::optional<IssuedSettings> before = issued();
    QVERIFY(before);
    const Result<PolicyIssue> issue = verifyPolicies(before->document, key());
    QVERIFY(issue);
    QVERIFY(issue->agentSettings() == m_settings->id);
    QCOMPARE(issue->number, before->number);

    m_settings->options.restartFirst = true;
    QVERIFY(catalogue().save(std::vector{*m_settings}));
    const std::optional<IssuedSettings> after = issued();
    QVERIFY(after && after->number > before->number);
    const Result<PolicyDocument> read = readPolicies(after->document, QString());
    QVERIFY(read && read->agentSettings.front().options == m_settings->options);

    QVERIFY(catalogue().remove(m_settings->id));
    QVERIFY(!issued());
}

void AgentSettingsTest::whatSaysTheSameIsNotIssuedAnew() // which collections they apply to is no part of it
{
    const std::optional<IssuedSettings> before = issued();
    m_settings->appliesTo.clear();
    QVERIFY(catalogue().save(std::vector{*m_settings}));
    QCOMPARE(issued()->number, before->number);
    QCOMPARE(issued()->document, before->document);
    QVERIFY(m_workspace->store().settingsPolicies().outOfDate(before->keyName)->empty());
}

void AgentSettingsTest::anotherKeyIssuesThemAnew()
{
    const std::optional<IssuedSettings> before = issued();
    m_workspace.reset();
    QVERIFY(QFile::remove(keyFileOf(path())));
    m_workspace.emplace(Workspace::open(path(), Access::readWrite).value());
    QVERIFY(catalogue().save(std::vector{AgentSettings(AgentSettingsId::mint(), QStringLiteral("Others"))})); // needs the key
    QVERIFY(issued()->number > before->number);
    QVERIFY(verifyPolicies(issued()->document, key()));
}

void AgentSettingsTest::issueAllIssuesThemToo()
{
    SequentialTask task(TaskId::mint(), QStringLiteral("Rollout"));
    QVERIFY(m_workspace->saveTask(task, KeepFinished::no));
    const qint64 ofTask = m_workspace->store().policies().find(task.id)->value().number;
    const qint64 before = issued()->number;
    QVERIFY(ofTask != before); // from one row of numbers
    const Result<IssueCounts> counts = m_workspace->issueAllPolicies();
    QVERIFY(counts);
    QCOMPARE(counts->tasks, 1);
    QCOMPARE(counts->agentSettings, 1);
    QVERIFY(issued()->number > std::max(before, ofTask));
}

void AgentSettingsTest::aStoreFromBeforeIssuesThemWhenItIsOpened()
{
    m_workspace.reset();
    m_workspace.emplace(Workspace::open(path(), Access::readWrite, Role::agent).value());
    AgentSettings unissued(AgentSettingsId::mint(), QStringLiteral("Old"));
    unissued.appliesTo = {m_pilot->id};
    QVERIFY(catalogue().save(std::vector{unissued})); // no agent does, but nothing is signed
    const Result<QByteArray> document = m_workspace->store().settingsPolicies().documentOf(unissued.id);
    QVERIFY(!document);
    QCOMPARE(document.error().code, ErrorCode::refused);
    QVERIFY2(document.error().message().contains(QStringLiteral("'Old'")), qPrintable(document.error().message()));
    m_workspace.reset();
    m_workspace.emplace(Workspace::open(path(), Access::readWrite).value());
    QVERIFY(m_workspace->store().settingsPolicies().documentOf(unissued.id));
}

void AgentSettingsTest::anImportedPolicyKeepsTheCollections()
{
    const Result<ImportReport> same = import(*m_workspace->issuedPolicy(*m_settings));
    QVERIFY2(same, same ? "" : qPrintable(same.error().message()));
    QCOMPARE(same->unchanged, QStringList{QStringLiteral("agent settings 'Night shift'")});
    QVERIFY(same->notBroughtOver.isEmpty());

    AgentSettings changed = *m_settings;
    changed.name = QStringLiteral("Day shift");
    changed.priority = 9;
    changed.options.maintenanceWindows = {{62, QTime(8, 0), 60}};
    changed.appliesTo.clear();
    const Result<ImportReport> report = import(writeSettingsPolicy(changed));
    QVERIFY2(report, report ? "" : qPrintable(report.error().message()));
    QCOMPARE(report->changed, QStringList{QStringLiteral("agent settings 'Day shift'")});
    changed.appliesTo = {m_pilot->id};
    QVERIFY(stored() == changed);

    // Of another store, found by its name.
    AgentSettings foreign = changed;
    foreign.id = AgentSettingsId::mint();
    foreign.priority = -1;
    QVERIFY(import(writeSettingsPolicy(foreign)));
    QCOMPARE(stored().priority, -1);
    QVERIFY(stored().appliesTo == std::vector{m_pilot->id});
    QCOMPARE(catalogue().agentSettings()->size(), size_t(1));
}

void AgentSettingsTest::anImportedPolicyOfUnknownOnesIsNew()
{
    AgentSettings other(AgentSettingsId::mint(), QStringLiteral("Laptops"));
    other.options.verboseStatusEvents = true;
    const Result<ImportReport> report = import(writeSettingsPolicy(other));
    QVERIFY2(report, report ? "" : qPrintable(report.error().message()));
    QCOMPARE(report->added, QStringList{QStringLiteral("agent settings 'Laptops'")});
    QVERIFY2(report->notBroughtOver.join(u' ').contains(QStringLiteral("collections of agent settings 'Laptops'")), qPrintable(report->notBroughtOver.join(u' ')));
    QVERIFY(catalogue().find(other.id)->value() == other);
}

void AgentSettingsTest::theComputersOwnCount_B28()
{
    QCOMPARE(settingsOf(*m_workspace, *m_first)->value().name, QStringLiteral("Night shift"));
    QVERIFY(!settingsOf(*m_workspace, *m_second)->has_value());
    AgentSettings higher(AgentSettingsId::mint(), QStringLiteral("Higher"));
    higher.priority = 1;
    higher.appliesTo = {m_pilot->id};
    QVERIFY(catalogue().save(std::vector{higher}));
    QCOMPARE(settingsOf(*m_workspace, *m_first)->value().name, QStringLiteral("Higher"));
}

void AgentSettingsTest::manyAtOnceAreChosenByTheSameRule_B28()
{
    std::vector<Computer> computers;
    std::vector<Collection> collections(7);
    std::vector<AgentSettings> settings;
    for (int i = 0; i < 60; ++i)
        computers.emplace_back(ComputerId::mint(), QStringLiteral("PC-%1").arg(i));
    for (size_t i = 0; i < collections.size(); ++i) {
        collections[i].id = CollectionId::mint();
        for (size_t c = i; c < computers.size(); c += i + 2)
            collections[i].members.push_back(computers[c].id);
    }
    for (int i = 0; i < 9; ++i) {
        settings.emplace_back(AgentSettingsId::mint(), QStringLiteral("S%1").arg(i));
        settings.back().priority = i % 3;
        settings.back().appliesTo = {collections[static_cast<size_t>(i) % 7].id, collections[static_cast<size_t>(i * 3) % 7].id};
    }
    const std::vector<const AgentSettings *> chosen = settingsOfComputers(settings, collections, computers);
    int without = 0;
    for (size_t c = 0; c < computers.size(); ++c) {
        std::vector<CollectionId> of;
        for (const Collection &collection : collections) {
            if (collection.includes(computers[c]))
                of.push_back(collection.id);
        }
        QCOMPARE(chosen[c], settingsFor(of, settings));
        without += chosen[c] ? 0 : 1;
    }
    QVERIFY(without > 0 && without < 60);
}

// The restart countdown of each computer is as long as its own settings say.
void AgentSettingsTest::aSimulationGoesByTheComputersOwn_B28()
{
    Package package(PackageId::mint(), QStringLiteral("Suite"));
    package.programs.emplace_back(ProgramId::mint(), QStringLiteral("Install"));
    package.programs.front().commandLine = QStringLiteral("setup.sh");
    package.programs.front().afterRunning = AfterRunning::restart;
    QVERIFY(catalogue().save(std::vector{package}));
    SequentialTask task(TaskId::mint(), QStringLiteral("Rollout"));
    task.items.emplace_back(LineItemId::mint(), package.programs.front().id);
    task.appliesTo = {m_pilot->id};
    task = m_workspace->saveTask(task, KeepFinished::no)->task;

    SimulationRequest request;
    request.task = task.name;
    const auto minutes = [&] {
        const Result<SimulationResult> result = simulateTask(*m_workspace, request, {});
        return result ? result->totals.virtualMillis / millisPerMinute : -1;
    };
    const qint64 withSettings = minutes();
    QVERIFY(catalogue().remove(m_settings->id));
    const qint64 builtIn = minutes();
    QCOMPARE(withSettings - builtIn, qint64(29)); // 30 instead of 1

    // Another computer beside does not change that of the first, nor the other way round.
    QVERIFY(catalogue().save(std::vector{*m_settings}));
    Collection both = *m_pilot;
    both.id = CollectionId::mint();
    both.name = QStringLiteral("Both");
    both.members.push_back(m_second->id);
    QVERIFY(catalogue().save(std::vector{both}));
    task.appliesTo = {both.id};
    task = m_workspace->saveTask(task, KeepFinished::no)->task;
    QCOMPARE(minutes(), withSettings);
    m_settings->options.warnMinutes = 0;
    QVERIFY(catalogue().save(std::vector{*m_settings}));
    QCOMPARE(minutes(), builtIn); // of the second, which has none

    // Made-up computers are in no collection.
    m_settings->options.warnMinutes = 30;
    QVERIFY(catalogue().save(std::vector{*m_settings}));
    request.scenario.endpoints = 3;
    QCOMPARE(minutes(), builtIn);
    request.scenario.endpoints.reset();
    // A task that overrides the options goes by its own.
    task.options = DeliveryOptions{};
    task.options->warnMinutes = 3;
    task = m_workspace->saveTask(task, KeepFinished::no)->task;
    QCOMPARE(minutes() - builtIn, qint64(2));
}

QTEST_GUILESS_MAIN(AgentSettingsTest)
#include "agentsettings_test.moc"
