// CollectionPage: a collection's fixed list and inventory filter, and the computers it comes to, counted as it is edited.
#pragma once

#include "models/collectionmatch.h"
#include "ui/objectpage.h"

namespace Ui {
class CollectionPage;
}

namespace seriatim {

class RuleEditor;

class CollectionPage final : public ObjectPage<Collection>
{
public:
    // Both outlive it. Absent id: a new collection. notFound where it is gone.
    [[nodiscard]] static Result<CollectionPage *> create(StoreSession &session, CatalogueDirectory &catalogue,
                                                         const std::optional<CollectionId> &id, QWidget *parent);
    ~CollectionPage() override;

protected:
    void showDraft() override;

private:
    CollectionPage(StoreSession &session, const std::optional<Collection> &stored, QWidget *parent);
    void setUpViews();
    void addComputers();
    void removeComputers();
    void showCounts();

    CollectionMatch m_match;
    RuleEditor *m_rule;
    std::unique_ptr<Ui::CollectionPage> m_ui;
};

} // namespace seriatim
