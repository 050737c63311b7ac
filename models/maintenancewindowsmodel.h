// MaintenanceWindowsModel: the maintenance windows of one set of options as a table: days, start, length. An edit is told
// whole, in words; whoever owns the options puts it there.
#pragma once

#include "engine/domain/options.h"

#include <QAbstractTableModel>

namespace seriatim {

class MaintenanceWindowsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { daysColumn, startColumn, lengthColumn, columnCountValue };

    using QAbstractTableModel::QAbstractTableModel;

    [[nodiscard]] const std::vector<MaintenanceWindow> &windows() const { return m_windows; }
    void setWindows(const std::vector<MaintenanceWindow> &windows); // tells only the views
    void setEditable(bool editable);

    void addWindow();                 // Sunday 02:00 for 2 hours
    void removeWindows(QList<int> rows);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    // EditRole: the days' bits, a QTime, whole minutes.
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override; // no days or no length: refused

Q_SIGNALS:
    void windowsEdited(const QString &text); // in the imperative, for the history

private:
    std::vector<MaintenanceWindow> m_windows;
    bool m_editable = true;
};

} // namespace seriatim
