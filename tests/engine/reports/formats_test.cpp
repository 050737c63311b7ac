// Reports written down, and read back by other means.
#include "engine/reports/reportformats.h"
#include "engine/reports/reportwords.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>
#include <QXmlStreamReader>

using namespace seriatim;

namespace {

using Type = ReportColumnType;

const QString nasty = QString::fromUtf8("=cmd|' /C calc'!A0, \"quoted\" <script>alert(1)</script> & Größe 東京\nsecond line\x1b[31m");

Report sample()
{
    Report report;
    report.name = QStringLiteral("by-program");
    report.title = QStringLiteral("By program");
    report.sentence = QStringLiteral("How often <it> fails.");
    report.filter = {QStringLiteral("task 'A & B'"), QStringLiteral("computers '<*>'")};
    report.made = 1'767'600'000'000;
    report.columns = {{QStringLiteral("program"), QStringLiteral("Program")},
                      {QStringLiteral("state"), QStringLiteral("State"), Type::word},
                      {QStringLiteral("count"), QStringLiteral("Count"), Type::count},
                      {QStringLiteral("rate"), QStringLiteral("Rate"), Type::share},
                      {QStringLiteral("median"), QStringLiteral("Median"), Type::duration},
                      {QStringLiteral("last"), QStringLiteral("Last"), Type::instant},
                      {QStringLiteral("codes"), QStringLiteral("Codes"), Type::returnCodes}};
    report.rows = {{{nasty, QStringLiteral("restartPending"), qint64(12), 0.25, qint64(61'499), qint64(1'767'600'000'000),
                     ReturnCodeCounts{{1603, 9}, {0, 2}, {-1, 1}}}},
                   {{QStringLiteral("plain"), QStringLiteral("failed"), qint64(-3), {}, {}, {}, {}}}};
    report.chart = {QStringLiteral("Results & more"),
                    {QStringLiteral("<one>"), QStringLiteral("two")},
                    {{QStringLiteral("Failed"), SeriesTone::bad, {3, 0}}, {QStringLiteral("Succeeded"), SeriesTone::good, {1, 8}}}};
    return report;
}

// Fields of each record, as RFC 4180 says; a fault is an empty list.
QList<QStringList> parseCsv(const QByteArray &bytes)
{
    const QString text = QString::fromUtf8(bytes);
    QList<QStringList> records;
    QStringList fields;
    QString field;
    bool quoted = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (quoted && c == u'"' && i + 1 < text.size() && text[i + 1] == u'"')
            field += text[++i];
        else if (c == u'"')
            quoted = !quoted;
        else if (!quoted && c == u',') {
            fields.append(field);
            field.clear();
        } else if (!quoted && c == u'\r' && i + 1 < text.size() && text[i + 1] == u'\n') {
            ++i;
            fields.append(field);
            field.clear();
            records.append(fields);
            fields.clear();
        } else {
            field += c;
        }
    }
    return quoted || !field.isEmpty() || !fields.isEmpty() ? QList<QStringList>() : records;
}

struct Page {
    QStringList cells;
    QStringList heads;
    QStringList titles;  // of the chart's parts
    QList<double> widths;
    QStringList elements;
    QStringList attributes;
    QString text;
    QString fault;
};

Page parseHtml(const QByteArray &html)
{
    Page page;
    QXmlStreamReader reader(html);
    QStringList open;
    QString text;
    while (!reader.atEnd()) {
        reader.readNext();
        if (reader.isStartElement()) {
            open.append(reader.name().toString());
            page.elements.append(open.last());
            text.clear();
            for (const QXmlStreamAttribute &attribute : reader.attributes())
                page.attributes.append(attribute.name().toString());
            if (open.last() == u"rect" && open.contains(QStringLiteral("svg")) && reader.attributes().value(QStringLiteral("height")) == u"18")
                page.widths.append(reader.attributes().value(QStringLiteral("width")).toDouble());
        } else if (reader.isCharacters()) {
            text += reader.text();
            page.text += reader.text();
        } else if (reader.isEndElement()) {
            const QString name = open.takeLast();
            if (name == u"td")
                page.cells.append(text);
            else if (name == u"th")
                page.heads.append(text);
            else if (name == u"title" && open.contains(QStringLiteral("svg")))
                page.titles.append(text);
        }
    }
    page.fault = reader.hasError() ? reader.errorString() : QString();
    return page;
}

} // namespace

class FormatsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void csvIsReadBack();
    void jsonIsReadBack();
    void htmlIsReadBack();
    void htmlNeedsNothingElse();
    void seriesOfOneToneAreToldApart();
    void eachFormatIsAFile();
    void textIsAlignedAndHarmless();
    void anEmptyReportSaysSo();
    void whatIsLeftOutIsSaid();
    void durationsAreReadable_data();
    void durationsAreReadable();
};

void FormatsTest::csvIsReadBack()
{
    const QList<QStringList> records = parseCsv(reportCsv(sample()));
    QCOMPARE(records.size(), 3);
    QCOMPARE(records[0], (QStringList{QStringLiteral("program"), QStringLiteral("state"), QStringLiteral("count"), QStringLiteral("rate"),
                                      QStringLiteral("median"), QStringLiteral("last"), QStringLiteral("codes")}));
    QCOMPARE(records[1], (QStringList{u'\'' + nasty, QStringLiteral("restartPending"), QStringLiteral("12"), QStringLiteral("0.2500"), QStringLiteral("61.499"),
                                      QStringLiteral("2026-01-05T08:00:00Z"), QStringLiteral("1603: 9; 0: 2; -1: 1")}));
    QCOMPARE(records[2], (QStringList{QStringLiteral("plain"), QStringLiteral("failed"), QStringLiteral("-3"), {}, {}, {}, {}}));
    Report report = sample();
    report.rows[1].cells[6] = ReturnCodeCounts{{-1, 4}}; // its text begins with a minus and is no number
    QCOMPARE(parseCsv(reportCsv(report))[2][6], QStringLiteral("'-1: 4"));
}

void FormatsTest::jsonIsReadBack()
{
    QJsonParseError error;
    const QJsonObject json = QJsonDocument::fromJson(QJsonDocument(reportJson(sample())).toJson(), &error).object();
    QCOMPARE(error.error, QJsonParseError::NoError);
    QCOMPARE(json[u"report"].toString(), QStringLiteral("by-program"));
    QCOMPARE(json[u"made"].toString(), QStringLiteral("2026-01-05T08:00:00Z"));
    QCOMPARE(json[u"filter"].toArray().size(), 2);
    QCOMPARE(json[u"columns"].toArray().size(), 7);
    QCOMPARE(json[u"columns"][4][u"type"].toString(), QStringLiteral("duration"));
    const QJsonObject row = json[u"rows"][0].toObject();
    QCOMPARE(row[u"program"].toString(), nasty);
    QCOMPARE(row[u"state"].toString(), QStringLiteral("restartPending"));
    QCOMPARE(row[u"count"].toInt(), 12);
    QCOMPARE(row[u"rate"].toDouble(), 0.25);
    QCOMPARE(row[u"median"].toDouble(), 61.499);
    QCOMPARE(row[u"last"].toString(), QStringLiteral("2026-01-05T08:00:00Z"));
    QCOMPARE(row[u"codes"][0][u"code"].toInt(), 1603);
    QCOMPARE(row[u"codes"][0][u"count"].toInt(), 9);
    QCOMPARE(row[u"codes"][0][u"name"].toString(), QStringLiteral("ERROR_INSTALL_FAILURE"));
    QVERIFY(row[u"codes"][2][u"meaning"].isNull());
    const QJsonObject unknown = json[u"rows"][1].toObject();
    for (const char16_t *key : {u"rate", u"median", u"last", u"codes"})
        QVERIFY(unknown.contains(QStringView(key)) && unknown[QStringView(key)].isNull());
    QCOMPARE(json[u"chart"][u"categories"].toArray(), (QJsonArray{QStringLiteral("<one>"), QStringLiteral("two")}));
    QCOMPARE(json[u"chart"][u"series"][0][u"values"].toArray(), (QJsonArray{3, 0}));
    Report bare = sample();
    bare.chart = {};
    QVERIFY(reportJson(bare)[u"chart"].isNull());
}

void FormatsTest::htmlIsReadBack()
{
    const Page page = parseHtml(reportHtml(sample()));
    QCOMPARE(page.fault, QString());
    QCOMPARE(page.heads, (QStringList{QStringLiteral("Program"), QStringLiteral("State"), QStringLiteral("Count"), QStringLiteral("Rate"),
                                      QStringLiteral("Median"), QStringLiteral("Last (UTC)"), QStringLiteral("Codes")}));
    QCOMPARE(page.cells.size(), 14);
    QVERIFY(page.cells[0].startsWith(QString::fromUtf8("=cmd|' /C calc'!A0, \"quoted\" <script>alert(1)</script> & Größe 東京 second line")));
    QCOMPARE(page.cells.mid(1, 6), (QStringList{QStringLiteral("restart pending"), QStringLiteral("12"), QStringLiteral("25.0 %"), QStringLiteral("1 min 1 s"),
                                                QStringLiteral("2026-01-05 08:00:00"), QStringLiteral("1603:\u00a09, 0:\u00a02, -1:\u00a01")})); // each on one line
    QCOMPARE(page.cells.mid(10), (QStringList{{}, {}, {}, {}}));
    // Nothing for a part of no length; a part says what it is, and the longest bar fills the width.
    QCOMPARE(page.titles, (QStringList{QStringLiteral("<one>, Failed: 3"), QStringLiteral("<one>, Succeeded: 1"), QStringLiteral("two, Succeeded: 8")}));
    QCOMPARE(page.widths, (QList<double>{210, 70, 560}));
    QVERIFY(page.text.contains(QStringLiteral("1603 (ERROR_INSTALL_FAILURE): the installation failed")));
    QVERIFY(page.text.contains(QStringLiteral("task 'A & B', computers '<*>'")));
    QVERIFY(page.text.contains(QStringLiteral("Made 2026-01-05 08:00:00 UTC")));
}

void FormatsTest::htmlNeedsNothingElse()
{
    const QByteArray html = reportHtml(sample());
    const Page page = parseHtml(html);
    for (const char *element : {"script", "link", "img", "iframe", "object", "a"})
        QVERIFY2(!page.elements.contains(QString::fromLatin1(element)), element);
    for (const char *attribute : {"src", "href", "onload", "onclick"})
        QVERIFY2(!page.attributes.contains(QString::fromLatin1(attribute)), attribute);
    QVERIFY(html.startsWith("<!DOCTYPE html>"));
    QVERIFY(html.contains("default-src 'none'") && html.contains("prefers-color-scheme:dark") && html.contains("charset=\"utf-8\""));
    QVERIFY(!html.contains("http://") && !html.contains("https://") && !html.contains('\x1b'));
    QCOMPARE(reportHtml(sample()), html);
}

void FormatsTest::seriesOfOneToneAreToldApart()
{
    Report report = sample();
    QVERIFY(!reportHtml(report).contains("fill-opacity"));
    report.chart.series.push_back({QStringLiteral("Timed out"), SeriesTone::bad, {1, 1}});
    QVERIFY(report.chart.repeatsTone(2));
    QVERIFY(!report.chart.repeatsTone(0));
    QCOMPARE(reportHtml(report).count("class=\"bad\" fill-opacity=\"0.5\""), 3); // in the legend and in both bars
}

void FormatsTest::eachFormatIsAFile()
{
    const Report report = sample();
    QCOMPARE(reportBytes(report, ReportFormat::text), reportText(report).toUtf8());
    QCOMPARE(reportBytes(report, ReportFormat::csv), reportCsv(report));
    QCOMPARE(reportBytes(report, ReportFormat::html), reportHtml(report));
    const QByteArray json = reportBytes(report, ReportFormat::json);
    QVERIFY(json.endsWith("}\n"));
    QCOMPARE(QJsonDocument::fromJson(json).object(), reportJson(report));
}

void FormatsTest::textIsAlignedAndHarmless()
{
    Report report = sample();
    report.columns.erase(report.columns.begin() + 3, report.columns.end());
    for (ReportRow &row : report.rows)
        row.cells.resize(3);
    report.rows[0].cells[0] = QStringLiteral("two\nlines\x1b[31m");
    const QString text = reportText(report);
    QCOMPARE(text, QString::fromUtf8("By program: task 'A & B', computers '<*>'\n"
                                     "Program         State            Count\n"
                                     "two lines\uFFFD[31m  restart pending     12\n"
                                     "plain           failed              -3\n"));
    QVERIFY(reportText(sample()).endsWith(QStringLiteral("What these codes usually stand for (a program may have its own):\n1603 (ERROR_INSTALL_FAILURE): the installation failed; its log (msiexec /l*v) says where\n")));
}

void FormatsTest::anEmptyReportSaysSo()
{
    Report report = sample();
    report.rows.clear();
    report.chart = {};
    report.filter.clear();
    QCOMPARE(reportText(report), QStringLiteral("By program\nnothing to report\n"));
    QCOMPARE(parseCsv(reportCsv(report)).size(), 1);
    QCOMPARE(reportJson(report)[u"rows"].toArray(), QJsonArray());
    const Page page = parseHtml(reportHtml(report));
    QCOMPARE(page.fault, QString());
    QVERIFY(page.text.contains(QStringLiteral("Nothing to report.")) && !page.elements.contains(QStringLiteral("table")));
}

void FormatsTest::whatIsLeftOutIsSaid()
{
    Report report = sample();
    report.leftOut = 41;
    QVERIFY(reportText(report).contains(QString::fromUtf8("… and 41 more")));
    QCOMPARE(reportJson(report)[u"leftOut"].toInt(), 41);
    QVERIFY(parseHtml(reportHtml(report)).text.contains(QStringLiteral("41 more rows are left out.")));
}

void FormatsTest::durationsAreReadable_data()
{
    QTest::addColumn<qint64>("milliseconds");
    QTest::addColumn<QString>("text");
    const auto row = [](qint64 milliseconds, const char *text) { QTest::addRow("%s", text) << milliseconds << QString::fromLatin1(text); };
    row(0, "0.0 s");
    row(3249, "3.2 s");
    row(59'949, "59.9 s");
    row(59'950, "1 min 0 s");
    row(370'499, "6 min 10 s");
    row(7'500'000, "2 h 5 min");
    row(273'600'000, "3 d 4 h");
}

void FormatsTest::durationsAreReadable()
{
    QFETCH(qint64, milliseconds);
    QTEST(durationText(milliseconds), "text");
}

QTEST_GUILESS_MAIN(FormatsTest)
#include "formats_test.moc"
