#include "engine/agent/logkeeper.h"

#include "engine/agent/programrunner.h"
#include "engine/base/logging.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>
#include <map>

namespace seriatim {

namespace {

constexpr size_t watchedAtMost = 64;
constexpr qint64 lookIntervalMs = 1000;

struct RunLogs {
    QString task; // its folder
    int run = 0;
    qint64 bytes = 0;
    QDateTime written;
    QStringList files;
};

int runOf(const QString &fileName)
{
    static const QRegularExpression pattern(QStringLiteral("^run-(\\d+)-item-\\d+-attempt-\\d+\\.log$"));
    const QRegularExpressionMatch match = pattern.match(fileName);
    return match.hasMatch() ? match.captured(1).toInt() : 0;
}

// Newest run first.
std::vector<RunLogs> runsIn(const QString &folder)
{
    std::map<int, RunLogs, std::greater<>> runs;
    for (const QFileInfo &info : QDir(folder).entryInfoList({QStringLiteral("run-*.log")}, QDir::Files)) {
        const int number = runOf(info.fileName());
        if (number == 0)
            continue;
        RunLogs &run = runs[number];
        run.task = folder;
        run.run = number;
        run.bytes += info.size();
        run.written = std::max(run.written, info.lastModified());
        run.files.append(info.filePath());
    }
    std::vector<RunLogs> sorted;
    for (auto &[number, run] : runs)
        sorted.push_back(std::move(run));
    return sorted;
}

void removeLogs(const RunLogs &run)
{
    for (const QString &file : run.files) {
        if (!QFile::remove(file))
            qCWarning(logAgent).noquote() << file << "cannot be deleted";
    }
}

} // namespace

void LogKeeper::watch(const QString &logFile)
{
    std::erase(m_watched, logFile);
    m_watched.push_back(logFile);
    if (m_watched.size() > watchedAtMost)
        m_watched.pop_front();
}

void LogKeeper::look()
{
    if (m_sinceLook.isValid() && !m_sinceLook.hasExpired(lookIntervalMs))
        return;
    m_sinceLook.start();
    for (const QString &log : m_watched) {
        if (QFileInfo(log).size() > maximumLogBytes)
            boundLog(log);
    }
}

void LogKeeper::prune() const
{
    qint64 total = 0;
    std::vector<RunLogs> older; // than the newest run of their task
    for (const QFileInfo &task : QDir(m_folder).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks)) {
        std::vector<RunLogs> runs = runsIn(task.filePath());
        for (size_t i = 0; i < runs.size(); ++i) {
            if (static_cast<int>(i) >= m_bounds.runsKept) {
                removeLogs(runs[i]);
                continue;
            }
            total += runs[i].bytes;
            if (i > 0)
                older.push_back(std::move(runs[i]));
        }
    }
    std::ranges::sort(older, {}, &RunLogs::written);
    for (const RunLogs &run : older) {
        if (total <= m_bounds.bytesKept)
            return;
        removeLogs(run);
        total -= run.bytes;
    }
}

} // namespace seriatim
