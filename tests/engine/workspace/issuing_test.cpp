// Policies are issued with the save that they follow from, and only where they say something else than before.
#include "engine/workspace/issuing.h"

#include "engine/policy/policyxml.h"
#include "engine/workspace/workspace.h"

#include <QFile>
#include <QLoggingCategory>
#include <QTemporaryDir>
#include <QTest>

using namespace seriatim;

class IssuingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("seriatim.policy=false")); }
    void init();
    void aSaveIssuesWhatItChanges();
    void aProgramIssuesItsTasks();
    void whatSaysTheSameIsNotIssuedAnew();
    void nothingIsSavedThatCannotBeSigned();
    void aStoreWithoutItsKeyGetsANewOne();
    void agentsSignNothing();
    void anIssueIsWithdrawnWithItsTask();
    void issueAllGrowsEveryNumber();
    void aNewOrderNamesTheOlderOnes_B26a();

private:
    [[nodiscard]] QString path() const { return m_folder->filePath(QStringLiteral("the.store")); }
    [[nodiscard]] IssuedPolicy issued(const SequentialTask &task) { return m_workspace->store().policies().find(task.id)->value(); }
    SequentialTask save(SequentialTask task)
    {
        const Result<SaveOutcome> saved = m_workspace->saveTask(task, KeepFinished::no);
        return saved ? saved->task : task;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::optional<Workspace> m_workspace;
    std::optional<Package> m_package;
    std::optional<SequentialTask> m_first;  // over the package
    std::optional<SequentialTask> m_second; // over another one
};

void IssuingTest::init()
{
    m_workspace.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_workspace.emplace(Workspace::create(path()).value());
    std::vector<Package> packages;
    for (const char *name : {"Suite", "Other"}) {
        Package package(PackageId::mint(), QString::fromLatin1(name));
        package.programs.emplace_back(ProgramId::mint(), QStringLiteral("Install"));
        package.programs.back().commandLine = QStringLiteral("setup.sh");
        packages.push_back(package);
    }
    QVERIFY(m_workspace->store().catalogue().save(packages));
    m_package = packages.front();
    for (size_t i = 0; i < packages.size(); ++i) {
        SequentialTask task(TaskId::mint(), packages[i].name + QStringLiteral(" rollout"));
        task.items.emplace_back(LineItemId::mint(), packages[i].programs.front().id);
        (i == 0 ? m_first : m_second) = save(task);
    }
}

void IssuingTest::aSaveIssuesWhatItChanges()
{
    const IssuedPolicy before = issued(*m_first);
    const IssuedPolicy other = issued(*m_second);
    const PublicKey key = *PublicKey::parse(m_workspace->store().policies().publicKey()->value());
    QVERIFY(verifyPolicies(before.document, key));
    m_first->priority = TaskPriority::high;
    m_first = save(*m_first);
    const IssuedPolicy after = issued(*m_first);
    QCOMPARE(after.revision, m_first->revision);
    QVERIFY(after.number > before.number);
    const Result<PolicyIssue> issue = verifyPolicies(after.document, key);
    QVERIFY(issue);
    QCOMPARE(issue->revision, m_first->revision);
    QCOMPARE(issue->number, after.number);
    QCOMPARE(issued(*m_second).number, other.number); // nothing has changed there
}

void IssuingTest::aProgramIssuesItsTasks() // it gives a task no revision, but agents must have it
{
    const IssuedPolicy before = issued(*m_first);
    const IssuedPolicy other = issued(*m_second);
    m_package->programs.front().commandLine = QStringLiteral("setup.sh --quiet");
    QVERIFY(m_workspace->store().catalogue().save({*m_package}));
    const IssuedPolicy after = issued(*m_first);
    QCOMPARE(after.revision, before.revision);
    QVERIFY(after.number > before.number);
    QVERIFY(after.document.contains("--quiet"));
    QCOMPARE(issued(*m_second).number, other.number);
}

void IssuingTest::whatSaysTheSameIsNotIssuedAnew()
{
    const IssuedPolicy before = issued(*m_first);
    QVERIFY(m_workspace->store().catalogue().save({*m_package}));
    QCOMPARE(issued(*m_first).number, before.number);
    QCOMPARE(issued(*m_first).document, before.document);
}

void IssuingTest::nothingIsSavedThatCannotBeSigned()
{
    const QString key = keyFileOf(path());
    m_workspace.reset(); // a key that is known is not read again
    QVERIFY(QFile::remove(key));
    QVERIFY(SigningKey::create(key)); // somebody else's
    m_workspace.emplace(Workspace::open(path(), Access::readWrite).value());
    m_first->priority = TaskPriority::high;
    const Result<SaveOutcome> refused = m_workspace->saveTask(*m_first, KeepFinished::no);
    QVERIFY(!refused);
    QVERIFY2(refused.error().message().contains(key) && refused.error().message().contains(QStringLiteral("another store")),
             qPrintable(refused.error().message()));
    QVERIFY(m_workspace->store().tasks().load(m_first->id)->priority == TaskPriority::normal);
}

void IssuingTest::aStoreWithoutItsKeyGetsANewOne()
{
    const QString before = m_workspace->store().policies().publicKey()->value();
    m_workspace.reset();
    QVERIFY(QFile::remove(keyFileOf(path())));
    m_workspace.emplace(Workspace::open(path(), Access::readWrite).value());
    QCOMPARE(m_workspace->store().policies().publicKey()->value(), before); // looking makes none
    m_first->priority = TaskPriority::high;
    m_first = save(*m_first);
    const QString after = m_workspace->store().policies().publicKey()->value();
    QVERIFY(after != before);
    for (const SequentialTask &task : {*m_first, *m_second}) // all of them, or agents would refuse the rest
        QVERIFY(verifyPolicies(issued(task).document, *PublicKey::parse(after)));
}

void IssuingTest::agentsSignNothing()
{
    const IssuedPolicy before = issued(*m_first);
    m_workspace.reset();
    QVERIFY(QFile::remove(keyFileOf(path())));
    m_workspace.emplace(Workspace::open(path(), Access::readWrite, Role::agent).value());
    m_first->priority = TaskPriority::high;
    m_first = save(*m_first); // no agent does, but nothing would be signed
    QCOMPARE(issued(*m_first).number, before.number);
    QVERIFY(!QFile::exists(keyFileOf(path())));
}

void IssuingTest::anIssueIsWithdrawnWithItsTask()
{
    QVERIFY(m_workspace->store().tasks().remove(m_first->id, QStringLiteral("me"), 1));
    QVERIFY(!m_workspace->store().policies().find(m_first->id)->has_value());
}

void IssuingTest::issueAllGrowsEveryNumber()
{
    const qint64 first = issued(*m_first).number;
    const qint64 second = issued(*m_second).number;
    QCOMPARE(m_workspace->issueAllPolicies()->tasks, 2);
    QVERIFY(issued(*m_first).number > std::max(first, second));
    QVERIFY(issued(*m_second).number > std::max(first, second));
}

void IssuingTest::aNewOrderNamesTheOlderOnes_B26a()
{
    const TaskId first = m_first->id;
    m_first->name = QStringLiteral("Another name");
    m_first = save(*m_first);
    QCOMPARE(m_first->id, first); // B6
    m_first->items.emplace_back(LineItemId::mint(), m_first->items.front().program);
    m_first = save(*m_first);
    const TaskId second = m_first->id;
    m_first->items.pop_back();
    m_first = save(*m_first);
    QVERIFY(second != first && m_first->id != second); // B5
    const IssuedPolicy policy = issued(*m_first);
    QVERIFY(verifyPolicies(policy.document, *PublicKey::parse(m_workspace->store().policies().publicKey()->value())));
    const Result<PolicyDocument> document = readPolicies(policy.document, QStringLiteral("policy"));
    QCOMPARE(document->sequences.front().synch.supersedes, (std::vector{first, second}));
}

QTEST_GUILESS_MAIN(IssuingTest)
#include "issuing_test.moc"
