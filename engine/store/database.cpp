#include "engine/store/database.h"

#include "engine/base/files.h"
#include "engine/store/dialect_p.h"
#include "engine/store/schema_p.h"
#include "engine/store/session_p.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QUuid>

#include <algorithm>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

namespace seriatim {

namespace {

Error notAStore(const QString &path)
{
    return Error{ErrorCode::invalidInput, path, QStringLiteral("is not a Seriatim store; name one that 'seriatimctl store init' has made")};
}

Result<> checkFile(const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists()) {
        return Error{ErrorCode::notFound, path,
                     QStringLiteral("there is no such store; make one with 'seriatimctl store init'")};
    }
    if (info.isDir())
        return Error{ErrorCode::invalidInput, path, QStringLiteral("is a folder, not a Seriatim store")};
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::io, path, QStringLiteral("the store cannot be read: ") + file.errorString()};
    if (!dialect::hasFileSignature(file.read(16)))
        return notAStore(path);
    return Done{};
}

void connect(DatabaseSession &session)
{
    dialect::connect(session.sql, session.path, session.access, session.assumesNoWriter);
    dialect::configure(session.sql, session.busyTimeoutMs);
}

FileState stateOf(const QString &path)
{
    const QFileInfo file(path);
    const bool shared = std::ranges::any_of(dialect::sharingFilesOf(path), [](const QString &name) { return QFileInfo::exists(name); });
    return {file.size(), file.lastModified().toMSecsSinceEpoch(), shared};
}

// Also the first real access to the file.
void requireMark(DatabaseSession &session)
{
    if (!dialect::isMarked(session.sql) || !schema::hasVersion(session.sql))
        throw sql::Refusal{notAStore(session.path)};
}

// Where nobody has the store open it is read without the files by which readers and writers share it: left behind by a
// reader they would belong to him, and keep the owner from writing.
void openForReading(DatabaseSession &session)
{
    session.seen = stateOf(session.path);
    session.assumesNoWriter = !session.seen.shared;
    try {
        connect(session);
        requireMark(session);
        return;
    } catch (const soci::soci_error &exception) {
        if (!dialect::isFolderTrouble(exception))
            throw;
    }
    const QString log = dialect::writeAheadLogOf(session.path);
    if (QFileInfo(log).size() > 0) {
        sql::refuse(
            ErrorCode::readOnly, session.path,
            QStringLiteral("changes are waiting in %1, and its folder cannot be written, so that they cannot be "
                           "read; open the store once with the right to write there, or read a backup")
                .arg(log));
    }
    session.sql.close();
    session.assumesNoWriter = true;
    connect(session);
    requireMark(session);
}

void openForWriting(DatabaseSession &session, int knownVersion)
{
    const auto cannotBeWritten = [&] {
        return sql::Refusal{Error{ErrorCode::readOnly, session.path,
                                  QStringLiteral("the store cannot be written; check the rights on the file and its "
                                                 "folder, or open it for reading only")}};
    };
    try {
        connect(session);
        requireMark(session);
        if (!dialect::isWritable(session.sql))
            throw cannotBeWritten();
        if (schema::version(session.sql) <= knownVersion) // a newer store is refused later, and not touched
            dialect::keepWriteAheadLog(session.sql);
    } catch (const soci::soci_error &exception) {
        if (dialect::isFolderTrouble(exception))
            throw cannotBeWritten();
        throw;
    }
}

Result<> syncFile(const QString &path)
{
#ifdef Q_OS_UNIX
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || ::fsync(file.handle()) != 0)
        return Error{ErrorCode::io, path, QStringLiteral("cannot be flushed to the disk")};
#endif
    return syncFolder(QFileInfo(path).absolutePath());
}

// A name beside the target that no two processes share; removed with what it names unless it was renamed.
class FileBeside
{
public:
    explicit FileBeside(const QString &target)
        : m_name(target + QStringLiteral(".part-") + QUuid::createUuid().toString(QUuid::Id128))
    {
    }
    Q_DISABLE_COPY_MOVE(FileBeside)
    ~FileBeside() { QFile::remove(m_name); }

    [[nodiscard]] const QString &name() const { return m_name; }

    // Never over a file that is there.
    [[nodiscard]] Result<> becomes(const QString &target) const
    {
        if (Result<> synced = syncFile(m_name); !synced.ok())
            return synced;
        QFile file(m_name);
        if (!file.rename(target)) {
            if (QFileInfo::exists(target))
                return Error{ErrorCode::alreadyExists, target, QStringLiteral("exists; nothing is overwritten")};
            return Error{ErrorCode::io, target, QStringLiteral("cannot be made: ") + file.errorString()};
        }
        return syncFolder(QFileInfo(target).absolutePath());
    }

private:
    QString m_name;
};

} // namespace

bool sql::isOvertaken(const DatabaseSession &session)
{
    return session.assumesNoWriter && stateOf(session.path) != session.seen;
}

void sql::followWriters(DatabaseSession &session)
{
    if (!isOvertaken(session))
        return;
    session.sql.close();
    ++session.reopened;
    try {
        openForReading(session);
    } catch (...) {
        session.assumesNoWriter = true; // the next read tries again
        session.seen = {};
        throw;
    }
}

void sql::refuseBusyReading(const DatabaseSession &session)
{
    refuse(ErrorCode::busy, session.path, QStringLiteral("others write to the store all the time; try again"));
}

Database::Database(std::unique_ptr<DatabaseSession> session) : m_session(std::move(session)) {}
Database::Database(Database &&) noexcept = default;
Database &Database::operator=(Database &&) noexcept = default;
Database::~Database() = default;

QString Database::path() const
{
    return m_session->path;
}
Access Database::access() const
{
    return m_session->access;
}
bool Database::assumesNoWriter() const
{
    return m_session->assumesNoWriter;
}

Result<Database> Database::create(const QString &path, DatabaseOptions options)
{
    const QString target = QFileInfo(path).absoluteFilePath();
    if (QFileInfo::exists(target)) {
        return Error{ErrorCode::alreadyExists, target,
                     QStringLiteral("exists; name another file, or move this one away first")};
    }
    if (const Result<> folder = makeFolder(QFileInfo(target).absolutePath()); !folder.ok())
        return folder.error();
    const FileBeside unfinished(target);
    const Result<> made = sql::guarded(target, [&] {
        DatabaseSession session;
        session.path = unfinished.name();
        session.busyTimeoutMs = options.busyTimeoutMs;
        connect(session);
        dialect::beginWrite(session.sql);
        dialect::mark(session.sql);
        schema::makeVersionTable(session.sql);
        schema::apply(session.sql, options.migrations, 0);
        session.sql << "COMMIT";
        return Done{};
    });
    if (!made.ok())
        return made.error();
    if (const Result<> named = unfinished.becomes(target); !named.ok())
        return named.error();
    return open(target, Access::readWrite, std::move(options));
}

Result<Database> Database::open(const QString &path, Access access, DatabaseOptions options)
{
    const QString file = QFileInfo(path).absoluteFilePath();
    if (const Result<> checked = checkFile(file); !checked.ok())
        return checked.error();
    auto session = std::make_unique<DatabaseSession>();
    session->path = file;
    session->access = access;
    session->busyTimeoutMs = options.busyTimeoutMs;
    const Result<> opened = sql::guarded(file, [&] {
        if (access == Access::readOnly)
            openForReading(*session);
        else
            openForWriting(*session, schema::newest(options.migrations));
        return Done{};
    });
    if (!opened.ok())
        return opened.error();
    Database database(std::move(session));
    if (const Result<> current = schema::bringForward(database, options.migrations); !current.ok())
        return current.error();
    return database;
}

void Database::setBeforeCommit(std::function<Result<>()> work)
{
    m_session->beforeCommit = std::move(work);
}

Result<int> Database::schemaVersion() const
{
    return sql::guarded(m_session->path, [&] { return schema::version(m_session->sql); });
}

Result<> Database::backup(const QString &target)
{
    const QString file = QFileInfo(target).absoluteFilePath();
    if (QFileInfo::exists(file))
        return Error{ErrorCode::alreadyExists, file,
                     QStringLiteral("exists; nothing is overwritten, name another file")};
    if (!QFileInfo(QFileInfo(file).absolutePath()).isDir())
        return Error{ErrorCode::notFound, file, QStringLiteral("its folder does not exist; make the folder first")};
    if (m_session->openTransactions > 0)
        return Error{ErrorCode::refused, file, QStringLiteral("a backup cannot be made while a change is being saved")};
    const FileBeside unfinished(file);
    Result<> copied = sql::guarded(file, [&] {
        dialect::copyTo(m_session->sql, unfinished.name());
        return Done{};
    });
    return copied.ok() ? unfinished.becomes(file) : copied;
}

qint64 Database::changeCounter() const
{
    constexpr int bitsOfOneConnection = 32;
    const Result<qint64> counter = sql::guarded(m_session->path, [&] {
        if (m_session->openTransactions == 0)
            sql::followWriters(*m_session);
        return (static_cast<qint64>(m_session->reopened) << bitsOfOneConnection) + dialect::changeCounter(m_session->sql);
    });
    return counter ? *counter : -1;
}

Result<QStringList> Database::integrityProblems()
{
    return sql::guarded(m_session->path, [&] { return dialect::integrityProblems(m_session->sql); });
}

} // namespace seriatim
