#include "engine/agent/softwaredelivery.h"

#include "engine/agent/computerfacts.h"
#include "engine/agent/variables.h"
#include "engine/base/files.h"
#include "engine/base/logging.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStorageInfo>

namespace seriatim {

namespace {

EnvironmentVariable variable(const char16_t *name, const QString &value)
{
    return {QString::fromUtf16(name), value};
}

bool anyDriveHas(qint64 megabytes)
{
    const auto drives = QStorageInfo::mountedVolumes();
    return std::ranges::any_of(drives, [&](const QStorageInfo &drive) {
        return drive.isValid() && drive.isReady() && !drive.isReadOnly() && drive.bytesAvailable() >= megabytes << 20;
    });
}

Preparation cannot(const QString &why)
{
    return {Preparation::Kind::cannot, WaitReason::none, 0, why};
}

Preparation notYet(WaitReason reason, const QString &why)
{
    return {Preparation::Kind::notYet, reason, 0, why};
}

// The user whom a program is to be run as; absent: whoever the agent runs as.
Result<std::optional<UserAccount>> userFor(const Program &program)
{
    if (program.rights == RunWithRights::system)
        return std::optional<UserAccount>();
    const bool specified = program.rights == RunWithRights::specifiedUser;
    const std::optional<QString> name = specified ? std::optional(program.specifiedUser) : loggedInUser(userSessions());
    if (!name)
        return Error{ErrorCode::notFound, QString(), QStringLiteral("it has to run as the logged-in user, and nobody is logged on")};
    const QString subject = specified ? QStringLiteral("it has to run as '%1'").arg(*name)
                                      : QStringLiteral("it has to run as the logged-in user, '%1'").arg(*name);
    const Result<UserAccount> account = findAccount(*name);
    if (!account)
        return Error{account.error().code, QString(), subject + QStringLiteral(", and ") + account.error().detail};
    if (isThisUser(*account))
        return std::optional<UserAccount>();
    if (const auto why = whyNotAsOthers())
        return Error{ErrorCode::refused, QString(), subject + QStringLiteral(", and ") + *why};
    return std::optional(*account);
}

std::optional<QString> whyNotWithTheseRights(const Program &program)
{
    if (program.rights == RunWithRights::loggedInUser && userSessions().empty())
        return std::nullopt; // it waits for one (B32)
    const Result<std::optional<UserAccount>> user = userFor(program);
    return user ? std::nullopt : std::optional(user.error().message());
}

QString windowWord(StartingWindow window)
{
    switch (window) {
    case StartingWindow::normal: return QStringLiteral("normal");
    case StartingWindow::hidden: return QStringLiteral("hidden");
    case StartingWindow::minimized: return QStringLiteral("minimized");
    case StartingWindow::maximized: return QStringLiteral("maximized");
    }
    Q_UNREACHABLE();
}

} // namespace

QString StartIdentity::token() const
{
    return QStringLiteral("%1/%2/%3/%4").arg(task.toString(), item.toString()).arg(run).arg(attempt);
}

SoftwareDelivery::SoftwareDelivery(const AgentHome &home, const Computer &computer, ProgramRunner &runner, const EndpointSenses &senses,
                                   const QString &sharesFolder)
    : m_home(home), m_computer(computer), m_runner(runner), m_senses(senses), m_cache(home.packageFolder(), sharesFolder)
{
}

Preparation SoftwareDelivery::prepare(const DeliveryPolicy &delivery, const PlannedStart &start, Instant now,
                                      const std::function<bool()> &goOn)
{
    const Program &program = delivery.program;
    if (const auto why = whyNotWithTheseRights(program))
        return cannot(*why);
    if (program.estimatedDiskSpaceMb > 0 && !anyDriveHas(program.estimatedDiskSpaceMb))
        return cannot(QStringLiteral("it needs %1 MB of disk space and no drive has them").arg(program.estimatedDiskSpaceMb));
    const Result<Surroundings> around = surroundings(delivery, start, now, goOn);
    if (!around)
        return notYet(WaitReason::package, around.error().message());
    return bringFiles(delivery, readinessOf(start.plan, start.item, start.byHand, *around), now, goOn, true);
}

Preparation SoftwareDelivery::download(const DeliveryPolicy &delivery, const PlannedStart &start, Instant now,
                                       const std::function<bool()> &goOn)
{
    const Result<Surroundings> around = surroundings(delivery, start, now, goOn);
    if (!around)
        return notYet(WaitReason::package, around.error().message());
    return bringFiles(delivery, filesOf(start.plan, start.item, *around), now, goOn, false);
}

Result<Surroundings> SoftwareDelivery::surroundings(const DeliveryPolicy &delivery, const PlannedStart &start, Instant now,
                                                    const std::function<bool()> &goOn) const
{
    Surroundings around;
    around.now = now;
    around.zone = QTimeZone::systemTimeZone();
    around.session = m_senses.someoneLoggedOn() ? SessionState::attended : SessionState::empty;
    if (!start.item.overNetwork)
        return around;
    around.packageAtHand = m_cache.isAtHand(delivery.package);
    if (around.packageAtHand)
        return around;
    const Result<std::optional<int>> speed = speedFor(delivery.package, start, goOn);
    if (!speed)
        return speed.error();
    around.speedKbps = *speed;
    return around;
}

// Measured only where it matters.
Result<std::optional<int>> SoftwareDelivery::speedFor(const Package &package, const PlannedStart &start, const std::function<bool()> &goOn) const
{
    const bool matters = start.item.minimumSpeedKbps > 0 || start.plan.runFromServerKbps.value_or(0) > 0 || start.plan.downloadKbps.value_or(0) > 0;
    if (!matters)
        return std::optional<int>();
    if (const std::optional<int> known = m_senses.connectionKbps())
        return known;
    return m_cache.measureKbps(package, goOn);
}

// `toRun`: its destination gets them, too.
Preparation SoftwareDelivery::bringFiles(const DeliveryPolicy &delivery, const Readiness &readiness, Instant now,
                                         const std::function<bool()> &goOn, bool toRun)
{
    const Package &package = delivery.package;
    if (readiness.kind == Readiness::Kind::never)
        return cannot(readiness.why);
    if (readiness.kind == Readiness::Kind::wait)
        return {Preparation::Kind::notYet, readiness.reason, readiness.until, readiness.why};
    m_elsewhere.erase(package.id);
    switch (readiness.files) {
    case Readiness::Files::none:
        return {};
    case Readiness::Files::onServer: {
        const Result<QString> folder = m_cache.folderOnServer(package);
        if (!folder)
            return notYet(WaitReason::package, folder.error().message());
        m_elsewhere[package.id] = *folder;
        return {};
    }
    case Readiness::Files::download:
        if (const Result<QString> folder = m_cache.prepare(package, goOn); !folder)
            return notYet(WaitReason::package, folder.error().message());
        break;
    case Readiness::Files::atHand:
        break;
    }
    m_cache.noteUse(package, now);
    if (!toRun || package.destination.isEmpty())
        return {};
    const Result<QString> folder = m_cache.deliver(package);
    if (!folder)
        return notYet(WaitReason::package, folder.error().message());
    m_elsewhere[package.id] = *folder;
    return {};
}

QString SoftwareDelivery::packageFolder(PackageId package) const
{
    const auto elsewhere = m_elsewhere.find(package);
    return elsewhere == m_elsewhere.end() ? m_cache.folderOf(package) : elsewhere->second;
}

std::vector<EnvironmentVariable> SoftwareDelivery::environment(const DeliveryPolicy &delivery) const
{
    std::vector<EnvironmentVariable> variables{
        variable(u"SERIATIM_HOME", m_home.folder()),
        variable(u"SERIATIM_COMPUTER", m_computer.name),
        variable(u"SERIATIM_PACKAGE", packageFolder(delivery.package.id)),
    };
    variables.insert(variables.end(), delivery.program.environment.begin(), delivery.program.environment.end());
    return variables;
}

RuleAnswer SoftwareDelivery::look(const Rule &rule, const DeliveryPolicy *delivery) const
{
    RuleSurroundings surroundings;
    surroundings.fact = [this](const QString &name) { return m_computer.fact(name); };
    surroundings.environment = delivery ? environment(*delivery)
                                        : std::vector{variable(u"SERIATIM_HOME", m_home.folder()),
                                                      variable(u"SERIATIM_COMPUTER", m_computer.name)};
    surroundings.workingDirectory = m_home.folder();
    surroundings.scratchLog = m_home.logFolder() + QStringLiteral("/detection.log");
    return RuleEvaluator(m_runner, surroundings).evaluate(rule);
}

QString SoftwareDelivery::logFile(const StartIdentity &start) const
{
    return m_home.logFile(start.task, start.run, start.place, start.attempt);
}

Result<> SoftwareDelivery::makeLog(const StartIdentity &start) const
{
    QFile log(logFile(start));
    if (!QDir().mkpath(QFileInfo(log).absolutePath()))
        return Error{ErrorCode::io, log.fileName(), QStringLiteral("its folder cannot be made; check the disk and who owns it")};
    if (!log.open(QIODevice::WriteOnly | QIODevice::Append, QFile::ReadOwner | QFile::WriteOwner))
        return Error{ErrorCode::io, log.fileName(), QStringLiteral("cannot be written: ") + log.errorString()};
    return Done{};
}

ProgramEnd SoftwareDelivery::run(const DeliveryPolicy &delivery, const StartIdentity &start, const std::function<void()> &began,
                                 const std::function<bool()> &whileRunning) const
{
    const Program &program = delivery.program;
    ProgramEnd refused;
    refused.kind = ProgramEnd::Kind::couldNotStart;
    if (program.commandLine.trimmed().isEmpty()) {
        refused.reason = program.placeholder
                             ? QStringLiteral("its program '%1' is only a placeholder; describe the program, or import its policy").arg(program.name)
                             : QStringLiteral("its program '%1' has no command line").arg(program.name);
        return refused;
    }
    ProgramStart how;
    how.commandLine = program.commandLine;
    how.environment = environment(delivery);
    how.environment.push_back(variable(u"SERIATIM_TASK", start.taskName));
    how.environment.push_back(variable(u"SERIATIM_ITEM", QString::number(start.place)));
    how.environment.push_back(variable(u"SERIATIM_ATTEMPT", QString::number(start.attempt)));
    how.environment.push_back(variable(u"SERIATIM_STARTING_WINDOW", windowWord(program.startingWindow)));
    how.window = program.startingWindow;
    how.timeLimitMs = program.terminateAfter() * millisPerMinute;
    how.token = start.token();
    how.logFile = logFile(start);
    if (const auto made = makeLog(start); !made) {
        refused.kind = ProgramEnd::Kind::couldNotRecord;
        refused.reason = made.error().message();
        return refused;
    }
    const Result<std::optional<UserAccount>> user = userFor(program);
    if (!user) {
        refused.reason = user.error().message();
        return refused;
    }
    how.user = *user;
    const QString base = baseFolder(packageFolder(delivery.package.id), how.user);
    const Result<QString> folder = expandVariables(program.workingDirectory, how.environment);
    if (!folder) {
        refused.reason = folder.error().message();
        return refused;
    }
    how.workingDirectory = folder->isEmpty() ? base : QDir(base).absoluteFilePath(*folder);
    how.started = [&](const ProcessIdentity &process) {
        recordStart(start, process);
        began();
    };
    return m_runner.run(how, whileRunning);
}

// Where a program works: where its package's files are, which the user has to be able to read; without files, a place of the
// user's own. Rights are changed on the agent's own copy alone.
QString SoftwareDelivery::baseFolder(const QString &files, const std::optional<UserAccount> &user) const
{
    const bool hasFiles = QFileInfo(files).isDir();
    if (!user)
        return hasFiles ? files : m_home.folder();
    if (!hasFiles)
        return QFileInfo(user->home).isDir() ? user->home : QStringLiteral("/");
    if (files.startsWith(m_home.packageFolder() + u'/')) {
        letEverybodyPass(m_home.packageFolder());
        letEverybodyRead(files);
    }
    return files;
}

// Not flushed: what ends with the power takes the process with it, and a dead agent leaves the page cache behind.
void SoftwareDelivery::recordStart(const StartIdentity &start, const ProcessIdentity &process) const
{
    const QJsonObject record{{QStringLiteral("start"), start.token()},
                             {QStringLiteral("process"), process.pid},
                             {QStringLiteral("processStarted"), process.startTime},
                             {QStringLiteral("boot"), process.boot}};
    if (const auto written = replaceFileAtomically(m_home.programRecordFile(), QJsonDocument(record).toJson()); !written)
        qCWarning(logAgent).noquote() << written.error().message();
}

std::optional<SoftwareDelivery::RecordedStart> SoftwareDelivery::lastRecordedStart() const
{
    const Result<QByteArray> bytes = readFile(m_home.programRecordFile(), qint64(64) << 10);
    if (!bytes)
        return std::nullopt;
    const QJsonObject record = QJsonDocument::fromJson(*bytes).object();
    return RecordedStart{record.value(u"start").toString(),
                         {record.value(u"process").toInteger(), record.value(u"processStarted").toInteger(), record.value(u"boot").toString()}};
}

std::optional<ProcessIdentity> SoftwareDelivery::recordedProcess(const StartIdentity &start) const
{
    const std::optional<RecordedStart> last = lastRecordedStart();
    return last && last->token == start.token() ? std::optional(last->process) : std::nullopt;
}

Result<int> SoftwareDelivery::endLeftover(const StartIdentity &start) const
{
    return m_runner.endLeftover(start.token(), recordedProcess(start));
}

// Where only descendants of it live, it may have come to its end and left a service behind: that is not touched.
Result<int> SoftwareDelivery::endLastProgram() const
{
    const std::optional<RecordedStart> last = lastRecordedStart();
    if (!last || last->process.pid <= 1 || identifyProcess(last->process.pid) != last->process)
        return 0;
    return m_runner.endLeftover(last->token, last->process);
}

bool SoftwareDelivery::hasBegun(const StartIdentity &start) const
{
    return recordedProcess(start).has_value();
}

} // namespace seriatim
