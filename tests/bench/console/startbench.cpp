#include "tests/bench/console/consolebenchmarks.h"

#include "engine/base/text.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QFile>
#include <QProcess>
#include <QThread>

#include <cmath>

namespace seriatim::bench {

namespace {

constexpr int readyMs = 60'000;
constexpr int settleMs = 1000;

struct Memory {
    double resident = 0; // megabytes
    double peak = 0;
};

// A console of its own process, ended with this.
class StartedConsole
{
public:
    explicit StartedConsole(const QString &store)
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("SERIATIM_REPORT_READY"), QStringLiteral("1"));
        environment.insert(QStringLiteral("SERIATIM_SETTINGS"), m_settings.path());
        m_process.setProcessEnvironment(environment);
        m_process.setReadChannel(QProcess::StandardError);
        m_process.start(QCoreApplication::applicationDirPath() + QStringLiteral("/seriatim"), {QStringLiteral("--store"), store});
    }

    ~StartedConsole()
    {
        m_process.kill();
        m_process.waitForFinished();
    }

    // Seconds from the process's start until its window can be used, by its own account.
    [[nodiscard]] Result<double> ready()
    {
        const QDeadlineTimer deadline(readyMs);
        QByteArray said;
        while (!deadline.hasExpired() && m_process.state() != QProcess::NotRunning) {
            m_process.waitForReadyRead(static_cast<int>(deadline.remainingTime()));
            said += m_process.readAllStandardError();
            for (const QByteArray &line : said.split('\n')) {
                if (!line.startsWith("ready "))
                    continue;
                if (const auto millis = parseInteger(QString::fromUtf8(line.mid(6))))
                    return static_cast<double>(*millis) / 1000;
            }
        }
        return Error{ErrorCode::busy, m_process.program(), QStringLiteral("did not say that its window is ready; it said: ") + QString::fromUtf8(said)};
    }

    // When it has come to rest: the names are read after the window is there.
    [[nodiscard]] Result<Memory> memory()
    {
        Result<Memory> last = readMemory();
        for (const QDeadlineTimer deadline(readyMs); last && !deadline.hasExpired();) {
            QThread::msleep(settleMs);
            Result<Memory> now = readMemory();
            if (!now || std::abs(now->resident - last->resident) < now->resident / 100)
                return now;
            last = std::move(now);
        }
        return last;
    }

private:
    [[nodiscard]] Result<Memory> readMemory() const
    {
        QFile file(QStringLiteral("/proc/%1/status").arg(m_process.processId()));
        if (!file.open(QIODevice::ReadOnly))
            return Error{ErrorCode::io, file.fileName(), file.errorString()};
        const QByteArray status = file.readAll();
        const auto megabytes = [&](const QByteArray &name) {
            const qsizetype at = status.indexOf(name + ':');
            return at < 0 ? 0.0 : status.mid(at + name.size() + 1, 24).simplified().split(' ').first().toDouble() / 1024;
        };
        return Memory{megabytes("VmRSS"), megabytes("VmHWM")};
    }

    QTemporaryDir m_settings;
    QProcess m_process;
};

std::function<Result<double>()> readyOn(const QString &store)
{
    return [store] { return StartedConsole(store).ready(); };
}

std::function<Result<double>()> memoryOn(const QString &store, double Memory::*figure)
{
    return [store, figure]() -> Result<double> {
        StartedConsole console(store);
        if (const Result<double> ready = console.ready(); !ready)
            return ready.error();
        const Result<Memory> memory = console.memory();
        return memory ? Result(*memory.*figure) : memory.error();
    };
}

} // namespace

Result<std::vector<Contest>> startContests(const SharedStore &demo, const Options &options)
{
    const Result<QString> filled = demo->filled(options);
    if (!filled)
        return filled.error();
    const Result<QString> empty = demo->empty();
    if (!empty)
        return empty.error();
    const QString ours = QStringLiteral("the demonstration store");
    const QString peer = QStringLiteral("an empty store");
    std::vector<Contest> contests{{QStringLiteral("the console's start to its window ready"), QStringLiteral("start"), Show::millisPerUnit,
                                   {{ours, 1, readyOn(*filled)}}, {{peer, 1, readyOn(*empty)}}}};
#ifdef Q_OS_LINUX
    const auto memory = [&](const QString &title, double Memory::*figure) {
        contests.push_back({title, QStringLiteral("console"), Show::megabytes, {{ours, 1, memoryOn(*filled, figure)}}, {{peer, 1, memoryOn(*empty, figure)}}});
    };
    memory(QStringLiteral("the console's resident memory when it has come to rest"), &Memory::resident);
    memory(QStringLiteral("the console's peak memory until then"), &Memory::peak);
#endif
    return contests;
}

} // namespace seriatim::bench
