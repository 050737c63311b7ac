#include "ui/storefiles.h"

#include "models/exchange.h"
#include "ui/console.h"
#include "ui/importreportdialog.h"
#include "ui/messages.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QProgressDialog>
#include <QTimer>

namespace seriatim {

namespace {

const QString folderKey = QStringLiteral("exchangeFolder");
constexpr int progressAfterMs = 300;
constexpr int pollMs = 50;

// A window-modal bar with Cancel, soon after the job has begun. Goes away with the answer.
class Progress : public QProgressDialog
{
public:
    Progress(QWidget *parent, const QString &text) : QProgressDialog(text, tr("Cancel"), 0, 0, parent), m_control(std::make_shared<JobControl>())
    {
        setObjectName(QStringLiteral("exchangeProgress"));
        setWindowModality(Qt::WindowModal);
        setMinimumDuration(progressAfterMs);
        setAutoClose(false);
        setAutoReset(false);
        connect(this, &QProgressDialog::canceled, this, [this] {
            m_control->cancel();
            setLabelText(tr("Cancelling…"));
            show(); // until it has really ended: the store is as it was only then
        });
        m_poll.setInterval(pollMs);
        connect(&m_poll, &QTimer::timeout, this, [this] {
            setMaximum(m_control->total());
            setValue(m_control->done());
        });
        m_poll.start();
        setValue(0);
    }

    [[nodiscard]] const std::shared_ptr<JobControl> &control() const { return m_control; }

    // Whether the job was cancelled is for the answer to say: it may have been too late.
    void end()
    {
        m_poll.stop();
        hide();
        deleteLater();
    }

private:
    std::shared_ptr<JobControl> m_control;
    QTimer m_poll;
};

GoOn following(JobControl &control)
{
    return [&control](int done, int total) {
        control.report(done, total);
        return !control.isCancelled();
    };
}

} // namespace

void StoreFiles::createStore()
{
    const QString folder = m_console.session() ? QFileInfo(m_console.session()->path()).absolutePath() : QDir::homePath();
    const QString path = QFileDialog::getSaveFileName(m_window, tr("New Store"), QDir(folder).filePath(QStringLiteral("seriatim.store")),
                                                      tr("Seriatim stores (*.store);;All files (*)"), nullptr, QFileDialog::DontConfirmOverwrite);
    if (!path.isEmpty())
        m_console.createStore(QFileInfo(path).suffix().isEmpty() ? path + QStringLiteral(".store") : path, m_window);
}

void StoreFiles::openStore(Access access)
{
    const QString folder = m_console.session() ? QFileInfo(m_console.session()->path()).absolutePath() : QDir::homePath();
    const QString path = QFileDialog::getOpenFileName(m_window, access == Access::readOnly ? tr("Open Store Read-Only") : tr("Open Store"), folder,
                                                      tr("Seriatim stores (*.store);;All files (*)"));
    if (!path.isEmpty())
        m_console.openStore(path, access, m_window);
}

void StoreFiles::importFiles()
{
    const QStringList paths = QFileDialog::getOpenFileNames(m_window, tr("Import"), m_console.settings().value(folderKey).toString(),
                                                            tr("Definitions and client policies (*.xml);;All files (*)"));
    if (!paths.isEmpty())
        importPaths(paths);
}

void StoreFiles::importPaths(const QStringList &paths)
{
    m_console.settings().setValue(folderKey, QFileInfo(paths.first()).absolutePath());
    auto *progress = new Progress(m_window, tr("Importing %n file(s)…", nullptr, static_cast<int>(paths.size())));
    m_console.session()
        ->run<ImportReport>([paths](Workspace &workspace, JobControl &control) { return seriatim::importFiles(workspace, paths, following(control)); }, progress->control())
        .then(this, [this, progress](const Result<ImportReport> &report) {
            progress->end();
            if (!report) {
                fail(tr("Nothing was imported."), report.error());
                return;
            }
            m_console.session()->noteCatalogueChange();
            m_console.session()->noteTaskChange();
            auto *dialog = new ImportReportDialog(*report, m_window);
            dialog->setAttribute(Qt::WA_DeleteOnClose);
            dialog->open();
        });
}

void StoreFiles::exportTasks(const QStringList &tasks)
{
    const QString name = tasks.size() == 1 ? QString(tasks.first()).replace(u'/', u'-') : QFileInfo(m_console.session()->path()).completeBaseName();
    const QDir folder(m_console.settings().value(folderKey, QDir::homePath()).toString());
    const QString path = QFileDialog::getSaveFileName(m_window, tr("Export"), folder.filePath(name + QStringLiteral(".seriatim.xml")),
                                                      tr("Definitions (*.xml);;All files (*)"));
    if (!path.isEmpty())
        exportTo(path, tasks);
}

void StoreFiles::exportTo(const QString &path, const QStringList &tasks)
{
    m_console.settings().setValue(folderKey, QFileInfo(path).absolutePath());
    auto *progress = new Progress(m_window, tr("Exporting…"));
    m_console.session()
        ->run<Done>([path, tasks](Workspace &workspace, JobControl &control) { return exportToFile(workspace, tasks, path, following(control)); }, progress->control())
        .then(this, [this, progress, path](const Result<> &done) {
            progress->end();
            if (!done)
                fail(tr("Nothing was exported."), done.error());
            else
                Q_EMIT statusMessage(tr("Exported to %1").arg(QDir::toNativeSeparators(path)));
        });
}

// Whoever cancelled knows why.
void StoreFiles::fail(const QString &what, const Error &error)
{
    if (error.code == ErrorCode::cancelled)
        Q_EMIT statusMessage(tr("Cancelled. %1").arg(what));
    else
        showError(m_window, what, error);
}

void StoreFiles::fillWithDemo()
{
    constexpr int programs = 400;
    constexpr quint64 seed = 1;
    auto *progress = new Progress(m_window, tr("Making a demonstration catalogue…"));
    m_console.session()
        ->run<Done>([](Workspace &workspace, JobControl &control) { return seriatim::fillWithDemo(workspace, programs, seed, following(control)); }, progress->control())
        .then(this, [this, progress](const Result<> &done) {
            progress->end();
            if (!done) {
                fail(tr("The demonstration catalogue was not made."), done.error());
                return;
            }
            m_console.session()->noteCatalogueChange();
            m_console.session()->noteTaskChange();
            Q_EMIT statusMessage(tr("The store has a demonstration catalogue now."));
        });
}

} // namespace seriatim
