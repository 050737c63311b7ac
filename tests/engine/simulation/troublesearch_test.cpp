// The smallest combination that makes trouble, found breadth first (B11, B15, B19, B42).
#include "engine/simulation/troublesearch.h"
#include "tests/support/randomplan.h"
#include "tests/support/rehearsal.h"

#include <QTest>

using namespace seriatim;
using Plans = seriatim::test::PlanBuilder;

namespace {

const EndpointFacts computer{QStringLiteral("SIM-000001"), {}, {}};
const Schedule schedule;

TroubleReport search(const Plan &plan, const TroubleRequest &request = {}, const Scenario &scenario = {})
{
    return searchTrouble(Fleet(plan, schedule, scenario), schedule, computer, request);
}

const FoundTrouble *find(const TroubleReport &report, Trouble trouble)
{
    const auto found = std::ranges::find(report.found, trouble, &FoundTrouble::trouble);
    return found == report.found.end() ? nullptr : &*found;
}

QString told(const TroubleReport &report, Trouble trouble)
{
    const FoundTrouble *found = find(report, trouble);
    return found ? inWords(*found) : QStringLiteral("none");
}

} // namespace

class TroubleSearchTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatOneDeviationDoes()
    {
        const TroubleReport report = search(Plans().item().item().needs(1).codes(ReturnCodeRules::windowsInstaller()));
        QCOMPARE(told(report, Trouble::itemSkipped), QStringLiteral("Item 2 is skipped when item 1 returns 1603."));
        QCOMPARE(told(report, Trouble::itemInterrupted),
                 QStringLiteral("Item 1 is interrupted for good when the program restarts the computer by itself whenever item 1 runs."));
        QCOMPARE(told(report, Trouble::tooManyRestarts), QStringLiteral("The computer restarts once when the program restarts the computer by itself while item 1 runs."));
        QCOMPARE(told(report, Trouble::itemRanTwice), QStringLiteral("Item 1 runs more than once when the program restarts the computer by itself while item 1 runs."));
        QCOMPARE(told(report, Trouble::neverEnds), QStringLiteral("none")); // B19
        QCOMPARE(report.searched, 3);
        QVERIFY(!report.boundReached);
    }

    // A success that the dependency does not name is the classic mistake.
    void aSuccessThatIsNotAskedFor()
    {
        ReturnCodeRules rules;
        rules.success = {0, 1707};
        const TroubleReport report = search(Plans().item().codes(rules).item().needs(1, {0}));
        QCOMPARE(told(report, Trouble::itemSkipped), QStringLiteral("Item 2 is skipped when item 1 returns 1707."));
    }

    // Each item has a stand-in, so that only two failures skip the third.
    void whatOnlyTwoDeviationsDo_B11()
    {
        const TroubleReport report = search(Plans().item().item().needs(1, {0, 1}).item().needs(2));
        const FoundTrouble *skipped = find(report, Trouble::itemSkipped);
        QVERIFY(skipped);
        QCOMPARE(skipped->deviations.size(), size_t(1));

        // Interrupted for good with a rule that finds the installer's work: only two losses of power.
        const TroubleReport detecting = search(Plans().item().detects());
        QCOMPARE(told(detecting, Trouble::itemInterrupted), QStringLiteral("Item 1 is interrupted for good when the power is lost while item 1 runs, twice."));
        QCOMPARE(find(detecting, Trouble::itemInterrupted)->deviations.size(), size_t(2));
        const TroubleReport patient = search(Plans().item().detects().attempts(3));
        QCOMPARE(told(patient, Trouble::itemInterrupted), QStringLiteral("Item 1 is interrupted for good when the power is lost while item 1 runs, 3 times."));
        QCOMPARE(told(search(Plans().item().detects().attempts(4)), Trouble::itemInterrupted), QStringLiteral("none"));
    }

    void restartsThatAreAllowed_B15()
    {
        const Plan plan = Plans().item().detects().codes(ReturnCodeRules::windowsInstaller()).item().detects().codes(ReturnCodeRules::windowsInstaller());
        TroubleRequest request;
        QCOMPARE(find(search(plan, request), Trouble::tooManyRestarts)->deviations.size(), size_t(1));
        request.restarts = 1;
        const TroubleReport report = search(plan, request);
        QCOMPARE(report.restartsAllowed, 1);
        QVERIFY(find(report, Trouble::tooManyRestarts));
        QCOMPARE(find(report, Trouble::tooManyRestarts)->deviations.size(), size_t(2));
        // What an undisturbed run has beyond it is trouble already.
        request.restarts = 0;
        QCOMPARE(told(search(Plans().item().restarts(), request), Trouble::tooManyRestarts), QStringLiteral("The computer restarts once undisturbed."));
        QCOMPARE(told(search(Plans().item().restarts().detects()), Trouble::tooManyRestarts), QStringLiteral("none")); // its own one is usual
    }

    void aSkippedCleanUpIsNoTrouble()
    {
        QCOMPARE(told(search(Plans().item().item().needs(1, {1603})), Trouble::itemSkipped), QStringLiteral("none"));
    }

    void aRetryIsNoRepetition_B15()
    {
        TroubleRequest request;
        Plan plan = Plans().item().codes(ReturnCodeRules::windowsInstaller()).retries(2, 1).detects().attempts(1);
        const TroubleReport report = search(plan, request);
        for (const FoundTrouble &found : report.found)
            QVERIFY2(found.trouble != Trouble::itemRanTwice, qPrintable(inWords(found))); // it is never started after an interruption
    }

    void theBoundIsSaid()
    {
        TroubleRequest request;
        request.bound = 10;
        const TroubleReport report = search(Plans().item().detects().item().detects(), request);
        QCOMPARE(report.runs, 10);
        QVERIFY(report.boundReached);
        QCOMPARE(report.searched, 0);
        QCOMPARE(extentInWords(report), QStringLiteral("the search ended at its bound of 10 simulated runs: not even all single deviations were tried, and some of 1"));
    }

    void theScenarioBringsItAbout_B42()
    {
        for (quint64 seed = 1; seed <= 25; ++seed) {
            test::PlanDice dice(seed);
            const Plan plan = dice.plan(1, 5);
            TroubleRequest request;
            request.bound = 3'000;
            const TroubleReport report = search(plan, request);
            const TroubleReport again = search(plan, request);
            QCOMPARE(report.found.size(), again.found.size());
            const SimulatedComputer plain = Fleet(plan, schedule, Scenario{}).simulate(computer);
            for (size_t i = 0; i < report.found.size(); ++i) {
                const FoundTrouble &found = report.found[i];
                const QString which = QStringLiteral("seed %1: ").arg(seed) + inWords(found);
                QCOMPARE(inWords(again.found[i]), inWords(found));
                const SimulatedComputer simulated = Fleet(plan, schedule, found.scenario).simulate(computer);
                const size_t item = static_cast<size_t>(found.item.value_or(0));
                if (found.trouble == Trouble::itemSkipped)
                    QVERIFY2(simulated.state.items[item].status == ItemStatus::skipped, qPrintable(which));
                if (found.trouble == Trouble::itemInterrupted)
                    QVERIFY2(simulated.state.items[item].status == ItemStatus::interrupted, qPrintable(which));
                if (found.trouble == Trouble::tooManyRestarts)
                    QVERIFY2(simulated.restarts > plain.restarts, qPrintable(which));
                if (found.trouble == Trouble::itemRanTwice)
                    QVERIFY2(simulated.begun[item] > 1, qPrintable(which));
                QVERIFY2(found.trouble != Trouble::neverEnds, qPrintable(which)); // B19
            }
        }
    }

    void deviationsThatGoTogether()
    {
        const Plan plan = Plans().item().codes(ReturnCodeRules::windowsInstaller());
        const std::vector<Deviation> all = deviationsOf(plan, {ReturnCode(0)});
        const auto returning = [&](ReturnCode code, bool first) {
            return *std::ranges::find_if(all, [&](const Deviation &one) {
                return one.kind == Deviation::Kind::returns && one.code == code && one.firstStartOnly == first;
            });
        };
        QVERIFY(goTogether(returning(1618, true), returning(3010, false)));
        QVERIFY(!goTogether(returning(1618, false), returning(3010, false)));
        QVERIFY(std::ranges::none_of(all, [](const Deviation &one) { return one.kind == Deviation::Kind::returns && one.code == 0; })); // as usual
        const Scenario scenario = withDeviations({}, plan, {returning(3010, false), returning(1618, true)});
        QCOMPARE(scenario.outcomes[0].returnCode, std::optional(1618)); // or it would never come
        QCOMPARE(Fleet(plan, schedule, scenario).simulate(computer).state.items[0].returnCode, 3010);
    }
};

QTEST_GUILESS_MAIN(TroubleSearchTest)
#include "troublesearch_test.moc"
