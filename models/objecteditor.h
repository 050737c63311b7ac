// ObjectEditor<T>: one catalogue object (Package, Computer, Collection, User, UserGroup, AgentSettings) being edited: as it
// is stored, the draft, and every step between. GUI thread only; the session outlives it. No signals: its page tells.
#pragma once

#include "engine/workspace/catalogueediting.h"
#include "models/drafthistory.h"
#include "models/storesession.h"

namespace seriatim {

template <typename T>
class ObjectEditor
{
public:
    // `stored` is absent for a new object, which begins as `initial`.
    ObjectEditor(StoreSession &session, std::optional<T> stored, T initial)
        : m_session(session), m_stored(std::move(stored)), m_history(std::move(initial)) {}

    [[nodiscard]] StoreSession &session() { return m_session; }
    [[nodiscard]] const T &draft() const { return m_history.draft(); }
    [[nodiscard]] const std::optional<T> &stored() const { return m_stored; }
    [[nodiscard]] bool isNew() const { return !m_stored; }
    [[nodiscard]] bool isDirty() const { return !m_stored || *m_stored != draft(); }
    [[nodiscard]] bool isReadOnly() const { return m_session.isReadOnly(); }
    [[nodiscard]] const DraftHistory<T> &history() const { return m_history; }

    // True where the draft is another one now. `text` in the imperative, as the menu shows it after "Undo".
    bool edit(const QString &text, const std::function<void(T &)> &change, const QString &mergeKey = {})
    {
        if (isReadOnly())
            return false;
        T next = draft();
        change(next);
        return m_history.push(text, std::move(next), mergeKey);
    }

    void endMerging() { m_history.endMerging(); }
    void undo() { m_history.undo(); }
    void redo() { m_history.redo(); }

    // Stale where somebody else saved meanwhile; the history goes on.
    [[nodiscard]] Result<> save()
    {
        if (Result<> saved = saveObject(m_session.workspace(), m_stored, draft()); !saved)
            return saved;
        m_stored = draft();
        m_history.endMerging();
        m_session.noteCatalogueChange();
        return Done{};
    }

    // Puts the draft on top of what somebody else saved meanwhile; absent where they removed it.
    [[nodiscard]] Result<> saveOnTopOf(const std::optional<T> &theirs)
    {
        m_stored = theirs;
        return save();
    }

    // Begins anew from what is stored now; nothing is left to undo.
    void reload(const T &stored)
    {
        m_stored = stored;
        m_history.reset(stored);
    }

private:
    StoreSession &m_session;
    std::optional<T> m_stored;
    DraftHistory<T> m_history;
};

} // namespace seriatim
