#include "models/taskeditor.h"

#include <algorithm>

namespace seriatim {

namespace {

SequentialTask withoutItems(SequentialTask task)
{
    task.items.clear();
    return task;
}

std::set<ProgramId> programsIn(const SequentialTask &task)
{
    std::set<ProgramId> programs;
    for (const LineItem &item : task.items)
        programs.insert(item.program);
    return programs;
}

} // namespace

DraftChange<SequentialTask>::DraftChange(const SequentialTask &before, const SequentialTask &after)
    : m_before(withoutItems(before)), m_after(withoutItems(after))
{
    const std::vector<LineItem> &old = before.items;
    const std::vector<LineItem> &now = after.items;
    const size_t shorter = std::min(old.size(), now.size());
    while (m_first < shorter && old[m_first] == now[m_first])
        ++m_first;
    size_t same = 0;
    while (same < shorter - m_first && old[old.size() - 1 - same] == now[now.size() - 1 - same])
        ++same;
    const auto first = static_cast<std::ptrdiff_t>(m_first);
    const auto last = static_cast<std::ptrdiff_t>(same);
    m_itemsBefore.assign(old.begin() + first, old.end() - last);
    m_itemsAfter.assign(now.begin() + first, now.end() - last);
}

namespace {

void splice(SequentialTask &draft, const SequentialTask &shell, size_t first, const std::vector<LineItem> &out,
            const std::vector<LineItem> &in)
{
    std::vector<LineItem> items = std::move(draft.items);
    draft = shell;
    const auto begin = items.begin() + static_cast<std::ptrdiff_t>(first);
    const size_t common = std::min(out.size(), in.size());
    std::copy_n(in.begin(), common, begin);
    const auto rest = begin + static_cast<std::ptrdiff_t>(common);
    if (in.size() > common)
        items.insert(rest, in.begin() + static_cast<std::ptrdiff_t>(common), in.end());
    else
        items.erase(rest, rest + static_cast<std::ptrdiff_t>(out.size() - common));
    draft.items = std::move(items);
}

} // namespace

void DraftChange<SequentialTask>::undo(SequentialTask &draft) const
{
    splice(draft, m_before, m_first, m_itemsAfter, m_itemsBefore);
}

void DraftChange<SequentialTask>::redo(SequentialTask &draft) const
{
    splice(draft, m_after, m_first, m_itemsBefore, m_itemsAfter);
}

TaskEditor::TaskEditor(StoreSession &session, const SequentialTask &stored, QObject *parent)
    : QObject(parent), m_session(session), m_saved(stored), m_history(stored),
      m_freshPrograms(
          session, this, [this] { return readPrograms(); }, [this](Result<std::vector<Package>> packages) { takePrograms(std::move(packages)); })
{
    loadPrograms();
    connect(&m_session, &StoreSession::catalogueChanged, this, [this] { m_freshPrograms.refresh(); });
}

void TaskEditor::edit(const QString &text, const std::function<void(SequentialTask &)> &change, const QString &mergeKey)
{
    if (isReadOnly())
        return;
    SequentialTask next = draft();
    change(next);
    if (m_history.push(text, std::move(next), mergeKey))
        afterChange();
}

void TaskEditor::undo()
{
    if (!canUndo())
        return;
    m_history.undo();
    afterChange();
}

void TaskEditor::redo()
{
    if (!canRedo())
        return;
    m_history.redo();
    afterChange();
}

void TaskEditor::revert()
{
    edit(tr("Revert to the saved state"), [this](SequentialTask &task) { task = m_saved; });
}

Result<SaveOutcome> TaskEditor::save(KeepFinished keep)
{
    Result<SaveOutcome> outcome = m_session.workspace().saveTask(draft(), keep);
    if (!outcome)
        return outcome;
    rebase(outcome->task, outcome->task);
    m_session.noteTaskChange();
    return outcome;
}

void TaskEditor::rebase(const SequentialTask &stored, const SequentialTask &draft)
{
    m_saved = stored;
    m_history.reset(stored);
    m_history.push(tr("Put my changes on top"), draft);
    afterChange();
}

void TaskEditor::afterChange()
{
    const std::set<ProgramId> programs = programsIn(draft());
    if (!std::includes(m_loadedPrograms.begin(), m_loadedPrograms.end(), programs.begin(), programs.end()))
        loadPrograms();
    Q_EMIT draftChanged();
    Q_EMIT stateChanged();
}

LatestAnswer<std::vector<Package>>::Job TaskEditor::readPrograms()
{
    m_askedPrograms = m_loadedPrograms;
    return [programs = m_askedPrograms](Workspace &workspace, JobControl &) {
        return workspace.store().catalogue().packagesWith({programs.begin(), programs.end()});
    };
}

// Those that are known stay until then, and where the store cannot be read now: it has just said so elsewhere.
void TaskEditor::takePrograms(Result<std::vector<Package>> packages)
{
    if (m_askedPrograms != m_loadedPrograms) { // an edit has brought others meanwhile
        m_freshPrograms.refresh();
        return;
    }
    if (!packages)
        return;
    m_programs = std::make_unique<TaskPrograms>(std::move(packages).value());
    Q_EMIT programsChanged();
}

void TaskEditor::loadPrograms()
{
    // What was there before stays: an undone removal needs it again.
    std::set<ProgramId> programs = programsIn(draft());
    programs.insert(m_loadedPrograms.begin(), m_loadedPrograms.end());
    Result<std::vector<Package>> packages =
        m_session.workspace().store().catalogue().packagesWith({programs.begin(), programs.end()});
    if (packages) {
        m_programs = std::make_unique<TaskPrograms>(std::move(packages).value());
        m_loadedPrograms = std::move(programs);
    } else if (!m_programs) {
        m_programs = std::make_unique<TaskPrograms>(std::vector<Package>{});
    }
}

} // namespace seriatim
