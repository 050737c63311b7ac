#include "models/programwords.h"

#include <QTest>

using namespace seriatim;

class ProgramWordsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void minutes_data();
    void minutes();
    void anUnknownTimeIsNoZero();
    void successCodesAreThoseThatCount_B15();
};

void ProgramWordsTest::minutes_data()
{
    QTest::addColumn<int>("given");
    QTest::addColumn<QString>("expected");
    QTest::newRow("none") << 0 << QStringLiteral("0 min");
    QTest::newRow("under an hour") << 59 << QStringLiteral("59 min");
    QTest::newRow("an hour") << 60 << QStringLiteral("1 h");
    QTest::newRow("both") << 125 << QStringLiteral("2 h 5 min");
}

void ProgramWordsTest::minutes()
{
    QFETCH(int, given);
    QTEST(minutesText(given), "expected");
}

void ProgramWordsTest::anUnknownTimeIsNoZero()
{
    QCOMPARE(estimatedTimeText(0), QStringLiteral("not estimated"));
    QCOMPARE(estimatedTimeText(4), QStringLiteral("4 min"));
}

void ProgramWordsTest::successCodesAreThoseThatCount_B15()
{
    ReturnCodeRules rules = ReturnCodeRules::windowsInstaller();
    QCOMPARE(codesText(rules), QStringLiteral("0, 1707, 3010, 1641"));
    QCOMPARE(codesInFullText(rules), QStringLiteral("0, 1707, 3010 (restart needed), 1641 (has started a restart)"));
    rules.failure = {0, 1707, 3010, 1641};
    QCOMPARE(codesText(rules), QStringLiteral("none"));
    QCOMPARE(codesText(rules.retry), QStringLiteral("1618"));
}

QTEST_GUILESS_MAIN(ProgramWordsTest)
#include "programwords_test.moc"
