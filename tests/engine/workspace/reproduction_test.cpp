// A trace as one file that comes to the same result elsewhere (B42), and tests of such files.
#include "engine/base/files.h"
#include "engine/workspace/exchange.h"
#include "engine/workspace/reproduction.h"
#include "engine/workspace/sequencetests.h"

#include <QTemporaryDir>
#include <QTest>

using namespace seriatim;

namespace {

QByteArray definition()
{
    return R"(<Seriatim version="1">
  <Package name="Suite" version="1"><Program name="one"><CommandLine>true</CommandLine><RestartCodes>3010</RestartCodes></Program>
    <Program name="two"><CommandLine>true</CommandLine></Program><Program name="unused"><CommandLine>secret</CommandLine></Program></Package>
  <Computer name="PC-1" os="Windows 11" domain="CORP" user="alice" /><Computer name="PC-2" />
  <Collection name="Pilot"><Member computer="PC-1" /><Member computer="PC-2" /></Collection>
  <AgentSettings name="Night shift"><AppliesTo collection="Pilot" /><Options><WarnMinutes>30</WarnMinutes></Options></AgentSettings>
  <SequentialTask name="Rollout"><ExecutionOrder><LineItem package="Suite" program="one" />
    <LineItem package="Suite" program="two"><DependsOn item="1" /></LineItem></ExecutionOrder>
    <AppliesTo collection="Pilot" /><Portal><DisplayName>Suite</DisplayName></Portal></SequentialTask>
</Seriatim>)";
}

} // namespace

class ReproductionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_workspace.emplace(Workspace::create(path("the.store")).value());
        write("definition.xml", definition());
        QVERIFY(importFiles(*m_workspace, {path("definition.xml")}));
    }
    void cleanup() { m_workspace.reset(); }

    void aRealComputerOfTheFleetComesToTheSame()
    {
        // Half of the computers are drawn, and a trait asks for the operating system: only the same name and facts do the same.
        Scenario scenario;
        for (quint64 seed = 1; seed <= 12; ++seed) {
            scenario.seed = seed;
            scenario.traits = {{{}, QStringLiteral("windows"), QStringLiteral("Windows*"), QStringLiteral("corp")}};
            OutcomeRow fails{{}, 1603, {}};
            fails.match.item = 1;
            fails.match.trait = QStringLiteral("windows");
            fails.match.probability = 0.5;
            OutcomeRow restarts{{}, 3010, {}};
            restarts.match.item = 1;
            scenario.outcomes = {fails, restarts};
            const auto prepared = PreparedSimulation::prepare(*m_workspace, QStringLiteral("Rollout"), scenario);
            QVERIFY(prepared.ok());
            for (int computer = 0; computer < 2; ++computer) {
                const Result<QByteArray> document = reproduction(*m_workspace, **prepared, computer, {scenario});
                QVERIFY2(document.ok(), document.ok() ? "" : qPrintable(document.error().message()));
                write("reproduction.xml", *document);
                const auto tested = test();
                QVERIFY2(tested.ok(), tested.ok() ? "" : qPrintable(tested.error().message()));
                for (const ExpectationResult &result : tested->front().results)
                    QVERIFY2(result.holds(), qPrintable(QStringLiteral("seed %1, %2: %3").arg(seed).arg(result.name, result.failure())));
                const FleetMember member = (*prepared)->member(computer);
                QCOMPARE(tested->front().results.size(), size_t(3));
                QVERIFY(document->contains(member.facts.name.toUtf8()));
            }
        }
    }

    void nothingElseIsInTheFile()
    {
        const auto prepared = PreparedSimulation::prepare(*m_workspace, QStringLiteral("Rollout"), Scenario{});
        const QByteArray document = *reproduction(*m_workspace, **prepared, 0, {Scenario{}});
        for (const char *other : {"PC-2", "secret", "Portal", "Pilot", "Night shift"})
            QVERIFY2(!document.contains(other), other);
        QVERIFY(document.contains("<WarnMinutes>30</WarnMinutes>")); // what its agent settings say, the task says here
    }

    void severalScenarios()
    {
        Scenario fails;
        fails.outcomes = {{{}, 5, {}}};
        const auto prepared = PreparedSimulation::prepare(*m_workspace, QStringLiteral("Rollout"), Scenario{});
        write("reproduction.xml", *reproduction(*m_workspace, **prepared, 0, {Scenario{}, fails}));
        const auto tested = test();
        QCOMPARE(tested->size(), size_t(2));
        QCOMPARE((*tested)[1].results[1].name, QStringLiteral("item 1 of every computer: status failed, returnCode 5, attempts 1, executions 1, runs 1"));
        QVERIFY((*tested)[1].results[1].holds());
    }

    void coverageIsOfAllScenariosOfATask()
    {
        Scenario fails;
        fails.outcomes = {{{}, 5, {}}};
        const auto prepared = PreparedSimulation::prepare(*m_workspace, QStringLiteral("Rollout"), Scenario{});
        write("reproduction.xml", *reproduction(*m_workspace, **prepared, 0, {Scenario{}, fails}));
        SequenceTestRequest request;
        request.files = {path("reproduction.xml")};
        request.coverage = true;
        const auto tested = runSequenceTests(request);
        QVERIFY((*tested)[0].coverage.isEmpty());
        QCOMPARE((*tested)[1].coverage, (QStringList{QStringLiteral("coverage: 6 of 11 outcomes and dependency branches reached"),
                                                     QStringLiteral("item 1 Suite/one: never timed out or interrupted"),
                                                     QStringLiteral("item 2 Suite/two: never failed, timed out or interrupted")}));
    }

private:
    [[nodiscard]] QString path(const char *name) const { return m_folder->filePath(QString::fromLatin1(name)); }
    void write(const char *name, const QByteArray &text) { QVERIFY(replaceFileAtomically(path(name), text)); }
    // Without the store that it came from.
    [[nodiscard]] Result<std::vector<TestedScenario>> test() const
    {
        SequenceTestRequest request;
        request.files = {path("reproduction.xml")};
        request.store = path("no.store");
        return runSequenceTests(request);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::optional<Workspace> m_workspace;
};

QTEST_GUILESS_MAIN(ReproductionTest)
#include "reproduction_test.moc"
