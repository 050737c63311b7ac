// What the General tab does with the execution order and its dependencies; the fields are in generalpage.cpp.
#include "ui/generalpage.h"

#include "models/executionordermodel.h"
#include "models/lineitemclipboard.h"
#include "models/rowrange.h"
#include "ui/executionorderview.h"
#include "ui/messages.h"
#include "ui/selectordialog.h"
#include "ui_generalpage.h"

#include <QApplication>
#include <QClipboard>
#include <QMimeData>

namespace seriatim {

int GeneralPage::insertionRow() const
{
    const std::vector<int> rows = m_ui->orderView->selectedRows();
    return rows.empty() ? m_order->rowCount() : rows.back() + 1;
}

void GeneralPage::addFromSelector()
{
    QSet<ProgramId> present;
    for (const LineItem &item : m_editor.draft().items)
        present.insert(item.program);
    SelectorDialog dialog(m_editor.session(), m_directory, present, this);
    if (dialog.exec() == QDialog::Accepted)
        addItems(dialog.chosen(), insertionRow());
}

void GeneralPage::addItems(const std::vector<ProgramId> &programs, int before)
{
    if (programs.empty())
        return;
    if (m_editor.draft().items.size() + programs.size() > static_cast<size_t>(maximumLineItems)) {
        showError(this, tr("These programs do not fit into the sequence."),
                  {ErrorCode::invalidInput, m_editor.draft().name, tr("at most %1 line items are possible; split the sequence").arg(maximumLineItems)});
        return;
    }
    addPrograms(m_editor, programs, before);
    m_ui->orderView->selectRows(rowsFrom(before, static_cast<int>(programs.size())));
    m_ui->orderView->setFocus();
}

void GeneralPage::make(const OrderEdit &edit)
{
    if (!edit.changes || m_editor.isReadOnly())
        return;
    if (!edit.broken.empty()) {
        Question question;
        question.objectName = QStringLiteral("brokenDependenciesBox");
        question.text = tr("“%1” breaks %n dependenc(y/ies).", nullptr, static_cast<int>(edit.broken.size())).arg(edit.text);
        question.details = brokenSentences(m_editor, edit.broken);
        question.information = tr("An item can only need items that come before it.");
        question.answers = {tr("&Drop these dependencies", nullptr, static_cast<int>(edit.broken.size()))};
        if (ask(this, question) != 0)
            return;
    }
    apply(m_editor, edit);
    m_ui->orderView->scrollTo(m_ui->orderView->currentIndex());
}

void GeneralPage::moveSelected(int step)
{
    make(moveByOne(m_editor.draft(), m_ui->orderView->selectedRows(), step));
}

void GeneralPage::removeSelected()
{
    const std::vector<int> rows = m_ui->orderView->selectedRows();
    if (rows.empty())
        return;
    const int before = m_order->rowCount();
    make(removal(m_editor.draft(), rows));
    if (m_order->rowCount() < before && m_order->rowCount() > 0)
        m_ui->orderView->selectRows({std::min(rows.front(), m_order->rowCount() - 1)});
}

void GeneralPage::copySelected()
{
    QModelIndexList indexes;
    for (const int row : m_ui->orderView->selectedRows())
        indexes.append(m_order->index(row, 0));
    if (QMimeData *copied = m_order->mimeData(indexes)) {
        copied->removeFormat(ExecutionOrderModel::rowsMimeType()); // a paste is a copy, not a move
        QApplication::clipboard()->setMimeData(copied);
        Q_EMIT statusMessage(tr("%n item(s) copied", nullptr, static_cast<int>(indexes.size())));
    }
}

void GeneralPage::cutSelected()
{
    copySelected();
    OrderEdit edit = removal(m_editor.draft(), m_ui->orderView->selectedRows());
    edit.text = tr("Cut %n item(s)", nullptr, static_cast<int>(m_ui->orderView->selectedRows().size()));
    make(edit);
}

void GeneralPage::paste()
{
    const QMimeData *found = QApplication::clipboard()->mimeData();
    if (!found)
        return;
    if (const std::vector<ProgramId> programs = ExecutionOrderModel::draggedPrograms(*found); !programs.empty())
        addItems(programs, insertionRow());
    else
        pasteDocument(found->text().toUtf8(), insertionRow());
}

void GeneralPage::pasteDocument(const QByteArray &document, int before)
{
    const Result<PastedItems> pasted = readLineItems(m_editor.session().workspace(), document);
    if (!pasted) {
        showError(this, tr("What is on the clipboard cannot be pasted here."), pasted.error());
        return;
    }
    insertItems(m_editor, pasted->items, before, tr("Paste %n item(s)", nullptr, static_cast<int>(pasted->items.size())));
    if (!pasted->items.empty())
        m_ui->orderView->selectRows(rowsFrom(before, static_cast<int>(pasted->items.size())));
    if (!pasted->notes.isEmpty())
        Q_EMIT statusMessage(pasted->notes.join(QStringLiteral("; ")));
}

void GeneralPage::dependSelected(const std::function<std::vector<int>(int row)> &on, const QString &text)
{
    dependOn(m_editor, m_ui->orderView->selectedRows(), on, text);
}

void GeneralPage::clearDependencies()
{
    const std::vector<int> rows = m_ui->orderView->selectedRows();
    m_editor.edit(tr("Depend on none"), [&](SequentialTask &task) {
        for (const int row : rows)
            task.items[static_cast<size_t>(row)].dependencies.clear();
    });
}

void GeneralPage::openProgram(int row)
{
    if (const auto found = m_editor.programs().find(m_order->items()[static_cast<size_t>(row)].program))
        Q_EMIT openRequested({PageKind::package, found->package->id.toString()});
}

} // namespace seriatim
