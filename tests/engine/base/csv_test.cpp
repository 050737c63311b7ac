// RFC 4180, no formulas, and percentiles.
#include "engine/base/csv.h"
#include "engine/base/percentile.h"

#include <QTest>

using namespace seriatim;

class CsvTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fields_data();
    void fields();
    void linesEndAsTheyHaveTo();
    void percentilesAreTheNearestRank();
};

void CsvTest::fields_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("field");
    const auto row = [](const char *name, const char *text, const char *field) {
        QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(field);
    };
    row("plain", "PC-1", "PC-1");
    row("empty", "", "");
    row("comma", "a,b", "\"a,b\"");
    row("quotation mark", "a\"b", "\"a\"\"b\"");
    row("line end", "a\nb", "\"a\nb\"");
    row("formula", "=1+1", "'=1+1");
    row("formula and comma", "=SUM(A1,A2)", "\"'=SUM(A1,A2)\"");
    row("plus", "+41 79", "'+41 79");
    row("minus", "-x", "'-x");
    row("at", "@cmd", "'@cmd");
    row("tab", "\t=1", "'\t=1");
    row("carriage return", "\r=1", "\"'\r=1\"");
    row("negative number", "-1", "-1");
    row("inside", "a=b", "a=b");
    row("not ours", "Größe", "Größe");
}

void CsvTest::fields()
{
    QFETCH(QString, text);
    QTEST(csvField(text), "field");
}

void CsvTest::linesEndAsTheyHaveTo()
{
    QCOMPARE(csvLine({QStringLiteral("a"), QStringLiteral("b,c")}), QByteArray("a,\"b,c\"\r\n"));
    QCOMPARE(csvLine({QString(), QString()}), QByteArray(",\r\n"));
}

void CsvTest::percentilesAreTheNearestRank()
{
    const std::vector<int> none;
    QCOMPARE(nearestRank(none, 50), std::nullopt);
    QCOMPARE(nearestRank(std::vector{7}, 99), std::optional(7));
    const std::vector values{1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    QCOMPARE(nearestRank(values, 50), std::optional(5));
    QCOMPARE(nearestRank(values, 90), std::optional(9));
    QCOMPARE(nearestRank(values, 91), std::optional(10));
    QCOMPARE(nearestRank(values, 0), std::optional(1));
    QCOMPARE(nearestRank(values, 100), std::optional(10));
}

QTEST_GUILESS_MAIN(CsvTest)
#include "csv_test.moc"
