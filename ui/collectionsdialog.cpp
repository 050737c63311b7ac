#include "ui/collectionsdialog.h"

#include "models/searchtext.h"
#include "ui/icons.h"

#include <QDialogButtonBox>
#include <QListWidget>

#include <algorithm>

namespace seriatim {

CollectionsDialog::CollectionsDialog(const std::vector<CollectionEntry> &collections, const std::vector<CollectionId> &chosen, bool readOnly,
                                     QWidget *parent)
    : QDialog(parent), m_collections(collections), m_before(chosen), m_list(new QListWidget(this)), m_count(new QLabel(this))
{
    setObjectName(QStringLiteral("collectionsDialog"));
    setWindowTitle(tr("Applies to"));
    auto *filterEdit = new QLineEdit(this);
    filterEdit->setObjectName(QStringLiteral("collectionFilter"));
    filterEdit->setPlaceholderText(tr("Filter collections"));
    filterEdit->setAccessibleName(filterEdit->placeholderText());
    filterEdit->setClearButtonEnabled(true);
    m_list->setObjectName(QStringLiteral("collectionList"));
    m_list->setAccessibleName(tr("Collections"));
    m_list->setUniformItemSizes(true);
    m_count->setObjectName(QStringLiteral("collectionCount"));
    m_count->setWordWrap(true);
    auto *buttons = new QDialogButtonBox(readOnly ? QDialogButtonBox::Close : QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(filterEdit);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_count);
    layout->addWidget(buttons);

    fill(collections, readOnly);
    count();
    connect(filterEdit, &QLineEdit::textChanged, this, &CollectionsDialog::filter);
    connect(m_list, &QListWidget::itemChanged, this, &CollectionsDialog::count);
    resize(fontMetrics().averageCharWidth() * 60, fontMetrics().height() * 26);
}

void CollectionsDialog::fill(const std::vector<CollectionEntry> &collections, bool readOnly)
{
    for (const CollectionEntry &entry : collections) {
        auto *item = new QListWidgetItem(icon(Symbol::collection),
                                         tr("%1 (%n computer(s))", nullptr, entry.computerCount).arg(entry.collection.name), m_list);
        const bool chosen = std::ranges::find(m_before, entry.collection.id) != m_before.end();
        item->setCheckState(chosen ? Qt::Checked : Qt::Unchecked);
        item->setToolTip(entry.collection.description);
        if (readOnly)
            item->setFlags(item->flags() & ~Qt::ItemIsUserCheckable);
    }
}

void CollectionsDialog::filter(const QString &text)
{
    const QString wanted = foldForSearch(text);
    for (int row = 0; row < m_list->count(); ++row)
        m_list->item(row)->setHidden(!foldForSearch(m_collections[static_cast<size_t>(row)].collection.name).contains(wanted));
}

void CollectionsDialog::count()
{
    const auto number = static_cast<int>(chosen().size());
    m_count->setText(m_collections.empty() ? tr("The store has no collections yet. Make one under Collections first.")
                                           : tr("%n collection(s) chosen", nullptr, number));
}

std::vector<CollectionId> CollectionsDialog::chosen() const
{
    std::vector<CollectionId> checked;
    for (int row = 0; row < m_list->count(); ++row) {
        if (m_list->item(row)->checkState() == Qt::Checked)
            checked.push_back(m_collections[static_cast<size_t>(row)].collection.id);
    }
    std::vector<CollectionId> result = m_before;
    const auto isShown = [&](CollectionId id) {
        return std::ranges::any_of(m_collections, [&](const CollectionEntry &entry) { return entry.collection.id == id; });
    };
    std::erase_if(result, [&](CollectionId id) { return isShown(id) && std::ranges::find(checked, id) == checked.end(); });
    for (const CollectionId id : checked) {
        if (std::ranges::find(result, id) == result.end())
            result.push_back(id);
    }
    return result;
}

} // namespace seriatim
