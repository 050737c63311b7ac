#include "tests/system/faults/campaign.h"

#include <QDir>
#include <QElapsedTimer>
#include <QJsonDocument>

#include <chrono>
#include <csignal>
#include <stdexcept>
#include <thread>

namespace seriatim::test {

namespace {

constexpr int startsAtMost = 6; // an agent that is not at its end after so many undisturbed starts never will be

QString workplace()
{
    const QString memory = QStringLiteral("/dev/shm");
    return QFileInfo(memory).isWritable() ? memory : QDir::tempPath();
}

QHash<QString, int> countLines(const QString &file)
{
    QHash<QString, int> counts;
    QFile ran(file);
    if (!ran.open(QIODevice::ReadOnly))
        return counts;
    for (const QByteArray &line : ran.readAll().split('\n')) {
        if (!line.isEmpty())
            ++counts[QString::fromUtf8(line)];
    }
    return counts;
}

// What a power cut takes with it: everything that the agent of this home has started.
void endPrograms(const QString &home)
{
    const QByteArray mark = "SERIATIM_HOME=" + QFile::encodeName(home) + '\0';
    const QDir processes(QStringLiteral("/proc"));
    for (const QString &name : processes.entryList(QDir::Dirs)) {
        QFile environment(processes.filePath(name + QStringLiteral("/environ")));
        if (name.toInt() > 1 && environment.open(QIODevice::ReadOnly) && environment.readAll().contains(mark))
            ::kill(name.toInt(), SIGKILL);
    }
}

// As the agent itself counts the restarts that it simulates.
void startComputerAnew(const QString &home)
{
    QFile count(home + QStringLiteral("/simulated-restarts"));
    const int before = count.open(QIODevice::ReadOnly) ? count.readAll().trimmed().toInt() : 0;
    count.close();
    if (QFileInfo(home).isDir() && count.open(QIODevice::WriteOnly | QIODevice::Truncate))
        count.write(QByteArray::number(before + 1) + '\n');
}

} // namespace

// A trial's own folder: the store's files and the agent's home.
struct Campaign::Desk {
    explicit Desk(const Sandbox &original) : folder(workplace() + QStringLiteral("/seriatim-campaign-XXXXXX"))
    {
        const QDir from(original.path(QString()));
        for (const QString &name : from.entryList({QStringLiteral("the.store*")}, QDir::Files | QDir::Hidden))
            QFile::copy(from.filePath(name), folder.filePath(name));
    }
    [[nodiscard]] QString store() const { return folder.filePath(QStringLiteral("the.store")); }
    [[nodiscard]] QString home() const { return folder.filePath(QStringLiteral("home")); }

    QTemporaryDir folder;
};

Campaign::Campaign(const QList<CampaignItem> &items) : m_items(items)
{
    QList<Step> steps;
    for (const CampaignItem &item : items)
        steps.append(item.step);
    if (const Outcome imported = m_sandbox.import(definitionOf({steps})); imported.exitCode != 0)
        throw std::runtime_error(told(imported).toStdString());
    const Desk desk(m_sandbox);
    const QString log = desk.folder.filePath(QStringLiteral("calls"));
    qputenv("SERIATIM_FAULT_LOG", QFile::encodeName(log));
    QElapsedTimer timer;
    timer.start();
    const Outcome undisturbed = start(desk, {});
    m_microseconds = timer.nsecsElapsed() / 1000;
    qunsetenv("SERIATIM_FAULT_LOG");
    if (const QString fault = verify(desk, 0, told(undisturbed)); !fault.isEmpty())
        throw std::runtime_error((QStringLiteral("undisturbed: ") + fault).toStdString());
    QFile calls(log);
    if (calls.open(QIODevice::ReadOnly))
        m_callLog = calls.readAll().trimmed().split('\n');
    m_calls = static_cast<int>(m_callLog.size());
}

Outcome Campaign::start(const Desk &desk, const Strike &strike) const
{
    QProcess agent;
    QProcessEnvironment environment = m_sandbox.environment();
    environment.insert(QStringLiteral("LD_PRELOAD"), QStringLiteral(SERIATIM_FAULTSHIM));
    // An agent that was built with the address sanitizer is struck as any other.
    environment.insert(QStringLiteral("ASAN_OPTIONS"), QStringLiteral("verify_asan_link_order=0:detect_leaks=0"));
    environment.insert(QStringLiteral("SERIATIM_FAULT_UNDER"), desk.home());
    environment.insert(QStringLiteral("SERIATIM_FAULT_SPEED"), QStringLiteral("100"));
    environment.insert(QStringLiteral("SERIATIM_FAULT"), strike.fault);
    if (qEnvironmentVariableIsSet("SERIATIM_FAULT_LOG"))
        environment.insert(QStringLiteral("SERIATIM_FAULT_LOG"), qEnvironmentVariable("SERIATIM_FAULT_LOG"));
    agent.setProcessEnvironment(environment);
    agent.start(seriatimAgent(), {QStringLiteral("--home"), desk.home(), QStringLiteral("--store"), desk.store(),
                                  QStringLiteral("--computer"), QString::fromLatin1(Sandbox::computer), QStringLiteral("--once")});
    agent.waitForStarted();
    if (strike.killAfterMicroseconds) {
        std::this_thread::sleep_for(std::chrono::microseconds(*strike.killAfterMicroseconds)); // the instant is the input
        ::kill(static_cast<pid_t>(agent.processId()), SIGKILL);
    }
    return finish(agent);
}

QString Campaign::trial(const QList<Strike> &strikes) const
{
    const Desk desk(m_sandbox);
    QByteArray said;
    for (const Strike &strike : strikes) {
        const Outcome struck = start(desk, strike);
        said += told(struck);
        if (strike.powerCut) {
            endPrograms(desk.home());
            startComputerAnew(desk.home());
        }
    }
    Outcome ended;
    for (int n = 0; n < startsAtMost && ended.exitCode != 0 && ended.exitCode != 3; ++n) {
        ended = start(desk, {});
        said += told(ended);
    }
    return verify(desk, static_cast<int>(strikes.size()), said);
}

// With one strike the outcome is the one promised, and one program may have run once more (B19). With more of them, an
// item may also have been interrupted for good, and what depends on it is skipped.
QString Campaign::verify(const Desk &desk, int strikes, const QByteArray &said) const
{
    const Outcome told = m_sandbox.run(seriatimctl(), {QStringLiteral("--store"), desk.store(), QStringLiteral("status"),
                                                       QStringLiteral("Rollout"), QStringLiteral("--json")});
    const QJsonObject computer = told.json().value(u"computers").toArray().first().toObject();
    const QJsonArray items = computer.value(u"items").toArray();
    const QHash<QString, int> ran = countLines(desk.home() + QStringLiteral("/ran"));
    QStringList faults;
    if (computer.value(u"run").toInt() != 1)
        faults.append(QStringLiteral("it is run %1, not 1").arg(computer.value(u"run").toInt()));
    int again = 0;
    for (int i = 0; i < m_items.size(); ++i) {
        const CampaignItem &item = m_items[i];
        const QString status = items[i].toObject().value(u"status").toString();
        const int runs = ran.value(item.step.name);
        const bool mayBeLost = strikes > 1 && (status == u"interrupted" || status == u"skipped");
        // B19: what was interrupted and is there after all is not run again.
        const bool foundThere = strikes > 0 && status == u"alreadyPresent" && !item.step.program.isEmpty();
        if (status != item.status && !mayBeLost && !foundThere)
            faults.append(QStringLiteral("'%1' is %2, not %3").arg(item.step.name, status, item.status));
        if (runs > item.runs + (item.runs > 0 ? std::min(strikes, 2) : 0))
            faults.append(QStringLiteral("'%1' ran %2 times").arg(item.step.name).arg(runs));
        if (runs < item.runs && !mayBeLost && status != u"alreadyPresent")
            faults.append(QStringLiteral("'%1' ran only %2 times").arg(item.step.name).arg(runs));
        again += std::max(0, runs - item.runs);
    }
    if (again > strikes)
        faults.append(QStringLiteral("%1 programs ran again after %2 strikes").arg(again).arg(strikes));
    return faults.isEmpty() ? QString() : faults.join(QStringLiteral("; ")) + u'\n' + QString::fromUtf8(said);
}

} // namespace seriatim::test
