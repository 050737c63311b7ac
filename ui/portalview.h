// PortalView: the Software Portal of one store as an end user sees it: who it is and at which computer, the tasks on offer
// as cards, and what was requested with its final status (B35–B37). For testers, support staff and end users alike.
#pragma once

#include "models/localrun.h"
#include "models/portalboard.h"
#include "models/portalrequestsmodel.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;
class QScrollArea;
class QSplitter;
class QTreeView;

namespace seriatim {

class CardFlow;
class ConsoleSettings;
class PortalCard;
class ToneLabel;

class PortalView : public QWidget
{
    Q_OBJECT

public:
    // Session and settings outlive it.
    PortalView(StoreSession &session, ConsoleSettings &settings, QWidget *parent = nullptr);
    ~PortalView() override;

    [[nodiscard]] bool isRunning() const { return m_run.isRunning(); }
    [[nodiscard]] QSplitter *splitter() const { return m_splitter; }

private:
    void makeHead(QLayout &layout);
    [[nodiscard]] QWidget *makeRequests();
    void showBoard();
    void offerUsers();
    void offerComputers();
    void showCards();
    void showRequests();
    void showCurrent();
    void chooseUser();
    void chooseComputer();
    void request(TaskId task);
    void runCurrent();
    void takeEnd(const Result<AgentEnd> &end);
    [[nodiscard]] const PortalRequest *current() const;
    [[nodiscard]] bool canRun(const PortalRequest *request) const;

    StoreSession &m_session;
    ConsoleSettings &m_settings;
    PortalBoard m_board;
    LocalRun m_run;
    PortalRequestsModel m_requests;
    QComboBox *m_user;
    QComboBox *m_computer;
    ToneLabel *m_message;
    QLabel *m_nothing;
    QScrollArea *m_scroll;
    CardFlow *m_cards;
    QTreeView *m_table = nullptr;
    QLabel *m_standing = nullptr;
    QLabel *m_noRequests = nullptr;
    QPushButton *m_runNow = nullptr;
    QSplitter *m_splitter;
    std::vector<PortalBoardCard> m_shown; // in the order of the cards
};

} // namespace seriatim
