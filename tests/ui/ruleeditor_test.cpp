#include "ui/ruleeditor.h"

#include "tests/support/shots.h"

#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

using namespace seriatim;

class RuleEditorTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void buildsANestedRule();
    void keepsTheCursorWhileTyping();
    void offersWhatTheUseAllows();
    void saysMistakesInPlace();
    void testsARealFile();
    void readOnlyChangesNothing();

private:
    template <typename T>
    static T *child(RuleEditor &editor, const char *name)
    {
        T *found = editor.findChild<T *>(QString::fromLatin1(name));
        [&] { QVERIFY2(found, name); }();
        return found;
    }
    static void show(RuleEditor &editor) // with the keyboard, or shortcuts would not come
    {
        editor.show();
        editor.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&editor));
    }
    static void add(RuleEditor &editor, const char *kind)
    {
        child<QAction>(editor, (QByteArray("add") + kind + "Action").constData())->trigger();
    }
    static void type(RuleEditor &editor, const char *name, const QString &text)
    {
        auto *edit = child<QLineEdit>(editor, name);
        edit->selectAll();
        QTest::keyClicks(edit, text);
    }
};

// B34: all/any/not of the four kinds, by the menus and fields alone.
void RuleEditorTest::buildsANestedRule()
{
    RuleEditor editor(RuleUse::detection);
    editor.resize(640, 480);
    show(editor);
    QSignalSpy edited(&editor, &RuleEditor::ruleEdited);
    add(editor, "FileExists");
    type(editor, "filePathEdit", QStringLiteral("/opt/phone/core.bin"));
    type(editor, "fileVersionEdit", QStringLiteral("4.1"));
    QCOMPARE(editor.rule()->kind, Rule::Kind::fileExists);
    QCOMPARE(editor.editText(), QStringLiteral("Change a condition"));
    QVERIFY(editor.isValid());

    add(editor, "Any");
    add(editor, "FolderExists");
    type(editor, "folderPathEdit", QStringLiteral("/opt/phone"));
    add(editor, "CommandExits");
    type(editor, "commandEdit", QStringLiteral("phone --version"));
    type(editor, "commandCodeEdit", QStringLiteral("3"));
    child<QAction>(editor, "wrapNotAction")->trigger();
    auto *tree = child<QTreeView>(editor, "conditionTree");
    tree->setCurrentIndex(tree->model()->index(0, 0));
    add(editor, "PackageInstalled");
    type(editor, "packageNameEdit", QStringLiteral("phone"));

    QCOMPARE(describeRule(*editor.rule()),
             QStringLiteral("file '/opt/phone/core.bin' exists in version 4.1 or newer and dpkg package 'phone' is installed and "
                            "(folder '/opt/phone' exists or not (command 'phone --version' exits with 3))"));
    QVERIFY(edited.count() > 20);
    QVERIFY(child<QLabel>(editor, "ruleWordsLabel")->text().contains(QStringLiteral("dpkg package 'phone'")));
    test::shoot(editor, QStringLiteral("ruleeditor-nested"));

    // By keyboard: out again, one by one.
    tree->setFocus();
    while (editor.rule()) {
        const int rows = tree->model()->rowCount();
        tree->setCurrentIndex(tree->model()->index(0, 0));
        QTest::keyClick(tree, Qt::Key_Delete);
        QVERIFY(tree->model()->rowCount() < rows);
    }
    QVERIFY(!tree->isVisible());
    test::shoot(editor, QStringLiteral("ruleeditor-empty"));
}

void RuleEditorTest::keepsTheCursorWhileTyping()
{
    RuleEditor editor(RuleUse::detection);
    // A page writes the draft back with each edit.
    connect(&editor, &RuleEditor::ruleEdited, &editor, [&] { editor.setRule(editor.rule()); });
    show(editor);
    add(editor, "FileExists");
    type(editor, "filePathEdit", QStringLiteral("/opt/x"));
    auto *path = child<QLineEdit>(editor, "filePathEdit");
    path->setCursorPosition(4);
    QTest::keyClicks(path, QStringLiteral("/y"));
    QCOMPARE(path->text(), QStringLiteral("/opt/y/x"));
    QCOMPARE(editor.rule()->path, QStringLiteral("/opt/y/x"));
}

void RuleEditorTest::offersWhatTheUseAllows()
{
    RuleEditor filter(RuleUse::collectionFilter);
    QVERIFY(!filter.findChild<QAction *>(QStringLiteral("addFileExistsAction")));
    filter.resize(640, 300);
    show(filter);
    QVERIFY(!child<QPushButton>(filter, "testButton")->isVisible());
    add(filter, "Fact");
    type(filter, "factValueEdit", QStringLiteral("Windows"));
    auto *comparison = child<QComboBox>(filter, "comparisonBox");
    comparison->setFocus();
    QTest::keyClick(comparison, Qt::Key_Home);
    QCOMPARE(describeRule(*filter.rule()), QStringLiteral("operatingSystem equals 'Windows'"));
    test::shoot(filter, QStringLiteral("ruleeditor-filter"));
    RuleEditor detection(RuleUse::detection);
    QVERIFY(!detection.findChild<QAction *>(QStringLiteral("addFactAction")));
}

void RuleEditorTest::saysMistakesInPlace()
{
    RuleEditor editor(RuleUse::detection);
    editor.resize(640, 400);
    show(editor);
    add(editor, "FileExists");
    auto *problem = child<QLabel>(editor, "problemLabel");
    QVERIFY(problem->isVisible() && problem->text().contains(QStringLiteral("path")));
    QVERIFY(!editor.isValid());
    QVERIFY(!child<QPushButton>(editor, "testButton")->isEnabled());
    test::shoot(editor, QStringLiteral("ruleeditor-mistake"));
    type(editor, "filePathEdit", QStringLiteral("/x"));
    QVERIFY(!problem->isVisible());
    add(editor, "CommandExits");
    type(editor, "commandEdit", QStringLiteral("true"));
    type(editor, "commandCodeEdit", QStringLiteral("3x"));
    QVERIFY(problem->text().contains(QStringLiteral("'3x' is not a return code")));
    QCOMPARE(editor.rule()->parts[1].code, 3);
}

// B13, B34: Test here asks the very code that the agent runs.
void RuleEditorTest::testsARealFile()
{
    QTemporaryDir folder;
    RuleEditor editor(RuleUse::detection);
    editor.resize(640, 400);
    show(editor);
    add(editor, "FileExists");
    type(editor, "filePathEdit", folder.filePath(QStringLiteral("there")));
    auto *test = child<QPushButton>(editor, "testButton");
    auto *answer = child<QLabel>(editor, "testAnswerLabel");
    QTest::mouseClick(test, Qt::LeftButton);
    QTRY_COMPARE(answer->text(), QStringLiteral("The rule does not hold on this computer."));
    QFile there(folder.filePath(QStringLiteral("there")));
    QVERIFY(there.open(QIODevice::WriteOnly));
    QTest::mouseClick(test, Qt::LeftButton);
    QTRY_COMPARE(answer->text(), QStringLiteral("The rule holds on this computer."));
    add(editor, "FileExists");
    QVERIFY(answer->text().isEmpty());
    type(editor, "filePathEdit", QStringLiteral("relative/path"));
    QTest::mouseClick(test, Qt::LeftButton);
    QTRY_VERIFY(answer->text().contains(QStringLiteral("cannot be told")) && answer->text().contains(QStringLiteral("relative")));
    seriatim::test::shoot(editor, QStringLiteral("ruleeditor-tested"));
    type(editor, "filePathEdit", QStringLiteral("/x"));
    add(editor, "CommandExits");
    type(editor, "commandEdit", QStringLiteral("sleep 60"));
    auto *tree = child<QTreeView>(editor, "conditionTree");
    tree->setCurrentIndex(tree->model()->index(1, 0));
    QTest::keyClick(tree, Qt::Key_Delete);
    QTest::mouseClick(test, Qt::LeftButton);
    QTRY_VERIFY(test->text().contains(QStringLiteral("top"))); // it is running: the button stops it
    QTest::mouseClick(test, Qt::LeftButton);
    QCOMPARE(answer->text(), QStringLiteral("The test was stopped."));
}

void RuleEditorTest::readOnlyChangesNothing()
{
    RuleEditor editor(RuleUse::detection);
    Rule rule;
    rule.kind = Rule::Kind::fileExists;
    rule.path = QStringLiteral("/a");
    editor.setRule(rule);
    editor.setReadOnly(true);
    show(editor);
    type(editor, "filePathEdit", QStringLiteral("/b"));
    QTest::keyClick(child<QTreeView>(editor, "conditionTree"), Qt::Key_Delete);
    QVERIFY(!child<QToolButton>(editor, "addConditionButton")->isEnabled());
    QCOMPARE(editor.rule(), std::optional(rule));
}

QTEST_MAIN(RuleEditorTest)
#include "ruleeditor_test.moc"
