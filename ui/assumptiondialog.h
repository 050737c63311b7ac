// AssumptionDialog: one row of a scenario as a form, made from the fields of its kind. What contradicts the rules for scenario
// files is said at once, and cannot be accepted.
#pragma once

#include "models/assumptionfields.h"

#include <QDialog>

class QFormLayout;
class QPushButton;

namespace seriatim {

class ToneLabel;

class AssumptionDialog : public QDialog
{
    Q_OBJECT

public:
    // Of the whole scenario with the row in it.
    using Check = std::function<Result<>(const AssumptionRow &)>;

    AssumptionDialog(const AssumptionRow &row, const QStringList &itemNames, Check check, QWidget *parent);

    [[nodiscard]] const AssumptionRow &row() const { return m_row; }

private:
    struct Control {
        AssumptionField field;
        QWidget *widget = nullptr;
        std::function<void(const QVariant &)> show;
    };

    void addFields(const std::vector<AssumptionField> &fields, QFormLayout &form);
    [[nodiscard]] Control makeControl(const AssumptionField &field);
    void edit(const AssumptionField &field, const QVariant &value);
    void showAll(const QString &exceptName);
    void checkRow();

    AssumptionRow m_row;
    Check m_check;
    std::vector<Control> m_controls;
    ToneLabel *m_problem;
    QPushButton *m_accept;
};

} // namespace seriatim
