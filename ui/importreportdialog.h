// ImportReportDialog: what an import added, changed, left alone and could not bring over.
#pragma once

#include "models/exchange.h"

#include <QDialog>

namespace Ui {
class ImportReportDialog;
}

namespace seriatim {

class ImportReportDialog : public QDialog
{
    Q_OBJECT

public:
    ImportReportDialog(const ImportReport &report, QWidget *parent);
    ~ImportReportDialog() override;

private:
    void copy() const;

    std::unique_ptr<Ui::ImportReportDialog> m_ui;
};

} // namespace seriatim
