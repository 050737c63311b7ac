#include "ui/maintenancewindowdelegate.h"

#include "models/maintenancewindowsmodel.h"
#include "ui/bitpicker.h"
#include "ui/durationspinbox.h"

#include <QTimeEdit>

namespace seriatim {

QWidget *MaintenanceWindowDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &, const QModelIndex &index) const
{
    switch (static_cast<MaintenanceWindowsModel::Column>(index.column())) {
    case MaintenanceWindowsModel::daysColumn: {
        auto *days = new BitPicker(parent);
        days->setWeekdays();
        days->setAutoFillBackground(true);
        days->setObjectName(QStringLiteral("windowDays"));
        // Each day counts at once: a click on the next button must not be taken for leaving the editor.
        connect(days, &BitPicker::bitsEdited, this, [this, days] {
            Q_EMIT const_cast<MaintenanceWindowDelegate *>(this)->commitData(days);
        });
        return days;
    }
    case MaintenanceWindowsModel::startColumn: {
        auto *start = new QTimeEdit(parent);
        start->setDisplayFormat(QStringLiteral("HH:mm"));
        start->setObjectName(QStringLiteral("windowStart"));
        return start;
    }
    case MaintenanceWindowsModel::lengthColumn: {
        auto *length = new DurationSpinBox(parent);
        length->setRange(1, 7 * 24 * 60);
        length->setObjectName(QStringLiteral("windowLength"));
        return length;
    }
    case MaintenanceWindowsModel::columnCountValue:
        break;
    }
    return nullptr;
}

void MaintenanceWindowDelegate::setEditorData(QWidget *editor, const QModelIndex &index) const
{
    const QVariant value = index.data(Qt::EditRole);
    if (auto *days = qobject_cast<BitPicker *>(editor))
        days->setBits(value.toUInt());
    else if (auto *start = qobject_cast<QTimeEdit *>(editor))
        start->setTime(value.toTime());
    else if (auto *length = qobject_cast<DurationSpinBox *>(editor))
        length->setValue(value.toInt());
}

void MaintenanceWindowDelegate::setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const
{
    if (const auto *days = qobject_cast<BitPicker *>(editor)) {
        model->setData(index, static_cast<int>(days->bits()));
    } else if (const auto *start = qobject_cast<QTimeEdit *>(editor)) {
        model->setData(index, start->time());
    } else if (auto *length = qobject_cast<DurationSpinBox *>(editor)) {
        length->interpretText();
        model->setData(index, length->value());
    }
}

void MaintenanceWindowDelegate::updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option, const QModelIndex &) const
{
    // Seven buttons need more room than the words in the cell.
    editor->setGeometry(QRect(option.rect.topLeft(), option.rect.size().expandedTo(editor->minimumSizeHint())));
}

} // namespace seriatim
