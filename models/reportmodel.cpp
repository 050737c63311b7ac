#include "models/reportmodel.h"

#include "engine/base/text.h"
#include "engine/reports/reportwords.h"
#include "models/namecollator.h"
#include "models/timewords.h"

#include <QHash>
#include <QSet>
#include <QUuid>

#include <algorithm>
#include <numeric>

namespace seriatim {

namespace {

// What makes a row the same one in a newer report: what it is about, and its number where it has one.
struct RowKey {
    QUuid task;
    QUuid program;
    QString computer; // folded
    qint64 number = 0;
    bool operator==(const RowKey &) const = default;
};

size_t qHash(const RowKey &key, size_t seed)
{
    return qHashMulti(seed, key.task, key.program, key.computer, key.number);
}

RowKey keyOf(const ReportRow &row, bool numbered)
{
    const ReportTarget &target = row.target;
    const qint64 *number = numbered ? std::get_if<qint64>(&row.cells.front()) : nullptr;
    return {target.task ? target.task->uuid() : QUuid(), target.program ? target.program->uuid() : QUuid(), target.computer.toCaseFolded(), number ? *number : 0};
}

bool isNumbered(const Report &report)
{
    return !report.columns.empty() && report.columns.front().key == u"number";
}

constexpr int mostGoneRuns = 500; // more of them make it another table

template <typename T>
int runsOf(const std::vector<T> &values, const T &value)
{
    int runs = 0;
    for (size_t i = 0; i < values.size(); ++i)
        runs += values[i] == value && (i == 0 || values[i - 1] != value) ? 1 : 0;
    return runs;
}

struct SortKey {
    bool known = false;
    double number = 0;
    std::optional<QCollatorSortKey> text;
    const ReportRow *row = nullptr;
};

SortKey sortKeyOf(const ReportRow &row, const ReportCell &cell, const QCollator &collator)
{
    SortKey key{!std::holds_alternative<std::monostate>(cell), 0, std::nullopt, &row};
    if (const auto *text = std::get_if<QString>(&cell)) {
        key.known = !text->isEmpty();
        key.text = collator.sortKey(*text);
    } else if (const auto *number = std::get_if<qint64>(&cell)) {
        key.number = static_cast<double>(*number);
    } else if (const auto *share = std::get_if<double>(&cell)) {
        key.number = *share;
    } else if (const auto *codes = std::get_if<ReturnCodeCounts>(&cell)) {
        key.known = !codes->empty();
        key.number = codes->empty() ? 0 : static_cast<double>(codes->front().code);
    }
    return key;
}

int comparison(const SortKey &one, const SortKey &other)
{
    if (one.text && other.text)
        return one.text->compare(*other.text);
    return one.number < other.number ? -1 : int(one.number > other.number);
}

// As rich text, which wraps; what computers wrote is none.
QString wrapped(const QString &plain)
{
    return plain.isEmpty() ? QString() : QStringLiteral("<qt>%1</qt>").arg(plain.toHtmlEscaped().replace(u'\n', QStringLiteral("<br/>")));
}

QString toolTip(const ReportCell &cell, ReportColumnType type)
{
    if (const auto *codes = std::get_if<ReturnCodeCounts>(&cell)) {
        const QStringList meanings = codeMeanings(*codes);
        return meanings.isEmpty() ? ReportModel::tr("Return codes, each with how often it came; 0 is success") : wrapped(meanings.join(u'\n'));
    }
    if (const auto *number = std::get_if<qint64>(&cell); number && type == ReportColumnType::instant)
        return ReportModel::tr("%1 UTC").arg(formatInstant(*number));
    return std::holds_alternative<QString>(cell) ? wrapped(cellText(cell, type)) : QString();
}

} // namespace

QString reportCellText(const ReportCell &cell, ReportColumnType type)
{
    const auto *number = std::get_if<qint64>(&cell);
    return number && type == ReportColumnType::instant ? timeText(*number) : cellText(cell, type);
}

void ReportModel::setReport(SharedReport report)
{
    const bool sameColumns = report && m_report && report->kind == m_report->kind && report->columns == m_report->columns;
    if (sameColumns && follow(report))
        return;
    beginResetModel();
    m_report = std::move(report);
    m_rows.clear();
    for (size_t i = 0; m_report && i < m_report->rows.size(); ++i)
        m_rows.push_back(&m_report->rows[i]);
    if (!sameColumns)
        m_sortColumn = -1;
    m_rows = sorted(std::move(m_rows));
    endResetModel();
}

// False: it is another table altogether.
bool ReportModel::follow(const SharedReport &report)
{
    const SharedReport before = m_report; // its rows are shown until the last of them has been exchanged
    if (report->rows == before->rows) {
        for (const ReportRow *&row : m_rows)
            row = report->rows.data() + (row - before->rows.data());
        m_report = report;
        return true;
    }
    Rows successors = successorsIn(*report);
    if (runsOf<const ReportRow *>(successors, nullptr) > mostGoneRuns)
        return false;
    removeRowsWithout(successors);
    const bool changed = !std::ranges::equal(m_rows, successors, [](const ReportRow *one, const ReportRow *other) { return *one == *other; });
    m_rows = std::move(successors);
    m_report = report;
    appendRowsOf(*m_report);
    Rows rows;
    for (const ReportRow &row : m_report->rows)
        rows.push_back(&row);
    arrange(sorted(std::move(rows)));
    if (changed)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    return true;
}

// What each row is in the newer report; null: it is not in it.
ReportModel::Rows ReportModel::successorsIn(const Report &report) const
{
    const bool numbered = isNumbered(report);
    QHash<RowKey, const ReportRow *> byKey;
    byKey.reserve(std::ssize(report.rows));
    for (const ReportRow &row : report.rows)
        byKey.insert(keyOf(row, numbered), &row);
    Rows successors;
    successors.reserve(m_rows.size());
    for (const ReportRow *row : m_rows)
        successors.push_back(byKey.take(keyOf(*row, numbered))); // each once, whatever a report has twice
    return successors;
}

void ReportModel::removeRowsWithout(Rows &successors)
{
    for (int last = rowCount() - 1; last >= 0; --last) {
        if (successors[static_cast<size_t>(last)])
            continue;
        int first = last;
        while (first > 0 && !successors[static_cast<size_t>(first) - 1])
            --first;
        beginRemoveRows({}, first, last);
        m_rows.erase(m_rows.begin() + first, m_rows.begin() + last + 1);
        successors.erase(successors.begin() + first, successors.begin() + last + 1);
        endRemoveRows();
        last = first;
    }
}

void ReportModel::appendRowsOf(const Report &report)
{
    const QSet<const ReportRow *> there(m_rows.begin(), m_rows.end());
    Rows fresh;
    for (const ReportRow &row : report.rows) {
        if (!there.contains(&row))
            fresh.push_back(&row);
    }
    if (fresh.empty())
        return;
    beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(fresh.size()) - 1);
    m_rows.insert(m_rows.end(), fresh.begin(), fresh.end());
    endInsertRows();
}

// The same rows in another order.
void ReportModel::arrange(Rows rows)
{
    if (rows == m_rows)
        return;
    Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    QHash<const ReportRow *, int> places;
    if (!before.isEmpty()) {
        for (int i = 0; i < static_cast<int>(rows.size()); ++i)
            places.insert(rows[static_cast<size_t>(i)], i);
    }
    QModelIndexList after;
    for (const QModelIndex &persistent : before)
        after.append(index(places.value(m_rows[static_cast<size_t>(persistent.row())]), persistent.column()));
    m_rows = std::move(rows);
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

void ReportModel::sort(int column, Qt::SortOrder order)
{
    m_sortColumn = column;
    m_sortOrder = order;
    if (!m_report)
        return;
    Rows rows;
    for (const ReportRow &row : m_report->rows)
        rows.push_back(&row);
    arrange(sorted(std::move(rows)));
}

ReportModel::Rows ReportModel::sorted(Rows rows) const
{
    if (!m_report || m_sortColumn < 0 || m_sortColumn >= columnCount())
        return rows;
    const QCollator collator = nameCollator();
    std::vector<SortKey> keys;
    keys.reserve(rows.size());
    for (const ReportRow *row : rows)
        keys.push_back(sortKeyOf(*row, row->cells[static_cast<size_t>(m_sortColumn)], collator));
    const int direction = m_sortOrder == Qt::AscendingOrder ? 1 : -1;
    std::ranges::stable_sort(keys, [direction](const SortKey &one, const SortKey &other) {
        if (one.known != other.known)
            return one.known;
        return one.known && comparison(one, other) * direction < 0;
    });
    std::ranges::transform(keys, rows.begin(), &SortKey::row);
    return rows;
}

QString ReportModel::asText(int row) const
{
    QStringList cells;
    for (int column = 0; column < columnCount(); ++column)
        cells.append(data(index(row, column)).toString());
    return cells.join(u'\t');
}

int ReportModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ReportModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() || !m_report ? 0 : static_cast<int>(m_report->columns.size());
}

QVariant ReportModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const ReportCell &cell = row(index.row()).cells[static_cast<size_t>(index.column())];
    const ReportColumnType type = m_report->columns[static_cast<size_t>(index.column())].type;
    switch (role) {
    case Qt::DisplayRole: return reportCellText(cell, type);
    case Qt::ToolTipRole: return toolTip(cell, type);
    case Qt::TextAlignmentRole: return QVariant::fromValue(Qt::Alignment((isNumeric(type) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    default: return {};
    }
}

QVariant ReportModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const ReportColumn &column = m_report->columns[static_cast<size_t>(section)];
    if (role == Qt::DisplayRole)
        return column.title;
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment((isNumeric(column.type) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    if (role == Qt::ToolTipRole && column.type == ReportColumnType::instant)
        return tr("On this computer's clock; an export has it in UTC");
    return {};
}

} // namespace seriatim
