#include "ui/historydialog.h"

#include "models/revisiondifference.h"
#include "ui/columnmemory.h"
#include "ui/icons.h"
#include "ui_historydialog.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QScrollBar>

#include <algorithm>

namespace seriatim {

HistoryDialog::HistoryDialog(StoreSession &session, AuditObject object, const QString &guid, const QString &name, QWidget *parent)
    : QDialog(parent), m_session(session), m_object(object), m_guid(guid), m_ui(std::make_unique<Ui::HistoryDialog>())
{
    m_ui->setupUi(this);
    setObjectName(QStringLiteral("historyDialog"));
    setWindowTitle(tr("History of %1").arg(name));
    setWindowIcon(icon(Symbol::history));
    m_ui->copyHistoryButton->setIcon(icon(Symbol::copy));
    m_ui->historyView->setModel(&m_model);
    const bool isTask = object == AuditObject::task;
    for (const int column : {HistoryModel::Revision, HistoryModel::Identity})
        m_ui->historyView->setColumnHidden(column, !isTask);
    m_columns = new ColumnMemory(*m_ui->historyView->header(), m_ui->historyView->objectName());
    m_ui->compareButton->setVisible(isTask);
    m_ui->historySplitter->setStretchFactor(0, 3);
    m_ui->historySplitter->setStretchFactor(1, 1);
    resize(fontMetrics().averageCharWidth() * 130, fontMetrics().height() * 34);

    connect(m_ui->historyFilter, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_model.setFilter(text);
        showSelected();
    });
    connect(m_ui->historyView->selectionModel(), &QItemSelectionModel::selectionChanged, this, &HistoryDialog::showSelected);
    connect(m_ui->compareButton, &QPushButton::clicked, this, &HistoryDialog::compareWithNow);
    connect(m_ui->copyHistoryButton, &QPushButton::clicked, this, &HistoryDialog::copySelected);
    load();
}

HistoryDialog::~HistoryDialog() = default;

void HistoryDialog::load()
{
    m_ui->historyState->setText(tr("Reading…"));
    m_session.run<std::vector<AuditRecord>>([object = m_object, guid = m_guid](Workspace &workspace, JobControl &) {
                 return workspace.store().audit().of(object, guid);
             })
        .then(this, [this](const Result<std::vector<AuditRecord>> &records) { showRecords(records); });
}

void HistoryDialog::showRecords(const Result<std::vector<AuditRecord>> &records)
{
    if (!records) {
        m_ui->historyState->setText(records.error().message());
        return;
    }
    m_model.setRecords(*records);
    m_ui->historyState->setText(m_model.recordCount() == 0 ? tr("Nothing is recorded yet.") : m_model.recordCount() == 1 ? tr("1 change") : tr("%1 changes").arg(m_model.recordCount()));
    for (int column = 0; column < HistoryModel::Changes; ++column)
        m_ui->historyView->resizeColumnToContents(column);
    m_columns->apply();
    if (m_model.rowCount() > 0)
        m_ui->historyView->setCurrentIndex(m_model.index(0, 0));
    showSelected();
}

void HistoryDialog::showSelected()
{
    ++m_comparison;
    const QModelIndexList rows = m_ui->historyView->selectionModel()->selectedRows();
    m_ui->compareButton->setEnabled(rows.size() == 1 && m_model.record(rows.front().row()).revision > 0);
    m_ui->copyHistoryButton->setEnabled(m_model.rowCount() > 0);
    QStringList sentences;
    for (const QModelIndex &row : rows)
        sentences += m_model.record(row.row()).changes;
    m_ui->historyDetails->setPlainText(sentences.join(u'\n'));
}

void HistoryDialog::compareWithNow()
{
    const QModelIndexList rows = m_ui->historyView->selectionModel()->selectedRows();
    if (rows.size() != 1)
        return;
    const AuditRecord &record = m_model.record(rows.front().row());
    const int asked = ++m_comparison;
    m_session.run<QStringList>([guid = record.guid, revision = record.revision](Workspace &workspace, JobControl &) {
                 return changesSince(workspace, guid, revision);
             })
        .then(this, [this, asked, revision = record.revision](const Result<QStringList> &changes) {
            if (asked != m_comparison)
                return;
            if (!changes)
                m_ui->historyDetails->setPlainText(changes.error().message());
            else if (changes->isEmpty())
                m_ui->historyDetails->setPlainText(tr("Revision %1 is the same as what is stored now.").arg(revision));
            else
                m_ui->historyDetails->setPlainText(tr("From revision %1 to now:").arg(revision) + u'\n' + changes->join(u'\n'));
        });
}

void HistoryDialog::copySelected()
{
    QModelIndexList rows = m_ui->historyView->selectionModel()->selectedRows();
    if (rows.isEmpty()) {
        for (int row = 0; row < m_model.rowCount(); ++row)
            rows.append(m_model.index(row, 0));
    }
    std::ranges::sort(rows, {}, [](const QModelIndex &index) { return index.row(); });
    QStringList lines;
    for (const QModelIndex &row : rows)
        lines.append(m_model.asText(row.row()));
    QGuiApplication::clipboard()->setText(lines.join(u'\n'));
}

void showHistory(QWidget *parent, StoreSession &session, AuditObject object, const QString &guid, const QString &name)
{
    auto *dialog = new HistoryDialog(session, object, guid, name, parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(&session, &QObject::destroyed, dialog, &QDialog::reject);
    dialog->show();
}

} // namespace seriatim
