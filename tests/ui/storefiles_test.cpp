// Import and export from a window: a bar that can be cancelled, and then nothing has changed.
#include "models/consolesettings.h"
#include "ui/console.h"
#include "ui/mainwindow.h"
#include "ui/pagemakers.h"
#include "ui/storefiles.h"

#include <QFile>
#include <QProgressDialog>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace seriatim;

class StoreFilesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { prepareSettings(m_settings.path()); }
    void init();
    void cleanup();
    void aCancelledImportChangesNothingAndSaysSo();
    void aCancelledExportLeavesTheOldFile();

private:
    [[nodiscard]] QString path(const char *name) const { return m_folder->filePath(QLatin1String(name)); }
    void cancelWhileTheStoreIsHeld(const std::function<void()> &job);

    QTemporaryDir m_settings;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Console> m_console;
    MainWindow *m_window = nullptr;
    StoreFiles *m_files = nullptr;
};

void StoreFilesTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(Workspace::create(path("test.store")).ok());
    m_console = std::make_unique<Console>(registerPageMakers);
    QVERIFY(m_console->openStore(path("test.store"), Access::readWrite));
    m_window = m_console->newWindow();
    m_files = m_window->findChild<StoreFiles *>();
    QVERIFY(m_files);
}

void StoreFilesTest::cleanup()
{
    m_window->closeUnasked();
    m_console.reset();
}

// Another job stands before it in the worker's queue, so it cannot have ended before Cancel is clicked.
void StoreFilesTest::cancelWhileTheStoreIsHeld(const std::function<void()> &job)
{
    std::atomic<bool> held = true;
    m_console->session()->run<Done>([&held](Workspace &, JobControl &) -> Result<> {
        held.wait(true);
        return Done{};
    }).then(this, [](const Result<> &) {});
    job();
    const auto bar = [this] { return m_window->findChild<QProgressDialog *>(QStringLiteral("exchangeProgress")); };
    const bool seen = QTest::qWaitFor([&] { return bar() && bar()->isVisible(); });
    if (seen)
        QTest::mouseClick(bar()->findChild<QPushButton *>(), Qt::LeftButton);
    held = false;
    held.notify_all();
    QVERIFY(seen);
    QTRY_VERIFY(!bar());
}

void StoreFilesTest::aCancelledImportChangesNothingAndSaysSo()
{
    QSignalSpy said(m_files, &StoreFiles::statusMessage);
    cancelWhileTheStoreIsHeld([this] { m_files->importPaths({QStringLiteral(SERIATIM_SOURCE_DIR "/tests/data/definition/example.seriatim.xml")}); });
    QCOMPARE(said.count(), 1);
    QVERIFY(said.front().front().toString().contains(QStringLiteral("Nothing was imported")));
    QVERIFY(m_console->session()->workspace().store().tasks().list()->empty());
    QVERIFY(m_console->session()->workspace().store().catalogue().packages()->empty());
}

void StoreFilesTest::aCancelledExportLeavesTheOldFile()
{
    QFile old(path("out.xml"));
    QVERIFY(old.open(QIODevice::WriteOnly) && old.write("old") == 3);
    old.close();
    QSignalSpy said(m_files, &StoreFiles::statusMessage);
    cancelWhileTheStoreIsHeld([this] { m_files->exportTo(path("out.xml"), {}); });
    QCOMPARE(said.count(), 1);
    QVERIFY(said.front().front().toString().contains(QStringLiteral("Nothing was exported")));
    QVERIFY(old.open(QIODevice::ReadOnly));
    QCOMPARE(old.readAll(), QByteArray("old"));
}

QTEST_MAIN(StoreFilesTest)
#include "storefiles_test.moc"
