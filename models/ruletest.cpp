#include "models/ruletest.h"

#include "engine/agent/computerfacts.h"
#include "engine/agent/filefacts.h"

namespace seriatim {

struct RuleTest::Run {
    Rule rule;
    RuleTestPlace place;
    std::atomic<bool> cancelled = false;
};

namespace {

// The evaluator's commands, ended as soon as the test is cancelled.
class CancellableRunner final : public ProgramRunner
{
public:
    explicit CancellableRunner(const std::atomic<bool> &stop) : m_stop(stop) {}

    ProgramEnd run(const ProgramStart &start, const std::function<bool()> &) override
    {
        return m_runner.run(start, [this] { return m_stop.load(); });
    }

private:
    const std::atomic<bool> &m_stop;
    SystemProgramRunner m_runner;
};

void numberParts(const Rule &rule, QHash<const Rule *, size_t> &places)
{
    places.insert(&rule, static_cast<size_t>(places.size()));
    for (const Rule &part : rule.parts)
        numberParts(part, places);
}

std::vector<RuleTestAnswer> look(const Rule &rule, const RuleTestPlace &place, const std::atomic<bool> &stop)
{
    QHash<const Rule *, size_t> places;
    numberParts(rule, places);
    std::vector<RuleTestAnswer> answers(static_cast<size_t>(places.size()));
    const Computer computer = thisComputer();
    RuleSurroundings surroundings;
    surroundings.fact = [&](const QString &name) { return computer.fact(name); };
    surroundings.environment = place.environment;
    surroundings.workingDirectory = place.workingDirectory;
    surroundings.commandTimeLimitMs = place.commandTimeLimitMs;
    surroundings.looked = [&](const Rule &part, const RuleAnswer &answer) {
        using State = RuleTestAnswer::State;
        answers[places.value(&part)] = answer.why.isEmpty()
                                           ? RuleTestAnswer{answer.holds ? State::holds : State::doesNotHold, QString()}
                                           : RuleTestAnswer{State::cannotTell, answer.why};
    };
    CancellableRunner runner(stop);
    (void)RuleEvaluator(runner, surroundings).evaluate(rule);
    return answers;
}

} // namespace

Result<QString> fileHash(const QString &path)
{
    return fileSha256(path);
}

RuleTest::RuleTest(QObject *parent) : QObject(parent) {}

RuleTest::~RuleTest()
{
    if (m_running)
        m_running->cancelled = true;
    m_queue.waitForDone();
}

void RuleTest::start(const Rule &rule, const RuleTestPlace &place)
{
    cancel();
    m_running = std::make_shared<Run>();
    m_running->rule = rule;
    m_running->place = place;
    m_queue.start([this, run = m_running] {
        auto answers = look(run->rule, run->place, run->cancelled);
        // The queue is waited for by the destructor, so `this` lives.
        QMetaObject::invokeMethod(this, [this, run, answers = std::move(answers)] {
            if (run != m_running)
                return;
            m_running.reset();
            Q_EMIT finished(answers);
        }, Qt::QueuedConnection);
    });
}

void RuleTest::cancel()
{
    if (!m_running)
        return;
    m_running->cancelled = true;
    m_running.reset();
    Q_EMIT cancelled();
}

} // namespace seriatim
