// DependencyModel: the items before one line item as check boxes, with the return codes on which it depends (B3).
#pragma once

#include "models/taskeditor.h"

#include <QAbstractTableModel>

namespace seriatim {

class DependencyModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { itemColumn, codesColumn, columnCountOfModel };
    enum Role { followsProgramRole = Qt::UserRole }; // bool: the codes are the program's own

    explicit DependencyModel(TaskEditor &editor, QObject *parent = nullptr);

    // The item whose dependencies are shown, a row from 0; -1: none.
    void setItem(int row);
    [[nodiscard]] int item() const { return m_item; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    void refused(const QString &why); // codes that are none

private:
    void follow();
    [[nodiscard]] const Dependency *dependencyOn(int row) const;
    [[nodiscard]] QString nameOf(int row) const;
    [[nodiscard]] ReturnCodeList programCodes(int row) const;
    [[nodiscard]] bool setChecked(int row, bool checked);
    [[nodiscard]] bool setCodes(int row, const QString &text);
    void edit(const QString &text, const std::function<void(SequentialTask &, LineItem &)> &change);

    TaskEditor &m_editor;
    int m_item = -1;
    int m_rows = 0;
};

} // namespace seriatim
