#include "engine/workspace/lineitems.h"

#include "engine/base/files.h"
#include "engine/workspace/exchange.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace seriatim;

namespace {

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

Package makePackage(const char *name, const char *version)
{
    Package package(PackageId::mint(), text(name));
    package.version = text(version);
    for (const char *program : {"Install", "Patch \"1\" & <2>", "Clean up"})
        package.programs.emplace_back(ProgramId::mint(), text(program));
    return package;
}

} // namespace

class LineItemsTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Workspace> m_workspace;
    std::vector<Package> m_packages;
    SequentialTask m_task{TaskId::mint(), text("Rollout")};

    [[nodiscard]] QByteArray copy(const std::vector<int> &indexes) const { return writeLineItems(m_task, indexes, ProgramIndex(m_packages)); }

private Q_SLOTS:
    void init();
    void pastesWhatWasCopied();
    void isADefinitionThatPeopleCanRead();
    void writesInTheOrderOfTheTask();
    void tellsDependenciesThatStayBehind();
    void leavesOutUnknownPrograms();
    void findsProgramsOfAnotherStoreByName();
    void saysWhichProgramIsAmbiguous();
    void takesAHandWrittenDefinition();
    void otherTextIsOneClearError_data();
    void otherTextIsOneClearError();
    void importTellsCopiedItemsApart();
};

void LineItemsTest::init()
{
    m_workspace.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    Result<Workspace> created = Workspace::create(m_folder->filePath(text("items.store")));
    QVERIFY(created.ok());
    m_workspace = std::make_unique<Workspace>(std::move(created).value());
    m_packages = {makePackage("Qfiniti", "4.0"), makePackage("Qfiniti", "4.1")};
    QVERIFY(m_workspace->store().catalogue().save(m_packages).ok());
    m_task.items.clear();
    for (const Program &program : m_packages[0].programs)
        m_task.items.emplace_back(LineItemId::mint(), program.id);
    m_task.items[1].dependencies = {{m_task.items[0].id, std::nullopt}};
    m_task.items[2].dependencies = {{m_task.items[0].id, ReturnCodeList{0, 3010}}, {m_task.items[1].id, std::nullopt}};
    m_task.items[1].succeeds = {LineItemId::mint()};
    m_task.items[1].receivedPolicy = "<Policy/>";
    Rule rule;
    rule.kind = Rule::Kind::fact;
    rule.name = text("operatingSystem");
    rule.comparison = text("contains");
    rule.value = text("Windows & <XP>");
    m_task.items[2].appliesWhen = rule;
    m_task.items[2].exeName = text("setup.exe");
}

void LineItemsTest::pastesWhatWasCopied()
{
    const Result<PastedItems> pasted = readLineItems(*m_workspace, copy({0, 1, 2}));
    QVERIFY2(pasted.ok(), pasted.ok() ? "" : qPrintable(pasted.error().message()));
    QCOMPARE(pasted->notes, QStringList());
    QCOMPARE(pasted->items.size(), size_t(3));
    std::vector<LineItem> expected = m_task.items;
    for (size_t i = 0; i < 3; ++i) {
        QVERIFY(pasted->items[i].id != m_task.items[i].id);
        expected[i].id = pasted->items[i].id;
        expected[i].succeeds.clear();
        expected[i].receivedPolicy.clear();
    }
    expected[1].dependencies[0].on = expected[0].id;
    expected[2].dependencies[0].on = expected[0].id;
    expected[2].dependencies[1].on = expected[1].id;
    QCOMPARE(pasted->items, expected);
    QVERIFY(readLineItems(*m_workspace, copy({0}))->items[0].id != readLineItems(*m_workspace, copy({0}))->items[0].id);
}

void LineItemsTest::isADefinitionThatPeopleCanRead()
{
    const QString document = QString::fromUtf8(copy({0, 2}));
    QVERIFY2(document.contains(u"<SequentialTask name=\"Rollout\">"), qPrintable(document));
    QVERIFY2(document.contains(text("<LineItem package=\"Qfiniti\" version=\"4.0\" program=\"Install\" programGuid=\"%1\" />")
                                   .arg(m_packages[0].programs[0].id.toString())),
             qPrintable(document));
    QVERIFY2(document.contains(u"<DependsOn item=\"1\" returnCodes=\"0,3010\" />"), qPrintable(document));
    QVERIFY(readDefinition(document.toUtf8(), text("x")).ok());
}

void LineItemsTest::writesInTheOrderOfTheTask()
{
    const PastedItems pasted = *readLineItems(*m_workspace, copy({2, 0, 2, 99, -1}));
    QCOMPARE(pasted.items.size(), size_t(2));
    QCOMPARE(pasted.items[0].program, m_task.items[0].program);
    QCOMPARE(pasted.items[1].dependencies, (std::vector{Dependency{pasted.items[0].id, ReturnCodeList{0, 3010}}}));
}

void LineItemsTest::tellsDependenciesThatStayBehind()
{
    const PastedItems pasted = *readLineItems(*m_workspace, copy({2}));
    QVERIFY(pasted.items[0].dependencies.empty());
    QCOMPARE(pasted.notes,
             (QStringList{text("'Qfiniti@4.0/Clean up' no longer depends on 'Qfiniti/Install', which does not come along"),
                          text("'Qfiniti@4.0/Clean up' no longer depends on 'Qfiniti/Patch \"1\" & <2>', which does not come along")}));
}

void LineItemsTest::leavesOutUnknownPrograms()
{
    const QByteArray copied = copy({0, 1, 2});
    Package smaller = m_packages[0];
    smaller.programs.erase(smaller.programs.begin());
    QVERIFY(m_workspace->store().catalogue().save(std::vector{smaller}).ok());
    const PastedItems pasted = *readLineItems(*m_workspace, copied);
    QCOMPARE(pasted.items.size(), size_t(2));
    QCOMPARE(pasted.items[1].dependencies, (std::vector{Dependency{pasted.items[0].id, std::nullopt}}));
    QCOMPARE(pasted.notes.size(), 3);
    QCOMPARE(pasted.notes[0], text("'Qfiniti@4.0/Install' is not in this store and was left out"));
    QVERIFY(pasted.notes[1].contains(u"no longer depends on 'Qfiniti@4.0/Install'"));
}

void LineItemsTest::findsProgramsOfAnotherStoreByName()
{
    const QByteArray copied = copy({0});
    Result<Workspace> other = Workspace::create(m_folder->filePath(text("other.store")));
    const Package same = makePackage("QFINITI", "4.0");
    QVERIFY(other->store().catalogue().save(std::vector{same, makePackage("Qfiniti", "4.1")}).ok());
    QCOMPARE(readLineItems(*other, copied)->items[0].program, same.programs[0].id);
}

void LineItemsTest::saysWhichProgramIsAmbiguous()
{
    const PastedItems pasted = *readLineItems(*m_workspace, "<Seriatim version='1'><SequentialTask name='x'><ExecutionOrder>"
                                                            "<LineItem package='Qfiniti' program='Install'/></ExecutionOrder></SequentialTask></Seriatim>");
    QVERIFY(pasted.items.empty());
    QCOMPARE(pasted.notes, QStringList{text("'Qfiniti/Install' is there in several versions and was left out")});
}

void LineItemsTest::takesAHandWrittenDefinition()
{
    const QByteArray written = "\xef\xbb\xbf<?xml version='1.0'?>\r\n<seriatim version='1'><SequentialTask name='x'><ExecutionOrder>"
                               "<LineItem package='qfiniti' version='4.1' program='install'/>"
                               "<LineItem package='qfiniti' version='4.1' program='clean up'><DependsOn item='1'/></LineItem>"
                               "</ExecutionOrder></SequentialTask></seriatim>";
    const Result<PastedItems> pasted = readLineItems(*m_workspace, written);
    QVERIFY2(pasted.ok(), pasted.ok() ? "" : qPrintable(pasted.error().message()));
    QCOMPARE(pasted->items[1].program, m_packages[1].programs[2].id);
    QCOMPARE(pasted->items[1].dependencies, (std::vector{Dependency{pasted->items[0].id, std::nullopt}}));
}

void LineItemsTest::otherTextIsOneClearError_data()
{
    QTest::addColumn<QByteArray>("document");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const QByteArray &document, const char *says) { QTest::newRow(name) << document << text(says); };
    row("nothing", "", "it is empty");
    row("words", "Install core\nPatch 1", "text of another kind");
    row("html", "<html><body>x</body></html>", "it is <html>");
    row("broken", "<Seriatim version='1'><SequentialTask", "the clipboard:1:");
    row("no task", "<Seriatim version='1'/>", "without a sequential task");
    row("two tasks", "<Seriatim version='1'><SequentialTask name='a'/><SequentialTask name='b'/></Seriatim>", "2 sequential tasks");
    row("no items", "<Seriatim version='1'><SequentialTask name='a'/></Seriatim>", "empty execution order");
    row("later item", "<Seriatim version='1'><SequentialTask name='a'><ExecutionOrder><LineItem package='P' program='p'>"
                      "<DependsOn item='2'/></LineItem></ExecutionOrder></SequentialTask></Seriatim>", "names an earlier item");
    row("zeros", QByteArray(10, '\0'), "the clipboard");
}

void LineItemsTest::otherTextIsOneClearError()
{
    QFETCH(QByteArray, document);
    QFETCH(QString, says);
    const Result<PastedItems> pasted = readLineItems(*m_workspace, document);
    QVERIFY(!pasted.ok());
    QCOMPARE(pasted.error().code, ErrorCode::invalidInput);
    QVERIFY2(pasted.error().message().contains(says), qPrintable(pasted.error().message()));
}

void LineItemsTest::importTellsCopiedItemsApart()
{
    const QString path = m_folder->filePath(text("copied.seriatim.xml"));
    QVERIFY(replaceFileDurably(path, copy({0})).ok());
    const Result<ImportReport> imported = importFiles(*m_workspace, {path});
    QCOMPARE(imported.error().code, ErrorCode::invalidInput);
    QVERIFY2(imported.error().message().contains(u"paste them into one"), qPrintable(imported.error().message()));
    QVERIFY(m_workspace->store().tasks().list()->empty());
}

QTEST_GUILESS_MAIN(LineItemsTest)
#include "lineitems_test.moc"
