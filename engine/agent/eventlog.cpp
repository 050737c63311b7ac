#include "engine/agent/eventlog.h"

#include "engine/agent/syncfile.h"
#include "engine/base/files.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>

namespace seriatim {

namespace {

constexpr qint64 maximumFileBytes = qint64(256) << 20;
constexpr qsizetype checksumDigits = 16;

QByteArray checksum(const QByteArray &json)
{
    return QCryptographicHash::hash(json, QCryptographicHash::Sha256).toHex().left(checksumDigits);
}

QByteArray toLines(const std::vector<QJsonObject> &records)
{
    QByteArray lines;
    for (const QJsonObject &record : records) {
        const QByteArray json = QJsonDocument(record).toJson(QJsonDocument::Compact);
        lines += checksum(json) + ' ' + json + '\n';
    }
    return lines;
}

std::optional<QJsonObject> fromLine(const QByteArray &line)
{
    const QByteArray json = line.mid(checksumDigits + 1);
    if (line.size() < checksumDigits + 2 || line.left(checksumDigits) != checksum(json))
        return std::nullopt;
    const QJsonDocument document = QJsonDocument::fromJson(json);
    return document.isObject() ? std::optional(document.object()) : std::nullopt;
}

} // namespace

EventLog::EventLog(QString folder) : m_folder(std::move(folder)), m_path(QDir(m_folder).filePath(QStringLiteral("queue.jsonl")))
{
}

Result<EventLog::Lines> EventLog::readLines() const
{
    Lines lines;
    if (!QFile::exists(m_path))
        return lines;
    const Result<QByteArray> bytes = readFile(m_path, maximumFileBytes);
    if (!bytes)
        return bytes.error();
    lines.whole = bytes->lastIndexOf('\n') + 1;
    lines.torn = bytes->size() - lines.whole;
    for (qsizetype from = 0; from < lines.whole;) {
        const qsizetype end = bytes->indexOf('\n', from);
        const QByteArray line = bytes->mid(from, end - from);
        from = end + 1;
        if (auto record = fromLine(line)) {
            lines.contents.records.push_back(std::move(*record));
        } else {
            lines.damaged += line + '\n';
            ++lines.contents.damagedLines;
        }
    }
    return lines;
}

Result<EventLog::Contents> EventLog::look() const
{
    Result<Lines> lines = readLines();
    return lines ? Result<Contents>(std::move(lines->contents)) : lines.error();
}

// One that no agent of ours can have written: it must not keep the agent from working.
Result<> EventLog::setAsideIfTooLarge(QStringList *remarks) const
{
    const qint64 size = QFileInfo(m_path).size();
    if (size <= maximumFileBytes)
        return Done{};
    const QString aside = freeName(QStringLiteral("too-large-%1.jsonl"));
    if (!QFile::rename(m_path, aside))
        return Error{ErrorCode::io, m_path, QStringLiteral("is too large to be read (%1 MiB) and cannot be set aside as '%2'").arg(size >> 20).arg(aside)};
    remarks->append(QStringLiteral("%1: is too large to be read (%2 MiB) and is kept as '%3'; status events begin anew").arg(m_path).arg(size >> 20).arg(aside));
    return Done{};
}

QString EventLog::freeName(const QString &pattern) const
{
    QString path;
    int number = 1;
    do
        path = QDir(m_folder).filePath(pattern.arg(number++));
    while (QFile::exists(path));
    return path;
}

Result<EventLog::Contents> EventLog::read()
{
    if (auto made = makeFolder(m_folder); !made)
        return made.error();
    QStringList remarks;
    if (auto aside = setAsideIfTooLarge(&remarks); !aside)
        return aside.error();
    Result<Lines> lines = readLines();
    if (!lines)
        return lines.error();
    Contents &contents = lines->contents;
    contents.remarks = remarks;
    if (lines->torn > 0) {
        if (!QFile::resize(m_path, lines->whole))
            return Error{ErrorCode::io, m_path, QStringLiteral("the line that a power cut tore cannot be cut off")};
        contents.remarks.append(QStringLiteral("%1: the last line was torn (%2 bytes) and is dropped; its append was never confirmed")
                                    .arg(m_path).arg(lines->torn));
    }
    m_size = lines->whole;
    if (auto kept = keepAside(lines->damaged, &contents); !kept)
        return kept.error();
    return std::move(contents);
}

Result<> EventLog::keepAside(const QByteArray &lines, Contents *contents) const
{
    if (lines.isEmpty())
        return Done{};
    const QString path = freeName(QStringLiteral("damaged-%1.jsonl"));
    contents->remarks.append(QStringLiteral("%1: %2 damaged line(s) could not be read and are kept in '%3'; the rest goes on")
                                 .arg(m_path).arg(contents->damagedLines).arg(path));
    return replaceFileDurably(path, lines);
}

Result<> EventLog::openForAppending()
{
    const auto failed = [&](const QFile &file) {
        return Error{ErrorCode::io, m_path, QStringLiteral("cannot be written: ") + file.errorString()};
    };
    if (m_file)
        return Done{};
    const bool isNew = !QFile::exists(m_path);
    auto file = std::make_unique<QFile>(m_path);
    if (!file->open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered))
        return failed(*file);
    if (isNew) {
        m_size = 0;
        if (auto synced = syncFolder(m_folder); !synced)
            return synced;
    }
    // Half a line, which an append that failed may have left, would swallow the next one.
    if (file->size() > m_size && !file->resize(m_size))
        return failed(*file);
    m_file = std::move(file);
    return Done{};
}

Result<> EventLog::append(const std::vector<QJsonObject> &records, bool flushed)
{
    if (auto opened = openForAppending(); !opened)
        return opened;
    const QByteArray lines = toLines(records);
    const auto write = [&]() -> Result<> {
        const qint64 written = m_file->write(lines);
        if (written < 0)
            return Error{ErrorCode::io, m_path, QStringLiteral("cannot be written: ") + m_file->errorString()};
        if (written < lines.size())
            return Error{ErrorCode::io, m_path, QStringLiteral("only %1 of %2 bytes could be written; is the disk full?").arg(written).arg(lines.size())};
        return flushed ? syncFile(*m_file) : Result<>(Done{});
    };
    auto written = write();
    if (written)
        m_size += lines.size();
    else
        m_file.reset(); // opening it again cuts off what was written of them
    return written;
}

Result<> EventLog::replace(const std::vector<QJsonObject> &records)
{
    const QByteArray lines = toLines(records);
    m_file.reset();
    if (auto replaced = replaceFileDurably(m_path, lines); !replaced)
        return replaced;
    m_size = lines.size();
    return Done{};
}

qint64 EventLog::sizeOf(const std::vector<QJsonObject> &records)
{
    return toLines(records).size();
}

} // namespace seriatim
