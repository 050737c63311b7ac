#include "engine/store/database.h"

#include "engine/store/session_p.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

using namespace seriatim;

namespace {

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

std::vector<Migration> withOneMore()
{
    std::vector<Migration> migrations = builtInMigrations();
    const int number = migrations.back().number + 1;
    migrations.push_back(
        {number, text("more.sql"), "CREATE TABLE one_more (a BIGINT);\nINSERT INTO one_more VALUES (7);"});
    return migrations;
}

void writeFile(const QString &path, const QByteArray &contents)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(contents), contents.size());
}

#ifdef Q_OS_UNIX
// Root may write everywhere, so the process gives up being root for a moment where it is.
class AsNobody
{
public:
    AsNobody() : m_wasRoot(::geteuid() == 0) { m_active = !m_wasRoot || ::seteuid(65534) == 0; }
    ~AsNobody()
    {
        if (m_wasRoot && m_active && ::seteuid(0) != 0)
            qFatal("cannot become root again");
    }
    Q_DISABLE_COPY_MOVE(AsNobody)
    [[nodiscard]] bool active() const { return m_active; }

private:
    bool m_wasRoot;
    bool m_active = false;
};
#endif

} // namespace

class DatabaseTest : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    [[nodiscard]] QString file(const char *name) const { return m_folder.filePath(text(name)); }

private Q_SLOTS:
    void createsAndOpens_data();
    void createsAndOpens();
    void createRefusesAnExistingFile();
    void createLeavesNothingBesideTheStore();
    void refusesWhatIsNoStore_data();
    void refusesWhatIsNoStore();
    void refusesANewerSchemaByNumber();
    void migratesAnOlderSchemaAfterABackup();
    void failedMigrationChangesNothing();
    void readOnlyRefusesToWrite();
    void refusesToWriteAFileWithoutTheRight();
    void readsInAFolderThatCannotBeWritten();
    void readingAloneMakesNoFile();
    void readingAloneFollowsAWriter();
    void readingAloneBeginsAnewWhenOvertaken();
    void rollsBackWhatWasNotCommitted();
    void innerTransactionIsPartOfTheOuter();
    void aHeldWriteLockIsBusy();
    void readersSeeOneMomentWhileAnotherWrites();
    void backsUpWhileInUse();
    void findsBrokenReferences();
};

void DatabaseTest::createsAndOpens_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("plain") << text("plain.store");
    QTest::newRow("space and quotes") << text("a \"quoted\" 'store' name.db");
    QTest::newRow("not ASCII") << text("Übersicht 日本.store");
    QTest::newRow("looks like a URI") << text("a=b?mode=memory#x%20y&z.store");
    QTest::newRow("new folder") << text("made/on the way/x.store");
}

void DatabaseTest::createsAndOpens()
{
    QFETCH(QString, name);
    const QString path = m_folder.filePath(name);
    {
        const Result<Database> created = Database::create(path);
        QVERIFY2(created.ok(), created.ok() ? "" : qPrintable(created.error().message()));
        QVERIFY(QFile::exists(path));
    }
    const Result<Database> opened = Database::open(path, Access::readWrite);
    QVERIFY(opened.ok());
    QCOMPARE(*opened->schemaVersion(), builtInMigrations().back().number);
    QCOMPARE(opened->path(), path);
    const Result<Database> reading = Database::open(path, Access::readOnly);
    QVERIFY(reading.ok());
    QVERIFY(!reading->assumesNoWriter()); // the writer is still there
}

void DatabaseTest::createRefusesAnExistingFile()
{
    const QString path = file("there.store");
    writeFile(path, "mine");
    const Result<Database> created = Database::create(path);
    QVERIFY(!created.ok());
    QCOMPARE(created.error().code, ErrorCode::alreadyExists);
    QFile kept(path);
    QVERIFY(kept.open(QIODevice::ReadOnly));
    QCOMPARE(kept.readAll(), QByteArray("mine"));
}

void DatabaseTest::createLeavesNothingBesideTheStore()
{
    QTemporaryDir folder;
    QVERIFY(Database::create(folder.filePath(text("one.store"))).ok());
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{text("one.store")});
}

void DatabaseTest::refusesWhatIsNoStore_data()
{
    QTest::addColumn<QByteArray>("contents");
    QTest::newRow("text") << QByteArray("just a text file\n");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("signature only") << QByteArray("SQLite format 3\0 and then nothing of the kind", 46);
    QTest::newRow("long text behind the signature") << QByteArray("SQLite format 3\0", 16) + QByteArray(9000, 'x');
}

void DatabaseTest::refusesWhatIsNoStore()
{
    QFETCH(QByteArray, contents);
    const QString path = file("foreign");
    writeFile(path, contents);
    for (const Access access : {Access::readWrite, Access::readOnly}) {
        const Result<Database> opened = Database::open(path, access);
        QVERIFY(!opened.ok());
        QCOMPARE(opened.error().code, ErrorCode::invalidInput);
        QVERIFY2(opened.error().message().contains(u"is not a Seriatim store"), qPrintable(opened.error().message()));
        QVERIFY(opened.error().message().contains(path));
    }
    QFile kept(path);
    QVERIFY(kept.open(QIODevice::ReadOnly));
    QCOMPARE(kept.readAll(), contents);

    const Result<Database> missing = Database::open(file("missing"), Access::readWrite);
    QCOMPARE(missing.error().code, ErrorCode::notFound);
    QVERIFY(missing.error().detail.contains(u"seriatimctl store init"));
    QCOMPARE(Database::open(m_folder.path(), Access::readWrite).error().code, ErrorCode::invalidInput);

    const QString other = file("other.sqlite");
    {
        soci::session foreign("sqlite3", "dbname=" + other.toStdString());
        foreign << "CREATE TABLE schema_version (version INTEGER)";
    }
    const Result<Database> opened = Database::open(other, Access::readWrite);
    QCOMPARE(opened.error().code, ErrorCode::invalidInput);
    QVERIFY(QFile::remove(other));
}

void DatabaseTest::refusesANewerSchemaByNumber()
{
    const QString path = file("future.store");
    QVERIFY(Database::create(path, {.migrations = withOneMore()}).ok());
    for (const Access access : {Access::readWrite, Access::readOnly}) {
        const Result<Database> opened = Database::open(path, access);
        QVERIFY(!opened.ok());
        QCOMPARE(opened.error().code, ErrorCode::unsupportedVersion);
        const int known = builtInMigrations().back().number;
        QVERIFY(opened.error().detail.contains(text("schema %1, made by a newer").arg(known + 1)));
        QVERIFY(opened.error().detail.contains(text("knows schema %1").arg(known)));
    }
}

void DatabaseTest::migratesAnOlderSchemaAfterABackup()
{
    const QString path = file("older.store");
    QVERIFY(Database::create(path).ok());
    const Result<Database> reading = Database::open(path, Access::readOnly, {.migrations = withOneMore()});
    QCOMPARE(reading.error().code, ErrorCode::readOnly);

    const Result<Database> opened = Database::open(path, Access::readWrite, {.migrations = withOneMore()});
    QVERIFY(opened.ok());
    const int newVersion = withOneMore().back().number;
    QCOMPARE(*opened->schemaVersion(), newVersion);
    QCOMPARE(sql::firstValue<long long>(opened->session().sql, "SELECT a FROM one_more"), std::optional<long long>(7));
    const Result<Database> backup =
        Database::open(path + text(".before-schema-%1.bak").arg(newVersion), Access::readWrite);
    QVERIFY(backup.ok());
    QCOMPARE(*backup->schemaVersion(), newVersion - 1);
}

void DatabaseTest::failedMigrationChangesNothing()
{
    const QString path = file("broken migration.store");
    QVERIFY(Database::create(path).ok());
    std::vector<Migration> migrations = withOneMore();
    migrations.push_back({migrations.back().number + 1, text("broken.sql"), "CREATE TABLE x (a BIGINT); NOT SQL;"});
    QVERIFY(!Database::open(path, Access::readWrite, {.migrations = migrations}).ok());
    const Result<Database> opened = Database::open(path, Access::readWrite);
    QVERIFY(opened.ok());
    QVERIFY(
        !sql::firstValue<std::string>(opened->session().sql, "SELECT name FROM sqlite_master WHERE name = 'one_more'"));
}

void DatabaseTest::readOnlyRefusesToWrite()
{
    const QString path = file("reading.store");
    QVERIFY(Database::create(path).ok());
    Result<Database> opened = Database::open(path, Access::readOnly);
    QVERIFY(opened.ok());
    const Result<Transaction> begun = opened->begin();
    QVERIFY(!begun.ok());
    QCOMPARE(begun.error().code, ErrorCode::readOnly);
    const Result<long long> forced =
        sql::guarded(path, [&] { return sql::run(opened->session().sql, "DELETE FROM schema_version"); });
    QCOMPARE(forced.error().code, ErrorCode::readOnly);
}

void DatabaseTest::refusesToWriteAFileWithoutTheRight()
{
#ifdef Q_OS_UNIX
    QTemporaryDir folder;
    const QString path = folder.filePath(text("locked.store"));
    QVERIFY(Database::create(path).ok());
    QCOMPARE(::chmod(qPrintable(folder.path()), 0755), 0);
    QCOMPARE(::chmod(qPrintable(path), 0444), 0);
    const AsNobody nobody;
    if (!nobody.active())
        QSKIP("this process may not change its user");
    const Result<Database> opened = Database::open(path, Access::readWrite);
    QVERIFY(!opened.ok());
    QCOMPARE(opened.error().code, ErrorCode::readOnly);
    QVERIFY(opened.error().message().contains(path));
#endif
}

void DatabaseTest::readsInAFolderThatCannotBeWritten()
{
#ifdef Q_OS_UNIX
    QTemporaryDir folder;
    const QString path = folder.filePath(text("shelf.store"));
    QVERIFY(Database::create(path).ok());
    QCOMPARE(::chmod(qPrintable(folder.path()), 0555), 0);
    QCOMPARE(::chmod(qPrintable(path), 0666), 0);
    {
        const AsNobody nobody;
        if (!nobody.active())
            QSKIP("this process may not change its user");
        const Result<Database> writing = Database::open(path, Access::readWrite);
        QVERIFY(!writing.ok());
        QCOMPARE(writing.error().code, ErrorCode::readOnly);
        const Result<Database> reading = Database::open(path, Access::readOnly);
        QVERIFY2(reading.ok(), reading.ok() ? "" : qPrintable(reading.error().message()));
        QVERIFY(reading->assumesNoWriter());
        QVERIFY(reading->schemaVersion().ok());
    }
    QCOMPARE(::chmod(qPrintable(folder.path()), 0755), 0);
#endif
}

void DatabaseTest::readingAloneMakesNoFile()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(text("alone.store"));
    QVERIFY(Database::create(path).ok());
    const QStringList before{text("alone.store")};
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), before);
    const QDateTime modified = QFileInfo(path).lastModified();
    {
        const Result<Database> reading = Database::open(path, Access::readOnly);
        QVERIFY(reading.ok());
        QVERIFY(reading->assumesNoWriter());
        QVERIFY(reading->changeCounter() >= 0);
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files), before);
#ifdef Q_OS_LINUX
        int handles = 0;
        const QDir opened(text("/proc/self/fd"));
        for (const QString &handle : opened.entryList(QDir::Files | QDir::System)) {
            if (QFile::symLinkTarget(opened.filePath(handle)) != path)
                continue;
            ++handles;
            QCOMPARE(::fcntl(handle.toInt(), F_GETFL) & O_ACCMODE, O_RDONLY);
        }
        QCOMPARE(handles, 1);
#endif
    }
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), before);
    QCOMPARE(QFileInfo(path).lastModified(), modified);
}

void DatabaseTest::readingAloneFollowsAWriter()
{
    const QString path = file("followed.store");
    QVERIFY(Database::create(path, {.migrations = withOneMore()}).ok());
    Result<Database> reader = Database::open(path, Access::readOnly, {.migrations = withOneMore()});
    QVERIFY(reader->assumesNoWriter());
    const auto sum = [&] {
        return *sql::reading(*reader, [](soci::session &session) { return *sql::firstValue<int>(session, "SELECT SUM(a) FROM one_more"); });
    };
    QCOMPARE(sum(), 7);
    qint64 counter = reader->changeCounter();
    QCOMPARE(reader->changeCounter(), counter);
    const auto noticed = [&] { return std::exchange(counter, reader->changeCounter()) != counter; };
    {
        Result<Database> writer = Database::open(path, Access::readWrite, {.migrations = withOneMore()});
        writer->session().sql << "INSERT INTO one_more VALUES (10)";
        QCOMPARE(sum(), 17);
        QVERIFY(noticed());
        writer->session().sql << "INSERT INTO one_more VALUES (100)";
        QVERIFY(noticed());
        QCOMPARE(sum(), 117);
    }
    {
        Result<Database> writer = Database::open(path, Access::readWrite, {.migrations = withOneMore()});
        writer->session().sql << "INSERT INTO one_more VALUES (1000)";
    }
    QVERIFY(noticed());
    QCOMPARE(sum(), 1117);
}

// A writer that comes and goes within one read: its work is done again, and never sees a mixture.
void DatabaseTest::readingAloneBeginsAnewWhenOvertaken()
{
    const QString path = file("overtaken.store");
    QVERIFY(Database::create(path, {.migrations = withOneMore()}).ok());
    Result<Database> reader = Database::open(path, Access::readOnly, {.migrations = withOneMore()});
    int times = 0;
    const Result<int> seen = sql::reading(*reader, [&](soci::session &session) {
        const int before = *sql::firstValue<int>(session, "SELECT SUM(a) FROM one_more");
        if (++times == 1) {
            Result<Database> writer = Database::open(path, Access::readWrite, {.migrations = withOneMore()});
            writer->session().sql << "INSERT INTO one_more VALUES (10)";
        }
        return before;
    });
    QCOMPARE(times, 2);
    QCOMPARE(*seen, 17);
}

void DatabaseTest::rollsBackWhatWasNotCommitted()
{
    Result<Database> database = Database::create(file("rollback.store"), {.migrations = withOneMore()});
    QVERIFY(database.ok());
    auto &session = database->session().sql;
    {
        const Result<Transaction> transaction = database->begin();
        QVERIFY(transaction.ok());
        session << "INSERT INTO one_more VALUES (8)";
    }
    QCOMPARE(sql::firstValue<int>(session, "SELECT COUNT(*) FROM one_more"), std::optional(1));
    {
        Result<Transaction> transaction = database->begin();
        session << "INSERT INTO one_more VALUES (8)";
        QVERIFY(transaction->commit().ok());
    }
    QCOMPARE(sql::firstValue<int>(session, "SELECT COUNT(*) FROM one_more"), std::optional(2));
}

void DatabaseTest::innerTransactionIsPartOfTheOuter()
{
    Result<Database> database = Database::create(file("nested.store"), {.migrations = withOneMore()});
    auto &session = database->session().sql;
    const auto insertCommitted = [&](int value) {
        Result<Transaction> inner = database->begin();
        QVERIFY(inner.ok());
        session << "INSERT INTO one_more VALUES (" << value << ")";
        QVERIFY(inner->commit().ok());
    };
    {
        Result<Transaction> outer = database->begin();
        insertCommitted(8);
        {
            Result<Transaction> undone = database->begin();
            session << "INSERT INTO one_more VALUES (9)";
        }
        QVERIFY(outer->commit().ok());
    }
    QCOMPARE(sql::firstValue<int>(session, "SELECT SUM(a) FROM one_more"), std::optional(15));
    {
        Result<Transaction> outer = database->begin();
        insertCommitted(100);
    }
    QCOMPARE(sql::firstValue<int>(session, "SELECT SUM(a) FROM one_more"), std::optional(15));
}

void DatabaseTest::aHeldWriteLockIsBusy()
{
    const QString path = file("busy.store");
    Result<Database> holder = Database::create(path);
    Result<Database> other = Database::open(path, Access::readWrite, {.busyTimeoutMs = 20});
    QVERIFY(holder.ok() && other.ok());
    {
        const Result<Transaction> held = holder->begin();
        QVERIFY(held.ok());
        const Result<Transaction> waiting = other->begin();
        QVERIFY(!waiting.ok());
        QCOMPARE(waiting.error().code, ErrorCode::busy);
        QVERIFY(waiting.error().message().contains(u"another process is writing"));
    }
    QVERIFY(other->begin().ok());
}

void DatabaseTest::readersSeeOneMomentWhileAnotherWrites()
{
    const QString path = file("two.store");
    Result<Database> writer = Database::create(path, {.migrations = withOneMore()});
    Result<Database> reader = Database::open(path, Access::readOnly, {.migrations = withOneMore()});
    const auto seen = [&] { return sql::firstValue<int>(reader->session().sql, "SELECT COUNT(*) FROM one_more"); };
    {
        const Result<Transaction> snapshot = reader->beginRead();
        QCOMPARE(seen(), std::optional(1));
        Result<Transaction> writing = writer->begin();
        writer->session().sql << "INSERT INTO one_more VALUES (8)";
        QVERIFY(writing->commit().ok());
        QCOMPARE(seen(), std::optional(1));
    }
    QCOMPARE(seen(), std::optional(2));
}

void DatabaseTest::backsUpWhileInUse()
{
    const QString path = file("in use.store");
    Result<Database> database = Database::create(path, {.migrations = withOneMore()});
    Result<Database> writer = Database::open(path, Access::readWrite, {.migrations = withOneMore()});
    const QString copy = file("the \"copy\".store");
    {
        const Result<Transaction> unfinished = writer->begin();
        writer->session().sql << "INSERT INTO one_more VALUES (8)";
        QVERIFY(database->backup(copy).ok());
    }
    const Result<Database> opened = Database::open(copy, Access::readOnly, {.migrations = withOneMore()});
    QVERIFY(opened.ok());
    QCOMPARE(sql::firstValue<int>(opened->session().sql, "SELECT COUNT(*) FROM one_more"), std::optional(1));

    const Result<> again = database->backup(copy);
    QCOMPARE(again.error().code, ErrorCode::alreadyExists);
    QCOMPARE(database->backup(file("no/such/folder.store")).error().code, ErrorCode::notFound);
    const Result<Transaction> open = database->begin();
    QCOMPARE(database->backup(file("another.store")).error().code, ErrorCode::refused);
    QVERIFY(QDir(m_folder.path()).entryList({text("*.part-*")}, QDir::Files).isEmpty());
}

void DatabaseTest::findsBrokenReferences()
{
    Result<Database> database = Database::create(file("check.store"));
    QCOMPARE(*database->integrityProblems(), QStringList());
    auto &session = database->session().sql;
    session << "PRAGMA foreign_keys = OFF";
    session << "INSERT INTO collection_member VALUES (1, 2, 3)";
    const QStringList problems = *database->integrityProblems();
    QCOMPARE(problems.size(), 2);
    QVERIFY(problems.first().contains(u"collection_member"));
}

QTEST_GUILESS_MAIN(DatabaseTest)
#include "database_test.moc"
