#include "engine/agent/packagecache.h"

#include "engine/agent/snapshot.h"
#include "tests/support/fileserver.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

#include <sys/stat.h>

using namespace seriatim;
using seriatim::test::FileServer;

class PackageCacheTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
        write(source(QStringLiteral("setup.sh")), "#!/bin/sh\nexit 0\n");
        QFile(source(QStringLiteral("setup.sh"))).setPermissions(QFile::ReadOwner | QFile::ExeOwner);
        write(source(QStringLiteral("data/core part.bin")), QByteArray(3000000, 'x'));
        write(source(QStringLiteral("data/.hidden")), "");
    }

    void snapshotHoldsEveryFile_B30()
    {
        const auto snapshot = takeSnapshot(source({}));
        QVERIFY(snapshot);
        QCOMPARE(snapshot->size(), size_t(3));
        QCOMPARE(snapshot->at(0).path, QStringLiteral("data/.hidden"));
        QCOMPARE(snapshot->at(1).path, QStringLiteral("data/core part.bin"));
        QCOMPARE(snapshot->at(1).size, 3000000);
        QCOMPARE(snapshot->at(2).path, QStringLiteral("setup.sh"));
        QCOMPARE(snapshot->at(0).sha256, QStringLiteral("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
        QVERIFY(checkSnapshot(source({}), *snapshot));
    }

    void snapshotRefusesWhatCannotBeCarried_data()
    {
        QTest::addColumn<QString>("target");
        QTest::newRow("broken link") << QStringLiteral("nowhere");
        QTest::newRow("link to a file outside") << QStringLiteral("/etc/passwd");
        QTest::newRow("link to a folder") << QStringLiteral("data");
        QTest::newRow("link to a folder outside") << QStringLiteral("/etc");
    }
    void snapshotRefusesWhatCannotBeCarried()
    {
        QFETCH(QString, target);
        QVERIFY(QFile::link(target, source(QStringLiteral("link"))));
        const auto snapshot = takeSnapshot(source({}));
        QVERIFY(!snapshot);
        QVERIFY2(snapshot.error().message().contains(QStringLiteral("link")), qPrintable(snapshot.error().message()));
    }

    void snapshotRefusesPipesAndTwins()
    {
        QCOMPARE(::mkfifo(source(QStringLiteral("pipe")).toUtf8().constData(), 0600), 0);
        QVERIFY(!takeSnapshot(source({})));
        QVERIFY(QFile::remove(source(QStringLiteral("pipe"))));
        QVERIFY(takeSnapshot(source({})));
        write(source(QStringLiteral("SETUP.SH")), "x");
        QVERIFY(!takeSnapshot(source({})));
    }

    void copiesWithRightsAndChecks_B30()
    {
        const Package package = snapshotted();
        const auto folder = cache().prepare(package);
        QVERIFY2(folder, folder ? "" : qPrintable(folder.error().message()));
        QVERIFY(folder->startsWith(m_folder->filePath(QStringLiteral("Package Cache/"))));
        QVERIFY(checkSnapshot(*folder, package.snapshot));
        QVERIFY(QFileInfo(*folder + QStringLiteral("/setup.sh")).isExecutable());
        QVERIFY(!QFileInfo(*folder + QStringLiteral("/data/.hidden")).isExecutable());
        QCOMPARE(QDir(m_folder->filePath(QStringLiteral("Package Cache"))).entryList(QDir::AllEntries | QDir::NoDotAndDotDot).size(), 1);
    }

    void aGoodCopyServesWithoutItsSource_B30()
    {
        const Package package = snapshotted();
        QVERIFY(cache().prepare(package));
        QVERIFY(QDir(source({})).removeRecursively());
        QVERIFY(cache().prepare(package));
    }

    void aSpoiltCopyIsMadeAnew_B30_data()
    {
        QTest::addColumn<QByteArray>("contents");
        QTest::newRow("same size") << QByteArray("#!/bin/sh\nexit 1\n");
        QTest::newRow("shorter") << QByteArray("#!/bin/sh\n");
    }
    void aSpoiltCopyIsMadeAnew_B30()
    {
        QFETCH(QByteArray, contents);
        const Package package = snapshotted();
        const QString folder = *cache().prepare(package);
        write(folder + QStringLiteral("/setup.sh"), contents);
        QVERIFY(!checkSnapshot(folder, package.snapshot));
        QVERIFY(cache().prepare(package));
        QVERIFY(checkSnapshot(folder, package.snapshot));
    }

    void aLinkPutIntoTheCopyIsNotFollowed_B30()
    {
        const Package package = snapshotted();
        const QString folder = *cache().prepare(package);
        QVERIFY(QFile::remove(folder + QStringLiteral("/setup.sh")));
        QVERIFY(QFile::link(source(QStringLiteral("setup.sh")), folder + QStringLiteral("/setup.sh")));
        QVERIFY(cache().prepare(package));
        QVERIFY(!QFileInfo(folder + QStringLiteral("/setup.sh")).isSymLink());

        // The whole folder a link: what it leads to stays as it is.
        QVERIFY(QDir(folder).removeRecursively());
        QVERIFY(QFile::link(source({}), folder));
        QVERIFY(cache().prepare(package));
        QVERIFY(!QFileInfo(folder).isSymLink());
        QVERIFY(QFile::exists(source(QStringLiteral("setup.sh"))));
    }

    void aSourceThatDiffersIsNotAvailable_B30()
    {
        const Package package = snapshotted();
        const QString folder = *cache().prepare(package);
        QVERIFY(QFile::remove(folder + QStringLiteral("/data/core part.bin")));
        write(source(QStringLiteral("data/core part.bin")), QByteArray(3000000, 'y'));
        const auto refused = cache().prepare(package);
        QVERIFY(!refused);
        const QString message = refused.error().message();
        QVERIFY2(message.contains(QStringLiteral("data/core part.bin")), qPrintable(message));
        QVERIFY2(message.contains(QStringLiteral("'Suite' is not available")), qPrintable(message));
        QVERIFY(!QFileInfo::exists(folder + QStringLiteral(".incoming/data/core part.bin")));
    }

    void leftoversOfAPowerCutAreCleared()
    {
        const Package package = snapshotted();
        const QString folder = cache().folderOf(package.id);
        write(folder + QStringLiteral(".incoming/setup.sh"), "half");
        write(folder + QStringLiteral(".outgoing/setup.sh"), "old");
        QVERIFY(cache().prepare(package));
        QVERIFY(!QFileInfo::exists(folder + QStringLiteral(".incoming")));
        QVERIFY(!QFileInfo::exists(folder + QStringLiteral(".outgoing")));
    }

    void withoutASnapshotTheSourceDecides()
    {
        Package package = snapshotted();
        package.snapshot.clear();
        const QString folder = *cache().prepare(package);
        write(source(QStringLiteral("new.txt")), "new");
        QCOMPARE(*cache().prepare(package), folder);
        QVERIFY(QFile::exists(folder + QStringLiteral("/new.txt")));
    }

    void sourcesThatAreNoFolder()
    {
        Package package(PackageId::mint(), QStringLiteral("Suite"));
        const auto empty = cache().prepare(package);
        QVERIFY(empty && QDir(*empty).isEmpty());
        package.source = {SourceType::url, QStringLiteral("https://example.com/x")};
        QVERIFY(cache().prepare(package).error().message().contains(QStringLiteral("https://example.com/x")));
        package.source = {SourceType::local, QStringLiteral("/no/such/folder")};
        QVERIFY(cache().prepare(package).error().message().contains(QStringLiteral("/no/such/folder")));
        package.source = {SourceType::local, QStringLiteral("relative")};
        QVERIFY(!cache().prepare(package));
        package.source = {SourceType::unc, QStringLiteral("\\\\server\\share")};
        QVERIFY(cache().prepare(package).error().message().contains(QStringLiteral("mount")));
    }

    void hostilePathsAreRefused_B30_data()
    {
        QTest::addColumn<QString>("path");
        for (const char *path : {"", "/etc/passwd", "../escape", "a/../../escape", "a/./b", "a//b", "a/", "..",
                                 "..\\escape", "C:/x", "C:x", "a\nb", "outside/passwd"})
            QTest::addRow("'%s'", QByteArray(path).replace('\n', "\\n").constData()) << QString::fromLatin1(path);
    }
    void hostilePathsAreRefused_B30()
    {
        QFETCH(QString, path);
        QVERIFY(QFile::link(QStringLiteral("/etc"), source(QStringLiteral("outside"))));
        Package package(PackageId::mint(), QStringLiteral("Suite"));
        package.source = {SourceType::local, source({})};
        package.snapshot = {{path, QFileInfo(QStringLiteral("/etc/passwd")).size(), QString(64, u'0')}};
        const auto refused = cache().prepare(package);
        QVERIFY(!refused);
        QVERIFY2(refused.error().message().contains(QStringLiteral("path")) || refused.error().message().contains(QStringLiteral("leads out")),
                 qPrintable(refused.error().message()));
        QVERIFY(!QFile::exists(m_folder->filePath(QStringLiteral("escape"))));
    }

    void aCopyThatWasCutOffIsGoneOnWith_B30()
    {
        const Package package = snapshotted();
        int asked = 0;
        const auto stopped = cache().prepare(package, [&] { return ++asked < 2; });
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().code, ErrorCode::cancelled);
        const QString folder = cache().folderOf(package.id);
        QVERIFY(!QFileInfo::exists(folder));
        const qint64 came = QFileInfo(folder + QStringLiteral(".incoming/data/core part.bin")).size();
        QVERIFY(came > 0 && came < 3000000);
        QVERIFY(cache().prepare(package));
        QVERIFY(checkSnapshot(folder, package.snapshot));
    }

    void whatWasCopiedWronglyIsCopiedAnew_B30() // the beginning of another version cannot be gone on with
    {
        const Package package = snapshotted();
        const QString folder = cache().folderOf(package.id);
        write(folder + QStringLiteral(".incoming/data/core part.bin"), QByteArray(1000, 'o'));
        QVERIFY(cache().prepare(package));
        QVERIFY(checkSnapshot(folder, package.snapshot));
    }

    void aLinkPutIntoTheIncomingCopyIsNotFollowed_B30()
    {
        const Package package = snapshotted();
        const QString folder = cache().folderOf(package.id);
        const QString victim = m_folder->filePath(QStringLiteral("victim"));
        write(victim + QStringLiteral("/core part.bin"), "mine");
        QVERIFY(QDir().mkpath(folder + QStringLiteral(".incoming")));
        QVERIFY(QFile::link(victim, folder + QStringLiteral(".incoming/data")));
        QVERIFY(QFile::link(victim + QStringLiteral("/core part.bin"), folder + QStringLiteral(".incoming/setup.sh")));
        QVERIFY(cache().prepare(package));
        QVERIFY(checkSnapshot(folder, package.snapshot));
        QCOMPARE(QFileInfo(victim + QStringLiteral("/core part.bin")).size(), 4);
    }

    void sharesAreFoundWhereTheyAreMounted()
    {
        Package package = snapshotted();
        package.source = {SourceType::unc, QStringLiteral("\\\\server\\source")};
        QVERIFY(QDir().mkpath(m_folder->filePath(QStringLiteral("shares"))));
        QVERIFY(QFile::link(m_folder->path(), m_folder->filePath(QStringLiteral("shares/server"))));
        const PackageCache mounted(m_folder->filePath(QStringLiteral("Package Cache")), m_folder->filePath(QStringLiteral("shares")));
        QVERIFY(mounted.prepare(package));
        package.source.location = QStringLiteral("\\\\server\\..\\source");
        package.id = PackageId::mint();
        QVERIFY(!mounted.prepare(package));
    }

    void downloads_B30()
    {
        FileServer server;
        const Package package = offered(server);
        const Result<QString> folder = cache().prepare(package);
        QVERIFY2(folder, folder ? "" : qPrintable(folder.error().message()));
        QVERIFY(checkSnapshot(*folder, package.snapshot));
        QVERIFY(QFileInfo(*folder + QStringLiteral("/setup.sh")).isExecutable());
        const qsizetype asked = server.requests().size();
        QVERIFY(cache().prepare(package)); // from the cache
        QCOMPARE(server.requests().size(), asked);
    }

    void downloadsAreTold_B28() // with what and where from, but no secrets
    {
        QStringList told;
        const auto prepare = [&](const Package &package) {
            told.clear();
            PackageCache telling = cache();
            telling.setListener([&](const QString &sentence) { told.append(sentence); });
            return telling.prepare(package).ok();
        };
        const Package local = snapshotted();
        QVERIFY(prepare(local));
        QCOMPARE(told.size(), 2);
        QCOMPARE(told[0], QStringLiteral("Package 'Suite': the download of 3 files, 3000017 bytes, from '%1' has begun.").arg(source({})));
        QVERIFY2(told[1].contains(QStringLiteral("3000017 bytes from")) && told[1].contains(QStringLiteral("have come in")), qPrintable(told[1]));
        QVERIFY(prepare(local));
        QVERIFY(told.isEmpty()); // it is at hand

        FileServer server;
        Package remote = offered(server);
        remote.source.location = server.address().replace(QStringLiteral("http://"), QStringLiteral("http://someone:s3cr3t@"));
        server.breakOffAfter(1'000'000);
        QVERIFY(!prepare(remote));
        QVERIFY2(told[1].contains(QStringLiteral("has failed after")) && told[1].contains(server.address()), qPrintable(told[1]));
        QVERIFY2(!told.join(u' ').contains(QStringLiteral("s3cr3t")), qPrintable(told.join(u' ')));
        server.breakOffAfter(std::nullopt);
        QVERIFY(prepare(remote));
        QVERIFY2(!told.join(u' ').contains(QStringLiteral("s3cr3t")), qPrintable(told.join(u' ')));
    }

    void aDownloadThatBreaksOffIsGoneOnWith_B30()
    {
        FileServer server;
        const Package package = offered(server);
        server.breakOffAfter(1'000'000);
        for (int tries = 0; tries < 2; ++tries) {
            const auto broken = cache().prepare(package);
            QVERIFY(!broken);
            QVERIFY2(broken.error().message().contains(QStringLiteral("core%20part.bin")), qPrintable(broken.error().message()));
        }
        QVERIFY(cache().prepare(package)); // the third million
        QVERIFY(server.requests().contains(QStringLiteral("GET /data/core%20part.bin bytes=2000000-")));
        QVERIFY(server.bytesSent() < 3'100'000); // nothing came twice
    }

    void aServerThatKnowsNoRangesSendsItAllAgain_B30()
    {
        FileServer server;
        const Package package = offered(server);
        server.breakOffAfter(1'000'000);
        QVERIFY(!cache().prepare(package));
        server.breakOffAfter(std::nullopt);
        server.setRanges(false);
        const auto prepared = cache().prepare(package);
        QVERIFY2(prepared, prepared ? "" : qPrintable(prepared.error().message()));
        QVERIFY(checkSnapshot(*prepared, package.snapshot));
    }

    void aServerIsNotTrusted_B30_data()
    {
        QTest::addColumn<QByteArray>("contents");
        QTest::newRow("other contents") << QByteArray(3'000'000, 'y');
        QTest::newRow("without end") << QByteArray(30'000'000, 'x');
        QTest::newRow("too short") << QByteArray(10, 'x');
    }
    void aServerIsNotTrusted_B30()
    {
        QFETCH(const QByteArray, contents);
        FileServer server;
        const Package package = offered(server);
        server.serve(QStringLiteral("/data/core%20part.bin"), contents);
        const auto refused = cache().prepare(package);
        QVERIFY(!refused);
        QVERIFY(!QFileInfo::exists(cache().folderOf(package.id)));
        QVERIFY(QFileInfo(cache().folderOf(package.id) + QStringLiteral(".incoming/data/core part.bin")).size() <= 3'000'000);
    }

    void redirectionsStayOnTheWeb()
    {
        FileServer server;
        const Package package = offered(server);
        server.redirect(QStringLiteral("/setup.sh"), QStringLiteral("/elsewhere"));
        server.serve(QStringLiteral("/elsewhere"), "#!/bin/sh\nexit 0\n");
        QVERIFY(cache().prepare(package));
        const Package second = offered(server);
        server.redirect(QStringLiteral("/setup.sh"), QStringLiteral("file://") + source(QStringLiteral("setup.sh")));
        QVERIFY(!cache().prepare(second));
    }

    void aMissingFileIsNamed()
    {
        FileServer server;
        Package package = offered(server);
        package.snapshot.back().path = QStringLiteral("gone");
        const auto refused = cache().prepare(package);
        QVERIFY(!refused && refused.error().message().contains(server.address() + QStringLiteral("/gone")));
        package.snapshot.clear();
        QVERIFY(cache().prepare(package).error().message().contains(QStringLiteral("needs a snapshot")));
    }

    void triesComeEverMoreSeldom_B30()
    {
        QList<qint64> minutes;
        for (int tries = 0; tries < 9; ++tries)
            minutes.append(packageRetryDelay(tries) / millisPerMinute);
        QCOMPARE(minutes, (QList<qint64>{3, 6, 12, 24, 48, 96, 192, 360, 360}));
        QCOMPARE(packageRetryDelay(1'000'000) / millisPerMinute, 360);
    }

    void whatIsNotUsedForLongIsDeleted_B30()
    {
        Package kept = snapshotted();
        kept.cleanupAfterMinutes = 0;
        Package unused = snapshotted();
        unused.cleanupAfterMinutes = 10;
        Package needed = snapshotted();
        needed.cleanupAfterMinutes = 10;
        for (const Package &package : {kept, unused, needed}) {
            QVERIFY(cache().prepare(package));
            cache().noteUse(package, 1000);
        }
        const auto isNeeded = [&](PackageId id) { return id == needed.id; };
        QCOMPARE(cache().cleanUp(1000 + 10 * millisPerMinute - 1, isNeeded), 0);
        cache().noteUse(unused, 2000);
        QCOMPARE(cache().cleanUp(1000 + 10 * millisPerMinute, isNeeded), 0); // it was used again
        QCOMPARE(cache().cleanUp(2000 + 10 * millisPerMinute, isNeeded), 1);
        QVERIFY(!QFileInfo::exists(cache().folderOf(unused.id)));
        QVERIFY(QFileInfo::exists(cache().folderOf(kept.id)));
        QVERIFY(QFileInfo::exists(cache().folderOf(needed.id)));
        QCOMPARE(QDir(m_folder->filePath(QStringLiteral("Package Cache"))).entryList(QDir::AllEntries | QDir::NoDotAndDotDot).size(), 4);
    }

private:
    // The package's files by HTTP.
    Package offered(FileServer &server) const
    {
        Package package = snapshotted();
        package.source = {SourceType::url, server.address()};
        for (const SnapshotFile &file : package.snapshot) {
            QFile contents(source(file.path));
            if (contents.open(QIODevice::ReadOnly))
                server.serve(u'/' + QString::fromLatin1(QUrl::toPercentEncoding(file.path, "/")), contents.readAll());
        }
        return package;
    }

    PackageCache cache() const { return PackageCache(m_folder->filePath(QStringLiteral("Package Cache"))); }

    QString source(const QString &path) const { return QDir::cleanPath(m_folder->filePath(QStringLiteral("source/") + path)); }

    Package snapshotted() const
    {
        Package package(PackageId::mint(), QStringLiteral("Suite"));
        package.source = {SourceType::local, source({})};
        package.snapshot = takeSnapshot(source({})).value();
        return package;
    }

    static void write(const QString &path, const QByteArray &contents)
    {
        QVERIFY(QDir().mkpath(QFileInfo(path).absolutePath()));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        QCOMPARE(file.write(contents), contents.size());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(PackageCacheTest)
#include "packagecache_test.moc"
