// DeliveryOptionsWidget: all download and execute options (B28, B29), each contradiction said beside its control. Shared by
// a task's Advanced tab and the agent settings. Owns no options: it shows some and says how the user wants them.
#pragma once

#include "models/deliverywords.h"

#include <QWidget>

#include <functional>
#include <memory>

class QCheckBox;
class QComboBox;

namespace Ui {
class DeliveryOptionsWidget;
}

namespace seriatim {

class MaintenanceWindowsModel;

class DeliveryOptionsWidget : public QWidget
{
    Q_OBJECT

public:
    explicit DeliveryOptionsWidget(QWidget *parent = nullptr);
    ~DeliveryOptionsWidget() override;

    void setOptions(const DeliveryOptions &options); // tells nobody; what is typed just now stays
    void setEditable(bool editable);                 // false: everything in grey, without remarks

Q_SIGNALS:
    // `text` in the imperative, for the history; steps with the same key in a row are one.
    void optionsEdited(const QString &text, const seriatim::DeliveryOptions &options, const QString &mergeKey);

private:
    using Change = std::function<void(DeliveryOptions &)>;
    void fillSpeeds();
    void connectSource();
    void connectUsers();
    void connectWindows();
    void connectSwitch(QCheckBox *box, bool DeliveryOptions::*field, const QString &on, const QString &off);
    void connectSpeed(QCheckBox *box, QComboBox *speed, std::optional<int> DeliveryOptions::*field, const QString &on,
                      const QString &off, const QString &changed);
    void edit(const QString &text, const Change &change, const QString &mergeKey = {});
    void showSource();
    void showRemarks();

    std::unique_ptr<Ui::DeliveryOptionsWidget> m_ui;
    MaintenanceWindowsModel *m_windows;
    DeliveryOptions m_options;
    bool m_editable = true;
    bool m_showing = false; // the controls are being filled: nobody edits
};

} // namespace seriatim
