// The programs of a draft follow the catalogue, off the GUI thread, and never lose what an edit brought meanwhile.
#include "models/taskeditor.h"
#include "tests/support/consolestore.h"

#include <QSignalSpy>

using namespace seriatim;

class TaskEditorTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_store = std::make_unique<ConsoleStore>(3);
        m_editor = std::make_unique<TaskEditor>(*m_store->session, m_store->task(QStringLiteral("Rollout"), 2));
    }
    void cleanup()
    {
        m_editor.reset();
        m_store.reset();
    }

    void programsFollowTheCatalogue()
    {
        QSignalSpy changed(m_editor.get(), &TaskEditor::programsChanged);
        renameInStore(1, QStringLiteral("Install it"));
        m_store->session->noteCatalogueChange();
        QCOMPARE(nameOf(1), QStringLiteral("Program 1")); // those that are known stay until the answer
        QTRY_COMPARE(nameOf(1), QStringLiteral("Install it"));
        QCOMPARE(changed.count(), 1);
    }

    void anItemThatIsAddedMeanwhileKeepsItsProgram()
    {
        QSignalSpy changed(m_editor.get(), &TaskEditor::programsChanged);
        renameInStore(1, QStringLiteral("Install it"));
        m_store->session->noteCatalogueChange();
        m_editor->edit(QStringLiteral("Add"), [this](SequentialTask &task) { task.items.emplace_back(LineItemId::mint(), m_store->program(3)); });
        QCOMPARE(nameOf(3), QStringLiteral("Program 3"));
        QTRY_COMPARE(changed.count(), 1);
        QCOMPARE(nameOf(1), QStringLiteral("Install it"));
        QCOMPARE(nameOf(3), QStringLiteral("Program 3"));
    }

    void aProgramOfARemovedItemIsThereForTheUndo()
    {
        m_editor->edit(QStringLiteral("Remove"), [](SequentialTask &task) { task.items.pop_back(); });
        QSignalSpy changed(m_editor.get(), &TaskEditor::programsChanged);
        m_store->session->noteCatalogueChange();
        QTRY_COMPARE(changed.count(), 1);
        m_editor->undo();
        QCOMPARE(nameOf(2), QStringLiteral("Program 2"));
    }

private:
    [[nodiscard]] QString nameOf(int number) const
    {
        const auto found = m_editor->programs().find(m_store->program(number));
        return found ? found->program->name : QString();
    }

    void renameInStore(int number, const QString &name)
    {
        m_store->packages[static_cast<size_t>(number - 1)].programs.front().name = name;
        QVERIFY(m_store->session->workspace().store().catalogue().save(m_store->packages).ok());
    }

    std::unique_ptr<ConsoleStore> m_store;
    std::unique_ptr<TaskEditor> m_editor;
};

QTEST_GUILESS_MAIN(TaskEditorTest)
#include "taskeditor_test.moc"
