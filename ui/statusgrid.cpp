#include "ui/statusgrid.h"

#include "ui/statusdelegate.h"
#include "ui/statuslook.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QScrollBar>
#include <QShortcut>

#include <algorithm>

namespace seriatim {

namespace {

constexpr int widestItemColumn = 24; // in average characters

} // namespace

StatusGrid::StatusGrid(QAbstractItemModel &model, int itemStatusRole, int computerStatusRole, QWidget *parent) : QTableView(parent)
{
    setModel(&model);
    // The names stand in the header of the rows, where they stay in sight beside forty items.
    setColumnHidden(computerColumn, true);
    setItemDelegate(new StatusDelegate(itemStatusRole, computerStatusRole, this));
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setWordWrap(false);
    setAlternatingRowColors(true);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setTabKeyNavigation(false);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    horizontalHeader()->setTextElideMode(Qt::ElideRight);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + fontMetrics().height() / 2);
    verticalHeader()->setHighlightSections(false); // bold names would not fit any more
    verticalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    auto *copy = new QShortcut(QKeySequence::Copy, this, nullptr, nullptr, Qt::WidgetShortcut);
    connect(copy, &QShortcut::activated, this, &StatusGrid::copyWished);
}

void StatusGrid::fitColumns(int itemCount, const QStringList &widestAfterItems)
{
    const QFontMetrics metrics = fontMetrics();
    const int padding = style()->pixelMetric(QStyle::PM_SmallIconSize, nullptr, this) + metrics.averageCharWidth() * 6;
    const auto wide = [&](const QString &text) { return metrics.horizontalAdvance(text) + padding; };
    const auto plain = [&](const QString &text) { return metrics.horizontalAdvance(text) + metrics.averageCharWidth() * 4; };
    setColumnWidth(statusColumn, wide(statusText(ComputerStatus::restartPending)));
    for (int column = firstItemColumn; column < firstItemColumn + itemCount; ++column) {
        const int header = plain(model()->headerData(column, Qt::Horizontal).toString());
        setColumnWidth(column, std::clamp(header, wide(statusText(ItemStatus::alreadyPresent)), metrics.averageCharWidth() * widestItemColumn));
    }
    for (int i = 0; i < widestAfterItems.size(); ++i)
        setColumnWidth(firstItemColumn + itemCount + i, plain(widestAfterItems[i]));
}

StatusGrid::Place StatusGrid::place() const
{
    const int first = rowAt(0);
    return {first >= 0 ? model()->index(first, computerColumn).data().toString() : QString(), verticalScrollBar()->value(), horizontalScrollBar()->value()};
}

void StatusGrid::goBackTo(const Place &place, int row)
{
    if (row >= 0)
        scrollTo(model()->index(row, statusColumn), QAbstractItemView::PositionAtTop);
    else
        verticalScrollBar()->setValue(place.vertical);
    horizontalScrollBar()->setValue(place.horizontal);
}

void StatusGrid::selectQuietly(const QModelIndex &index)
{
    setAutoScroll(false);
    setCurrentIndex(index);
    setAutoScroll(true);
}

void StatusGrid::copySelection() const
{
    QModelIndexList rows = selectionModel()->selectedRows(statusColumn);
    std::ranges::sort(rows, {}, [](const QModelIndex &index) { return index.row(); });
    const auto line = [&](auto cell) {
        QStringList cells;
        for (int column = 0; column < model()->columnCount(); ++column)
            cells.append(cell(column));
        return cells.join(u'\t');
    };
    QStringList lines{line([&](int column) { return model()->headerData(column, Qt::Horizontal).toString(); })};
    for (const QModelIndex &row : rows)
        lines.append(line([&](int column) { return row.siblingAtColumn(column).data().toString(); }));
    QGuiApplication::clipboard()->setText(lines.join(u'\n'));
}

} // namespace seriatim
