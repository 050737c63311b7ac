// Program and package: what a line item executes (B31) and the bundle of files it comes from.
#pragma once

#include "engine/domain/ids.h"
#include "engine/domain/returncodes.h"
#include "engine/domain/rule.h"

#include <QString>

#include <optional>
#include <utility>
#include <vector>

namespace seriatim {

enum class AfterRunning { noAction, restart, logOff };
enum class RunWithRights { system, loggedInUser, specifiedUser };
enum class CanRun { always, loggedOn, noneLoggedOn };
enum class StartingWindow { normal, hidden, minimized, maximized };

struct EnvironmentVariable {
    QString name;
    QString value;
    bool operator==(const EnvironmentVariable &) const = default;
};

struct Program {
    explicit Program(ProgramId programId = ProgramId::mint(), QString programName = {})
        : id(programId), name(std::move(programName)) {}

    ProgramId id;
    QString name;
    QString commandLine; // given to the shell (cmd on Windows) as it is
    QString workingDirectory;
    ReturnCodeRules codes;
    int retryDelayMinutes = 5;
    int retryCount = 3;
    int maximumAttempts = 2; // interruptions (B19)
    int estimatedDiskSpaceMb = 0;
    int estimatedRunTimeMinutes = 0;
    int terminateAfterMinutes = 0; // 0 stands for 360
    AfterRunning afterRunning = AfterRunning::noAction;
    std::optional<int> restartDelayMinutes; // absent: the warning time of the options (B28)
    StartingWindow startingWindow = StartingWindow::normal;
    RunWithRights rights = RunWithRights::system;
    QString specifiedUser;
    CanRun canRun = CanRun::always;
    int minimumConnectionSpeedKbps = 0; // kilobytes a second; 0: any
    std::vector<EnvironmentVariable> environment;
    std::optional<Rule> detection;
    QString notes;
    bool placeholder = false; // stands in for a program that a policy named without describing it

    [[nodiscard]] int terminateAfter() const { return terminateAfterMinutes > 0 ? terminateAfterMinutes : 360; } // minutes
    bool operator==(const Program &) const = default;
};

enum class SourceType { none, local, unc, url };

struct PackageSource {
    SourceType type = SourceType::none;
    QString location; // folder, \\server\share\path, or URL; empty for none
    bool operator==(const PackageSource &) const = default;
};

// One file of a package as it was when the snapshot was taken (B30).
struct SnapshotFile {
    QString path; // relative to the source, '/' between the parts, never leaving it
    qint64 size = 0;
    QString sha256; // 64 hexadecimal digits
    bool operator==(const SnapshotFile &) const = default;
};

struct Package {
    explicit Package(PackageId packageId = PackageId::mint(), QString packageName = {})
        : id(packageId), name(std::move(packageName)) {}

    PackageId id;
    QString name;
    QString displayName; // empty: the name
    QString version;
    QString folder; // path in the package folder tree, '/' between the parts
    QString description;
    QString manufacturer;
    QString language;
    PackageSource source;
    std::vector<SnapshotFile> snapshot;
    QString internalVersion = QStringLiteral("1");
    QString destination; // where the agent puts the files; empty: its own package cache
    int cleanupAfterMinutes = 10080; // deleted if unused for so long; 0: never
    int priority = 0;
    bool statusEvents = true;
    std::vector<Program> programs;

    bool operator==(const Package &) const = default;
};

} // namespace seriatim
