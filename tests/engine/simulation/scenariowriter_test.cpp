// A scenario that is written and read again is the same (formats.md).
#include "engine/simulation/scenariowriter.h"

#include <QTest>

#include <random>

using namespace seriatim;

namespace {

class RandomRows
{
public:
    explicit RandomRows(quint64 seed) : m_engine(seed) {}

    Scenario scenario()
    {
        Scenario made;
        made.task = text();
        made.seed = m_engine();
        if (chance(50))
            made.endpoints = number(1, 10'000'000);
        if (chance(50))
            made.start = defaultSimulationStart + number(0, 2'000'000'000);
        made.runs = number(1, 10'000);
        fill(made.outcomes);
        fill(made.faults);
        fill(made.detections);
        fill(made.applies);
        fill(made.sessions);
        fill(made.connections);
        fill(made.deferrals);
        fill(made.restartsNeeded);
        fill(made.traits);
        fill(made.poweredOn);
        fill(made.batteries);
        fill(made.pickups);
        fill(made.servers);
        fill(made.agents);
        fill(made.expectations);
        return made;
    }

private:
    int number(int least, int most) { return least + static_cast<int>(m_engine() % (quint64(most) - quint64(least) + 1)); }
    bool chance(int percent) { return number(1, 100) <= percent; }
    double decimal(double most) { return static_cast<double>(m_engine() >> 11) * 0x1.0p-53 * most; }
    std::optional<int> place() { return chance(50) ? std::optional(number(1, 1'000'000)) : std::nullopt; }
    QString text() { return chance(30) ? QString() : QStringList{QStringLiteral("a"), QStringLiteral("Ä \"<&>' x"), QStringLiteral("PC-*"), QStringLiteral("日本")}.at(number(0, 3)); }

    ScenarioMatch match()
    {
        ScenarioMatch made;
        if (chance(50))
            made.computer = QStringLiteral("PC-%1?<&\"*").arg(number(1, 99));
        made.item = place();
        made.attempt = place();
        made.run = place();
        if (chance(50))
            made.probability = decimal(1);
        if (chance(30))
            made.trait = QStringLiteral("!laptop");
        return made;
    }

    void spread(Distribution &distribution, double &spread)
    {
        distribution = static_cast<Distribution>(number(0, 4));
        if (distribution != Distribution::fixed)
            spread = 1 + decimal(900);
    }

    Hours hours()
    {
        Hours made;
        if (chance(70))
            made.from = QTime(number(0, 23), number(0, 59), chance(50) ? number(0, 59) : 0);
        if (chance(70))
            made.to = QTime(number(0, 23), number(0, 59));
        made.daysOfTheWeek = number(1, 127);
        return made;
    }

    void roll(OutcomeRow &row)
    {
        if (chance(70))
            row.returnCode = static_cast<ReturnCode>(m_engine());
        if (chance(70))
            row.durationSeconds = decimal(3e9);
        spread(row.distribution, row.spread);
    }
    void roll(FaultRow &row)
    {
        row.kind = static_cast<FaultKind>(number(0, 2));
        row.at = row.kind == FaultKind::installerRestart ? FaultMoment::running : static_cast<FaultMoment>(number(0, int(faultMoments) - 1));
        if (!isOfAttempt(row.at) || chance(50)) {
            row.occurrence = number(0, 5);
            row.match.attempt.reset();
        }
    }
    void roll(DetectionRow &row)
    {
        row.before = chance(50);
        row.after = chance(50);
    }
    void roll(AppliesRow &row) { row.value = chance(50); }
    void roll(SessionRow &row)
    {
        row.state = static_cast<SessionState>(number(0, 2));
        row.hours = hours();
    }
    void roll(ConnectionRow &row) { row.kbps = number(1, 100'000'000); }
    void roll(DeferralRow &row) { row.minutes = decimal(5'000'000); }
    void roll(RestartNeededRow &row) { row.value = chance(50); }
    void roll(TraitRow &row)
    {
        row.name = QStringLiteral("laptop");
        row.operatingSystem = chance(50) ? QStringLiteral("*") : QStringLiteral("Windows*");
        row.domain = chance(50) ? QStringLiteral("*") : QStringLiteral("CORP");
    }
    void roll(PoweredOnRow &row) { row.hours = hours(); }
    void roll(BatteryRow &row)
    {
        row.minutes = decimal(1000);
        spread(row.distribution, row.spread);
        row.chargingMinutes = decimal(1000);
    }
    void roll(PickupRow &row)
    {
        row.minutes = decimal(1000);
        spread(row.distribution, row.spread);
    }
    void roll(ServerRow &row)
    {
        row.name = text();
        row.kbps = number(1, 100'000'000);
        row.connections = number(1, 100'000);
    }
    void roll(AgentRow &row) { row.taskSynchronization = chance(50); }
    void roll(ExpectRow &row)
    {
        row.match.attempt.reset();
        row.match.run.reset();
        row.match.probability = 1;
        if (row.match.item) {
            row.itemStatus = static_cast<ItemStatus>(number(0, 12));
            row.returnCode = number(0, 1) ? std::optional<ReturnCode>(static_cast<ReturnCode>(m_engine())) : std::nullopt;
            row.attempts = place();
            row.executions = place();
        } else {
            row.computerStatus = static_cast<ComputerStatus>(number(0, 6));
        }
        row.runs = place();
        row.restarts = place();
    }

    template <typename Row>
    void fill(std::vector<Row> &rows)
    {
        for (int count = number(0, 3); count > 0; --count) {
            rows.emplace_back();
            rows.back().match = match();
            roll(rows.back());
        }
    }

    std::mt19937_64 m_engine;
};

} // namespace

class ScenarioWriterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsWrittenIsReadAgain()
    {
        for (quint64 seed = 1; seed <= 400; ++seed) {
            const Scenario scenario = RandomRows(seed).scenario();
            const QByteArray text = writeScenario(scenario);
            Result<Scenario> read = readScenario(text, QStringLiteral("s.xml"));
            QVERIFY2(read.ok(), read.ok() ? "" : qPrintable(read.error().message() + u'\n' + QString::fromUtf8(text)));
            for (ExpectRow &row : read->expectations)
                row.position.clear();
            QVERIFY2(*read == scenario, text.constData());
            QCOMPARE(writeScenario(*read), text);
        }
    }

    void whatIsUsualIsLeftOut()
    {
        Scenario scenario;
        scenario.outcomes.push_back({{}, 1603, {}});
        scenario.faults.push_back({{}, FaultKind::powerLoss, FaultMoment::afterSavingItemEnd, 2});
        QCOMPARE(scenarioElement(scenario), QByteArray("<Scenario>\n  <Outcome returnCode=\"1603\" />\n"
                                                       "  <Fault kind=\"power-loss\" at=\"after-saving-item-end\" occurrence=\"2\" />\n</Scenario>"));
    }
};

QTEST_GUILESS_MAIN(ScenarioWriterTest)
#include "scenariowriter_test.moc"
