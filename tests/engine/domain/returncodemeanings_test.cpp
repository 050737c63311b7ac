// The table of return codes: each once, each explained and with a source.
#include "engine/domain/returncodemeanings.h"

#include <QSet>
#include <QTest>

using namespace seriatim;

class ReturnCodeMeaningsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsTheUsualCodes_data();
    void knowsTheUsualCodes();
    void knowsEveryCodeOfWindowsInstallersLists();
    void everyRowIsWhole();
    void unknownCodesHaveNoMeaning();
};

void ReturnCodeMeaningsTest::knowsTheUsualCodes_data()
{
    QTest::addColumn<ReturnCode>("code");
    QTest::addColumn<QString>("name");
    const auto row = [](qint64 code, const char *name) { QTest::addRow("%lld", code) << static_cast<ReturnCode>(code) << QString::fromLatin1(name); };
    row(0, "ERROR_SUCCESS");
    row(5, "ERROR_ACCESS_DENIED");
    row(1602, "ERROR_INSTALL_USEREXIT");
    row(1603, "ERROR_INSTALL_FAILURE");
    row(1618, "ERROR_INSTALL_ALREADY_RUNNING");
    row(1641, "ERROR_SUCCESS_REBOOT_INITIATED");
    row(3010, "ERROR_SUCCESS_REBOOT_REQUIRED");
    row(137, "SIGKILL");
    row(0xC0000005, "STATUS_ACCESS_VIOLATION");
    row(-1073741819, "STATUS_ACCESS_VIOLATION"); // the same 32 bits
    row(0x80070005, "ERROR_ACCESS_DENIED");      // a Windows code within an HRESULT
    row(0x80070643, "ERROR_INSTALL_FAILURE");
    row(0x80240017, "WU_E_NOT_APPLICABLE");
}

void ReturnCodeMeaningsTest::knowsTheUsualCodes()
{
    QFETCH(ReturnCode, code);
    const std::optional<ReturnCodeMeaning> meaning = meaningOf(code);
    QVERIFY(meaning);
    QTEST(meaning->name, "name");
    QCOMPARE(meaning->code, code);
    QVERIFY(!meaning->meaning.isEmpty());
}

// The lists that a new program gets (B15) hold nothing that support staff could not look up.
void ReturnCodeMeaningsTest::knowsEveryCodeOfWindowsInstallersLists()
{
    const ReturnCodeRules rules = ReturnCodeRules::windowsInstaller();
    for (const ReturnCodeList &list : {rules.success, rules.failure, rules.restart, rules.restartStarted, rules.retry}) {
        for (const ReturnCode code : list)
            QVERIFY2(meaningOf(code), qPrintable(QString::number(code)));
    }
}

void ReturnCodeMeaningsTest::everyRowIsWhole()
{
    QSet<ReturnCode> codes;
    QSet<QString> meanings;
    const std::vector<ReturnCodeMeaning> all = returnCodeMeanings();
    QVERIFY(all.size() > 100);
    for (const ReturnCodeMeaning &row : all) {
        const QByteArray what = QByteArray::number(row.code);
        QVERIFY2(!codes.contains(row.code), what);
        codes.insert(row.code);
        QVERIFY2(!row.meaning.isEmpty() && !row.meaning.endsWith(u'.') && row.meaning == row.meaning.simplified(), what);
        QVERIFY2(row.meaning[0].isLower() || row.meaning.startsWith(QStringLiteral("Windows")), what);
        QVERIFY2(sourceOf(row.origin).startsWith(QStringLiteral("https://")), what);
        QCOMPARE(meaningOf(row.code), std::optional(row));
    }
}

void ReturnCodeMeaningsTest::unknownCodesHaveNoMeaning()
{
    QVERIFY(!meaningOf(67'000));
    QVERIFY(!meaningOf(-1));
    QVERIFY(!meaningOf(static_cast<ReturnCode>(0x80070000)));
    QVERIFY(!meaningOf(static_cast<ReturnCode>(0x80070089))); // 137 is a shell's code, and this is not
}

QTEST_GUILESS_MAIN(ReturnCodeMeaningsTest)
#include "returncodemeanings_test.moc"
