#include "ui/reportspage.h"

#include "models/reporttexts.h"
#include "ui/icons.h"
#include "ui/messages.h"
#include "ui/rowdelegate.h"
#include "ui/savedreportquestions.h"

#include <QHeaderView>
#include <QTreeWidget>

namespace seriatim {

namespace {

constexpr int keyRole = Qt::UserRole;

} // namespace

ReportsPage::ReportsPage(SavedReports &savedReports, QWidget *parent) : EditorPage(parent), m_savedReports(savedReports), m_tree(new QTreeWidget(this))
{
    setObjectName(QStringLiteral("reportsPage"));
    auto *hint = new QLabel(tr("What real computers reported and administrators did; nothing that was simulated is in them. Each has filters, and its filters can be "
                               "saved under a name."), this);
    hint->setWordWrap(true);
    m_tree->setObjectName(QStringLiteral("reportsTree"));
    m_tree->setAccessibleName(tr("Reports"));
    m_tree->setHeaderLabels({tr("Report"), tr("What it shows")});
    m_tree->setItemDelegate(new RowDelegate(m_tree));
    m_tree->setAlternatingRowColors(true);
    m_tree->setAllColumnsShowFocus(true);
    m_tree->setExpandsOnDoubleClick(false);
    m_tree->setContextMenuPolicy(Qt::ActionsContextMenu);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(hint);
    layout->addWidget(m_tree, 1);
    setFocusProxy(m_tree);
    makeActions();
    connect(m_tree, &QTreeWidget::itemActivated, m_open, &QAction::trigger);
    connect(m_tree, &QTreeWidget::currentItemChanged, this, &ReportsPage::updateActions);
    connect(&m_savedReports, &SavedReports::changed, this, &ReportsPage::fill);
    fill();
    m_tree->setCurrentItem(m_tree->topLevelItem(0));
}

QIcon ReportsPage::pageIcon() const
{
    return icon(Symbol::report);
}

void ReportsPage::makeActions()
{
    const auto make = [this](const QString &name, const QString &text, const QIcon &symbol, const QKeySequence &keys) {
        auto *action = new QAction(symbol, text, m_tree);
        action->setObjectName(name);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetShortcut);
        m_tree->addAction(action);
        return action;
    };
    m_open = make(QStringLiteral("openReport"), tr("&Open"), icon(Symbol::open), {});
    m_rename = make(QStringLiteral("renameSaved"), tr("&Rename…"), icon(Symbol::rename), Qt::Key_F2);
    m_remove = make(QStringLiteral("removeSaved"), tr("Re&move…"), icon(Symbol::remove), QKeySequence::Delete);
    connect(m_open, &QAction::triggered, this, [this] {
        if (const QString key = currentKey(); !key.isEmpty())
            Q_EMIT openRequested({PageKind::report, key});
    });
    connect(m_rename, &QAction::triggered, this, &ReportsPage::rename);
    connect(m_remove, &QAction::triggered, this, &ReportsPage::remove);
}

void ReportsPage::fill()
{
    const QString current = currentKey();
    m_tree->clear();
    for (const ReportDescription &report : allReports()) {
        auto *item = new QTreeWidgetItem(m_tree, {report.title, report.sentence});
        item->setIcon(0, icon(Symbol::report));
        item->setToolTip(1, report.sentence);
        item->setData(0, keyRole, ReportKey{report.kind}.toText());
        for (const SavedReport &saved : m_savedReports.all()) {
            if (saved.request.kind != report.kind)
                continue;
            auto *child = new QTreeWidgetItem(item, {saved.name, savedFilterText(saved.request)});
            child->setIcon(0, icon(Symbol::filter));
            child->setData(0, keyRole, ReportKey{report.kind, saved.id}.toText());
        }
        item->setExpanded(true);
    }
    for (QTreeWidgetItemIterator item(m_tree); *item; ++item) {
        if ((*item)->data(0, keyRole).toString() == current)
            m_tree->setCurrentItem(*item);
    }
    m_tree->resizeColumnToContents(0);
    updateActions();
}

QString ReportsPage::currentKey() const
{
    const QTreeWidgetItem *item = m_tree->currentItem();
    return item ? item->data(0, keyRole).toString() : QString();
}

void ReportsPage::updateActions()
{
    const std::optional<ReportKey> key = ReportKey::parse(currentKey());
    m_open->setEnabled(key.has_value());
    m_rename->setEnabled(key && !key->savedId.isEmpty());
    m_remove->setEnabled(m_rename->isEnabled());
}

void ReportsPage::rename()
{
    const std::optional<ReportKey> key = ReportKey::parse(currentKey());
    const QString name = askForReportName(this, tr("Rename the Filters"), m_tree->currentItem()->text(0));
    if (name.isEmpty())
        return;
    if (const Result<> renamed = m_savedReports.rename(key->savedId, name); !renamed)
        showError(this, tr("The filters were not renamed."), renamed.error());
}

void ReportsPage::remove()
{
    const std::optional<ReportKey> key = ReportKey::parse(currentKey());
    if (mayRemoveSavedReport(this, m_tree->currentItem()->text(0)))
        m_savedReports.remove(key->savedId);
}

} // namespace seriatim
