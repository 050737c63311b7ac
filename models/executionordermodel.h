// ExecutionOrderModel: the line items of a task's draft in their order, a row each. Follows the editor, whatever changed the
// draft, with the moves, insertions and removals that lead there, so that selections go with their rows.
#pragma once

#include "models/taskeditor.h"

#include <QAbstractTableModel>

namespace seriatim {

class ExecutionOrderModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { chainColumn, placeColumn, packageColumn, programColumn, successCodesColumn, afterRunningColumn, dependenciesColumn, runTimeColumn, columnCountOfModel };
    enum Role {
        missingRole = Qt::UserRole, // bool: its program is not in the store
        afterRunningRole            // int of AfterRunning
    };

    explicit ExecutionOrderModel(TaskEditor &editor, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] QStringList mimeTypes() const override;
    [[nodiscard]] QMimeData *mimeData(const QModelIndexList &indexes) const override;
    [[nodiscard]] Qt::DropActions supportedDropActions() const override { return Qt::MoveAction | Qt::CopyAction; }
    [[nodiscard]] Qt::DropActions supportedDragActions() const override { return Qt::MoveAction | Qt::CopyAction; }

    [[nodiscard]] const std::vector<LineItem> &items() const { return m_items; }

    // Rows of this very editor, as they are dragged: "EDITOR ROW ROW …"; a drop elsewhere reads the text, which is XML.
    static QString rowsMimeType() { return QStringLiteral("application/x-seriatim-rows"); }
    // One ProgramId a line, dragged out of a package tree.
    static QString programsMimeType() { return QStringLiteral("application/x-seriatim-programs"); }
    [[nodiscard]] std::vector<int> draggedRows(const QMimeData &data) const; // empty: not from here
    [[nodiscard]] static std::vector<ProgramId> draggedPrograms(const QMimeData &data);

private:
    void follow();
    void removeMissing(const std::vector<LineItem> &target);
    void bringInto(const std::vector<LineItem> &target);
    [[nodiscard]] QString textOf(int row, int column) const;
    [[nodiscard]] QString dependenciesText(const LineItem &item) const;
    [[nodiscard]] QString toolTipOf(int row, int column) const;

    TaskEditor &m_editor;
    std::vector<LineItem> m_items; // as the rows are now; equal to the draft's outside follow()
    QHash<LineItemId, int> m_rows;
};

} // namespace seriatim
