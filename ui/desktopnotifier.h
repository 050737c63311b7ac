// DesktopNotifier: short messages through the desktop's own means. Who sends one does not learn whether anybody read it.
#pragma once

#include <QString>

#include <memory>

namespace seriatim {

class DesktopNotifier
{
public:
    virtual ~DesktopNotifier() = default;
    // Plain text. Returns at once.
    virtual void notify(const QString &title, const QString &text) = 0;
};

// org.freedesktop.Notifications where there is a session bus and somebody answers there, else the tray's messages where
// there is a tray, else nothing.
[[nodiscard]] std::unique_ptr<DesktopNotifier> makeDesktopNotifier();

} // namespace seriatim
