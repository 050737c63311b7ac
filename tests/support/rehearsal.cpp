#include "tests/support/rehearsal.h"

#include <algorithm>

namespace seriatim::test {

namespace {

constexpr qint64 restartTime = 20 * millisPerSecond;

QString pointWord(StatusPoint point)
{
    switch (point) {
    case StatusPoint::runStarted: return QStringLiteral("runStarted");
    case StatusPoint::beforeStart: return QStringLiteral("beforeStart");
    case StatusPoint::codeRecorded: return QStringLiteral("codeRecorded");
    case StatusPoint::itemEnded: return QStringLiteral("itemEnded");
    case StatusPoint::retryWait: return QStringLiteral("retryWait");
    case StatusPoint::beforeRestart: return QStringLiteral("beforeRestart");
    case StatusPoint::recovered: return QStringLiteral("recovered");
    case StatusPoint::runEnded: return QStringLiteral("runEnded");
    }
    Q_UNREACHABLE();
}

QString momentWord(DetectionMoment moment)
{
    switch (moment) {
    case DetectionMoment::beforeStart: return QStringLiteral("before");
    case DetectionMoment::afterEnd: return QStringLiteral("after");
    case DetectionMoment::recovery: return QStringLiteral("recovery");
    }
    Q_UNREACHABLE();
}

QString happeningWord(Happening happening)
{
    switch (happening) {
    case Happening::powerLoss: return QStringLiteral("power loss");
    case Happening::agentCrash: return QStringLiteral("agent crash");
    case Happening::installerRestart: return QStringLiteral("installer restarts");
    case Happening::withdrawn: return QStringLiteral("withdrawn");
    case Happening::superseded: return QStringLiteral("superseded");
    }
    Q_UNREACHABLE();
}

bool endsAgent(Happening happening)
{
    return happening != Happening::withdrawn && happening != Happening::superseded;
}

} // namespace

Rehearsal::Rehearsal(const Plan &plan, World &world) : m_machine(plan), m_world(world) {}

bool Rehearsal::run(const RunStart &start, int maximumActions)
{
    m_begun.clear();
    m_machine.startRun(state, start, m_boot);
    disk = state;
    for (int count = 0; count < maximumActions; ++count) {
        const Action action = m_machine.next(state);
        if (action.kind == Action::Kind::none)
            return true;
        perform(action);
        stopIfAsked();
    }
    return false;
}

void Rehearsal::perform(const Action &action)
{
    switch (action.kind) {
    case Action::Kind::none:
        return;
    case Action::Kind::save:
        save(action);
        return;
    case Action::Kind::evaluateCondition:
    case Action::Kind::evaluateDetection:
        look(action);
        return;
    case Action::Kind::askRestartNeeded: {
        const bool needed = m_world.restartNeeded();
        if (!note(needed ? QStringLiteral("restart needed: yes") : QStringLiteral("restart needed: no")))
            answer(needed);
        return;
    }
    case Action::Kind::prepare:
        prepare(action);
        return;
    case Action::Kind::startProgram:
        startProgram(action);
        return;
    case Action::Kind::awaitProgram:
        endProgram(action);
        return;
    case Action::Kind::endLeftover:
        if (!note(QStringLiteral("end leftover %1").arg(action.item + 1)))
            tell(Event::Kind::leftoverEnded);
        return;
    case Action::Kind::wait:
        wait(action);
        return;
    case Action::Kind::restart:
        restart();
        return;
    case Action::Kind::logOff:
        if (!note(QStringLiteral("log off")))
            tell(Event::Kind::loggedOff);
        return;
    }
    Q_UNREACHABLE();
}

// The state is on disk when the line is written: what strikes after it finds this state.
void Rehearsal::save(const Action &action)
{
    disk = state;
    QString line = QStringLiteral("save ");
    if (action.point == StatusPoint::runStarted) {
        line += pointWord(action.point);
    } else if (action.point == StatusPoint::runEnded) {
        line += pointWord(action.point) + u' ' + toWord(SequenceMachine::computerStatus(state));
    } else {
        line += QString::number(action.item + 1) + u' ' + pointWord(action.point);
        if (action.point == StatusPoint::itemEnded) {
            line += u' ' + toWord(item(action.item).status);
            if (item(action.item).hasReturnCode)
                line += u' ' + QString::number(item(action.item).returnCode);
        }
    }
    if (note(line))
        return;
    stopIfAsked(); // before the machine moves on from this point
    tell(Event::Kind::saved);
}

void Rehearsal::look(const Action &action)
{
    const int place = action.item + 1;
    const bool condition = action.kind == Action::Kind::evaluateCondition;
    const bool holds = condition ? m_world.applies(place) : m_world.detects(place, action.moment);
    const QString what = condition ? QStringLiteral("ask %1").arg(place)
                                   : QStringLiteral("look %1 ").arg(place) + momentWord(action.moment);
    if (!note(what + (holds ? QStringLiteral(": yes") : QStringLiteral(": no"))))
        answer(holds);
}

void Rehearsal::prepare(const Action &action)
{
    const PrepareAnswer prepared = m_world.prepare(action.item + 1);
    const QString what = QStringLiteral("prepare %1: ").arg(action.item + 1);
    switch (prepared) {
    case PrepareAnswer::ready:
        if (!note(what + QStringLiteral("ready")))
            tell(Event::Kind::prepared);
        return;
    case PrepareAnswer::cannot:
        if (!note(what + QStringLiteral("cannot")))
            tell(Event::Kind::startFailed);
        return;
    case PrepareAnswer::waitForUser:
        if (!note(what + QStringLiteral("not yet"))) {
            Event waits = event(Event::Kind::notPrepared);
            waits.waitReason = WaitReason::user;
            waits.until = m_now + millisPerMinute;
            m_machine.apply(state, waits);
        }
        return;
    }
    Q_UNREACHABLE();
}

void Rehearsal::startProgram(const Action &action)
{
    const int place = action.item + 1;
    if (m_world.program(place, action.attempt).kind == ProgramAnswer::Kind::cannotStart) {
        if (!note(QStringLiteral("%1 could not start").arg(place)))
            tell(Event::Kind::startFailed);
        return;
    }
    m_begun.insert({action.item, action.attempt});
    if (!note(QStringLiteral("start %1 #%2").arg(place).arg(action.attempt)))
        tell(Event::Kind::began);
}

void Rehearsal::endProgram(const Action &action)
{
    const int place = action.item + 1;
    const ProgramAnswer end = m_world.program(place, item(action.item).attempts);
    if (end.kind == ProgramAnswer::Kind::timesOut) {
        if (!note(QStringLiteral("%1 timed out").arg(place)))
            tell(Event::Kind::timedOut);
        return;
    }
    if (note(QStringLiteral("%1 ended %2").arg(place).arg(end.code)))
        return;
    Event ended = event(Event::Kind::programEnded);
    ended.returnCode = end.code;
    m_machine.apply(state, ended);
}

void Rehearsal::wait(const Action &action)
{
    if (choose(action))
        return;
    const QString what = action.waitReason == WaitReason::none ? QStringLiteral("restart") : toWord(action.waitReason);
    const Instant until = m_machine.next(state).until;
    const qint64 left = std::max<qint64>(0, until - m_now);
    const Instant halfway = m_now + left / 2;
    const bool over = note(QStringLiteral("wait %1 %2 %3s").arg(action.item + 1).arg(what).arg(left / millisPerSecond));
    if (over || m_stop) {
        m_now = std::max(m_now, halfway);
        return;
    }
    m_now = std::max(m_now, until);
    tell(Event::Kind::timeReached);
}

// Somebody sees the warning or the countdown, and puts it off.
bool Rehearsal::choose(const Action &action)
{
    const std::optional<qint64> later = isWarning(state) ? m_world.putsOffBy() : std::nullopt;
    if (!later)
        return false;
    if (note(QStringLiteral("put off %1").arg(action.item + 1)))
        return true;
    Event chose = event(Event::Kind::userChose);
    chose.until = state.until + *later;
    m_machine.apply(state, chose);
    return false;
}

void Rehearsal::restart()
{
    if (note(QStringLiteral("restart")))
        return;
    if (m_world.restartWorks()) {
        m_now += restartTime;
        ++m_boot;
    }
    startAgent();
}

bool Rehearsal::note(const QString &line)
{
    log.append(line);
    const std::optional<Happening> happening = m_world.after(line);
    if (!happening)
        return false;
    if (endsAgent(*happening)) {
        strike(*happening);
        return true;
    }
    log.append(happeningWord(*happening));
    m_stop = *happening == Happening::withdrawn ? Event::Kind::withdrawn : Event::Kind::superseded;
    return false;
}

void Rehearsal::strike(Happening happening)
{
    log.append(happeningWord(happening));
    if (happening != Happening::agentCrash)
        ++m_boot;
    startAgent();
}

// Whatever was only in memory is gone.
void Rehearsal::startAgent()
{
    const bool newBoot = m_boot != disk.boot;
    log.append(newBoot ? QStringLiteral("agent started, new boot") : QStringLiteral("agent started, same boot"));
    state = disk;
    Event started = event(Event::Kind::agentStarted);
    started.boot = m_boot;
    started.programBegan = state.current < static_cast<int>(state.items.size())
                           && m_begun.contains({state.current, item(state.current).attempts});
    m_machine.apply(state, started);
}

void Rehearsal::stopIfAsked()
{
    if (m_stop)
        tell(*m_stop);
    m_stop.reset();
}

void Rehearsal::tell(Event::Kind kind)
{
    m_machine.apply(state, event(kind));
}

void Rehearsal::answer(bool holds)
{
    Event answered = event(Event::Kind::answered);
    answered.holds = holds;
    m_machine.apply(state, answered);
}

Event Rehearsal::event(Event::Kind kind) const
{
    Event e;
    e.kind = kind;
    e.time = m_now;
    return e;
}

QStringList Rehearsal::lines(const char *text)
{
    QStringList result;
    for (const QString &line : QString::fromUtf8(text).split(u'|'))
        result.append(line.simplified());
    return result;
}

} // namespace seriatim::test
