#include "ui/draftrecovery.h"

#include "models/draftfolder.h"
#include "ui/console.h"
#include "ui/draftsdialog.h"
#include "ui/mainwindow.h"
#include "ui/messages.h"
#include "ui/taskpage.h"

#include <QCoreApplication>

namespace seriatim {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(seriatim::DraftRecovery)
};

void open(MainWindow &window, const LeftDraft &left)
{
    Console &console = window.console();
    SequentialTask fresh;
    fresh.folder = left.file.draft.folder;
    auto *page = new TaskPage(*console.session(), *console.directory(), left.base.value_or(fresh), &window);
    if (const Result<> taken = page->takeUp(left.file); !taken) {
        delete page;
        showError(&window, Words::tr("The draft “%1” cannot be opened.").arg(left.file.draft.name), taken.error());
        return;
    }
    // Opened again from the last session, and without a change of its own: it has just been started.
    if (MainWindow *other = console.windowOf(page->key()))
        other->dropPage(page->key());
    window.addPage(page);
}

} // namespace

void offerLeftDrafts(MainWindow &window)
{
    StoreSession *session = window.console().session();
    if (!session || session->isReadOnly())
        return;
    QStringList damaged;
    const Result<std::vector<LeftDraft>> drafts = leftDrafts(*session, draftFolder(), damaged);
    if (!drafts) {
        window.say(Words::tr("Drafts that a crash may have left cannot be read: %1").arg(drafts.error().message()));
        return;
    }
    if (!damaged.isEmpty())
        window.say(Words::tr("Damaged drafts were set aside: %1").arg(damaged.join(QStringLiteral(", "))));
    if (drafts->empty())
        return;
    DraftsDialog dialog(*drafts, &window);
    if (dialog.exec() != QDialog::Accepted)
        return;
    for (const LeftDraft &left : dialog.chosen()) {
        if (dialog.choice() == DraftsDialog::Choice::open) {
            open(window, left);
        } else if (const Result<> removed = removeDraft(left.file.path); !removed) {
            showError(&window, Words::tr("The draft “%1” was not removed.").arg(left.file.draft.name), removed.error());
        }
    }
}

} // namespace seriatim
