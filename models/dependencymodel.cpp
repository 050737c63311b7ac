#include "models/dependencymodel.h"

#include "engine/domain/executionorder.h"

#include <algorithm>

namespace seriatim {

DependencyModel::DependencyModel(TaskEditor &editor, QObject *parent) : QAbstractTableModel(parent), m_editor(editor)
{
    connect(&m_editor, &TaskEditor::draftChanged, this, &DependencyModel::follow);
    connect(&m_editor, &TaskEditor::programsChanged, this, &DependencyModel::follow);
}

void DependencyModel::setItem(int row)
{
    m_item = row;
    follow();
}

void DependencyModel::follow()
{
    const int size = static_cast<int>(m_editor.draft().items.size());
    if (m_item >= size)
        m_item = size - 1;
    const int rows = std::max(m_item, 0);
    if (rows > m_rows) {
        beginInsertRows({}, m_rows, rows - 1);
        m_rows = rows;
        endInsertRows();
    } else if (rows < m_rows) {
        beginRemoveRows({}, rows, m_rows - 1);
        m_rows = rows;
        endRemoveRows();
    }
    if (m_rows > 0)
        Q_EMIT dataChanged(index(0, 0), index(m_rows - 1, columnCountOfModel - 1));
}

int DependencyModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

int DependencyModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columnCountOfModel;
}

const Dependency *DependencyModel::dependencyOn(int row) const
{
    const std::vector<LineItem> &items = m_editor.draft().items;
    const auto &dependencies = items[static_cast<size_t>(m_item)].dependencies;
    const auto found = std::ranges::find(dependencies, items[static_cast<size_t>(row)].id, &Dependency::on);
    return found == dependencies.end() ? nullptr : &*found;
}

QString DependencyModel::nameOf(int row) const
{
    const auto found = m_editor.programs().find(m_editor.draft().items[static_cast<size_t>(row)].program);
    return found ? QStringLiteral("%1 / %2").arg(found->package->name, found->program->name) : tr("a program that is not in the store");
}

ReturnCodeList DependencyModel::programCodes(int row) const
{
    const auto found = m_editor.programs().find(m_editor.draft().items[static_cast<size_t>(row)].program);
    return found ? found->program->codes.successCodes() : ReturnCodeList{0};
}

QVariant DependencyModel::data(const QModelIndex &index, int role) const
{
    // Between an edit and follow() a view may still ask for rows that are on their way out.
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || index.row() >= m_item || m_item >= static_cast<int>(m_editor.draft().items.size()))
        return {};
    const Dependency *dependency = dependencyOn(index.row());
    const bool follows = dependency && !dependency->codes;
    if (role == followsProgramRole)
        return follows;
    if (index.column() == itemColumn) {
        if (role == Qt::CheckStateRole)
            return dependency ? Qt::Checked : Qt::Unchecked;
        if (role == Qt::DisplayRole)
            return QStringLiteral("%1  %2").arg(index.row() + 1).arg(nameOf(index.row()));
        return {};
    }
    switch (role) {
    case Qt::DisplayRole:
        return dependency ? tr("when it returns %1").arg(formatReturnCodes(dependency->codes.value_or(programCodes(index.row())))) : QString();
    case Qt::EditRole:
        return dependency && dependency->codes ? formatReturnCodes(*dependency->codes) : QString();
    case Qt::ToolTipRole:
        if (!dependency)
            return tr("Check it first");
        return follows ? tr("The codes that count as success for the program, also when it is edited later. Type others to write them down.")
                       : tr("Written down for this item. Clear the field to follow the program again.");
    default:
        return {};
    }
}

bool DependencyModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || m_editor.isReadOnly())
        return false;
    if (index.column() == itemColumn && role == Qt::CheckStateRole)
        return setChecked(index.row(), value.toInt() == Qt::Checked);
    if (index.column() == codesColumn && role == Qt::EditRole)
        return setCodes(index.row(), value.toString());
    return false;
}

void DependencyModel::edit(const QString &text, const std::function<void(SequentialTask &, LineItem &)> &change)
{
    m_editor.edit(text, [&](SequentialTask &task) { change(task, task.items[static_cast<size_t>(m_item)]); });
}

bool DependencyModel::setChecked(int row, bool checked)
{
    const LineItemId on = m_editor.draft().items[static_cast<size_t>(row)].id;
    const QString text = checked ? tr("Make item %1 need item %2") : tr("Make item %1 not need item %2");
    edit(text.arg(m_item + 1).arg(row + 1), [&](SequentialTask &, LineItem &item) {
        if (checked && std::ranges::find(item.dependencies, on, &Dependency::on) == item.dependencies.end())
            item.dependencies.push_back({on, std::nullopt});
        else if (!checked)
            std::erase_if(item.dependencies, [&](const Dependency &dependency) { return dependency.on == on; });
    });
    return true;
}

bool DependencyModel::setCodes(int row, const QString &text)
{
    if (!dependencyOn(row))
        return false;
    const Result<ReturnCodeList> codes = parseReturnCodes(text);
    if (!codes) {
        Q_EMIT refused(codes.error().message());
        return false;
    }
    const LineItemId on = m_editor.draft().items[static_cast<size_t>(row)].id;
    edit(tr("Change the codes that item %1 needs of item %2").arg(m_item + 1).arg(row + 1), [&](SequentialTask &, LineItem &item) {
        const auto found = std::ranges::find(item.dependencies, on, &Dependency::on);
        found->codes = codes->empty() ? std::nullopt : std::optional(*codes);
    });
    return true;
}

QVariant DependencyModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == itemColumn ? tr("Runs only if this item") : tr("ended as wanted");
}

Qt::ItemFlags DependencyModel::flags(const QModelIndex &index) const
{
    if (!index.isValid() || index.row() >= m_item)
        return Qt::NoItemFlags;
    Qt::ItemFlags flags = QAbstractTableModel::flags(index) | Qt::ItemNeverHasChildren;
    if (m_editor.isReadOnly())
        return flags;
    if (index.column() == itemColumn)
        flags |= Qt::ItemIsUserCheckable;
    else if (dependencyOn(index.row()))
        flags |= Qt::ItemIsEditable;
    return flags;
}

} // namespace seriatim
