#include "ui/deliveryoptionswidget.h"

#include "models/maintenancewindowsmodel.h"
#include "ui/icons.h"
#include "ui/maintenancewindowdelegate.h"
#include "ui_deliveryoptionswidget.h"

#include <QHeaderView>

namespace seriatim {

namespace {

// A combo box that has the focus keeps what the user is about to choose.
void showSpeed(QComboBox *box, std::optional<int> speed)
{
    if (!speed)
        return;
    int index = box->findData(*speed);
    if (index < 0) {
        box->addItem(linkSpeedText(*speed), *speed);
        index = box->count() - 1;
    }
    box->setCurrentIndex(index);
}

template <typename Box, typename Value>
void showValue(Box *box, Value value)
{
    if (box->value() != value)
        box->setValue(value);
}

} // namespace

DeliveryOptionsWidget::DeliveryOptionsWidget(QWidget *parent)
    : QWidget(parent), m_ui(std::make_unique<Ui::DeliveryOptionsWidget>()), m_windows(new MaintenanceWindowsModel(this))
{
    m_ui->setupUi(this);
    m_ui->addWindow->setIcon(icon(Symbol::add));
    m_ui->removeWindow->setIcon(icon(Symbol::remove));
    m_ui->deferral->setSpecialValueText(tr("not at all"));
    fillSpeeds();
    connectSource();
    connectUsers();
    connectWindows();
    setOptions(m_options);
}

DeliveryOptionsWidget::~DeliveryOptionsWidget() = default;

void DeliveryOptionsWidget::fillSpeeds()
{
    for (QComboBox *box : {m_ui->serverSpeed, m_ui->downloadSpeed}) {
        for (const int speed : offeredSpeedsKbps())
            box->addItem(linkSpeedText(speed), speed);
        box->setCurrentIndex(box->findData(0));
    }
}

void DeliveryOptionsWidget::connectSource()
{
    connectSpeed(m_ui->runFromServer, m_ui->serverSpeed, &DeliveryOptions::runFromServerKbps, tr("Allow running from the server"),
                 tr("Do not run from the server"), tr("Change the speed for running from the server"));
    connectSpeed(m_ui->downloadAndRun, m_ui->downloadSpeed, &DeliveryOptions::downloadAndRunKbps, tr("Allow downloading"),
                 tr("Do not download"), tr("Change the speed for downloading"));
    connectSwitch(m_ui->downloadSoon, &DeliveryOptions::downloadAsSoonAsPossible, tr("Download as soon as possible"),
                  tr("Download only when due"));
    connectSwitch(m_ui->multicast, &DeliveryOptions::multicast, tr("Use multicast"), tr("Do not use multicast"));
}

void DeliveryOptionsWidget::connectUsers()
{
    connectSwitch(m_ui->notifyAvailable, &DeliveryOptions::notifyWhenAvailable, tr("Notify users when available"),
                  tr("Do not notify users when available"));
    connectSwitch(m_ui->warn, &DeliveryOptions::warnBeforeRunning, tr("Warn before running"), tr("Do not warn before running"));
    connectSwitch(m_ui->verboseEvents, &DeliveryOptions::verboseStatusEvents, tr("Send verbose status events"),
                  tr("Send fewer status events"));
    connectSwitch(m_ui->restartFirst, &DeliveryOptions::restartFirst, tr("Restart first where one is pending"),
                  tr("Do not restart first"));
    connect(m_ui->warnMinutes, &QSpinBox::valueChanged, this, [this](int minutes) {
        edit(tr("Change the time of the warning"), [&](DeliveryOptions &o) { o.warnMinutes = minutes; }, QStringLiteral("warnMinutes"));
    });
    connect(m_ui->deferral, &QSpinBox::valueChanged, this, [this](int minutes) {
        edit(tr("Change how long users may put it off"), [&](DeliveryOptions &o) { o.deferrableUpToMinutes = minutes; },
             QStringLiteral("deferral"));
    });
}

void DeliveryOptionsWidget::connectWindows()
{
    m_ui->windows->setModel(m_windows);
    m_ui->windows->setItemDelegate(new MaintenanceWindowDelegate(m_ui->windows));
    m_ui->windows->horizontalHeader()->setSectionResizeMode(MaintenanceWindowsModel::daysColumn, QHeaderView::Stretch);
    m_ui->windows->verticalHeader()->hide();
    m_ui->windows->setMinimumHeight(fontMetrics().lineSpacing() * 8);
    connect(m_ui->addWindow, &QToolButton::clicked, m_windows, [this] {
        m_windows->addWindow();
        m_ui->windows->setCurrentIndex(m_windows->index(m_windows->rowCount() - 1, MaintenanceWindowsModel::daysColumn));
        m_ui->windows->setFocus();
    });
    connect(m_ui->removeWindow, &QToolButton::clicked, m_windows, [this] {
        QList<int> rows;
        for (const QModelIndex &index : m_ui->windows->selectionModel()->selectedRows())
            rows << index.row();
        m_windows->removeWindows(rows);
    });
    connect(m_windows, &MaintenanceWindowsModel::windowsEdited, this, [this](const QString &text) {
        edit(text, [&](DeliveryOptions &o) { o.maintenanceWindows = m_windows->windows(); });
    });
    connect(m_ui->windows->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] { showRemarks(); });
}

void DeliveryOptionsWidget::connectSwitch(QCheckBox *box, bool DeliveryOptions::*field, const QString &on, const QString &off)
{
    connect(box, &QCheckBox::toggled, this, [=, this](bool checked) {
        edit(checked ? on : off, [&](DeliveryOptions &o) { o.*field = checked; });
    });
}

void DeliveryOptionsWidget::connectSpeed(QCheckBox *box, QComboBox *speed, std::optional<int> DeliveryOptions::*field,
                                         const QString &on, const QString &off, const QString &changed)
{
    connect(box, &QCheckBox::toggled, this, [=, this](bool checked) {
        if (m_showing)
            return;
        DeliveryOptions next = m_options;
        next.*field = checked ? std::optional<int>(speed->currentData().toInt()) : std::nullopt;
        if (!next.runFromServerKbps && !next.downloadAndRunKbps) {
            showSource(); // as it was
            m_ui->sourceRemark->showMistake(tr("One of the two stays on: a program has to come from somewhere. Switch the other one on first."));
            return;
        }
        edit(checked ? on : off, [&](DeliveryOptions &o) { o = next; });
    });
    connect(speed, &QComboBox::activated, this, [=, this] {
        edit(changed, [&](DeliveryOptions &o) { o.*field = speed->currentData().toInt(); });
    });
}

void DeliveryOptionsWidget::edit(const QString &text, const Change &change, const QString &mergeKey)
{
    if (m_showing || !m_editable)
        return;
    change(m_options);
    showSource();
    showRemarks();
    Q_EMIT optionsEdited(text, m_options, mergeKey);
}

void DeliveryOptionsWidget::setOptions(const DeliveryOptions &options)
{
    m_options = options;
    m_showing = true;
    m_ui->downloadSoon->setChecked(options.downloadAsSoonAsPossible);
    m_ui->multicast->setChecked(options.multicast);
    m_ui->notifyAvailable->setChecked(options.notifyWhenAvailable);
    m_ui->warn->setChecked(options.warnBeforeRunning);
    showValue(m_ui->warnMinutes, options.warnMinutes);
    showValue(m_ui->deferral, options.deferrableUpToMinutes);
    m_ui->verboseEvents->setChecked(options.verboseStatusEvents);
    m_ui->restartFirst->setChecked(options.restartFirst);
    m_windows->setWindows(options.maintenanceWindows);
    m_showing = false;
    showSource();
    showRemarks();
}

void DeliveryOptionsWidget::setEditable(bool editable)
{
    m_editable = editable;
    // The table stays enabled: it scrolls, and its rows can be copied by those who only read.
    for (QWidget *widget : std::initializer_list<QWidget *>{m_ui->sourceControls, m_ui->userControls, m_ui->agentControls, m_ui->addWindow})
        widget->setEnabled(editable);
    m_windows->setEditable(editable);
    QPalette colours = palette();
    if (!editable)
        colours.setColor(QPalette::Text, colours.color(QPalette::Disabled, QPalette::Text));
    m_ui->windows->setPalette(colours);
    showSource();
    showRemarks();
}

void DeliveryOptionsWidget::showSource()
{
    m_showing = true;
    m_ui->runFromServer->setChecked(m_options.runFromServerKbps.has_value());
    m_ui->downloadAndRun->setChecked(m_options.downloadAndRunKbps.has_value());
    showSpeed(m_ui->serverSpeed, m_options.runFromServerKbps);
    showSpeed(m_ui->downloadSpeed, m_options.downloadAndRunKbps);
    m_ui->serverSpeed->setEnabled(m_editable && m_options.runFromServerKbps.has_value());
    m_ui->downloadSpeed->setEnabled(m_editable && m_options.downloadAndRunKbps.has_value());
    m_showing = false;
}

void DeliveryOptionsWidget::showRemarks()
{
    const std::vector<DeliveryRemark> remarks = m_editable ? remarksOn(m_options) : std::vector<DeliveryRemark>{};
    const auto show = [&](MessageLine *line, DeliveryField field) {
        line->showHint({});
        for (const DeliveryRemark &remark : remarks) {
            if (remark.field == field)
                remark.contradiction ? line->showWarning(remark.text) : line->showHint(remark.text);
        }
    };
    show(m_ui->sourceRemark, DeliveryField::source);
    show(m_ui->soonRemark, DeliveryField::asSoonAsPossible);
    show(m_ui->multicastRemark, DeliveryField::multicast);
    show(m_ui->warnRemark, DeliveryField::warning);
    show(m_ui->deferralRemark, DeliveryField::deferral);
    show(m_ui->windowsRemark, DeliveryField::windows);
    m_ui->windowsAny->setVisible(m_options.maintenanceWindows.empty());
    m_ui->removeWindow->setEnabled(m_editable && m_ui->windows->selectionModel()->hasSelection());
}

} // namespace seriatim
