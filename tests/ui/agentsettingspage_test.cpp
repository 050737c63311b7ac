#include "ui/agentsettingspage.h"

#include "models/agentsettingslistmodel.h"
#include "tests/support/consolestore.h"
#include "tests/support/shots.h"
#include "tests/support/widgettest.h"
#include "ui/agentsettingslistpage.h"

#include <QApplication>
#include <QDialog>
#include <QListWidget>

using namespace seriatim;
using namespace seriatim::test;

namespace {

AgentSettings settingsNamed(const char *name, int priority)
{
    AgentSettings settings(AgentSettingsId::mint(), QString::fromLatin1(name));
    settings.priority = priority;
    return settings;
}

// A store with two agent settings and a collection of two computers.
class Desk
{
public:
    Desk() : laptops(settingsNamed("Laptops", 5)), usual(settingsNamed("Usual", 0))
    {
        pilot = store.saveCollection(QStringLiteral("Pilot"), {QStringLiteral("PC-1"), QStringLiteral("PC-2")});
        laptops.appliesTo = {pilot->id};
        write({usual, laptops});
        directory = std::make_unique<CatalogueDirectory>(*store.session);
        if (!QTest::qWaitFor([this] { return directory->isLoaded(); }))
            qFatal("the test's store is not read");
    }

    void write(const std::vector<AgentSettings> &settings)
    {
        if (!store.session->workspace().store().catalogue().save(settings).ok())
            qFatal("the test's store cannot be filled");
        store.session->noteCatalogueChange();
    }
    std::unique_ptr<AgentSettingsPage> open(const std::optional<AgentSettingsId> &id)
    {
        std::unique_ptr<AgentSettingsPage> page(AgentSettingsPage::create(*store.session, *directory, id).value());
        page->resize(900, 760);
        page->show();
        return page;
    }
    std::vector<AgentSettings> stored() { return store.session->workspace().store().catalogue().agentSettings().value(); }

    ConsoleStore store;
    AgentSettings laptops;
    AgentSettings usual;
    std::optional<Collection> pilot;
    std::unique_ptr<CatalogueDirectory> directory;
};

void type(QSpinBox &box, const QString &text)
{
    box.setFocus();
    box.selectAll();
    QTest::keyClicks(&box, text);
    QTest::keyClick(&box, Qt::Key_Tab);
}

QString message(const QWidget &page, const char *name)
{
    auto &line = control<QWidget>(page, name);
    return line.isHidden() ? QString() : control<QLabel>(line, "messageText").text();
}

// Presses the button with this text in the dialog that opens next.
void answerNext(QWidget &context, const QString &buttonText)
{
    QTimer::singleShot(0, &context, [buttonText] {
        QWidget *dialog = QApplication::activeModalWidget();
        QVERIFY(dialog);
        for (QPushButton *button : dialog->findChildren<QPushButton *>()) {
            if (button->text().remove(u'&') == buttonText)
                return click(*button);
        }
        qobject_cast<QDialog *>(dialog)->reject();
        QFAIL("no such button");
    });
}

} // namespace

class AgentSettingsPageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyControlIsOneStepInWordsB28();
    void newSettingsAreSaved();
    void withoutANameNothingIsSaved();
    void collectionsAreChosenWithTheirComputers();
    void aStaleSaveAsksB8();
    void followsTheStore();
    void copies();
    void theListShowsOpensDuplicatesAndDeletes();
    void theListFollowsPrioritiesWithPreciseSignals();
    void looksRight();
};

void AgentSettingsPageTest::everyControlIsOneStepInWordsB28()
{
    Desk desk;
    const auto page = desk.open(desk.laptops.id);
    QVERIFY(!page->isDirty());
    QStringList words;
    const auto step = [&](const QString &text, auto act) {
        act();
        QCOMPARE(page->undoText(), text);
        words << text;
    };
    step(QStringLiteral("Rename the agent settings"), [&] { typeInto(control<QLineEdit>(*page, "settingsName"), QStringLiteral("Mobile")); });
    step(QStringLiteral("Change the priority"), [&] { type(control<QSpinBox>(*page, "priority"), QStringLiteral("12")); });
    step(QStringLiteral("Change the refresh interval"), [&] { type(control<QSpinBox>(*page, "refreshInterval"), QStringLiteral("4 h")); });
    step(QStringLiteral("Use multicast"), [&] {
        auto &box = control<QCheckBox>(*page, "multicast");
        QTest::mouseClick(&box, Qt::LeftButton, {}, QPoint(8, box.height() / 2));
    });
    QCOMPARE(page->title(), QStringLiteral("Mobile"));
    for (int i = static_cast<int>(words.size()); i-- > 0;) {
        QCOMPARE(page->undoText(), words[i]);
        page->undo();
    }
    QVERIFY(!page->isDirty());
    QCOMPARE(control<QSpinBox>(*page, "priority").value(), 5);
    while (page->canRedo())
        page->redo();
    QVERIFY(page->save());
    AgentSettings expected = desk.laptops;
    expected.name = QStringLiteral("Mobile");
    expected.priority = 12;
    expected.refreshIntervalMinutes = 240;
    expected.options.multicast = true;
    QVERIFY(desk.stored()[1] == expected);
    QVERIFY(!page->isDirty());
}

void AgentSettingsPageTest::newSettingsAreSaved()
{
    Desk desk;
    const auto page = desk.open(std::nullopt);
    QVERIFY(page->isNew());
    QVERIFY(message(*page, "priorityHint").contains(QStringLiteral("“Usual” has the same priority")));
    typeInto(control<QLineEdit>(*page, "settingsName"), QStringLiteral("Servers"));
    QVERIFY(page->save());
    QVERIFY(!page->isNew());
    QCOMPARE(desk.stored().size(), 3U);
}

void AgentSettingsPageTest::withoutANameNothingIsSaved()
{
    Desk desk;
    const auto page = desk.open(desk.usual.id);
    typeInto(control<QLineEdit>(*page, "settingsName"), QString());
    QVERIFY(!page->save());
    QCOMPARE(message(*page, "notice"), QStringLiteral("The agent settings have no name: give them one."));
    typeInto(control<QLineEdit>(*page, "settingsName"), QStringLiteral("laptops")); // taken, letter case aside
    QCOMPARE(message(*page, "notice"), QString());
    QVERIFY(!page->save());
    QVERIFY(message(*page, "notice").startsWith(QStringLiteral("Not saved.")));
    QVERIFY(page->isDirty());
}

void AgentSettingsPageTest::collectionsAreChosenWithTheirComputers()
{
    Desk desk;
    const auto page = desk.open(desk.usual.id);
    QCOMPARE(control<QLabel>(*page, "collections").text(), QStringLiteral("none, so no computer gets them"));
    QTimer::singleShot(0, page.get(), [&] {
        QWidget *dialog = QApplication::activeModalWidget();
        QVERIFY(dialog);
        control<QListWidget>(*dialog, "collectionList").item(0)->setCheckState(Qt::Checked);
        click(*dialog->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok));
    });
    click(control<QPushButton>(*page, "chooseCollections"));
    QCOMPARE(control<QLabel>(*page, "collections").text(), QStringLiteral("Pilot (2 computers)"));
    QCOMPARE(page->undoText(), QStringLiteral("Change the collections"));
}

void AgentSettingsPageTest::aStaleSaveAsksB8()
{
    Desk desk;
    const auto page = desk.open(desk.usual.id);
    typeInto(control<QLineEdit>(*page, "settingsName"), QStringLiteral("Mine"));
    AgentSettings theirs = desk.usual;
    theirs.name = QStringLiteral("Theirs");
    desk.write({theirs});
    answerNext(*page, QStringLiteral("Cancel"));
    QVERIFY(!page->save());
    QCOMPARE(desk.stored()[0].name, QStringLiteral("Theirs"));
    answerNext(*page, QStringLiteral("Save mine over it"));
    QVERIFY(page->save());
    QCOMPARE(desk.stored()[0].name, QStringLiteral("Mine"));
    typeInto(control<QLineEdit>(*page, "settingsName"), QStringLiteral("Mine again"));
    desk.write({theirs});
    answerNext(*page, QStringLiteral("Take theirs"));
    QVERIFY(!page->save());
    QCOMPARE(page->title(), QStringLiteral("Theirs"));
    QVERIFY(!page->isDirty());
}

void AgentSettingsPageTest::followsTheStore()
{
    Desk desk;
    const auto page = desk.open(desk.usual.id);
    AgentSettings theirs = desk.usual;
    theirs.name = QStringLiteral("Theirs");
    desk.write({theirs});
    QCOMPARE(page->title(), QStringLiteral("Theirs"));
    QSignalSpy closed(page.get(), &EditorPage::closeRequested);
    QVERIFY(desk.store.session->workspace().store().catalogue().remove(theirs.id));
    desk.store.session->noteCatalogueChange();
    QCOMPARE(closed.size(), 1);
}

void AgentSettingsPageTest::copies()
{
    Desk desk;
    const auto page = desk.open(desk.laptops.id);
    QSignalSpy opened(page.get(), &EditorPage::openRequested);
    page->saveAsCopy();
    page->saveAsCopy();
    QCOMPARE(opened.size(), 2);
    QCOMPARE(desk.stored()[2].name, QStringLiteral("Laptops - copy"));
    QCOMPARE(desk.stored()[3].name, QStringLiteral("Laptops - copy 2"));
    QCOMPARE(desk.stored()[3].appliesTo, desk.laptops.appliesTo);
}

void AgentSettingsPageTest::theListShowsOpensDuplicatesAndDeletes()
{
    Desk desk;
    AgentSettingsListPage page(*desk.store.session, *desk.directory);
    page.show();
    QSignalSpy opened(&page, &EditorPage::openRequested);
    QSignalSpy made(&page, &EditorPage::newRequested);
    auto &list = control<QTreeView>(page, "list");
    QCOMPARE(list.model()->index(0, AgentSettingsListModel::nameColumn).data().toString(), QStringLiteral("Laptops"));
    QCOMPARE(list.model()->index(0, AgentSettingsListModel::collectionsColumn).data().toString(), QStringLiteral("Pilot"));
    QVERIFY(!control<QPushButton>(page, "deleteSettings").isEnabled());
    click(control<QPushButton>(page, "newSettings"));
    QCOMPARE(made.size(), 1);
    list.setCurrentIndex(list.model()->index(0, 0));
    click(control<QPushButton>(page, "duplicateSettings"));
    QCOMPARE(opened.size(), 1);
    QCOMPARE(list.currentIndex().data().toString(), QStringLiteral("Laptops - copy"));
    answerNext(page, QStringLiteral("Cancel"));
    click(control<QPushButton>(page, "deleteSettings"));
    QCOMPARE(desk.stored().size(), 3U);
    answerNext(page, QStringLiteral("Delete"));
    click(control<QPushButton>(page, "deleteSettings"));
    QCOMPARE(desk.stored().size(), 2U);
    QCOMPARE(list.model()->rowCount(), 2);
}

void AgentSettingsPageTest::theListFollowsPrioritiesWithPreciseSignals()
{
    AgentSettingsListModel model;
    const QAbstractItemModelTester tester(&model);
    std::vector<AgentSettings> settings{settingsNamed("a", 1), settingsNamed("b", 2), settingsNamed("c", 3), settingsNamed("d", 4)};
    model.setSettings(settings, {});
    const QPersistentModelIndex a = model.index(3, 0);
    QCOMPARE(a.data().toString(), QStringLiteral("a"));
    settings[0].priority = 9;
    settings.erase(settings.begin() + 2);
    settings.push_back(settingsNamed("e", 3));
    model.setSettings(settings, {});
    QCOMPARE(a.row(), 0);
    QStringList names;
    for (int row = 0; row < model.rowCount(); ++row)
        names << model.index(row, 0).data().toString();
    QCOMPARE(names.join(u' '), QStringLiteral("a d e b"));
}

void AgentSettingsPageTest::looksRight()
{
    Desk desk;
    const auto page = desk.open(desk.laptops.id);
    shoot(*page, QStringLiteral("agentsettings"));
    AgentSettingsListPage list(*desk.store.session, *desk.directory);
    list.resize(800, 400);
    list.show();
    shoot(list, QStringLiteral("agentsettings-list"));
    QVERIFY(list.isVisible());
}

QTEST_MAIN(AgentSettingsPageTest)
#include "agentsettingspage_test.moc"
