// PrincipalDialog: chooses users and groups of the store, with a search.
#pragma once

#include "models/principallistmodel.h"

#include <QDialog>

#include <memory>

namespace Ui {
class PrincipalDialog;
}

namespace seriatim {

class PrincipalDialog : public QDialog
{
    Q_OBJECT

public:
    PrincipalDialog(std::shared_ptr<const std::vector<PrincipalEntry>> principals,
                    const std::function<bool(const PrincipalEntry &)> &taken, QWidget *parent = nullptr);
    ~PrincipalDialog() override;

    [[nodiscard]] std::vector<PrincipalEntry> chosen() const;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void refresh();

    std::unique_ptr<Ui::PrincipalDialog> m_ui;
    PrincipalListModel m_model;
};

} // namespace seriatim
