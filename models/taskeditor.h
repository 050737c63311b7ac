// TaskEditor: one sequential task being edited: as it is stored, the draft, and every step between them. All tabs work on
// the same one. GUI thread only; the session outlives it.
#pragma once

#include "engine/workspace/impact.h"
#include "engine/workspace/stalesave.h"
#include "models/drafthistory.h"
#include "models/latestanswer.h"

#include <QObject>

#include <set>

namespace seriatim {

// A step of a task's history keeps only the line items that it changed.
template <>
struct DraftChange<SequentialTask> {
    DraftChange(const SequentialTask &before, const SequentialTask &after);
    void undo(SequentialTask &draft) const;
    void redo(SequentialTask &draft) const;

private:
    SequentialTask m_before; // without items
    SequentialTask m_after;
    size_t m_first = 0; // items before it are the same, and so are those after the replaced ones
    std::vector<LineItem> m_itemsBefore;
    std::vector<LineItem> m_itemsAfter;
};

class TaskEditor : public QObject
{
    Q_OBJECT

public:
    // A stored task, or a new one where its revision is 0.
    TaskEditor(StoreSession &session, const SequentialTask &stored, QObject *parent = nullptr);

    [[nodiscard]] StoreSession &session() { return m_session; }
    [[nodiscard]] const SequentialTask &draft() const { return m_history.draft(); }
    [[nodiscard]] const SequentialTask &saved() const { return m_saved; } // of a new task: as it began
    [[nodiscard]] bool isNew() const { return m_saved.revision == 0; }
    [[nodiscard]] bool isReadOnly() const { return m_session.isReadOnly(); }
    [[nodiscard]] bool isDirty() const { return isNew() || draft() != m_saved; }

    // One step of history, "Rename the task" in the imperative as the menu shows it after "Undo". Same merge keys in a row
    // are one step. Nothing happens in a read-only session.
    void edit(const QString &text, const std::function<void(SequentialTask &)> &change, const QString &mergeKey = {});
    void endMerging() { m_history.endMerging(); }
    void undo();
    void redo();
    void revert(); // one step: can be undone
    [[nodiscard]] bool canUndo() const { return !isReadOnly() && m_history.canUndo(); }
    [[nodiscard]] bool canRedo() const { return !isReadOnly() && m_history.canRedo(); }
    [[nodiscard]] QString undoText() const { return m_history.undoText(); }
    [[nodiscard]] QString redoText() const { return m_history.redoText(); }

    // Saves the draft; history begins anew with what is stored then, for its identities may be new.
    [[nodiscard]] Result<SaveOutcome> save(KeepFinished keep);
    // Goes on from another stored state: after reloading, or with a draft put on top of it.
    void rebase(const SequentialTask &stored, const SequentialTask &draft);

    // The programs of the draft's line items, and where one is not there any more, nothing. Kept up to date.
    [[nodiscard]] const ProgramIndex &programs() const { return m_programs->index; }

Q_SIGNALS:
    void draftChanged();    // any part of it; listeners compare what they show
    void programsChanged(); // a package or program that the draft uses was edited
    void stateChanged();    // dirty, saved, history

private:
    void loadPrograms();
    [[nodiscard]] LatestAnswer<std::vector<Package>>::Job readPrograms();
    void takePrograms(Result<std::vector<Package>> packages);
    void afterChange();

    StoreSession &m_session;
    SequentialTask m_saved;
    DraftHistory<SequentialTask> m_history;
    std::unique_ptr<TaskPrograms> m_programs;
    std::set<ProgramId> m_loadedPrograms;
    std::set<ProgramId> m_askedPrograms;
    LatestAnswer<std::vector<Package>> m_freshPrograms; // after a change of the catalogue
};

} // namespace seriatim
