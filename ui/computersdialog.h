// ComputersDialog: which fields of several computers are to be set at once, each behind a check box of its own.
#pragma once

#include "models/cataloguedirectory.h"
#include "models/cataloguetables.h"

#include <QDialog>

namespace Ui {
class ComputersDialog;
}

namespace seriatim {

class ComputersDialog : public QDialog
{
    Q_OBJECT

public:
    ComputersDialog(const std::vector<Computer> &computers, const std::vector<CollectionEntry> &collections, QWidget *parent);
    ~ComputersDialog() override;

    [[nodiscard]] ComputerChanges changes() const;

private:
    void showCommonValues(const std::vector<Computer> &computers);
    void showState();

    std::unique_ptr<Ui::ComputersDialog> m_ui;
};

} // namespace seriatim
