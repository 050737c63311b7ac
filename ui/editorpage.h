// EditorPage: what stands in the window's middle, one for each object that is open. The window's toolbar and menus speak to
// the current page through this alone.
#pragma once

#include "models/problem.h"
#include "models/statussnapshot.h"

#include <QIcon>
#include <QWidget>

#include <vector>

namespace seriatim {

enum class PageKind {
    start, task, package, computer, collection, user, userGroup, agentSettings,
    packages, computers, collections, users, portalRequests, simulationRuns, reports, simulationRun, report
};

// Which page: the GUID of an object or a recorded run as Id::toString() gives it, empty for a list page; for `packages` the folder,
// for `report` its name, or "NAME/ID" with a saved filter.
struct PageKey {
    PageKind kind = PageKind::start;
    QString guid;
    bool operator==(const PageKey &) const = default;
};

class EditorPage : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    [[nodiscard]] virtual PageKey key() const = 0; // a task's changes when a save renews its identity
    [[nodiscard]] virtual QString title() const = 0;
    [[nodiscard]] virtual QIcon pageIcon() const = 0;
    [[nodiscard]] virtual QString revisionText() const { return {}; } // "revision 7"; empty: none

    [[nodiscard]] virtual bool isDirty() const { return false; }
    [[nodiscard]] virtual bool isNew() const { return false; } // never saved
    virtual bool save() { return true; }     // may ask; false: not saved, and the user knows why
    virtual void revert() {}                 // back to what is in the store; asks nothing
    virtual void saveAsCopy() {}
    [[nodiscard]] virtual bool canSaveAsCopy() const { return false; }

    [[nodiscard]] virtual bool canUndo() const { return false; }
    [[nodiscard]] virtual bool canRedo() const { return false; }
    [[nodiscard]] virtual QString undoText() const { return {}; } // "Move 3 items up"
    [[nodiscard]] virtual QString redoText() const { return {}; }
    virtual void undo() {}
    virtual void redo() {}

    // One undoable step in the draft, for the navigator; false: this page cannot.
    virtual bool renameObject(const QString &) { return false; }
    virtual bool moveToFolder(const QString &) { return false; }

    // What the toolbar's Run now and Simulate do; of the object as it is stored.
    [[nodiscard]] virtual bool canRun() const { return false; }
    virtual void runNow() {}
    [[nodiscard]] virtual bool canSimulate() const { return false; }
    virtual void simulate() {}

    // What is wrong with the draft, worst first; shown below the pages while there is something.
    [[nodiscard]] virtual bool canCheck() const { return false; }
    [[nodiscard]] virtual std::vector<Problem> problems() const { return {}; }
    virtual void showProblem(const Problem &) {} // brings the place where it can be mended into view

    // Something under way on this page ends with it: may ask; false: stay open.
    virtual bool prepareToClose() { return true; }
    // The page is closed for good and its changes are not wanted: an unsaved draft is not offered again.
    virtual void discard() {}

Q_SIGNALS:
    void stateChanged();                                         // any of the answers above may be another one now
    void openRequested(const seriatim::PageKey &key);
    void statusRequested(const QString &taskGuid, const seriatim::StatusListQuery &query); // the task's Status tab, showing just that
    void newRequested(seriatim::PageKind kind, const QString &folder); // a new object of that kind
    void closeRequested();                                       // its object was removed
    void statusMessage(const QString &text);                     // for the status bar
};

} // namespace seriatim
