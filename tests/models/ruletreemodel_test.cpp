#include "models/ruletreemodel.h"

#include "tests/support/richvalues.h"

#include <QAbstractItemModelTester>
#include <QMimeData>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace seriatim;

namespace {

Rule file(const QString &path)
{
    Rule rule;
    rule.kind = Rule::Kind::fileExists;
    rule.path = path;
    return rule;
}

Rule group(Rule::Kind kind, std::vector<Rule> parts)
{
    Rule rule;
    rule.kind = kind;
    rule.parts = std::move(parts);
    return rule;
}

Rule command(const QString &line, ReturnCode code)
{
    Rule rule;
    rule.kind = Rule::Kind::commandExits;
    rule.command = line;
    rule.code = code;
    return rule;
}

} // namespace

class RuleTreeModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void givesBackEveryRule();
    void aSingleConditionNeedsNoGroup();
    void movesGroupsAndTakesApart();
    void aNotTakesOneCondition();
    void dropsInsideGroups();
    void saysWhatIsWrong();
    void testsAsTheAgentWould();
    void endsACommandThatIsCancelled();
};

void RuleTreeModelTest::givesBackEveryRule()
{
    for (quint32 seed = 1; seed < 200; ++seed) {
        const Rule rule = test::RichValues(seed).rule(true);
        RuleTreeModel model(RuleUse::appliesWhen);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRule(rule);
        QCOMPARE(model.rule(), std::optional(rule));
    }
}

void RuleTreeModelTest::aSingleConditionNeedsNoGroup()
{
    RuleTreeModel model(RuleUse::detection);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const QModelIndex first = model.add(file(QStringLiteral("/a")), {});
    QCOMPARE(model.rule(), std::optional(file(QStringLiteral("/a"))));
    model.add(file(QStringLiteral("/b")), first);
    QCOMPARE(model.rule(), std::optional(group(Rule::Kind::all, {file(QStringLiteral("/a")), file(QStringLiteral("/b"))})));
    model.setRootKind(Rule::Kind::any);
    QCOMPARE(model.rule()->kind, Rule::Kind::any);
    model.remove(model.index(0, 0));
    QCOMPARE(model.rule(), std::optional(file(QStringLiteral("/b"))));
    model.remove(model.index(0, 0));
    QVERIFY(!model.rule());
}

void RuleTreeModelTest::movesGroupsAndTakesApart()
{
    RuleTreeModel model(RuleUse::detection);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const Rule a = file(QStringLiteral("/a")), b = file(QStringLiteral("/b")), c = file(QStringLiteral("/c"));
    model.setRule(group(Rule::Kind::all, {a, b, c}));
    model.move(model.index(2, 0), -1);
    QCOMPARE(*model.rule(), group(Rule::Kind::all, {a, c, b}));
    model.move(model.index(0, 0), 1);
    QCOMPARE(*model.rule(), group(Rule::Kind::all, {c, a, b}));
    QVERIFY(!model.canMove(model.index(2, 0), 1));
    const QModelIndex any = model.wrap(model.index(1, 0), Rule::Kind::any);
    model.add(file(QStringLiteral("/d")), any);
    QCOMPARE(*model.rule(), group(Rule::Kind::all, {c, group(Rule::Kind::any, {a, file(QStringLiteral("/d"))}), b}));
    model.unwrap(model.index(1, 0));
    QCOMPARE(*model.rule(), group(Rule::Kind::all, {c, a, file(QStringLiteral("/d")), b}));
}

void RuleTreeModelTest::aNotTakesOneCondition()
{
    RuleTreeModel model(RuleUse::detection);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const QModelIndex first = model.add(file(QStringLiteral("/a")), {});
    const QModelIndex negated = model.wrap(first, Rule::Kind::none);
    QCOMPARE(*model.rule(), group(Rule::Kind::none, {file(QStringLiteral("/a"))}));
    model.add(file(QStringLiteral("/b")), model.index(0, 0, negated));
    QCOMPARE(*model.rule(), group(Rule::Kind::all, {group(Rule::Kind::none, {file(QStringLiteral("/a"))}), file(QStringLiteral("/b"))}));
    QVERIFY(!(model.flags(model.index(0, 0)) & Qt::ItemIsDropEnabled));
}

void RuleTreeModelTest::dropsInsideGroups()
{
    RuleTreeModel model(RuleUse::detection);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const Rule a = file(QStringLiteral("/a")), b = file(QStringLiteral("/b"));
    model.setRule(group(Rule::Kind::all, {group(Rule::Kind::any, {a}), b}));
    QSignalSpy dragged(&model, &RuleTreeModel::dragged);
    const std::unique_ptr<QMimeData> data(model.mimeData({model.index(1, 0)}));
    model.dropMimeData(data.get(), Qt::MoveAction, -1, -1, model.index(0, 0));
    QCOMPARE(dragged.count(), 1);
    QCOMPARE(*model.rule(), group(Rule::Kind::any, {a, b}));

    // A group is never dropped into itself.
    model.setRule(group(Rule::Kind::all, {group(Rule::Kind::any, {a, group(Rule::Kind::all, {b})}), b}));
    const Rule before = *model.rule();
    const std::unique_ptr<QMimeData> outer(model.mimeData({model.index(0, 0)}));
    model.dropMimeData(outer.get(), Qt::MoveAction, 0, 0, model.index(1, 0, model.index(0, 0)));
    QCOMPARE(*model.rule(), before);
}

void RuleTreeModelTest::saysWhatIsWrong()
{
    RuleTreeModel model(RuleUse::detection);
    const QModelIndex index = model.add(file(QString()), {});
    QVERIFY(model.data(index, RuleTreeModel::ProblemRole).toString().contains(QStringLiteral("path")));
    Rule mended = file(QStringLiteral("/a"));
    mended.sha256 = QStringLiteral("abc");
    model.setCondition(index, mended);
    QVERIFY(model.data(index, RuleTreeModel::ProblemRole).toString().contains(QStringLiteral("64 hexadecimal")));
    mended.sha256.clear();
    model.setCondition(index, mended);
    QVERIFY(model.data(index, RuleTreeModel::ProblemRole).toString().isEmpty());
}

// B34: what is shown for each part is what the agent's own look says of it.
void RuleTreeModelTest::testsAsTheAgentWould()
{
    QTemporaryDir folder;
    QFile there(folder.filePath(QStringLiteral("there")));
    QVERIFY(there.open(QIODevice::WriteOnly));
    const Rule rule = group(Rule::Kind::all, {file(there.fileName()), command(QStringLiteral("exit 3"), 3),
                                              group(Rule::Kind::any, {file(QStringLiteral("relative")), file(folder.filePath(QStringLiteral("gone")))}),
                                              group(Rule::Kind::none, {file(there.fileName())}), file(there.fileName())});
    RuleTest test;
    QSignalSpy finished(&test, &RuleTest::finished);
    test.start(rule, {});
    QTRY_COMPARE(finished.count(), 1);
    QVERIFY(!test.isRunning());
    const auto answers = finished.first().first().value<std::vector<RuleTestAnswer>>();
    using State = RuleTestAnswer::State;
    std::vector<State> states;
    for (const RuleTestAnswer &answer : answers)
        states.push_back(answer.state);
    QCOMPARE(states, (std::vector{State::doesNotHold, State::holds, State::holds, State::cannotTell, State::cannotTell,
                                  State::doesNotHold, State::doesNotHold, State::holds, State::notLooked}));
    QVERIFY(answers[4].why.contains(QStringLiteral("relative")));

    RuleTreeModel model(RuleUse::detection);
    model.setRule(rule);
    model.setAnswers(answers);
    QCOMPARE(model.index(0, RuleTreeModel::AnswerColumn).data().toString(), QStringLiteral("holds"));
    QCOMPARE(model.index(4, RuleTreeModel::AnswerColumn).data().toString(), QStringLiteral("not looked at"));
    model.setCondition(model.index(0, 0), file(QStringLiteral("/other")));
    QCOMPARE(model.index(4, RuleTreeModel::AnswerColumn).data().toString(), QString());
}

void RuleTreeModelTest::endsACommandThatIsCancelled()
{
    RuleTest test;
    QSignalSpy cancelled(&test, &RuleTest::cancelled);
    QSignalSpy finished(&test, &RuleTest::finished);
    test.start(command(QStringLiteral("sleep 60"), 0), {});
    test.cancel();
    QCOMPARE(cancelled.count(), 1);
    QVERIFY(!test.isRunning());
    test.start(command(QStringLiteral("exit 0"), 0), {}); // the first one's end is not taken for this one's
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(finished.first().first().value<std::vector<RuleTestAnswer>>().front().state, RuleTestAnswer::State::holds);

    RuleTestPlace place;
    place.commandTimeLimitMs = 200;
    test.start(command(QStringLiteral("sleep 60"), 0), place);
    QTRY_COMPARE(finished.count(), 2);
    const auto answer = finished.last().first().value<std::vector<RuleTestAnswer>>().front();
    QCOMPARE(answer.state, RuleTestAnswer::State::cannotTell);
    QVERIFY(answer.why.contains(QStringLiteral("did not end within")));
}

QTEST_GUILESS_MAIN(RuleTreeModelTest)
#include "ruletreemodel_test.moc"
