#include "ui/comparisontables.h"

#include <QHeaderView>
#include <QSplitter>
#include <QTableView>

namespace seriatim {

QTableView *makeComparisonTable(QAbstractItemModel &model, const QString &objectName, const QString &accessibleName, QWidget *parent)
{
    auto *table = new QTableView(parent);
    table->setObjectName(objectName);
    table->setAccessibleName(accessibleName);
    table->setModel(&model);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setAlternatingRowColors(true);
    table->setShowGrid(false);
    table->setWordWrap(false);
    table->setTabKeyNavigation(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(table->fontMetrics().height() * 3 / 2);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    return table;
}

void fitColumns(QTableView &table, int stretched)
{
    table.resizeColumnsToContents();
    if (stretched < table.horizontalHeader()->count())
        table.horizontalHeader()->setSectionResizeMode(stretched, QHeaderView::Stretch);
}

void shareEvenly(QSplitter &splitter)
{
    constexpr int large = 10'000; // what there is not is divided in the same proportion
    splitter.setSizes({large, large});
    splitter.setStretchFactor(0, 1);
    splitter.setStretchFactor(1, 1);
}

} // namespace seriatim
