// A report as a PDF. The console lays out its pages, as seriatimctl needs no library for that; so it is started, without a window.
#pragma once

#include <QStringList>

namespace seriatim {

struct PdfReport {
    QString store;
    QString name;        // of the report
    QStringList options; // that narrow it, as a command line has them
    QString file;        // "-": standard output
};

// Waits for the console, and ends it when a signal ends this process. What it complains about is said as this program's own
// complaint. The exit code: the console's, or 1 where there is none.
[[nodiscard]] int makePdfReport(const PdfReport &report);

} // namespace seriatim
