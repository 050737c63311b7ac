// What the agent takes for each of twenty commands, beside other things that run commands one after another.
#include "tests/bench/benchmarks.h"
#include "tests/bench/sampledata.h"

#include "engine/base/files.h"
#include "engine/workspace/workspace.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

namespace seriatim::bench {

namespace {

const QString computer = QStringLiteral("PC-0001");
constexpr int replacedBytes = 4096; // about what the agent remembers of twenty items

// Every tool is given the same commands. Each leaves a file, so that it can be seen that all have run.
QString commandLine(int number)
{
    return QStringLiteral("touch \"$BENCH_OUT/%1\"").arg(number);
}

struct Tool {
    QString program;
    int repeats = 1; // in one turn, of which the median counts: a tool that is done at once is measured too coarsely
    std::function<QStringList(int items)> arguments;
};

class Workshop
{
public:
    [[nodiscard]] static Result<std::shared_ptr<Workshop>> make(int items)
    {
        auto made = std::shared_ptr<Workshop>(new Workshop);
        if (auto written = replaceFileDurably(made->m_folder.filePath(QStringLiteral("ansible.cfg")), "[defaults]\n"); !written)
            return written.error();
        for (const int count : {1, items}) {
            if (auto prepared = made->prepare(count); !prepared)
                return prepared.error();
        }
        return made;
    }

    // A shell script, a Makefile in which each target needs the one before it, a playbook, and a store with a task for this.
    [[nodiscard]] QString file(const QString &kind, int items) const { return m_folder.filePath(QStringLiteral("%1-%2").arg(kind).arg(items)); }
    [[nodiscard]] QString freshFolder() { return m_folder.filePath(QStringLiteral("used-%1").arg(++m_used)); }

    // Seconds from the tool's start to its end.
    [[nodiscard]] Result<double> run(const Tool &tool, int items)
    {
        std::vector<double> seconds;
        for (int i = 0; i < tool.repeats; ++i) {
            const Result<double> one = runOnce(tool, items);
            if (!one)
                return one;
            seconds.push_back(*one);
        }
        return medianOf(std::move(seconds));
    }

    // What each command after the first takes, without what the tool's start takes.
    [[nodiscard]] Result<double> runFurther(const Tool &tool, int items)
    {
        const Result<double> first = run(tool, 1);
        if (!first)
            return first;
        const Result<double> all = run(tool, items);
        return all ? Result<double>(*all - *first) : all;
    }

private:
    Workshop() = default;

    [[nodiscard]] Result<> prepare(int items) const
    {
        QString script = QStringLiteral("set -e\n");
        QString makefile = QStringLiteral("all: step%1\n").arg(items);
        QString playbook = QStringLiteral("- hosts: localhost\n  connection: local\n  gather_facts: false\n  tasks:\n");
        for (int number = 1; number <= items; ++number) {
            const QString command = commandLine(number);
            script += command + u'\n';
            makefile += QStringLiteral("step%1: %2\n\t@%3\n").arg(QString::number(number), number > 1 ? QStringLiteral("step%1").arg(number - 1) : QString(),
                                                                  QString(command).replace(u'$', QStringLiteral("$$")));
            playbook += QStringLiteral("  - ansible.builtin.shell: '%1'\n").arg(command);
        }
        for (const auto &[kind, text] : {std::pair(QStringLiteral("script"), script), std::pair(QStringLiteral("makefile"), makefile),
                                         std::pair(QStringLiteral("playbook"), playbook)}) {
            if (auto written = replaceFileDurably(file(kind, items), text.toUtf8()); !written)
                return written;
        }
        return prepareStore(items);
    }

    [[nodiscard]] Result<> prepareStore(int items) const
    {
        Result<Workspace> workspace = Workspace::create(file(QStringLiteral("store"), items));
        if (!workspace)
            return workspace.error();
        std::vector<Package> packages = samplePackages(items);
        int number = 0;
        for (Package &package : packages) {
            for (Program &program : package.programs)
                program.commandLine = commandLine(++number);
        }
        const Computer here(ComputerId::mint(), computer);
        Collection pilot(CollectionId::mint(), QStringLiteral("Pilot"));
        pilot.members.push_back(here.id);
        CatalogueStore &catalogue = workspace->store().catalogue();
        if (auto saved = catalogue.save(packages); !saved)
            return saved.error();
        if (auto saved = catalogue.save(std::vector{here}); !saved)
            return saved.error();
        if (auto saved = catalogue.save(std::vector{pilot}); !saved)
            return saved.error();
        SequentialTask task = sampleTask(QStringLiteral("Commands"), packages, items, DependsOn::previous);
        task.enabled = true;
        task.appliesTo.push_back(pilot.id);
        task.schedule.triggers.assign(1, Trigger{});
        const auto saved = workspace->saveTask(task, KeepFinished::no);
        return saved ? Result<>(Done{}) : saved.error();
    }

    [[nodiscard]] Result<double> runOnce(const Tool &tool, int items)
    {
        const QString out = freshFolder();
        QDir().mkpath(out);
        QProcess process;
        process.setProcessEnvironment(surroundings(out));
        process.setWorkingDirectory(m_folder.path());
        process.setProgram(tool.program);
        process.setArguments(tool.arguments(items));
        const Stopwatch watch;
        process.start();
        process.closeWriteChannel();
        const bool ended = process.waitForFinished(-1);
        const double seconds = watch.seconds();
        const auto ran = QDir(out).entryList(QDir::Files).size();
        if (ended && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0 && ran == items)
            return seconds;
        return Error{ErrorCode::io, tool.program,
                     QStringLiteral("ended with code %1 after %2 of %3 commands: %4%5")
                         .arg(process.exitCode()).arg(ran).arg(items)
                         .arg(QString::fromUtf8(process.readAllStandardError()), QString::fromUtf8(process.readAllStandardOutput()))};
    }

    [[nodiscard]] QProcessEnvironment surroundings(const QString &out) const
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("BENCH_OUT"), out);
        environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8")); // ansible insists
        environment.insert(QStringLiteral("ANSIBLE_CONFIG"), m_folder.filePath(QStringLiteral("ansible.cfg"))); // nobody's own
        environment.insert(QStringLiteral("ANSIBLE_HOME"), m_folder.filePath(QStringLiteral("ansible")));
        environment.insert(QStringLiteral("ANSIBLE_REMOTE_TEMP"), m_folder.filePath(QStringLiteral("ansible/tmp")));
        environment.insert(QStringLiteral("ANSIBLE_LOCALHOST_WARNING"), QStringLiteral("false"));
        return environment;
    }

    QTemporaryDir m_folder;
    int m_used = 0;
};

using Shop = std::shared_ptr<Workshop>;

Tool agent(const Shop &shop)
{
    return {QCoreApplication::applicationDirPath() + QStringLiteral("/seriatim-agent"), 3, [shop = shop.get()](int items) {
                return QStringList{QStringLiteral("--home"), shop->freshFolder(), QStringLiteral("--store"), shop->file(QStringLiteral("store"), items),
                                   QStringLiteral("--computer"), computer, QStringLiteral("--once")};
            }};
}

Tool fileReader(const Shop &shop, const QString &program, int repeats, const QStringList &before, const QString &kind)
{
    return {program, repeats, [shop = shop.get(), before, kind](int items) { return before + QStringList{shop->file(kind, items)}; }};
}

std::vector<Tool> rivals(const Shop &shop)
{
    return {fileReader(shop, QStringLiteral("sh"), 5, {}, QStringLiteral("script")),
            fileReader(shop, QStringLiteral("make"), 5, {QStringLiteral("-f")}, QStringLiteral("makefile")),
            fileReader(shop, QStringLiteral("ansible-playbook"), 1, {}, QStringLiteral("playbook"))};
}

// What recording one step costs the disk, whoever does it.
Result<double> replaceDurably(const Shop &shop, int times)
{
    const QString path = shop->file(QStringLiteral("replaced"), times);
    const Stopwatch watch;
    for (int i = 0; i < times; ++i) {
        if (auto written = replaceFileDurably(path, QByteArray(replacedBytes, static_cast<char>('a' + i % 26))); !written)
            return written.error();
    }
    return watch.seconds();
}

Contender further(const Shop &shop, const QString &name, const Tool &tool, int items)
{
    return {name, double(items - 1), [shop, tool, items] { return shop->runFurther(tool, items); }};
}

Contender beyond(const Shop &shop, const QString &name, const Tool &tool, const Tool &least, int items)
{
    return {name, double(items - 1), [shop, tool, least, items] {
                const Result<double> own = shop->runFurther(least, items);
                if (!own)
                    return own;
                const Result<double> all = shop->runFurther(tool, items);
                return all ? Result<double>(*all - *own) : all;
            }};
}

Contender startToEnd(const Shop &shop, const QString &name, const Tool &tool, int items)
{
    return {name, double(items), [shop, tool, items] { return shop->run(tool, items); }};
}

} // namespace

Result<std::vector<Contest>> toolContests(const Options &options)
{
    const int items = options.choose(3, 20, 100);
    Result<Shop> made = Workshop::make(items);
    if (!made)
        return made.error();
    const Shop shop = *made;
    const Tool ours = agent(shop);
    std::vector<Tool> peers = rivals(shop);
    QString missing;
    std::erase_if(peers, [&](const Tool &tool) {
        const bool absent = QStandardPaths::findExecutable(tool.program).isEmpty();
        if (absent)
            missing += QStringLiteral("; %1 is not here and left out").arg(tool.program);
        return absent;
    });
    if (peers.empty())
        return Error{ErrorCode::notFound, QStringLiteral("sh"), QStringLiteral("is not here, and nothing to compare with")};
    const Tool least = peers.front();

    const QString unit = QStringLiteral("command");
    const QString name = QStringLiteral("seriatim-agent");
    Contest each{QStringLiteral("each further one of %1 commands").arg(items) + missing, unit, Show::millisPerUnit, {further(shop, name, ours, items)}, {}};
    Contest over{QStringLiteral("the same, without what sh takes"), unit, Show::millisPerUnit, {beyond(shop, name, ours, least, items)}, {}};
    Contest whole{QStringLiteral("all %1 commands with the tool's start").arg(items), unit, Show::millisPerUnit, {startToEnd(shop, name, ours, items)}, {}};
    for (const Tool &tool : peers) {
        each.peers.push_back(further(shop, tool.program, tool, items));
        whole.peers.push_back(startToEnd(shop, tool.program, tool, items));
        if (tool.program == u"ansible-playbook")
            over.peers.push_back(beyond(shop, tool.program, tool, least, items));
    }
    over.peers.push_back({QStringLiteral("one durable replace of a file"), double(items), [shop, items] { return replaceDurably(shop, items); }});
    return std::vector{each, over, whole};
}

} // namespace seriatim::bench
