#include "models/statusexport.h"

#include "engine/workspace/statuscsv.h"

#include <QSaveFile>

namespace seriatim {

namespace {

constexpr size_t pieceRows = 256;

class CsvWriter
{
public:
    CsvWriter(const SequentialTask &task, QStringList programNames, const QString &path)
        : m_task(task), m_programNames(std::move(programNames)), m_file(path)
    {
    }

    Result<> begin()
    {
        if (!m_file.open(QIODevice::WriteOnly))
            return failed();
        return write(statusCsvHeader());
    }

    Result<> add(ComputerTaskStatus computer)
    {
        computer.items = everyPlace(m_task, std::move(computer.items));
        return write(statusCsvLines(computer, m_programNames));
    }

    Result<> end()
    {
        if (!m_file.flush() || !m_file.commit())
            return failed();
        return Done{};
    }

private:
    Result<> write(const QByteArray &bytes)
    {
        if (m_file.write(bytes) != bytes.size())
            return failed();
        return Done{};
    }

    [[nodiscard]] Error failed() const { return {ErrorCode::io, m_file.fileName(), QStringLiteral("cannot be written: ") + m_file.errorString()}; }

    const SequentialTask &m_task;
    QStringList m_programNames;
    QSaveFile m_file;
};

Result<> writeEntries(const StatusList &list, const StatusListing &listing, CsvWriter &writer, JobControl &control)
{
    const int total = static_cast<int>(listing.entries.size());
    for (size_t first = 0; first < listing.entries.size(); first += pieceRows) {
        if (control.isCancelled())
            return Error{ErrorCode::cancelled, {}, {}};
        control.report(static_cast<int>(first), total);
        const size_t end = std::min(first + pieceRows, listing.entries.size());
        std::vector<StatusKey> keys;
        for (size_t i = first; i < end; ++i) {
            if (listing.entries[i] >= 0)
                keys.push_back(listing.entries[i]);
        }
        Result<StatusRows> rows = list.rows(keys);
        if (!rows)
            return rows.error();
        auto row = rows->begin();
        for (size_t i = first; i < end; ++i) {
            const StatusKey entry = listing.entries[i];
            Result<> written = Done{};
            if (entry < 0)
                written = writer.add(neverReported(listing.silent[static_cast<qsizetype>(~entry)]));
            else if (row != rows->end() && row->first == entry) // else it has gone meanwhile
                written = writer.add(std::move((row++)->second));
            if (!written)
                return written;
        }
    }
    return Done{};
}

} // namespace

Result<int> exportStatusCsv(Workspace &workspace, const StatusQuestion &question, const QString &path, JobControl &control)
{
    Result<QStringList> names = programNamesOf(workspace, question.task);
    if (!names)
        return names.error();
    CsvWriter writer(question.task, std::move(names).value(), path);
    if (const Result<> begun = writer.begin(); !begun)
        return begun.error();
    const Result<QStringList> silent = silentComputers(workspace, question);
    if (!silent)
        return silent.error();
    const Result<StatusListing> listing = readStatusList(workspace, question, *silent);
    if (!listing)
        return listing.error();
    if (const Result<> written = writeEntries(StatusList(workspace.store().database()), *listing, writer, control); !written)
        return written.error();
    if (const Result<> ended = writer.end(); !ended)
        return ended.error();
    return static_cast<int>(listing->entries.size());
}

} // namespace seriatim
