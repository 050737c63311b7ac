// Private to the store's .cpp files: all that SQLite does in a way of its own. Everything throws as SOCI does.
#pragma once

#include "engine/store/database.h"

#include <soci/soci.h>

namespace seriatim::dialect {

void connect(soci::session &session, const QString &path, Access access, bool assumeNoWriter);

// Foreign keys on, acknowledged events durable, waiting for other writers.
void configure(soci::session &session, int busyTimeoutMs);
void keepWriteAheadLog(soci::session &session);

[[nodiscard]] bool isWritable(soci::session &session);

// The mark by which a store is told from any other database.
[[nodiscard]] bool isMarked(soci::session &session);
void mark(soci::session &session);

// The schema version in the head of the file.
[[nodiscard]] int fileVersion(soci::session &session);
void setFileVersion(soci::session &session, int version);

void beginWrite(soci::session &session);
void beginRead(soci::session &session);

// Several statements, parted by semicolons.
void runScript(soci::session &session, const QByteArray &script);

void copyTo(soci::session &session, const QString &file);

[[nodiscard]] qint64 changeCounter(soci::session &session);
[[nodiscard]] QStringList integrityProblems(soci::session &session);
// Inside the file, to be used before it grows. It is not given back: that would take the whole file for as long as it lasts.
[[nodiscard]] qint64 freeBytes(soci::session &session);

// Whether the file can be a database at all, told from its first bytes.
[[nodiscard]] bool hasFileSignature(const QByteArray &firstBytes);

// What a read-only connection cannot be had for when its folder cannot be written (write-ahead log).
[[nodiscard]] bool isFolderTrouble(const soci::soci_error &exception);
[[nodiscard]] QString writeAheadLogOf(const QString &path);
// The files beside a store that are there while anybody has it open.
[[nodiscard]] QStringList sharingFilesOf(const QString &path);

} // namespace seriatim::dialect
