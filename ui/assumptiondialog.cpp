#include "ui/assumptiondialog.h"

#include "models/assumptionwords.h"
#include "ui/bitpicker.h"
#include "ui/tonelabel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QGroupBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QTime>
#include <QVBoxLayout>

#include <limits>

namespace seriatim {

namespace {

constexpr int decimals = 3;

// Without the zeros at the end: "2 %", not "2.000 %".
class PlainSpinBox : public QDoubleSpinBox
{
public:
    using QDoubleSpinBox::QDoubleSpinBox;
    QString textFromValue(double value) const override { return locale().toString(value, 'g', QLocale::FloatingPointShortest); }
};

// The step below the least value stands for an absent one.
template <typename Box, typename Value>
void setRange(Box &box, const AssumptionField &field, Value step)
{
    const auto least = static_cast<Value>(field.least);
    box.setRange(field.unset.isEmpty() ? least : least - step, static_cast<Value>(field.most));
    box.setSpecialValueText(field.unset);
    box.setSuffix(field.unit);
    box.setGroupSeparatorShown(false);
}

} // namespace

AssumptionDialog::AssumptionDialog(const AssumptionRow &row, const QStringList &itemNames, Check check, QWidget *parent)
    : QDialog(parent), m_row(row), m_check(std::move(check)), m_problem(new ToneLabel(this))
{
    setObjectName(QStringLiteral("assumptionDialog"));
    setWindowTitle(tr("Assumption: %1").arg(kindText(kindOf(row))));
    m_problem->setObjectName(QStringLiteral("assumptionProblem"));
    auto *purpose = new QLabel(kindPurpose(kindOf(row)), this);
    purpose->setWordWrap(true);
    auto *what = new QGroupBox(tr("What is assumed"), this);
    auto *where = new QGroupBox(tr("What it applies to"), this);
    auto *whatForm = new QFormLayout(what);
    auto *whereForm = new QFormLayout(where);
    addFields(matchFields(row, itemNames), *whereForm);
    addFields(assumptionFields(kindOf(row)), *whatForm);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    m_accept = buttons->button(QDialogButtonBox::Ok);
    m_accept->setObjectName(QStringLiteral("acceptButton"));
    buttons->button(QDialogButtonBox::Cancel)->setObjectName(QStringLiteral("cancelButton"));
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(purpose);
    layout->addWidget(where);
    layout->addWidget(what);
    layout->addWidget(m_problem);
    layout->addWidget(buttons);
    showAll({});
    checkRow();
    resize(fontMetrics().averageCharWidth() * 62, sizeHint().height());
}

void AssumptionDialog::addFields(const std::vector<AssumptionField> &fields, QFormLayout &form)
{
    for (const AssumptionField &field : fields) {
        Control control = makeControl(field);
        control.widget->setObjectName(field.name);
        control.widget->setAccessibleName(field.label);
        if (field.input == AssumptionField::Input::flag)
            form.addRow(control.widget);
        else
            form.addRow(tr("%1:").arg(field.label), control.widget);
        m_controls.push_back(std::move(control));
    }
}

AssumptionDialog::Control AssumptionDialog::makeControl(const AssumptionField &field)
{
    using Input = AssumptionField::Input;
    const auto edited = [this, field](const QVariant &value) { edit(field, value); };
    switch (field.input) {
    case Input::text: {
        auto *box = new QLineEdit(this);
        box->setPlaceholderText(field.hint);
        connect(box, &QLineEdit::textEdited, this, edited);
        return {field, box, [box](const QVariant &value) { box->setText(value.toString()); }};
    }
    case Input::wholeNumber: {
        auto *box = new QSpinBox(this);
        setRange(*box, field, 1);
        const bool optional = !field.unset.isEmpty();
        connect(box, &QSpinBox::valueChanged, this, [edited, box, optional](int value) { edited(optional && value == box->minimum() ? QVariant() : QVariant(value)); });
        return {field, box, [box](const QVariant &value) { box->setValue(value.isValid() ? value.toInt() : box->minimum()); }};
    }
    case Input::decimal: {
        auto *box = new PlainSpinBox(this);
        box->setDecimals(decimals);
        setRange(*box, field, 1.0);
        const bool optional = !field.unset.isEmpty();
        const double least = field.least;
        connect(box, &QDoubleSpinBox::valueChanged, this, [edited, least, optional](double value) { edited(optional && value < least ? QVariant() : QVariant(value)); });
        return {field, box, [box](const QVariant &value) { box->setValue(value.isValid() ? value.toDouble() : box->minimum()); }};
    }
    case Input::flag: {
        auto *box = new QCheckBox(field.label, this);
        connect(box, &QCheckBox::toggled, this, edited);
        return {field, box, [box](const QVariant &value) { box->setChecked(value.toBool()); }};
    }
    case Input::choice: {
        auto *box = new QComboBox(this);
        box->addItems(field.choices);
        connect(box, &QComboBox::currentIndexChanged, this, edited);
        return {field, box, [box](const QVariant &value) { box->setCurrentIndex(value.toInt()); }};
    }
    case Input::timeOfDay: { // a line of text: it can be empty, which a time box cannot
        auto *box = new QLineEdit(this);
        box->setPlaceholderText(tr("%1; or a time such as 08:00").arg(field.hint));
        connect(box, &QLineEdit::textEdited, this, [edited](const QString &text) { edited(QTime::fromString(text.trimmed(), QStringLiteral("H:m"))); });
        return {field, box, [box](const QVariant &value) { box->setText(value.toTime().isValid() ? value.toTime().toString(QStringLiteral("HH:mm")) : QString()); }};
    }
    case Input::weekdays: {
        auto *box = new BitPicker(this);
        box->setWeekdays();
        connect(box, &BitPicker::bitsEdited, this, [edited](quint32 bits) { edited(static_cast<int>(bits)); });
        return {field, box, [box](const QVariant &value) { box->setBits(value.toUInt()); }};
    }
    }
    Q_UNREACHABLE();
}

void AssumptionDialog::edit(const AssumptionField &field, const QVariant &value)
{
    field.write(m_row, value);
    showAll(field.name); // one choice may change another, and what counts
    checkRow();
}

void AssumptionDialog::showAll(const QString &exceptName)
{
    for (const Control &control : m_controls) {
        control.widget->setEnabled(!control.field.counts || control.field.counts(m_row));
        if (control.field.name == exceptName)
            continue;
        const QSignalBlocker quiet(control.widget);
        control.show(control.field.read(m_row));
    }
}

void AssumptionDialog::checkRow()
{
    const Result<> right = m_check(m_row);
    m_problem->say(right ? QString() : right.error().detail);
    m_accept->setEnabled(right.ok());
}

} // namespace seriatim
