#include "ui/executionorderview.h"

#include "ui/columnmemory.h"
#include "ui/dependencychaindelegate.h"
#include "ui/icons.h"
#include "ui/theme.h"

#include <QDropEvent>
#include <QHeaderView>
#include <QMimeData>
#include <QPainter>

#include <algorithm>

namespace seriatim {

namespace {

using Model = ExecutionOrderModel;

// Icons belong to the screen, so the model does not have them.
class ItemDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        const bool missing = index.data(Model::missingRole).toBool();
        if (index.column() == Model::packageColumn)
            setIcon(*option, missing ? Symbol::warning : Symbol::package);
        else if (index.column() == Model::programColumn && !missing)
            setIcon(*option, Symbol::program);
        else if (index.column() == Model::afterRunningColumn && index.data(Model::afterRunningRole).toInt() == static_cast<int>(AfterRunning::restart))
            setIcon(*option, Symbol::restart);
        else if (index.column() == Model::afterRunningColumn && index.data(Model::afterRunningRole).toInt() == static_cast<int>(AfterRunning::logOff))
            setIcon(*option, Symbol::logOff);
        if (missing && !(option->state & QStyle::State_Selected))
            option->palette.setColor(QPalette::Text, toneColor(Tone::bad, option->palette));
    }

private:
    static void setIcon(QStyleOptionViewItem &option, Symbol symbol)
    {
        option.icon = icon(symbol);
        option.features |= QStyleOptionViewItem::HasDecoration;
    }
};

} // namespace

ExecutionOrderView::ExecutionOrderView(QWidget *parent) : QTreeView(parent), m_chainDelegate(new DependencyChainDelegate(this))
{
    setRootIsDecorated(false);
    setItemsExpandable(false);
    setUniformRowHeights(true);
    setAllColumnsShowFocus(true);
    setAlternatingRowColors(true);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setDragDropMode(QAbstractItemView::DragDrop);
    setDefaultDropAction(Qt::MoveAction);
    setDropIndicatorShown(true);
    setItemDelegate(new ItemDelegate(this));
    setItemDelegateForColumn(Model::chainColumn, m_chainDelegate);
    header()->setStretchLastSection(false);
    header()->setSectionsMovable(false);
    header()->setMinimumSectionSize(fontMetrics().height());
    connect(this, &QTreeView::doubleClicked, this, [this](const QModelIndex &index) { Q_EMIT openProgramRequested(index.row()); });
}

void ExecutionOrderView::setOrder(TaskEditor &editor, ExecutionOrderModel &model)
{
    m_editor = &editor;
    m_model = &model;
    setModel(&model);
    connect(&editor, &TaskEditor::draftChanged, this, &ExecutionOrderView::updateChain);
    connect(&editor, &TaskEditor::programsChanged, this, &ExecutionOrderView::fitColumns);
    connect(&model, &QAbstractItemModel::rowsInserted, this, &ExecutionOrderView::fitColumns);
    header()->setSectionResizeMode(Model::chainColumn, QHeaderView::Fixed);
    header()->setSectionResizeMode(Model::programColumn, QHeaderView::Stretch);
    updateChain();
    m_columns = new ColumnMemory(*header(), objectName());
    fitColumns();
}

void ExecutionOrderView::updateChain()
{
    m_chainDelegate->setChain(DependencyChain(m_editor->draft().items));
    fitChainColumn();
    viewport()->update();
}

void ExecutionOrderView::fitChainColumn()
{
    header()->resizeSection(Model::chainColumn, DependencyChainDelegate::widthFor(m_chainDelegate->chain(), fontMetrics()));
}

void ExecutionOrderView::fitColumns()
{
    if (m_fitted && m_model->rowCount() > 1)
        return; // from the first items on the widths are the user's
    for (int column = Model::placeColumn; column < Model::columnCountOfModel; ++column) {
        if (column != Model::programColumn)
            resizeColumnToContents(column);
    }
    m_columns->apply();
    m_fitted = m_model->rowCount() > 0;
}

std::vector<int> ExecutionOrderView::selectedRows() const
{
    std::vector<int> rows;
    if (selectionModel()) {
        const QModelIndexList selected = selectionModel()->selectedRows();
        for (const QModelIndex &index : selected)
            rows.push_back(index.row());
    }
    std::ranges::sort(rows);
    return rows;
}

void ExecutionOrderView::selectRows(const std::vector<int> &rows)
{
    if (rows.empty()) {
        selectionModel()->clear();
        return;
    }
    QItemSelection selection;
    for (size_t i = 0; i < rows.size();) {
        size_t last = i;
        while (last + 1 < rows.size() && rows[last + 1] == rows[last] + 1)
            ++last;
        selection.select(m_model->index(rows[i], 0), m_model->index(rows[last], m_model->columnCount() - 1));
        i = last + 1;
    }
    selectionModel()->setCurrentIndex(m_model->index(rows.front(), Model::programColumn), QItemSelectionModel::NoUpdate);
    selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    scrollTo(m_model->index(rows.back(), 0));
    scrollTo(m_model->index(rows.front(), 0));
}

void ExecutionOrderView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTreeView::currentChanged(current, previous);
    m_chainDelegate->setCurrentRow(current.row());
    viewport()->update();
}

void ExecutionOrderView::changeEvent(QEvent *event)
{
    QTreeView::changeEvent(event);
    if (event->type() == QEvent::FontChange && m_model)
        fitChainColumn();
}

void ExecutionOrderView::paintEvent(QPaintEvent *event)
{
    QTreeView::paintEvent(event);
    if (!m_model || m_model->rowCount() > 0)
        return;
    QPainter painter(viewport());
    painter.setPen(toneColor(Tone::muted, palette()));
    const QRect area = viewport()->rect().adjusted(12, 12, -12, -12);
    painter.drawText(area, Qt::AlignCenter | Qt::TextWordWrap,
                     m_editor->isReadOnly() ? tr("No package-programs in this sequence")
                                            : tr("Nothing to run yet. Add package-programs with + or drag them here from Packages."));
}

bool ExecutionOrderView::accepts(const QMimeData &dragged) const
{
    return m_editor && !m_editor->isReadOnly()
           && (dragged.hasFormat(Model::rowsMimeType()) || dragged.hasFormat(Model::programsMimeType()) || dragged.hasText());
}

void ExecutionOrderView::dragEnterEvent(QDragEnterEvent *event)
{
    QTreeView::dragEnterEvent(event);
    event->setAccepted(accepts(*event->mimeData()));
}

void ExecutionOrderView::dragMoveEvent(QDragMoveEvent *event)
{
    QTreeView::dragMoveEvent(event); // scrolls, and shows where it would go
    if (!accepts(*event->mimeData())) {
        event->ignore();
        return;
    }
    if (event->source() != this)
        event->setDropAction(Qt::CopyAction);
    event->accept();
}

int ExecutionOrderView::rowBefore(const QPoint &position) const
{
    const QModelIndex index = indexAt(position);
    if (!index.isValid())
        return m_model->rowCount();
    return position.y() < visualRect(index).center().y() ? index.row() : index.row() + 1;
}

void ExecutionOrderView::dropEvent(QDropEvent *event)
{
    if (!accepts(*event->mimeData())) {
        event->ignore();
        return;
    }
    const int before = rowBefore(event->position().toPoint());
    const std::vector<int> rows = m_model->draggedRows(*event->mimeData());
    const std::vector<ProgramId> programs = Model::draggedPrograms(*event->mimeData());
    if (!rows.empty())
        Q_EMIT rowsDropped(rows, before);
    else if (!programs.empty())
        Q_EMIT programsDropped(programs, before);
    else
        Q_EMIT itemsDropped(event->mimeData()->text().toUtf8(), before);
    // The rows are where they belong; a view that believes they were moved away would remove them.
    event->setDropAction(Qt::CopyAction);
    event->accept();
    setState(NoState);
    viewport()->update();
}

} // namespace seriatim
