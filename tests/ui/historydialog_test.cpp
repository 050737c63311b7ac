#include "tests/support/shots.h"
#include "tests/support/widgettest.h"
#include "ui/historydialog.h"

using namespace seriatim;

class HistoryDialogTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<StoreSession> m_session;
    std::unique_ptr<HistoryDialog> m_dialog;

    template <typename T>
    [[nodiscard]] T *child(const char *name) const
    {
        return &test::control<T>(*m_dialog, name);
    }

private Q_SLOTS:
    void init();
    void cleanup();
    void tellsEverySaveOfATask();
    void filtersByAnyWord();
    void comparesARevisionWithNow();
    void copiesWhatIsSelected();
    void modelIsSound();
};

void HistoryDialogTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    auto session = StoreSession::create(m_folder->filePath(QStringLiteral("a.store")));
    QVERIFY(session.ok());
    m_session = std::move(session).value();

    Workspace &workspace = m_session->workspace();
    Package package(PackageId::mint(), QStringLiteral("Qfiniti"));
    package.programs.emplace_back(ProgramId::mint(), QStringLiteral("Install core"));
    package.programs.back().commandLine = QStringLiteral("true");
    QVERIFY(workspace.store().catalogue().save(std::vector{package}).ok());
    SequentialTask task(TaskId::mint(), QStringLiteral("Rollout"));
    auto first = workspace.saveTask(task, KeepFinished::no);
    QVERIFY(first.ok());
    task = first->task;
    task.description = QStringLiteral("For the pilot");
    auto second = workspace.saveTask(task, KeepFinished::no);
    QVERIFY(second.ok());
    task = second->task;
    task.items.emplace_back(LineItemId::mint(), package.programs.front().id);
    auto third = workspace.saveTask(task, KeepFinished::no);
    QVERIFY(third.ok());

    m_dialog = std::make_unique<HistoryDialog>(*m_session, AuditObject::task, third->task.id.toString(), third->task.name, nullptr);
    m_dialog->show();
    QTRY_COMPARE(child<QTreeView>("historyView")->model()->rowCount(), 3);
}

void HistoryDialogTest::cleanup()
{
    m_dialog.reset();
    m_session.reset();
}

void HistoryDialogTest::tellsEverySaveOfATask() // B9
{
    const QAbstractItemModel *model = child<QTreeView>("historyView")->model();
    const auto cell = [&](int row, int column) { return model->index(row, column).data().toString(); };
    QCOMPARE(cell(0, HistoryModel::Revision), QStringLiteral("3"));
    QCOMPARE(cell(0, HistoryModel::Identity), QStringLiteral("renewed"));
    QCOMPARE(cell(1, HistoryModel::Identity), QStringLiteral("kept"));
    QCOMPARE(cell(2, HistoryModel::Action), QStringLiteral("Created"));
    QCOMPARE(cell(2, HistoryModel::Who), currentUser());
    QVERIFY(cell(0, HistoryModel::Changes).contains(QStringLiteral("Install core")));
    QVERIFY(child<QPlainTextEdit>("historyDetails")->toPlainText().contains(QStringLiteral("Install core")));
    test::shoot(*m_dialog, QStringLiteral("history"));
}

void HistoryDialogTest::filtersByAnyWord()
{
    QTest::keyClicks(child<QLineEdit>("historyFilter"), QStringLiteral("PILOT"));
    QCOMPARE(child<QTreeView>("historyView")->model()->rowCount(), 1);
    child<QLineEdit>("historyFilter")->clear();
    QCOMPARE(child<QTreeView>("historyView")->model()->rowCount(), 3);
}

void HistoryDialogTest::comparesARevisionWithNow()
{
    auto *view = child<QTreeView>("historyView");
    view->setCurrentIndex(view->model()->index(2, 0)); // revision 1
    QTest::mouseClick(child<QPushButton>("compareButton"), Qt::LeftButton);
    auto *details = child<QPlainTextEdit>("historyDetails");
    QTRY_VERIFY(details->toPlainText().contains(QStringLiteral("From revision 1 to now")));
    QVERIFY(details->toPlainText().contains(QStringLiteral("For the pilot")));
    view->setCurrentIndex(view->model()->index(0, 0));
    QTest::mouseClick(child<QPushButton>("compareButton"), Qt::LeftButton);
    QTRY_VERIFY(details->toPlainText().contains(QStringLiteral("is the same")));
}

void HistoryDialogTest::copiesWhatIsSelected()
{
    QTest::mouseClick(child<QPushButton>("copyHistoryButton"), Qt::LeftButton);
    const QString copied = QGuiApplication::clipboard()->text();
    QVERIFY(copied.contains(QStringLiteral("revision 3")));
    QVERIFY(!copied.contains(QStringLiteral("revision 2")));
}

void HistoryDialogTest::modelIsSound()
{
    HistoryModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setRecords(*m_session->workspace().store().audit().all());
    QVERIFY(model.rowCount() >= 3);
    model.setFilter(QStringLiteral("no such word"));
    QCOMPARE(model.rowCount(), 0);
}

QTEST_MAIN(HistoryDialogTest)
#include "historydialog_test.moc"
