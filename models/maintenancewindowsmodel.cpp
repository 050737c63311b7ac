#include "models/maintenancewindowsmodel.h"

#include "models/durationwords.h"
#include "models/schedulewords.h"

#include <algorithm>

namespace seriatim {

namespace {

QString upperFirst(QString text)
{
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text;
}

} // namespace

void MaintenanceWindowsModel::setWindows(const std::vector<MaintenanceWindow> &windows)
{
    const int old = rowCount();
    const int now = static_cast<int>(windows.size());
    const int common = std::min(old, now);
    for (int row = 0; row < common; ++row) {
        const auto place = static_cast<size_t>(row);
        if (m_windows[place] == windows[place])
            continue;
        m_windows[place] = windows[place];
        Q_EMIT dataChanged(index(row, 0), index(row, columnCountValue - 1));
    }
    if (now < old) {
        beginRemoveRows({}, now, old - 1);
        m_windows = windows;
        endRemoveRows();
    } else if (now > old) {
        beginInsertRows({}, old, now - 1);
        m_windows = windows;
        endInsertRows();
    }
}

void MaintenanceWindowsModel::setEditable(bool editable)
{
    if (std::exchange(m_editable, editable) != editable && rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCountValue - 1));
}

void MaintenanceWindowsModel::addWindow()
{
    beginInsertRows({}, rowCount(), rowCount());
    m_windows.push_back({1, QTime(2, 0), 120});
    endInsertRows();
    Q_EMIT windowsEdited(tr("Add a maintenance window"));
}

void MaintenanceWindowsModel::removeWindows(QList<int> rows)
{
    std::ranges::sort(rows, std::greater{});
    for (const int row : rows) {
        beginRemoveRows({}, row, row);
        m_windows.erase(m_windows.begin() + row);
        endRemoveRows();
    }
    if (!rows.isEmpty())
        Q_EMIT windowsEdited(rows.size() == 1 ? tr("Remove a maintenance window") : tr("Remove %1 maintenance windows").arg(rows.size()));
}

int MaintenanceWindowsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_windows.size());
}

int MaintenanceWindowsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columnCountValue;
}

QVariant MaintenanceWindowsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || (role != Qt::DisplayRole && role != Qt::EditRole))
        return {};
    const MaintenanceWindow &window = m_windows[static_cast<size_t>(index.row())];
    const bool display = role == Qt::DisplayRole;
    switch (static_cast<Column>(index.column())) {
    case daysColumn:
        return display ? QVariant(upperFirst(weekdaysInWords(window.daysOfTheWeek))) : QVariant(window.daysOfTheWeek);
    case startColumn:
        return display ? QVariant(window.start.toString(QStringLiteral("HH:mm"))) : QVariant(window.start);
    case lengthColumn:
        return display ? QVariant(lengthText(window.durationMinutes)) : QVariant(window.durationMinutes);
    case columnCountValue:
        break;
    }
    return {};
}

QVariant MaintenanceWindowsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (static_cast<Column>(section)) {
    case daysColumn: return tr("Days");
    case startColumn: return tr("Start");
    case lengthColumn: return tr("Length");
    case columnCountValue: break;
    }
    return {};
}

Qt::ItemFlags MaintenanceWindowsModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return m_editable && index.isValid() ? flags | Qt::ItemIsEditable : flags;
}

bool MaintenanceWindowsModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid() || role != Qt::EditRole || !m_editable)
        return false;
    MaintenanceWindow window = m_windows[static_cast<size_t>(index.row())];
    QString text;
    switch (static_cast<Column>(index.column())) {
    case daysColumn:
        window.daysOfTheWeek = value.toInt();
        text = tr("Change the days of a maintenance window");
        break;
    case startColumn:
        window.start = value.toTime();
        text = tr("Change the start of a maintenance window");
        break;
    case lengthColumn:
        window.durationMinutes = value.toInt();
        text = tr("Change the length of a maintenance window");
        break;
    case columnCountValue:
        return false;
    }
    if (window.daysOfTheWeek == 0 || !window.start.isValid() || window.durationMinutes < 1)
        return false;
    if (window == m_windows[static_cast<size_t>(index.row())])
        return true;
    m_windows[static_cast<size_t>(index.row())] = window;
    Q_EMIT dataChanged(index, index);
    Q_EMIT windowsEdited(text);
    return true;
}

} // namespace seriatim
