// ExecutionOrderView: the list of line items with the dependency chain beside it. Tells what the user wants done; whoever
// listens does it, because it may have to ask first (B4).
#pragma once

#include "models/executionordermodel.h"

#include <QTreeView>

namespace seriatim {

class ColumnMemory;
class DependencyChainDelegate;

class ExecutionOrderView : public QTreeView
{
    Q_OBJECT

public:
    explicit ExecutionOrderView(QWidget *parent = nullptr);

    void setOrder(TaskEditor &editor, ExecutionOrderModel &model);
    [[nodiscard]] std::vector<int> selectedRows() const; // ascending
    void selectRows(const std::vector<int> &rows);

Q_SIGNALS:
    void rowsDropped(const std::vector<int> &rows, int before);
    void programsDropped(const std::vector<seriatim::ProgramId> &programs, int before);
    void itemsDropped(const QByteArray &document, int before); // line items of another task
    void openProgramRequested(int row);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void updateChain();
    void fitChainColumn();
    void fitColumns();
    [[nodiscard]] int rowBefore(const QPoint &position) const;
    [[nodiscard]] bool accepts(const QMimeData &dragged) const;

    TaskEditor *m_editor = nullptr;
    ExecutionOrderModel *m_model = nullptr;
    DependencyChainDelegate *m_chainDelegate;
    ColumnMemory *m_columns = nullptr;
    bool m_fitted = false;
};

} // namespace seriatim
