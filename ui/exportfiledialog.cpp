#include "ui/exportfiledialog.h"

#include "models/consolesettings.h"

#include <QDir>
#include <QFileDialog>

namespace seriatim {

namespace {

const QString folderKey = QStringLiteral("reportFolder");

QString asFileName(QString name)
{
    for (const QChar forbidden : QStringLiteral("/\\:*?\"<>|"))
        name.replace(forbidden, u'-');
    return name;
}

} // namespace

QString askForExportFile(QWidget *parent, const ExportFile &file)
{
    const QDir folder(ConsoleSettings().value(folderKey, QDir::homePath()).toString());
    QFileDialog dialog(parent, file.title, folder.path(), file.kind + QStringLiteral(";;") + QFileDialog::tr("All files (*)"));
    dialog.setObjectName(QStringLiteral("exportFileDialog"));
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setDefaultSuffix(file.suffix);
    dialog.selectFile(asFileName(file.name) + u'.' + file.suffix);
    if (dialog.exec() != QDialog::Accepted)
        return {};
    ConsoleSettings().setValue(folderKey, dialog.directory().absolutePath());
    return dialog.selectedFiles().value(0);
}

} // namespace seriatim
