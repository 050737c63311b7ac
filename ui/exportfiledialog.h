// Where something is exported to, asked with a dialog that remembers the folder of the last time.
#pragma once

#include <QString>

class QWidget;

namespace seriatim {

struct ExportFile {
    QString title;  // of the dialog
    QString name;   // suggested, without a suffix; what no file's name may have is replaced
    QString suffix; // "csv"
    QString kind;   // "Comma-separated values (*.csv)"
};

// An empty path: nothing was chosen.
[[nodiscard]] QString askForExportFile(QWidget *parent, const ExportFile &file);

} // namespace seriatim
