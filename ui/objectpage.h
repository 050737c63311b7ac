// ObjectPage<T>: what the pages of catalogue objects share: the draft with its history, saving, and what to do when somebody
// else saved or deleted it meanwhile. The page of a kind lays out the fields and shows the draft.
#pragma once

#include "models/cataloguedirectory.h"
#include "models/cataloguetables.h"
#include "models/objecteditor.h"
#include "ui/editorpage.h"
#include "ui/fieldbinder.h"
#include "ui/historydialog.h"
#include "ui/messages.h"

#include <QCoreApplication>

namespace seriatim {

struct ObjectWords {
    Q_DECLARE_TR_FUNCTIONS(ObjectWords)
};

// How one kind of object is called and shown.
struct ObjectKind {
    PageKind page;
    AuditObject audit;
    QIcon icon;
    QString newTitle;  // "New computer"
    QString saveError; // "The computer was not saved."
};

template <typename T>
class ObjectPage : public EditorPage
{
public:
    [[nodiscard]] PageKey key() const override { return {m_kind.page, m_editor.draft().id.toString()}; }
    [[nodiscard]] QString title() const override { return draft().name.isEmpty() ? m_kind.newTitle : nameOf(draft()); }
    [[nodiscard]] QIcon pageIcon() const override { return m_kind.icon; }
    [[nodiscard]] bool isDirty() const override { return m_editor.isDirty(); }
    [[nodiscard]] bool isNew() const override { return m_editor.isNew(); }
    [[nodiscard]] bool canUndo() const override { return !m_editor.isReadOnly() && m_editor.history().canUndo(); }
    [[nodiscard]] bool canRedo() const override { return !m_editor.isReadOnly() && m_editor.history().canRedo(); }
    [[nodiscard]] QString undoText() const override { return m_editor.history().undoText(); }
    [[nodiscard]] QString redoText() const override { return m_editor.history().redoText(); }

    void undo() override
    {
        m_editor.undo();
        refresh();
    }
    void redo() override
    {
        m_editor.redo();
        refresh();
    }
    void revert() override
    {
        m_editor.edit(ObjectWords::tr("Revert"), [this](T &draft) { draft = m_editor.stored().value_or(m_initial); });
        refresh();
    }
    bool renameObject(const QString &name) override
    {
        edit(ObjectWords::tr("Rename"), [&](T &draft) { draft.name = name; });
        return !m_editor.isReadOnly();
    }

    bool save() override
    {
        if (!isDirty())
            return true;
        Result<> saved = m_editor.save();
        if (!saved && saved.error().code == ErrorCode::stale)
            saved = settleStaleSave(saved.error());
        if (!saved) {
            showError(this, m_kind.saveError, saved.error());
            return false;
        }
        refresh();
        return !isDirty();
    }

protected:
    using Load = std::function<Result<T>(Workspace &, decltype(T::id))>;

    // `stored` is absent for a new one.
    ObjectPage(StoreSession &session, ObjectKind kind, Load load, const std::optional<T> &stored, QWidget *parent)
        : EditorPage(parent), m_session(session), m_kind(std::move(kind)), m_load(std::move(load)), m_initial(stored.value_or(T())),
          m_editor(session, stored, m_initial),
          m_fields([this](const QString &text, const std::function<void(T &)> &change, const QString &mergeKey) { edit(text, change, mergeKey); },
                   [this] { m_editor.endMerging(); })
    {
        connect(&session, &StoreSession::catalogueChanged, this, [this] { followStore(); });
    }

    [[nodiscard]] StoreSession &session() { return m_session; }
    [[nodiscard]] const T &draft() const { return m_editor.draft(); }
    [[nodiscard]] FieldBinder<T> &fields() { return m_fields; }

    void edit(const QString &text, const std::function<void(T &)> &change, const QString &mergeKey = {})
    {
        m_editor.edit(text, change, mergeKey);
        refresh();
    }

    // What is not a bound field: mistakes, lists, counts.
    virtual void showDraft() = 0;

    // To be called once at the end of the constructor, too.
    void refresh()
    {
        m_fields.show(draft());
        showDraft();
        Q_EMIT stateChanged();
    }

    [[nodiscard]] QString mistake() const
    {
        const Result<> valid = checkObject(draft());
        return valid || (isNew() && draft().name.isEmpty()) ? QString() : valid.error().message();
    }

    void showObjectHistory() { showHistory(this, m_session, m_kind.audit, draft().id.toString(), title()); }

private:
    // Somebody saved it meanwhile: theirs, or mine over it.
    [[nodiscard]] Result<> settleStaleSave(const Error &stale)
    {
        Question question;
        question.objectName = QStringLiteral("staleSave");
        question.text = stale.message();
        question.information = ObjectWords::tr("Overwriting keeps only what stands here; showing theirs gives up what you changed.");
        question.answers = {ObjectWords::tr("&Overwrite with mine"), ObjectWords::tr("&Show theirs")};
        const int answer = ask(this, question);
        if (answer < 0)
            return Done{};
        const Result<T> theirs = m_load(m_session.workspace(), draft().id);
        if (!theirs)
            return theirs.error();
        const T mine = draft();
        m_editor.reload(*theirs);
        if (answer == 1)
            return Done{};
        m_editor.edit(ObjectWords::tr("Overwrite"), [&](T &draft) { draft = mine; });
        return m_editor.save();
    }

    // What nobody is editing shows what the store has.
    void followStore()
    {
        if (m_editor.isNew())
            return;
        const bool wasDirty = isDirty();
        const auto id = draft().id;
        m_session.run<T>([load = m_load, id](Workspace &workspace, JobControl &) { return load(workspace, id); })
            .then(this, [this, wasDirty](const Result<T> &stored) {
                if (wasDirty || isDirty())
                    return;
                if (stored && *stored != draft()) {
                    m_editor.reload(*stored);
                    refresh();
                } else if (!stored && stored.error().code == ErrorCode::notFound) {
                    Q_EMIT closeRequested();
                }
            });
    }

    StoreSession &m_session;
    ObjectKind m_kind;
    Load m_load;
    T m_initial;
    ObjectEditor<T> m_editor;
    FieldBinder<T> m_fields;
};

} // namespace seriatim
