#include "engine/workspace/democatalogue.h"

#include <QUuid>

#include <array>
#include <random>

namespace seriatim {

namespace {

constexpr std::array makers{u"Northwind", u"Acorn", u"Bluefield", u"Contour", u"Delphin", u"Everline", u"Fabrikat", u"Gündel",
                            u"Halcyon", u"Ingot", u"Juniper", u"Kestrel", u"Lumière", u"Meridian", u"Nordlicht", u"Orion"};
constexpr std::array things{u"Office", u"Reader", u"Writer", u"Archiver", u"Telephony", u"Recorder", u"Scanner", u"Ledger",
                            u"Designer", u"Backup", u"Browser", u"Mail", u"Database", u"Terminal", u"Printer", u"Viewer",
                            u"Runtime", u"Driver", u"Toolbox", u"Planner", u"Dictionary", u"Camera", u"Storage", u"Gateway"};
constexpr std::array editions{u"", u" Standard", u" Professional", u" Client", u" Server", u" Lite"};
constexpr std::array folders{u"Office", u"Telephony", u"Graphics", u"Operations", u"Runtimes", u"Drivers", u"Finance", u"Security"};
constexpr std::array departments{u"Sales", u"Support", u"Finance", u"Engineering", u"Warehouse", u"Reception", u"Legal", u"Research"};
constexpr std::array systems{u"Windows 10", u"Windows 11", u"Debian 12", u"Ubuntu 24.04", u"macOS 14"};
constexpr std::array people{u"alice", u"bob", u"carla", u"dmitri", u"esra", u"françois", u"greta", u"hiro"};

// std::mt19937_64 gives the same numbers everywhere; the library's distributions do not, so they are not used.
class Dice
{
public:
    explicit Dice(quint64 seed) : m_engine(seed), m_space(QUuid::createUuidV5(QUuid(), QByteArray::number(seed))) {}

    int below(int bound) { return static_cast<int>(m_engine() % static_cast<quint64>(bound)); }
    bool once(int in) { return below(in) == 0; }

    template <size_t count>
    QString pick(const std::array<const char16_t *, count> &words)
    {
        return QString::fromUtf16(words[static_cast<size_t>(below(static_cast<int>(count)))]);
    }

    template <typename Id>
    Id id(const char *kind, qint64 number)
    {
        return Id::fromName(m_space, kind + QByteArray::number(number));
    }

private:
    std::mt19937_64 m_engine;
    QUuid m_space;
};

void addProgram(Dice &dice, Package &package, int number)
{
    const size_t place = package.programs.size();
    const QString base = QStringLiteral("%1-%2").arg(package.name.section(u' ', 0, 1).toLower().replace(u' ', u'-'), package.version);
    Program program(dice.id<ProgramId>("program", number));
    const bool windows = package.language != u"neutral";
    if (place == 0) {
        program.name = QStringLiteral("Install");
        program.commandLine = windows ? QStringLiteral("msiexec /i %1.msi /qn REBOOT=ReallySuppress").arg(base) : QStringLiteral("sh install.sh %1").arg(base);
    } else {
        program.name = place == 1 ? QStringLiteral("Uninstall") : QStringLiteral("Patch %1").arg(place - 1);
        program.commandLine = place == 1 ? QStringLiteral("msiexec /x %1.msi /qn REBOOT=ReallySuppress").arg(base)
                                         : QStringLiteral("msiexec /p %1-patch%2.msp /qn REBOOT=ReallySuppress").arg(base).arg(place - 1);
        if (!windows)
            program.commandLine = QStringLiteral("sh %1.sh %2").arg(place == 1 ? QStringLiteral("remove") : QStringLiteral("patch"), base);
    }
    if (windows)
        program.codes = ReturnCodeRules::windowsInstaller();
    program.estimatedRunTimeMinutes = 1 + dice.below(15);
    program.estimatedDiskSpaceMb = 10 * (1 + dice.below(80));
    if (dice.once(9))
        program.afterRunning = AfterRunning::restart;
    package.programs.push_back(std::move(program));
}

void addPackages(Dice &dice, int programs, Catalogue &catalogue)
{
    int made = 0;
    for (int number = 0; made < programs; ++number) {
        Package package(dice.id<PackageId>("package", number));
        // The number keeps names apart without making them all look alike.
        package.name = QStringLiteral("%1 %2%3 %4").arg(dice.pick(makers), dice.pick(things), dice.pick(editions)).arg(number + 1);
        package.manufacturer = package.name.section(u' ', 0, 0);
        package.version = QStringLiteral("%1.%2.%3").arg(1 + dice.below(20)).arg(dice.below(10)).arg(dice.below(100));
        package.folder = QStringLiteral("Demo/%1/%2").arg(dice.pick(folders), package.manufacturer);
        package.language = dice.once(4) ? QStringLiteral("neutral") : QStringLiteral("en");
        const int count = std::min(programs - made, 1 + dice.below(7));
        for (int i = 0; i < count; ++i)
            addProgram(dice, package, made++);
        catalogue.packages.push_back(std::move(package));
    }
}

void addComputers(Dice &dice, int count, Catalogue &catalogue)
{
    for (int number = 0; number < count; ++number) {
        Computer computer(dice.id<ComputerId>("computer", number), QStringLiteral("PC-%1").arg(number + 1, 6, 10, QLatin1Char('0')));
        computer.domain = dice.pick(departments).toUpper();
        computer.operatingSystem = dice.pick(systems);
        computer.architecture = dice.once(8) ? QStringLiteral("arm64") : QStringLiteral("x86_64");
        computer.memoryMb = 4096 << dice.below(4);
        computer.user = dice.pick(people);
        catalogue.computers.push_back(std::move(computer));
    }
}

Rule factIs(const QString &name, const QString &value)
{
    Rule rule;
    rule.kind = Rule::Kind::fact;
    rule.name = name;
    rule.comparison = QStringLiteral("equals");
    rule.value = value;
    return rule;
}

void addCollections(Dice &dice, Catalogue &catalogue)
{
    int number = 0;
    const auto add = [&](const QString &name, std::optional<Rule> filter) {
        Collection collection(dice.id<CollectionId>("collection", number++), name);
        collection.filter = std::move(filter);
        catalogue.collections.push_back(std::move(collection));
    };
    for (const char16_t *department : departments)
        add(QString::fromUtf16(department), factIs(QStringLiteral("domain"), QString::fromUtf16(department).toUpper()));
    for (const char16_t *system : systems)
        add(QStringLiteral("All ") + QString::fromUtf16(system), factIs(QStringLiteral("operatingSystem"), QString::fromUtf16(system)));
    add(QStringLiteral("Pilot"), std::nullopt);
    for (size_t i = 0; i < std::min<size_t>(10, catalogue.computers.size()); ++i)
        catalogue.collections.back().members.push_back(catalogue.computers[i].id);
}

// Core program first, then a few others, each needing the first.
void addTasks(Dice &dice, DemoContents &demo)
{
    const int count = std::min<int>(5, static_cast<int>(demo.catalogue.packages.size()));
    qint64 lineItem = 0;
    for (int number = 0; number < count; ++number) {
        SequentialTask task(dice.id<TaskId>("task", number), QStringLiteral("%1 rollout").arg(QString::fromUtf16(departments[static_cast<size_t>(number)])));
        task.folder = QStringLiteral("Demo");
        task.appliesTo = {demo.catalogue.collections[static_cast<size_t>(number)].id};
        const int steps = 3 + dice.below(6);
        for (int step = 0; step < steps; ++step) {
            const auto &package = demo.catalogue.packages[static_cast<size_t>(dice.below(static_cast<int>(demo.catalogue.packages.size())))];
            LineItem item(dice.id<LineItemId>("item", lineItem++), package.programs.front().id);
            if (step > 0)
                item.dependencies.push_back({task.items.front().id, std::nullopt});
            task.items.push_back(std::move(item));
        }
        demo.tasks.push_back(std::move(task));
    }
}

} // namespace

DemoContents makeDemo(int programs, quint64 seed)
{
    Dice dice(seed);
    DemoContents demo;
    addPackages(dice, programs, demo.catalogue);
    addComputers(dice, std::clamp(programs / 10, 10, 100'000), demo.catalogue);
    addCollections(dice, demo.catalogue);
    addTasks(dice, demo);
    return demo;
}

} // namespace seriatim
