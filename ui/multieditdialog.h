// MultiEditDialog: the same change to many packages and programs; each field counts where its box is checked. Saves nothing.
#pragma once

#include "models/multiedit.h"

#include <QDialog>

#include <memory>

namespace Ui {
class MultiEditDialog;
}

class QCheckBox;

namespace seriatim {

class MultiEditDialog : public QDialog
{
    Q_OBJECT

public:
    // `programs`: those to change; empty: all of the packages.
    MultiEditDialog(const std::vector<Package> &packages, const QSet<ProgramId> &programs, const QStringList &folders, QWidget *parent = nullptr);
    ~MultiEditDialog() override;

    [[nodiscard]] MultiEdit edit() const;
    [[nodiscard]] const std::vector<std::pair<Package, Package>> &changes() const { return m_changes; } // each before and after

private:
    void fillChoices();
    void tie(QCheckBox *check, std::initializer_list<QWidget *> fields);
    void judge();

    std::unique_ptr<Ui::MultiEditDialog> m_ui;
    std::vector<Package> m_packages;
    QSet<ProgramId> m_programs;
    std::vector<std::pair<Package, Package>> m_changes;
};

} // namespace seriatim
