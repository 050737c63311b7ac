#include "ui/principaldialog.h"

#include "ui/principaldelegate.h"
#include "ui_principaldialog.h"

#include <QKeyEvent>
#include <QPushButton>

#include <algorithm>

namespace seriatim {

PrincipalDialog::PrincipalDialog(std::shared_ptr<const std::vector<PrincipalEntry>> principals,
                                 const std::function<bool(const PrincipalEntry &)> &taken, QWidget *parent)
    : QDialog(parent), m_ui(std::make_unique<Ui::PrincipalDialog>()), m_model(std::move(principals), taken)
{
    m_ui->setupUi(this);
    m_ui->principalList->setModel(&m_model);
    m_ui->principalList->setItemDelegate(new PrincipalDelegate(m_ui->principalList));
    m_ui->buttons->button(QDialogButtonBox::Ok)->setText(tr("&Add"));
    m_ui->search->installEventFilter(this);
    connect(m_ui->search, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_model.setSearch(text);
        refresh();
    });
    connect(m_ui->principalList->selectionModel(), &QItemSelectionModel::selectionChanged, this, &PrincipalDialog::refresh);
    connect(m_ui->principalList, &QListView::doubleClicked, this, [this] {
        if (!chosen().empty())
            accept();
    });
    connect(m_ui->buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_ui->buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    resize(fontMetrics().averageCharWidth() * 60, fontMetrics().lineSpacing() * 26);
    refresh();
}

PrincipalDialog::~PrincipalDialog() = default;

std::vector<PrincipalEntry> PrincipalDialog::chosen() const
{
    QModelIndexList rows = m_ui->principalList->selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    std::vector<PrincipalEntry> chosen;
    for (const QModelIndex &row : rows)
        chosen.push_back(m_model.at(row.row()));
    return chosen;
}

bool PrincipalDialog::eventFilter(QObject *watched, QEvent *event)
{
    // Down from the search goes into what was found, so that the hands stay on the keyboard.
    if (watched == m_ui->search && event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Down) {
        m_ui->principalList->setFocus();
        for (int row = 0; row < m_model.rowCount(); ++row) {
            if (m_model.flags(m_model.index(row)) & Qt::ItemIsSelectable) {
                m_ui->principalList->setCurrentIndex(m_model.index(row));
                break;
            }
        }
        return true;
    }
    return QDialog::eventFilter(watched, event);
}

void PrincipalDialog::refresh()
{
    const auto count = chosen().size();
    m_ui->buttons->button(QDialogButtonBox::Ok)->setEnabled(count > 0);
    if (m_model.rowCount() == 0)
        m_ui->count->setText(m_ui->search->text().isEmpty() ? tr("The store has no users or groups yet. Add them under Users and groups.")
                                                            : tr("No name has this in it."));
    else
        m_ui->count->setText(count == 0 ? tr("Nobody is chosen. Ctrl+click chooses several.") : tr("%1 chosen").arg(count));
}

} // namespace seriatim
