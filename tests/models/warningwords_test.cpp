// What people at the computer read of warnings and restarts (B28), and which notices are news to them.
#include "models/warningwords.h"

#include "models/agentmodel.h"
#include "models/noticefeed.h"

#include <QAbstractItemModelTester>
#include <QTemporaryDir>
#include <QtTest>

using namespace seriatim;

namespace {

constexpr Instant now = qint64(1'800'000'000) * millisPerSecond;

AgentWarningView warningOf(int untilMinutes, int deadlineMinutes)
{
    AgentWarningView warning;
    warning.notice = QStringLiteral("the notice");
    warning.until = now + untilMinutes * millisPerMinute;
    warning.deadline = now + deadlineMinutes * millisPerMinute;
    return warning;
}

QStringList textsOf(const std::vector<Deferral> &choices)
{
    QStringList texts;
    for (const Deferral &choice : choices)
        texts.append(choice.text.section(QStringLiteral(" ("), 0, 0));
    return texts;
}

Notice noticeOf(Notice::Kind kind, const QString &id, Instant time)
{
    Notice notice(TaskId::mint(), kind);
    notice.id = id;
    notice.time = time;
    notice.name = QStringLiteral("Rollout");
    return notice;
}

QStringList idsOf(const std::vector<Notice> &notices)
{
    QStringList ids;
    for (const Notice &notice : notices)
        ids.append(notice.id);
    return ids;
}

} // namespace

class WarningWordsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlyChoicesUpToTheDeadline_B28();
    void thereIsNoChoiceAtTheDeadline_B28();
    void timesCountDown();
    void itSaysWhatComes_B28();
    void newsIsToldOnce();
    void whatHasPassedIsNoNews();
    void whoWasAwayIsNotBuried();
    void theModelShowsAWarning_B28();
};

void WarningWordsTest::onlyChoicesUpToTheDeadline_B28()
{
    QCOMPARE(textsOf(deferralsOf(warningOf(1, 300), now)),
             (QStringList{QStringLiteral("5 minutes"), QStringLiteral("15 minutes"), QStringLiteral("30 minutes"), QStringLiteral("1 hour"),
                          QStringLiteral("2 hours"), QStringLiteral("4 hours"), QStringLiteral("as long as possible")}));
    const std::vector<Deferral> some = deferralsOf(warningOf(10, 40), now); // 5 minutes would bring it nearer
    QCOMPARE(textsOf(some), (QStringList{QStringLiteral("15 minutes"), QStringLiteral("30 minutes"), QStringLiteral("as long as possible")}));
    QCOMPARE(some.back().until, now + 40 * millisPerMinute);
    AgentWarningView almost = warningOf(5, 40);
    almost.until -= millisPerSecond; // 5 minutes would be a second more
    QCOMPARE(textsOf(deferralsOf(almost, now)).first(), QStringLiteral("15 minutes"));
    QCOMPARE(textsOf(deferralsOf(warningOf(1, 3), now)), QStringList{QStringLiteral("as long as possible")});
}

void WarningWordsTest::thereIsNoChoiceAtTheDeadline_B28()
{
    QVERIFY(deferralsOf(warningOf(10, 10), now).empty());
    QVERIFY(deferralsOf(warningOf(-1, 0), now).empty());
    QCOMPARE(warningDeferral(warningOf(10, 10), now), QStringLiteral("It cannot be put off any longer."));
    AgentWarningView deferred = warningOf(40, 40);
    deferred.deferred = true;
    QVERIFY(warningDeferral(deferred, now).startsWith(QStringLiteral("It was put off until ")));
    QVERIFY(warningDeferral(deferred, now).endsWith(QStringLiteral("It cannot be put off any longer.")));
}

void WarningWordsTest::timesCountDown()
{
    QCOMPARE(remainingText(272'000), QStringLiteral("04:32"));
    QCOMPARE(remainingText(271'001), QStringLiteral("04:32")); // never shorter than it is
    QCOMPARE(remainingText(3'872'000), QStringLiteral("1:04:32"));
    QCOMPARE(remainingText(-5), QStringLiteral("00:00"));
    QCOMPARE(remainingWords(272'000), QStringLiteral("5 minutes"));
    QCOMPARE(remainingWords(59'000), QStringLiteral("less than a minute"));
    QCOMPARE(remainingWords(90 * millisPerMinute), QStringLiteral("1 hour and 30 minutes"));
}

void WarningWordsTest::itSaysWhatComes_B28()
{
    AgentWarningView warning = warningOf(1, 1);
    warning.items = 8;
    for (int i = 1; i <= 8; ++i)
        warning.programs.append(QStringLiteral("Tools/Step %1").arg(i));
    warning.estimated = 25 * millisPerMinute;
    warning.mayRestart = true;
    QCOMPARE(warningPrograms(warning).size(), 6);
    QCOMPARE(warningPrograms(warning).last(), QStringLiteral("… and 3 more"));
    QCOMPARE(warningMeaning(warning), QStringLiteral("It takes about 25 minutes in all. The computer may have to restart, so save your work."));
    warning.what = AgentWarningView::For::restart;
    warning.restartFor = QStringLiteral("Tools/Step 1");
    QCOMPARE(warningMeaning(warning), QStringLiteral("“Tools/Step 1” needs it to be complete. Save your work and close your programs."));
    warning.programs.clear(); // no policy names them
    QCOMPARE(warningPrograms(warning), QStringList{QStringLiteral("8 programs to follow after the restart")});
}

void WarningWordsTest::newsIsToldOnce()
{
    const QTemporaryDir folder;
    prepareSettings(folder.path());
    ConsoleSettings settings;
    AgentView view;
    view.notices = {noticeOf(Notice::Kind::available, QStringLiteral("a"), now), noticeOf(Notice::Kind::ended, QStringLiteral("b"), now)};
    QCOMPARE(idsOf(NoticeFeed(settings).takeNews(view, now)), (QStringList{QStringLiteral("a"), QStringLiteral("b")}));
    QVERIFY(NoticeFeed(settings).takeNews(view, now).empty()); // also of another console
    view.notices.push_back(noticeOf(Notice::Kind::available, QStringLiteral("c"), now));
    QCOMPARE(idsOf(NoticeFeed(settings).takeNews(view, now)), QStringList{QStringLiteral("c")});
}

void WarningWordsTest::whatHasPassedIsNoNews()
{
    const QTemporaryDir folder;
    prepareSettings(folder.path());
    ConsoleSettings settings;
    NoticeFeed feed(settings);
    AgentView view;
    view.notices = {noticeOf(Notice::Kind::ended, QStringLiteral("old"), now - 2 * 60 * millisPerMinute),
                    noticeOf(Notice::Kind::available, QStringLiteral("older"), now - qint64(10) * 24 * 60 * millisPerMinute),
                    noticeOf(Notice::Kind::warning, QStringLiteral("the notice"), now)};
    QVERIFY(feed.takeNews(view, now).empty()); // the warning goes on nowhere
    AgentSequenceView sequence{.guid = view.notices.back().task, .name = QStringLiteral("Rollout"), .explanation = {}, .warning = warningOf(5, 5), .items = {}};
    view.sequences = {sequence};
    view.process = 4711;
    QCOMPARE(idsOf(feed.takeNews(view, now)), QStringList{QStringLiteral("the notice")});
    QCOMPARE(noticeText(view.notices.back(), view, now), QStringLiteral("Rollout begins in 5 minutes. It cannot be put off any longer."));
}

void WarningWordsTest::whoWasAwayIsNotBuried()
{
    const QTemporaryDir folder;
    prepareSettings(folder.path());
    ConsoleSettings settings;
    NoticeFeed feed(settings);
    AgentView view;
    for (int i = 0; i < 20; ++i)
        view.notices.push_back(noticeOf(Notice::Kind::available, QString::number(i), now));
    QCOMPARE(idsOf(feed.takeNews(view, now)), (QStringList{QStringLiteral("17"), QStringLiteral("18"), QStringLiteral("19")}));
    QVERIFY(feed.takeNews(view, now).empty());
}

// A warning that begins and is put off is a change of its row alone.
void WarningWordsTest::theModelShowsAWarning_B28()
{
    AgentModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    AgentSequenceView sequence{.guid = TaskId::mint(), .name = QStringLiteral("Rollout"), .explanation = {}, .warning = {}, .items = {}};
    model.setSequences({sequence});
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    sequence.warning = warningOf(5, 60);
    sequence.waitReason = WaitReason::deferral;
    model.setSequences({sequence});
    QCOMPARE(changed.count(), 1);
    const auto status = [&] { return model.index(0, AgentModel::Status).data().toString(); };
    QCOMPARE(status(), QStringLiteral("waiting, warned"));
    sequence.warning->until += millisPerMinute;
    sequence.warning->deferred = true;
    model.setSequences({sequence});
    QCOMPARE(changed.count(), 2);
    QCOMPARE(status(), QStringLiteral("waiting, put off"));
    QCOMPARE(model.sequenceAt(model.index(0, 0))->warning, sequence.warning);
}

QTEST_GUILESS_MAIN(WarningWordsTest)
#include "warningwords_test.moc"
