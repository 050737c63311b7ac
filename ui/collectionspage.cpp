#include "ui/collectionspage.h"

#include "ui/icons.h"

namespace seriatim {

CollectionsPage::CollectionsPage(StoreSession &session, CatalogueDirectory &catalogue, QWidget *parent)
    : EditorPage(parent), m_catalogue(catalogue),
      m_panel(new ObjectListPanel<CountedCollection>(session, *this,
                                                     {PageKind::collection, AuditObject::collection,
                                                      {QStringLiteral("collections"), tr("&New collection"),
                                                       tr("There is no collection yet. Sequential tasks apply to collections of computers: add one.")},
                                                      tr("collection"), tr("collections"), collectionColumns(), &Removal::collections},
                                                     this))
{
    setObjectName(QStringLiteral("collectionsPage"));
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_panel);
    connect(&catalogue, &CatalogueDirectory::collectionsChanged, this, &CollectionsPage::showCollections);
    if (catalogue.isLoaded())
        showCollections();
}

QIcon CollectionsPage::pageIcon() const
{
    return icon(Symbol::collection);
}

void CollectionsPage::showCollections()
{
    const auto entries = m_catalogue.collections();
    std::vector<CountedCollection> collections;
    for (const CollectionEntry &entry : *entries)
        collections.emplace_back(entry.collection, entry.computerCount);
    m_panel->setObjects(std::move(collections));
}

} // namespace seriatim
