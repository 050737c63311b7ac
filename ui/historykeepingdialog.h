// HistoryKeepingDialog: for how long the store keeps what computers reported, and removing what is older.
#pragma once

#include "models/historykeeper.h"

#include <QDialog>

class QLabel;
class QPushButton;
class QRadioButton;
class QSpinBox;

namespace seriatim {

class WorkRow;

class HistoryKeepingDialog : public QDialog
{
    Q_OBJECT

public:
    // The keeper outlives it, or takes it along.
    HistoryKeepingDialog(HistoryKeeper &keeper, QWidget *parent);

protected:
    void accept() override; // saves

private:
    void showStored();
    void showState();
    void showChoice();
    void showWork();
    void showOutcome(const Result<CompactOutcome> &outcome);
    [[nodiscard]] std::optional<int> chosenDays() const;
    [[nodiscard]] bool save(); // false: not, and the user knows why
    void removeOld();

    HistoryKeeper &m_keeper;
    std::optional<int> m_stored;
    QLabel *m_state;
    QRadioButton *m_forEver;
    QRadioButton *m_forDays;
    QSpinBox *m_days;
    QPushButton *m_remove;
    WorkRow *m_work;
    QLabel *m_outcome;
};

} // namespace seriatim
