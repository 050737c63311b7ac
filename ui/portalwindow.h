// PortalWindow: the Software Portal in a window of its own, over the store that is open.
#pragma once

#include <QWidget>

namespace seriatim {

class ConsoleSettings;
class PortalView;
class StoreSession;

class PortalWindow : public QWidget
{
    Q_OBJECT

public:
    // The settings outlive it.
    explicit PortalWindow(ConsoleSettings &settings, QWidget *parent = nullptr);

    // Null: none is open. To be called with null before a session goes.
    void setSession(StoreSession *session);

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    ConsoleSettings &m_settings;
    StoreSession *m_session = nullptr;
    QWidget *m_content = nullptr; // a PortalView, or what to do without a store
};

} // namespace seriatim
