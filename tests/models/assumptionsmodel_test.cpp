// The rows of a scenario as a table that is edited: nothing of a scenario is lost, whatever can be edited of it here, and what is
// edited is what the simulator reads.
#include "engine/simulation/scenariowriter.h"
#include "models/assumptionfields.h"
#include "models/assumptionsmodel.h"
#include "models/assumptionwords.h"
#include "models/scenariofile.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTime>

using namespace seriatim;

namespace {

// One row of each kind that a file can have, some of them twice.
const QByteArray everyKind = R"(<Scenario seed="42" endpoints="1000" runs="2" start="2026-02-01T06:00:00.000Z">
  <Trait name="laptop" probability="0.3" os="Windows*" />
  <Agent computer="PC-9*" taskSynchronization="false" />
  <PoweredOn trait="laptop" from="08:00" to="17:30" daysOfTheWeek="62" />
  <Battery trait="laptop" minutes="150" distribution="normal" spread="30" charging="45" />
  <Pickup minutes="30" distribution="uniform" spread="30" />
  <Session state="locked" from="12:00" to="13:00" />
  <Connection kbps="512" />
  <Server name="Head office" kbps="51200" connections="40" />
  <Outcome item="1" attempt="1" returnCode="1603" probability="0.02" duration="30" />
  <Outcome duration="240" distribution="log-normal" spread="1.5" />
  <Fault item="2" kind="power-loss" at="countdown" attempt="1" />
  <Fault item="2" kind="agent-crash" at="after-saving-code" occurrence="*" />
  <Fault kind="installer-restart" occurrence="7" />
  <Detection item="3" before="true" />
  <Applies item="2" value="false" run="2" />
  <Deferral minutes="15" attempt="2" />
  <RestartNeeded value="true" />
  <Expect item="3" status="succeeded" returnCode="0" />
</Scenario>)";

Scenario read(const QByteArray &document)
{
    const Result<Scenario> scenario = readScenario(document, QStringLiteral("test"));
    if (!scenario)
        qFatal("%s", qPrintable(scenario.error().message()));
    return *scenario;
}

const AssumptionField &fieldNamed(const std::vector<AssumptionField> &fields, const char *name)
{
    for (const AssumptionField &field : fields) {
        if (field.name == QLatin1StringView(name))
            return field;
    }
    qFatal("no field %s", name);
}

} // namespace

class AssumptionsModelTest : public QObject
{
    Q_OBJECT

private:
    AssumptionsModel m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;

    [[nodiscard]] QString cell(int row, AssumptionsModel::Column column) const { return m_model.index(row, column).data().toString(); }
    [[nodiscard]] int rowOf(AssumptionKind kind) const
    {
        for (int row = 0; row < m_model.rowCount(); ++row) {
            if (kindOf(m_model.row(row)) == kind)
                return row;
        }
        qFatal("no such row");
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_tester = std::make_unique<QAbstractItemModelTester>(&m_model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    }
    void init()
    {
        m_model.setItemNames({QStringLiteral("Q/Core"), QStringLiteral("Q/Patch 1"), QStringLiteral("Q/Patch 2")});
        m_model.setScenario(read(everyKind));
    }

    void nothingIsLost()
    {
        QCOMPARE(m_model.rowCount(), 18);
        Scenario before = read(everyKind);
        Scenario after = m_model.scenario();
        QVERIFY(after == before);
        QSet<AssumptionKind> kinds;
        for (int row = 0; row < m_model.rowCount(); ++row)
            kinds.insert(kindOf(m_model.row(row)));
        QCOMPARE(kinds.size(), assumptionKinds); // or this test is not of every kind
    }

    void everyRowSaysWhatItAssumes()
    {
        for (int row = 0; row < m_model.rowCount(); ++row) {
            for (const auto column : {AssumptionsModel::Kind, AssumptionsModel::AppliesTo, AssumptionsModel::Assumed, AssumptionsModel::Probability})
                QVERIFY2(!cell(row, column).isEmpty(), qPrintable(cell(row, AssumptionsModel::Kind)));
        }
        const int outcome = rowOf(AssumptionKind::outcome);
        QCOMPARE(cell(outcome, AssumptionsModel::AppliesTo), QStringLiteral("item 1 Core, attempt 1"));
        QCOMPARE(cell(outcome, AssumptionsModel::Assumed), QStringLiteral("returns 1603 after 30 s"));
        QCOMPARE(cell(outcome, AssumptionsModel::Probability), QStringLiteral("2 %"));
        QCOMPARE(cell(outcome + 1, AssumptionsModel::Assumed), QStringLiteral("returns 0 after 240 s, log-normal by 1.5"));
        QCOMPARE(cell(rowOf(AssumptionKind::poweredOn), AssumptionsModel::Assumed), QStringLiteral("on from 08:00 to 17:30 UTC, Mo Tu We Th Fr"));
        QCOMPARE(cell(rowOf(AssumptionKind::fault) + 1, AssumptionsModel::Assumed), QStringLiteral("crash of the agent after the return code is saved, every time"));
        QVERIFY(m_model.index(rowOf(AssumptionKind::expect), 0).data(Qt::ToolTipRole).toString().contains(QStringLiteral("Kept as it is")));
        QCOMPARE(cell(rowOf(AssumptionKind::expect), AssumptionsModel::Assumed), QStringLiteral("a test expects: succeeded, return code 0"));
    }

    // A field that is written as it was read changes nothing, in any row.
    void everyFieldReadsWhatItWrites()
    {
        int fields = 0;
        for (int number = 0; number < m_model.rowCount(); ++number) {
            const AssumptionRow row = m_model.row(number);
            std::vector<AssumptionField> all = matchFields(row, m_model.itemNames());
            std::ranges::copy(assumptionFields(kindOf(row)), std::back_inserter(all));
            for (const AssumptionField &field : all) {
                AssumptionRow written = row;
                field.write(written, field.read(row));
                QVERIFY2(written == row, qPrintable(field.name));
                ++fields;
            }
        }
        QVERIFY(fields > 90);
    }

    void anEditReachesTheSimulatorsRow()
    {
        const int number = rowOf(AssumptionKind::outcome);
        AssumptionRow row = m_model.row(number);
        const std::vector<AssumptionField> fields = assumptionFields(AssumptionKind::outcome);
        const std::vector<AssumptionField> match = matchFields(row, m_model.itemNames());
        fieldNamed(fields, "returnCode").write(row, 67);
        fieldNamed(fields, "duration").write(row, QVariant());
        fieldNamed(match, "item").write(row, 3);
        fieldNamed(match, "attempt").write(row, QVariant());
        fieldNamed(match, "probability").write(row, 50.0);
        QSignalSpy edited(&m_model, &AssumptionsModel::edited);
        m_model.replace(number, row);
        QCOMPARE(edited.size(), 1);
        const Scenario written = read(writeScenario(m_model.scenario()));
        const OutcomeRow &outcome = written.outcomes.front();
        QCOMPARE(outcome.returnCode, std::optional<ReturnCode>(67));
        QVERIFY(!outcome.durationSeconds);
        QCOMPARE(outcome.match.item, std::optional(3));
        QVERIFY(!outcome.match.attempt);
        QCOMPARE(outcome.match.probability, 0.5);
    }

    void aCountedMomentTakesNoAttempt()
    {
        AssumptionRow row = newRow(AssumptionKind::fault);
        const std::vector<AssumptionField> match = matchFields(row, {});
        const std::vector<AssumptionField> fields = assumptionFields(AssumptionKind::fault);
        fieldNamed(match, "attempt").write(row, 1);
        fieldNamed(fields, "moment").write(row, static_cast<int>(FaultMoment::waiting));
        QCOMPARE(std::get<FaultRow>(row).occurrence, std::optional(1));
        QVERIFY(!fieldNamed(match, "attempt").counts(row));
        QVERIFY(!checkScenario(m_model.scenarioWith(-1, row)).ok()); // it still has the attempt
        fieldNamed(fields, "occurrence").write(row, 2);
        QVERIFY(checkScenario(m_model.scenarioWith(-1, row)).ok());
    }

    void anItemBeyondTheTaskIsKept()
    {
        AssumptionRow row = newRow(AssumptionKind::outcome);
        matchOf(row).item = 9;
        const std::vector<AssumptionField> match = matchFields(row, m_model.itemNames());
        const AssumptionField &item = fieldNamed(match, "item");
        QCOMPARE(item.choices.size(), 10);
        QCOMPARE(item.choices[2], QStringLiteral("2 Patch 1"));
        QCOMPARE(item.read(row).toInt(), 9);
    }

    void aNewRowStandsAfterThoseOfItsKind()
    {
        const int before = rowOf(AssumptionKind::outcome);
        const int at = m_model.add(newRow(AssumptionKind::outcome));
        QCOMPARE(at, before + 2);
        QCOMPARE(m_model.scenario().outcomes.size(), size_t(3));
        QVERIFY(m_model.scenario().outcomes.back() == OutcomeRow());
        m_model.remove(at);
        QVERIFY(m_model.scenario() == read(everyKind));
    }

    void rowsMoveAmongTheirKindOnly()
    {
        const int first = rowOf(AssumptionKind::outcome);
        QVERIFY(!m_model.canMove(first, -1)); // a server's row stands above
        QVERIFY(m_model.canMove(first, 1));
        QVERIFY(!m_model.canMove(0, -1));
        QVERIFY(!m_model.canMove(m_model.rowCount() - 1, 1));
        const QPersistentModelIndex moved(m_model.index(first, 0));
        m_model.move(first, 1);
        QCOMPARE(moved.row(), first + 1);
        QCOMPARE(m_model.scenario().outcomes.back().returnCode, std::optional<ReturnCode>(1603));
        m_model.move(first, -1);
        QCOMPARE(moved.row(), first + 1);
    }

    void whatContradictsItselfIsRefused()
    {
        AssumptionRow row = newRow(AssumptionKind::trait); // a trait without a name
        QVERIFY(!checkScenario(m_model.scenarioWith(-1, row)).ok());
        fieldNamed(assumptionFields(AssumptionKind::trait), "name").write(row, QStringLiteral("kiosk"));
        QVERIFY(checkScenario(m_model.scenarioWith(-1, row)).ok());
    }

    void aScenarioWithoutRowsAssumesNothing()
    {
        Scenario plain;
        plain.seed = 5;
        plain.endpoints = 7;
        QVERIFY(assumesNothing(plain));
        plain.runs = 2;
        QVERIFY(!assumesNothing(plain));
        QVERIFY(!assumesNothing(read(everyKind)));
    }

    void filesKeepEverything()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("scenario.xml"));
        QVERIFY(writeScenarioFile(path, m_model.scenario()).ok());
        const Result<Scenario> again = readScenarioFile(path);
        QVERIFY(again.ok());
        Scenario expected = m_model.scenario();
        expected.expectations.front().position = again->expectations.front().position;
        QVERIFY(*again == expected);
        QVERIFY(!readScenarioFile(folder.filePath(QStringLiteral("none.xml"))).ok());
    }
};

QTEST_MAIN(AssumptionsModelTest)
#include "assumptionsmodel_test.moc"
