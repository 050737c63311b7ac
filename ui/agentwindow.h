// AgentWindow: any local agent as it stands now, live, read from its home without a touch: its sequences and their line
// items ("Application Tasks"), what its programs print, what waits for the store, and what is wrong.
#pragma once

#include "models/agentfollower.h"
#include "models/agenthomes.h"
#include "models/agentmodel.h"
#include "models/consolesettings.h"

#include <QWidget>

namespace Ui {
class AgentWindow;
}

namespace seriatim {

class AgentActions;
class AgentDesk;
class ColumnMemory;
class DesktopNotifier;

class AgentWindow : public QWidget
{
    Q_OBJECT

public:
    // A window of its own, which speaks to its user through the notifier while it is open. Settings and clock outlive it.
    AgentWindow(ConsoleSettings &settings, std::unique_ptr<DesktopNotifier> notifier, const Clock &clock, QWidget *parent = nullptr);
    ~AgentWindow() override;

    // The store that is open, whose agents are offered; empty: none.
    void setStore(const QString &storePath);
    // Remembered, and offered from now on.
    void chooseHome(const QString &folder);
    [[nodiscard]] const QString &home() const { return m_follower.home(); }

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void connectAll();
    void placeActions();
    void setActive(bool active);
    void offerHomes();
    void addHome(const QString &folder, const QString &text);
    void takeChosen();
    void askForHome();
    void showAgent();
    void showHead();
    void showTasks();
    void showCurrent();
    void expandNew(const QModelIndex &parent, int first, int last);
    void fitColumns();
    void paintIcons();
    void noteChoice(const QModelIndex &current);
    void copyCurrent();
    [[nodiscard]] QString emptyText() const;

    ConsoleSettings &m_settings;
    QString m_storePath;
    AgentHomes m_homes;
    AgentFollower m_follower;
    AgentModel m_model;
    AgentActions *m_actions = nullptr;
    ColumnMemory *m_columns = nullptr;
    QTimer m_second;         // how long something has been going on
    bool m_selecting = false; // the selection is moved by the window, not by the user
    bool m_fitted = false;
    std::unique_ptr<Ui::AgentWindow> m_ui;
    std::unique_ptr<AgentDesk> m_desk;
};

} // namespace seriatim
