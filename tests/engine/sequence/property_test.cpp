// Random plans, answers and faults: what must hold of every run whatever happens in it (B10–B21, B26).
#include "tests/support/rehearsal.h"

#include <QTest>

#include <random>

using namespace seriatim;
using namespace seriatim::test;

namespace {

constexpr int runs = 20'000;
constexpr int mostHappenings = 12;

class Dice
{
public:
    explicit Dice(quint64 seed) : m_engine(seed) {}
    int number(int least, int most) { return least + static_cast<int>(m_engine() % quint64(most - least + 1)); }
    bool chance(int percent) { return number(1, 100) <= percent; }

private:
    std::mt19937_64 m_engine;
};

ReturnCodeList randomCodes(Dice &dice, int most)
{
    ReturnCodeList codes;
    for (int count = dice.number(0, most); count > 0; --count)
        codes.push_back(dice.number(0, 5));
    return codes;
}

PlanItem randomItem(Dice &dice, int index)
{
    PlanItem item;
    if (dice.chance(60))
        item.codes = {.success = randomCodes(dice, 3), .failure = randomCodes(dice, 1), .restart = randomCodes(dice, 1),
                      .restartStarted = randomCodes(dice, 1), .retry = randomCodes(dice, 1)};
    item.firstSuccessCode = item.codes.firstSuccessCode();
    item.afterRunning = static_cast<AfterRunning>(dice.chance(50) ? 0 : dice.number(0, 2));
    item.detects = dice.chance(50);
    item.conditional = dice.chance(20);
    item.needsPreparation = dice.chance(30);
    item.maximumAttempts = dice.number(1, 4);
    item.retryCount = dice.number(0, 3);
    item.retryDelay = dice.number(0, 3) * millisPerMinute;
    item.restartDelay = dice.number(0, 3) * millisPerMinute;
    for (int on = 0; on < index; ++on) {
        if (dice.chance(30))
            item.dependencies.push_back({on, dice.chance(70) ? item.codes.successCodes() : randomCodes(dice, 3)});
    }
    return item;
}

Plan randomPlan(Dice &dice)
{
    Plan plan;
    for (int count = dice.number(1, 8), i = 0; i < count; ++i)
        plan.items.push_back(randomItem(dice, i));
    plan.repeatUntilSuccessful = dice.chance(30);
    return plan;
}

// Answers at random, lets things happen after any line, and checks each line against what came before it.
class RandomWorld final : public World
{
public:
    RandomWorld(Dice &dice, const Plan &plan) : m_dice(dice), m_plan(plan), m_ends(plan.items.size()), m_counts(plan.items.size())
    {
        m_faultPercent = dice.chance(30) ? 0 : dice.number(1, 25);
    }

    void watch(const Rehearsal &rehearsal) { m_rehearsal = &rehearsal; }

    // A kept item satisfies what it satisfied before.
    void beginRun()
    {
        m_begun = false;
        m_counts.assign(m_plan.items.size(), {});
    }

    ProgramAnswer program(int place, int attempt) override
    {
        const auto found = m_programs.find({place, attempt});
        if (found != m_programs.end())
            return found->second;
        const int kind = m_dice.number(0, 9);
        ProgramAnswer answer{kind == 0 ? ProgramAnswer::Kind::cannotStart : kind == 1 ? ProgramAnswer::Kind::timesOut : ProgramAnswer::Kind::returns,
                             m_dice.number(0, 5)};
        m_programs.insert({{place, attempt}, answer});
        return answer;
    }
    bool detects(int, DetectionMoment moment) override { return m_dice.chance(moment == DetectionMoment::beforeStart ? 10 : 60); }
    bool applies(int) override { return m_dice.chance(80); }
    PrepareAnswer prepare(int) override
    {
        const int kind = m_dice.number(0, 19);
        return kind == 0 ? PrepareAnswer::cannot : kind < 5 && ++waits < 20 ? PrepareAnswer::waitForUser : PrepareAnswer::ready;
    }
    bool restartWorks() override { return m_dice.chance(90); }

    std::optional<Happening> after(const QString &line) override
    {
        check(line);
        if (happenings >= mostHappenings || !m_dice.chance(m_faultPercent))
            return std::nullopt;
        const int kind = m_dice.number(0, 19);
        if (kind < 2)
            stopped = true;
        else
            ++happenings;
        return kind == 0   ? Happening::withdrawn
               : kind == 1 ? Happening::superseded
               : kind < 8  ? Happening::powerLoss
               : kind < 16 ? Happening::agentCrash
                           : Happening::installerRestart;
    }

    struct Counts {
        int written = 0;  // starts that are on disk
        int began = 0;
        int ends = 0;
        int restarts = 0; // that the machine asked for
    };
    [[nodiscard]] const Counts &counts(size_t item) const { return m_counts[item]; }

    QStringList broken;
    int happenings = 0;
    int waits = 0;
    bool stopped = false;

private:
    struct End {
        ItemStatus status = ItemStatus::notStarted;
        std::optional<ReturnCode> code;
    };

    void check(const QString &line)
    {
        if (line == u"save runStarted" && !m_begun) {
            m_begun = true;
            for (size_t i = 0; i < m_ends.size(); ++i) {
                if (!m_rehearsal->disk.items[i].kept)
                    m_ends[i] = {};
            }
        }
        const QStringList words = line.split(u' ');
        if (words[0] == u"start")
            checkStart(words[1].toInt() - 1);
        else if (words[0] == u"restart")
            ++m_counts[static_cast<size_t>(m_rehearsal->state.current)].restarts;
        else if (words[0] == u"save" && words.size() > 2 && words[2] == u"beforeStart")
            ++m_counts[static_cast<size_t>(words[1].toInt() - 1)].written;
        else if (words[0] == u"save" && words.size() > 3 && words[2] == u"itemEnded")
            end(words);
    }

    void end(const QStringList &words)
    {
        const int item = words[1].toInt() - 1;
        End &ended = m_ends[static_cast<size_t>(item)];
        if (++m_counts[static_cast<size_t>(item)].ends > 1)
            broken.append(QStringLiteral("item %1 ended twice").arg(item + 1));
        ended.status = *itemStatusFromWord(words[3]);
        ended.code = words.size() > 4 ? std::optional(words[4].toInt()) : std::nullopt;
        if ((ended.status == ItemStatus::skipped) == dependenciesHold(item))
            broken.append(QStringLiteral("item %1 ended %2 although its dependencies say otherwise (B11)").arg(item + 1).arg(words[3]));
        for (size_t later = static_cast<size_t>(item) + 1; later < m_ends.size(); ++later) {
            if (m_counts[later].ends > 0)
                broken.append(QStringLiteral("item %1 ended after item %2 (B10)").arg(item + 1).arg(later + 1));
        }
    }

    void checkStart(int item)
    {
        ++m_counts[static_cast<size_t>(item)].began;
        const ItemStatus onDisk = m_rehearsal->disk.items[static_cast<size_t>(item)].status;
        if (onDisk != ItemStatus::running)
            broken.append(QStringLiteral("item %1 started while the disk says %2 (B18)").arg(item + 1).arg(toWord(onDisk)));
        if (isSuccess(m_ends[static_cast<size_t>(item)].status))
            broken.append(QStringLiteral("item %1 started again although it had succeeded (B19)").arg(item + 1));
        if (!dependenciesHold(item))
            broken.append(QStringLiteral("item %1 started before what it depends on (B11)").arg(item + 1));
    }

    // From the lines of the log alone.
    [[nodiscard]] bool dependenciesHold(int item) const
    {
        for (const PlanDependency &dependency : m_plan.items[static_cast<size_t>(item)].dependencies) {
            const End &on = m_ends[static_cast<size_t>(dependency.on)];
            const bool returned = isSuccess(on.status) || on.status == ItemStatus::failed;
            std::optional<ReturnCode> code = returned ? on.code : std::nullopt;
            if (on.status == ItemStatus::notApplicable)
                code = m_plan.items[static_cast<size_t>(dependency.on)].firstSuccessCode;
            if (!code || !contains(dependency.codes, *code))
                return false;
        }
        return true;
    }

    Dice &m_dice;
    const Plan &m_plan;
    const Rehearsal *m_rehearsal = nullptr;
    std::vector<End> m_ends;
    std::vector<Counts> m_counts;
    std::map<std::pair<int, int>, ProgramAnswer> m_programs;
    int m_faultPercent = 0;
    bool m_begun = false;
};

// Each start costs at most a dozen actions, each wait two, each fault what it makes to be done again.
int bound(const Plan &plan)
{
    int actions = 10 + 20 * 2;
    for (const PlanItem &item : plan.items)
        actions += 12 * (item.maximumAttempts + item.retryCount + 1) + 12;
    return actions + 15 * (mostHappenings + 2);
}

void checkEnd(const Plan &plan, const Rehearsal &rehearsal, RandomWorld &world)
{
    const SequenceState &state = rehearsal.state;
    bool failed = false;
    for (size_t i = 0; i < plan.items.size(); ++i) {
        const ItemState &item = state.items[i];
        const PlanItem &planItem = plan.items[i];
        const RandomWorld::Counts &counts = world.counts(i);
        const auto expect = [&](bool holds, const char *what) {
            if (!holds)
                world.broken.append(QStringLiteral("item %1: %2").arg(i + 1).arg(QString::fromUtf8(what)));
        };
        failed = failed || countsAsFailure(item.status);
        expect(item.attempts == counts.written, "attempts are the numbers written before a start");
        expect(item.executions == counts.began, "executions are the true beginnings");
        expect(item.attempts <= planItem.maximumAttempts + planItem.retryCount, "starts are bounded (B15, B19)");
        expect(item.interruptions <= world.happenings, "nothing is an interruption that was none (B19)");
        expect(item.retries <= planItem.retryCount, "retries are bounded (B15)");
        expect(counts.restarts <= 3, "restarts are not asked for for ever (B19)");
        const bool ended = isFinal(item.status) || (item.status == ItemStatus::verifying && state.end == RunEnd::withdrawn);
        const bool mayRestart = planItem.afterRunning == AfterRunning::restart || !planItem.codes.restart.empty() || !planItem.codes.restartStarted.empty();
        expect(counts.restarts == 0 || (mayRestart && ended && item.attempts > 0), "a restart has a reason (B17)");
        if (state.end == RunEnd::completed) {
            expect(isFinal(item.status), "comes to its end");
            expect(counts.ends == (item.kept ? 0 : 1), "ends once");
        }
    }
    if (state.end == RunEnd::completed && (SequenceMachine::computerStatus(state) == ComputerStatus::failed) != failed)
        world.broken.append(QStringLiteral("the result is not that of the items (B16)"));
    if (state.end != RunEnd::completed && !world.stopped)
        world.broken.append(QStringLiteral("stopped although nobody asked for it"));
    if (rehearsal.disk.end != state.end)
        world.broken.append(QStringLiteral("the run's end is not on disk (B18)"));
}

} // namespace

class SequencePropertyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whateverHappens()
    {
        int happenings = 0;
        int repeated = 0;
        for (quint64 seed = 1; seed <= runs; ++seed) {
            Dice dice(seed);
            const Plan plan = randomPlan(dice);
            RandomWorld world(dice, plan);
            Rehearsal rehearsal(plan, world);
            world.watch(rehearsal);
            RunStart start;
            for (int run = 0; run < 3; ++run) {
                world.beginRun();
                world.happenings = 0;
                world.waits = 0;
                const bool ended = rehearsal.run(start, bound(plan));
                if (!ended)
                    world.broken.append(QStringLiteral("not ended after %1 actions").arg(bound(plan)));
                else
                    checkEnd(plan, rehearsal, world);
                happenings += world.happenings;
                QVERIFY2(world.broken.isEmpty(), qPrintable(QStringLiteral("seed %1, run %2: %3\n%4")
                                                                .arg(seed).arg(run + 1)
                                                                .arg(world.broken.join(u'\n'), rehearsal.log.join(u'\n'))));
                if (!SequenceMachine(plan).wantsAnotherRun(rehearsal.state))
                    break;
                start.mode = RunStart::Mode::keepSuccesses;
                ++repeated;
            }
        }
        // The dice have thrown what this test is about.
        QVERIFY(happenings > runs);
        QVERIFY(repeated > runs / 20);
    }
};

QTEST_GUILESS_MAIN(SequencePropertyTest)
#include "property_test.moc"
