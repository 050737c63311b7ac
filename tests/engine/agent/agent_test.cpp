// The agent between its policies and its agent settings (B26a, B28), over a source and a clock of the test's own.
#include "engine/agent/agent.h"

#include "engine/agent/computerfacts.h"
#include "engine/policy/policyxml.h"
#include "engine/policy/settingspolicy.h"

#include <QLoggingCategory>
#include <QTemporaryDir>
#include <QTest>

using namespace seriatim;

namespace {

// Every look at it takes a minute.
class FastClock final : public Clock
{
public:
    Instant now() const override { return m_time += millisPerMinute; }

private:
    mutable Instant m_time = 1'767'600'000'000;
};

// Hands out what it has, counts, and ends the agent after so many times.
class Source final : public PolicySource
{
public:
    Source(const FastClock &clock, std::atomic<bool> &stop) : m_clock(clock), m_stop(stop) {}

    Result<FetchedPolicies> fetch(const QString &) override
    {
        fetched.push_back(m_clock.now());
        m_stop = static_cast<int>(fetched.size()) >= stopAfter;
        changed = false;
        return FetchedPolicies{documents, {}, {}};
    }
    bool mayHaveChanged() override { return changed; }

    std::vector<QByteArray> documents;
    std::vector<Instant> fetched;
    int stopAfter = 2;
    bool changed = false;

private:
    const FastClock &m_clock;
    std::atomic<bool> &m_stop;
};

class Recipient final : public EventSink
{
public:
    Result<std::vector<EventId>> deliver(const std::vector<StatusEvent> &delivered) override
    {
        std::vector<EventId> ids;
        for (const StatusEvent &event : delivered)
            ids.push_back(event.id);
        events.insert(events.end(), delivered.begin(), delivered.end());
        return ids;
    }
    bool takeForgotten() override { return false; }

    [[nodiscard]] QString details() const
    {
        QStringList places;
        for (const StatusEvent &event : events) {
            if (event.kind == StatusEvent::Kind::detail)
                places.append(QString::number(event.place));
        }
        return places.join(u',');
    }
    std::vector<StatusEvent> events;
};

// Every program succeeds; something may happen meanwhile.
class Runner final : public ProgramRunner
{
public:
    ProgramEnd run(const ProgramStart &start, const std::function<bool()> &) override
    {
        if (meanwhile)
            meanwhile(++started);
        if (start.started)
            start.started({});
        return {};
    }
    std::function<void(int)> meanwhile;
    int started = 0;
};

QByteArray settingsOf(int refreshMinutes, bool verbose = false)
{
    AgentSettings settings(*AgentSettingsId::parse(u"{78939175-0C4A-4A55-A164-60DC888BDDC2}"), QStringLiteral("Settings"));
    settings.refreshIntervalMinutes = refreshMinutes;
    settings.options.verboseStatusEvents = verbose;
    return writeSettingsPolicy(settings);
}

// Three items, each with a condition that holds: what is asked of it is a detail.
QByteArray rollout(std::optional<DeliveryOptions> options = {})
{
    ClientPolicies policies{SynchPolicy(TaskId::mint())};
    policies.synch.taskName = QStringLiteral("Rollout");
    policies.synch.options = std::move(options);
    Rule rule;
    rule.kind = Rule::Kind::folderExists;
    rule.path = QStringLiteral("/");
    for (int i = 0; i < 3; ++i) {
        policies.synch.tasks.emplace_back(LineItemId::mint());
        policies.synch.tasks.back().appliesWhen = rule;
        Program program(ProgramId::mint(), QStringLiteral("Program %1").arg(i));
        program.commandLine = QStringLiteral("true");
        policies.deliveries.emplace_back(policies.synch.tasks.back().guid, Package(PackageId::mint(), QStringLiteral("Suite")), program);
    }
    return writePolicies(policies);
}

} // namespace

class AgentTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("seriatim.agent=false")); }
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_stop = false;
        m_options = {};
        m_options.allowUnsigned = true;
        m_clock = std::make_unique<FastClock>();
        m_source = std::make_unique<Source>(*m_clock, m_stop);
        m_recipient = {};
        m_runner = {};
    }

    void theSettingsSayHowOftenPoliciesAreFetched_B28_data()
    {
        QTest::addColumn<int>("settings");    // 0: none
        QTest::addColumn<int>("commandLine"); // 0: none
        QTest::addColumn<int>("minutes");
        QTest::newRow("every hour") << 0 << 0 << 60;
        QTest::newRow("as the settings say") << 15 << 0 << 15;
        QTest::newRow("the command line goes over them") << 15 << 30 << 30;
        QTest::newRow("and over the hour") << 0 << 5 << 5;
    }
    void theSettingsSayHowOftenPoliciesAreFetched_B28()
    {
        QFETCH(const int, settings);
        QFETCH(const int, commandLine);
        QFETCH(const int, minutes);
        if (settings > 0)
            m_source->documents = {settingsOf(settings)};
        if (commandLine > 0)
            m_options.refreshMinutes = commandLine;
        m_source->stopAfter = 3;
        QVERIFY(runAgent());
        QCOMPARE(m_source->fetched.size(), size_t(3));
        for (size_t i = 1; i < 3; ++i) {
            const double passed = double(m_source->fetched[i] - m_source->fetched[i - 1]) / double(millisPerMinute);
            QVERIFY2(passed >= minutes && passed < minutes + 10, qPrintable(QStringLiteral("%1 instead of %2 minutes").arg(passed).arg(minutes)));
        }
    }

    void theSettingsHoldWhereATaskOverridesNothing_B28()
    {
        m_source->documents = {rollout(), settingsOf(60, true)};
        QVERIFY(runOnce());
        QCOMPARE(m_recipient.details(), QStringLiteral("1,2,3"));
    }

    void aTasksOwnOptionsGoOverThem_B28()
    {
        m_source->documents = {rollout(DeliveryOptions{}), settingsOf(60, true)};
        QVERIFY(runOnce());
        QCOMPARE(m_recipient.details(), QString());
        DeliveryOptions verbose;
        verbose.verboseStatusEvents = true;
        m_source->documents = {rollout(verbose), settingsOf(60, false)};
        QVERIFY(runOnce());
        QCOMPARE(m_recipient.details(), QStringLiteral("1,2,3"));
    }

    void changedSettingsCountFromTheNextItemOn_B26a() // and the run goes on
    {
        const QByteArray task = rollout();
        m_source->documents = {task};
        m_runner.meanwhile = [&](int started) {
            if (started == 1)
                m_source->documents = {task, settingsOf(60, true)};
            if (started == 2)
                m_source->documents = {task, settingsOf(60, false)};
            m_source->changed = started <= 2;
        };
        QVERIFY(runOnce());
        QCOMPARE(m_runner.started, 3);
        QCOMPARE(m_recipient.details(), QStringLiteral("2"));
        QCOMPARE(m_recipient.events.back().kind, StatusEvent::Kind::runEnded);
        QCOMPARE(m_recipient.events.back().run, 1);
    }

private:
    bool runOnce()
    {
        m_options.once = true;
        m_source->stopAfter = 1000;
        return runAgent();
    }

    bool runAgent()
    {
        Result<AgentHome> home = AgentHome::open(m_folder->path());
        const Computer computer = thisComputer(QStringLiteral("PC-1"));
        return home && seriatim::runAgent({*home, computer, *m_source, m_recipient, m_runner, *m_clock, m_stop, {}, nullptr},
                                          m_options, std::nullopt);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::atomic<bool> m_stop = false;
    AgentOptions m_options;
    std::unique_ptr<FastClock> m_clock;
    std::unique_ptr<Source> m_source;
    Recipient m_recipient;
    Runner m_runner;
};

QTEST_GUILESS_MAIN(AgentTest)
#include "agent_test.moc"
