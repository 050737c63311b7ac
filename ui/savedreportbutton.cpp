#include "ui/savedreportbutton.h"

#include "ui/icons.h"
#include "ui/messages.h"
#include "ui/savedreportquestions.h"

#include <QMenu>

namespace seriatim {

SavedReportButton::SavedReportButton(SavedReports &savedReports, const ReportKey &key, QWidget *parent)
    : QToolButton(parent), m_savedReports(savedReports), m_key(key)
{
    setObjectName(QStringLiteral("savedReport"));
    setText(tr("&Save filters"));
    setIcon(seriatim::icon(Symbol::save));
    setToolTip(tr("Keeps these filters under a name, below the report in the navigator"));
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(this);
    setMenu(menu);
    const auto make = [&](const QString &name, const QString &text, void (SavedReportButton::*act)()) {
        QAction *action = menu->addAction(text);
        action->setObjectName(name);
        connect(action, &QAction::triggered, this, act);
        return action;
    };
    m_saveChanges = make(QStringLiteral("saveReportChanges"), {}, &SavedReportButton::saveChanges);
    m_saveAs = make(QStringLiteral("saveReportAs"), tr("Save &as…"), &SavedReportButton::saveAs);
    m_rename = make(QStringLiteral("renameReport"), tr("&Rename…"), &SavedReportButton::rename);
    m_remove = make(QStringLiteral("removeReport"), tr("Re&move…"), &SavedReportButton::remove);
    connect(&savedReports, &SavedReports::changed, this, &SavedReportButton::update);
    update();
}

void SavedReportButton::setRequest(const ReportRequest &request)
{
    m_request = request;
    update();
}

void SavedReportButton::update()
{
    const std::optional<SavedReport> saved = m_savedReports.find(m_key.savedId);
    if (!m_key.savedId.isEmpty() && !saved) {
        Q_EMIT removed(); // also by the navigator or another page
        return;
    }
    const QString name = saved ? saved->name : QString();
    m_saveChanges->setVisible(saved.has_value());
    m_saveChanges->setText(tr("&Save to “%1”").arg(QString(name).replace(u'&', QStringLiteral("&&"))));
    m_saveChanges->setEnabled(saved && saved->request != m_request);
    m_rename->setVisible(saved.has_value());
    m_remove->setVisible(saved.has_value());
    if (name == m_name)
        return;
    m_name = name;
    Q_EMIT nameChanged();
}

void SavedReportButton::saveAs()
{
    const QString name = askForReportName(window(), tr("Save the Filters"), {});
    if (name.isEmpty())
        return;
    const Result<QString> id = m_savedReports.add(name, m_request);
    if (id)
        Q_EMIT saved(ReportKey{m_key.kind, *id}.toText());
    else
        showError(window(), tr("The filters were not saved."), id.error());
}

void SavedReportButton::saveChanges()
{
    if (const Result<> changed = m_savedReports.change(m_key.savedId, m_request); !changed)
        showError(window(), tr("The filters were not saved."), changed.error());
}

void SavedReportButton::rename()
{
    const QString name = askForReportName(window(), tr("Rename the Filters"), m_name);
    if (name.isEmpty())
        return;
    if (const Result<> renamed = m_savedReports.rename(m_key.savedId, name); !renamed)
        showError(window(), tr("The filters were not renamed."), renamed.error());
}

void SavedReportButton::remove()
{
    if (mayRemoveSavedReport(window(), m_name))
        m_savedReports.remove(m_key.savedId);
}

} // namespace seriatim
