// Unsaved drafts that outlive a crash: one file for each open editor, in a folder of the user's own, with a lock beside it
// that the living editor holds. Stores may share the folder.
#pragma once

#include "engine/base/clock.h"
#include "engine/base/result.h"
#include "engine/domain/sequentialtask.h"

#include <QStringList>

#include <memory>

class QLockFile;

namespace seriatim {

struct DraftFile {
    QString path;
    QString storePath;
    SequentialTask draft; // with the id and the revision that it was made from (revision 0: a new task)
    Instant written = 0;
};

struct FoundDrafts {
    std::vector<DraftFile> drafts; // of this store, whose editor is no longer alive; the newest first
    QStringList damaged;           // files that could not be read: what they are called now
};

// Nothing is found in a folder that does not exist.
[[nodiscard]] Result<FoundDrafts> draftsIn(const QString &folder, const QString &storePath);

// For one that nobody wants back. One that is gone already is fine; busy where an editor has it.
[[nodiscard]] Result<> removeDraft(const QString &path);

// Of one open editor. Any one thread at a time. When it goes without discard() the file stays, and is found.
class DraftKeeper
{
public:
    DraftKeeper(QString folder, QString storePath);
    ~DraftKeeper();
    Q_DISABLE_COPY_MOVE(DraftKeeper)

    // Goes on with a file that was found; busy where another process was faster.
    [[nodiscard]] static Result<std::unique_ptr<DraftKeeper>> takeOver(const DraftFile &found);

    // On the disk when it returns, for the owner's eyes only.
    [[nodiscard]] Result<> keep(const SequentialTask &draft);

    // It was saved, or given up.
    [[nodiscard]] Result<> discard();

    [[nodiscard]] QString path() const { return m_path; } // empty: nothing is kept

private:
    [[nodiscard]] Result<> choosePath(const SequentialTask &draft);

    QString m_folder;
    QString m_storePath;
    QString m_path;
    std::unique_ptr<QLockFile> m_lock;
};

} // namespace seriatim
