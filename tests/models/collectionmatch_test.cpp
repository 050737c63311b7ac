#include "models/collectionmatch.h"

#include <QAbstractItemModelTester>
#include <QTemporaryDir>
#include <QtTest>

using namespace seriatim;

class CollectionMatchTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<StoreSession> m_session;
    std::vector<Computer> m_computers;

    [[nodiscard]] static Rule memoryAtLeast(int mb);

private Q_SLOTS:
    void init();
    void sameAsTheDomainSays();
    void theLatestQuestionWins();
    void followsTheInventory();
    void changesSeveralComputersAllOrNone();
};

Rule CollectionMatchTest::memoryAtLeast(int mb)
{
    Rule rule;
    rule.kind = Rule::Kind::fact;
    rule.name = QStringLiteral("memory");
    rule.comparison = QStringLiteral("atLeast");
    rule.value = QString::number(mb);
    return rule;
}

void CollectionMatchTest::init()
{
    m_session.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    auto session = StoreSession::create(m_folder->filePath(QStringLiteral("a.store")));
    QVERIFY(session.ok());
    m_session = std::move(session).value();
    m_computers.clear();
    for (int i = 1; i <= 2'000; ++i) {
        m_computers.emplace_back(ComputerId::mint(), QStringLiteral("PC-%1").arg(i));
        m_computers.back().memoryMb = i;
    }
    QVERIFY(m_session->workspace().store().catalogue().save(m_computers).ok());
}

void CollectionMatchTest::sameAsTheDomainSays()
{
    CollectionMatch match(*m_session);
    const QAbstractItemModelTester tester(&match.computers(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy counted(&match, &CollectionMatch::counted);
    Collection collection;
    collection.members = {m_computers[4].id, m_computers[1'999].id};
    collection.filter = memoryAtLeast(1'990);
    match.setCollection(collection);
    QTRY_COMPARE(counted.count(), 1);
    const auto expected = std::ranges::count_if(m_computers, [&](const Computer &computer) { return collection.includes(computer); });
    QCOMPARE(match.count(), static_cast<int>(expected));
    QCOMPARE(match.countByFilter(), 11);
    QCOMPARE(match.listed().objectCount(), 2);
    QCOMPARE(match.total(), 2'000);
    for (int row = 0; row < match.computers().rowCount(); ++row)
        QVERIFY(collection.includes(match.computers().object(row)));
}

void CollectionMatchTest::theLatestQuestionWins()
{
    CollectionMatch match(*m_session);
    QSignalSpy counted(&match, &CollectionMatch::counted);
    Collection collection;
    for (int mb = 1; mb <= 500; ++mb) {
        collection.filter = memoryAtLeast(mb);
        match.setCollection(collection);
    }
    QTRY_COMPARE(match.count(), 1'501);
    QVERIFY(!match.isCounting());
    QVERIFY(counted.count() < 500); // what was asked in between is not counted one by one
}

void CollectionMatchTest::followsTheInventory()
{
    CollectionMatch match(*m_session);
    Collection collection;
    collection.filter = memoryAtLeast(2'000);
    match.setCollection(collection);
    QTRY_COMPARE(match.count(), 1);
    m_computers[0].memoryMb = 4'000;
    QVERIFY(m_session->workspace().store().catalogue().save(std::vector{m_computers[0]}).ok());
    m_session->noteCatalogueChange();
    QTRY_COMPARE(match.count(), 2);
}

void CollectionMatchTest::changesSeveralComputersAllOrNone()
{
    Workspace &workspace = m_session->workspace();
    const std::vector<Computer> chosen(m_computers.begin(), m_computers.begin() + 3);
    ComputerChanges changes;
    changes.domain = QStringLiteral("LAB");
    changes.addTo = CollectionId::mint(); // there is no such collection
    QVERIFY(!changeComputers(workspace, chosen, changes).ok());
    auto stored = workspace.store().catalogue().computers();
    QVERIFY(stored.ok());
    QCOMPARE(stored->front().domain, QString());
    changes.addTo.reset();
    QVERIFY(changeComputers(workspace, chosen, changes).ok());
    stored = workspace.store().catalogue().computers();
    QVERIFY(stored.ok());
    QCOMPARE(stored->at(2).domain, QStringLiteral("LAB"));
    QCOMPARE(stored->at(3).domain, QString());
    changes.domain = QStringLiteral("OFFICE");
    QVERIFY(!changeComputers(workspace, chosen, changes).ok()); // what was read is not what is stored any more (B8)
}

QTEST_GUILESS_MAIN(CollectionMatchTest)
#include "collectionmatch_test.moc"
