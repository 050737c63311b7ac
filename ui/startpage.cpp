#include "ui/startpage.h"

#include "ui/cardflow.h"
#include "ui/dashboardlabels.h"
#include "ui/dashboardview.h"
#include "ui/icons.h"
#include "ui/theme.h"
#include "ui/windowactions.h"

#include <QCommandLinkButton>
#include <QDir>
#include <QFileInfo>
#include <QScrollArea>

namespace seriatim {

namespace {

constexpr double headingSize = 1.2;
constexpr int columnWidth = 54; // characters

QLabel *paragraph(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setWordWrap(true);
    return label;
}

// Of links below each other.
QVBoxLayout *column(QWidget *parent, QList<QWidget *> &columns)
{
    auto *widget = new QWidget(parent);
    columns.append(widget);
    auto *layout = new QVBoxLayout(widget);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    return layout;
}

} // namespace

StartPage::StartPage(Console &console, const WindowActions &actions, NavigatorModel *model, QWidget *parent)
    : EditorPage(parent), m_console(console), m_actions(actions), m_model(model)
{
    setObjectName(QStringLiteral("startPage"));
    auto *scroll = new QScrollArea(this);
    scroll->setObjectName(QStringLiteral("startScroll"));
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    auto *content = new QWidget(scroll);
    content->setAutoFillBackground(true);
    content->setBackgroundRole(QPalette::Base);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll);

    auto *parts = new QVBoxLayout(content);
    const int em = fontMetrics().height();
    parts->setContentsMargins(em * 2, em * 2, em * 2, em * 2);
    parts->setSpacing(em);
    makeTop(parts, content);
    if (m_console.session()) {
        m_dashboard = new DashboardView(*m_console.session(), content);
        parts->addWidget(m_dashboard);
        connect(m_dashboard, &DashboardView::openRequested, this, &StartPage::openRequested);
        connect(m_dashboard, &DashboardView::statusRequested, this, &StartPage::statusRequested);
    }
    m_lists = new CardFlow(columnWidth, content);
    m_lists->layout()->setContentsMargins(0, 0, 0, 0);
    parts->addWidget(m_lists);
    parts->addStretch(1);
    fill();
    scroll->setWidget(content);
    if (m_model) {
        connect(m_model, &NavigatorModel::refreshed, this, &StartPage::fill);
        connect(m_model, &NavigatorModel::filled, this, &StartPage::fill);
    }
}

void StartPage::makeTop(QVBoxLayout *layout, QWidget *content)
{
    constexpr double titleSize = 1.8;
    const int em = fontMetrics().height();
    auto *top = new QHBoxLayout;
    auto *symbol = new QLabel(content);
    symbol->setPixmap(icon(Symbol::seriatim).pixmap(QSize(em * 3, em * 3), devicePixelRatioF()));
    top->addWidget(symbol);
    auto *words = new QVBoxLayout;
    words->addWidget(headingLabel(tr("Seriatim"), titleSize, content));
    words->addWidget(paragraph(tr("Rolls software out in order."), content));
    top->addLayout(words, 1);
    layout->addLayout(top);
}

QIcon StartPage::pageIcon() const
{
    return icon(Symbol::seriatim);
}

bool StartPage::storeIsEmpty() const
{
    return m_model && m_model->isFilled() && m_model->tasks().empty() && m_console.directory()->packages()->packages.empty();
}

void StartPage::fill()
{
    // Made anew only where something on it is another one now: the keyboard may be on one of its buttons.
    QStringList parts = m_console.settings().recentStores();
    parts.append(storeIsEmpty() ? QStringLiteral("empty") : m_model && m_model->isFilled() ? QStringLiteral("used") : QStringLiteral("not read"));
    if (m_model && m_model->isFilled()) {
        for (const TaskSummary &task : m_model->recentTasks())
            parts.append(task.id.toString() + task.name);
    }
    const QString what = parts.join(u'\n');
    if (what == m_shown)
        return;
    m_shown = what;
    if (m_dashboard)
        m_dashboard->setVisible(m_model && m_model->isFilled() && !storeIsEmpty());
    QList<QWidget *> columns;
    if (m_console.session()) {
        QVBoxLayout *left = column(m_lists, columns);
        if (storeIsEmpty())
            addFirstSteps(left);
        else
            addRecentTasks(left);
        left->addStretch(1);
    }
    QVBoxLayout *right = column(m_lists, columns);
    addStores(right);
    right->addStretch(1);
    m_lists->setCards(columns);
}

void StartPage::addLink(QVBoxLayout *layout, const QString &text, const QString &detail, const QIcon &symbol, const QString &name,
                        const std::function<void()> &clicked)
{
    auto *button = new QCommandLinkButton(text, detail, m_lists);
    button->setObjectName(name);
    button->setIcon(symbol);
    button->setIconSize(QSize(fontMetrics().height() * 3 / 2, fontMetrics().height() * 3 / 2));
    connect(button, &QCommandLinkButton::clicked, this, clicked);
    layout->addWidget(button);
}

void StartPage::addActionButton(QVBoxLayout *layout, QAction *action, const QString &explanation)
{
    QString text = action->text();
    text.remove(u'&').remove(u'…');
    addLink(layout, text, explanation, action->icon(), action->objectName() + QStringLiteral("Button"), [action] { action->trigger(); });
    auto *button = qobject_cast<QWidget *>(layout->itemAt(layout->count() - 1)->widget());
    button->setEnabled(action->isEnabled());
}

void StartPage::addStores(QVBoxLayout *layout)
{
    layout->addWidget(headingLabel(tr("Stores"), headingSize, m_lists));
    if (!m_console.session())
        layout->addWidget(paragraph(tr("A store is one file with everything in it: packages, computers, tasks and what the agents report."), m_lists));
    addActionButton(layout, m_actions.createStore, tr("Begin with an empty store"));
    addActionButton(layout, m_actions.openStore, tr("Open a store file"));
    const QString current = m_console.session() ? QFileInfo(m_console.session()->path()).absoluteFilePath() : QString();
    bool any = false;
    for (const QString &path : m_console.settings().recentStores()) {
        if (path == current || !QFileInfo::exists(path))
            continue;
        if (!std::exchange(any, true))
            layout->addWidget(headingLabel(tr("Recent stores"), headingSize, m_lists));
        addLink(layout, QFileInfo(path).completeBaseName(), QDir::toNativeSeparators(path), icon(Symbol::store), QStringLiteral("recentStoreButton"),
                [this, path] { Q_EMIT storeChosen(path); });
    }
}

void StartPage::addFirstSteps(QVBoxLayout *layout)
{
    layout->addWidget(headingLabel(tr("This store is empty"), headingSize, m_lists));
    if (m_console.session()->isReadOnly()) {
        layout->addWidget(paragraph(tr("It is open read-only, so nothing can be put into it."), m_lists));
        return;
    }
    for (const WindowActions::NewObject &object : m_actions.newObjects) {
        if (object.kind == PageKind::package)
            addLink(layout, tr("New package"), tr("Describe installation files and the programs to run from them"), icon(Symbol::package),
                    QStringLiteral("newPackageButton"), [action = object.action] { action->trigger(); });
    }
    addLink(layout, tr("Import"), tr("Bring in definitions, or client policies of the classic product"), icon(Symbol::download), QStringLiteral("importButton"),
            [this] { m_actions.importFiles->trigger(); });
    addLink(layout, tr("Fill with a demonstration"), tr("A made-up catalogue with computers, collections and tasks to try things on"), icon(Symbol::simulation),
            QStringLiteral("demoButton"), [this] { Q_EMIT demoWished(); });
}

void StartPage::addRecentTasks(QVBoxLayout *layout)
{
    layout->addWidget(headingLabel(tr("Recent tasks"), headingSize, m_lists));
    if (!m_model || !m_model->isFilled())
        return;
    for (const TaskSummary &task : m_model->recentTasks())
        addLink(layout, task.name, tr("revision %1, %n item(s)", nullptr, task.itemCount).arg(task.revision), icon(task.enabled ? Symbol::task : Symbol::taskDisabled),
                QStringLiteral("recentTaskButton"), [this, key = PageKey{PageKind::task, task.id.toString()}] { Q_EMIT openRequested(key); });
    if (m_model->recentTasks().empty())
        layout->addWidget(paragraph(tr("None yet. Open a task in the navigator at the left, or make a new one."), m_lists));
    for (const WindowActions::NewObject &object : m_actions.newObjects) {
        if (object.kind == PageKind::task && object.action->isEnabled())
            addLink(layout, tr("New sequential task"), tr("Put programs in order and say where and when they run"), icon(Symbol::createNew),
                    QStringLiteral("newTaskButton"), [action = object.action] { action->trigger(); });
    }
}

} // namespace seriatim
