// EventLog: an append-only file of JSON records, one a line after its checksum, that survives power cuts and bit rot.
#pragma once

#include "engine/base/result.h"

#include <QFile>
#include <QJsonObject>
#include <QStringList>

#include <memory>
#include <vector>

namespace seriatim {

class EventLog
{
public:
    struct Contents {
        std::vector<QJsonObject> records;
        int damagedLines = 0;
        QStringList remarks; // one sentence for each thing that was wrong
    };

    explicit EventLog(QString folder);

    // Reads all records. A line without its end is what a power cut leaves of an append that was never confirmed: it
    // is dropped. Other damaged lines are copied to a file of their own beside the log before anything else happens.
    [[nodiscard]] Result<Contents> read();

    // The records that can be read as the file stands, also while an agent writes it. Changes nothing on the disk.
    [[nodiscard]] Result<Contents> look() const;

    // After an error none of the records is in the file. `flushed`: on the disk when it returns; else a power cut may take
    // them away again, with everything that was appended after them.
    [[nodiscard]] Result<> append(const std::vector<QJsonObject> &records, bool flushed = true);

    // All or nothing.
    [[nodiscard]] Result<> replace(const std::vector<QJsonObject> &records);

    [[nodiscard]] qint64 size() const { return m_size; }
    [[nodiscard]] const QString &path() const { return m_path; }
    [[nodiscard]] static qint64 sizeOf(const std::vector<QJsonObject> &records);

private:
    struct Lines {
        Contents contents;
        QByteArray damaged; // the lines themselves
        qint64 whole = 0;   // bytes up to the end of the last line
        qint64 torn = 0;    // bytes behind it
    };

    [[nodiscard]] Result<Lines> readLines() const;
    [[nodiscard]] Result<> setAsideIfTooLarge(QStringList *remarks) const;
    [[nodiscard]] QString freeName(const QString &pattern) const;
    [[nodiscard]] Result<> openForAppending();
    [[nodiscard]] Result<> keepAside(const QByteArray &lines, Contents *contents) const;

    QString m_folder;
    QString m_path;
    std::unique_ptr<QFile> m_file; // open for appending, or null until the first append
    qint64 m_size = 0;       // of what was confirmed; what a failed append left behind it is cut off before the next
};

} // namespace seriatim
