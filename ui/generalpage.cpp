#include "ui/generalpage.h"

#include "models/dependencymodel.h"
#include "models/programwords.h"
#include "models/rowrange.h"
#include "models/schedulewords.h"
#include "ui/collectionsdialog.h"
#include "ui/executionorderview.h"
#include "ui/icons.h"
#include "ui/messages.h"
#include "ui/scheduledialog.h"
#include "ui/theme.h"
#include "ui_generalpage.h"

#include <QApplication>
#include <QHeaderView>

namespace seriatim {

namespace {

constexpr int descriptionLines = 2;

void setTextKeepingCursor(QLineEdit &edit, const QString &text)
{
    if (edit.text() == text)
        return;
    const int cursor = edit.cursorPosition();
    edit.setText(text);
    edit.setCursorPosition(cursor);
}

} // namespace

GeneralPage::GeneralPage(TaskEditor &editor, CatalogueDirectory &directory, QWidget *parent)
    : QWidget(parent), m_editor(editor), m_directory(directory), m_ui(std::make_unique<Ui::GeneralPage>()),
      m_order(new ExecutionOrderModel(editor, this)), m_dependencies(new DependencyModel(editor, this)), m_orderMenu(new QMenu(this))
{
    m_ui->setupUi(this);
    m_ui->descriptionEdit->setFixedHeight(m_ui->descriptionEdit->fontMetrics().lineSpacing() * descriptionLines
                                          + 2 * m_ui->descriptionEdit->frameWidth() + 10);
    m_ui->orderView->setOrder(editor, *m_order);
    m_ui->dependencyView->setModel(m_dependencies);
    m_ui->dependencyView->header()->setSectionResizeMode(DependencyModel::itemColumn, QHeaderView::Stretch);
    m_ui->dependencyView->header()->setSectionResizeMode(DependencyModel::codesColumn, QHeaderView::ResizeToContents);
    m_ui->dependencyView->header()->setStretchLastSection(false);
    m_ui->dependencyView->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::SelectedClicked | QAbstractItemView::EditKeyPressed);
    m_ui->orderSplitter->setStretchFactor(0, 3);
    m_ui->orderSplitter->setStretchFactor(1, 1);

    makeActions();
    connectFields();
    connectOrder();
    connectDependencies();
    followDraft();
    followSelection();
}

GeneralPage::~GeneralPage() = default;

QWidget *GeneralPage::firstToFocus() const
{
    return m_editor.isNew() ? static_cast<QWidget *>(m_ui->nameEdit) : m_ui->orderView;
}

void GeneralPage::showPlace(int place)
{
    if (place < 1 || place > m_order->rowCount())
        return m_ui->nameEdit->setFocus();
    m_ui->orderView->selectRows({place - 1});
    m_ui->orderView->setFocus();
}

void GeneralPage::makeActions()
{
    ExecutionOrderView *view = m_ui->orderView;
    const auto add = [&](const QString &name, const QString &text, Symbol symbol, const QKeySequence &key, bool edits, auto perform) {
        auto *action = new QAction(icon(symbol), text, view);
        action->setObjectName(name);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        action->setEnabled(!edits || !m_editor.isReadOnly());
        connect(action, &QAction::triggered, this, perform);
        view->addAction(action);
        m_orderMenu->addAction(action);
        return action;
    };
    add(QStringLiteral("addAction"), tr("&Add package-programs…"), Symbol::add, Qt::Key_Insert, true, [this] { addFromSelector(); });
    add(QStringLiteral("openProgramAction"), tr("&Open the program"), Symbol::program, {}, false, [this] {
        if (const std::vector<int> rows = m_ui->orderView->selectedRows(); !rows.empty())
            openProgram(rows.front());
    });
    m_orderMenu->addSeparator();
    add(QStringLiteral("moveUpAction"), tr("Move &up"), Symbol::moveUp, Qt::CTRL | Qt::Key_Up, true, [this] { moveSelected(-1); });
    add(QStringLiteral("moveDownAction"), tr("Move &down"), Symbol::moveDown, Qt::CTRL | Qt::Key_Down, true, [this] { moveSelected(1); });
    add(QStringLiteral("moveTopAction"), tr("Move to the &top"), Symbol::moveTop, Qt::CTRL | Qt::SHIFT | Qt::Key_Up, true,
        [this] { make(moveToTop(m_editor.draft(), m_ui->orderView->selectedRows())); });
    add(QStringLiteral("moveBottomAction"), tr("Move to the &bottom"), Symbol::moveBottom, Qt::CTRL | Qt::SHIFT | Qt::Key_Down, true,
        [this] { make(moveToBottom(m_editor.draft(), m_ui->orderView->selectedRows())); });
    m_orderMenu->addSeparator();
    add(QStringLiteral("cutAction"), tr("Cu&t"), Symbol::cut, QKeySequence::Cut, true, [this] { cutSelected(); });
    add(QStringLiteral("copyAction"), tr("&Copy"), Symbol::copy, QKeySequence::Copy, false, [this] { copySelected(); });
    add(QStringLiteral("pasteAction"), tr("&Paste"), Symbol::paste, QKeySequence::Paste, true, [this] { paste(); });
    add(QStringLiteral("removeAction"), tr("&Remove"), Symbol::remove, QKeySequence::Delete, true, [this] { removeSelected(); });

    view->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(view, &QWidget::customContextMenuRequested, this,
            [this, view](const QPoint &position) { m_orderMenu->popup(view->viewport()->mapToGlobal(position)); });
}

void GeneralPage::connectFields()
{
    const bool readOnly = m_editor.isReadOnly();
    m_ui->nameEdit->setReadOnly(readOnly);
    m_ui->descriptionEdit->setReadOnly(readOnly);
    m_ui->priorityBox->setEnabled(!readOnly);
    m_ui->enabledBox->setEnabled(!readOnly);
    connect(m_ui->nameEdit, &QLineEdit::textEdited, this, [this](const QString &text) {
        m_editor.edit(tr("Rename the sequence"), [&](SequentialTask &task) { task.name = text; }, QStringLiteral("name"));
    });
    connect(m_ui->nameEdit, &QLineEdit::editingFinished, this, [this] { m_editor.endMerging(); });
    connect(m_ui->descriptionEdit, &QPlainTextEdit::textChanged, this, [this] {
        const QString text = m_ui->descriptionEdit->toPlainText();
        if (text != m_editor.draft().description)
            m_editor.edit(tr("Change the description"), [&](SequentialTask &task) { task.description = text; }, QStringLiteral("description"));
    });
    connect(m_ui->priorityBox, &QComboBox::activated, this, [this](int index) {
        m_editor.edit(tr("Change the priority"), [&](SequentialTask &task) { task.priority = static_cast<TaskPriority>(index); });
    });
    connect(m_ui->enabledBox, &QCheckBox::clicked, this, [this](bool enabled) {
        m_editor.edit(enabled ? tr("Enable the sequence") : tr("Disable the sequence"), [&](SequentialTask &task) { task.enabled = enabled; });
    });
    m_ui->appliesButton->setText(readOnly ? tr("Show &collections…") : tr("&Collections…"));
    m_ui->scheduleButton->setEnabled(!readOnly);
    connect(m_ui->appliesButton, &QPushButton::clicked, this, &GeneralPage::chooseCollections);
    connect(m_ui->scheduleButton, &QPushButton::clicked, this, &GeneralPage::changeSchedule);
    connect(&m_editor, &TaskEditor::draftChanged, this, &GeneralPage::followDraft);
    connect(&m_editor, &TaskEditor::programsChanged, this, &GeneralPage::showTotals);
    connect(&m_directory, &CatalogueDirectory::collectionsChanged, this, &GeneralPage::showAppliesTo);
}

void GeneralPage::connectOrder()
{
    const auto withAlt = [] { return QApplication::keyboardModifiers().testFlag(Qt::AltModifier); };
    m_ui->addButton->setIcon(icon(Symbol::add));
    m_ui->removeButton->setIcon(icon(Symbol::remove));
    m_ui->upButton->setIcon(icon(Symbol::moveUp));
    m_ui->downButton->setIcon(icon(Symbol::moveDown));
    connect(m_ui->addButton, &QToolButton::clicked, this, &GeneralPage::addFromSelector);
    connect(m_ui->removeButton, &QToolButton::clicked, this, &GeneralPage::removeSelected);
    connect(m_ui->upButton, &QToolButton::clicked, this, [this, withAlt] {
        if (withAlt())
            make(moveToTop(m_editor.draft(), m_ui->orderView->selectedRows()));
        else
            moveSelected(-1);
    });
    connect(m_ui->downButton, &QToolButton::clicked, this, [this, withAlt] {
        if (withAlt())
            make(moveToBottom(m_editor.draft(), m_ui->orderView->selectedRows()));
        else
            moveSelected(1);
    });
    ExecutionOrderView *view = m_ui->orderView;
    connect(view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &GeneralPage::followSelection);
    connect(view->selectionModel(), &QItemSelectionModel::currentChanged, this, &GeneralPage::followSelection);
    connect(view, &ExecutionOrderView::openProgramRequested, this, &GeneralPage::openProgram);
    connect(view, &ExecutionOrderView::rowsDropped, this,
            [this](const std::vector<int> &rows, int before) { make(moveBefore(m_editor.draft(), rows, before)); });
    connect(view, &ExecutionOrderView::programsDropped, this, &GeneralPage::addItems);
    connect(view, &ExecutionOrderView::itemsDropped, this, &GeneralPage::pasteDocument);
}

void GeneralPage::connectDependencies()
{
    connect(m_dependencies, &DependencyModel::refused, this, [this](const QString &why) {
        m_ui->dependencyMessage->setText(tr("%1. Write codes like 0, 3010.").arg(why));
        m_ui->dependencyMessage->setVisible(true);
    });
    connect(m_dependencies, &QAbstractItemModel::dataChanged, m_ui->dependencyMessage, &QWidget::hide);
    connect(m_ui->onPreviousButton, &QPushButton::clicked, this, [this] {
        dependSelected([](int row) { return row > 0 ? std::vector<int>{row - 1} : std::vector<int>{}; }, tr("Depend on the one before"));
    });
    connect(m_ui->onAllButton, &QPushButton::clicked, this,
            [this] { dependSelected([](int row) { return rowsFrom(0, row); }, tr("Depend on all before")); });
    connect(m_ui->onNoneButton, &QPushButton::clicked, this, &GeneralPage::clearDependencies);
    m_ui->dependencyMessage->hide();
}

void GeneralPage::followDraft()
{
    const SequentialTask &draft = m_editor.draft();
    setTextKeepingCursor(*m_ui->nameEdit, draft.name);
    if (m_ui->descriptionEdit->toPlainText() != draft.description)
        m_ui->descriptionEdit->setPlainText(draft.description);
    m_ui->priorityBox->setCurrentIndex(static_cast<int>(draft.priority));
    m_ui->enabledBox->setChecked(draft.enabled);
    m_ui->scheduleLabel->setText(scheduleSummary(draft.schedule));
    showTotals();
    // Their computers are counted on the worker: not for every letter of a name.
    if (draft.appliesTo != m_shownCollections)
        showAppliesTo();
    followSelection();
}

void GeneralPage::followSelection()
{
    const std::vector<int> rows = m_ui->orderView->selectedRows();
    const int current = m_ui->orderView->currentIndex().row();
    const int item = rows.empty() ? -1 : (std::ranges::binary_search(rows, current) ? current : rows.front());
    m_dependencies->setItem(item);

    const bool canEdit = !m_editor.isReadOnly();
    const int size = m_order->rowCount();
    const bool any = canEdit && !rows.empty();
    const auto action = [this](const char *name) { return m_ui->orderView->findChild<QAction *>(QLatin1String(name)); };
    const bool canRise = any && rows.back() >= static_cast<int>(rows.size());
    const bool canSink = any && rows.front() < size - static_cast<int>(rows.size());
    m_ui->addButton->setEnabled(canEdit);
    m_ui->removeButton->setEnabled(any);
    m_ui->upButton->setEnabled(canRise);
    m_ui->downButton->setEnabled(canSink);
    for (const char *name : {"moveUpAction", "moveTopAction"})
        action(name)->setEnabled(canRise);
    for (const char *name : {"moveDownAction", "moveBottomAction"})
        action(name)->setEnabled(canSink);
    for (const char *name : {"cutAction", "removeAction"})
        action(name)->setEnabled(any);
    action("copyAction")->setEnabled(!rows.empty());
    action("openProgramAction")->setEnabled(!rows.empty());

    const bool several = rows.size() > 1;
    m_ui->onPreviousButton->setEnabled(any && (several || item > 0));
    m_ui->onAllButton->setEnabled(any && (several || item > 0));
    const auto &items = m_editor.draft().items;
    m_ui->onNoneButton->setEnabled(any && std::ranges::any_of(rows, [&](int row) {
        return row < static_cast<int>(items.size()) && !items[static_cast<size_t>(row)].dependencies.empty();
    }));
    if (item < 0 || item >= size) {
        m_ui->dependenciesBox->setTitle(tr("Dependencies"));
    } else {
        const QString name = m_order->index(item, ExecutionOrderModel::programColumn).data().toString();
        m_ui->dependenciesBox->setTitle(tr("Dependencies of %1 %2").arg(item + 1).arg(name));
    }
}

void GeneralPage::showTotals()
{
    const OrderTotals totals = totalsOf(m_editor.draft(), m_editor.programs());
    const int size = static_cast<int>(m_editor.draft().items.size());
    if (size == 0) {
        m_ui->totalsLabel->setText(tr("No items"));
        return;
    }
    QStringList parts{tr("%n item(s)", nullptr, size)};
    if (totals.withoutTime == size)
        parts.append(tr("no run time is estimated"));
    else if (totals.withoutTime == 0)
        parts.append(tr("about %1").arg(minutesText(totals.minutes)));
    else
        parts.append(tr("about %1 without %n item(s) whose run time is not estimated", nullptr, totals.withoutTime).arg(minutesText(totals.minutes)));
    if (totals.restarts == 0 && totals.maybeRestarts == 0)
        parts.append(tr("no restart"));
    else if (totals.maybeRestarts == 0)
        parts.append(tr("%n restart(s)", nullptr, totals.restarts));
    else
        parts.append(tr("%1 to %n restart(s), as the return codes ask for", nullptr, totals.restarts + totals.maybeRestarts).arg(totals.restarts));
    m_ui->totalsLabel->setText(parts.join(QStringLiteral(" · ")));
}

void GeneralPage::showAppliesTo()
{
    const SequentialTask &task = m_editor.draft();
    m_shownCollections = task.appliesTo;
    const int request = ++m_appliesRequest; // an earlier answer that is still under way is not wanted any more
    QStringList names;
    for (const CollectionEntry &entry : *m_directory.collections()) {
        if (std::ranges::find(task.appliesTo, entry.collection.id) != task.appliesTo.end())
            names.append(tr("%1 (%2)").arg(entry.collection.name).arg(entry.computerCount));
    }
    const auto known = names.size();
    if (task.appliesTo.empty()) {
        m_ui->appliesLabel->setText(tr("No collection yet: no computer gets this sequence."));
        return;
    }
    if (!m_directory.isLoaded()) {
        m_ui->appliesLabel->setText(tr("%n collection(s)", nullptr, static_cast<int>(task.appliesTo.size())));
        return;
    }
    if (const auto missing = static_cast<int>(task.appliesTo.size()) - static_cast<int>(known); missing > 0)
        names.append(tr("%n that (is/are) not in the store any more", nullptr, missing));
    m_ui->appliesLabel->setText(names.join(QStringLiteral(", ")));
    if (task.appliesTo.size() == 1)
        return;

    // A computer may be in several of them.
    SequentialTask question(task.id, task.name);
    question.appliesTo = task.appliesTo;
    m_editor.session()
        .run<int>([question](Workspace &workspace, JobControl &) -> Result<int> {
            const Result<std::vector<Computer>> computers = workspace.computersOf(question);
            return computers ? Result<int>(static_cast<int>(computers->size())) : computers.error();
        })
        .then(this, [this, request, names](const Result<int> &count) {
            if (count && request == m_appliesRequest)
                m_ui->appliesLabel->setText(tr("%1: %n computer(s) in all", nullptr, *count).arg(names.join(QStringLiteral(", "))));
        });
}

void GeneralPage::chooseCollections()
{
    CollectionsDialog dialog(*m_directory.collections(), m_editor.draft().appliesTo, m_editor.isReadOnly(), this);
    if (dialog.exec() == QDialog::Accepted)
        m_editor.edit(tr("Change the collections"), [&](SequentialTask &task) { task.appliesTo = dialog.chosen(); });
}

void GeneralPage::changeSchedule()
{
    ScheduleDialog dialog(m_editor.draft().schedule, this);
    if (dialog.exec() == QDialog::Accepted)
        m_editor.edit(tr("Change the schedule"), [&](SequentialTask &task) { task.schedule = dialog.schedule(); });
}

} // namespace seriatim
