// DraftHistory<T>: a draft with everything that was done to it, each step in words. Values, no signals: the editor that
// owns it tells the screen. Steps with the same merge key that follow each other are one (typing in a field).
#pragma once

#include <QString>

#include <optional>
#include <utility>
#include <vector>

namespace seriatim {

// One step, both ways. Specialise it where T is large and a step changes little of it.
template <typename T>
struct DraftChange {
    DraftChange(const T &oldValue, const T &newValue) : before(oldValue), after(newValue) {}
    void undo(T &draft) const { draft = before; }
    void redo(T &draft) const { draft = after; }

    T before;
    T after;
};

template <typename T>
class DraftHistory
{
public:
    explicit DraftHistory(T initial) : m_draft(std::move(initial)) {}

    [[nodiscard]] const T &draft() const { return m_draft; }

    // Nothing happens, and false is returned, where `next` is the draft already. An empty key never merges.
    bool push(const QString &text, T next, const QString &mergeKey = {})
    {
        if (next == m_draft)
            return false;
        m_steps.resize(m_index, Step{});
        const bool merges = m_mergeable && !mergeKey.isEmpty() && m_index > 0 && m_steps.back().mergeKey == mergeKey;
        if (merges) {
            T before = m_draft;
            m_steps.back().change->undo(before);
            m_steps.back().change.emplace(before, next);
        } else {
            m_steps.push_back({text, mergeKey, DraftChange<T>(m_draft, next)});
            ++m_index;
        }
        m_mergeable = true;
        m_draft = std::move(next);
        return true;
    }

    void undo()
    {
        if (!canUndo())
            return;
        m_steps[--m_index].change->undo(m_draft);
        m_mergeable = false;
    }

    void redo()
    {
        if (!canRedo())
            return;
        m_steps[m_index++].change->redo(m_draft);
        m_mergeable = false;
    }

    // The next step is one of its own, whatever its key: a field was left, the draft was saved.
    void endMerging() { m_mergeable = false; }

    // Begins anew with this draft; nothing is left to undo.
    void reset(T initial)
    {
        m_steps.clear();
        m_index = 0;
        m_mergeable = false;
        m_draft = std::move(initial);
    }

    [[nodiscard]] bool canUndo() const { return m_index > 0; }
    [[nodiscard]] bool canRedo() const { return m_index < m_steps.size(); }
    [[nodiscard]] QString undoText() const { return canUndo() ? m_steps[m_index - 1].text : QString(); }
    [[nodiscard]] QString redoText() const { return canRedo() ? m_steps[m_index].text : QString(); }
    [[nodiscard]] int stepCount() const { return static_cast<int>(m_steps.size()); }

private:
    struct Step {
        QString text;
        QString mergeKey;
        std::optional<DraftChange<T>> change;
    };

    T m_draft;
    std::vector<Step> m_steps;
    size_t m_index = 0; // steps before it are done, the others undone
    bool m_mergeable = false;
};

} // namespace seriatim
