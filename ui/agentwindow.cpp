#include "ui/agentwindow.h"

#include "models/agentwords.h"
#include "ui/agentactions.h"
#include "ui/agentdesk.h"
#include "ui/columnmemory.h"
#include "ui/icons.h"
#include "ui/statusdelegate.h"
#include "ui_agentwindow.h"

#include <QClipboard>
#include <QCloseEvent>
#include <QDir>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHeaderView>
#include <QShortcut>

namespace seriatim {

namespace {

const QString geometryKey = QStringLiteral("agentWindow/geometry");
const QString splitterKey = QStringLiteral("agentWindow/splitter");
const QString homeKey = QStringLiteral("agentHome"); // of one store, or of none
constexpr int fewItems = 300;

} // namespace

AgentWindow::AgentWindow(ConsoleSettings &settings, std::unique_ptr<DesktopNotifier> notifier, const Clock &clock, QWidget *parent)
    : QWidget(parent, Qt::Window), m_settings(settings), m_ui(std::make_unique<Ui::AgentWindow>())
{
    m_ui->setupUi(this);
    setObjectName(QStringLiteral("agentWindow"));
    setAttribute(Qt::WA_DeleteOnClose);
    setAttribute(Qt::WA_QuitOnClose, false); // the console ends with its last main window
    setWindowIcon(icon(Symbol::computer));
    m_ui->otherHomeButton->setIcon(icon(Symbol::folder));
    m_ui->agentRefreshButton->setIcon(icon(Symbol::refresh));
    m_ui->agentRefreshButton->setShortcut(QKeySequence::Refresh);
    m_ui->agentRefreshButton->setToolTip(tr("Reads everything again (%1); what changes is shown by itself too")
                                             .arg(m_ui->agentRefreshButton->shortcut().toString(QKeySequence::NativeText)));
    QFont bold = font();
    bold.setBold(true);
    m_ui->agentComputer->setFont(bold);
    m_ui->agentTasks->setModel(&m_model);
    m_ui->agentTasks->setItemDelegate(new StatusDelegate(AgentModel::ItemStatusRole, AgentModel::ComputerStatusRole, this));
    m_ui->agentHome->setPlaceholderText(tr("None is chosen"));
    m_columns = new ColumnMemory(*m_ui->agentTasks->header(), m_ui->agentTasks->objectName());
    m_ui->agentSplitter->setStretchFactor(0, 3);
    m_ui->agentSplitter->setStretchFactor(1, 2);
    m_ui->agentSplitter->setSizes({600, 400}); // shares, as long as nobody has moved it
    m_second.setInterval(static_cast<int>(millisPerSecond));
    resize(fontMetrics().averageCharWidth() * 170, fontMetrics().height() * 42);
    restoreGeometry(m_settings.value(geometryKey).toByteArray());
    m_ui->agentSplitter->restoreState(m_settings.value(splitterKey).toByteArray());
    placeActions();
    connectAll();
    m_desk = std::make_unique<AgentDesk>(m_follower, m_settings, std::move(notifier), clock);
    offerHomes();
    showAgent();
}

AgentWindow::~AgentWindow() = default;

void AgentWindow::placeActions()
{
    m_actions = new AgentActions(*this);
    m_ui->agentRunNowButton->setDefaultAction(m_actions->runNow());
    m_ui->agentRunFromButton->setDefaultAction(m_actions->runFrom());
    m_ui->agentTasks->addActions({m_actions->runNow(), m_actions->runFrom()});
    m_ui->agentTasks->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(m_actions, &AgentActions::asked, this, [this](const QString &text) { m_ui->agentWishLine->showHint(text); });
    connect(m_actions, &AgentActions::refused, this, [this](const QString &text) { m_ui->agentWishLine->showMistake(text); });
}

void AgentWindow::connectAll()
{
    connect(&m_homes, &AgentHomes::changed, this, &AgentWindow::offerHomes);
    connect(&m_follower, &AgentFollower::changed, this, &AgentWindow::showAgent);
    connect(&m_second, &QTimer::timeout, this, &AgentWindow::showCurrent);
    connect(&m_model, &QAbstractItemModel::rowsInserted, this, &AgentWindow::expandNew);
    connect(m_ui->agentTasks->selectionModel(), &QItemSelectionModel::currentChanged, this, &AgentWindow::noteChoice);
    connect(m_ui->agentHome, &QComboBox::activated, this, &AgentWindow::takeChosen);
    connect(m_ui->otherHomeButton, &QPushButton::clicked, this, &AgentWindow::askForHome);
    connect(m_ui->agentRefreshButton, &QPushButton::clicked, &m_follower, &AgentFollower::refresh);
    connect(m_ui->followRunning, &QCheckBox::toggled, this, &AgentWindow::showTasks);
    auto *copy = new QShortcut(QKeySequence::Copy, m_ui->agentTasks, nullptr, nullptr, Qt::WidgetShortcut);
    connect(copy, &QShortcut::activated, this, &AgentWindow::copyCurrent);
    for (const QKeySequence &keys : {QKeySequence(QKeySequence::Close), QKeySequence(Qt::Key_Escape)})
        connect(new QShortcut(keys, this), &QShortcut::activated, this, &QWidget::close);
}

void AgentWindow::setStore(const QString &storePath)
{
    if (storePath == m_storePath)
        return;
    m_storePath = storePath;
    m_follower.setHome({}, {});
    m_homes.setStore(storePath);
    offerHomes();
}

void AgentWindow::chooseHome(const QString &folder)
{
    if (!m_homes.folders().contains(folder))
        m_settings.noteAgentHome(folder);
    m_settings.setOfStore(m_storePath, homeKey, folder);
    m_follower.setHome(folder, m_storePath);
    offerHomes();
}

void AgentWindow::addHome(const QString &folder, const QString &text)
{
    QComboBox &box = *m_ui->agentHome;
    if (box.findData(folder) >= 0)
        return;
    box.addItem(icon(Symbol::computer), text, folder);
    box.setItemData(box.count() - 1, QDir::toNativeSeparators(folder), Qt::ToolTipRole);
}

// The store's own agents, then the folders that were chosen by hand.
void AgentWindow::offerHomes()
{
    QComboBox &box = *m_ui->agentHome;
    box.clear();
    for (const QString &folder : m_homes.folders())
        addHome(folder, tr("%1 – agent of this store").arg(QFileInfo(folder).fileName()));
    for (const QString &folder : m_settings.recentAgentHomes())
        addHome(folder, QDir::toNativeSeparators(folder));
    if (m_follower.home().isEmpty() && m_homes.isListed()) {
        const QString last = m_settings.ofStore(m_storePath, homeKey).toString();
        m_follower.setHome(box.findData(last) >= 0 ? last : m_homes.folders().value(0), m_storePath);
    }
    box.setCurrentIndex(box.findData(m_follower.home()));
    box.setEnabled(box.count() > 0);
    showTasks();
}

void AgentWindow::takeChosen()
{
    chooseHome(m_ui->agentHome->currentData().toString());
}

void AgentWindow::askForHome()
{
    auto *dialog = new QFileDialog(this, tr("An Agent's Home"), m_follower.home());
    dialog->setObjectName(QStringLiteral("agentHomeDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, &AgentWindow::chooseHome);
    dialog->open();
}

void AgentWindow::showAgent()
{
    showHead();
    showTasks();
}

void AgentWindow::showHead()
{
    const std::optional<AgentView> &view = m_follower.view();
    const QString computer = view ? view->computer : QString();
    m_ui->agentComputer->setText(view && computer.isEmpty() ? tr("Computer not known") : computer);
    m_ui->agentComputer->setToolTip(view && view->agent ? tr("Agent %1").arg(view->agent->toString()) : QString());
    m_ui->agentRunning->setText(view ? agentRunningText(*view) : QString());
    m_ui->agentChanged->setText(view ? agentChangedText(*view) : QString());
    m_ui->agentChanged->setToolTip(view ? QDir::toNativeSeparators(view->folder) : QString());
    m_ui->agentEvents->setText(view ? agentEventsText(*view) : QString());
    m_ui->agentMemoryLine->showMistake(view ? agentMemoryText(*view) : QString());
    m_ui->agentProblemsLine->showWarning(view ? agentProblemsText(*view) : QString());
    const QString name = computer.isEmpty() ? QFileInfo(m_follower.home()).fileName() : computer;
    setWindowTitle(name.isEmpty() ? tr("Agent — Seriatim") : tr("Agent of %1 — Seriatim").arg(name));
    paintIcons();
}

void AgentWindow::showTasks()
{
    const std::optional<AgentView> &view = m_follower.view();
    m_selecting = true;
    m_model.setSequences(view ? view->sequences : std::vector<AgentSequenceView>());
    QTreeView &tree = *m_ui->agentTasks;
    if (const QModelIndex works = m_model.current(); works.isValid() && m_ui->followRunning->isChecked())
        tree.setCurrentIndex(works.siblingAtColumn(0));
    else if (!tree.currentIndex().isValid() && m_model.rowCount() > 0)
        tree.setCurrentIndex(m_model.index(0, 0));
    m_selecting = false;
    const QString empty = emptyText();
    m_ui->agentEmpty->setText(empty);
    m_ui->agentPages->setCurrentWidget(empty.isEmpty() ? static_cast<QWidget *>(m_ui->agentSplitter) : m_ui->agentEmpty);
    for (QWidget *widget : {static_cast<QWidget *>(m_ui->followRunning), static_cast<QWidget *>(m_ui->agentRunNowButton), static_cast<QWidget *>(m_ui->agentRunFromButton)})
        widget->setVisible(empty.isEmpty());
    fitColumns();
    showCurrent();
}

QString AgentWindow::emptyText() const
{
    if (m_follower.home().isEmpty()) {
        if (m_storePath.isEmpty())
            return tr("Choose an agent's home with Other folder, \nor open a store to see the agents that have worked over it on this computer.");
        return m_homes.isListed() ? tr("No agent has worked over this store on this computer yet. \n"
                                       "It will be shown here as soon as a task is run with Run Now, or seriatim-agent is started.\n\nAn agent with a home elsewhere: choose it with Other folder.")
                                  : tr("Looking for agents…");
    }
    if (const auto &error = m_follower.error())
        return tr("%1\n\nChoose an agent's home, the folder that holds agent.id.").arg(error->message());
    const std::optional<AgentView> &view = m_follower.view();
    if (!view)
        return tr("Reading…");
    if (view->memory == AgentView::Memory::unreadable)
        return tr("What this agent has done cannot be shown.");
    return view->sequences.empty() ? tr("This agent knows no sequence yet. It gets one when a task applies to its computer.") : QString();
}

void AgentWindow::showCurrent()
{
    const QModelIndex current = m_ui->agentTasks->currentIndex();
    const AgentSequenceView *sequence = m_model.sequenceAt(current);
    m_actions->setCurrent(m_follower.view() ? &*m_follower.view() : nullptr, sequence, m_model.itemAt(current));
    if (const AgentItemView *item = m_model.itemAt(current))
        m_ui->agentItemPane->show(*item, *sequence);
    else if (sequence)
        m_ui->agentItemPane->show(*sequence);
    else
        m_ui->agentItemPane->showNothing();
}

// Whoever selects something else wants to read it, and not to be carried away.
void AgentWindow::noteChoice(const QModelIndex &current)
{
    if (m_selecting)
        return;
    if (const QModelIndex works = m_model.current(); works.isValid() && works.siblingAtColumn(0) != current.siblingAtColumn(0)) {
        const QSignalBlocker quiet(m_ui->followRunning);
        m_ui->followRunning->setChecked(false);
    }
    showCurrent();
}

void AgentWindow::expandNew(const QModelIndex &parent, int first, int last)
{
    int items = 0;
    for (int row = 0; row < m_model.rowCount(); ++row)
        items += m_model.rowCount(m_model.index(row, 0));
    for (int row = first; row <= last && !parent.isValid() && items <= fewItems; ++row)
        m_ui->agentTasks->expand(m_model.index(row, 0));
}

// Once; after that the columns stand still.
void AgentWindow::fitColumns()
{
    if (m_fitted || m_model.rowCount() == 0)
        return;
    m_fitted = true;
    QTreeView &tree = *m_ui->agentTasks;
    const QFontMetrics metrics = tree.fontMetrics();
    const auto wide = [&](const QString &text) { return metrics.horizontalAdvance(text) + metrics.averageCharWidth() * 4; };
    tree.resizeColumnToContents(AgentModel::Name);
    tree.setColumnWidth(AgentModel::Name, std::clamp(tree.columnWidth(AgentModel::Name), metrics.averageCharWidth() * 30, metrics.averageCharWidth() * 50));
    const int iconWidth = style()->pixelMetric(QStyle::PM_SmallIconSize, nullptr, this);
    tree.setColumnWidth(AgentModel::Status, wide(QStringLiteral("waiting for its schedule")) + iconWidth);
    tree.setColumnWidth(AgentModel::Code, wide(QStringLiteral("00000")));
    tree.setColumnWidth(AgentModel::Starts, wide(QStringLiteral("Starts")));
    for (const int column : {AgentModel::Started, AgentModel::Finished}) {
        tree.resizeColumnToContents(column);
        tree.setColumnWidth(column, std::max(tree.columnWidth(column), wide(QStringLiteral("00:00:00"))));
    }
    m_columns->apply();
}

void AgentWindow::paintIcons()
{
    const std::optional<AgentView> &view = m_follower.view();
    const int extent = style()->pixelMetric(QStyle::PM_SmallIconSize, nullptr, this);
    const auto picture = [&](Symbol symbol) { return view ? icon(symbol).pixmap(QSize(extent, extent), devicePixelRatioF()) : QPixmap(); };
    m_ui->agentIcon->setPixmap(picture(Symbol::computer));
    m_ui->agentRunningIcon->setPixmap(picture(view && view->process ? Symbol::running : Symbol::notStarted));
}

void AgentWindow::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        paintIcons();
    QWidget::changeEvent(event);
}

void AgentWindow::setActive(bool active)
{
    m_homes.setActive(active);
    m_follower.setActive(active);
    m_ui->agentItemPane->setActive(active);
    active ? m_second.start() : m_second.stop();
}

void AgentWindow::showEvent(QShowEvent *event)
{
    setActive(true);
    QWidget::showEvent(event);
}

void AgentWindow::hideEvent(QHideEvent *event)
{
    if (!event->spontaneous()) // only minimized: who is to be warned has it in his task bar
        setActive(false);
    QWidget::hideEvent(event);
}

void AgentWindow::closeEvent(QCloseEvent *event)
{
    m_settings.setValue(geometryKey, saveGeometry());
    m_settings.setValue(splitterKey, m_ui->agentSplitter->saveState());
    QWidget::closeEvent(event);
}

void AgentWindow::copyCurrent()
{
    QGuiApplication::clipboard()->setText(m_ui->agentItemPane->text());
}

} // namespace seriatim
