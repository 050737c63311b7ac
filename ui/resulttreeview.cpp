#include "ui/resulttreeview.h"

#include "ui/theme.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>

#include <algorithm>

namespace seriatim {

namespace {

constexpr int fewRows = 300;

// Rows below the top level's, as far as `levels` go; counts no further than a few.
int rowsBelow(const QAbstractItemModel &model, const QModelIndex &parent, int levels)
{
    int rows = model.rowCount(parent);
    for (int row = 0, count = rows; levels > 1 && row < count && rows <= fewRows; ++row)
        rows += rowsBelow(model, model.index(row, 0, parent), levels - 1);
    return rows;
}

bool isText(const QKeyEvent &event)
{
    const Qt::KeyboardModifiers modifiers = event.modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier);
    return modifiers == Qt::NoModifier && !event.text().isEmpty() && event.text().front().isPrint();
}

} // namespace

ResultTreeView::ResultTreeView(QWidget *parent) : QTreeView(parent)
{
    setUniformRowHeights(true);
    setAllColumnsShowFocus(true);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn); // one that comes and goes would lay everything out again at a key press
    header()->setStretchLastSection(false);
    header()->setSectionsMovable(false);
}

void ResultTreeView::setHint(const QString &hint)
{
    m_hint = hint;
    setAccessibleDescription(hint);
    viewport()->update();
}

void ResultTreeView::expandWhatIsFew()
{
    if (rowsBelow(*model(), {}, 3) <= fewRows) {
        expandAll();
    } else if (rowsBelow(*model(), {}, 2) <= fewRows) {
        for (int row = 0; row < model()->rowCount(); ++row)
            expand(model()->index(row, 0));
    }
    executeDelayedItemsLayout(); // at the first painting it would bring about a second one
}

bool ResultTreeView::isOnFirstRow() const
{
    const QModelIndex current = currentIndex();
    return !current.isValid() || (current.row() == 0 && !current.parent().isValid());
}

// In whichever column the row was clicked.
void ResultTreeView::toggleCurrent()
{
    const QModelIndex current = currentIndex().siblingAtColumn(0);
    if (!current.flags().testFlag(Qt::ItemIsUserCheckable))
        return;
    const bool isChecked = current.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    model()->setData(current, isChecked ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

void ResultTreeView::keyPressEvent(QKeyEvent *event)
{
    const bool isPlain = (event->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
    if (event->key() == Qt::Key_Space && isPlain) {
        toggleCurrent();
    } else if (event->key() == Qt::Key_Up && isPlain && isOnFirstRow()) {
        Q_EMIT leftUpwards();
    } else if (isText(*event) && event->key() != Qt::Key_Plus && event->key() != Qt::Key_Minus && event->key() != Qt::Key_Asterisk) {
        Q_EMIT typed(event->text());
    } else {
        QTreeView::keyPressEvent(event);
    }
}

void ResultTreeView::paintEvent(QPaintEvent *event)
{
    QTreeView::paintEvent(event);
    if (m_hint.isEmpty() || !model() || model()->rowCount() > 0)
        return;
    QPainter painter(viewport());
    painter.setPen(toneColor(Tone::muted, palette()));
    const int margin = fontMetrics().height();
    painter.drawText(viewport()->rect().adjusted(margin, margin, -margin, -margin), Qt::AlignCenter | Qt::TextWordWrap, m_hint);
}

void ResultTreeView::resizeEvent(QResizeEvent *event)
{
    QTreeView::resizeEvent(event);
    if (header()->count() == 0)
        return;
    int others = 0;
    for (int section = 1; section < header()->count(); ++section)
        others += header()->sectionSize(section);
    header()->resizeSection(0, std::max(viewport()->width() - others, fontMetrics().averageCharWidth() * 20));
}

} // namespace seriatim
