#include "ui/storefiles.h"

#include "models/exchange.h"
#include "ui/console.h"
#include "ui/importreportdialog.h"
#include "ui/messages.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QPointer>
#include <QProgressDialog>

namespace seriatim {

namespace {

const QString folderKey = QStringLiteral("exchangeFolder");
constexpr int progressAfterMs = 300;

// Goes away with the answer. Nothing here can be cancelled half-way: all is brought in or nothing.
class Progress
{
public:
    Progress(QWidget *parent, const QString &text) : m_dialog(new QProgressDialog(text, QString(), 0, 0, parent))
    {
        m_dialog->setWindowModality(Qt::WindowModal);
        m_dialog->setMinimumDuration(progressAfterMs);
        m_dialog->setAttribute(Qt::WA_DeleteOnClose, false);
        m_dialog->setValue(0);
    }

    void end() const
    {
        if (m_dialog)
            m_dialog->deleteLater();
    }

private:
    QPointer<QProgressDialog> m_dialog;
};

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
    const Progress progress(m_window, tr("Importing %n file(s)…", nullptr, static_cast<int>(paths.size())));
    m_console.session()
        ->run<ImportReport>([paths](Workspace &workspace, JobControl &) { return seriatim::importFiles(workspace, paths); })
        .then(this, [this, progress](const Result<ImportReport> &report) {
            progress.end();
            if (!report) {
                showError(m_window, tr("Nothing was imported."), report.error());
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
    const Progress progress(m_window, tr("Exporting…"));
    m_console.session()
        ->run<Done>([path, tasks](Workspace &workspace, JobControl &) { return exportToFile(workspace, tasks, path); })
        .then(this, [this, progress, path](const Result<> &done) {
            progress.end();
            if (!done)
                showError(m_window, tr("Nothing was exported."), done.error());
            else
                Q_EMIT statusMessage(tr("Exported to %1").arg(QDir::toNativeSeparators(path)));
        });
}

void StoreFiles::fillWithDemo()
{
    constexpr int programs = 400;
    constexpr quint64 seed = 1;
    const Progress progress(m_window, tr("Making a demonstration catalogue…"));
    m_console.session()
        ->run<Done>([](Workspace &workspace, JobControl &) { return seriatim::fillWithDemo(workspace, programs, seed); })
        .then(this, [this, progress](const Result<> &done) {
            progress.end();
            if (!done) {
                showError(m_window, tr("The demonstration catalogue cannot be made."), done.error());
                return;
            }
            m_console.session()->noteCatalogueChange();
            m_console.session()->noteTaskChange();
            Q_EMIT statusMessage(tr("The store has a demonstration catalogue now."));
        });
}

} // namespace seriatim
