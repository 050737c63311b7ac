// CollectionsPage: all collections of the store with their counts of computers.
#pragma once

#include "models/cataloguedirectory.h"
#include "ui/objectlistpanel.h"

namespace seriatim {

class CollectionsPage : public EditorPage
{
    Q_OBJECT

public:
    // Both outlive it.
    CollectionsPage(StoreSession &session, CatalogueDirectory &catalogue, QWidget *parent);

    [[nodiscard]] PageKey key() const override { return {PageKind::collections, {}}; }
    [[nodiscard]] QString title() const override { return tr("Collections"); }
    [[nodiscard]] QIcon pageIcon() const override;

private:
    void showCollections();

    CatalogueDirectory &m_catalogue;
    ObjectListPanel<CountedCollection> *m_panel;
};

} // namespace seriatim
