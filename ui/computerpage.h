// ComputerPage: one computer's inventory, and the collections it is in, as it is being edited.
#pragma once

#include "ui/objectpage.h"

namespace Ui {
class ComputerPage;
}

namespace seriatim {

class ComputerPage final : public ObjectPage<Computer>
{
public:
    // Both outlive it. Absent id: a new computer. notFound where it is gone.
    [[nodiscard]] static Result<ComputerPage *> create(StoreSession &session, CatalogueDirectory &catalogue,
                                                       const std::optional<ComputerId> &id, QWidget *parent);
    ~ComputerPage() override;

protected:
    void showDraft() override;

private:
    ComputerPage(StoreSession &session, CatalogueDirectory &catalogue, const std::optional<Computer> &stored, QWidget *parent);
    void bindFields();
    void offerKnownValues();
    void showCollections();

    CatalogueDirectory &m_catalogue;
    std::unique_ptr<Ui::ComputerPage> m_ui;
};

} // namespace seriatim
