#include "ui/desktopnotifier.h"

#include "ui/icons.h"

#include <QSystemTrayIcon>

#ifdef SERIATIM_WITH_DBUS
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#endif

namespace seriatim {

namespace {

class TrayNotifier final : public DesktopNotifier
{
public:
    void notify(const QString &title, const QString &text) override
    {
        if (!QSystemTrayIcon::isSystemTrayAvailable() || !QSystemTrayIcon::supportsMessages())
            return;
        if (!m_tray) { // no icon before there is something to say
            m_tray = std::make_unique<QSystemTrayIcon>(icon(Symbol::seriatim));
            m_tray->setToolTip(QStringLiteral("Seriatim"));
        }
        m_tray->show();
        m_tray->showMessage(title, text, icon(Symbol::seriatim));
    }

private:
    std::unique_ptr<QSystemTrayIcon> m_tray;
};

#ifdef SERIATIM_WITH_DBUS
const QString service = QStringLiteral("org.freedesktop.Notifications");
const QString path = QStringLiteral("/org/freedesktop/Notifications");

// https://specifications.freedesktop.org/notification-spec/latest/
class BusNotifier final : public QObject, public DesktopNotifier
{
public:
    // Nothing is waited for: first what the desktop can show, then the message; where nobody answers, the tray.
    void notify(const QString &title, const QString &text) override
    {
        const QDBusConnection bus = QDBusConnection::sessionBus();
        if (!bus.isConnected()) {
            m_tray.notify(title, text);
            return;
        }
        const QDBusMessage ask = QDBusMessage::createMethodCall(service, path, service, QStringLiteral("GetCapabilities"));
        auto *asked = new QDBusPendingCallWatcher(bus.asyncCall(ask), this);
        connect(asked, &QDBusPendingCallWatcher::finished, this, [this, title, text](QDBusPendingCallWatcher *call) {
            call->deleteLater();
            const QDBusPendingReply<QStringList> reply = *call;
            if (reply.isError())
                m_tray.notify(title, text);
            else
                send(title, reply.value().contains(QStringLiteral("body-markup")) ? text.toHtmlEscaped() : text);
        });
    }

private:
    void send(const QString &title, const QString &body)
    {
        QDBusMessage message = QDBusMessage::createMethodCall(service, path, service, QStringLiteral("Notify"));
        const QVariantMap hints{{QStringLiteral("desktop-entry"), QStringLiteral("seriatim")}};
        constexpr int asTheDesktopLikes = -1;
        message.setArguments({QStringLiteral("Seriatim"), 0U, QStringLiteral("seriatim"), title, body, QStringList(), hints, asTheDesktopLikes});
        QDBusConnection::sessionBus().asyncCall(message);
    }

    TrayNotifier m_tray;
};
#endif

} // namespace

std::unique_ptr<DesktopNotifier> makeDesktopNotifier()
{
#ifdef SERIATIM_WITH_DBUS
    return std::make_unique<BusNotifier>();
#else
    return std::make_unique<TrayNotifier>();
#endif
}

} // namespace seriatim
