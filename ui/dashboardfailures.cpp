#include "ui/dashboardfailures.h"

#include "models/dashboardwords.h"
#include "ui/columnmemory.h"

#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QScrollBar>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace seriatim {

namespace {

constexpr int widestColumn = 48; // characters, before the user drags it

} // namespace

DashboardFailures::DashboardFailures(QWidget *parent) : QWidget(parent), m_table(new QTreeView(this)), m_none(new QLabel(this)), m_more(new QLabel(this))
{
    m_table->setObjectName(QStringLiteral("failuresTable"));
    m_table->setAccessibleName(tr("Failures of the last 24 hours by cause"));
    m_table->setModel(&m_model);
    m_table->setRootIsDecorated(false);
    m_table->setAlternatingRowColors(true);
    m_table->setUniformRowHeights(true);
    m_table->setTabKeyNavigation(false);
    m_table->setToolTip(tr("Double click a row, or press Enter on it, to see the computers"));
    m_table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_table->header()->setStretchLastSection(true);
    m_columns = new ColumnMemory(*m_table->header(), m_table->objectName());
    m_none->setObjectName(QStringLiteral("noFailures"));
    m_none->setWordWrap(true);
    m_none->setText(tr("Nothing has failed in the last 24 hours."));
    m_more->setObjectName(QStringLiteral("moreFailures"));
    m_more->setWordWrap(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_table);
    layout->addWidget(m_none);
    layout->addWidget(m_more);
    connect(m_table, &QTreeView::activated, this, &DashboardFailures::open);
    connect(m_table->horizontalScrollBar(), &QScrollBar::rangeChanged, this, &DashboardFailures::chooseHeight);
    m_table->hide();
    m_more->hide();
}

DashboardFailures::~DashboardFailures()
{
    m_table->setModel(nullptr); // which goes before the view
}

void DashboardFailures::setFailures(const Dashboard &dashboard)
{
    m_since = dashboard.failuresSince;
    const bool wasEmpty = m_model.rowCount() == 0;
    m_model.setFailures(dashboard.failures);
    const bool isEmpty = m_model.rowCount() == 0;
    m_table->setVisible(!isEmpty);
    m_none->setVisible(isEmpty);
    m_more->setVisible(dashboard.moreFailures > 0);
    m_more->setText(tr("%Ln more cause(s) on fewer computers", nullptr, static_cast<int>(dashboard.moreFailures)));
    if (wasEmpty && !isEmpty)
        chooseWidths();
    chooseHeight();
}

void DashboardFailures::chooseWidths()
{
    for (int column = 0; column < DashboardFailuresModel::Places; ++column) {
        m_table->resizeColumnToContents(column);
        m_table->setColumnWidth(column, std::min(m_table->columnWidth(column), fontMetrics().averageCharWidth() * widestColumn));
    }
    m_columns->apply();
}

void DashboardFailures::chooseHeight()
{
    const int rows = m_model.rowCount();
    if (rows == 0)
        return;
    const int row = std::max(m_table->sizeHintForRow(0), fontMetrics().height());
    const QScrollBar *scroll = m_table->horizontalScrollBar();
    const int bar = scroll->maximum() > scroll->minimum() ? scroll->sizeHint().height() : 0;
    m_table->setFixedHeight(m_table->header()->sizeHint().height() + rows * row + 2 * m_table->frameWidth() + bar);
}

void DashboardFailures::open(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    const FailureGroup failure = m_model.failure(index.row()); // which may go while the menu is open
    if (failure.places.size() == 1) {
        openPlace(failure, failure.places.front());
        return;
    }
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("failurePlaces"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const FailurePlace &place : failure.places) {
        QString text = tr("%1, item %2: %3").arg(place.taskName).arg(place.place).arg(numberText(place.computers));
        menu->addAction(text.replace(u'&', QStringLiteral("&&")), this, [this, failure, place] { openPlace(failure, place); });
    }
    menu->popup(m_table->viewport()->mapToGlobal(m_table->visualRect(index).bottomLeft()));
}

void DashboardFailures::openPlace(const FailureGroup &failure, const FailurePlace &place)
{
    StatusListQuery query;
    query.item = place.item;
    query.itemStatus = failure.status;
    query.returnCode = failure.code;
    query.reportedSince = m_since;
    Q_EMIT statusRequested(place.task.toString(), query);
}

} // namespace seriatim
