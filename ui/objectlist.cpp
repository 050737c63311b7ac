#include "ui/objectlist.h"

#include "models/objecttablemodel.h"
#include "ui/columnmemory.h"
#include "ui/icons.h"

#include <QAction>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace seriatim {

ObjectList::ObjectList(const Words &words, QAbstractItemModel &model, std::function<void(const QString &)> setFilter, bool readOnly, QWidget *parent)
    : QWidget(parent), m_words(words), m_readOnly(readOnly), m_filter(new QLineEdit(this)), m_count(new QLabel(this)), m_empty(new QLabel(words.empty, this)),
      m_view(new QTreeView(this))
{
    m_filter->setObjectName(words.objectName + QStringLiteral("Filter"));
    m_filter->setPlaceholderText(tr("Search in all columns"));
    m_filter->setClearButtonEnabled(true);
    m_filter->installEventFilter(this);
    m_count->setObjectName(words.objectName + QStringLiteral("Count"));
    m_empty->setWordWrap(true);
    m_empty->hide();
    m_view->setObjectName(words.objectName + QStringLiteral("View"));
    m_view->setModel(&model);
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setAlternatingRowColors(true);
    m_view->setAllColumnsShowFocus(true);
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setSortingEnabled(true);
    m_view->sortByColumn(0, Qt::AscendingOrder);
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
    const int character = fontMetrics().averageCharWidth();
    for (int column = 0; column < model.columnCount(); ++column)
        m_view->setColumnWidth(column, character * model.headerData(column, Qt::Horizontal, objectTableWidthRole).toInt());
    new ColumnMemory(*m_view->header(), m_view->objectName());

    auto *top = new QHBoxLayout;
    auto *buttons = new QHBoxLayout;
    m_buttons = buttons;
    auto *label = new QLabel(tr("&Search"), this);
    label->setBuddy(m_filter);
    top->addWidget(label);
    top->addWidget(m_filter, 1);
    top->addWidget(m_count);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(buttons);
    layout->addLayout(top);
    layout->addWidget(m_empty);
    layout->addWidget(m_view, 1);

    QAction *create = makeAction(icon(Symbol::createNew), words.newText, QStringLiteral("New"));
    create->setEnabled(!readOnly);
    QAction *open = makeAction(icon(Symbol::open), tr("&Open"), QStringLiteral("Open"));
    QAction *duplicate = makeAction(icon(Symbol::copy), tr("D&uplicate"), QStringLiteral("Duplicate"));
    QAction *remove = makeAction(icon(Symbol::remove), tr("&Delete…"), QStringLiteral("Delete"), QKeySequence::Delete);
    QAction *history = makeAction(icon(Symbol::history), tr("&History…"), QStringLiteral("History"));
    m_rowActions = {{open, true, false}, {duplicate, true, true}, {remove, false, true}, {history, true, false}};
    for (QAction *action : {create, open, duplicate, remove, history})
        addButton(action);
    static_cast<QHBoxLayout *>(m_buttons)->addStretch(1);

    const auto firstRow = [this] { return selectedRows().front(); };
    connect(m_filter, &QLineEdit::textChanged, this, [this, setFilter = std::move(setFilter)](const QString &text) {
        setFilter(text);
        refreshActions();
    });
    connect(create, &QAction::triggered, this, &ObjectList::newRequested);
    connect(open, &QAction::triggered, this, [this, firstRow] { Q_EMIT openRequested(firstRow()); });
    connect(duplicate, &QAction::triggered, this, [this, firstRow] { Q_EMIT duplicateRequested(firstRow()); });
    connect(remove, &QAction::triggered, this, [this] { Q_EMIT removeRequested(selectedRows()); });
    connect(history, &QAction::triggered, this, [this, firstRow] { Q_EMIT historyRequested(firstRow()); });
    connect(m_view, &QTreeView::activated, this, [this](const QModelIndex &index) { Q_EMIT openRequested(index.row()); });
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &ObjectList::refreshActions);
    connect(&model, &QAbstractItemModel::modelReset, this, &ObjectList::refreshActions);
    connect(&model, &QAbstractItemModel::rowsRemoved, this, &ObjectList::refreshActions);
    refreshActions();
}

ObjectList::~ObjectList() = default;

QAction *ObjectList::makeAction(const QIcon &icon, const QString &text, const QString &name, const QKeySequence &shortcut)
{
    auto *action = new QAction(icon, text, m_view);
    action->setObjectName(m_words.objectName + name);
    action->setShortcut(shortcut);
    action->setShortcutContext(Qt::WidgetShortcut);
    m_view->addAction(action);
    return action;
}

void ObjectList::addButton(QAction *action)
{
    auto *button = new QToolButton(this);
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setObjectName(action->objectName() + QStringLiteral("Button"));
    m_buttons->addWidget(button);
}

QAction *ObjectList::addRowAction(const QIcon &icon, const QString &text, const QString &objectName, bool changes)
{
    QAction *action = makeAction(icon, text, objectName);
    m_rowActions.push_back({action, false, changes});
    auto *layout = static_cast<QHBoxLayout *>(m_buttons);
    auto *button = new QToolButton(this);
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setObjectName(action->objectName() + QStringLiteral("Button"));
    layout->insertWidget(layout->count() - 1, button);
    refreshActions();
    return action;
}

std::vector<int> ObjectList::selectedRows() const
{
    std::vector<int> rows;
    const QModelIndexList selected = m_view->selectionModel()->selectedRows();
    for (const QModelIndex &index : selected)
        rows.push_back(index.row());
    std::ranges::sort(rows);
    return rows;
}

void ObjectList::selectRow(int row)
{
    const QModelIndex index = m_view->model()->index(row, 0);
    m_view->setCurrentIndex(index);
    m_view->scrollTo(index);
}

void ObjectList::showCount(int total)
{
    const int shown = m_view->model()->rowCount();
    m_count->setText(shown == total ? tr("%1 in all").arg(total) : tr("%1 of %2").arg(shown).arg(total));
    m_empty->setVisible(total == 0);
    refreshActions();
}

void ObjectList::showTrouble(const QString &message)
{
    m_count->setText(message);
}

void ObjectList::refreshActions()
{
    const size_t selected = static_cast<size_t>(m_view->selectionModel()->selectedRows().size());
    for (const RowAction &row : m_rowActions)
        row.action->setEnabled(selected > 0 && (!row.oneRow || selected == 1) && !(row.changes && m_readOnly));
}

// From the search to the list with the arrows.
bool ObjectList::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_filter && event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Down) {
        m_view->setFocus();
        if (!m_view->currentIndex().isValid() && m_view->model()->rowCount() > 0)
            selectRow(0);
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace seriatim
