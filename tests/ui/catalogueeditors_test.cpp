#include "tests/support/shots.h"
#include "tests/support/widgettest.h"
#include "ui/collectionpage.h"
#include "ui/computerpage.h"
#include "ui/messageline.h"
#include "ui/ruleeditor.h"
#include "ui/usergrouppage.h"
#include "ui/userpage.h"

#include <QListWidget>

using namespace seriatim;
using test::control;

class CatalogueEditorsTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<StoreSession> m_session;
    std::unique_ptr<CatalogueDirectory> m_catalogue;
    std::vector<Computer> m_computers;

    [[nodiscard]] CatalogueStore &store() { return m_session->workspace().store().catalogue(); }
    void fillStore(int computers);
    void reopen(Access access);
    template <typename Page, typename Id>
    std::unique_ptr<Page> open(const std::optional<Id> &id)
    {
        auto page = Page::create(*m_session, *m_catalogue, id, nullptr);
        if (!page)
            qFatal("%s", qPrintable(page.error().message()));
        (*page)->resize(1000, 700);
        (*page)->show();
        return std::unique_ptr<Page>(*page);
    }
    static void answer(const QString &objectName, const QString &button);

private Q_SLOTS:
    void init();
    void cleanup();
    void computerFieldsAreSavedAndReloaded();
    void computerShowsItsCollectionsAsItIsEdited();
    void mistakesAreSaidWhereTheyAreMade();
    void undoAndRedoInWords();
    void staleSaveOffersBothSides();
    void followsWhatOthersSave();
    void collectionCountsLive();
    void collectionListTakesSeveralAtOnce();
    void userIsSavedAndReloaded();
    void groupMembersArePicked();
    void readOnlyShowsAllAndEditsNothing();
    void showsHistory();
};

void CatalogueEditorsTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    auto session = StoreSession::create(m_folder->filePath(QStringLiteral("a.store")));
    QVERIFY(session.ok());
    m_session = std::move(session).value();
    m_catalogue = std::make_unique<CatalogueDirectory>(*m_session);
    m_computers.clear();
}

void CatalogueEditorsTest::cleanup()
{
    m_catalogue.reset();
    m_session.reset();
}

void CatalogueEditorsTest::fillStore(int computers)
{
    for (int i = 1; i <= computers; ++i) {
        Computer computer(ComputerId::mint(), QStringLiteral("PC-%1").arg(i, 5, 10, QLatin1Char('0')));
        computer.operatingSystem = i % 4 == 0 ? QStringLiteral("Debian 12") : QStringLiteral("Windows 10");
        computer.memoryMb = i % 2 == 0 ? 8'192 : 16'384;
        m_computers.push_back(computer);
    }
    QVERIFY(store().save(m_computers).ok());
}

void CatalogueEditorsTest::reopen(Access access)
{
    const QString path = m_session->path();
    m_catalogue.reset();
    m_session.reset();
    auto session = StoreSession::open(path, access);
    QVERIFY(session.ok());
    m_session = std::move(session).value();
    m_catalogue = std::make_unique<CatalogueDirectory>(*m_session);
}

// Clicks a button of the modal dialog that comes next.
void CatalogueEditorsTest::answer(const QString &objectName, const QString &button)
{
    QTimer::singleShot(0, qApp, [objectName, button] {
        QWidget *dialog = QApplication::activeModalWidget();
        QVERIFY(dialog);
        QCOMPARE(dialog->objectName(), objectName);
        for (QPushButton *candidate : dialog->findChildren<QPushButton *>()) {
            if (candidate->text().remove(u'&').startsWith(button))
                return candidate->click();
        }
        qobject_cast<QDialog *>(dialog)->reject();
        QFAIL("no such button");
    });
}

void CatalogueEditorsTest::computerFieldsAreSavedAndReloaded()
{
    auto page = open<ComputerPage, ComputerId>(std::nullopt);
    QVERIFY(page->isNew() && page->isDirty());
    QCOMPARE(page->title(), QStringLiteral("New computer"));
    test::typeInto(control<QLineEdit>(*page, "computerName"), QStringLiteral("PC-0001"));
    test::typeInto(control<QLineEdit>(*page, "computerDomain"), QStringLiteral("CORP"));
    test::typeInto(control<QLineEdit>(*page, "computerSystem"), QStringLiteral("Windows 10"));
    test::typeInto(control<QLineEdit>(*page, "computerArchitecture"), QStringLiteral("x86_64"));
    test::typeInto(control<QLineEdit>(*page, "computerUser"), QStringLiteral("anna"));
    auto &memory = control<QSpinBox>(*page, "computerMemory");
    QCOMPARE(memory.text(), QStringLiteral("not known"));
    memory.setFocus();
    memory.selectAll();
    QTest::keyClicks(&memory, QStringLiteral("8192"));
    QVERIFY(page->save());
    QVERIFY(!page->isDirty() && !page->isNew());
    QCOMPARE(page->title(), QStringLiteral("PC-0001"));

    const auto stored = store().findComputer(QStringLiteral("pc-0001"));
    QVERIFY(stored.ok() && stored->has_value());
    Computer expected((*stored)->id, QStringLiteral("PC-0001"));
    expected.domain = QStringLiteral("CORP");
    expected.operatingSystem = QStringLiteral("Windows 10");
    expected.architecture = QStringLiteral("x86_64");
    expected.memoryMb = 8192;
    expected.user = QStringLiteral("anna");
    QCOMPARE(**stored, expected);

    auto again = open<ComputerPage, ComputerId>(expected.id);
    QCOMPARE(control<QLineEdit>(*again, "computerDomain").text(), QStringLiteral("CORP"));
    QCOMPARE(control<QSpinBox>(*again, "computerMemory").value(), 8192);
    QVERIFY(!again->isDirty());
}

void CatalogueEditorsTest::computerShowsItsCollectionsAsItIsEdited()
{
    fillStore(2);
    Collection listed(CollectionId::mint(), QStringLiteral("Pilot"));
    listed.members = {m_computers[0].id};
    Collection filtered(CollectionId::mint(), QStringLiteral("Servers"));
    filtered.filter = Rule{};
    filtered.filter->kind = Rule::Kind::fact;
    filtered.filter->name = QStringLiteral("name");
    filtered.filter->comparison = QStringLiteral("matches");
    filtered.filter->value = QStringLiteral("SRV-*");
    QVERIFY(store().save(std::vector{listed, filtered}).ok());
    m_session->noteCatalogueChange();
    QTRY_COMPARE(m_catalogue->collections()->size(), size_t(2));
    auto page = open<ComputerPage, ComputerId>(m_computers[0].id);
    auto &collections = control<QListWidget>(*page, "computerCollections");
    QCOMPARE(collections.count(), 1);
    QCOMPARE(collections.item(0)->text(), QStringLiteral("Pilot (on its list)"));
    test::typeInto(control<QLineEdit>(*page, "computerName"), QStringLiteral("SRV-1"));
    QCOMPARE(collections.count(), 2);
    QCOMPARE(collections.item(1)->text(), QStringLiteral("Servers (by its filter)"));
    QSignalSpy opened(page.get(), &EditorPage::openRequested);
    Q_EMIT collections.itemActivated(collections.item(0));
    QCOMPARE(opened.front().front().value<PageKey>(), (PageKey{PageKind::collection, listed.id.toString()}));
    test::shoot(*page, QStringLiteral("computer"));
}

void CatalogueEditorsTest::mistakesAreSaidWhereTheyAreMade()
{
    fillStore(2);
    auto page = open<ComputerPage, ComputerId>(m_computers[0].id);
    auto &name = control<QLineEdit>(*page, "computerName");
    test::typeInto(name, {});
    auto &mistake = control<MessageLine>(*page, "computerMistake");
    QVERIFY(mistake.isVisible() && !mistake.text().isEmpty());
    test::typeInto(name, m_computers[1].name);
    QVERIFY(!mistake.isVisible());
    answer(QStringLiteral("errorBox"), QStringLiteral("OK")); // the name is taken
    QVERIFY(!page->save());
    QVERIFY(page->isDirty());
}

void CatalogueEditorsTest::undoAndRedoInWords()
{
    fillStore(1);
    auto page = open<ComputerPage, ComputerId>(m_computers[0].id);
    auto &domain = control<QLineEdit>(*page, "computerDomain");
    QVERIFY(!page->canUndo());
    test::typeInto(domain, QStringLiteral("CORP"));
    QCOMPARE(page->undoText(), QStringLiteral("Change the domain"));
    page->undo(); // typing is one step
    QCOMPARE(domain.text(), QString());
    QVERIFY(!page->canUndo() && !page->isDirty());
    page->redo();
    QCOMPARE(domain.text(), QStringLiteral("CORP"));
    page->revert();
    QVERIFY(!page->isDirty());
    page->undo();
    QCOMPARE(domain.text(), QStringLiteral("CORP"));
}

void CatalogueEditorsTest::staleSaveOffersBothSides() // B8
{
    fillStore(1);
    auto page = open<ComputerPage, ComputerId>(m_computers[0].id);
    test::typeInto(control<QLineEdit>(*page, "computerUser"), QStringLiteral("mine"));
    Computer theirs = m_computers[0];
    theirs.domain = QStringLiteral("THEIRS");
    QVERIFY(saveObject(m_session->workspace(), m_computers[0], theirs).ok());

    answer(QStringLiteral("staleSave"), QStringLiteral("Cancel"));
    QVERIFY(!page->save());
    QCOMPARE(control<QLineEdit>(*page, "computerUser").text(), QStringLiteral("mine"));
    answer(QStringLiteral("staleSave"), QStringLiteral("Overwrite"));
    QVERIFY(page->save());
    auto stored = store().findComputer(m_computers[0].name);
    QVERIFY(stored.ok());
    QCOMPARE((*stored)->user, QStringLiteral("mine"));
    QCOMPARE((*stored)->domain, QString());

    test::typeInto(control<QLineEdit>(*page, "computerUser"), QStringLiteral("mine again"));
    QVERIFY(saveObject(m_session->workspace(), **stored, theirs).ok());
    answer(QStringLiteral("staleSave"), QStringLiteral("Show theirs"));
    QVERIFY(page->save());
    QCOMPARE(control<QLineEdit>(*page, "computerDomain").text(), QStringLiteral("THEIRS"));
    QVERIFY(!page->isDirty());
}

void CatalogueEditorsTest::followsWhatOthersSave()
{
    fillStore(1);
    auto page = open<ComputerPage, ComputerId>(m_computers[0].id);
    Computer theirs = m_computers[0];
    theirs.domain = QStringLiteral("THEIRS");
    QVERIFY(saveObject(m_session->workspace(), m_computers[0], theirs).ok());
    m_session->noteCatalogueChange();
    QTRY_COMPARE(control<QLineEdit>(*page, "computerDomain").text(), QStringLiteral("THEIRS"));
    QVERIFY(!page->isDirty());
    QSignalSpy closed(page.get(), &EditorPage::closeRequested);
    QVERIFY(removeObject(m_session->workspace(), theirs.id, IfUsed::removeFromAll, KeepFinished::no).ok());
    m_session->noteCatalogueChange();
    QTRY_COMPARE(closed.count(), 1);
}

void CatalogueEditorsTest::collectionCountsLive()
{
    fillStore(10'000);
    auto page = open<CollectionPage, CollectionId>(std::nullopt);
    auto &count = control<QLabel>(*page, "matchCount");
    QTRY_COMPARE(count.text(), QStringLiteral("0 computers of 10000 in the store"));
    test::typeInto(control<QLineEdit>(*page, "collectionName"), QStringLiteral("Debian"));
    test::typeInto(control<QLineEdit>(*page, "collectionDescription"), QStringLiteral("All of them"));
    Rule rule;
    rule.kind = Rule::Kind::fact;
    rule.name = QStringLiteral("operatingSystem");
    rule.comparison = QStringLiteral("contains");
    rule.value = QStringLiteral("Debian");
    auto &editor = control<RuleEditor>(*page, "collectionRule");
    editor.setRule(rule);
    Q_EMIT editor.ruleEdited();
    QTRY_COMPARE(count.text(), QStringLiteral("2500 computers of 10000 in the store: 2500 by the filter, 0 on the list"));
    QCOMPARE(control<QTreeView>(*page, "matchView").model()->rowCount(), 2500);
    test::shoot(*page, QStringLiteral("collection"));
    QVERIFY(page->save());
    const auto stored = store().collections();
    QVERIFY(stored.ok());
    QCOMPARE(stored->front().filter, std::optional(rule));
    QCOMPARE(stored->front().description, QStringLiteral("All of them"));
    page->undo();
    QTRY_VERIFY(count.text().startsWith(QStringLiteral("0 computers")));
    QVERIFY(!editor.rule());
}

void CatalogueEditorsTest::collectionListTakesSeveralAtOnce()
{
    fillStore(300);
    auto page = open<CollectionPage, CollectionId>(std::nullopt);
    test::typeInto(control<QLineEdit>(*page, "collectionName"), QStringLiteral("Pilot"));
    QTimer::singleShot(0, qApp, [] {
        auto *picker = qobject_cast<QDialog *>(QApplication::activeModalWidget());
        QVERIFY(picker);
        auto &search = control<QLineEdit>(*picker, "pickerSearch");
        auto &view = control<QTreeView>(*picker, "pickerView");
        QCOMPARE(view.model()->rowCount(), 300);
        test::typeInto(search, QStringLiteral("PC-0010"));
        QCOMPARE(view.model()->rowCount(), 10);
        test::click(control<QPushButton>(*picker, "checkShownButton"));
        test::typeInto(search, QStringLiteral("PC-00299"));
        QTest::keyClick(&search, Qt::Key_Down);
        QTest::keyClick(&view, Qt::Key_Space);
        QCOMPARE(control<QPushButton>(*picker, "pickerAdd").text().remove(u'&'), QStringLiteral("Add 11"));
        test::shoot(*picker, QStringLiteral("picker"));
        test::click(control<QPushButton>(*picker, "pickerAdd"));
    });
    test::click(control<QPushButton>(*page, "addComputersButton"));
    QCOMPARE(page->undoText(), QStringLiteral("Add 11 computers"));
    auto &members = control<QTreeView>(*page, "memberView");
    QTRY_COMPARE(members.model()->rowCount(), 11);
    QTRY_VERIFY(control<QLabel>(*page, "matchCount").text().startsWith(QStringLiteral("11 computers of 300")));
    auto &remove = control<QPushButton>(*page, "removeComputersButton");
    QVERIFY(!remove.isEnabled());
    members.selectAll();
    members.selectionModel()->select(members.model()->index(0, 0), QItemSelectionModel::Deselect | QItemSelectionModel::Rows);
    test::click(remove);
    QTRY_COMPARE(members.model()->rowCount(), 1);
    QCOMPARE(page->undoText(), QStringLiteral("Take 10 computers off the list"));
    page->undo();
    QTRY_COMPARE(members.model()->rowCount(), 11);
    QVERIFY(page->save());
    const auto stored = store().collections();
    QVERIFY(stored.ok());
    QCOMPARE(stored->front().members.size(), size_t(11));
}

void CatalogueEditorsTest::userIsSavedAndReloaded()
{
    auto page = open<UserPage, UserId>(std::nullopt);
    test::typeInto(control<QLineEdit>(*page, "userName"), QStringLiteral("anna"));
    test::typeInto(control<QLineEdit>(*page, "userDomain"), QStringLiteral("CORP"));
    test::typeInto(control<QLineEdit>(*page, "userDisplayName"), QStringLiteral("Anna Ek"));
    QVERIFY(page->save());
    const auto stored = store().users();
    QVERIFY(stored.ok());
    User expected(stored->front().id, QStringLiteral("anna"));
    expected.domain = QStringLiteral("CORP");
    expected.displayName = QStringLiteral("Anna Ek");
    QCOMPARE(stored->front(), expected);
    QCOMPARE(page->title(), QStringLiteral("CORP\\anna"));

    UserGroup group(UserGroupId::mint(), QStringLiteral("Office"));
    group.members = {expected.id};
    QVERIFY(store().save(std::vector{group}).ok());
    auto again = open<UserPage, UserId>(expected.id);
    QTRY_COMPARE(control<QListWidget>(*again, "userGroups").count(), 1);
    QCOMPARE(control<QListWidget>(*again, "userGroups").item(0)->text(), QStringLiteral("Office"));
    QCOMPARE(control<QLineEdit>(*again, "userDisplayName").text(), QStringLiteral("Anna Ek"));
    test::shoot(*again, QStringLiteral("user"));
}

void CatalogueEditorsTest::groupMembersArePicked()
{
    std::vector<User> users;
    for (const char *name : {"anna", "bo", "carl"})
        users.emplace_back(UserId::mint(), QString::fromLatin1(name));
    QVERIFY(store().save(users).ok());
    auto page = open<UserGroupPage, UserGroupId>(std::nullopt);
    test::typeInto(control<QLineEdit>(*page, "groupName"), QStringLiteral("Office"));
    test::typeInto(control<QLineEdit>(*page, "groupDomain"), QStringLiteral("CORP"));
    const auto pick = [&](const QString &text, int expectedRows) {
        QTimer::singleShot(0, qApp, [text, expectedRows] {
            auto *picker = qobject_cast<QDialog *>(QApplication::activeModalWidget());
            QVERIFY(picker);
            QCOMPARE(control<QTreeView>(*picker, "pickerView").model()->rowCount(), expectedRows);
            test::typeInto(control<QLineEdit>(*picker, "pickerSearch"), text);
            test::click(control<QPushButton>(*picker, "checkShownButton"));
            test::click(control<QPushButton>(*picker, "pickerAdd"));
        });
        test::click(control<QPushButton>(*page, "addMembersButton"));
    };
    auto &members = control<QTreeView>(*page, "memberView");
    QTRY_VERIFY(control<QPushButton>(*page, "addMembersButton").isEnabled()); // the users have been read
    pick(QStringLiteral("bo"), 3);
    QCOMPARE(members.model()->rowCount(), 1);
    pick(QStringLiteral("a"), 2);
    QCOMPARE(members.model()->rowCount(), 3);
    QCOMPARE(page->undoText(), QStringLiteral("Add 2 users"));
    members.selectionModel()->select(members.model()->index(0, 0), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    test::click(control<QPushButton>(*page, "removeMembersButton"));
    QCOMPARE(members.model()->rowCount(), 2);
    test::shoot(*page, QStringLiteral("group"));
    QVERIFY(page->save());
    const auto stored = store().groups();
    QVERIFY(stored.ok());
    QCOMPARE(stored->front().domain, QStringLiteral("CORP"));
    QCOMPARE(stored->front().members, (std::vector{users[1].id, users[2].id}));
}

void CatalogueEditorsTest::readOnlyShowsAllAndEditsNothing()
{
    fillStore(2);
    Collection collection(CollectionId::mint(), QStringLiteral("Pilot"));
    collection.members = {m_computers[0].id, m_computers[1].id};
    QVERIFY(store().save(std::vector{collection}).ok());
    reopen(Access::readOnly);
    auto page = open<ComputerPage, ComputerId>(m_computers[0].id);
    auto &name = control<QLineEdit>(*page, "computerName");
    QVERIFY(name.isReadOnly());
    test::typeInto(name, QStringLiteral("other"));
    QCOMPARE(name.text(), m_computers[0].name);
    QVERIFY(!page->isDirty() && !page->canUndo());
    auto collectionPage = open<CollectionPage, CollectionId>(collection.id);
    QTRY_COMPARE(control<QTreeView>(*collectionPage, "memberView").model()->rowCount(), 2);
    QVERIFY(!control<QPushButton>(*collectionPage, "addComputersButton").isEnabled());
    control<QTreeView>(*collectionPage, "memberView").selectAll();
    QVERIFY(!control<QPushButton>(*collectionPage, "removeComputersButton").isEnabled());
    QVERIFY(!collectionPage->renameObject(QStringLiteral("x")));
}

void CatalogueEditorsTest::showsHistory() // B9
{
    auto page = open<UserPage, UserId>(std::nullopt);
    QVERIFY(!control<QPushButton>(*page, "historyButton").isEnabled());
    test::typeInto(control<QLineEdit>(*page, "userName"), QStringLiteral("anna"));
    QVERIFY(page->save());
    test::typeInto(control<QLineEdit>(*page, "userDomain"), QStringLiteral("CORP"));
    QVERIFY(page->save());
    test::click(control<QPushButton>(*page, "historyButton"));
    auto &dialog = control<HistoryDialog>(*page, "historyDialog");
    QTRY_COMPARE(control<QTreeView>(dialog, "historyView").model()->rowCount(), 2);
}

QTEST_MAIN(CatalogueEditorsTest)
#include "catalogueeditors_test.moc"
