// B3, B14, B15, B16a: return codes and what they mean.
#include "engine/domain/returncodes.h"

#include <QTest>

using namespace seriatim;

class ReturnCodesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void code_B16a_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("code"); // 1 << 40: refused
        constexpr qint64 refused = qint64(1) << 40;
        const auto row = [](const char *text, qint64 code) { QTest::newRow(text) << QString::fromUtf8(text) << code; };
        row("0", 0);
        row(" 3010 ", 3010);
        row("-1", -1);
        row("4294967295", -1);
        row("2147483648", std::numeric_limits<qint32>::min());
        row("-2147483648", std::numeric_limits<qint32>::min());
        row("2147483647", 2147483647);
        row("4294967296", refused);
        row("-2147483649", refused);
        row("99999999999999999999", refused);
        row("", refused);
        row("1.5", refused);
        row("0x10", refused);
        row("ok", refused);
    }
    void code_B16a()
    {
        QFETCH(QString, text);
        QFETCH(qint64, code);
        const Result<ReturnCode> parsed = parseReturnCode(text);
        QCOMPARE(parsed.ok(), code != qint64(1) << 40);
        if (parsed)
            QCOMPARE(qint64(*parsed), code);
        else
            QVERIFY2(parsed.error().message().contains(u'\'' + text.trimmed() + u'\''), qPrintable(parsed.error().message()));
    }

    void list()
    {
        QCOMPARE(*parseReturnCodes(u"0, 3010 ,-1"), (ReturnCodeList{0, 3010, -1}));
        QCOMPARE(*parseReturnCodes(u"-1,4294967295,0,0"), (ReturnCodeList{-1, 0})); // the same code stands once
        QVERIFY(parseReturnCodes(u"  ")->empty());
        QVERIFY(!parseReturnCodes(u"0,,1").ok());
        QVERIFY(!parseReturnCodes(u"0,").ok());
        QVERIFY(parseReturnCodes(u"0,abc").error().message().contains(u"'abc'"));
        QCOMPARE(formatReturnCodes({0, 3010, -1}), QStringLiteral("0,3010,-1"));
        QCOMPARE(*parseReturnCodes(formatReturnCodes({5, -7})), (ReturnCodeList{5, -7}));
    }

    // The first list that has it, in the order of B15; the failure list before all.
    void precedence_B15()
    {
        const ReturnCodeRules everywhere{.success = {5}, .failure = {5}, .restart = {5}, .restartStarted = {5}, .retry = {5}};
        ReturnCodeRules rules = everywhere;
        QCOMPARE(rules.classify(5), ReturnCodeClass::failure);
        rules.failure.clear();
        QCOMPARE(rules.classify(5), ReturnCodeClass::restartNeeded);
        rules.restart.clear();
        QCOMPARE(rules.classify(5), ReturnCodeClass::restartStarted);
        rules.restartStarted.clear();
        QCOMPARE(rules.classify(5), ReturnCodeClass::tryAgain);
        rules.retry.clear();
        QCOMPARE(rules.classify(5), ReturnCodeClass::success);
        QCOMPARE(rules.classify(0), ReturnCodeClass::failure); // not in a list that was written down
    }

    void windowsInstaller_B15()
    {
        const ReturnCodeRules rules = ReturnCodeRules::windowsInstaller();
        QCOMPARE(rules.classify(0), ReturnCodeClass::success);
        QCOMPARE(rules.classify(1707), ReturnCodeClass::success);
        QCOMPARE(rules.classify(3010), ReturnCodeClass::restartNeeded);
        QCOMPARE(rules.classify(1641), ReturnCodeClass::restartStarted);
        QCOMPARE(rules.classify(1618), ReturnCodeClass::tryAgain);
        QCOMPARE(rules.classify(1603), ReturnCodeClass::failure);
    }

    void plain_B15()
    {
        const ReturnCodeRules rules;
        QCOMPARE(rules.classify(0), ReturnCodeClass::success);
        QCOMPARE(rules.classify(3010), ReturnCodeClass::failure); // empty by default, as in the classic product
        QCOMPARE(rules.classify(-1), ReturnCodeClass::failure);
        QCOMPARE(rules.successCodes(), ReturnCodeList{0});
        QCOMPARE(rules.firstSuccessCode(), 0);
    }

    void whatCountsAsSuccess_B3_B14_data()
    {
        QTest::addColumn<QVector<ReturnCodeList>>("lists"); // success, failure, restart, restart started, retry
        QTest::addColumn<ReturnCodeList>("counting");
        QTest::addColumn<int>("first");
        using Lists = QVector<ReturnCodeList>;
        QTest::newRow("all that count, the success list's first") << Lists{{0, 1707}, {}, {3010}, {1641}, {1618}} << ReturnCodeList{0, 1707, 3010, 1641} << 0;
        QTest::newRow("not those that fail or try again") << Lists{{0, 5, 6, 7}, {0}, {}, {}, {5}} << ReturnCodeList{6, 7} << 6;
        QTest::newRow("a code in two lists stands once") << Lists{{3010, 0}, {}, {3010}, {}, {}} << ReturnCodeList{3010, 0} << 3010;
        QTest::newRow("an empty list is 0") << Lists{{}, {}, {3010}, {}, {}} << ReturnCodeList{0, 3010} << 0;
        QTest::newRow("none is left") << Lists{{4}, {4}, {}, {}, {}} << ReturnCodeList{} << 4;
    }
    void whatCountsAsSuccess_B3_B14()
    {
        QFETCH(QVector<ReturnCodeList>, lists);
        QFETCH(ReturnCodeList, counting);
        QFETCH(int, first);
        const ReturnCodeRules rules{.success = lists[0], .failure = lists[1], .restart = lists[2], .restartStarted = lists[3], .retry = lists[4]};
        QCOMPARE(rules.successCodes(), counting);
        QCOMPARE(rules.firstSuccessCode(), first);
    }
};

QTEST_GUILESS_MAIN(ReturnCodesTest)
#include "returncodes_test.moc"
