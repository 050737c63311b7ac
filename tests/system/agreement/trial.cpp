#include "tests/system/agreement/trial.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>

#include <algorithm>
#include <stdexcept>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace seriatim::test {

namespace {

constexpr qint64 secondsADay = qint64(24) * 60 * 60;
constexpr qint64 longestDelay = qint64(6) * 60; // seconds, and a little more than what programs have
constexpr int startsAtMost = 100;    // of one run: every start of each item struck, and more

// Every program. It says that it runs, does what the scenario says of this start, and where it is to be cut off or to take
// too long stops itself: the one below the agent sees that, and lets it go on to wait for its end. $ANSWERS has a line
// "RUN ITEM ATTEMPT CODE WORKS WAITS BEFORE AFTER" for each start; BEFORE and AFTER are what its rule is to say from then on.
constexpr auto program = R"(
token=${SERIATIM_START_TOKEN%/*}
start="${token##*/} $SERIATIM_ITEM $SERIATIM_ATTEMPT"
echo "$start" >> "$SERIATIM_HOME/ran"
set -- $(grep "^$start " "$ANSWERS")
[ $# -eq 8 ] || { echo "$start" >> "$SERIATIM_HOME/unanswered"; exit 99; }
code=$4 works=$5 waits=$6 holds=$7
work="$SERIATIM_HOME/work-$SERIATIM_ITEM"
proof="$SERIATIM_HOME/proof-$SERIATIM_ITEM"
[ $works = 1 ] && : > "$work"
[ -e "$work" ] && holds=$8
if [ $holds = 1 ]; then : > "$proof"; elif [ -e "$proof" ]; then rm "$proof"; fi
[ $waits = 1 ] && { kill -STOP $$; read nothing < "$NEVER"; }
exit $code
)";

// Of the two ways in which most can be done, one right before and one right after what lies between two moments on disk.
QString strikeOf(const Answer &answer)
{
    if (!answer.fault)
        return QStringLiteral("none");
    QString word = toWord(answer.fault->at);
    if (!answer.fault->otherwise)
        return word;
    if (answer.fault->at != FaultMoment::running)
        return word + QStringLiteral("-late");
    // What of the program outlives its agent is ended before anything else starts (B19): the same as if it had died with it.
    return answer.fault->kind == FaultKind::agentCrash ? word + QStringLiteral("-left") : word;
}

bool waits(const Answer &answer)
{
    return answer.isLate || answer.isStruck(FaultMoment::running);
}

QString yesOrNo(bool value)
{
    return value ? QStringLiteral("true") : QStringLiteral("false");
}

template <typename Line>
QByteArray forEveryStart(const RandomCase &of, const Line &line)
{
    QByteArray lines;
    for (int run = 1; run <= of.runs(); ++run) {
        for (int item = 1; item <= of.itemCount(); ++item) {
            for (int attempt = 1; attempt <= RandomCase::mostAttempts; ++attempt)
                lines += QStringLiteral("%1 %2 %3 ").arg(run).arg(item).arg(attempt).toLatin1() + line(run, item, attempt) + '\n';
        }
    }
    return lines;
}

QString itemLine(int place, const QJsonValue &item, int executions)
{
    const QString code = item[u"returnCode"].isNull() ? QStringLiteral("no code") : QStringLiteral("code %1").arg(item[u"returnCode"].toInt());
    return QStringLiteral("item %1: %2, %3, attempts %4, executions %5")
        .arg(place).arg(item[u"status"].toString(), code).arg(item[u"attempts"].toInt()).arg(executions);
}

// What the agent says of something that was counted without it, where that is another number.
QString told(const QJsonValue &byAgent, int counted)
{
    return byAgent.toInt() == counted ? QString() : QStringLiteral(" (the agent says %1)").arg(byAgent.toInt());
}

QString computerLine(const QString &status, int restarts, int runs)
{
    return QStringLiteral("computer: %1, restarts %2, runs %3").arg(status).arg(restarts).arg(runs);
}

} // namespace

Figures &Figures::operator+=(const Figures &other)
{
    sequences += other.sequences;
    items += other.items;
    starts += other.starts;
    attempts += other.attempts;
    executions += other.executions;
    restarts += other.restarts;
    runs += other.runs;
    for (const auto &[what, count] : other.struck.asKeyValueRange())
        struck[what] += count;
    for (const auto &[what, count] : other.statuses.asKeyValueRange())
        statuses[what] += count;
    return *this;
}

// The stand-ins lie beside this test, where something can be run from.
Trial::Trial(const RandomCase &of) : m_case(of), m_standIns(QCoreApplication::applicationDirPath() + QStringLiteral("/stand-ins-XXXXXX"))
{
    QDir().mkpath(m_sandbox.home());
    writeProgram();
    m_sandbox.setVariable(QStringLiteral("TZ"), QStringLiteral("UTC"));
    m_sandbox.setVariable(QStringLiteral("PROGRAM"), m_sandbox.path(QStringLiteral("program")));
    m_sandbox.setVariable(QStringLiteral("ANSWERS"), m_sandbox.write(QStringLiteral("answers"), answers()));
    m_sandbox.setVariable(QStringLiteral("NEVER"), m_sandbox.path(QStringLiteral("never")));
    m_sandbox.setVariable(QStringLiteral("ASKED"), m_sandbox.path(QStringLiteral("asked")));
    m_sandbox.write(QStringLiteral("strikes"), strikes());
    putStandInsFirst();
    // Twelve hours from the daily trigger, and so far back that nothing is reported from the future.
    const QDateTime now = QDateTime::currentDateTimeUtc();
    m_clockOffset = now.secsTo(QDateTime(now.date().addDays(-30), QTime(13, 0), Qt::UTC));
    if (const Outcome imported = m_sandbox.import(m_case.definition()); imported.exitCode != 0)
        throw std::runtime_error(told(imported).toStdString());
}

void Trial::writeProgram() const
{
    m_sandbox.write(QStringLiteral("program"), program);
    if (::mkfifo(QFile::encodeName(m_sandbox.path(QStringLiteral("never"))).constData(), 0600) != 0)
        throw std::runtime_error("no fifo can be made");
}

// No agent is started before they have been seen to be what is run: a test must not restart the computer that it is on.
void Trial::putStandInsFirst()
{
    for (const char *name : {"systemctl", "shutdown", "loginctl"}) {
        QFile standIn(m_standIns.filePath(QString::fromLatin1(name)));
        if (!standIn.open(QIODevice::WriteOnly) || standIn.write("#!/bin/sh\necho \"$*\" >> \"$ASKED\"\n") < 0)
            throw std::runtime_error(standIn.errorString().toStdString());
        standIn.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    m_sandbox.setVariable(QStringLiteral("PATH"), m_standIns.path() + u':' + qEnvironmentVariable("PATH"));
    m_sandbox.run(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), QStringLiteral("systemctl tried; shutdown tried; loginctl tried")});
    if (m_sandbox.lines(QStringLiteral("asked")).count("tried") != 3)
        throw std::runtime_error("the stand-ins for systemctl, shutdown and loginctl cannot be run");
}

QByteArray Trial::strikes() const
{
    return forEveryStart(m_case, [&](int run, int item, int attempt) {
        const Answer answer = m_case.answer(item, attempt, run);
        return strikeOf(answer).toLatin1() + (waits(answer) ? " 1" : " 0");
    });
}

QByteArray Trial::answers() const
{
    return forEveryStart(m_case, [&](int run, int item, int attempt) {
        const Answer answer = m_case.answer(item, attempt, run);
        return QStringLiteral("%1 %2 %3 %4 %5").arg(answer.code).arg(answer.works ? 1 : 0).arg(waits(answer) ? 1 : 0)
            .arg(m_case.holds(item, answer.nextLook, run, false) ? 1 : 0).arg(m_case.holds(item, answer.nextLook, run, true) ? 1 : 0).toLatin1();
    });
}

void Trial::setFile(const QString &name, bool there) const
{
    QFile file(homePath(name));
    if (there ? !file.open(QIODevice::WriteOnly) : file.exists() && !file.remove())
        throw std::runtime_error(file.errorString().toStdString());
}

void Trial::arrangeProof(const Start &start) const
{
    if (!m_case.detects(start.item))
        return;
    const bool workDone = QFile::exists(homePath(QStringLiteral("work-%1").arg(start.item)));
    setFile(QStringLiteral("proof-%1").arg(start.item), m_case.holds(start.item, start.attempt, start.run, workDone));
}

// What each item finds when its turn comes.
void Trial::arrangeRun(int run) const
{
    for (int item = 1; item <= m_case.itemCount(); ++item) {
        arrangeProof({run, item, 1});
        if (const std::optional<bool> there = m_case.conditionFile(item, run))
            setFile(QStringLiteral("applies-%1").arg(item), *there);
    }
}

Outcome Trial::startAgent(int day) const
{
    QProcess agent;
    QProcessEnvironment environment = m_sandbox.environment();
    environment.insert(QStringLiteral("LD_PRELOAD"), QStringLiteral(SERIATIM_STRIKESHIM));
    // An agent that was built with the address sanitizer is struck as any other.
    environment.insert(QStringLiteral("ASAN_OPTIONS"), QStringLiteral("verify_asan_link_order=0:detect_leaks=0"));
    environment.insert(QStringLiteral("SERIATIM_STRIKES"), m_sandbox.path(QStringLiteral("strikes")));
    environment.insert(QStringLiteral("SERIATIM_STRUCK"), m_sandbox.path(QStringLiteral("struck")));
    environment.insert(QStringLiteral("SERIATIM_CLOCK_OFFSET"), QString::number(m_clockOffset + day * secondsADay + m_waits * longestDelay));
    agent.setProcessEnvironment(environment);
    QStringList arguments{QStringLiteral("--home"), m_sandbox.home(), QStringLiteral("--store"), m_sandbox.store(),
                          QStringLiteral("--computer"), QString::fromLatin1(RandomCase::computer), QStringLiteral("--once"),
                          QStringLiteral("--assume"), QStringLiteral("session=") + m_case.session(),
                          QStringLiteral("--assume"), QStringLiteral("restart-needed=") + yesOrNo(m_case.needsRestart(runOn(day)))};
    if (m_case.asksSystemForRestarts())
        arguments.append(QStringLiteral("--allow-restart"));
    agent.start(seriatimAgent(), arguments);
    return finish(agent);
}

// As the agent itself counts the restarts that it simulates.
void Trial::startComputerAnew() const
{
    const int before = restarts();
    QFile count(homePath(QStringLiteral("simulated-restarts")));
    if (!count.open(QIODevice::WriteOnly | QIODevice::Truncate) || count.write(QByteArray::number(before + 1) + '\n') < 0)
        throw std::runtime_error(count.errorString().toStdString());
}

int Trial::restarts() const
{
    return m_sandbox.read(QStringLiteral("agent home/simulated-restarts")).trimmed().toInt();
}

QList<Trial::Start> Trial::startsIn(const QString &file) const
{
    QList<Start> starts;
    for (const QByteArray &line : m_sandbox.lines(file)) {
        const QByteArrayList parts = line.split(' ');
        starts.append({parts.value(0).toInt(), parts.value(1).toInt(), parts.value(2).toInt()});
    }
    return starts;
}

int Trial::executions(int run, int item) const
{
    return static_cast<int>(std::ranges::count_if(startsIn(QStringLiteral("agent home/ran")),
                                                  [&](const Start &start) { return start.run == run && start.item == item; }));
}

// Whether a strike has ended the agent that has just ended; then what it does to the computer is done.
bool Trial::takeStrike()
{
    const QList<Start> struck = startsIn(QStringLiteral("struck"));
    if (struck.size() != m_strikesSeen + 1)
        return false;
    m_strikesSeen = struck.size();
    const Start &start = struck.last();
    const FaultRow *fault = m_case.answer(start.item, start.attempt, start.run).fault;
    ++m_figures.struck[toWord(fault->kind) + QStringLiteral(" at ") + toWord(fault->at)];
    arrangeProof(start);
    if (fault->kind != FaultKind::agentCrash)
        startComputerAnew();
    return true;
}

// Whether the agent that has just ended has asked the system for a restart.
bool Trial::takeRestart()
{
    const qsizetype asked = m_sandbox.lines(QStringLiteral("asked")).count("reboot");
    if (asked == m_restartsAsked)
        return false;
    m_restartsAsked = asked;
    startComputerAnew();
    return true;
}

// Whether the agent that has just ended waits, and not in vain: then the time has come when it is started again.
bool Trial::goesOnLater()
{
    const QJsonObject status = m_sandbox.status();
    const QString word = status[u"status"].toString();
    const bool isOver = word == u"succeeded" || word == u"failed";
    ++m_waits;
    return std::exchange(m_lastStatus, status) != status && !isOver;
}

// Until it has nothing left to do on that day.
bool Trial::runAgentToItsEnd(int day)
{
    m_waits = 0;
    for (int starts = 0; starts < startsAtMost; ++starts) {
        const Outcome outcome = startAgent(day);
        ++m_figures.starts;
        const bool ended = outcome.exitCode == 0 || outcome.exitCode == 3;
        if (ended && !takeRestart() && !goesOnLater())
            return true;
        if (!ended && !takeStrike()) {
            m_trouble = QStringLiteral("the agent ended by itself: ") + QString::fromUtf8(told(outcome));
            return false;
        }
    }
    m_trouble = QStringLiteral("the agent was not at its end after %1 starts").arg(startsAtMost);
    return false;
}

// A daily one is known on the first day, and due from the next one on.
int Trial::runOn(int day) const
{
    return m_case.timing() == Timing::daily ? day : day + 1;
}

// An item waits for what does not come: its run goes on for ever, and no other begins after it.
bool Trial::waitsInVain() const
{
    const QJsonArray items = m_lastStatus[u"items"].toArray();
    return std::ranges::any_of(items, [](const QJsonValue &item) { return item[u"status"].toString() == u"waiting"; });
}

// On each day at most one run begins. Where none can, the computer stays as the run that goes on has found it.
bool Trial::runAgent()
{
    for (int day = 0; runOn(day) <= m_case.runs(); ++day) {
        arrangeRun(runOn(day));
        if (!runAgentToItsEnd(day))
            return false;
        if (waitsInVain())
            return true;
    }
    return true;
}

QStringList Trial::simulated()
{
    const QString scenario = m_sandbox.write(QStringLiteral("scenario.xml"), m_case.scenario());
    const Outcome outcome = m_sandbox.ctl({QStringLiteral("simulate"), QStringLiteral("Rollout"), QStringLiteral("--scenario"), scenario,
                                           QStringLiteral("--json"), QStringLiteral("--computers")});
    const QJsonObject computer = outcome.json()[u"computers"][0].toObject();
    if (computer.isEmpty()) {
        m_trouble = QStringLiteral("the simulation failed: ") + QString::fromUtf8(told(outcome));
        return {};
    }
    QStringList lines{computerLine(computer[u"status"].toString(), computer[u"restarts"].toInt(), computer[u"runs"].toInt())};
    for (const QJsonValue item : computer[u"items"].toArray())
        lines.append(itemLine(item[u"item"].toInt(), item, item[u"executions"].toInt()));
    return lines;
}

// What the store was told, with the restarts and executions that were counted without the agent.
QStringList Trial::seen()
{
    const QJsonObject computer = m_sandbox.status();
    const int run = computer[u"run"].toInt();
    QStringList lines{computerLine(computer[u"status"].toString(), restarts(), run)};
    if (run == 1) // it tells those of its last run
        lines.first() += told(computer[u"restarts"], restarts());
    for (const QJsonValue item : computer[u"items"].toArray()) {
        const int place = item[u"item"].toInt();
        lines.append(itemLine(place, item, executions(run, place)) + told(item[u"executions"], executions(run, place)));
        m_figures.attempts += item[u"attempts"].toInt();
        ++m_figures.statuses[item[u"status"].toString()];
    }
    m_figures.items = m_case.itemCount();
    m_figures.executions = static_cast<int>(m_sandbox.lines(QStringLiteral("agent home/ran")).size());
    m_figures.restarts = restarts();
    m_figures.runs = run;
    return lines;
}

QStringList Trial::differences()
{
    m_figures.sequences = 1;
    const QStringList expected = simulated();
    if (expected.isEmpty() || !runAgent())
        return {m_trouble};
    const QStringList found = seen();
    QStringList differences;
    for (qsizetype line = 0; line < std::max(expected.size(), found.size()); ++line) {
        if (expected.value(line) != found.value(line))
            differences.append(QStringLiteral("agent: %1\nsimulation: %2").arg(found.value(line), expected.value(line)));
    }
    if (!m_sandbox.lines(QStringLiteral("agent home/unanswered")).isEmpty())
        differences.append(QStringLiteral("a program was started more often than any rule allows"));
    if (endWhatIsLeft()) // B19
        differences.append(QStringLiteral("a program still runs"));
    return differences;
}

// Whether a program waits for its end at the fifo: once that is opened and closed, it has nothing to wait for.
bool Trial::endWhatIsLeft() const
{
    const int fifo = ::open(QFile::encodeName(m_sandbox.path(QStringLiteral("never"))).constData(), O_WRONLY | O_NONBLOCK | O_CLOEXEC);
    return fifo >= 0 && ::close(fifo) == 0;
}

} // namespace seriatim::test
