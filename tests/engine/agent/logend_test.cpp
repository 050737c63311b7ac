// The end of a program's log, as it is shown while the program still writes it.
#include "engine/agent/agentview.h"

#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace seriatim;

class LogEndTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLongLogIsCutToWholeLines()
    {
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        for (int line = 0; line < 20'000; ++line)
            file.write("line " + QByteArray::number(line) + '\n');
        file.close();
        const Result<LogEnd> end = readLogEnd(path());
        QVERIFY(end.ok());
        QVERIFY(!end->isWhole);
        QCOMPARE(end->size, file.size());
        QVERIFY(end->text.size() <= outputTailBytes && end->text.size() > outputTailBytes - 20);
        QVERIFY(end->text.startsWith(QStringLiteral("line ")));
        QVERIFY(end->text.endsWith(QStringLiteral("line 19999\n")));
        QVERIFY(QFile::remove(path()));
    }

    void aPipeInPlaceOfALogIsNotRead()
    {
        QCOMPARE(::mkfifo(QFile::encodeName(path()).constData(), 0600), 0);
        QVERIFY(!readLogEnd(path()).ok()); // and it does not wait for somebody to write
    }

private:
    [[nodiscard]] QString path() const { return m_folder.filePath(QStringLiteral("a.log")); }
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(LogEndTest)
#include "logend_test.moc"
