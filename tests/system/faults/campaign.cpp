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

// A zombie is not at work: nobody may have waited for it.
constexpr auto notedScript = "before=$(cat \"$SERIATIM_HOME/holder\" 2>/dev/null)\n"
                             "[ -n \"$before\" ] && grep -qs '^State:.*[RSDT] (' \"/proc/$before/status\" && echo \"$name\" >> \"$SERIATIM_HOME/beside\"\n"
                             "echo $$ > \"$SERIATIM_HOME/holder\"\n"
                             "echo \"$name\" >> \"$SERIATIM_HOME/ran\"\n";

QByteArray definitionOfTasks(const QList<CampaignTask> &tasks)
{
    QString programs;
    QString orders;
    for (const CampaignTask &task : tasks) {
        QString items;
        QList<Step> steps;
        for (const CampaignItem &item : task.items)
            steps.append(item.step);
        for (const Step &step : steps + task.gone) {
            programs += QStringLiteral("<Program name=\"%1\"><CommandLine>%2</CommandLine>%3</Program>\n").arg(step.name, step.commandLine.toHtmlEscaped(), step.program);
            items += QStringLiteral("<LineItem package=\"Suite\" program=\"%1\">%2</LineItem>\n").arg(step.name, step.lineItem);
        }
        orders += QStringLiteral("<SequentialTask name=\"%1\" %2<ExecutionOrder>%3</ExecutionOrder><AppliesTo collection=\"Pilot\" />"
                                 "<Schedule><Trigger Type=\"-1\" /></Schedule></SequentialTask>\n").arg(task.name, task.settings, items);
    }
    return QStringLiteral("<Seriatim version=\"1\"><Package name=\"Suite\" version=\"1\">%1</Package><Computer name=\"%2\" />"
                          "<Collection name=\"Pilot\"><Member computer=\"%2\" /></Collection>%3</Seriatim>\n")
        .arg(programs, QString::fromLatin1(Sandbox::computer), orders).toUtf8();
}

} // namespace

QString noted(const QString &name, const QString &then)
{
    return QStringLiteral("name='%1'; . \"$NOTED\"; %2").arg(name, then);
}

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

Campaign::Campaign(const QList<CampaignItem> &items) : m_tasks({{QStringLiteral("Rollout"), items, {}, QString()}})
{
    QList<Step> steps;
    for (const CampaignItem &item : items)
        steps.append(item.step);
    if (const Outcome imported = m_sandbox.import(definitionOf({steps})); imported.exitCode != 0)
        throw std::runtime_error(told(imported).toStdString());
    measure();
}

Campaign::Campaign(const QList<CampaignTask> &tasks) : m_tasks(tasks)
{
    m_sandbox.write(QStringLiteral("noted"), notedScript);
    if (const Outcome imported = m_sandbox.import(definitionOfTasks(tasks)); imported.exitCode != 0)
        throw std::runtime_error(told(imported).toStdString());
    measure();
}

void Campaign::measure()
{
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
    environment.insert(QStringLiteral("CTL"), seriatimctl());
    environment.insert(QStringLiteral("STORE"), desk.store());
    environment.insert(QStringLiteral("NOTED"), m_sandbox.path(QStringLiteral("noted")));
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
    const QHash<QString, int> ran = countLines(desk.home() + QStringLiteral("/ran"));
    QStringList faults;
    int again = 0;
    for (const CampaignTask &task : m_tasks) {
        faults += verifyTask(desk, task, strikes, ran);
        for (const CampaignItem &item : task.items)
            again += std::max(0, ran.value(item.step.name) - item.runs);
        for (const Step &step : task.gone) {
            if (ran.contains(step.name))
                faults.append(QStringLiteral("'%1' ran although it was taken away").arg(step.name));
        }
    }
    if (again > strikes)
        faults.append(QStringLiteral("%1 programs ran again after %2 strikes").arg(again).arg(strikes));
    for (const QString &name : countLines(desk.home() + QStringLiteral("/beside")).keys())
        faults.append(QStringLiteral("'%1' began while another program was at work").arg(name));
    return faults.isEmpty() ? QString() : faults.join(QStringLiteral("; ")) + u'\n' + QString::fromUtf8(said);
}

QStringList Campaign::verifyTask(const Desk &desk, const CampaignTask &task, int strikes, const QHash<QString, int> &ran) const
{
    const Outcome told = m_sandbox.run(seriatimctl(), {QStringLiteral("--store"), desk.store(), QStringLiteral("status"), task.name, QStringLiteral("--json")});
    const QJsonObject computer = told.json().value(u"computers").toArray().first().toObject();
    const QJsonArray items = computer.value(u"items").toArray();
    QStringList faults;
    if (computer.value(u"run").toInt() != 1)
        faults.append(QStringLiteral("'%1' is in run %2, not 1").arg(task.name).arg(computer.value(u"run").toInt()));
    if (const QString status = computer.value(u"status").toString(); !task.status.isEmpty() && status != task.status)
        faults.append(QStringLiteral("'%1' is %2, not %3").arg(task.name, status, task.status));
    for (int i = 0; i < task.items.size(); ++i) {
        const CampaignItem &item = task.items[i];
        const QString status = items[i].toObject().value(u"status").toString();
        const int runs = ran.value(item.step.name);
        const bool mayBeLost = strikes > 1 && (status == u"interrupted" || status == u"skipped");
        // B19: what was interrupted and is there after all is not run again.
        const bool foundThere = strikes > 0 && status == u"alreadyPresent" && !item.step.program.isEmpty();
        const bool otherwise = strikes > 0 && status == item.orStatus;
        if (status != item.status && !mayBeLost && !foundThere && !otherwise)
            faults.append(QStringLiteral("'%1' is %2, not %3").arg(item.step.name, status, item.status));
        if (runs > item.runs + (item.runs > 0 ? std::min(strikes, 2) : 0))
            faults.append(QStringLiteral("'%1' ran %2 times").arg(item.step.name).arg(runs));
        if (runs < item.runs && !mayBeLost && status != u"alreadyPresent")
            faults.append(QStringLiteral("'%1' ran only %2 times").arg(item.step.name).arg(runs));
    }
    return faults;
}

} // namespace seriatim::test
