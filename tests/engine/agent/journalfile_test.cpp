// B18: the journal's file is replaced whole; the contents before the last are kept, and nothing else's file is written to.
#include "engine/agent/journalfile.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace seriatim;

class JournalFileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void theLastAndTheOneBeforeAreKept()
    {
        for (int n = 1; n <= 6; ++n) {
            const QByteArray contents(n % 2 == 0 ? 10 : 5000, static_cast<char>('0' + n)); // longer and shorter ones in turn
            QVERIFY(file().replace(contents));
            QCOMPARE(read("journal"), contents);
            if (n > 1)
                QCOMPARE(read("previous").at(0), static_cast<char>('0' + n - 1));
        }
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files).size(), 3);
    }

    void aReaderKeepsWhatItHasOpen()
    {
        QVERIFY(file().replace("old"));
        QFile reader(path("journal"));
        QVERIFY(reader.open(QIODevice::ReadOnly));
        QVERIFY(file().replace("new"));
        QCOMPARE(reader.readAll(), QByteArray("old"));
    }

    void linksInTheWayAreNotWrittenThrough()
    {
        write("victim", "mine");
        QVERIFY(file().replace("one"));
        QFile::remove(path("spare"));
        QVERIFY(QFile::link(path("victim"), path("spare")));
        QVERIFY(file().replace("two"));
        QCOMPARE(read("victim"), QByteArray("mine"));
        QCOMPARE(read("journal"), QByteArray("two"));
        QVERIFY(!QFileInfo(path("journal")).isSymLink());
    }

    void aFolderThatIsGoneIsAnError()
    {
        const JournalFile lost(path("none/journal"), path("none/previous"), path("none/spare"));
        const Result<> refused = lost.replace("x");
        QVERIFY(!refused && refused.error().message().contains(path("none/journal")));
    }

private:
    QString path(const char *name) const { return m_folder->filePath(QString::fromLatin1(name)); }
    JournalFile file() const { return {path("journal"), path("previous"), path("spare")}; }
    QByteArray read(const char *name) const
    {
        QFile opened(path(name));
        return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray();
    }
    void write(const char *name, const QByteArray &contents) const
    {
        QFile opened(path(name));
        QVERIFY(opened.open(QIODevice::WriteOnly) && opened.write(contents) == contents.size());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(JournalFileTest)
#include "journalfile_test.moc"
