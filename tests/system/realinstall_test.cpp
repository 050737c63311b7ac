// A real installation: small Debian packages, installed in order by apt through the real agent, with detection rules by dpkg.
// Runs only where SERIATIM_REALINSTALL is set, as root, on a Debian whose package sources can be reached; leaves the machine
// as it was, also when it fails.
#include "tests/support/binaries.h"

#include <QStandardPaths>
#include <QTest>

#include <unistd.h>

using namespace seriatim::test;

namespace {

// Without services and with no more than libraries that are there anyway; those that are installed already are left alone.
const QStringList candidates{QStringLiteral("hello"), QStringLiteral("sl"), QStringLiteral("figlet"), QStringLiteral("rolldice"),
                             QStringLiteral("cowsay"), QStringLiteral("tree"), QStringLiteral("bsdgames")};

Outcome apt(const Sandbox &sandbox, const QStringList &arguments)
{
    return sandbox.run(QStringLiteral("apt-get"), QStringList{QStringLiteral("-q"), QStringLiteral("-y"), QStringLiteral("--no-install-recommends")} + arguments);
}

QByteArray installedPackages(const Sandbox &sandbox)
{
    return sandbox.run(QStringLiteral("dpkg-query"), {QStringLiteral("-W"), QStringLiteral("-f"), QStringLiteral("${Package} ${Version} ${db:Status-Status}\n")}).out;
}

QByteArray manualPackages(const Sandbox &sandbox)
{
    return sandbox.run(QStringLiteral("apt-mark"), {QStringLiteral("showmanual")}).out;
}

bool isInstalled(const Sandbox &sandbox, const QString &package)
{
    const Outcome asked = sandbox.run(QStringLiteral("dpkg-query"), {QStringLiteral("-W"), QStringLiteral("-f"), QStringLiteral("${db:Status-Status}"), package});
    return asked.exitCode == 0 && asked.out != "not-installed";
}

QString installs(const QString &package)
{
    return QStringLiteral("echo %1 >> \"$SERIATIM_HOME/ran\"; export DEBIAN_FRONTEND=noninteractive; "
                          "exec apt-get install -q -y --no-install-recommends %1").arg(package);
}

Step step(const QString &package, const QString &lineItem = {})
{
    return {package, installs(package),
            QStringLiteral("<DetectionRule><PackageInstalled manager=\"dpkg\" name=\"%1\" /></DetectionRule>").arg(package), lineItem};
}

} // namespace

class RealInstallTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void packagesInOrder();
    void cleanupTestCase();

private:
    void choosePackages();
    // Installed by apt alone, with nothing that comes along.
    [[nodiscard]] bool comesAlone(const QString &package) const;

    Sandbox m_sandbox;
    QStringList m_packages; // three, not installed before
    QByteArray m_before;
    QByteArray m_manualBefore;
};

void RealInstallTest::initTestCase()
{
    if (qEnvironmentVariableIntValue("SERIATIM_REALINSTALL") != 1)
        QSKIP("installs software on this machine: set SERIATIM_REALINSTALL=1 to let it");
    if (::geteuid() != 0)
        QSKIP("needs root");
    for (const char *program : {"apt-get", "apt-mark", "dpkg-query"}) {
        if (QStandardPaths::findExecutable(QString::fromLatin1(program)).isEmpty())
            QSKIP("this is no Debian");
    }
    choosePackages();
    if (m_packages.size() < 3) {
        apt(m_sandbox, {QStringLiteral("update")});
        choosePackages();
    }
    if (m_packages.size() < 3)
        QSKIP("apt has not three small packages to install here");
    if (apt(m_sandbox, QStringList{QStringLiteral("install"), QStringLiteral("--download-only")} + m_packages).exitCode != 0)
        QSKIP("the package sources cannot be reached");
    m_before = installedPackages(m_sandbox);
    m_manualBefore = manualPackages(m_sandbox);
    QVERIFY(!m_before.isEmpty());
}

void RealInstallTest::choosePackages()
{
    m_packages.clear();
    for (const QString &package : candidates) {
        if (m_packages.size() < 3 && !isInstalled(m_sandbox, package) && comesAlone(package))
            m_packages.append(package);
    }
}

bool RealInstallTest::comesAlone(const QString &package) const
{
    const Outcome simulated = apt(m_sandbox, {QStringLiteral("--simulate"), QStringLiteral("install"), package});
    return simulated.exitCode == 0 && simulated.out.count("\nInst ") == 1 && simulated.out.count("\nRemv ") == 0;
}

void RealInstallTest::packagesInOrder() // B10, B11, B13, B14
{
    const QString wrong = QStringLiteral("seriatim-no-such-package");
    const QString present = QStringLiteral("base-files");
    QCOMPARE(m_sandbox.import(definitionOf({{step(m_packages[0]), step(present, dependsOn(1)), step(m_packages[1], dependsOn(2)), step(wrong),
                                             {QStringLiteral("needs the wrong one"), note(QStringLiteral("never")), {}, dependsOn(4)},
                                             step(m_packages[2], dependsOn(3))}})).exitCode, 0);
    const Outcome done = m_sandbox.agent();
    QVERIFY2(done.exitCode == 3, told(done));
    QCOMPARE(m_sandbox.itemStatuses(), QStringLiteral("succeeded,alreadyPresent,succeeded,failed,skipped,succeeded"));
    QCOMPARE(m_sandbox.lines(QStringLiteral("agent home/ran")).join(','),
             (QStringList{m_packages[0], m_packages[1], wrong, m_packages[2]}).join(u',').toUtf8());
    const QJsonArray items = m_sandbox.status()[u"items"].toArray();
    QCOMPARE(items[3].toObject()[u"returnCode"].toInt(), 100); // apt's own
    QVERIFY(items[4].toObject()[u"explanation"].toString().contains(QStringLiteral("it needs item 4 to return 0; it returned 100")));
    for (const QString &package : m_packages)
        QVERIFY2(isInstalled(m_sandbox, package), qPrintable(package));

    // All there: nothing of it is run again under another identity either.
    QCOMPARE(m_sandbox.ctl({QStringLiteral("task"), QStringLiteral("remove"), QStringLiteral("Rollout"), QStringLiteral("5"), QStringLiteral("--drop-dependencies")}).exitCode, 0);
    QCOMPARE(m_sandbox.ctl({QStringLiteral("task"), QStringLiteral("remove"), QStringLiteral("Rollout"), QStringLiteral("4"), QStringLiteral("--drop-dependencies")}).exitCode, 0);
    QCOMPARE(m_sandbox.agent().exitCode, 0);
    QCOMPARE(m_sandbox.itemStatuses(), QStringLiteral("alreadyPresent,alreadyPresent,alreadyPresent,alreadyPresent"));
}

void RealInstallTest::cleanupTestCase()
{
    if (m_before.isEmpty())
        return; // nothing was begun
    const Outcome purged = apt(m_sandbox, QStringList{QStringLiteral("purge")} + m_packages);
    QVERIFY2(purged.exitCode == 0, told(purged));
    QCOMPARE(installedPackages(m_sandbox), m_before);
    QCOMPARE(manualPackages(m_sandbox), m_manualBefore);
}

QTEST_GUILESS_MAIN(RealInstallTest)
#include "realinstall_test.moc"
