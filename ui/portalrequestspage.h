// PortalRequestsPage: what users requested in the Software Portal, and the decisions about it: approve, deny, put on hold,
// each with a comment (B36).
#pragma once

#include "models/latestanswer.h"
#include "models/portalrequestsmodel.h"
#include "ui/editorpage.h"

#include <QTimer>

class QAction;
class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QSplitter;
class QTreeView;

namespace seriatim {

class ToneLabel;

class PortalRequestsPage : public EditorPage
{
    Q_OBJECT

public:
    PortalRequestsPage(StoreSession &session, QWidget *parent);
    ~PortalRequestsPage() override;

    [[nodiscard]] PageKey key() const override { return {PageKind::portalRequests, {}}; }
    [[nodiscard]] QString title() const override { return tr("Portal requests"); }
    [[nodiscard]] QIcon pageIcon() const override;

private:
    using Requests = std::vector<PortalRequest>;

    void makeFilters(QLayout &layout);
    void makeTable();
    [[nodiscard]] QWidget *makeDetails();
    QAction *makeDecision(Decision decision, const QString &text, const QString &name, const QKeySequence &keys);
    [[nodiscard]] bool writesExpiry(); // now and then
    [[nodiscard]] static Result<Requests> read(Workspace &workspace, bool writesExpiry);
    void take(const Result<Requests> &requests);
    void showFiltered();
    void showCount();
    void showCurrent();
    void refreshActions();
    void decide(Decision decision);
    [[nodiscard]] std::vector<RequestId> selected() const;
    [[nodiscard]] const PortalRequest *current() const;

    StoreSession &m_session;
    LatestAnswer<Requests> m_answer;
    Requests m_all;
    PortalRequestsModel m_model;
    RequestHistoryModel m_history;
    QComboBox *m_state;
    QLineEdit *m_filter;
    QLabel *m_count;
    QLabel *m_nothing;
    QTreeView *m_table;
    QSplitter *m_splitter;
    QLabel *m_heading = nullptr;
    QLabel *m_standing = nullptr;
    QTreeView *m_steps = nullptr;
    QPlainTextEdit *m_comment = nullptr;
    ToneLabel *m_mistake = nullptr;
    struct DecisionAction {
        Decision decision;
        QAction *action;
    };
    std::vector<DecisionAction> m_decisions;
    QTimer m_minute; // requests expire while nothing is written
    bool m_minuteIsOver = true;
};

} // namespace seriatim
