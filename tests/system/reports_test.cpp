// Reports through the real seriatimctl, over what a real agent reported; and the worked examples of docs/support.md.
#include "tests/support/binaries.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace seriatim::test;

namespace {

QByteArray fileText(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// Words of a shell's line: parted by spaces, quotation marks taken off.
QStringList shellWords(const QString &line)
{
    return QProcess::splitCommand(line);
}

// What differs from one day and one computer to the next.
QString timeless(const QString &line)
{
    static const QRegularExpression moment(QStringLiteral("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d"));
    static const QRegularExpression length(QStringLiteral("\\d+(\\.\\d| min \\d+) s"));
    QString text = line;
    text.replace(moment, QStringLiteral("TIME")).replace(length, QStringLiteral("LENGTH"));
    return text.simplified();
}

struct Example {
    QString command;
    QStringList answer; // "…" stands for any lines
};

// Of the fenced blocks that begin with a prompt.
QList<Example> examplesIn(const QString &document)
{
    QList<Example> examples;
    bool inBlock = false;
    for (const QString &line : document.split(u'\n')) {
        if (line.startsWith(QStringLiteral("```"))) {
            inBlock = !inBlock;
            if (inBlock)
                examples.append(Example());
        } else if (inBlock && line.startsWith(QStringLiteral("$ "))) {
            examples.append({line.mid(2), {}});
        } else if (inBlock) {
            examples.last().answer.append(line);
        }
    }
    examples.removeIf([](const Example &example) { return example.command.isEmpty(); });
    return examples;
}

// The first line that is not as the document says; empty where all are.
QString difference(const QStringList &expected, const QStringList &answer)
{
    qsizetype at = 0;
    for (qsizetype i = 0; i < expected.size(); ++i) {
        if (expected[i] == u"…") {
            if (i + 1 == expected.size())
                return {};
            while (at < answer.size() && timeless(answer[at]) != timeless(expected[i + 1]))
                ++at;
            continue;
        }
        if (at >= answer.size() || timeless(answer[at]) != timeless(expected[i]))
            return QStringLiteral("expected '%1', got '%2'").arg(expected[i], answer.value(at, QStringLiteral("the end")));
        ++at;
    }
    return at == answer.size() ? QString() : QStringLiteral("there is more: '%1'").arg(answer[at]);
}

} // namespace

class ReportsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void listsTheReports();
    void everyReportInEveryFormat_data();
    void everyReportInEveryFormat();
    void saysWhatTheAgentReported();
    void saysWhyNothingRuns();
    void narrowsByEverything();
    void writesFilesWholeOrNotAtAll();
    void nothingIsChangedByLooking();
    void wrongUse_data();
    void wrongUse();
    void theExamplesOfTheDocumentation_data();
    void theExamplesOfTheDocumentation();
    void keepsHistoryForANumberOfDays();

private:
    Outcome report(const QStringList &arguments) const { return m_sandbox.ctl(QStringList{QStringLiteral("report")} + arguments); }
    QJsonArray rows(const QStringList &arguments) const { return report(arguments + QStringList{QStringLiteral("--json")}).json()[u"rows"].toArray(); }

    Sandbox m_sandbox; // with the sample sequences, run once
};

void ReportsTest::initTestCase()
{
    const QString folder = QStringLiteral(SERIATIM_SOURCE_DIR "/resources/samples");
    const QByteArray definition = fileText(folder + QStringLiteral("/samples.seriatim.xml")).replace("@SAMPLES@", folder.toHtmlEscaped().toUtf8());
    const Outcome imported = m_sandbox.import(definition);
    QVERIFY2(imported.exitCode == 0, told(imported));
    const Outcome done = m_sandbox.run(seriatimAgent(), {QStringLiteral("--home"), m_sandbox.path(QStringLiteral("home")), QStringLiteral("--store"), m_sandbox.store(),
                                                         QStringLiteral("--computer"), QStringLiteral("DEMO-PC"), QStringLiteral("--once")});
    QVERIFY2(done.exitCode == 3, told(done)); // one of the three does not succeed
}

void ReportsTest::listsTheReports()
{
    const Outcome listed = report({});
    QCOMPARE(listed.exitCode, 0);
    QCOMPARE(listed.out.count('\n'), 8);
    const QJsonArray reports = report({QStringLiteral("--json")}).json()[u"reports"].toArray();
    QCOMPARE(reports.size(), 8);
    for (const QJsonValue one : reports)
        QVERIFY(listed.out.contains(one[u"name"].toString().leftJustified(16).toUtf8() + ' ' + one[u"sentence"].toString().toUtf8() + '\n'));
}

void ReportsTest::everyReportInEveryFormat_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name : {"by-task", "by-program", "by-computer", "restarts", "not-reported", "restart-pending", "portal-requests", "changes"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void ReportsTest::everyReportInEveryFormat()
{
    QFETCH(QString, name);
    const Outcome text = report({name});
    QVERIFY2(text.exitCode == 0 && text.err.isEmpty() && text.out.count('\n') >= 2, told(text));
    const QJsonObject json = report({name, QStringLiteral("--json")}).json();
    QCOMPARE(json[u"report"].toString(), name);
    const Outcome csv = report({name, QStringLiteral("--csv")});
    QCOMPARE(csv.exitCode, 0);
    QCOMPARE(csv.out.count("\r\n"), json[u"rows"].toArray().size() + 1);
    QStringList keys;
    for (const QJsonValue column : json[u"columns"].toArray())
        keys.append(column[u"name"].toString());
    QVERIFY(csv.out.startsWith(keys.join(u',').toUtf8() + "\r\n"));
    const Outcome html = report({name, QStringLiteral("--html")});
    QVERIFY(html.exitCode == 0 && html.out.startsWith("<!DOCTYPE html>") && html.out.endsWith("</html>\n"));
    QCOMPARE(html.out.count("<tr>"), json[u"rows"].toArray().isEmpty() ? 0 : json[u"rows"].toArray().size() + 1);
}

void ReportsTest::saysWhatTheAgentReported()
{
    QJsonObject monitoring;
    for (const QJsonValue row : rows({QStringLiteral("by-task")})) {
        QCOMPARE(row[u"computers"].toInt(), 1);
        if (row[u"task"].toString().startsWith(QStringLiteral("Monitoring")))
            monitoring = row.toObject();
        else
            QCOMPARE(row[u"succeeded"].toInt(), 1);
    }
    QCOMPARE(monitoring[u"failed"].toInt(), 1);
    QCOMPARE(monitoring[u"successRate"].toDouble(), 0);
    QVERIFY(monitoring[u"medianRun"].isDouble() && monitoring[u"lastReport"].isString());
    const QJsonValue driver = rows({QStringLiteral("by-program")}).first();
    QCOMPARE(driver[u"program"].toString(), QStringLiteral("Monitoring Tools/Install driver"));
    QCOMPARE(driver[u"failureRate"].toDouble(), 1);
    QCOMPARE(driver[u"returnCodes"][0][u"code"].toInt(), 67);
    const QJsonValue computer = rows({QStringLiteral("by-computer")}).first();
    QCOMPARE(computer[u"tasks"].toInt(), 3);
    QCOMPARE(computer[u"failed"].toInt(), 1);
    QCOMPARE(computer[u"restarts"].toInt(), 1);
    QCOMPARE(rows({QStringLiteral("restarts")}).first()[u"task"].toString(), QStringLiteral("Office suite with a restart"));
    QVERIFY(rows({QStringLiteral("not-reported")}).isEmpty());
    QVERIFY(rows({QStringLiteral("changes")}).size() >= 3);
}

void ReportsTest::saysWhyNothingRuns()
{
    const QStringList why{QStringLiteral("why"), QStringLiteral("Monitoring with a faulty driver")};
    const QJsonObject json = m_sandbox.ctl(why + QStringList{QStringLiteral("demo-pc"), QStringLiteral("--json")}).json();
    QCOMPARE(json[u"computers"][0][u"computer"].toString(), QStringLiteral("DEMO-PC"));
    QCOMPARE(json[u"computers"][0][u"cause"].toString(), QStringLiteral("done"));
    QCOMPARE(json[u"computers"][0][u"running"].toBool(true), false);
    QCOMPARE(json[u"causes"], QJsonObject({{QStringLiteral("done"), 1}}));
    const Outcome text = m_sandbox.ctl(why);
    QVERIFY2(text.exitCode == 0 && text.out.startsWith("DEMO-PC: done: It failed at "), told(text));
    const Outcome csv = m_sandbox.ctl(why + QStringList{QStringLiteral("--csv")});
    QVERIFY2(csv.out.startsWith("computer,running,cause,sentence,until,reported\r\nDEMO-PC,false,done,"), told(csv));
    const Outcome none = m_sandbox.ctl(why + QStringList{QStringLiteral("--cause"), QStringLiteral("agentMissing")});
    QVERIFY2(none.exitCode == 0 && none.out == "no computer with this cause\n", told(none));
    const auto fault = [&](const QStringList &more, int exitCode, const QStringList &mentions) { return refusalFault(m_sandbox.ctl(why + more), exitCode, mentions); };
    QCOMPARE(fault({QStringLiteral("PC-9")}, 1, {QStringLiteral("PC-9"), QStringLiteral("has never reported")}), QByteArray());
    QCOMPARE(fault({QStringLiteral("--cause"), QStringLiteral("moon")}, 2, {QStringLiteral("moon"), QStringLiteral("agentMissing")}), QByteArray());
    QCOMPARE(fault({QStringLiteral("--csv"), QStringLiteral("--json")}, 2, {QStringLiteral("choose one")}), QByteArray());
}

void ReportsTest::narrowsByEverything()
{
    const QString byTask = QStringLiteral("by-task");
    QCOMPARE(rows({byTask, QStringLiteral("--task"), QStringLiteral("office suite with a restart")}).size(), 1);
    QCOMPARE(rows({QStringLiteral("by-program"), QStringLiteral("--program"), QStringLiteral("Monitoring Tools")}).size(), 4);
    QCOMPARE(rows({QStringLiteral("by-program"), QStringLiteral("--program"), QStringLiteral("Monitoring Tools/Install probe")}).size(), 1);
    QCOMPARE(rows({QStringLiteral("by-computer"), QStringLiteral("--computer"), QStringLiteral("demo*")}).size(), 1);
    QCOMPARE(rows({QStringLiteral("by-computer"), QStringLiteral("--computer"), QStringLiteral("other")}).size(), 0);
    QCOMPARE(rows({QStringLiteral("by-computer"), QStringLiteral("--days"), QStringLiteral("1")}).size(), 1);
    QCOMPARE(rows({QStringLiteral("by-computer"), QStringLiteral("--until"), QStringLiteral("2026-01-05")}).size(), 0);
    QCOMPARE(rows({QStringLiteral("by-computer"), QStringLiteral("--since"), QStringLiteral("2026-01-05 08:00")}).size(), 1);
    QCOMPARE(rows({QStringLiteral("by-program"), QStringLiteral("--limit"), QStringLiteral("2")}).size(), 2);
    const QByteArray text = report({byTask, QStringLiteral("--computer"), QStringLiteral("DEMO"), QStringLiteral("--since"), QStringLiteral("2026-01-05")}).out;
    QVERIFY2(text.startsWith("By task: computers 'DEMO', since 2026-01-05 00:00:00 UTC\n"), text);
}

void ReportsTest::writesFilesWholeOrNotAtAll()
{
    const QString target = m_sandbox.path(QStringLiteral("report.csv"));
    const QByteArray csv = report({QStringLiteral("changes"), QStringLiteral("--csv")}).out;
    m_sandbox.write(QStringLiteral("report.csv"), "before");
    const Outcome written = report({QStringLiteral("changes"), QStringLiteral("--csv"), QStringLiteral("-o"), target});
    QVERIFY2(written.exitCode == 0 && written.out.startsWith("wrote " + target.toUtf8()), told(written));
    QCOMPARE(m_sandbox.read(QStringLiteral("report.csv")), csv);
    const QJsonObject json = report({QStringLiteral("by-task"), QStringLiteral("--json"), QStringLiteral("-o"), target}).json();
    QCOMPARE(json[u"file"].toString(), target);
    QCOMPARE(json[u"rows"].toInt(), 3);
    QVERIFY(m_sandbox.read(QStringLiteral("report.csv")).startsWith("{\"chart\":"));
    QCOMPARE(report({QStringLiteral("changes"), QStringLiteral("--csv"), QStringLiteral("-o"), QStringLiteral("-")}).out, csv);
    const QString nowhere = m_sandbox.path(QStringLiteral("no folder/report.html"));
    QCOMPARE(refusalFault(report({QStringLiteral("by-task"), QStringLiteral("--html"), QStringLiteral("-o"), nowhere}), 1, {nowhere}), QByteArray());
    const QByteArray before = m_sandbox.read(QStringLiteral("report.csv"));
    QCOMPARE(refusalFault(report({QStringLiteral("by-task"), QStringLiteral("--task"), QStringLiteral("None"), QStringLiteral("-o"), target}), 1, {QStringLiteral("None")}), QByteArray());
    QCOMPARE(m_sandbox.read(QStringLiteral("report.csv")), before);
}

void ReportsTest::nothingIsChangedByLooking()
{
    const QByteArray before = m_sandbox.read(QStringLiteral("the.store"));
    for (const char *name : {"by-task", "by-program", "not-reported", "portal-requests", "changes"})
        QCOMPARE(report({QString::fromLatin1(name)}).exitCode, 0);
    QCOMPARE(m_sandbox.read(QStringLiteral("the.store")), before);
}

void ReportsTest::wrongUse_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("mention");
    const auto row = [](const char *arguments, int exitCode, const char *mention) {
        QTest::newRow(arguments) << shellWords(QString::fromUtf8(arguments)) << exitCode << QString::fromUtf8(mention);
    };
    row("by-moon", 2, "use by-task, by-program");
    row("by-task by-program", 2, "usage: seriatimctl report");
    row("by-task --json --csv", 2, "choose one");
    row("by-task --csv --html", 2, "choose one");
    row("by-task --html --pdf -o x.pdf", 2, "choose one");
    row("--csv", 2, "which report?");
    row("--pdf -o x.pdf", 2, "which report?");
    row("by-task --pdf", 2, "-o FILE");
    row("by-task --pdf --output=", 2, "--output is empty");
    row("by-task --task None", 1, "None");
    row("by-task --task=", 2, "--task is empty");
    row("by-task --program Suite", 2, "it can by task, computer, collection, since, until and days");
    row("by-program --program None/None", 1, "None/None");
    row("by-task --collection None", 1, "None");
    row("by-task --since yesterday", 2, "2026-02-10 09:00");
    row("by-task --until 2026-02-30", 2, "--until is '2026-02-30'");
    row("by-task --since 2026-02-10 --until 2026-02-09", 2, "ends before it begins");
    row("by-task --since 2026-02-10 --days 3", 2, "give one of them");
    row("not-reported --days 0", 2, "--days is '0'");
    row("not-reported --days many", 2, "--days is 'many'");
    row("not-reported --since 2026-02-10", 2, "cannot be narrowed by since");
    row("by-task --limit -1", 2, "--limit is '-1'");
    row("by-task --moon", 2, "moon");
    row("by-task --output=", 2, "--output is empty");
}

void ReportsTest::wrongUse()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, exitCode);
    QFETCH(QString, mention);
    const Outcome outcome = report(arguments);
    const QByteArray fault = refusalFault(outcome, exitCode, {mention});
    QVERIFY2(fault.isEmpty(), fault);
}

void ReportsTest::theExamplesOfTheDocumentation_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QStringList>("answer");
    static const QRegularExpression checked(QStringLiteral("^seriatimctl (status|explain|why|report)\\b"));
    int number = 0;
    for (const Example &example : examplesIn(QString::fromUtf8(fileText(QStringLiteral(SERIATIM_SOURCE_DIR "/docs/support.md"))))) {
        // That task is of another store, and what it shows needs a crash first.
        if (checked.match(example.command).hasMatch() && !example.command.contains(QStringLiteral("Slow rollout")))
            QTest::addRow("%d %s", ++number, qPrintable(example.command)) << shellWords(example.command).mid(1) << example.answer;
    }
    QVERIFY(number >= 10);
}

void ReportsTest::theExamplesOfTheDocumentation()
{
    QFETCH(QStringList, arguments);
    QFETCH(QStringList, answer);
    const Outcome outcome = m_sandbox.ctl(arguments);
    QVERIFY2(outcome.exitCode == 0, told(outcome));
    // The administrator of the documentation is whoever runs this test.
    const QString who = rows({QStringLiteral("changes")}).first()[u"who"].toString();
    const QString text = QString::fromUtf8(outcome.out).replace(QRegularExpression(QStringLiteral("\\b%1\\b").arg(QRegularExpression::escape(who))), QStringLiteral("alice"));
    const QStringList lines = text.split(u'\n', Qt::SkipEmptyParts);
    const QString fault = difference(answer, lines);
    QVERIFY2(fault.isEmpty(), qPrintable(fault + u'\n' + lines.join(u'\n')));
}

// Last: it changes the store.
void ReportsTest::keepsHistoryForANumberOfDays()
{
    const auto store = [&](const QStringList &arguments) { return m_sandbox.ctl(QStringList{QStringLiteral("store")} + arguments); };
    const QString retention = QStringLiteral("retention");
    const QString json = QStringLiteral("--json");
    QCOMPARE(store({retention}).out, QByteArray("events are kept for ever\n"));
    QCOMPARE(store({QStringLiteral("compact")}).out, QByteArray("events are kept for ever, so nothing was removed; 'store retention --days N' changes that\n"));
    QCOMPARE(store({retention, QStringLiteral("--days"), QStringLiteral("90")}).out, QByteArray("events are kept for 90 days\n"));
    QVERIFY(store({retention, json}).json() == QJsonObject({{QStringLiteral("days"), 90}, {QStringLiteral("completeSince"), QJsonValue()}}));
    const QJsonObject compacted = store({QStringLiteral("compact"), json}).json();
    QCOMPARE(compacted[u"removed"].toInt(-1), 0); // all of today
    QCOMPARE(compacted[u"complete"].toBool(), true);
    const Outcome history = store({QStringLiteral("history"), QStringLiteral("Office suite with a restart"), json});
    QVERIFY2(history.json()[u"counts"].toArray().size() >= 5, told(history));
    QCOMPARE(store({QStringLiteral("check")}).out, QByteArray("the store is sound\n"));
    QVERIFY(store({QStringLiteral("repair"), json}).json() == QJsonObject({{QStringLiteral("repairedStatuses"), 0}, {QStringLiteral("repairedTotals"), 0}}));
    const QJsonObject events = m_sandbox.ctl({QStringLiteral("status"), QStringLiteral("Office suite with a restart"), QStringLiteral("--computer"),
                                              QStringLiteral("DEMO-PC"), QStringLiteral("--events"), json}).json();
    QCOMPARE(events[u"removed"].toInt(-1), 0);
    QVERIFY(rows({QStringLiteral("changes")}).first()[u"changes"].toString().contains(QStringLiteral("history is kept for 90 days; it was for ever")));
    for (const char *wrong : {"0", "many", "36501"})
        QCOMPARE(refusalFault(store({retention, QStringLiteral("--days"), QString::fromLatin1(wrong)}), 2, {QString::fromLatin1(wrong)}), QByteArray());
    QCOMPARE(refusalFault(store({retention, QStringLiteral("--days"), QStringLiteral("1"), QStringLiteral("--forever")}), 2, {QStringLiteral("choose one")}), QByteArray());
    QCOMPARE(refusalFault(store({QStringLiteral("history"), QStringLiteral("None")}), 1, {QStringLiteral("None")}), QByteArray());
}

QTEST_GUILESS_MAIN(ReportsTest)
#include "reports_test.moc"
