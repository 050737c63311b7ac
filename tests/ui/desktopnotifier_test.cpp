// Notices over a real bus of the test's own, with a made-up desktop on it that keeps what it is sent.
#include "ui/desktopnotifier.h"

#include <QDBusConnection>
#include <QElapsedTimer>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>

using namespace seriatim;

class MadeUpDesktop : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")

public:
    QStringList capabilities;
    QStringList sent; // "title: body"

public Q_SLOTS:
    QStringList GetCapabilities() { return capabilities; }
    uint Notify(const QString &, uint, const QString &, const QString &title, const QString &body, const QStringList &, const QVariantMap &, int)
    {
        sent.append(title + QStringLiteral(": ") + body);
        return static_cast<uint>(sent.size());
    }
};

class DesktopNotifierTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void itIsSentOverTheBus();
    void markupIsText();
    void withoutADesktopNothingIsWaitedFor();

private:
    QProcess m_bus;
    QString m_address;
};

void DesktopNotifierTest::initTestCase()
{
    const QString daemon = QStandardPaths::findExecutable(QStringLiteral("dbus-daemon"));
    if (daemon.isEmpty())
        QSKIP("there is no dbus-daemon here");
    m_bus.start(daemon, {QStringLiteral("--session"), QStringLiteral("--nofork"), QStringLiteral("--print-address")});
    QVERIFY(m_bus.waitForReadyRead(30'000));
    m_address = QString::fromLatin1(m_bus.readLine().trimmed());
    qputenv("DBUS_SESSION_BUS_ADDRESS", m_address.toLatin1()); // before anything asks for the session's bus
}

void DesktopNotifierTest::cleanupTestCase()
{
    m_bus.terminate();
    m_bus.waitForFinished();
}

void DesktopNotifierTest::itIsSentOverTheBus()
{
    QDBusConnection side = QDBusConnection::connectToBus(m_address, QStringLiteral("desktop"));
    MadeUpDesktop desktop;
    QVERIFY(side.registerObject(QStringLiteral("/org/freedesktop/Notifications"), &desktop, QDBusConnection::ExportAllSlots));
    QVERIFY(side.registerService(QStringLiteral("org.freedesktop.Notifications")));
    const std::unique_ptr<DesktopNotifier> notifier = makeDesktopNotifier();
    notifier->notify(QStringLiteral("Restart"), QStringLiteral("R&D <b>suite</b>"));
    QVERIFY(desktop.sent.isEmpty()); // it returns at once
    QTRY_COMPARE(desktop.sent, QStringList{QStringLiteral("Restart: R&D <b>suite</b>")});
    side.unregisterService(QStringLiteral("org.freedesktop.Notifications"));
    QDBusConnection::disconnectFromBus(QStringLiteral("desktop"));
}

void DesktopNotifierTest::markupIsText()
{
    QDBusConnection side = QDBusConnection::connectToBus(m_address, QStringLiteral("markup"));
    MadeUpDesktop desktop;
    desktop.capabilities = {QStringLiteral("body"), QStringLiteral("body-markup")};
    QVERIFY(side.registerObject(QStringLiteral("/org/freedesktop/Notifications"), &desktop, QDBusConnection::ExportAllSlots));
    QVERIFY(side.registerService(QStringLiteral("org.freedesktop.Notifications")));
    const std::unique_ptr<DesktopNotifier> notifier = makeDesktopNotifier();
    notifier->notify(QStringLiteral("Restart"), QStringLiteral("R&D <b>suite</b>"));
    QTRY_COMPARE(desktop.sent, QStringList{QStringLiteral("Restart: R&amp;D &lt;b&gt;suite&lt;/b&gt;")});
    side.unregisterService(QStringLiteral("org.freedesktop.Notifications"));
    QDBusConnection::disconnectFromBus(QStringLiteral("markup"));
}

void DesktopNotifierTest::withoutADesktopNothingIsWaitedFor()
{
    const std::unique_ptr<DesktopNotifier> notifier = makeDesktopNotifier();
    QElapsedTimer clock;
    clock.start();
    notifier->notify(QStringLiteral("Restart"), QStringLiteral("soon"));
    QVERIFY(clock.elapsed() < 2000);
    QCoreApplication::processEvents(); // no tray here either: nothing comes, and nothing breaks
}

QTEST_MAIN(DesktopNotifierTest)
#include "desktopnotifier_test.moc"
