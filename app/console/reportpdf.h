// The console without a window or a display: it makes one report as a PDF and ends. For seriatimctl report --pdf, and for scripts.
#pragma once

class QCommandLineParser;

namespace seriatim {

// Whether the command line asks for a report instead of a window. Before there is an application object.
[[nodiscard]] bool asksForReportPdf(int argc, char **argv);

// So that the console's own help has it.
void addReportPdfOption(QCommandLineParser &parser);

// The exit code. Makes the application object; changes nothing but the file.
[[nodiscard]] int makeReportPdf(int argc, char **argv);

} // namespace seriatim
