// Programs with other rights than the agent's (B31, B16a), by the real programs: as another user where this test is root,
// refused with the reason where it is not.
#include "tests/support/binaries.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace seriatim::test;

namespace {

const QString asNobody = QStringLiteral("<RunWithRights>specifiedUser</RunWithRights><SpecifiedUser>nobody</SpecifiedUser>");

bool mayChangeUsers()
{
    return ::geteuid() == 0 && !QStandardPaths::findExecutable(QStringLiteral("setpriv")).isEmpty();
}

} // namespace

class AgentRightsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_sandbox = std::make_unique<Sandbox>(); }
    void runsAsTheSpecifiedUser_B31();
    void isRefusedWithoutTheRight_B16a();
    void aClosedHomeIsNamed_B16a();

private:
    void load(const Rollout &rollout) const
    {
        const Outcome imported = m_sandbox->import(definitionOf(rollout));
        if (imported.exitCode != 0)
            QFAIL(told(imported).constData());
    }
    QJsonObject item(int place) const { return m_sandbox->status()[u"items"][place - 1].toObject(); }
    void open(const QString &path, mode_t mode) const { QCOMPARE(::chmod(QFile::encodeName(path).constData(), mode), 0); }

    std::unique_ptr<Sandbox> m_sandbox;
};

void AgentRightsTest::runsAsTheSpecifiedUser_B31()
{
    if (!mayChangeUsers())
        QSKIP("needs root and setpriv");
    open(m_sandbox->path(QString()), 0711);
    QVERIFY(QDir().mkpath(m_sandbox->path(QStringLiteral("shared"))));
    open(m_sandbox->path(QStringLiteral("shared")), 0777);
    QVERIFY(QDir().mkpath(m_sandbox->path(QStringLiteral("source"))));
    m_sandbox->write(QStringLiteral("source/setup.sh"), "id -un > \"$1\"; id -un\n");
    m_sandbox->setVariable(QStringLiteral("SECRET_OF_ROOT"), QStringLiteral("s3cr3t"));
    const QString proof = m_sandbox->path(QStringLiteral("shared/proof"));
    const Rollout rollout{{{QStringLiteral("as nobody"), QStringLiteral("sh setup.sh '%1'; env; exit 4").arg(proof), asNobody + QStringLiteral("<SuccessCodes>4</SuccessCodes>")},
                           {QStringLiteral("as the agent"), QStringLiteral("test \"$(id -un)\" = root && ") + note(QStringLiteral("root"))}},
                          QStringLiteral("<Source type=\"local\" location=\"%1\" />").arg(m_sandbox->path(QStringLiteral("source")))};
    load(rollout);
    const Outcome done = m_sandbox->agent();
    QVERIFY2(done.exitCode == 0, told(done) + item(1)[u"explanation"].toString().toUtf8());
    QCOMPARE(m_sandbox->itemStatuses(), QStringLiteral("succeeded,succeeded"));
    QCOMPARE(item(1)[u"returnCode"].toInt(), 4);
    QCOMPARE(m_sandbox->read(QStringLiteral("shared/proof")), QByteArray("nobody\n"));
    struct stat info{};
    QCOMPARE(::stat(QFile::encodeName(proof).constData(), &info), 0);
    QVERIFY(info.st_uid != 0);
    const Outcome status = m_sandbox->ctl({QStringLiteral("status"), QStringLiteral("Rollout"), QStringLiteral("--computer"), QString::fromLatin1(Sandbox::computer), QStringLiteral("--json")});
    QVERIFY2(!status.out.contains("s3cr3t"), told(status));
}

void AgentRightsTest::isRefusedWithoutTheRight_B16a()
{
    const QString name = ::geteuid() == 0 ? QStringLiteral("no-such-user-here") : QStringLiteral("root");
    const QString rights = QStringLiteral("<RunWithRights>specifiedUser</RunWithRights><SpecifiedUser>%1</SpecifiedUser>").arg(name);
    load({{{QStringLiteral("one"), note(QStringLiteral("one")), rights}, {QStringLiteral("two"), note(QStringLiteral("two"))}}});
    const Outcome done = m_sandbox->agent();
    QVERIFY2(done.exitCode == 3, told(done));
    QCOMPARE(m_sandbox->itemStatuses(), QStringLiteral("failed,succeeded")); // B12
    QVERIFY(item(1)[u"returnCode"].isNull());
    const QString why = item(1)[u"explanation"].toString();
    QVERIFY2(why.contains(u'\'' + name + u'\''), qPrintable(why));
    QVERIFY2(why.contains(::geteuid() == 0 ? QStringLiteral("no such user") : QStringLiteral("not possible here")), qPrintable(why));
    QCOMPARE(m_sandbox->lines(QStringLiteral("agent home/ran")), QByteArrayList{"two"});
}

void AgentRightsTest::aClosedHomeIsNamed_B16a() // the agent opens what is its own, never what lies above it
{
    if (!mayChangeUsers())
        QSKIP("needs root and setpriv");
    QVERIFY(QDir().mkpath(m_sandbox->path(QStringLiteral("source"))));
    m_sandbox->write(QStringLiteral("source/data"), "x");
    load({{{QStringLiteral("one"), QStringLiteral("true"), asNobody}},
          QStringLiteral("<Source type=\"local\" location=\"%1\" />").arg(m_sandbox->path(QStringLiteral("source")))});
    open(m_sandbox->path(QString()), 0700);
    QCOMPARE(m_sandbox->agent().exitCode, 3);
    QCOMPARE(m_sandbox->itemStatuses(), QStringLiteral("failed"));
    QVERIFY(item(1)[u"returnCode"].isNull());
    const QString why = item(1)[u"explanation"].toString();
    QVERIFY2(why.contains(QStringLiteral("may not enter")) && why.contains(QStringLiteral("Package Cache")) && why.contains(QStringLiteral("chmod o+x")), qPrintable(why));
    struct stat info{};
    QCOMPARE(::stat(QFile::encodeName(m_sandbox->path(QString())).constData(), &info), 0);
    QCOMPARE(info.st_mode & 0777, mode_t(0700));
}

QTEST_GUILESS_MAIN(AgentRightsTest)
#include "agentrights_test.moc"
