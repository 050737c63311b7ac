// seriatim-screenshots FOLDER light|dark: pictures of every page and dialog of the console over a made-up store, for the
// user guide and for looking at. QT_SCALE_FACTOR=2 gives them at 200 %.
#include "tests/screenshots/exhibition.h"

#include "ui/theme.h"

#include <QApplication>
#include <QDir>
#include <QStandardPaths>

#include <cstdio>

using namespace seriatim;

int main(int argc, char *argv[])
{
    QApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("Seriatim"));
    QStandardPaths::setTestModeEnabled(true); // the user's own settings and drafts stay out of it
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() != 3 || !QDir().mkpath(arguments[1])) {
        std::fputs("seriatim-screenshots FOLDER light|dark\n", stderr);
        return 2;
    }
    const bool dark = arguments[2] == u"dark";
    applyColorScheme(application, dark ? ColorScheme::dark : ColorScheme::light);
    Exhibition exhibition(QDir(arguments[1]), arguments[2]);
    return exhibition.showAll() ? 0 : 1;
}
