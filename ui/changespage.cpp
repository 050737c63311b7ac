#include "ui/changespage.h"

#include "models/timewords.h"
#include "ui/columnmemory.h"
#include "ui/icons.h"
#include "ui/reportchartview.h"
#include "ui/rowdelegate.h"
#include "ui/workrow.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QPlainTextEdit>
#include <QSplitter>

namespace seriatim {

namespace {

// Nothing for what has no page of its own.
std::optional<PageKind> pageKindOf(AuditObject object)
{
    switch (object) {
    case AuditObject::task: return PageKind::task;
    case AuditObject::package: return PageKind::package;
    case AuditObject::computer: return PageKind::computer;
    case AuditObject::collection: return PageKind::collection;
    case AuditObject::user: return PageKind::user;
    case AuditObject::userGroup: return PageKind::userGroup;
    case AuditObject::agentSettings: return PageKind::agentSettings;
    case AuditObject::program:
    case AuditObject::store:
    case AuditObject::portalRequest: return std::nullopt;
    }
    Q_UNREACHABLE();
}

} // namespace

ChangesPage::ChangesPage(StoreSession &session, QWidget *parent)
    : EditorPage(parent), m_filter(new QLineEdit(this)), m_count(new QLabel(this)), m_table(new QTreeView(this)),
      m_details(new QPlainTextEdit(this)), m_chart(new ReportChartView(this)), m_work(new WorkRow(this)),
      m_records(
          session, this, [this] { return [after = m_model.newest()](Workspace &workspace, JobControl &) { return recordsAfter(workspace, after); }; },
          [this](const Result<std::vector<AuditRecord>> &records) { take(records); })
{
    setObjectName(QStringLiteral("changesPage"));
    m_filter->setObjectName(QStringLiteral("changesFilter"));
    m_filter->setPlaceholderText(tr("Filter by person, name or change"));
    m_filter->setAccessibleName(tr("Filter the changes"));
    m_filter->setClearButtonEnabled(true);
    m_filter->addAction(icon(Symbol::filter), QLineEdit::LeadingPosition);
    m_count->setObjectName(QStringLiteral("changesCount"));
    m_table->setObjectName(QStringLiteral("changesTable"));
    m_table->setAccessibleName(tr("Changes"));
    m_table->setModel(&m_model);
    m_table->setItemDelegate(new RowDelegate(m_table));
    m_table->setRootIsDecorated(false);
    m_table->setAlternatingRowColors(true);
    m_table->setUniformRowHeights(true);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->header()->setStretchLastSection(true);
    m_columns = new ColumnMemory(*m_table->header(), m_table->objectName());
    m_details->setObjectName(QStringLiteral("changeDetails"));
    m_details->setAccessibleName(tr("The selected change"));
    m_details->setReadOnly(true);
    auto *copy = new QAction(tr("&Copy"), m_table);
    copy->setObjectName(QStringLiteral("copyChanges"));
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    m_table->addAction(copy);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);

    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->addWidget(m_table);
    m_chart->setObjectName(QStringLiteral("changesChart"));
    auto *below = new QSplitter(Qt::Horizontal, splitter);
    below->addWidget(m_details);
    below->addWidget(m_chart);
    below->setChildrenCollapsible(false);
    below->setSizes({500, 500}); // shares, as long as nobody has moved it
    splitter->addWidget(below);
    splitter->setStretchFactor(0, 2);
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);
    auto *top = new QHBoxLayout;
    top->addWidget(m_filter, 1);
    top->addWidget(m_count);
    auto *exporting = new ReportExport(session, *this, *m_work, [this] { return exportQuestion(); });
    top->addWidget(exporting->exportButton());
    top->addWidget(exporting->printButton());
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(top);
    layout->addWidget(splitter, 1);
    layout->addWidget(m_work);
    setFocusProxy(m_table);

    connect(copy, &QAction::triggered, this, &ChangesPage::copySelected);
    connect(m_table, &QTreeView::activated, this, &ChangesPage::openCurrent);
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_model.setFilter(text);
        showCount();
        showSelected();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &ChangesPage::showSelected);
    connect(&session, &StoreSession::tasksChanged, this, &ChangesPage::load);
    connect(&session, &StoreSession::catalogueChanged, this, &ChangesPage::load);
    load();
}

QIcon ChangesPage::pageIcon() const
{
    return icon(Symbol::report);
}

void ChangesPage::load()
{
    m_records.refresh();
}

void ChangesPage::take(const Result<std::vector<AuditRecord>> &records)
{
    if (!records) {
        Q_EMIT statusMessage(records.error().message());
        return;
    }
    const bool first = m_model.recordCount() == 0;
    m_model.addNewer(*records);
    showCount();
    if (first) {
        for (int column = 0; column < ChangesModel::Changes; ++column)
            m_table->resizeColumnToContents(column);
        m_columns->apply();
        m_table->setCurrentIndex(m_model.index(0, 0));
    }
}

void ChangesPage::showCount()
{
    m_chart->setChart(m_model.chart());
    m_count->setText(m_model.rowCount() == m_model.recordCount() ? tr("%n change(s)", nullptr, m_model.recordCount())
                                                                : tr("%1 of %n change(s)", nullptr, m_model.recordCount()).arg(m_model.rowCount()));
}

void ChangesPage::showSelected()
{
    const QModelIndex index = m_table->currentIndex();
    if (!index.isValid()) {
        m_details->clear();
        return;
    }
    const AuditRecord &record = m_model.record(index.row());
    QStringList lines{tr("%1 “%2”, %3 by %4").arg(auditObjectText(record.object), record.name, timeText(record.when), record.who)};
    if (record.identity)
        lines.append(*record.identity == IdentityChange::renewed ? tr("Its identity was renewed: computers that had run it run it again.") : tr("Its identity was kept: nothing runs again."));
    lines.append(record.changes);
    m_details->setPlainText(lines.join(u'\n'));
}

// What is shown, by the filter of this page too.
ReportExport::Question ChangesPage::exportQuestion() const
{
    ReportExport::Question question;
    question.request.kind = ReportKind::changes;
    const QString filter = m_filter->text().trimmed();
    if (filter.isEmpty())
        return question;
    QSet<qint64> numbers;
    for (int row = 0; row < m_model.rowCount(); ++row)
        numbers.insert(m_model.record(row).number);
    question.narrow = [numbers, words = tr("with “%1”").arg(filter)](Report &report) {
        keepChanges(report, [&numbers](qint64 number) { return numbers.contains(number); }, words);
    };
    return question;
}

void ChangesPage::openCurrent()
{
    const QModelIndex index = m_table->currentIndex();
    if (!index.isValid())
        return;
    const AuditRecord &record = m_model.record(index.row());
    if (const std::optional<PageKind> kind = pageKindOf(record.object))
        Q_EMIT openRequested({*kind, record.guid});
    else
        Q_EMIT statusMessage(tr("That has no page of its own."));
}

void ChangesPage::copySelected() const
{
    QStringList lines;
    for (const QModelIndex &index : m_table->selectionModel()->selectedRows())
        lines.append(m_model.asText(index.row()));
    QGuiApplication::clipboard()->setText(lines.join(u'\n'));
}

} // namespace seriatim
