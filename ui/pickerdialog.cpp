#include "ui/pickerdialog.h"

#include "ui_pickerdialog.h"

#include <QKeyEvent>

namespace seriatim {

PickerDialog::PickerDialog(const QString &title, QWidget *parent) : QDialog(parent), m_ui(std::make_unique<Ui::PickerDialog>())
{
    m_ui->setupUi(this);
    setObjectName(QStringLiteral("pickerDialog"));
    setWindowTitle(title);
    resize(fontMetrics().averageCharWidth() * 130, fontMetrics().height() * 32);
    m_ui->buttonBox->button(QDialogButtonBox::Ok)->setObjectName(QStringLiteral("pickerAdd"));
    m_ui->pickerSearch->installEventFilter(this);
    m_ui->pickerView->installEventFilter(this);
    connect(m_ui->pickerSearch, &QLineEdit::textChanged, this, [this](const QString &text) { filter(text); });
    connect(m_ui->checkShownButton, &QPushButton::clicked, this, [this] { checkShown(true); });
    connect(m_ui->uncheckShownButton, &QPushButton::clicked, this, [this] { checkShown(false); });
}

PickerDialog::~PickerDialog() = default;

void PickerDialog::setModel(QAbstractItemModel *model)
{
    m_ui->pickerView->setModel(model);
    if (!model)
        return;
    m_ui->pickerView->sortByColumn(0, Qt::AscendingOrder);
    for (int column = 0; column < model->columnCount(); ++column)
        m_ui->pickerView->resizeColumnToContents(column);
}

void PickerDialog::showCount(int checked)
{
    QPushButton *add = m_ui->buttonBox->button(QDialogButtonBox::Ok);
    add->setText(checked == 0 ? tr("&Add") : tr("&Add %1").arg(checked));
    add->setEnabled(checked > 0);
    m_ui->pickerCount->setText(checked == 0 ? tr("Nothing is checked yet.") : tr("%1 checked").arg(checked));
}

// From the text to the list with the arrows; Space checks all that is selected.
bool PickerDialog::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QDialog::eventFilter(watched, event);
    const int pressed = static_cast<QKeyEvent *>(event)->key();
    QTreeView *view = m_ui->pickerView;
    if (watched == m_ui->pickerSearch && pressed == Qt::Key_Down) {
        view->setFocus();
        if (!view->currentIndex().isValid())
            view->setCurrentIndex(view->model()->index(0, 0));
        return true;
    }
    if (watched == view && pressed == Qt::Key_Space) {
        const QModelIndexList rows = view->selectionModel()->selectedRows();
        const bool allChecked = std::ranges::all_of(rows, [](const QModelIndex &row) { return row.data(Qt::CheckStateRole).toInt() == Qt::Checked; });
        for (const QModelIndex &row : rows)
            view->model()->setData(row, allChecked ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
        return true;
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace seriatim
