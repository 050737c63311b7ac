// A real agent over a clock that the test moves: what people at the computer wish of it, and what it tells them.
#include "tests/support/workingagent.h"

#include <QLoggingCategory>
#include <QTemporaryDir>

#include <unistd.h>

using namespace seriatim;
using namespace seriatim::test;

namespace {

constexpr int patience = 20'000; // ms
constexpr uid_t nobody = 65534;

} // namespace

class AgentWishesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("seriatim.agent=false")); }
    void init();
    void cleanup();

    void putOffThenTheDeadline_B28();
    void goAheadBeginsAtOnce_B28();
    void answersThatCameTooLateChangeNothing_B28();
    void aRestartIsPutOffWhileAnotherProgramRuns_B28();
    void runNowNeedsNoSchedule_B27();
    void runFromAnItemKeepsWhatWasBefore_B27();
    void runNowComesBetweenTwoItems_B27();
    void runNowEndsAWarning_B27();
    void onlyAdministratorsHaveSomethingRun();
    void aWishOutlivesTheAgentAndIsTakenOnce();
    void availableIsToldOnceForEachIdentity_B28();
    void aWarningIsToldOnceOverTheAgentsDeath_B28();
    void theEndIsToldToThoseWhoKnowOfIt();

private:
    void leave(const Wish &wish) const { QVERIFY(m_agent->inbox().leave(wish).ok()); }
    void putOff(TaskId task, Instant until) const
    {
        Wish wish(task, Wish::Kind::putOff);
        wish.until = until;
        leave(wish);
    }
    [[nodiscard]] bool isWarned(TaskId task) const
    {
        return QTest::qWaitFor([&] { return m_agent->warning(task).has_value(); }, patience);
    }
    [[nodiscard]] int count(Notice::Kind kind) const
    {
        int found = 0;
        for (const Notice &notice : m_agent->look().notices)
            found += notice.kind == kind ? 1 : 0;
        return found;
    }
    // After this it has taken its policies and looked into its inbox since.
    void hearFromIt(TaskId task) const
    {
        leave(Wish(task, Wish::Kind::putOff)); // until a time that has passed, so that nothing comes of it
        QTRY_VERIFY_WITH_TIMEOUT(inboxEntries().isEmpty(), patience);
    }
    // What programs wait for that are to run for a while; also where a test fails, or they would never end.
    void letGo() const
    {
        QFile go(m_agent->files().folder() + QStringLiteral("/go"));
        (void)go.open(QIODevice::WriteOnly);
    }
    [[nodiscard]] QStringList inboxEntries() const { return QDir(m_agent->files().inboxFolder()).entryList(QDir::Files); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<WorkingAgent> m_agent;
};

void AgentWishesTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_agent = std::make_unique<WorkingAgent>(m_folder->filePath(QStringLiteral("home")));
}

void AgentWishesTest::cleanup()
{
    letGo();
    m_agent.reset();
}

void AgentWishesTest::putOffThenTheDeadline_B28()
{
    const ClientPolicies policies = sequenceOf(QStringLiteral("Rollout"), {QStringLiteral("one"), QStringLiteral("two")}, warns(10, 60));
    const TaskId task = policies.synch.guid;
    const Instant begin = m_agent->clock.now();
    m_agent->setPolicies({policies});
    m_agent->start();
    QVERIFY(isWarned(task));
    std::optional<AgentWarningView> warning = m_agent->warning(task);
    QCOMPARE(warning->what, AgentWarningView::For::programs);
    QCOMPARE(warning->until, begin + 10 * millisPerMinute);
    QCOMPARE(warning->deadline, begin + 60 * millisPerMinute);
    QCOMPARE(warning->programs, (QStringList{QStringLiteral("Tools/one"), QStringLiteral("Tools/two")}));
    QCOMPARE(warning->estimated, 10 * millisPerMinute);

    putOff(task, begin + 30 * millisPerMinute);
    QTRY_VERIFY_WITH_TIMEOUT(m_agent->warning(task)->deferred, patience);
    QCOMPARE(m_agent->warning(task)->until, begin + 30 * millisPerMinute);
    QTRY_VERIFY_WITH_TIMEOUT(inboxEntries().isEmpty(), patience);
    // For ever: until the deadline.
    putOff(task, begin + 24 * 60 * millisPerMinute);
    QTRY_COMPARE_WITH_TIMEOUT(m_agent->warning(task)->until, begin + 60 * millisPerMinute, patience);
    m_agent->clock.advance(59 * millisPerMinute);
    putOff(task, begin + 90 * millisPerMinute);
    QTRY_VERIFY_WITH_TIMEOUT(inboxEntries().isEmpty(), patience);
    QCOMPARE(m_agent->warning(task)->until, begin + 60 * millisPerMinute);
    QCOMPARE(m_agent->ran(), QByteArray());
    m_agent->clock.advance(millisPerMinute);
    QTRY_COMPARE_WITH_TIMEOUT(m_agent->ran(), QByteArray("one two"), patience); // one warning for all of them
}

void AgentWishesTest::goAheadBeginsAtOnce_B28()
{
    const ClientPolicies policies = sequenceOf(QStringLiteral("Rollout"), {QStringLiteral("one")}, warns(10, 60));
    m_agent->setPolicies({policies});
    m_agent->start();
    QVERIFY(isWarned(policies.synch.guid));
    leave(Wish(policies.synch.guid, Wish::Kind::goAhead));
    QTRY_COMPARE_WITH_TIMEOUT(m_agent->ran(), QByteArray("one"), patience);
}

void AgentWishesTest::answersThatCameTooLateChangeNothing_B28()
{
    const ClientPolicies policies = sequenceOf(QStringLiteral("Rollout"), {QStringLiteral("one")}, warns(10, 60));
    const TaskId task = policies.synch.guid;
    m_agent->setPolicies({policies});
    m_agent->start();
    QVERIFY(isWarned(task));
    const Instant until = m_agent->warning(task)->until;
    Wish other(task, Wish::Kind::goAhead);
    other.notice = QStringLiteral("of another warning");
    leave(other);
    putOff(task, m_agent->clock.now() - 1); // it would begin at once
    QTRY_VERIFY_WITH_TIMEOUT(inboxEntries().isEmpty(), patience);
    QCOMPARE(m_agent->warning(task)->until, until);
    QVERIFY(!m_agent->warning(task)->deferred);
    other.notice = m_agent->warning(task)->notice;
    QVERIFY(!other.notice.isEmpty());
    leave(other);
    QTRY_COMPARE_WITH_TIMEOUT(m_agent->ran(), QByteArray("one"), patience);
}

void AgentWishesTest::aRestartIsPutOffWhileAnotherProgramRuns_B28()
{
    DeliveryOptions quiet; // no warning; a restart can be put off all the same
    quiet.warnMinutes = 10;
    quiet.deferrableUpToMinutes = 60;
    ClientPolicies restarting = sequenceOf(QStringLiteral("Restarting"), {QStringLiteral("one"), QStringLiteral("after")}, quiet);
    restarting.deliveries[0].program.afterRunning = AfterRunning::restart;
    ClientPolicies working = sequenceOf(QStringLiteral("Working"), {QStringLiteral("long")});
    working.deliveries[0].program.commandLine = QStringLiteral("touch \"$SERIATIM_HOME/runs\"; while [ ! -e \"$SERIATIM_HOME/go\" ]; do sleep 0.05; done");
    working.deliveries[0].program.estimatedRunTimeMinutes = 0;
    const TaskId task = restarting.synch.guid;
    m_agent->setPolicies({restarting, working});
    m_agent->start();
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(m_agent->files().folder() + QStringLiteral("/runs")), patience);
    QVERIFY(isWarned(task));
    const AgentWarningView before = *m_agent->warning(task);
    QCOMPARE(before.what, AgentWarningView::For::restart);
    QCOMPARE(before.restartFor, QStringLiteral("Tools/one"));
    QCOMPARE(before.programs, QStringList{QStringLiteral("Tools/after")});
    Wish wish(task, Wish::Kind::putOff);
    wish.until = before.until + 5 * millisPerMinute;
    wish.notice = before.notice;
    leave(wish);
    QTRY_COMPARE_WITH_TIMEOUT(m_agent->warning(task)->until, wish.until, patience);
    QCOMPARE(m_agent->look(working.synch.guid).items.at(0).state.status, ItemStatus::running);
    letGo();
    QTRY_COMPARE_WITH_TIMEOUT(m_agent->look(working.synch.guid).status, ComputerStatus::succeeded, patience);
    QVERIFY(!m_agent->ended());
    m_agent->clock.advance(15 * millisPerMinute);
    QTRY_COMPARE_WITH_TIMEOUT(m_agent->ended(), std::optional(AgentEnd::Kind::restart), patience);
}

void AgentWishesTest::runNowNeedsNoSchedule_B27()
{
    const ClientPolicies policies = notDue(sequenceOf(QStringLiteral("Rollout"), {QStringLiteral("one")}, warns(10, 60)));
    m_agent->setPolicies({policies});
    m_agent->start();
    QTRY_COMPARE_WITH_TIMEOUT(m_agent->look().sequences.size(), size_t(1), patience); // it can be seen before it has ever run
    QCOMPARE(m_agent->look(policies.synch.guid).run, 0);
    leave(Wish(policies.synch.guid));
    QTRY_COMPARE_WITH_TIMEOUT(m_agent->ran(), QByteArray("one"), patience); // and nobody is warned of what he has started
    QTRY_COMPARE_WITH_TIMEOUT(m_agent->look(policies.synch.guid).status, ComputerStatus::succeeded, patience);
}

void AgentWishesTest::runFromAnItemKeepsWhatWasBefore_B27()
{
    const ClientPolicies policies = sequenceOf(QStringLiteral("Rollout"), {QStringLiteral("one"), QStringLiteral("two"), QStringLiteral("three")});
    const TaskId task = policies.synch.guid;
    m_agent->setPolicies({policies});
    m_agent->start();
    QTRY_COMPARE_WITH_TIMEOUT(m_agent->look(task).status, ComputerStatus::succeeded, patience);
    Wish wish(task);
    wish.fromPlace = 2;
    leave(wish);
    QTRY_COMPARE_WITH_TIMEOUT(m_agent->ran(), QByteArray("one two three two three"), patience);
    QTRY_COMPARE_WITH_TIMEOUT(m_agent->look(task).status, ComputerStatus::succeeded, patience);
    QCOMPARE(m_agent->look(task).run, 2);
    QVERIFY(m_agent->look(task).items[0].state.kept);
    wish.fromPlace = 4; // there is none
    leave(wish);
    QTRY_VERIFY_WITH_TIMEOUT(inboxEntries().isEmpty(), patience);
    QCOMPARE(m_agent->look(task).run, 2);
}

void AgentWishesTest::runNowComesBetweenTwoItems_B27()
{
    ClientPolicies busy = sequenceOf(QStringLiteral("Busy"), {QStringLiteral("one"), QStringLiteral("two")});
    busy.synch.priority = TaskPriority::high;
    busy.deliveries[0].program.commandLine += QStringLiteral("; while [ ! -e \"$SERIATIM_HOME/go\" ]; do sleep 0.05; done");
    ClientPolicies wished = notDue(sequenceOf(QStringLiteral("Wished"), {QStringLiteral("now")}));
    wished.synch.priority = TaskPriority::low;
    m_agent->setPolicies({busy, wished});
    m_agent->start();
    QTRY_COMPARE_WITH_TIMEOUT(m_agent->ran(), QByteArray("one"), patience);
    leave(Wish(wished.synch.guid));
    letGo();
    QTRY_COMPARE_WITH_TIMEOUT(m_agent->ran(), QByteArray("one now two"), patience); // before what has a higher priority
}

void AgentWishesTest::runNowEndsAWarning_B27()
{
    const ClientPolicies policies = sequenceOf(QStringLiteral("Rollout"), {QStringLiteral("one")}, warns(10, 60));
    m_agent->senses.state = SessionState::locked; // its time stands still
    m_agent->setPolicies({policies});
    m_agent->start();
    QVERIFY(isWarned(policies.synch.guid));
    leave(Wish(policies.synch.guid));
    QTRY_COMPARE_WITH_TIMEOUT(m_agent->ran(), QByteArray("one"), patience);
    QCOMPARE(m_agent->look(policies.synch.guid).run, 1);
}

void AgentWishesTest::onlyAdministratorsHaveSomethingRun()
{
    if (::geteuid() != 0)
        QSKIP("only root can give a file to somebody else");
    const ClientPolicies policies = sequenceOf(QStringLiteral("Rollout"), {QStringLiteral("one")}, warns(10, 60));
    const TaskId task = policies.synch.guid;
    m_agent->setPolicies({policies});
    m_agent->start();
    QVERIFY(isWarned(task));
    // Written apart and then moved there, or it might be taken before it has another owner.
    const auto leaveAsNobody = [&](const Wish &wish) {
        const QByteArray apart = QFile::encodeName(m_folder->filePath(QStringLiteral("apart")));
        QFile file(QFile::decodeName(apart));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(writeWish(wish));
        file.close();
        QCOMPARE(::chown(apart.constData(), nobody, nobody), 0);
        QVERIFY(QFile::rename(file.fileName(), m_agent->files().inboxFolder() + u'/' + QString::fromLatin1(toWord(wish.kind).toLatin1()) + QStringLiteral(".wish")));
    };
    leaveAsNobody(Wish(task));
    QTRY_VERIFY_WITH_TIMEOUT(inboxEntries().isEmpty(), patience);
    QVERIFY(m_agent->warning(task).has_value());
    Wish putOff(task, Wish::Kind::putOff);
    putOff.until = m_agent->clock.now() + 20 * millisPerMinute;
    leaveAsNobody(putOff);
    QTRY_VERIFY_WITH_TIMEOUT(m_agent->warning(task)->deferred, patience);
    leaveAsNobody(Wish(task, Wish::Kind::goAhead));
    QTRY_COMPARE_WITH_TIMEOUT(m_agent->ran(), QByteArray("one"), patience);
}

void AgentWishesTest::aWishOutlivesTheAgentAndIsTakenOnce()
{
    const ClientPolicies policies = notDue(sequenceOf(QStringLiteral("Rollout"), {QStringLiteral("one")}));
    const TaskId task = policies.synch.guid;
    QVERIFY(AgentHome::open(m_agent->files().folder()).ok());
    leave(Wish(task));
    const QString name = inboxEntries().value(0);
    const QString copy = m_folder->filePath(QStringLiteral("copy"));
    QVERIFY(QFile::copy(m_agent->files().inboxFolder() + u'/' + name, copy));
    m_agent->setPolicies({policies});
    m_agent->start();
    QTRY_COMPARE_WITH_TIMEOUT(m_agent->look(task).status, ComputerStatus::succeeded, patience);
    m_agent->stop();
    // As an agent leaves it that dies after it has saved its journal.
    QVERIFY(QFile::rename(copy, m_agent->files().inboxFolder() + u'/' + name));
    m_agent->start();
    QTRY_VERIFY_WITH_TIMEOUT(inboxEntries().isEmpty(), patience);
    m_agent->stop();
    QCOMPARE(m_agent->ran(), QByteArray("one"));
}

void AgentWishesTest::availableIsToldOnceForEachIdentity_B28()
{
    DeliveryOptions options;
    options.notifyWhenAvailable = true;
    ClientPolicies policies = notDue(sequenceOf(QStringLiteral("Rollout"), {QStringLiteral("one")}, options));
    const ClientPolicies quiet = notDue(sequenceOf(QStringLiteral("Quiet"), {QStringLiteral("two")}, DeliveryOptions{}));
    m_agent->setPolicies({policies, quiet});
    m_agent->start();
    QTRY_COMPARE_WITH_TIMEOUT(count(Notice::Kind::available), 1, patience);
    QCOMPARE(m_agent->look().notices.back().text, QStringLiteral("'Rollout' is available on this computer."));
    m_agent->start(); // anew
    hearFromIt(policies.synch.guid);
    ++policies.synch.revision;
    m_agent->setPolicies({policies, quiet});
    m_agent->clock.advance(2 * millisPerSecond); // it asks for changes once a second
    QTRY_COMPARE_WITH_TIMEOUT(m_agent->look(policies.synch.guid).revision, policies.synch.revision, patience);
    QCOMPARE(count(Notice::Kind::available), 1);
    ClientPolicies renewed = notDue(sequenceOf(QStringLiteral("Rollout"), {QStringLiteral("one")}, options));
    m_agent->setPolicies({renewed, quiet});
    m_agent->clock.advance(2 * millisPerSecond);
    QTRY_COMPARE_WITH_TIMEOUT(count(Notice::Kind::available), 2, patience);
    m_agent->stop();
    QCOMPARE(count(Notice::Kind::available), 2);
}

void AgentWishesTest::aWarningIsToldOnceOverTheAgentsDeath_B28()
{
    const ClientPolicies policies = sequenceOf(QStringLiteral("Rollout"), {QStringLiteral("one")}, warns(10, 60));
    m_agent->setPolicies({policies});
    m_agent->start();
    QVERIFY(isWarned(policies.synch.guid));
    QTRY_COMPARE_WITH_TIMEOUT(count(Notice::Kind::warning), 1, patience);
    const AgentWarningView whole = *m_agent->warning(policies.synch.guid);
    const QString id = whole.notice;
    // Who may not read the policies knows what comes from the notice.
    const QString policyFolder = m_agent->files().policyFolder();
    QVERIFY(QFile::rename(policyFolder, policyFolder + QStringLiteral(" away")));
    QCOMPARE(m_agent->warning(policies.synch.guid), std::optional(whole));
    QVERIFY(QFile::rename(policyFolder + QStringLiteral(" away"), policyFolder));
    m_agent->start(); // anew
    hearFromIt(policies.synch.guid);
    QCOMPARE(count(Notice::Kind::warning), 1);
    QCOMPARE(m_agent->warning(policies.synch.guid)->notice, id);
}

void AgentWishesTest::theEndIsToldToThoseWhoKnowOfIt()
{
    const ClientPolicies silent = sequenceOf(QStringLiteral("Silent"), {QStringLiteral("one")});
    const ClientPolicies told = sequenceOf(QStringLiteral("Told"), {QStringLiteral("two")}, warns(10, 0));
    m_agent->setPolicies({silent, told});
    m_agent->start();
    QVERIFY(isWarned(told.synch.guid));
    m_agent->clock.advance(10 * millisPerMinute);
    QTRY_COMPARE_WITH_TIMEOUT(m_agent->look(silent.synch.guid).status, ComputerStatus::succeeded, patience);
    QTRY_COMPARE_WITH_TIMEOUT(m_agent->look().notices.back().name, QStringLiteral("Told"), patience);
    QTRY_VERIFY_WITH_TIMEOUT(count(Notice::Kind::ended) > 0, patience);
    hearFromIt(told.synch.guid);
    QCOMPARE(count(Notice::Kind::ended), 1);
    QCOMPARE(m_agent->look().notices.back().name, QStringLiteral("Told"));
}

QTEST_GUILESS_MAIN(AgentWishesTest)
#include "agentwishes_test.moc"
