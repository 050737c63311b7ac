#include "ui/portalwindow.h"

#include "models/consolesettings.h"
#include "ui/icons.h"
#include "ui/portalview.h"

#include <QCloseEvent>
#include <QLabel>
#include <QShortcut>
#include <QSplitter>
#include <QVBoxLayout>

namespace seriatim {

namespace {

const QString geometryKey = QStringLiteral("portalWindow/geometry");
const QString splitterKey = QStringLiteral("portalWindow/splitter");

} // namespace

PortalWindow::PortalWindow(ConsoleSettings &settings, QWidget *parent) : QWidget(parent, Qt::Window), m_settings(settings)
{
    setObjectName(QStringLiteral("portalWindow"));
    setAttribute(Qt::WA_DeleteOnClose);
    setAttribute(Qt::WA_QuitOnClose, false); // the console ends with its last main window
    setWindowTitle(tr("Software Portal"));
    setWindowIcon(icon(Symbol::portalRequest));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    resize(fontMetrics().averageCharWidth() * 150, fontMetrics().height() * 42);
    restoreGeometry(m_settings.value(geometryKey).toByteArray());
    for (const QKeySequence &keys : {QKeySequence(QKeySequence::Close), QKeySequence(Qt::Key_Escape)})
        connect(new QShortcut(keys, this), &QShortcut::activated, this, &QWidget::close);
    auto *none = new QLabel(tr("No store is open."), this);
    none->setAlignment(Qt::AlignCenter);
    m_content = none;
    layout->addWidget(m_content);
}

void PortalWindow::setSession(StoreSession *session)
{
    if (session == m_session)
        return;
    m_session = session;
    delete m_content;
    if (session) {
        auto *view = new PortalView(*session, m_settings, this);
        view->splitter()->restoreState(m_settings.value(splitterKey).toByteArray());
        m_content = view;
    } else {
        auto *none = new QLabel(tr("No store is open."), this);
        none->setAlignment(Qt::AlignCenter);
        m_content = none;
    }
    layout()->addWidget(m_content);
    m_content->setFocus();
}

void PortalWindow::closeEvent(QCloseEvent *event)
{
    m_settings.setValue(geometryKey, saveGeometry());
    const auto *view = qobject_cast<PortalView *>(m_content);
    if (view)
        m_settings.setValue(splitterKey, view->splitter()->saveState());
    if (view && view->isRunning()) { // or it would stand still until the program that runs has come to its end
        hide();
        event->ignore();
        return;
    }
    QWidget::closeEvent(event);
}

} // namespace seriatim
