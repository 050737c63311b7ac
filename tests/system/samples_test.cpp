// The sample sequences: they really run on this computer, harmlessly and without root, and end as their names promise.
#include "tests/support/binaries.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace seriatim::test;

namespace {

constexpr auto demo = "DEMO-PC";

QByteArray sampleDefinition()
{
    const QString folder = QStringLiteral(SERIATIM_SOURCE_DIR "/resources/samples");
    QFile file(folder + QStringLiteral("/samples.seriatim.xml"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return file.readAll().replace("@SAMPLES@", folder.toHtmlEscaped().toUtf8());
}

QByteArray firstLine(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readLine().trimmed() : QByteArray("(there is no such file)");
}

} // namespace

class SamplesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void restartAndPatchesReallyHappen();
    void statusesAreThoseOfTheStory_data();
    void statusesAreThoseOfTheStory();
    void everyViewSaysTheSame();
    void whatAProgramPrintedIsThere();
    void nothingIsLeftToDo();

private:
    [[nodiscard]] QString installed(const QString &file) const { return m_sandbox.path(QStringLiteral("home/Applications/")) + file; }
    [[nodiscard]] QJsonObject statusOf(const QString &task) const
    {
        return m_sandbox.ctl({QStringLiteral("status"), task, QStringLiteral("--json")}).json()[u"computers"][0].toObject();
    }
    [[nodiscard]] Outcome runAgent() const
    {
        return m_sandbox.run(seriatimAgent(), {QStringLiteral("--home"), m_sandbox.path(QStringLiteral("home")), QStringLiteral("--store"), m_sandbox.store(),
                                               QStringLiteral("--computer"), QString::fromLatin1(demo), QStringLiteral("--once")});
    }

    Sandbox m_sandbox;
};

void SamplesTest::initTestCase()
{
    const QByteArray definition = sampleDefinition();
    QVERIFY(!definition.isEmpty());
    const Outcome imported = m_sandbox.import(definition);
    QVERIFY2(imported.exitCode == 0, told(imported));
    const Outcome done = runAgent();
    QVERIFY2(done.exitCode == 3, told(done)); // one of the three does not succeed
}

void SamplesTest::restartAndPatchesReallyHappen()
{
    for (const char16_t *component : {u"core", u"database", u"portal", u"client"})
        QCOMPARE(firstLine(installed(QStringLiteral("Recorder/%1/VERSION").arg(QString::fromUtf16(component)))), QByteArray("4.0.2"));
    QCOMPARE(firstLine(installed(QStringLiteral("Office/suite/VERSION"))), QByteArray("16.0.1"));
    QCOMPARE(firstLine(installed(QStringLiteral("Monitoring/dashboard/VERSION"))), QByteArray("1.4.0"));
    QCOMPARE(statusOf(QStringLiteral("Office suite with a restart"))[u"restarts"].toInt(), 1);
}

void SamplesTest::statusesAreThoseOfTheStory_data()
{
    QTest::addColumn<QString>("task");
    QTest::addColumn<QString>("computer");
    QTest::addColumn<QString>("items");
    QTest::newRow("patches") << QStringLiteral("Call recorder with patches") << QStringLiteral("succeeded")
                             << QStringLiteral("succeeded 0,succeeded 0,succeeded 0,succeeded 0,succeeded 0,succeeded 0,succeeded 0,succeeded 0");
    QTest::newRow("restart") << QStringLiteral("Office suite with a restart") << QStringLiteral("succeeded")
                             << QStringLiteral("succeeded 0,succeeded 10,succeeded 0");
    QTest::newRow("skipped") << QStringLiteral("Monitoring with a faulty driver") << QStringLiteral("failed")
                             << QStringLiteral("succeeded 0,failed 67,skipped -,succeeded 0");
}

void SamplesTest::statusesAreThoseOfTheStory()
{
    QFETCH(QString, task);
    const QJsonObject status = statusOf(task);
    QTEST(status[u"status"].toString(), "computer");
    QStringList items;
    for (const QJsonValue item : status[u"items"].toArray())
        items.append(item[u"status"].toString() + u' ' + (item[u"returnCode"].isNull() ? QStringLiteral("-") : QString::number(item[u"returnCode"].toInt())));
    QTEST(items.join(u','), "items");
}

void SamplesTest::everyViewSaysTheSame() // B39
{
    const QString task = QStringLiteral("Monitoring with a faulty driver");
    const QByteArray sentence = "Item 3 skipped: it needs item 2 to return 0; it returned 67.";
    QVERIFY(m_sandbox.ctl({QStringLiteral("status"), task}).out.contains(sentence));
    QCOMPARE(statusOf(task)[u"items"][2][u"explanation"].toString().toUtf8(), sentence);
    QVERIFY(m_sandbox.ctl({QStringLiteral("status"), task, QStringLiteral("--csv")}).out.contains(sentence));
    QCOMPARE(m_sandbox.ctl({QStringLiteral("explain"), task, QString::fromLatin1(demo), QStringLiteral("3")}).out, sentence + '\n');
}

void SamplesTest::whatAProgramPrintedIsThere()
{
    const QStringList arguments{QStringLiteral("status"), QStringLiteral("Monitoring with a faulty driver"), QStringLiteral("--json")};
    const QJsonValue one = m_sandbox.ctl(arguments + QStringList{QStringLiteral("--computer"), QString::fromLatin1(demo)}).json()[u"computers"][0];
    QCOMPARE(one[u"items"][1][u"output"].toString(), QStringLiteral("this driver needs another kernel\n"));
    QVERIFY(!one[u"items"][2].toObject().contains(u"output")); // skipped
    QVERIFY(!m_sandbox.ctl(arguments).json()[u"computers"][0][u"items"][1].toObject().contains(u"output")); // of many computers it would be much
}

void SamplesTest::nothingIsLeftToDo() // B23: as soon as possible runs once for good
{
    const Outcome again = runAgent();
    QVERIFY2(again.exitCode == 0, told(again));
    QCOMPARE(statusOf(QStringLiteral("Call recorder with patches"))[u"run"].toInt(), 1);
}

QTEST_GUILESS_MAIN(SamplesTest)
#include "samples_test.moc"
