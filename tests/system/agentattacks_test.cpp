// What an attacker, or an accident, may put in an agent's way. docs/security.md lists each with the test here or elsewhere.
#include "tests/support/binaries.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QStandardPaths>
#include <QTest>

#include <sqlite3.h>

#include <unistd.h>

using namespace seriatim::test;

namespace {

const QString rollout = QStringLiteral("Rollout");

// The document that the store has issued for its only task, as agents fetch it; changed behind the store's back.
void plantPolicy(const QString &store, const QByteArray &document)
{
    sqlite3 *database = nullptr;
    QCOMPARE(sqlite3_open(store.toUtf8().constData(), &database), SQLITE_OK);
    const QByteArray packed = qCompress(document).toBase64();
    const QByteArray update = "UPDATE issued_policy SET document = '" + packed + '\'';
    QCOMPARE(sqlite3_exec(database, update.constData(), nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(database);
}

} // namespace

class AgentAttacksTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_sandbox = std::make_unique<Sandbox>(); }
    void alteredPolicy();
    void unsignedPolicy();
    void anotherStoresPolicy();
    void replayedPolicy();
    void forgedWithdrawal();
    void anotherStoreInItsPlace();
    void anOlderStoreInItsPlace();
    void givenKeyDecides();
    void privateKeyIsNotTouched();
    void hostileNames();
    void hugeOutput();
    void environmentDoesNotLeak();
    void passwordsAreNotKept();
    void unreadableHome();
    void journalOfAnotherAgent();
    void journalThatCannotBeSetAside();

private:
    void load(const QList<Step> &steps) const
    {
        const Outcome imported = m_sandbox->import(definitionOf({steps}));
        if (imported.exitCode != 0)
            QFAIL(told(imported).constData());
    }
    QByteArray policy() const { return m_sandbox->ctl({QStringLiteral("task"), QStringLiteral("policy"), rollout}).out; }
    QByteArray ran() const { return m_sandbox->lines(QStringLiteral("agent home/ran")).join(','); }
    QString problem() const { return m_sandbox->status()[u"problem"].toString(); }

    std::unique_ptr<Sandbox> m_sandbox;
};

void AgentAttacksTest::alteredPolicy()
{
    load({{QStringLiteral("one"), note(QStringLiteral("one"))}});
    QByteArray document = policy();
    document.replace("echo one", "echo evil");
    plantPolicy(m_sandbox->store(), document);
    const Outcome refused = m_sandbox->agent();
    QVERIFY2(refused.exitCode == 0, told(refused));
    QVERIFY2(refused.error().contains(QStringLiteral("altered")), told(refused));
    QCOMPARE(ran(), QByteArray());
    QVERIFY2(problem().contains(QStringLiteral("altered")), qPrintable(problem())); // support staff see it
    // The option that allows it, for tests.
    QCOMPARE(m_sandbox->agent({QStringLiteral("--once"), QStringLiteral("--allow-unsigned")}).exitCode, 0);
    QCOMPARE(ran(), QByteArray("evil"));
}

void AgentAttacksTest::unsignedPolicy()
{
    load({{QStringLiteral("one"), note(QStringLiteral("one"))}});
    QByteArray document = policy();
    while (document.contains("<Signature ")) {
        const qsizetype from = document.indexOf("<Signature ");
        document.remove(from, document.indexOf("</Signature>") + 12 - from);
    }
    plantPolicy(m_sandbox->store(), document);
    QVERIFY(m_sandbox->agent().error().contains(QStringLiteral("not signed")));
    QCOMPARE(ran(), QByteArray());
}

void AgentAttacksTest::anotherStoresPolicy()
{
    load({{QStringLiteral("one"), note(QStringLiteral("one"))}});
    const Sandbox other;
    QCOMPARE(other.import(policy()).exitCode, 0); // the same task with the same GUIDs, signed by somebody else
    plantPolicy(m_sandbox->store(), other.ctl({QStringLiteral("task"), QStringLiteral("policy"), rollout}).out);
    QVERIFY(m_sandbox->agent().error().contains(QStringLiteral("another store")));
    QCOMPARE(ran(), QByteArray());
}

void AgentAttacksTest::replayedPolicy()
{
    load({{QStringLiteral("one"), note(QStringLiteral("one"))}});
    const QByteArray old = policy();
    QCOMPARE(m_sandbox->ctl({QStringLiteral("task"), QStringLiteral("set"), rollout, QStringLiteral("priority=high")}).exitCode, 0);
    QVERIFY(policy() != old);
    QCOMPARE(m_sandbox->agent().exitCode, 0); // it has seen the new one
    plantPolicy(m_sandbox->store(), old);
    QVERIFY(m_sandbox->agent().error().contains(QStringLiteral("older")));
    QVERIFY(problem().contains(QStringLiteral("older")));
    QCOMPARE(ran(), QByteArray("one"));
}

void AgentAttacksTest::forgedWithdrawal() // a policy that is refused must not end what was begun either
{
    load({{QStringLiteral("one"), QStringLiteral("echo one >> \"$SERIATIM_HOME/ran\"; kill -TERM $PPID")}, {QStringLiteral("two"), note(QStringLiteral("two"))}});
    QCOMPARE(m_sandbox->agent().exitCode, 0);
    QCOMPARE(ran(), QByteArray("one"));
    QByteArray document = policy();
    const QByteArray genuine = document;
    document.replace("priority=\"2\"", "priority=\"3\"");
    plantPolicy(m_sandbox->store(), document);
    QVERIFY(m_sandbox->agent().error().contains(QStringLiteral("altered")));
    QVERIFY(m_sandbox->status()[u"status"].toString() != u"withdrawn");
    plantPolicy(m_sandbox->store(), genuine);
    QCOMPARE(m_sandbox->agent().exitCode, 0);
    QCOMPARE(ran(), QByteArray("one,two"));
    QCOMPARE(m_sandbox->status()[u"run"].toInt(), 1);
}

void AgentAttacksTest::anotherStoreInItsPlace()
{
    load({{QStringLiteral("one"), note(QStringLiteral("one"))}});
    QCOMPARE(m_sandbox->agent().exitCode, 0);
    const Sandbox other;
    QCOMPARE(other.import(definitionOf({{{QStringLiteral("two"), note(QStringLiteral("two"))}}})).exitCode, 0);
    QVERIFY(QFile::rename(m_sandbox->store(), m_sandbox->path(QStringLiteral("away"))));
    QVERIFY(QFile::copy(other.store(), m_sandbox->store()));
    const Outcome refused = m_sandbox->agent();
    QVERIFY2(refused.exitCode == 0, told(refused));
    QVERIFY2(refused.error().contains(QStringLiteral("another store")), told(refused));
    QCOMPARE(ran(), QByteArray("one"));
}

void AgentAttacksTest::anOlderStoreInItsPlace() // B40: what the store has lost is sent again
{
    load({{QStringLiteral("one"), note(QStringLiteral("one"))}});
    QCOMPARE(m_sandbox->ctl({QStringLiteral("store"), QStringLiteral("backup"), m_sandbox->path(QStringLiteral("backup"))}).exitCode, 0);
    const std::unique_ptr<QProcess> agent = m_sandbox->startAgent({});
    QTRY_COMPARE_WITH_TIMEOUT(m_sandbox->itemStatuses(), QStringLiteral("succeeded"), 60'000);
    for (const char *part : {"", "-wal", "-shm"}) // what belongs to the old file goes with it
        QFile::rename(m_sandbox->store() + QString::fromLatin1(part), m_sandbox->path(QStringLiteral("away")) + QString::fromLatin1(part));
    QVERIFY(QFile::rename(m_sandbox->path(QStringLiteral("backup")), m_sandbox->store()));
    // The next event makes the agent look at the store again.
    QCOMPARE(m_sandbox->ctl({QStringLiteral("store"), QStringLiteral("issue")}).exitCode, 0);
    const Outcome added = m_sandbox->ctl({QStringLiteral("task"), QStringLiteral("add"), rollout, QStringLiteral("Suite/one"), QStringLiteral("--keep-finished")});
    QVERIFY2(added.exitCode == 0, told(added));
    QTRY_COMPARE_WITH_TIMEOUT(m_sandbox->itemStatuses(), QStringLiteral("carriedOver,succeeded"), 60'000);
    agent->terminate();
    QCOMPARE(finish(*agent).exitCode, 0);
    QCOMPARE(ran(), QByteArray("one,one"));
}

void AgentAttacksTest::givenKeyDecides() // enrolment
{
    load({{QStringLiteral("one"), note(QStringLiteral("one"))}});
    const Sandbox other;
    const QString foreign = m_sandbox->write(QStringLiteral("foreign.pub"), other.ctl({QStringLiteral("store"), QStringLiteral("key")}).out);
    const QString own = m_sandbox->write(QStringLiteral("own.pub"), m_sandbox->ctl({QStringLiteral("store"), QStringLiteral("key")}).out);
    QVERIFY(m_sandbox->agent({QStringLiteral("--once"), QStringLiteral("--store-key"), foreign}).error().contains(QStringLiteral("another store")));
    QCOMPARE(ran(), QByteArray());
    QVERIFY(m_sandbox->agent().error().contains(QStringLiteral("another store"))); // it is remembered
    QCOMPARE(m_sandbox->agent({QStringLiteral("--once"), QStringLiteral("--store-key"), own}).exitCode, 0);
    QCOMPARE(ran(), QByteArray("one"));
    const QString nonsense = m_sandbox->write(QStringLiteral("nonsense.pub"), "hello\n");
    QCOMPARE(refusalFault(m_sandbox->agent({QStringLiteral("--once"), QStringLiteral("--store-key"), nonsense}), 1, {nonsense, QStringLiteral("ed25519")}),
             QByteArray());
}

void AgentAttacksTest::privateKeyIsNotTouched() // an agent works where it cannot even be read
{
    load({{QStringLiteral("one"), note(QStringLiteral("one"))}});
    const QString key = m_sandbox->store() + QStringLiteral(".key");
    QCOMPARE(QFile::permissions(key) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    QVERIFY(QFile::rename(key, m_sandbox->path(QStringLiteral("away.key"))));
    QCOMPARE(m_sandbox->agent().exitCode, 0);
    QCOMPARE(ran(), QByteArray("one"));
    QVERIFY(!QFile::exists(key));
    // Who saves needs the right one; another store's is refused, and nothing was changed.
    const Sandbox other;
    QVERIFY(QFile::copy(other.store() + QStringLiteral(".key"), key));
    const QByteArray before = m_sandbox->contents();
    const Outcome refused = m_sandbox->ctl({QStringLiteral("task"), QStringLiteral("set"), rollout, QStringLiteral("priority=high")});
    QCOMPARE(refusalFault(refused, 1, {key, QStringLiteral("another store")}), QByteArray());
    QCOMPARE(m_sandbox->contents(), before);
}

void AgentAttacksTest::hostileNames() // a name is never a command, and cannot forge a line of the log
{
    const QString hostile = QStringLiteral("one\"; touch pwned; $(touch pwned) `touch pwned` ../../x");
    QByteArray definition = definitionOf({{{QStringLiteral("NAME"), note(QStringLiteral("one"))}}});
    definition.replace("NAME", hostile.toHtmlEscaped().toUtf8());
    definition.replace("name=\"Rollout\"", "name=\"Rollout&#10;seriatim.agent: forged\"");
    const Outcome imported = m_sandbox->import(definition);
    QVERIFY2(imported.exitCode == 0 || imported.error().contains(QStringLiteral("control")), told(imported));
    if (imported.exitCode != 0) { // refused by name is as good; then without the line break
        definition.replace("Rollout&#10;seriatim.agent: forged", "Rollout");
        QCOMPARE(m_sandbox->import(definition).exitCode, 0);
    }
    QCOMPARE(m_sandbox->agent({QStringLiteral("--once"), QStringLiteral("--log"), QStringLiteral("file")}).exitCode, 0);
    QCOMPARE(ran(), QByteArray("one"));
    QDirIterator files(m_sandbox->path(QString()), QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext())
        QVERIFY2(!files.next().endsWith(QStringLiteral("pwned")), qPrintable(files.filePath()));
    for (const QByteArray &line : m_sandbox->lines(QStringLiteral("agent home/Logs/agent.log")))
        QVERIFY2(line.startsWith("20"), line.constData()); // each with its time
}

void AgentAttacksTest::hugeOutput()
{
    load({{QStringLiteral("one"), QStringLiteral("head -c 200000000 /dev/zero | tr '\\0' x; echo one >> \"$SERIATIM_HOME/ran\"; echo; echo the end")}});
    QCOMPARE(m_sandbox->agent().exitCode, 0);
    QCOMPARE(ran(), QByteArray("one"));
    qint64 bytes = 0;
    QDirIterator files(m_sandbox->home(), QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        files.next();
        bytes += files.fileInfo().size();
    }
    QVERIFY2(bytes < qint64(20) << 20, QByteArray::number(bytes).constData());
}

void AgentAttacksTest::environmentDoesNotLeak() // standard input is closed, and no file of the agent's is open in a program
{
    load({{QStringLiteral("one"), QStringLiteral("ls -l /proc/self/fd > \"$SERIATIM_HOME/handles\"; read -r line && exit 9; exit 0")}});
    const Outcome done = m_sandbox->agent();
    QVERIFY2(done.exitCode == 0, told(done));
    const QByteArray handles = m_sandbox->read(QStringLiteral("agent home/handles"));
    QVERIFY(handles.contains("/dev/null"));
    QVERIFY2(!handles.contains("the.store") && !handles.contains("queue.jsonl") && !handles.contains("agent.lock"), handles.constData());
}

void AgentAttacksTest::passwordsAreNotKept() // neither in the store nor in a policy, a log, or the agent's home
{
    load({{QStringLiteral("one"), note(QStringLiteral("one"))}});
    QByteArray document = policy();
    document.replace("<SoftPkgs>", "<Account User=\"svc\" Password=\"s3cr3t-word\"><UserPassword>s3cr3t-word</UserPassword></Account><SoftPkgs>");
    const Outcome imported = m_sandbox->import(document);
    QVERIFY2(imported.exitCode == 0, told(imported));
    QVERIFY2((imported.out + imported.err).contains("a password in"), told(imported));
    QCOMPARE(m_sandbox->agent({QStringLiteral("--once"), QStringLiteral("--log"), QStringLiteral("file")}).exitCode, 0);
    QDirIterator files(m_sandbox->path(QString()), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.fileName().endsWith(QStringLiteral("to import.xml")))
            continue; // that is the document itself
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY2(!file.readAll().contains("s3cr3t-word"), qPrintable(file.fileName()));
    }
    QVERIFY(!m_sandbox->contents().contains("s3cr3t-word"));
}

void AgentAttacksTest::unreadableHome()
{
    if (::geteuid() != 0 || QStandardPaths::findExecutable(QStringLiteral("setpriv")).isEmpty())
        QSKIP("needs root and setpriv, to give the rights up");
    load({{QStringLiteral("one"), note(QStringLiteral("one"))}});
    QCOMPARE(m_sandbox->agent().exitCode, 0);
    QVERIFY(QFile::setPermissions(m_sandbox->home(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    const auto openToAll = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
    QVERIFY(QFile::setPermissions(m_sandbox->path(QString()), openToAll));
    QVERIFY(QFile::setPermissions(m_sandbox->store(), openToAll));
    const Outcome refused = m_sandbox->run(QStringLiteral("setpriv"), {QStringLiteral("--reuid=65534"), QStringLiteral("--regid=65534"), QStringLiteral("--clear-groups"),
                                                                       seriatimAgent(), QStringLiteral("--home"), m_sandbox->home(), QStringLiteral("--store"),
                                                                       m_sandbox->store(), QStringLiteral("--computer"), QString::fromLatin1(Sandbox::computer),
                                                                       QStringLiteral("--once")});
    QCOMPARE(refusalFault(refused, 1, {m_sandbox->home()}), QByteArray());
    QCOMPARE(ran(), QByteArray("one"));
}

void AgentAttacksTest::journalOfAnotherAgent() // B20: a home that was copied from elsewhere
{
    load({{QStringLiteral("one"), note(QStringLiteral("one"))}});
    QCOMPARE(m_sandbox->agent().exitCode, 0);
    QVERIFY(QFile::remove(m_sandbox->home() + QStringLiteral("/agent.id"))); // it starts as a new agent
    const Outcome done = m_sandbox->agent();
    QVERIFY2(done.exitCode == 0, told(done));
    QVERIFY2(done.error().contains(QStringLiteral("another agent")), told(done));
    QCOMPARE(QDir(m_sandbox->home() + QStringLiteral("/Task Synchronization")).entryList({QStringLiteral("*.damaged-1")}).size(), 1);
    QCOMPARE(ran(), QByteArray("one")); // the event queue knows that it has succeeded
}

void AgentAttacksTest::journalThatCannotBeSetAside() // B20: what is damaged is evidence, never written over
{
    load({{QStringLiteral("one"), note(QStringLiteral("one"))}});
    QCOMPARE(m_sandbox->agent().exitCode, 0);
    m_sandbox->write(QStringLiteral("agent home/Task Synchronization/synchronization.xml"), "<torn");
    for (int n = 1; n < 4; ++n)
        QVERIFY(QDir().mkpath(m_sandbox->home() + QStringLiteral("/Task Synchronization/synchronization.xml.damaged-%1").arg(n)));
    QCOMPARE(m_sandbox->agent().exitCode, 0); // other names are found
    QCOMPARE(m_sandbox->read(QStringLiteral("agent home/Task Synchronization/synchronization.xml.damaged-4")), QByteArray("<torn"));
}

QTEST_GUILESS_MAIN(AgentAttacksTest)
#include "agentattacks_test.moc"
