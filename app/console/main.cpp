#include "app/console/processage.h"
#include "app/console/reportpdf.h"
#include "app/shared/processsetup.h"
#include "models/consolesettings.h"
#include "ui/agentwindow.h"
#include "ui/console.h"
#include "ui/mainwindow.h"
#include "ui/pagemakers.h"
#include "ui/theme.h"

#include <QApplication>
#include <QFileInfo>

#include <cstdio>

namespace seriatim {

namespace {

struct Options {
    QString store; // empty: none was named and there is none in the usual place
    bool storeWasNamed = false;
    bool readOnly = false;
    QString task;
    QString agent; // the home whose agent is shown instead of a console
    bool minimized = false;
    std::optional<ColorScheme> theme; // for this process only
};

std::optional<ColorScheme> schemeOf(const QString &word)
{
    if (word == u"light")
        return ColorScheme::light;
    if (word == u"dark")
        return ColorScheme::dark;
    if (word == u"system")
        return ColorScheme::system;
    return std::nullopt;
}

void addOptions(QCommandLineParser &parser)
{
    parser.setApplicationDescription(QStringLiteral("The Seriatim console: author sequential tasks, run them, and see how they stand."));
    parser.addOption({QStringLiteral("store"), QStringLiteral("The store to open; SERIATIM_STORE where it is not given."), QStringLiteral("PATH")});
    parser.addOption({QStringLiteral("read-only"), QStringLiteral("Open the store read-only: everything can be seen and nothing changed.")});
    parser.addOption({QStringLiteral("task"), QStringLiteral("Open this sequential task."), QStringLiteral("NAME")});
    parser.addOption({QStringLiteral("agent"), QStringLiteral("Show the agent that works in this folder, and nothing else: for the people at its computer."), QStringLiteral("HOME")});
    parser.addOption({QStringLiteral("minimized"), QStringLiteral("With --agent: only in the task bar, until there is something to say.")});
    parser.addOption({QStringLiteral("theme"), QStringLiteral("light, dark or system, this time."), QStringLiteral("THEME")});
    addReportPdfOption(parser);
    parser.addHelpOption();
    parser.addVersionOption();
}

Result<Options> readOptions(const QCommandLineParser &parser)
{
    Options options;
    options.storeWasNamed = parser.isSet(QStringLiteral("store")) || !qEnvironmentVariable("SERIATIM_STORE").isEmpty();
    options.store = Workspace::storeFile(storePath(parser.value(QStringLiteral("store"))));
    if (!options.storeWasNamed && !QFileInfo::exists(options.store))
        options.store.clear();
    options.readOnly = parser.isSet(QStringLiteral("read-only"));
    options.task = parser.value(QStringLiteral("task"));
    options.agent = parser.value(QStringLiteral("agent"));
    options.minimized = parser.isSet(QStringLiteral("minimized"));
    if (parser.isSet(QStringLiteral("agent")) && options.agent.isEmpty())
        return Error{ErrorCode::invalidInput, {}, QStringLiteral("--agent is empty; name the folder that the agent works in")};
    if (options.minimized && options.agent.isEmpty())
        return Error{ErrorCode::invalidInput, {}, QStringLiteral("--minimized goes with --agent HOME")};
    if (!options.agent.isEmpty()) { // no store is needed to look at an agent
        if (parser.isSet(QStringLiteral("store")) || options.readOnly || !options.task.isEmpty())
            return Error{ErrorCode::invalidInput, {}, QStringLiteral("--agent shows an agent alone; leave --store, --read-only and --task out")};
        options.store.clear();
    }
    if (parser.isSet(QStringLiteral("theme"))) {
        options.theme = schemeOf(parser.value(QStringLiteral("theme")));
        if (!options.theme)
            return Error{ErrorCode::invalidInput, {}, QStringLiteral("--theme is '%1'; use light, dark or system").arg(parser.value(QStringLiteral("theme")))};
    }
    if (options.store.isEmpty() && (options.readOnly || !options.task.isEmpty()))
        return Error{ErrorCode::invalidInput, {}, QStringLiteral("which store? Use --store PATH")};
    return options;
}

// What was named on the command line and is not there ends the process with a sentence, before any window.
Result<std::optional<PageKey>> openNamed(Console &console, const Options &options)
{
    if (options.store.isEmpty())
        return std::optional<PageKey>();
    if (Result<> opened = console.openStore(options.store, options.readOnly ? Access::readOnly : Access::readWrite); !opened)
        return opened.error();
    if (options.task.isEmpty())
        return std::optional<PageKey>();
    const Result<SequentialTask> task = console.session()->workspace().store().tasks().find(options.task);
    if (!task)
        return task.error();
    return std::optional(PageKey{PageKind::task, task->id.toString()});
}

// Warnings, restart countdowns and notices reach its user as long as the window is open, be it minimized.
int showAgentAlone(Console &console, const Options &options)
{
    AgentWindow *window = console.showAgentWindow();
    window->setAttribute(Qt::WA_QuitOnClose);
    window->chooseHome(QFileInfo(options.agent).absoluteFilePath());
    if (options.minimized)
        window->showMinimized();
    return QApplication::exec();
}

int run(QApplication &application, const Options &options)
{
    for (const QString &sentence : missingForDisplay())
        fail(sentence, exitFailed);
    Console console(registerPageMakers);
    const Result<std::optional<PageKey>> page = openNamed(console, options);
    if (!page)
        return fail(page.error().message(), exitFailed);
    if (options.theme)
        applyColorScheme(application, *options.theme);
    else
        console.applyTheme(console.theme());
    if (!options.agent.isEmpty())
        return showAgentAlone(console, options);
    MainWindow *window = console.newWindow();
    if (qEnvironmentVariableIsSet("SERIATIM_REPORT_READY")) {
        QObject::connect(window, &MainWindow::ready, window, [] {
            std::fprintf(stderr, "ready %lld\n", static_cast<long long>(processAgeMs()));
            std::fflush(stderr);
        });
    }
    if (*page)
        window->openPage(**page);
    return QApplication::exec();
}

} // namespace

} // namespace seriatim

int main(int argc, char *argv[])
{
    seriatim::prepareProcess();
    QApplication::setApplicationName(QStringLiteral("seriatim"));
    QApplication::setApplicationVersion(QStringLiteral(SERIATIM_VERSION));
    if (seriatim::asksForReportPdf(argc, argv))
        return seriatim::makeReportPdf(argc, argv);
    QApplication application(argc, argv);
    QApplication::setApplicationDisplayName(QStringLiteral("Seriatim"));
    QApplication::setDesktopFileName(QStringLiteral("seriatim"));
    seriatim::prepareSettings(qEnvironmentVariable("SERIATIM_SETTINGS"));

    QCommandLineParser parser;
    seriatim::addOptions(parser);
    if (!parser.parse(application.arguments()))
        return seriatim::fail(seriatim::parserComplaint(parser) + QStringLiteral(" (seriatim --help)"), seriatim::exitUsage);
    if (parser.isSet(QStringLiteral("help")) || parser.isSet(QStringLiteral("version"))) {
        parser.process(application); // prints and ends
    }
    if (!parser.positionalArguments().isEmpty())
        return seriatim::fail(QStringLiteral("'%1' is no option (seriatim --help)").arg(parser.positionalArguments().first()), seriatim::exitUsage);
    const seriatim::Result<seriatim::Options> options = seriatim::readOptions(parser);
    if (!options)
        return seriatim::fail(options.error().message(), seriatim::exitUsage);
    return seriatim::run(application, *options);
}
