#include "ui/importreportdialog.h"

#include "ui/icons.h"
#include "ui_importreportdialog.h"

#include <QClipboard>
#include <QGuiApplication>

namespace seriatim {

namespace {

void addGroup(QTreeWidget &tree, const QString &title, const QStringList &lines, const QIcon &symbol, bool expanded)
{
    if (lines.isEmpty())
        return;
    auto *group = new QTreeWidgetItem(&tree, {QStringLiteral("%1 (%2)").arg(title).arg(lines.size())});
    group->setIcon(0, symbol);
    for (const QString &line : lines) {
        auto *item = new QTreeWidgetItem(group, {line});
        item->setToolTip(0, line);
    }
    group->setExpanded(expanded);
}

} // namespace

ImportReportDialog::ImportReportDialog(const ImportReport &report, QWidget *parent)
    : QDialog(parent), m_ui(std::make_unique<Ui::ImportReportDialog>())
{
    m_ui->setupUi(this);
    const auto count = [](const QStringList &lines) { return static_cast<int>(lines.size()); };
    if (report.added.isEmpty() && report.changed.isEmpty())
        m_ui->summaryLabel->setText(tr("The store has all of it already; nothing was changed."));
    else
        m_ui->summaryLabel->setText(tr("%1 added, %2 changed, %3 unchanged.").arg(count(report.added)).arg(count(report.changed)).arg(count(report.unchanged)));
    addGroup(*m_ui->reportTree, tr("Not brought over"), report.notBroughtOver, icon(Symbol::warning), true);
    addGroup(*m_ui->reportTree, tr("Added"), report.added, icon(Symbol::add), true);
    addGroup(*m_ui->reportTree, tr("Changed"), report.changed, icon(Symbol::edit), true);
    addGroup(*m_ui->reportTree, tr("Unchanged"), report.unchanged, icon(Symbol::succeeded), false);
    QPushButton *copyButton = m_ui->buttons->addButton(tr("&Copy"), QDialogButtonBox::ActionRole);
    copyButton->setObjectName(QStringLiteral("copyButton"));
    connect(copyButton, &QPushButton::clicked, this, &ImportReportDialog::copy);
    m_ui->buttons->button(QDialogButtonBox::Close)->setDefault(true);
    m_ui->reportTree->setFocus();
    const int em = fontMetrics().averageCharWidth();
    resize(em * 80, fontMetrics().height() * 26);
}

ImportReportDialog::~ImportReportDialog() = default;

void ImportReportDialog::copy() const
{
    QStringList lines{m_ui->summaryLabel->text()};
    for (int i = 0; i < m_ui->reportTree->topLevelItemCount(); ++i) {
        const QTreeWidgetItem *group = m_ui->reportTree->topLevelItem(i);
        lines.append(group->text(0));
        for (int j = 0; j < group->childCount(); ++j)
            lines.append(QStringLiteral("  ") + group->child(j)->text(0));
    }
    QGuiApplication::clipboard()->setText(lines.join(u'\n'));
}

} // namespace seriatim
