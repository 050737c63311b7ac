#include "ui/advancedpage.h"

#include "ui/deliveryoptionswidget.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QSpinBox>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace seriatim;

namespace {

// A stored task, its collection and agent settings for it; the page worked by mouse and keyboard.
class Desk
{
public:
    explicit Desk(Access access = Access::readWrite)
    {
        session = StoreSession::create(folder.path()).value();
        Collection pilot(CollectionId::mint(), QStringLiteral("Pilot"));
        const Computer computer(ComputerId::mint(), QStringLiteral("PC-1"));
        pilot.members = {computer.id};
        settings.appliesTo = {pilot.id};
        settings.priority = 3;
        settings.options.multicast = true;
        settings.options.warnMinutes = 7;
        CatalogueStore &catalogue = session->workspace().store().catalogue();
        ready = catalogue.save(std::vector{computer}).ok() && catalogue.save(std::vector{pilot}).ok()
                && catalogue.save(std::vector{settings}).ok();
        SequentialTask task(TaskId::mint(), QStringLiteral("T"));
        task.appliesTo = {pilot.id};
        const SequentialTask stored = session->workspace().saveTask(task, KeepFinished::no).value().task;
        if (access == Access::readOnly)
            session = StoreSession::open(folder.path(), access).value();
        editor = std::make_unique<TaskEditor>(*session, stored);
        page = std::make_unique<AdvancedPage>(*editor);
        page->resize(800, 900);
        page->show();
    }

    template <typename T>
    T *find(const char *name) const
    {
        T *found = page->findChild<T *>(QString::fromLatin1(name));
        Q_ASSERT(found);
        return found;
    }
    void click(const char *name) const
    {
        auto *button = find<QAbstractButton>(name);
        QTest::mouseClick(button, Qt::LeftButton, {}, QPoint(8, button->height() / 2));
    }
    void type(const char *name, const QString &text) const
    {
        auto *box = find<QSpinBox>(name);
        box->setFocus();
        box->selectAll();
        QTest::keyClicks(box, text);
        QTest::keyClick(box, Qt::Key_Tab);
    }
    void choose(const char *name, const QString &entry) const
    {
        auto *box = find<QComboBox>(name);
        QTest::keyClick(box, Qt::Key_Home);
        for (int left = box->count(); left > 0 && box->currentText() != entry; --left)
            QTest::keyClick(box, Qt::Key_Down);
        QCOMPARE(box->currentText(), entry);
    }
    QString message(const char *name) const
    {
        const auto *line = find<QWidget>(name);
        return line->isHidden() ? QString() : line->findChild<QLabel *>(QStringLiteral("messageText"))->text();
    }
    const std::optional<DeliveryOptions> &options() const { return editor->draft().options; }

    bool ready = false;
    QTemporaryDir folder;
    AgentSettings settings{AgentSettingsId::mint(), QStringLiteral("Laptops")};
    std::unique_ptr<StoreSession> session;
    std::unique_ptr<TaskEditor> editor;
    std::unique_ptr<AdvancedPage> page;
};

} // namespace

class AdvancedPageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void inheritedValuesAreShownInGreyWithTheirOriginB28();
    void overridingStartsFromTheInheritedValuesB28();
    void everyControlIsOneStepInWordsB28();
    void bothOffIsRefusedInPlaceB28();
    void contradictionsComeAndGoWhereTheyStand();
    void maintenanceWindowsAreEditedInTheirCells();
    void typingIsOneStepAndKeepsTheCursor();
    void readOnlyShowsEverythingAndEditsNothing();
};

void AdvancedPageTest::inheritedValuesAreShownInGreyWithTheirOriginB28()
{
    Desk desk;
    QVERIFY(desk.ready);
    QTRY_VERIFY(desk.find<QCheckBox>("overrides")->isEnabled());
    QVERIFY(desk.find<QLabel>("origin")->text().contains(QStringLiteral("“Laptops” (priority 3)")));
    QVERIFY(desk.find<QCheckBox>("multicast")->isChecked());
    QVERIFY(!desk.find<QCheckBox>("multicast")->isEnabled());
    QCOMPARE(desk.find<QSpinBox>("warnMinutes")->value(), 7);
    QVERIFY(!desk.editor->isDirty());
}

void AdvancedPageTest::overridingStartsFromTheInheritedValuesB28()
{
    Desk desk;
    QTRY_VERIFY(desk.find<QCheckBox>("overrides")->isEnabled());
    desk.click("overrides");
    QCOMPARE(desk.options(), std::optional(desk.settings.options));
    QVERIFY(desk.find<QCheckBox>("multicast")->isEnabled());
    QCOMPARE(desk.editor->undoText(), QStringLiteral("Override the agent settings"));
    desk.click("overrides");
    QVERIFY(!desk.options());
    QCOMPARE(desk.editor->undoText(), QStringLiteral("Inherit the agent settings"));
    QVERIFY(!desk.find<QCheckBox>("multicast")->isEnabled());
    desk.editor->undo();
    QVERIFY(desk.find<QCheckBox>("overrides")->isChecked());
}

void AdvancedPageTest::everyControlIsOneStepInWordsB28()
{
    Desk desk;
    QTRY_VERIFY(desk.find<QCheckBox>("overrides")->isEnabled());
    std::vector<SequentialTask> states{desk.editor->draft()};
    QStringList words;
    const auto step = [&](const QString &text, auto act) {
        act();
        QCOMPARE(desk.editor->undoText(), text);
        QVERIFY(desk.editor->draft() != states.back());
        states.push_back(desk.editor->draft());
        words << text;
    };
    const auto click = [&](const char *name) { return [&desk, name] { desk.click(name); }; };
    step(QStringLiteral("Override the agent settings"), click("overrides"));
    step(QStringLiteral("Allow running from the server"), click("runFromServer"));
    step(QStringLiteral("Change the speed for running from the server"), [&] { desk.choose("serverSpeed", QStringLiteral("512 KB/s")); });
    step(QStringLiteral("Change the speed for downloading"), [&] { desk.choose("downloadSpeed", QStringLiteral("1 KB/s")); });
    step(QStringLiteral("Do not download"), click("downloadAndRun"));
    step(QStringLiteral("Download as soon as possible"), click("downloadSoon"));
    step(QStringLiteral("Do not use multicast"), click("multicast"));
    step(QStringLiteral("Notify users when available"), click("notifyAvailable"));
    step(QStringLiteral("Warn before running"), click("warn"));
    step(QStringLiteral("Change the time of the warning"), [&] { desk.type("warnMinutes", QStringLiteral("15")); });
    step(QStringLiteral("Change how long users may put it off"), [&] { desk.type("deferral", QStringLiteral("4 h")); });
    step(QStringLiteral("Add a maintenance window"), click("addWindow"));
    step(QStringLiteral("Restart first where one is pending"), click("restartFirst"));
    step(QStringLiteral("Send verbose status events"), click("verboseEvents"));

    DeliveryOptions expected = desk.settings.options;
    expected.runFromServerKbps = 512;
    expected.downloadAndRunKbps.reset();
    expected.downloadAsSoonAsPossible = true;
    expected.multicast = false;
    expected.notifyWhenAvailable = expected.warnBeforeRunning = true;
    expected.warnMinutes = 15;
    expected.deferrableUpToMinutes = 240;
    expected.maintenanceWindows = {{1, QTime(2, 0), 120}};
    expected.restartFirst = expected.verboseStatusEvents = true;
    QCOMPARE(desk.options(), std::optional(expected));

    // Steps of a combo box and of typing are merged or many; the words and the states of each are walked back exactly.
    for (size_t i = states.size() - 1; i > 0; --i) {
        while (desk.editor->canUndo() && desk.editor->undoText() == words[static_cast<int>(i) - 1])
            desk.editor->undo();
        QCOMPARE(desk.editor->draft(), states[i - 1]);
    }
    while (desk.editor->canRedo())
        desk.editor->redo();
    QCOMPARE(desk.editor->draft(), states.back());
    QCOMPARE(desk.find<QSpinBox>("warnMinutes")->value(), 15);
}

void AdvancedPageTest::bothOffIsRefusedInPlaceB28()
{
    Desk desk;
    QTRY_VERIFY(desk.find<QCheckBox>("overrides")->isEnabled());
    desk.click("overrides");
    desk.click("downloadAndRun");
    QVERIFY(desk.find<QCheckBox>("downloadAndRun")->isChecked());
    QVERIFY(desk.message("sourceRemark").contains(QStringLiteral("One of the two stays on")));
    QCOMPARE(desk.options(), std::optional(desk.settings.options));
    desk.click("runFromServer");
    QVERIFY(!desk.message("sourceRemark").contains(QStringLiteral("One of the two")));
    desk.click("downloadAndRun");
    QVERIFY(!desk.options()->downloadAndRunKbps);
}

void AdvancedPageTest::contradictionsComeAndGoWhereTheyStand()
{
    Desk desk;
    QTRY_VERIFY(desk.find<QCheckBox>("overrides")->isEnabled());
    desk.click("overrides");
    QCOMPARE(desk.message("multicastRemark"), QString());
    desk.click("runFromServer");
    QVERIFY(desk.message("sourceRemark").contains(QStringLiteral("nothing is ever downloaded")));
    desk.click("downloadAndRun");
    QVERIFY(desk.message("multicastRemark").contains(QStringLiteral("downloading is off")));
    desk.click("multicast");
    QCOMPARE(desk.message("multicastRemark"), QString());
    desk.type("deferral", QStringLiteral("60"));
    QVERIFY(desk.message("deferralRemark").contains(QStringLiteral("the warning is off")));
    desk.click("warn");
    QCOMPARE(desk.message("deferralRemark"), QString());
    desk.editor->undo();
    QVERIFY(desk.message("deferralRemark").contains(QStringLiteral("the warning is off")));
    desk.click("overrides");
    QCOMPARE(desk.message("deferralRemark"), QString()); // what is inherited is put right elsewhere
}

void AdvancedPageTest::maintenanceWindowsAreEditedInTheirCells()
{
    Desk desk;
    QTRY_VERIFY(desk.find<QCheckBox>("overrides")->isEnabled());
    desk.click("overrides");
    desk.click("addWindow");
    auto *table = desk.find<QTableView>("windows");
    const auto edit = [&](int column) {
        table->setCurrentIndex(table->model()->index(0, column));
        QTest::keyClick(table, Qt::Key_F2);
    };
    edit(0);
    auto *monday = table->findChild<QToolButton *>(QStringLiteral("weekday1"));
    QVERIFY(monday);
    QTest::mouseClick(monday, Qt::LeftButton);
    QCOMPARE(desk.options()->maintenanceWindows.front().daysOfTheWeek, 3);
    edit(2);
    auto *length = table->findChild<QSpinBox *>(QStringLiteral("windowLength"));
    QVERIFY(length);
    length->selectAll();
    QTest::keyClicks(length, QStringLiteral("3 h"));
    QTest::keyClick(length, Qt::Key_Return);
    QTRY_COMPARE(desk.options()->maintenanceWindows.front(), (MaintenanceWindow{3, QTime(2, 0), 180}));
    table->selectRow(0);
    desk.click("removeWindow");
    QVERIFY(desk.options()->maintenanceWindows.empty());
    desk.editor->undo();
    QCOMPARE(table->model()->rowCount(), 1);
}

void AdvancedPageTest::typingIsOneStepAndKeepsTheCursor()
{
    Desk desk;
    QTRY_VERIFY(desk.find<QCheckBox>("overrides")->isEnabled());
    desk.click("overrides");
    auto *box = desk.find<QSpinBox>("warnMinutes");
    box->setFocus();
    box->selectAll();
    QTest::keyClicks(box, QStringLiteral("125"));
    QCOMPARE(desk.options()->warnMinutes, 125);
    QCOMPARE(box->text(), QStringLiteral("125"));
    desk.editor->undo();
    QCOMPARE(desk.options()->warnMinutes, 7);
}

void AdvancedPageTest::readOnlyShowsEverythingAndEditsNothing()
{
    Desk desk(Access::readOnly);
    QTRY_VERIFY(desk.find<QLabel>("origin")->text().contains(QStringLiteral("Laptops")));
    QVERIFY(desk.find<QCheckBox>("multicast")->isChecked());
    QVERIFY(!desk.find<QCheckBox>("overrides")->isEnabled());
    desk.click("overrides");
    QVERIFY(!desk.editor->isDirty());
}

QTEST_MAIN(AdvancedPageTest)
#include "advancedpage_test.moc"
