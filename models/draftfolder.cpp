#include "models/draftfolder.h"

#include <QDir>
#include <QFileInfo>
#include <QSettings>

namespace seriatim {

QString draftFolder()
{
    return QFileInfo(QSettings().fileName()).dir().filePath(QStringLiteral("drafts")); // beside the settings
}

Result<std::vector<LeftDraft>> leftDrafts(StoreSession &session, const QString &folder, QStringList &damaged)
{
    Result<FoundDrafts> found = draftsIn(folder, session.path());
    if (!found)
        return found.error();
    damaged = found->damaged;
    std::vector<LeftDraft> drafts;
    TaskStore &tasks = session.workspace().store().tasks();
    for (DraftFile &file : found->drafts) {
        LeftDraft left{std::move(file), std::nullopt};
        if (left.file.draft.revision > 0) {
            if (Result<SequentialTask> base = tasks.loadRevision(left.file.draft.id, left.file.draft.revision))
                left.base = std::move(base).value();
        }
        if (left.base && *left.base == left.file.draft) {
            // It was saved after all; a crash came before the file was removed. Nothing is lost with it.
            static_cast<void>(removeDraft(left.file.path));
            continue;
        }
        drafts.push_back(std::move(left));
    }
    return drafts;
}

} // namespace seriatim
