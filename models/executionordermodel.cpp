#include "models/executionordermodel.h"

#include "engine/exchange/lineitems.h"
#include "models/programwords.h"

#include <QMimeData>
#include <QSet>

#include <algorithm>

namespace seriatim {

namespace {

// Beyond that, one signal that everything was laid out anew is kinder to a view than thousands.
constexpr int maximumMoves = 400;

QString editorMark(const TaskEditor &editor)
{
    return QString::number(reinterpret_cast<quintptr>(&editor));
}

QHash<LineItemId, int> rowsOf(const std::vector<LineItem> &items)
{
    QHash<LineItemId, int> rows;
    rows.reserve(static_cast<qsizetype>(items.size()));
    for (size_t i = 0; i < items.size(); ++i)
        rows.insert(items[i].id, static_cast<int>(i));
    return rows;
}

// "1, 3–5"
QString placesText(std::vector<int> places)
{
    std::ranges::sort(places);
    QStringList parts;
    for (size_t i = 0; i < places.size();) {
        size_t last = i;
        while (last + 1 < places.size() && places[last + 1] == places[last] + 1)
            ++last;
        if (last - i < 2) {
            for (size_t k = i; k <= last; ++k)
                parts.append(QString::number(places[k]));
        } else {
            parts.append(QStringLiteral("%1–%2").arg(places[i]).arg(places[last]));
        }
        i = last + 1;
    }
    return parts.join(QStringLiteral(", "));
}

} // namespace

ExecutionOrderModel::ExecutionOrderModel(TaskEditor &editor, QObject *parent)
    : QAbstractTableModel(parent), m_editor(editor), m_items(editor.draft().items), m_rows(rowsOf(m_items))
{
    connect(&m_editor, &TaskEditor::draftChanged, this, &ExecutionOrderModel::follow);
    connect(&m_editor, &TaskEditor::programsChanged, this, [this] {
        if (!m_items.empty())
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    });
}

int ExecutionOrderModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_items.size());
}

int ExecutionOrderModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columnCountOfModel;
}

void ExecutionOrderModel::follow()
{
    const std::vector<LineItem> &target = m_editor.draft().items;
    if (target == m_items)
        return;
    removeMissing(target);
    bringInto(target);
    m_items = target;
    m_rows = rowsOf(m_items);
    if (!m_items.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

void ExecutionOrderModel::removeMissing(const std::vector<LineItem> &target)
{
    const QHash<LineItemId, int> wanted = rowsOf(target);
    for (int last = rowCount() - 1; last >= 0; --last) {
        if (wanted.contains(m_items[static_cast<size_t>(last)].id))
            continue;
        int first = last;
        while (first > 0 && !wanted.contains(m_items[static_cast<size_t>(first - 1)].id))
            --first;
        beginRemoveRows({}, first, last);
        m_items.erase(m_items.begin() + first, m_items.begin() + last + 1);
        endRemoveRows();
        last = first;
    }
}

// Whatever still differs at a place is either new there or comes from further down.
void ExecutionOrderModel::bringInto(const std::vector<LineItem> &target)
{
    QSet<LineItemId> present;
    for (const LineItem &item : m_items)
        present.insert(item.id);
    int moves = 0;
    for (size_t i = 0; i < target.size(); ++i) {
        if (i < m_items.size() && m_items[i].id == target[i].id)
            continue;
        if (!present.contains(target[i].id)) {
            size_t end = i + 1;
            while (end < target.size() && !present.contains(target[end].id))
                ++end;
            beginInsertRows({}, static_cast<int>(i), static_cast<int>(end) - 1);
            m_items.insert(m_items.begin() + static_cast<std::ptrdiff_t>(i), target.begin() + static_cast<std::ptrdiff_t>(i),
                           target.begin() + static_cast<std::ptrdiff_t>(end));
            endInsertRows();
            i = end - 1;
            continue;
        }
        if (++moves > maximumMoves)
            break;
        size_t from = i;
        while (m_items[from].id != target[i].id)
            ++from;
        size_t count = 1;
        while (from + count < m_items.size() && i + count < target.size() && m_items[from + count].id == target[i + count].id)
            ++count;
        beginMoveRows({}, static_cast<int>(from), static_cast<int>(from + count) - 1, {}, static_cast<int>(i));
        const auto begin = m_items.begin();
        std::rotate(begin + static_cast<std::ptrdiff_t>(i), begin + static_cast<std::ptrdiff_t>(from),
                    begin + static_cast<std::ptrdiff_t>(from + count));
        endMoveRows();
    }
    if (moves <= maximumMoves)
        return;

    // New ones further down come first, so that only the order is left.
    for (const LineItem &item : target) {
        if (!present.contains(item.id)) {
            if (std::ranges::find(m_items, item.id, &LineItem::id) != m_items.end())
                continue;
            beginInsertRows({}, rowCount(), rowCount());
            m_items.push_back(item);
            endInsertRows();
        }
    }
    Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    const QHash<LineItemId, int> wanted = rowsOf(target);
    const QModelIndexList before = persistentIndexList();
    QModelIndexList after;
    for (const QModelIndex &old : before)
        after.append(index(wanted.value(m_items[static_cast<size_t>(old.row())].id), old.column()));
    m_items = target;
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

QVariant ExecutionOrderModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const LineItem &item = m_items[static_cast<size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return textOf(index.row(), index.column());
    case Qt::ToolTipRole:
        return toolTipOf(index.row(), index.column());
    case Qt::TextAlignmentRole:
        return index.column() == placeColumn || index.column() == runTimeColumn
                   ? QVariant(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    case missingRole:
        return !m_editor.programs().find(item.program);
    case afterRunningRole: {
        const auto found = m_editor.programs().find(item.program);
        return static_cast<int>(found ? found->program->afterRunning : AfterRunning::noAction);
    }
    default:
        return {};
    }
}

QString ExecutionOrderModel::textOf(int row, int column) const
{
    const LineItem &item = m_items[static_cast<size_t>(row)];
    const auto found = m_editor.programs().find(item.program);
    switch (static_cast<Column>(column)) {
    case chainColumn: return {};
    case placeColumn: return QString::number(row + 1);
    case packageColumn: return found ? packageText(*found->package) : tr("not in the store");
    case programColumn: return found ? found->program->name : item.program.toString();
    case successCodesColumn: return found ? formatReturnCodes(found->program->codes.successCodes()) : QString();
    case afterRunningColumn: return found && found->program->afterRunning != AfterRunning::noAction ? afterRunningText(found->program->afterRunning) : QStringLiteral("—");
    case dependenciesColumn: return dependenciesText(item);
    case runTimeColumn: return found && found->program->estimatedRunTimeMinutes > 0 ? minutesText(found->program->estimatedRunTimeMinutes) : QStringLiteral("—");
    case columnCountOfModel: break;
    }
    return {};
}

QString ExecutionOrderModel::dependenciesText(const LineItem &item) const
{
    std::vector<int> plain;
    QStringList written;
    for (const Dependency &dependency : item.dependencies) {
        const int place = m_rows.value(dependency.on, -1) + 1;
        if (dependency.codes)
            written.append(tr("%1 to return %2").arg(place).arg(formatReturnCodes(*dependency.codes)));
        else
            plain.push_back(place);
    }
    QStringList parts;
    if (!plain.empty())
        parts.append(placesText(std::move(plain)));
    parts += written;
    return parts.isEmpty() ? QStringLiteral("—") : tr("needs %1").arg(parts.join(QStringLiteral(", ")));
}

QString ExecutionOrderModel::toolTipOf(int row, int column) const
{
    const LineItem &item = m_items[static_cast<size_t>(row)];
    const auto found = m_editor.programs().find(item.program);
    if (!found)
        return tr("The program %1 is not in this store any more. Import it again, or remove the item.").arg(item.program.toString());
    if (column == chainColumn || column == dependenciesColumn) {
        return item.dependencies.empty() ? tr("Runs whatever became of the items before it")
                                         : tr("Is skipped unless every item that it needs returned one of the codes");
    }
    return found->program->commandLine;
}

QVariant ExecutionOrderModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    const bool tip = role == Qt::ToolTipRole;
    switch (static_cast<Column>(section)) {
    case chainColumn: return tip ? tr("Which items need which: a line from each item up to those that it needs") : QString();
    case placeColumn: return tip ? tr("Place in the execution order") : tr("Place");
    case packageColumn: return tr("Package");
    case programColumn: return tr("Program");
    case successCodesColumn: return tip ? tr("Return codes that count as success") : tr("Success codes");
    case afterRunningColumn: return tip ? tr("What happens to the computer after a success") : tr("After running");
    case dependenciesColumn: return tip ? tr("Earlier items that must have ended as wanted, or this one is skipped") : tr("Dependencies");
    case runTimeColumn: return tip ? tr("Estimated run time") : tr("Run time");
    case columnCountOfModel: break;
    }
    return {};
}

Qt::ItemFlags ExecutionOrderModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags drop = m_editor.isReadOnly() ? Qt::NoItemFlags : Qt::ItemIsDropEnabled;
    if (!index.isValid())
        return drop;
    return QAbstractTableModel::flags(index) | Qt::ItemIsDragEnabled | Qt::ItemNeverHasChildren;
}

QStringList ExecutionOrderModel::mimeTypes() const
{
    return {rowsMimeType(), programsMimeType(), QStringLiteral("text/plain")};
}

QMimeData *ExecutionOrderModel::mimeData(const QModelIndexList &indexes) const
{
    std::vector<int> rows;
    for (const QModelIndex &index : indexes)
        rows.push_back(index.row());
    std::ranges::sort(rows);
    const auto rest = std::ranges::unique(rows);
    rows.erase(rest.begin(), rest.end());
    if (rows.empty())
        return nullptr;

    QStringList words{editorMark(m_editor)};
    for (const int row : rows)
        words.append(QString::number(row));
    auto *data = new QMimeData;
    data->setData(rowsMimeType(), words.join(u' ').toLatin1());
    data->setText(QString::fromUtf8(writeLineItems(m_editor.draft(), rows, m_editor.programs())));
    return data;
}

std::vector<int> ExecutionOrderModel::draggedRows(const QMimeData &data) const
{
    const QStringList words = QString::fromLatin1(data.data(rowsMimeType())).split(u' ', Qt::SkipEmptyParts);
    std::vector<int> rows;
    if (words.isEmpty() || words.front() != editorMark(m_editor))
        return rows;
    for (const QString &word : words.mid(1)) {
        if (const int row = word.toInt(); row >= 0 && row < rowCount())
            rows.push_back(row);
    }
    return rows;
}

std::vector<ProgramId> ExecutionOrderModel::draggedPrograms(const QMimeData &data)
{
    std::vector<ProgramId> programs;
    const QStringList lines = QString::fromLatin1(data.data(programsMimeType())).split(u'\n', Qt::SkipEmptyParts);
    for (const QString &line : lines) {
        if (const auto id = ProgramId::parse(line))
            programs.push_back(*id);
    }
    return programs;
}

} // namespace seriatim
