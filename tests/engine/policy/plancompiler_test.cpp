// Every option and every setting of a program that an agent or a simulation heeds reaches the plan (B15, B25, B28, B31).
#include "engine/policy/plancompiler.h"

#include <QTest>

using namespace seriatim;

namespace {

ClientPolicies oneItem(const Program &program, const Package &package = Package())
{
    ClientPolicies policies{SynchPolicy(TaskId::mint())};
    const LineItemId item = LineItemId::mint();
    policies.synch.tasks.emplace_back(item);
    policies.deliveries.emplace_back(item, package, program);
    return policies;
}

Plan planWith(const std::function<void(DeliveryOptions &)> &change)
{
    DeliveryOptions options;
    change(options);
    ClientPolicies policies = oneItem(Program());
    policies.synch.options = options;
    return compilePlan(policies, {});
}

PlanItem itemWith(const std::function<void(Program &, Package &)> &change)
{
    Program program;
    Package package;
    change(program, package);
    return compilePlan(oneItem(program, package), {}).items.front();
}

} // namespace

class PlanCompilerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void options_B28()
    {
        QCOMPARE(planWith([](auto &o) { o.runFromServerKbps = 256; }).runFromServerKbps, std::optional(256));
        QCOMPARE(planWith([](auto &o) { o.runFromServerKbps = 0; o.downloadAndRunKbps.reset(); }).downloadKbps, std::optional<int>());
        QCOMPARE(planWith([](auto &o) { o.downloadAndRunKbps = 50; }).downloadKbps, std::optional(50));
        QVERIFY(planWith([](auto &o) { o.downloadAsSoonAsPossible = true; }).downloadAhead);
        QVERIFY(planWith([](auto &o) { o.multicast = true; }).multicast);
        QVERIFY(planWith([](auto &o) { o.restartFirst = true; }).restartFirst);
        const Plan warned = planWith([](auto &o) { o.warnBeforeRunning = true; o.warnMinutes = 7; o.deferrableUpToMinutes = 90; });
        QVERIFY(warned.warnBeforeRunning && warned.items[0].needsPreparation);
        QCOMPARE(warned.notice, 7 * millisPerMinute);
        QCOMPARE(warned.deferrable, 90 * millisPerMinute);
        const Plan windows = planWith([](auto &o) { o.maintenanceWindows = {{1, QTime(22, 0), 60}}; });
        QCOMPARE(windows.windows.size(), size_t(1));
        QVERIFY(windows.items[0].needsPreparation);
    }

    void theWarningTimeIsTheRestartCountdown_B28()
    {
        QCOMPARE(planWith([](auto &o) { o.warnMinutes = 7; }).items[0].restartDelay, 7 * millisPerMinute);
        ClientPolicies policies = oneItem([] { Program p; p.restartDelayMinutes = 3; return p; }());
        policies.synch.options = DeliveryOptions();
        policies.synch.options->warnMinutes = 7;
        QCOMPARE(compilePlan(policies, {}).items[0].restartDelay, 3 * millisPerMinute); // its own replaces it
    }

    void theAgentsOptionsHoldUnlessTheTaskOverridesThem_B28()
    {
        DeliveryOptions agents;
        agents.warnBeforeRunning = true;
        agents.warnMinutes = 9;
        ClientPolicies policies = oneItem(Program());
        QVERIFY(compilePlan(policies, agents).warnBeforeRunning);
        QCOMPARE(compilePlan(policies, agents).notice, 9 * millisPerMinute);
        policies.synch.options = DeliveryOptions(); // all together
        QVERIFY(!compilePlan(policies, agents).warnBeforeRunning);
        QCOMPARE(compilePlan(policies, agents).notice, millisPerMinute);
    }

    void programs_B31()
    {
        const PlanItem item = itemWith([](Program &p, Package &) {
            p.canRun = CanRun::noneLoggedOn;
            p.minimumConnectionSpeedKbps = 64;
            p.terminateAfterMinutes = 5;
            p.estimatedRunTimeMinutes = 4;
            p.retryCount = 6;
            p.retryDelayMinutes = 8;
            p.maximumAttempts = 9;
            p.afterRunning = AfterRunning::restart;
        });
        QCOMPARE(item.canRun, CanRun::noneLoggedOn);
        QCOMPARE(item.minimumSpeedKbps, 64);
        QCOMPARE(item.timeLimit, 5 * millisPerMinute);
        QCOMPARE(item.estimatedRunTime, 4 * millisPerMinute);
        QCOMPARE(item.retryCount, 6);
        QCOMPARE(item.retryDelay, 8 * millisPerMinute);
        QCOMPARE(item.maximumAttempts, 9);
        QCOMPARE(item.afterRunning, AfterRunning::restart);
        QVERIFY(item.needsPreparation);
    }

    void sources_B30_data()
    {
        QTest::addColumn<SourceType>("type");
        QTest::addColumn<QString>("location");
        QTest::addColumn<bool>("hasFiles");
        QTest::addColumn<bool>("overNetwork");
        QTest::addColumn<bool>("canRunFromServer");
        QTest::newRow("none") << SourceType::none << QString() << false << false << false;
        QTest::newRow("local") << SourceType::local << QStringLiteral("/srv/packages/a") << true << false << false;
        QTest::newRow("share") << SourceType::unc << QStringLiteral("\\\\server\\share\\a") << true << true << true;
        QTest::newRow("web") << SourceType::url << QStringLiteral("https://server/a") << true << true << false;
        QTest::newRow("file address") << SourceType::url << QStringLiteral("FILE:///srv/a") << true << false << false;
    }
    void sources_B30()
    {
        QFETCH(SourceType, type);
        QFETCH(QString, location);
        QFETCH(bool, hasFiles);
        QFETCH(bool, overNetwork);
        QFETCH(bool, canRunFromServer);
        const PlanItem item = itemWith([&](Program &, Package &package) {
            package.source = {type, location};
            package.snapshot = {{QStringLiteral("a"), 7, {}}, {QStringLiteral("b"), 5, {}}};
        });
        QCOMPARE(item.package >= 0, hasFiles);
        QCOMPARE(item.overNetwork, overNetwork);
        QCOMPARE(item.canRunFromServer, canRunFromServer);
        QCOMPARE(item.packageBytes, hasFiles ? 12 : 0);
        QCOMPARE(item.needsPreparation, hasFiles);
    }

    void itemsOfOnePackageShareIt_B30()
    {
        Package package;
        package.source = {SourceType::local, QStringLiteral("/srv/a")};
        Package other;
        other.source = {SourceType::local, QStringLiteral("/srv/b")};
        ClientPolicies policies{SynchPolicy(TaskId::mint())};
        for (const Package &of : {package, other, package}) {
            const LineItemId item = LineItemId::mint();
            policies.synch.tasks.emplace_back(item);
            policies.deliveries.emplace_back(item, of, Program());
        }
        const Plan plan = compilePlan(policies, {});
        QCOMPARE(plan.items[0].package, 0);
        QCOMPARE(plan.items[1].package, 1);
        QCOMPARE(plan.items[2].package, 0);
    }
};

QTEST_APPLESS_MAIN(PlanCompilerTest)
#include "plancompiler_test.moc"
