#include "tests/support/shots.h"
#include "tests/support/widgettest.h"
#include "ui/collectionspage.h"
#include "ui/computerspage.h"
#include "ui/userspage.h"

#include <QAction>

using namespace seriatim;
using test::control;

class CatalogueListsTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<StoreSession> m_session;
    std::unique_ptr<CatalogueDirectory> m_catalogue;
    std::vector<Computer> m_computers;
    std::unique_ptr<Collection> m_pilot;
    std::unique_ptr<EditorPage> m_page;

    [[nodiscard]] CatalogueStore &store() { return m_session->workspace().store().catalogue(); }
    [[nodiscard]] QTreeView &view(const char *name) const { return control<QTreeView>(*m_page, name); }
    void openComputers(int computers);
    void select(QTreeView &view, int first, int last);
    static void answer(const std::function<void(QDialog &)> &act);

private Q_SLOTS:
    void init();
    void cleanup();
    void findsAndOpensOneOfTenThousand();
    void changesSeveralAtOnce();
    void deletesWithConsent();
    void duplicatesUnderAFreeName();
    void listsCollectionsWithTheirCounts();
    void listsUsersAndGroups();
    void readOnlyChangesNothing();
};

void CatalogueListsTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    auto session = StoreSession::create(m_folder->filePath(QStringLiteral("a.store")));
    QVERIFY(session.ok());
    m_session = std::move(session).value();
    m_computers.clear();
}

void CatalogueListsTest::cleanup()
{
    m_page.reset();
    m_catalogue.reset();
    m_session.reset();
}

void CatalogueListsTest::openComputers(int computers)
{
    for (int i = 1; i <= computers; ++i) {
        Computer computer(ComputerId::mint(), QStringLiteral("PC-%1").arg(i));
        computer.domain = QStringLiteral("CORP");
        computer.operatingSystem = i % 4 == 0 ? QStringLiteral("Debian 12") : QStringLiteral("Windows 10");
        computer.memoryMb = 1024 * (i % 16 + 1);
        m_computers.push_back(computer);
    }
    QVERIFY(store().save(m_computers).ok());
    m_pilot = std::make_unique<Collection>(CollectionId::mint(), QStringLiteral("Pilot"));
    m_pilot->members = {m_computers[0].id};
    QVERIFY(store().save(std::vector{*m_pilot}).ok());
    m_catalogue = std::make_unique<CatalogueDirectory>(*m_session);
    QTRY_VERIFY(m_catalogue->isLoaded());
    m_page = std::make_unique<ComputersPage>(*m_session, *m_catalogue, nullptr);
    m_page->resize(1000, 600);
    m_page->show();
    QTRY_COMPARE(view("computersView").model()->rowCount(), computers);
}

void CatalogueListsTest::select(QTreeView &tree, int first, int last)
{
    const QItemSelection rows(tree.model()->index(first, 0), tree.model()->index(last, 0));
    tree.selectionModel()->select(rows, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

// In the modal dialog that comes next.
void CatalogueListsTest::answer(const std::function<void(QDialog &)> &act)
{
    QTimer::singleShot(0, qApp, [act] {
        auto *dialog = qobject_cast<QDialog *>(QApplication::activeModalWidget());
        QVERIFY(dialog);
        act(*dialog);
    });
}

void CatalogueListsTest::findsAndOpensOneOfTenThousand()
{
    openComputers(10'000);
    test::shoot(*m_page, QStringLiteral("computers"));
    auto &filter = control<QLineEdit>(*m_page, "computersFilter");
    test::typeInto(filter, QStringLiteral("pc-777 windows"));
    auto &computers = view("computersView");
    QCOMPARE(computers.model()->rowCount(), 9); // PC-777 and 7770…7779 but for those with Debian
    QCOMPARE(control<QLabel>(*m_page, "computersCount").text(), QStringLiteral("9 of 10000"));
    QSignalSpy opened(m_page.get(), &EditorPage::openRequested);
    QTest::keyClick(&filter, Qt::Key_Down);
    QCOMPARE(computers.currentIndex().data().toString(), QStringLiteral("PC-777"));
    QTest::keyClick(&computers, Qt::Key_Return);
    QCOMPARE(opened.front().front().value<PageKey>(), (PageKey{PageKind::computer, m_computers[776].id.toString()}));
    QSignalSpy asked(m_page.get(), &EditorPage::newRequested);
    test::click(control<QToolButton>(*m_page, "computersNewButton"));
    QCOMPARE(asked.front().front().value<PageKind>(), PageKind::computer);
}

void CatalogueListsTest::changesSeveralAtOnce()
{
    openComputers(5);
    auto &computers = view("computersView");
    QVERIFY(!control<QToolButton>(*m_page, "computersChangeButton").isEnabled());
    select(computers, 1, 3);
    answer([](QDialog &dialog) {
        QVERIFY(!control<QPushButton>(dialog, "changeButton").isEnabled());
        QCOMPARE(control<QLineEdit>(dialog, "domainValue").text(), QStringLiteral("CORP"));
        QCOMPARE(control<QLineEdit>(dialog, "systemValue").text(), QString());
        test::click(control<QCheckBox>(dialog, "domainCheck"));
        test::typeInto(control<QLineEdit>(dialog, "domainValue"), QStringLiteral("LAB"));
        test::click(control<QCheckBox>(dialog, "addToCheck"));
        test::shoot(dialog, QStringLiteral("computers-change"));
        test::click(control<QPushButton>(dialog, "changeButton"));
    });
    test::click(control<QToolButton>(*m_page, "computersChangeButton"));
    const auto stored = store().computers();
    QVERIFY(stored.ok());
    for (size_t i = 0; i < stored->size(); ++i) {
        Computer expected = m_computers[i];
        if (i >= 1 && i <= 3)
            expected.domain = QStringLiteral("LAB");
        QCOMPARE((*stored)[i], expected); // and nothing else
    }
    const auto pilot = store().collections();
    QVERIFY(pilot.ok());
    QCOMPARE(pilot->front().members.size(), size_t(4));
    QTRY_COMPARE(computers.model()->index(2, 1).data().toString(), QStringLiteral("LAB"));
    QCOMPARE(computers.selectionModel()->selectedRows().size(), 3); // the selection stays
}

void CatalogueListsTest::deletesWithConsent()
{
    openComputers(5);
    auto &computers = view("computersView");
    select(computers, 0, 1); // PC-1 is on the list of a collection
    answer([](QDialog &dialog) {
        for (QPushButton *button : dialog.findChildren<QPushButton *>()) {
            if (button->text().remove(u'&').startsWith(QStringLiteral("Remove from all")))
                return button->click();
        }
        dialog.reject();
        QFAIL("it does not ask to take the computer off the list");
    });
    computers.setFocus();
    QTest::keyClick(&computers, Qt::Key_Delete);
    QTRY_COMPARE(computers.model()->rowCount(), 3);
    const auto pilot = store().collections();
    QVERIFY(pilot.ok());
    QVERIFY(pilot->front().members.empty());
}

void CatalogueListsTest::duplicatesUnderAFreeName()
{
    openComputers(2);
    auto &computers = view("computersView");
    QSignalSpy opened(m_page.get(), &EditorPage::openRequested);
    for (int i = 0; i < 2; ++i) {
        select(computers, 0, 0);
        test::click(control<QToolButton>(*m_page, "computersDuplicateButton"));
        QTRY_COMPARE(computers.model()->rowCount(), 3 + i);
    }
    QCOMPARE(opened.count(), 2);
    const auto stored = store().computers();
    QVERIFY(stored.ok());
    QCOMPARE((*stored)[2].name, QStringLiteral("PC-1 (copy)"));
    QCOMPARE((*stored)[2].memoryMb, m_computers[0].memoryMb);
    QVERIFY((*stored)[3].name != (*stored)[2].name);
}

void CatalogueListsTest::listsCollectionsWithTheirCounts()
{
    openComputers(40);
    Collection filtered(CollectionId::mint(), QStringLiteral("Debian"));
    filtered.filter = Rule{};
    filtered.filter->kind = Rule::Kind::fact;
    filtered.filter->name = QStringLiteral("operatingSystem");
    filtered.filter->comparison = QStringLiteral("contains");
    filtered.filter->value = QStringLiteral("Debian");
    QVERIFY(store().save(std::vector{filtered}).ok());
    m_page = std::make_unique<CollectionsPage>(*m_session, *m_catalogue, nullptr);
    m_page->resize(1000, 400);
    m_page->show();
    m_session->noteCatalogueChange();
    auto &collections = view("collectionsView");
    QTRY_COMPARE(collections.model()->rowCount(), 2);
    QCOMPARE(collections.model()->index(0, 1).data().toString(), QStringLiteral("10"));
    QCOMPARE(collections.model()->index(1, 1).data().toString(), QStringLiteral("1"));
    collections.sortByColumn(1, Qt::AscendingOrder);
    QCOMPARE(collections.model()->index(0, 0).data().toString(), QStringLiteral("Pilot"));
    test::shoot(*m_page, QStringLiteral("collections"));
}

void CatalogueListsTest::listsUsersAndGroups()
{
    std::vector<User> users;
    for (const char *name : {"anna", "bo", "carl"})
        users.emplace_back(UserId::mint(), QString::fromLatin1(name));
    UserGroup group(UserGroupId::mint(), QStringLiteral("Office"));
    group.members = {users[0].id, users[1].id};
    QVERIFY(store().save(users).ok());
    QVERIFY(store().save(std::vector{group}).ok());
    m_page = std::make_unique<UsersPage>(*m_session, nullptr);
    m_page->resize(900, 400);
    m_page->show();
    QTRY_COMPARE(view("usersView").model()->rowCount(), 3);
    QTRY_COMPARE(view("groupsView").model()->rowCount(), 1);
    QCOMPARE(view("groupsView").model()->index(0, 2).data().toString(), QStringLiteral("2"));
    test::shoot(*m_page, QStringLiteral("users"));
}

void CatalogueListsTest::readOnlyChangesNothing()
{
    openComputers(3);
    const QString path = m_session->path();
    cleanup();
    auto session = StoreSession::open(path, Access::readOnly);
    QVERIFY(session.ok());
    m_session = std::move(session).value();
    m_catalogue = std::make_unique<CatalogueDirectory>(*m_session);
    m_page = std::make_unique<ComputersPage>(*m_session, *m_catalogue, nullptr);
    m_page->show();
    auto &computers = view("computersView");
    QTRY_COMPARE(computers.model()->rowCount(), 3);
    select(computers, 0, 0);
    for (const char *changing : {"computersNewButton", "computersDuplicateButton", "computersDeleteButton", "computersChangeButton"})
        QVERIFY2(!control<QToolButton>(*m_page, changing).isEnabled(), changing);
    QVERIFY(control<QToolButton>(*m_page, "computersOpenButton").isEnabled());
    QVERIFY(control<QToolButton>(*m_page, "computersHistoryButton").isEnabled());
}

QTEST_MAIN(CatalogueListsTest)
#include "cataloguelists_test.moc"
