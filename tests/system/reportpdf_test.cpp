// Reports as PDFs: the real seriatimctl, which starts the real console for them, without a display.
#include "tests/support/binaries.h"
#include "tests/support/processes.h"

#include <QDir>
#include <QRegularExpression>
#include <QTest>

using namespace seriatim::test;

namespace {

constexpr int programs = 60; // more than a page has room for
constexpr int patience = 60'000;

int pagesOf(const QByteArray &pdf)
{
    static const QRegularExpression count(QStringLiteral("/Type /Pages\\b.*?/Count (\\d+)"), QRegularExpression::DotMatchesEverythingOption);
    return count.match(QString::fromLatin1(pdf)).captured(1).toInt();
}

bool isWholePdf(const QByteArray &bytes)
{
    return bytes.startsWith("%PDF-1.") && bytes.trimmed().endsWith("%%EOF");
}

} // namespace

class ReportPdfTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void aFileHasThePagesOfTheReport();
    void everyReportCanBeHad_data();
    void everyReportCanBeHad();
    void standardOutputIsGivenIfItIsNamed();
    void filtersAreThoseOfTheOtherFormats_data();
    void filtersAreThoseOfTheOtherFormats();
    void wrongFiltersAreRefusedInTheSameWords_data();
    void wrongFiltersAreRefusedInTheSameWords();
    void theConsoleRefusesWhatItDoesNotTake();
    void aFileIsReplacedWholeOrNotAtAll();
    void nothingElseIsWritten();
    void withoutAConsoleSaysWhatToDo();
    void aConsoleOnThePathWillDo();
    void passesOnWhatTheConsoleSays_data();
    void passesOnWhatTheConsoleSays();
    void aSignalEndsTheConsole_data();
    void aSignalEndsTheConsole();

private:
    Outcome report(const QStringList &arguments) const { return m_sandbox->ctl(QStringList{QStringLiteral("report")} + arguments); }
    Outcome pdf(const QStringList &arguments) const { return report(arguments + QStringList{QStringLiteral("--pdf"), QStringLiteral("-o"), target()}); }
    QString target() const { return m_sandbox->path(QStringLiteral("report.pdf")); }
    QByteArray written() const { return m_sandbox->read(QStringLiteral("report.pdf")); }
    QString aloneWith(const QByteArray &console) const;
    QStringList toTarget() const;

    std::unique_ptr<Sandbox> m_sandbox; // with a task that was run once
};

void ReportPdfTest::initTestCase()
{
    m_sandbox = std::make_unique<Sandbox>();
    QList<Step> steps;
    for (int i = 1; i <= programs; ++i)
        steps.append({QStringLiteral("step %1").arg(i), note(QStringLiteral("step"))});
    QCOMPARE(m_sandbox->import(definitionOf({.steps = steps})).exitCode, 0);
    const Outcome done = m_sandbox->agent();
    QVERIFY2(done.exitCode == 0, told(done));
}

void ReportPdfTest::init()
{
    QFile::remove(target());
    QDir(m_sandbox->path(QStringLiteral("alone"))).removeRecursively();
}

// A seriatimctl in a folder of its own, beside a console that is this script, or none where that is empty.
QString ReportPdfTest::aloneWith(const QByteArray &console) const
{
    const QString folder = m_sandbox->path(QStringLiteral("alone"));
    QDir().mkpath(folder);
    const QString copy = folder + QStringLiteral("/seriatimctl");
    [&] { QVERIFY(QFile::copy(seriatimctl(), copy)); }();
    if (!console.isEmpty()) {
        const QString script = m_sandbox->write(QStringLiteral("alone/seriatim"), "#!/bin/sh\n" + console);
        [&] { QVERIFY(QFile::setPermissions(script, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner)); }();
    }
    return copy;
}

QStringList ReportPdfTest::toTarget() const
{
    return {QStringLiteral("--store"), m_sandbox->store(), QStringLiteral("report"), QStringLiteral("by-task"), QStringLiteral("--pdf"), QStringLiteral("-o"), target()};
}

void ReportPdfTest::aFileHasThePagesOfTheReport()
{
    m_sandbox->write(QStringLiteral("report.pdf"), "before");
    const Outcome whole = pdf({QStringLiteral("by-program")});
    QVERIFY2(whole.exitCode == 0 && whole.err.isEmpty(), told(whole));
    QCOMPARE(whole.out, "wrote " + target().toUtf8() + ": " + QByteArray::number(programs) + " rows\n");
    QVERIFY(isWholePdf(written()));
    QVERIFY2(pagesOf(written()) > 1, QByteArray::number(pagesOf(written())));
    const Outcome short_ = pdf({QStringLiteral("by-program"), QStringLiteral("--limit"), QStringLiteral("1")});
    QVERIFY2(short_.out.endsWith(": 1 row\n"), told(short_));
    QCOMPARE(pagesOf(written()), 1);
}

void ReportPdfTest::everyReportCanBeHad_data()
{
    QTest::addColumn<QString>("name");
    for (const QJsonValue one : report({QStringLiteral("--json")}).json()[u"reports"].toArray())
        QTest::newRow(qPrintable(one[u"name"].toString())) << one[u"name"].toString();
}

void ReportPdfTest::everyReportCanBeHad()
{
    QFETCH(QString, name);
    const Outcome made = pdf({name});
    QVERIFY2(made.exitCode == 0 && made.err.isEmpty(), told(made));
    QVERIFY(isWholePdf(written()) && pagesOf(written()) >= 1);
}

void ReportPdfTest::standardOutputIsGivenIfItIsNamed()
{
    const Outcome made = report({QStringLiteral("by-task"), QStringLiteral("--pdf"), QStringLiteral("-o"), QStringLiteral("-")});
    QVERIFY2(made.exitCode == 0 && made.err.isEmpty(), made.err);
    QVERIFY(isWholePdf(made.out)); // and nothing beside it
    QCOMPARE(pagesOf(made.out), 1);
    QCOMPARE(refusalFault(report({QStringLiteral("by-task"), QStringLiteral("--pdf")}), 2, {QStringLiteral("-o FILE"), QStringLiteral("-o -")}), QByteArray());
}

void ReportPdfTest::filtersAreThoseOfTheOtherFormats_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("rows");
    const auto row = [](const char *arguments, int rows) { QTest::newRow(arguments) << QProcess::splitCommand(QString::fromLatin1(arguments)) << rows; };
    row("by-task --task Rollout", 1);
    row("by-program --program \"Suite/step 7\"", 1);
    row("by-program --program Suite --limit 3", 3);
    row("by-computer --computer PC", 1);
    row("by-computer --computer=--other", 0);
    row("by-computer --until 2026-01-05", 0);
    row("by-computer --since \"2026-01-05 08:00\"", 1);
    row("by-computer --days 1", 1);
}

void ReportPdfTest::filtersAreThoseOfTheOtherFormats()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, rows);
    QCOMPARE(report(arguments + QStringList{QStringLiteral("--json")}).json()[u"rows"].toArray().size(), rows);
    const Outcome made = pdf(arguments);
    QVERIFY2(made.out.endsWith(": " + QByteArray::number(rows) + (rows == 1 ? " row\n" : " rows\n")), told(made));
}

void ReportPdfTest::wrongFiltersAreRefusedInTheSameWords_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("exitCode");
    const auto row = [](const char *arguments, int exitCode) { QTest::newRow(arguments) << QProcess::splitCommand(QString::fromLatin1(arguments)) << exitCode; };
    row("by-moon", 2);
    row("by-task --task None", 1);
    row("by-task --task=", 2);
    row("by-task --program Suite", 2);
    row("by-program --program None/None", 1);
    row("by-task --collection None", 1);
    row("by-task --since yesterday", 2);
    row("by-task --since 2026-02-10 --until 2026-02-09", 2);
    row("not-reported --days 0", 2);
    row("by-task --limit many", 2);
}

void ReportPdfTest::wrongFiltersAreRefusedInTheSameWords()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, exitCode);
    const Outcome plain = report(arguments);
    const Outcome made = pdf(arguments);
    QCOMPARE(refusalFault(plain, exitCode, {}), QByteArray());
    QCOMPARE(refusalFault(made, exitCode, {}), QByteArray());
    QCOMPARE(made.err, plain.err);
    QVERIFY(!QFile::exists(target()));
    const QStringList own{QStringLiteral("--store"), m_sandbox->store(), QStringLiteral("--report-pdf"), target(), QStringLiteral("--report")};
    const Outcome console = m_sandbox->run(seriatimConsole(), own + arguments);
    QCOMPARE(refusalFault(console, exitCode, {}), QByteArray());
    QCOMPARE(QByteArray(console.err).replace("seriatim: ", "seriatimctl: "), plain.err);
}

void ReportPdfTest::theConsoleRefusesWhatItDoesNotTake()
{
    const auto fault = [&](const QStringList &arguments, const QString &mention) { return refusalFault(m_sandbox->run(seriatimConsole(), arguments), 2, {mention}); };
    const QString file = QStringLiteral("--report-pdf=") + target();
    const QString name = QStringLiteral("--report=by-task");
    QCOMPARE(fault({file}, QStringLiteral("which report?")), QByteArray());
    QCOMPARE(fault({QStringLiteral("--report-pdf="), name}, QStringLiteral("--report-pdf is empty")), QByteArray());
    QCOMPARE(fault({file, name, QStringLiteral("--theme"), QStringLiteral("dark")}, QStringLiteral("theme")), QByteArray());
    QCOMPARE(fault({file, name, QStringLiteral("more")}, QStringLiteral("'more'")), QByteArray());
}

void ReportPdfTest::aFileIsReplacedWholeOrNotAtAll()
{
    const QString nowhere = m_sandbox->path(QStringLiteral("no folder/report.pdf"));
    QCOMPARE(refusalFault(report({QStringLiteral("by-task"), QStringLiteral("--pdf"), QStringLiteral("-o"), nowhere}), 1, {nowhere, QStringLiteral("choose another folder")}),
             QByteArray());
    m_sandbox->write(QStringLiteral("report.pdf"), "before");
    QCOMPARE(pdf({QStringLiteral("by-task"), QStringLiteral("--task"), QStringLiteral("None")}).exitCode, 1);
    QCOMPARE(written(), QByteArray("before"));
}

void ReportPdfTest::nothingElseIsWritten()
{
    const QByteArray before = m_sandbox->read(QStringLiteral("the.store"));
    const QStringList files = QDir(m_sandbox->path(QString())).entryList(QDir::Files);
    QCOMPARE(pdf({QStringLiteral("by-task")}).exitCode, 0);
    QCOMPARE(m_sandbox->read(QStringLiteral("the.store")), before);
    QStringList after = QDir(m_sandbox->path(QString())).entryList(QDir::Files);
    QVERIFY(after.removeOne(QStringLiteral("report.pdf")));
    QCOMPARE(after, files);
    for (const char *folder : {"xdg_config_home", "xdg_data_home"})
        QVERIFY2(QDir(m_sandbox->path(QString::fromLatin1(folder))).isEmpty(), folder);
}

void ReportPdfTest::withoutAConsoleSaysWhatToDo()
{
    const QString alone = aloneWith({});
    const QString path = m_sandbox->environment().value(QStringLiteral("PATH"));
    m_sandbox->setVariable(QStringLiteral("PATH"), m_sandbox->path(QStringLiteral("xdg_config_home"))); // an empty folder
    const Outcome refused = m_sandbox->run(alone, toTarget());
    m_sandbox->setVariable(QStringLiteral("PATH"), path);
    QCOMPARE(refusalFault(refused, 1, {QStringLiteral("the console 'seriatim', which makes PDFs"), QStringLiteral("install it beside seriatimctl, or use --html")}), QByteArray());
    QVERIFY(!QFile::exists(target()));
}

void ReportPdfTest::aConsoleOnThePathWillDo()
{
    const QString alone = aloneWith({});
    const QString path = m_sandbox->environment().value(QStringLiteral("PATH"));
    m_sandbox->setVariable(QStringLiteral("PATH"), QStringLiteral(SERIATIM_BINARY_DIR));
    const Outcome made = m_sandbox->run(alone, toTarget());
    m_sandbox->setVariable(QStringLiteral("PATH"), path);
    QVERIFY2(made.exitCode == 0, told(made));
    QVERIFY(isWholePdf(written()));
}

void ReportPdfTest::passesOnWhatTheConsoleSays_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("says");
    QTest::newRow("wrong usage") << QByteArray("echo 'a library warns' >&2\necho 'seriatim: the moon is full' >&2\nexit 2\n") << 2 << QStringLiteral("seriatimctl: the moon is full\n");
    QTest::newRow("failed") << QByteArray("echo 'seriatim: the moon is full' >&2\nexit 1\n") << 1 << QStringLiteral("seriatimctl: the moon is full\n");
    QTest::newRow("a library is missing") << QByteArray("echo 'no libQt6Gui' >&2\nexit 127\n") << 1 << QStringLiteral("made no PDF: it ended with 127 and said: no libQt6Gui\n");
    QTest::newRow("crashed") << QByteArray("kill -KILL $$\n") << 1 << QStringLiteral("made no PDF: it crashed\n");
}

void ReportPdfTest::passesOnWhatTheConsoleSays()
{
    QFETCH(QByteArray, script);
    QFETCH(int, exitCode);
    QFETCH(QString, says);
    QCOMPARE(refusalFault(m_sandbox->run(aloneWith(script), toTarget()), exitCode, {says}), QByteArray());
}

void ReportPdfTest::aSignalEndsTheConsole_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("Ctrl+C") << SIGINT;
    QTest::newRow("SIGTERM") << SIGTERM;
}

void ReportPdfTest::aSignalEndsTheConsole()
{
    QFETCH(int, signal);
    const auto pid = [&] { return m_sandbox->read(QStringLiteral("alone/pid")); };
    const std::unique_ptr<QProcess> process = m_sandbox->start(aloneWith("echo $$ > \"$(dirname \"$0\")/pid\"\nexec sleep 600\n"), toTarget());
    QTRY_VERIFY_WITH_TIMEOUT(pid().endsWith('\n'), patience);
    const qint64 console = pid().trimmed().toLongLong();
    QVERIFY(console > 0 && isAlive(console));
    QCOMPARE(::kill(static_cast<pid_t>(process->processId()), signal), 0);
    QCOMPARE(refusalFault(finish(*process), 1, {QStringLiteral("stopped; no PDF was made")}), QByteArray());
    QVERIFY(!isAlive(console));
}

QTEST_GUILESS_MAIN(ReportPdfTest)
#include "reportpdf_test.moc"
