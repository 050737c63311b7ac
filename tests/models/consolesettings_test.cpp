#include "models/consolesettings.h"

#include "models/englishplurals.h"
#include "models/taskcopy.h"
#include "models/taskproblems.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace seriatim;

class ConsoleSettingsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { prepareSettings(m_folder.path()); }
    void theLatestStoreComesFirstAndOnce();
    void eachStoreRemembersItsOwnTasks();
    void oneAndManyAreWordedApart();
    void aCopySharesNothingButItsContent();
    void problemsNameThePlaceAndTheRemedy();

private:
    QTemporaryDir m_folder;
};

void ConsoleSettingsTest::theLatestStoreComesFirstAndOnce()
{
    ConsoleSettings settings;
    for (int i = 0; i < 12; ++i)
        settings.noteStore(m_folder.filePath(QStringLiteral("%1.store").arg(i)));
    settings.noteStore(m_folder.filePath(QStringLiteral("5.store")));
    QCOMPARE(settings.recentStores().size(), 10);
    QCOMPARE(settings.recentStores().first(), m_folder.filePath(QStringLiteral("5.store")));
    QCOMPARE(settings.recentStores().count(m_folder.filePath(QStringLiteral("5.store"))), 1);
    QVERIFY(QDir(m_folder.path()).exists(QStringLiteral("Seriatim"))); // nothing outside the folder
    settings.forgetStore(m_folder.filePath(QStringLiteral("5.store")));
    QVERIFY(!settings.recentStores().contains(m_folder.filePath(QStringLiteral("5.store"))));
}

void ConsoleSettingsTest::eachStoreRemembersItsOwnTasks()
{
    ConsoleSettings settings;
    const QString one = m_folder.filePath(QStringLiteral("one.store"));
    const QString other = m_folder.filePath(QStringLiteral("other.store"));
    settings.noteTask(one, QStringLiteral("A"));
    settings.noteTask(one, QStringLiteral("B"));
    settings.noteTask(one, QStringLiteral("A"));
    QCOMPARE(settings.recentTasks(one), QStringList({QStringLiteral("A"), QStringLiteral("B")}));
    QVERIFY(settings.recentTasks(other).isEmpty());

    // The same file by another way to it.
    QVERIFY(QFile(one).open(QIODevice::WriteOnly));
    QVERIFY(QFile::link(one, m_folder.filePath(QStringLiteral("link.store"))));
    settings.noteTask(one, QStringLiteral("C"));
    QCOMPARE(settings.recentTasks(m_folder.filePath(QStringLiteral("link.store"))).first(), QStringLiteral("C"));
}

void ConsoleSettingsTest::oneAndManyAreWordedApart()
{
    EnglishPlurals plurals;
    QCoreApplication::installTranslator(&plurals);
    const auto words = [](const char *text, int n) { return QCoreApplication::translate("any", text, nullptr, n); };
    QCOMPARE(words("%n item(s)", 1), QStringLiteral("1 item"));
    QCOMPARE(words("%n item(s)", 0), QStringLiteral("0 items"));
    QCOMPARE(words("breaks %n dependenc(y/ies)", 1), QStringLiteral("breaks 1 dependency"));
    QCOMPARE(words("breaks %n dependenc(y/ies)", 3), QStringLiteral("breaks 3 dependencies"));
    QCOMPARE(QCoreApplication::translate("any", "file(s)"), QStringLiteral("file(s)"));
}

void ConsoleSettingsTest::aCopySharesNothingButItsContent()
{
    SequentialTask task(TaskId::mint(), QStringLiteral("Rollout"));
    task.revision = 4;
    task.items.emplace_back(LineItemId::mint(), ProgramId::mint());
    task.items.emplace_back(LineItemId::mint(), ProgramId::mint());
    task.items[1].dependencies.push_back({task.items[0].id, std::nullopt});
    task.items[1].succeeds.push_back(LineItemId::mint());
    const SequentialTask copy = copyOf(task, QStringLiteral("Copy"));
    QVERIFY(copy.id != task.id);
    QCOMPARE(copy.revision, 0);
    QVERIFY(!copy.enabled);
    QVERIFY(copy.items[0].id != task.items[0].id);
    QCOMPARE(copy.items[0].program, task.items[0].program);
    QCOMPARE(copy.items[1].dependencies.front().on, copy.items[0].id);
    QVERIFY(copy.items[1].succeeds.empty());
    QCOMPARE(freeCopyName(QStringLiteral("A"), {QStringLiteral("a (COPY)")}), QStringLiteral("A (copy) 2"));
}

void ConsoleSettingsTest::problemsNameThePlaceAndTheRemedy()
{
    Package package(PackageId::mint(), QStringLiteral("P"));
    package.programs.emplace_back(ProgramId::mint(), QStringLiteral("Good"));
    package.programs.back().commandLine = QStringLiteral("true");
    package.programs.emplace_back(ProgramId::mint(), QStringLiteral("Named only"));
    package.programs.back().placeholder = true;
    const std::vector<Package> packages{package};
    const ProgramIndex index(packages);
    SequentialTask task(TaskId::mint(), QStringLiteral("T"));
    task.appliesTo.push_back(CollectionId::mint());
    task.items.emplace_back(LineItemId::mint(), package.programs[0].id);
    QVERIFY(problemsOf(task, index).empty());

    task.items.emplace_back(LineItemId::mint(), package.programs[1].id);
    task.items.emplace_back(LineItemId::mint(), ProgramId::mint());
    const std::vector<Problem> problems = problemsOf(task, index);
    QCOMPARE(problems.size(), size_t(2));
    QCOMPARE(problems[0].kind, ProblemKind::mistake);
    QCOMPARE(problems[0].place, 3);
    QCOMPARE(problems[1].kind, ProblemKind::warning);
    QCOMPARE(problems[1].place, 2);
    QVERIFY(problems[1].text.contains(QStringLiteral("“Named only”")));

    const std::vector<Problem> empty = problemsOf(SequentialTask(TaskId::mint(), QStringLiteral("T")), index);
    QCOMPARE(empty.size(), size_t(2)); // nothing to run, nobody to run it
}

QTEST_GUILESS_MAIN(ConsoleSettingsTest)
#include "consolesettings_test.moc"
