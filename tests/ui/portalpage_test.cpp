#include "ui/portalpage.h"

#include "tests/support/consolestore.h"
#include "tests/support/shots.h"
#include "tests/support/widgettest.h"
#include "models/portalaccessmodel.h"
#include "ui/portalcard.h"
#include "ui/principaldialog.h"

#include <QFileDialog>
#include <QImage>
#include <QListView>
#include <QTreeWidget>

using namespace seriatim;
using namespace seriatim::test;

namespace {

// A stored task of two programs, with two users and a group in the store; the page worked by mouse and keyboard.
class Desk
{
public:
    Desk() : store(2)
    {
        User anna(UserId::mint(), QStringLiteral("anna"));
        anna.domain = QStringLiteral("CORP");
        anna.displayName = QStringLiteral("Änna Berg");
        const User bob(UserId::mint(), QStringLiteral("bob"));
        UserGroup sales(UserGroupId::mint(), QStringLiteral("Sales"));
        sales.domain = QStringLiteral("CORP");
        CatalogueStore &catalogue = store.session->workspace().store().catalogue();
        if (!catalogue.save(std::vector{anna, bob}).ok() || !catalogue.save(std::vector{sales}).ok())
            qFatal("the test's store cannot be filled");
        SequentialTask task = store.task(QStringLiteral("Office"), 2);
        editor = std::make_unique<TaskEditor>(*store.session, store.save(task));
        directory = std::make_unique<CatalogueDirectory>(*store.session);
        page = std::make_unique<PortalPage>(*editor, *directory);
        page->resize(1000, 640);
        page->show();
    }

    void publish() const { clickBox("published"); }
    void clickBox(const char *name) const
    {
        auto &box = control<QCheckBox>(*page, name);
        QTest::mouseClick(&box, Qt::LeftButton, {}, QPoint(8, box.height() / 2));
    }
    // Opens the picker by its button, types, takes what was found and adds it.
    void add(const QString &search) const
    {
        bool done = false;
        QTimer::singleShot(0, page.get(), [&] {
            auto *dialog = page->findChild<PrincipalDialog *>();
            QVERIFY(dialog);
            typeInto(control<QLineEdit>(*dialog, "search"), search);
            QTest::keyClick(&control<QLineEdit>(*dialog, "search"), Qt::Key_Down);
            done = true;
            click(*control<QDialogButtonBox>(*dialog, "buttons").button(QDialogButtonBox::Ok));
            if (dialog->isVisible())
                dialog->reject();
        });
        click(control<QToolButton>(*page, "addAccess"));
        QVERIFY(done);
    }
    void clickCheck(int row, int column) const
    {
        auto &table = control<QTableView>(*page, "access");
        const QRect cell = table.visualRect(table.model()->index(row, column));
        QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, QPoint(cell.left() + 12, cell.center().y()));
    }
    QString message(const char *name) const
    {
        auto &line = control<QWidget>(*page, name);
        return line.isHidden() ? QString() : control<QLabel>(line, "messageText").text();
    }
    QString picture(const QString &name, QSize size) const
    {
        QImage image(size, QImage::Format_RGB32);
        image.fill(Qt::blue);
        const QString path = store.filePath(name);
        image.save(path);
        return path;
    }
    QString file(const QString &name, const QByteArray &bytes) const
    {
        QFile written(store.filePath(name));
        if (!written.open(QIODevice::WriteOnly))
            qFatal("the test's file cannot be written");
        written.write(bytes);
        return written.fileName();
    }
    const std::optional<PortalEntry> &entry() const { return editor->draft().portal; }

    ConsoleStore store;
    std::unique_ptr<TaskEditor> editor;
    std::unique_ptr<CatalogueDirectory> directory;
    std::unique_ptr<PortalPage> page;
};

} // namespace

class PortalPageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void publishesAndTakesBackB35();
    void everyEditIsOneStepInWordsB35();
    void usersAndGroupsComeFromTheStoreB35();
    void namesThatTheStoreDoesNotHaveAreMarked();
    void hidingTakesTheRestAwayB35();
    void picturesAreCheckedWhereTheyAreChosen();
    void picturesAreChosenFromAFile();
    void theCardIsWhatTheSelectedUserWillSee();
    void packagesAndProgramsOfTheSequenceAreListed();
    void typingKeepsTheCursor();
    void looksRight();
};

void PortalPageTest::publishesAndTakesBackB35()
{
    Desk desk;
    QVERIFY(!control<QLineEdit>(*desk.page, "displayName").isEnabled());
    desk.publish();
    QCOMPARE(desk.entry(), std::optional(PortalEntry{}));
    QCOMPARE(desk.editor->undoText(), QStringLiteral("Publish in the portal"));
    QVERIFY(desk.message("hints").contains(QStringLiteral("Nobody sees the task yet")));
    typeInto(control<QLineEdit>(*desk.page, "displayName"), QStringLiteral("Office suite"));
    desk.publish();
    QVERIFY(!desk.entry());
    QCOMPARE(desk.editor->undoText(), QStringLiteral("Take out of the portal"));
    QCOMPARE(desk.message("hints"), QString());
    desk.publish(); // with what it had
    QCOMPARE(desk.entry()->displayName, QStringLiteral("Office suite"));
}

void PortalPageTest::everyEditIsOneStepInWordsB35()
{
    Desk desk;
    QTRY_VERIFY(desk.directory->isLoaded());
    std::vector<SequentialTask> states{desk.editor->draft()};
    const auto step = [&](const QString &text, auto act) {
        act();
        QCOMPARE(desk.editor->undoText(), text);
        QVERIFY(desk.editor->draft() != states.back());
        states.push_back(desk.editor->draft());
    };
    step(QStringLiteral("Publish in the portal"), [&] { desk.publish(); });
    step(QStringLiteral("Change the name in the portal"), [&] { typeInto(control<QLineEdit>(*desk.page, "displayName"), QStringLiteral("Suite")); });
    step(QStringLiteral("Change the description in the portal"), [&] {
        auto &text = control<QPlainTextEdit>(*desk.page, "description");
        text.setFocus();
        QTest::keyClicks(&text, QStringLiteral("For all."));
    });
    step(QStringLiteral("Report the final status to the server"), [&] { desk.clickBox("reportFinalStatus"); });
    step(QStringLiteral("Add a picture"), [&] { desk.page->choosePictureFile(desk.picture(QStringLiteral("a.png"), {64, 48})); });
    step(QStringLiteral("Change the picture"), [&] { desk.page->choosePictureFile(desk.picture(QStringLiteral("b.png"), {32, 32})); });
    step(QStringLiteral("Remove the picture"), [&] { click(control<QPushButton>(*desk.page, "removePicture")); });
    step(QStringLiteral("Add CORP\\anna to the portal entry"), [&] { desk.add(QStringLiteral("anna")); });
    step(QStringLiteral("Recommend the task to CORP\\anna"), [&] { desk.clickCheck(0, PortalAccessModel::recommendedColumn); });
    step(QStringLiteral("Pre-approve requests of CORP\\anna"), [&] { desk.clickCheck(0, PortalAccessModel::preApprovedColumn); });
    step(QStringLiteral("Remove CORP\\anna from the portal entry"), [&] {
        desk.page->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(desk.page.get()));
        control<QTableView>(*desk.page, "access").setFocus();
        QTest::keyClick(&control<QTableView>(*desk.page, "access"), Qt::Key_Delete);
    });
    for (size_t i = states.size() - 1; i > 0; --i) {
        desk.editor->undo();
        QCOMPARE(desk.editor->draft(), states[i - 1]);
    }
    QVERIFY(!desk.editor->canUndo());
    for (size_t i = 1; i < states.size(); ++i) {
        desk.editor->redo();
        QCOMPARE(desk.editor->draft(), states[i]);
    }
    QCOMPARE(control<QPlainTextEdit>(*desk.page, "description").toPlainText(), QStringLiteral("For all."));
}

void PortalPageTest::usersAndGroupsComeFromTheStoreB35()
{
    Desk desk;
    QTRY_VERIFY(desk.directory->isLoaded());
    desk.publish();
    desk.add(QStringLiteral("ANNA BERG")); // by the display name, without case and accents
    desk.add(QStringLiteral("sal"));
    const std::vector<PortalAccess> expected{{PortalAccess::Kind::user, QStringLiteral("CORP\\anna")},
                                             {PortalAccess::Kind::group, QStringLiteral("CORP\\Sales")}};
    QCOMPARE(desk.entry()->access, expected);
    desk.add(QStringLiteral("sal")); // is there already: cannot be taken again
    QCOMPARE(desk.entry()->access, expected);
    QCOMPARE(desk.message("hints"), QString());
}

void PortalPageTest::namesThatTheStoreDoesNotHaveAreMarked()
{
    Desk desk;
    desk.editor->edit(QStringLiteral("x"), [](SequentialTask &task) {
        task.portal = PortalEntry{};
        task.portal->access = {{PortalAccess::Kind::user, QStringLiteral("CORP\\zoe")}, {PortalAccess::Kind::user, QStringLiteral("ANNA")},
                               {PortalAccess::Kind::group, QStringLiteral("anna")}};
    });
    QTRY_VERIFY(desk.directory->isLoaded());
    const auto *model = control<QTableView>(*desk.page, "access").model();
    QCOMPARE(model->index(0, 0).data().toString(), QStringLiteral("CORP\\zoe (not in the store)"));
    QCOMPARE(model->index(1, 0).data().toString(), QStringLiteral("ANNA"));
    QVERIFY(!model->index(2, 0).data(PortalAccessModel::isKnownRole).toBool()); // a user, no group
    QVERIFY(model->index(0, 0).data(Qt::ToolTipRole).toString().contains(QStringLiteral("The store has no such user")));
}

void PortalPageTest::hidingTakesTheRestAwayB35()
{
    PortalAccessModel model;
    const QAbstractItemModelTester tester(&model);
    model.setAccess({{PortalAccess::Kind::group, QStringLiteral("Sales"), false, false, false}});
    QVERIFY(model.setData(model.index(0, PortalAccessModel::preApprovedColumn), Qt::Checked, Qt::CheckStateRole));
    QCOMPARE(model.access().front(), (PortalAccess{PortalAccess::Kind::group, QStringLiteral("Sales"), true, false, true}));
    QVERIFY(model.setData(model.index(0, PortalAccessModel::seeColumn), Qt::Unchecked, Qt::CheckStateRole));
    QCOMPARE(model.access().front(), (PortalAccess{PortalAccess::Kind::group, QStringLiteral("Sales"), false, false, false}));
    model.setEditable(false);
    QVERIFY(!model.setData(model.index(0, PortalAccessModel::seeColumn), Qt::Checked, Qt::CheckStateRole));
    model.setAccess({});
    QCOMPARE(model.rowCount(), 0);
}

void PortalPageTest::picturesAreCheckedWhereTheyAreChosen()
{
    Desk desk;
    desk.publish();
    const auto refused = [&](const QString &path, const QString &words) {
        desk.page->choosePictureFile(path);
        QVERIFY2(desk.message("pictureMistake").contains(words), qPrintable(desk.message("pictureMistake")));
        QVERIFY(desk.entry()->picture.isEmpty());
    };
    refused(desk.file(QStringLiteral("a.png"), "no picture"), QStringLiteral("a.png: it is not a PNG or SVG picture"));
    refused(desk.file(QStringLiteral("big.svg"), "<svg>" + QByteArray(300 * 1024, ' ')), QStringLiteral("at most 256 KB are allowed"));
    refused(desk.picture(QStringLiteral("wide.png"), {1025, 10}), QStringLiteral("1025 × 10 pixels"));
    refused(desk.store.filePath(QStringLiteral("none.png")), QStringLiteral("it cannot be read"));
    const QByteArray svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 8 8\"><rect width=\"8\" height=\"8\"/></svg>";
    desk.page->choosePictureFile(desk.file(QStringLiteral("good.svg"), svg));
    QCOMPARE(desk.entry()->picture, svg);
    QCOMPARE(desk.message("pictureMistake"), QString());
    QVERIFY(control<QLabel>(*desk.page, "pictureInfo").text().startsWith(QStringLiteral("SVG, ")));
}

void PortalPageTest::picturesAreChosenFromAFile()
{
    Desk desk;
    desk.publish();
    const QString path = desk.picture(QStringLiteral("logo.png"), {64, 48});
    QTimer::singleShot(0, desk.page.get(), [&] {
        auto *dialog = desk.page->findChild<QFileDialog *>();
        QVERIFY(dialog);
        control<QLineEdit>(*dialog, "fileNameEdit").setText(path); // typing would open a completion that takes the click
        QPushButton *open = control<QDialogButtonBox>(*dialog, "buttonBox").button(QDialogButtonBox::Open);
        QTRY_VERIFY(open->isEnabled()); // the folder is read in the background
        click(*open);
        if (dialog->isVisible())
            dialog->reject();
    });
    click(control<QPushButton>(*desk.page, "choosePicture"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(desk.entry()->picture, file.readAll());
    QVERIFY(control<QLabel>(*desk.page, "pictureInfo").text().startsWith(QStringLiteral("PNG, 64 × 48, ")));
}

void PortalPageTest::theCardIsWhatTheSelectedUserWillSee()
{
    Desk desk;
    QTRY_VERIFY(desk.directory->isLoaded());
    auto &card = control<PortalCard>(*desk.page, "card");
    QVERIFY(card.isHidden());
    desk.publish();
    QCOMPARE(control<QLabel>(card, "cardName").text(), QStringLiteral("Office"));
    QCOMPARE(control<QLabel>(card, "cardEffort").text(), QStringLiteral("2 programs, about 3 min"));
    typeInto(control<QLineEdit>(*desk.page, "displayName"), QStringLiteral("Suite"));
    QCOMPARE(control<QLabel>(card, "cardName").text(), QStringLiteral("Suite"));
    desk.add(QStringLiteral("bob"));
    QCOMPARE(control<QPushButton>(card, "cardRequest").text(), QStringLiteral("Request"));
    desk.clickCheck(0, PortalAccessModel::recommendedColumn);
    desk.clickCheck(0, PortalAccessModel::preApprovedColumn);
    QVERIFY(!control<QLabel>(card, "cardRecommended").isHidden());
    QCOMPARE(control<QPushButton>(card, "cardRequest").text(), QStringLiteral("Install"));
    desk.clickCheck(0, PortalAccessModel::seeColumn);
    QVERIFY(card.isHidden());
    QCOMPARE(control<QLabel>(*desk.page, "cardCaption").text(), QStringLiteral("bob does not see the task."));
}

void PortalPageTest::packagesAndProgramsOfTheSequenceAreListed()
{
    Desk desk;
    auto &tree = control<QTreeWidget>(*desk.page, "inherited");
    QCOMPARE(tree.topLevelItemCount(), 2);
    QCOMPARE(tree.topLevelItem(1)->text(0), QStringLiteral("Package 002 1.2"));
    QCOMPARE(tree.topLevelItem(1)->child(0)->text(0), QStringLiteral("Program 2"));
    desk.editor->edit(QStringLiteral("x"), [](SequentialTask &task) { task.items.pop_back(); });
    QCOMPARE(tree.topLevelItemCount(), 1);
}

void PortalPageTest::typingKeepsTheCursor()
{
    Desk desk;
    desk.publish();
    auto &text = control<QPlainTextEdit>(*desk.page, "description");
    text.setFocus();
    QTest::keyClicks(&text, QStringLiteral("ac"));
    QTest::keyClick(&text, Qt::Key_Left);
    QTest::keyClicks(&text, QStringLiteral("b"));
    QTest::keyClicks(&text, QStringLiteral("B"));
    QCOMPARE(desk.entry()->description, QStringLiteral("abBc"));
    auto &name = control<QLineEdit>(*desk.page, "displayName");
    name.setFocus();
    QTest::keyClicks(&name, QStringLiteral("ac"));
    QTest::keyClick(&name, Qt::Key_Left);
    QTest::keyClicks(&name, QStringLiteral("bB"));
    QCOMPARE(desk.entry()->displayName, QStringLiteral("abBc"));
}

void PortalPageTest::looksRight()
{
    Desk desk;
    QTRY_VERIFY(desk.directory->isLoaded());
    shoot(*desk.page, QStringLiteral("portal-unpublished"));
    desk.publish();
    desk.editor->edit(QStringLiteral("x"), [](SequentialTask &task) {
        task.portal->description = QStringLiteral("Word processor, spreadsheets and the company's templates. Save your work first: the computer restarts once.");
        task.portal->access = {{PortalAccess::Kind::group, QStringLiteral("CORP\\Sales"), true, true, false},
                               {PortalAccess::Kind::user, QStringLiteral("CORP\\zoe"), true, false, true}};
    });
    control<QTableView>(*desk.page, "access").selectRow(0);
    shoot(*desk.page, QStringLiteral("portal"));
    QVERIFY(control<QLabel>(*desk.page, "cardRecommended").isVisible());
    PrincipalDialog dialog(desk.directory->principals(), [](const PrincipalEntry &p) { return p.name == QStringLiteral("bob"); });
    dialog.show();
    shoot(dialog, QStringLiteral("principals"));
}

QTEST_MAIN(PortalPageTest)
#include "portalpage_test.moc"
