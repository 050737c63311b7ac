// seriatim-console-bench: what the console costs at 100,000 package-programs and 10,000 computers, beside peers that are
// measured in the same run (docs/benchmarks.md).
#include "tests/bench/commandline.h"
#include "tests/bench/console/consolebenchmarks.h"

#include <QApplication>
#include <QSettings>

using namespace seriatim;
using namespace seriatim::bench;

int main(int argc, char **argv)
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("seriatim-console-bench"));
    const QTemporaryDir settings; // whoever runs this has a window of a size of their own
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, settings.path());
    const auto store = std::make_shared<DemoStore>();
    const auto on = [&](Result<std::vector<Contest>> (*contests)(const SharedStore &, const Options &)) {
        return [store, contests](const Options &options) { return contests(store, options); };
    };
    return runBenchmarks({{QStringLiteral("selector"), QStringLiteral("a key press to the painted result, beside LIKE in the store"), on(selectorContests)},
                          {QStringLiteral("order"), QStringLiteral("moving and saving line items, beside a plain Qt model and the bare save"), on(orderContests)},
                          {QStringLiteral("start"), QStringLiteral("the console's start and memory, beside an empty store"), on(startContests)},
                          {QStringLiteral("statustab"), QStringLiteral("the Status tab over many computers, beside over a hundredth of them"), on(statusTabContests)}});
}
