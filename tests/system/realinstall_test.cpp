// A real installation on this machine: Debian packages, apt and dpkg. Only where it is wished (SERIATIM_REALINSTALL=1), and
// the machine is put back as it was, even when this process is killed in the middle.
#include "tests/system/realinstall/debian.h"

#include <QFile>
#include <QTest>

using namespace seriatim::test;

namespace {

const QString alwaysHere = QStringLiteral("base-files");
const QString nowhere = QStringLiteral("seriatim-no-such-package");

Step install(const QString &package, const QString &lineItem = {})
{
    return {package, QStringLiteral("apt-get install --yes --no-install-recommends %1").arg(package),
            QStringLiteral("<DetectionRule><PackageInstalled manager=\"dpkg\" name=\"%1\" /></DetectionRule>").arg(package), lineItem};
}

} // namespace

class RealInstallTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void installsInOrder();
    void installsNothingTwice();
    void machineIsAsBefore();

private:
    Outcome agent() const
    {
        const std::unique_ptr<QProcess> process = m_sandbox->startAgent();
        m_machine->watch(*process);
        return finish(*process);
    }
    QJsonValue item(int place) const { return m_sandbox->status()[u"items"].toArray()[place - 1]; }

    std::unique_ptr<Sandbox> m_sandbox;
    std::unique_ptr<DebianMachine> m_machine; // ends before the sandbox does
    QByteArrayList m_before;
    QStringList m_packages; // three to be installed, and one that never is
};

void RealInstallTest::initTestCase()
{
    if (const QString refusal = DebianMachine::refusal(); !refusal.isEmpty())
        QSKIP(qPrintable(refusal));
    m_sandbox = std::make_unique<Sandbox>();
    m_machine = std::make_unique<DebianMachine>(*m_sandbox);
    m_before = m_machine->inventory();
    if (const QString missing = m_machine->obtain(4); !missing.isEmpty())
        QSKIP(qPrintable(missing));
    m_packages = m_machine->packages();
    QVERIFY(m_machine->isInstalled(alwaysHere));

    Step present = install(alwaysHere);
    present.commandLine = QStringLiteral("touch \"$SERIATIM_HOME/was run\"");
    const Outcome imported = m_sandbox->import(definitionOf({{install(m_packages[0]), present, install(m_packages[1], dependsOn(1)), install(nowhere),
                                                              install(m_packages[3], dependsOn(4)), install(m_packages[2], dependsOn(2))}}));
    QVERIFY2(imported.exitCode == 0, told(imported));
}

void RealInstallTest::cleanupTestCase()
{
    m_machine.reset();
    m_sandbox.reset();
}

void RealInstallTest::installsInOrder() // B10, B11, B12, B14, B16
{
    const Outcome done = agent();
    QVERIFY2(done.exitCode == 3, told(done));
    QCOMPARE(m_sandbox->itemStatuses(), QStringLiteral("succeeded,alreadyPresent,succeeded,failed,skipped,succeeded"));
    QCOMPARE(m_sandbox->status()[u"status"].toString(), QStringLiteral("failed"));

    QCOMPARE(m_machine->installedInOrder(), m_packages.mid(0, 3));
    for (int i = 0; i < 4; ++i)
        QCOMPARE(m_machine->isInstalled(m_packages[i]), i < 3);
    QCOMPARE(m_machine->damage(m_packages.mid(0, 3)), QByteArray());

    for (const int place : {1, 3, 6}) {
        QCOMPARE(item(place)[u"returnCode"].toInt(-1), 0);
        QCOMPARE(item(place)[u"attempts"].toInt(), 1);
    }
    QCOMPARE(item(2)[u"attempts"].toInt(-1), 0); // it was there, so its program never ran
    QVERIFY(!QFile::exists(m_sandbox->home() + QStringLiteral("/was run")));
    QCOMPARE(item(4)[u"returnCode"].toInt(), 100); // apt's word for what it cannot do
    const Outcome output = m_sandbox->run(QStringLiteral("sh"), {QStringLiteral("-c"), QStringLiteral("cat \"%1\"/Logs/*/run-1-item-4-*.log").arg(m_sandbox->home())});
    QVERIFY2(output.out.contains("Unable to locate package " + nowhere.toUtf8()), told(output));
    QVERIFY(item(5)[u"returnCode"].isNull());
    QCOMPARE(item(5)[u"explanation"].toString(), QStringLiteral("Item 5 skipped: it needs item 4 to return 0; it returned 100."));
}

void RealInstallTest::installsNothingTwice() // B5, B14, B23
{
    QCOMPARE(agent().exitCode, 0); // nothing is due
    QCOMPARE(m_sandbox->status()[u"run"].toInt(), 1);
    const Outcome byHand = m_sandbox->ctl({QStringLiteral("task"), QStringLiteral("run"), QStringLiteral("Rollout"), QStringLiteral("--home"),
                                           m_sandbox->home(), QStringLiteral("--computer"), QString::fromLatin1(Sandbox::computer)});
    QVERIFY2(byHand.exitCode == 3, told(byHand));
    QCOMPARE(m_sandbox->itemStatuses(), QStringLiteral("alreadyPresent,alreadyPresent,alreadyPresent,failed,skipped,alreadyPresent"));

    for (const char *place : {"5", "4"}) { // under another identity it is due again
        const Outcome removed = m_sandbox->ctl({QStringLiteral("task"), QStringLiteral("remove"), QStringLiteral("Rollout"), QString::fromLatin1(place),
                                                QStringLiteral("--drop-dependencies")});
        QVERIFY2(removed.exitCode == 0, told(removed));
    }
    QCOMPARE(agent().exitCode, 0);
    QCOMPARE(m_sandbox->itemStatuses(), QStringLiteral("alreadyPresent,alreadyPresent,alreadyPresent,alreadyPresent"));
    QCOMPARE(m_machine->installedInOrder(), m_packages.mid(0, 3));
}

void RealInstallTest::machineIsAsBefore()
{
    QCOMPARE(m_machine->restore(), QByteArray());
    QByteArrayList differences;
    const QByteArrayList after = m_machine->inventory();
    for (const QByteArray &line : m_before) {
        if (!after.contains(line))
            differences.append("- " + line);
    }
    for (const QByteArray &line : after) {
        if (!m_before.contains(line))
            differences.append("+ " + line);
    }
    QVERIFY2(differences.isEmpty(), differences.join('\n').constData());
}

QTEST_GUILESS_MAIN(RealInstallTest)
#include "realinstall_test.moc"
