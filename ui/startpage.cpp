#include "ui/startpage.h"

#include "ui/icons.h"
#include "ui/theme.h"
#include "ui/windowactions.h"

#include <QCommandLinkButton>
#include <QDir>
#include <QFileInfo>
#include <QScrollArea>

namespace seriatim {

namespace {

QLabel *heading(const QString &text, double size, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    QFont font = label->font();
    font.setPointSizeF(font.pointSizeF() * size);
    font.setBold(true);
    label->setFont(font);
    return label;
}

QLabel *paragraph(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setWordWrap(true);
    return label;
}

QVBoxLayout *column(QHBoxLayout *columns)
{
    auto *layout = new QVBoxLayout;
    layout->setSpacing(4);
    columns->addLayout(layout, 1);
    return layout;
}

} // namespace

StartPage::StartPage(Console &console, const WindowActions &actions, NavigatorModel *model, QWidget *parent)
    : EditorPage(parent), m_console(console), m_actions(actions), m_model(model)
{
    setObjectName(QStringLiteral("startPage"));
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    m_content = new QWidget(scroll);
    m_content->setAutoFillBackground(true);
    m_content->setBackgroundRole(QPalette::Base);
    scroll->setWidget(m_content);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll);
    fill();
    if (m_model) {
        connect(m_model, &NavigatorModel::refreshed, this, &StartPage::fill);
        connect(m_model, &NavigatorModel::filled, this, &StartPage::fill);
    }
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
    qDeleteAll(m_content->findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly));
    delete m_content->layout();
    auto *layout = new QVBoxLayout(m_content);
    const int em = fontMetrics().height();
    layout->setContentsMargins(em * 2, em * 2, em * 2, em * 2);
    layout->setSpacing(em);
    auto *top = new QHBoxLayout;
    auto *symbol = new QLabel(m_content);
    symbol->setPixmap(icon(Symbol::seriatim).pixmap(QSize(em * 3, em * 3), devicePixelRatioF()));
    top->addWidget(symbol);
    auto *words = new QVBoxLayout;
    words->addWidget(heading(tr("Seriatim"), 1.8, m_content));
    words->addWidget(paragraph(tr("Rolls software out in order."), m_content));
    top->addLayout(words, 1);
    layout->addLayout(top);
    auto *columns = new QHBoxLayout;
    columns->setSpacing(em * 2);
    layout->addLayout(columns);
    if (m_console.session()) {
        QVBoxLayout *left = column(columns);
        if (storeIsEmpty())
            addFirstSteps(left);
        else
            addRecentTasks(left);
        left->addStretch(1);
    }
    QVBoxLayout *right = column(columns);
    addStores(right);
    right->addStretch(1);
    layout->addStretch(1);
}

void StartPage::addLink(QVBoxLayout *layout, const QString &text, const QString &detail, const QIcon &symbol, const QString &name,
                        const std::function<void()> &clicked)
{
    auto *button = new QCommandLinkButton(text, detail, m_content);
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
    layout->addWidget(heading(tr("Stores"), 1.2, m_content));
    if (!m_console.session())
        layout->addWidget(paragraph(tr("A store is one file with everything in it: packages, computers, tasks and what the agents report."), m_content));
    addActionButton(layout, m_actions.createStore, tr("Begin with an empty store"));
    addActionButton(layout, m_actions.openStore, tr("Open a store file"));
    const QString current = m_console.session() ? QFileInfo(m_console.session()->path()).absoluteFilePath() : QString();
    bool any = false;
    for (const QString &path : m_console.settings().recentStores()) {
        if (path == current || !QFileInfo::exists(path))
            continue;
        if (!std::exchange(any, true))
            layout->addWidget(heading(tr("Recent stores"), 1.2, m_content));
        addLink(layout, QFileInfo(path).completeBaseName(), QDir::toNativeSeparators(path), icon(Symbol::store), QStringLiteral("recentStoreButton"),
                [this, path] { Q_EMIT storeChosen(path); });
    }
}

void StartPage::addFirstSteps(QVBoxLayout *layout)
{
    layout->addWidget(heading(tr("This store is empty"), 1.2, m_content));
    if (m_console.session()->isReadOnly()) {
        layout->addWidget(paragraph(tr("It is open read-only, so nothing can be put into it."), m_content));
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
    layout->addWidget(heading(tr("Recent tasks"), 1.2, m_content));
    if (!m_model || !m_model->isFilled())
        return;
    for (const TaskSummary &task : m_model->recentTasks())
        addLink(layout, task.name, tr("revision %1, %n item(s)", nullptr, task.itemCount).arg(task.revision), icon(task.enabled ? Symbol::task : Symbol::taskDisabled),
                QStringLiteral("recentTaskButton"), [this, key = PageKey{PageKind::task, task.id.toString()}] { Q_EMIT openRequested(key); });
    if (m_model->recentTasks().empty())
        layout->addWidget(paragraph(tr("None yet. Open a task in the navigator at the left, or make a new one."), m_content));
    for (const WindowActions::NewObject &object : m_actions.newObjects) {
        if (object.kind == PageKind::task && object.action->isEnabled())
            addLink(layout, tr("New sequential task"), tr("Put programs in order and say where and when they run"), icon(Symbol::createNew),
                    QStringLiteral("newTaskButton"), [action = object.action] { action->trigger(); });
    }
}

} // namespace seriatim
