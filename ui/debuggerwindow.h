// DebuggerWindow: one simulated computer, step by step: what it does next and why, what its agent would show, its memory and
// its disk, back through time, with the power pulled and other return codes. Nothing runs on any computer (B41).
#pragma once

#include "models/breakpointproxy.h"
#include "models/endpointdebugger.h"
#include "models/storesession.h"

#include <QPointer>
#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QSlider;
class QSplitter;
class QToolBar;
class QTreeView;

namespace seriatim {

class JournalPair;
class ToneLabel;

class DebuggerWindow : public QWidget
{
    Q_OBJECT

public:
    // A window of its own. Without a session nothing can be exported.
    explicit DebuggerWindow(std::unique_ptr<EndpointDebugger> debugger, StoreSession *session = nullptr, QWidget *parent = nullptr);

    [[nodiscard]] EndpointDebugger &debugger() { return *m_debugger; }
    // What was done up to this moment, as a file of its own (see EndpointDebugger::exporter()).
    void exportTo(const QString &path);

private:
    void makeToolBar();
    void makeFaultActions();
    [[nodiscard]] QWidget *makeReturnCode();
    [[nodiscard]] QWidget *makeHead();
    [[nodiscard]] QWidget *makeTimeLine();
    [[nodiscard]] QWidget *makeSteps();
    [[nodiscard]] QWidget *makeTasks();
    QAction *addAction(const char *name, const QString &text, const QKeySequence &keys, const QIcon &symbol, const std::function<void()> &act);
    void showBranches();
    void showMoment();
    void showWhy();
    void enableActions();
    void takeReturnCode();
    void askWhereToExport();
    [[nodiscard]] int chosenItem() const;

    std::unique_ptr<EndpointDebugger> m_debugger;
    AgentModel m_tasks;
    BreakpointProxy m_breakpoints;
    QPointer<StoreSession> m_session;
    QToolBar *m_toolBar;
    ToneLabel *m_notice = nullptr;
    QComboBox *m_branches;
    QLabel *m_next;
    QLabel *m_moment;
    QSlider *m_slider;
    QTreeView *m_steps;
    QTreeView *m_taskView;
    QLabel *m_why;
    QLineEdit *m_code;
    JournalPair *m_journal;
    QAction *m_back = nullptr;
    QAction *m_step = nullptr;
    QAction *m_nextItem = nullptr;
    QAction *m_toBreakpoint = nullptr;
    QAction *m_toEnd = nullptr;
    QAction *m_afterExit = nullptr;
    QList<QAction *> m_faults;
    bool m_showing = false; // controls follow the moment, not the user
};

} // namespace seriatim
