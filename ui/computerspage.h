// ComputersPage: all computers of the store; several can be changed at once.
#pragma once

#include "ui/objectlistpanel.h"

namespace seriatim {

class CatalogueDirectory;

class ComputersPage : public EditorPage
{
    Q_OBJECT

public:
    // Both outlive it.
    ComputersPage(StoreSession &session, CatalogueDirectory &catalogue, QWidget *parent);

    [[nodiscard]] PageKey key() const override { return {PageKind::computers, {}}; }
    [[nodiscard]] QString title() const override { return tr("Computers"); }
    [[nodiscard]] QIcon pageIcon() const override;

private:
    void changeSelected();

    StoreSession &m_session;
    CatalogueDirectory &m_catalogue;
    ObjectListPanel<Computer> *m_panel;
    LiveReader<std::vector<Computer>> m_reader;
};

} // namespace seriatim
