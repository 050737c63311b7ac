// What programs print stays within bounds, also after their end, and logs of old runs go.
#include "engine/agent/logkeeper.h"

#include "engine/agent/programrunner.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace seriatim;

class LogKeeperTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void whatIsLeftBehindIsBounded()
    {
        const QString log = write(QStringLiteral("A/run-1-item-1-attempt-1.log"), maximumLogBytes + 1000);
        const QString other = write(QStringLiteral("A/run-1-item-2-attempt-1.log"), maximumLogBytes + 1000);
        LogKeeper keeper(m_folder->path());
        keeper.watch(log);
        keeper.look();
        QVERIFY(QFileInfo(log).size() <= maximumLogBytes);
        QVERIFY(QFileInfo(other).size() > maximumLogBytes); // not one that this agent has to do with
    }

    void oldRunsGo()
    {
        for (int run = 1; run <= 5; ++run) {
            write(QStringLiteral("A/run-%1-item-1-attempt-1.log").arg(run), 10);
            write(QStringLiteral("A/run-%1-item-12-attempt-3.log").arg(run), 10);
        }
        write(QStringLiteral("B/run-1-item-1-attempt-1.log"), 10);
        write(QStringLiteral("B/notes.txt"), 10);
        LogKeeper(m_folder->path(), {.runsKept = 2, .bytesKept = 1 << 20}).prune();
        QCOMPARE(files(QStringLiteral("A")), (QStringList{QStringLiteral("run-4-item-1-attempt-1.log"), QStringLiteral("run-4-item-12-attempt-3.log"),
                                                          QStringLiteral("run-5-item-1-attempt-1.log"), QStringLiteral("run-5-item-12-attempt-3.log")}));
        QCOMPARE(files(QStringLiteral("B")), (QStringList{QStringLiteral("notes.txt"), QStringLiteral("run-1-item-1-attempt-1.log")}));
    }

    void theOldestGoFirstAndTheNewestRunOfEachTaskStays()
    {
        const QDateTime longAgo = QDateTime::currentDateTimeUtc().addDays(-9);
        for (int run = 1; run <= 3; ++run) {
            age(write(QStringLiteral("A/run-%1-item-1-attempt-1.log").arg(run), 100), longAgo.addDays(run));
            age(write(QStringLiteral("B/run-%1-item-1-attempt-1.log").arg(run), 100), longAgo.addDays(run + 3));
        }
        LogKeeper(m_folder->path(), {.runsKept = 9, .bytesKept = 350}).prune();
        QCOMPARE(files(QStringLiteral("A")), QStringList(QStringLiteral("run-3-item-1-attempt-1.log")));
        QCOMPARE(files(QStringLiteral("B")), (QStringList{QStringLiteral("run-2-item-1-attempt-1.log"), QStringLiteral("run-3-item-1-attempt-1.log")}));
        LogKeeper(m_folder->path(), {.runsKept = 9, .bytesKept = 1}).prune();
        QCOMPARE(files(QStringLiteral("A")).size() + files(QStringLiteral("B")).size(), 2);
    }

    void nothingIsFollowedOutOfTheFolder()
    {
        QTemporaryDir elsewhere;
        QFile file(elsewhere.filePath(QStringLiteral("run-1-item-1-attempt-1.log")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(QFile::link(elsewhere.path(), m_folder->filePath(QStringLiteral("A"))));
        LogKeeper(m_folder->path(), {.runsKept = 0, .bytesKept = 0}).prune();
        QVERIFY(file.exists());
    }

private:
    QString write(const QString &name, qint64 size)
    {
        const QString path = m_folder->filePath(name);
        QDir().mkpath(QFileInfo(path).absolutePath());
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || !file.resize(size))
            return {};
        return path;
    }

    void age(const QString &path, const QDateTime &time)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.setFileTime(time, QFileDevice::FileModificationTime));
    }

    [[nodiscard]] QStringList files(const QString &task) const { return QDir(m_folder->filePath(task)).entryList(QDir::Files, QDir::Name); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_APPLESS_MAIN(LogKeeperTest)
#include "logkeeper_test.moc"
