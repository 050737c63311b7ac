// What the tests of the console's windows share: pages that show one line of text, answers to questions, and a desk.
#pragma once

#include "models/consolesettings.h"
#include "ui/console.h"
#include "ui/mainwindow.h"
#include "ui/pagemakers.h"

#include <QAction>
#include <QApplication>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QTreeView>
#include <QVBoxLayout>

namespace seriatim::test {

// A page over a line of text, as full as the window can ask for.
class NotePage : public EditorPage
{
public:
    NotePage(const PageKey &key, const QString &name, QWidget *parent = nullptr) : EditorPage(parent), m_key(key), m_name(name), m_field(new QLineEdit(name, this))
    {
        m_field->setObjectName(QStringLiteral("noteField"));
        auto *layout = new QVBoxLayout(this);
        layout->addWidget(m_field);
        connect(m_field, &QLineEdit::textEdited, this, [this](const QString &text) { edit(text); });
    }

    void edit(const QString &text)
    {
        m_steps.append(m_name);
        m_name = text;
        Q_EMIT stateChanged();
    }

    PageKey key() const override { return m_key; }
    QString title() const override { return m_name; }
    QIcon pageIcon() const override { return {}; }
    QString revisionText() const override { return QStringLiteral("revision %1").arg(saves + 1); }
    bool isDirty() const override { return !m_steps.isEmpty() && !saved; }
    bool save() override
    {
        if (refuses)
            return false;
        ++saves;
        m_steps.clear();
        Q_EMIT stateChanged();
        return true;
    }
    bool canUndo() const override { return !m_steps.isEmpty(); }
    QString undoText() const override { return QStringLiteral("Type"); }
    void undo() override
    {
        ++undone;
        m_name = m_steps.takeLast();
        Q_EMIT stateChanged();
    }
    void revert() override { m_steps.clear(); Q_EMIT stateChanged(); }
    void discard() override { ++discarded; }
    bool canCheck() const override { return true; }
    std::vector<Problem> problems() const override { return wrong; }
    bool renameObject(const QString &name) override
    {
        edit(name);
        return true;
    }
    bool moveToFolder(const QString &folder) override
    {
        movedTo = folder;
        return true;
    }
    bool canRun() const override { return true; }
    void runNow() override { ++runs; }

    bool refuses = false;
    bool saved = false;
    int saves = 0;
    int undone = 0;
    int runs = 0;
    QString movedTo;
    std::vector<Problem> wrong;
    static inline int discarded = 0;

private:
    PageKey m_key;
    QString m_name;
    QStringList m_steps;
    QLineEdit *m_field;
};

inline void wire(PageFactory &factory, StoreSession &session, CatalogueDirectory &directory, SavedReports &savedReports)
{
    registerPageMakers(factory, session, directory, savedReports);
    const auto open = [&session](const PageKey &key, const QString &, QWidget *parent) -> Result<EditorPage *> {
        const std::optional<TaskId> id = TaskId::parse(key.guid);
        const Result<SequentialTask> task = id ? session.workspace().store().tasks().load(*id) : Result<SequentialTask>(Error{ErrorCode::notFound, key.guid, QStringLiteral("is gone")});
        return task ? Result<EditorPage *>(new NotePage(key, task->name, parent)) : Result<EditorPage *>(task.error());
    };
    factory.registerMaker(PageKind::task, open);
    factory.registerNewMaker(PageKind::task, [](const QString &, QWidget *parent) -> Result<EditorPage *> {
        return new NotePage({PageKind::task, {}}, QStringLiteral("New task"), parent);
    });
}

// Answers the next question by its button, and remembers what it said.
class DialogAnswer
{
public:
    DialogAnswer(const QString &box, const QString &button)
    {
        m_timer.setInterval(5);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this, box, button] {
            auto *message = qobject_cast<QMessageBox *>(QApplication::activeModalWidget());
            if (!message || message->objectName() != box)
                return;
            m_timer.stop();
            m_said = message->text() + u'\n' + message->informativeText();
            message->findChild<QPushButton *>(button)->click();
        });
        m_timer.start();
    }

    [[nodiscard]] QString said() const { return m_said; }
    [[nodiscard]] bool asked() const { return !m_said.isEmpty(); }

private:
    QTimer m_timer;
    QString m_said;
};

inline const QString unsaved = QStringLiteral("unsavedQuestion");
inline const QString saveAnswer = QStringLiteral("answer0");
inline const QString discardAnswer = QStringLiteral("answer1");
inline const QString cancelAnswer = QStringLiteral("cancelButton");

// Windows over a store of its own, with pages that a test can see into.
class WindowDesk
{
public:
    WindowDesk()
    {
        prepareSettings(m_folder.path());
        m_store = m_folder.filePath(QStringLiteral("pilot.store"));
        if (!Workspace::create(m_store).ok())
            qFatal("the test's store cannot be made");
        NotePage::discarded = 0;
    }

    MainWindow *show()
    {
        m_console = std::make_unique<Console>(wire);
        if (!m_store.isEmpty() && !m_console->openStore(m_store, Access::readWrite).ok())
            return nullptr;
        MainWindow *window = m_console->newWindow();
        if (m_console->session() && !QTest::qWaitFor([&] { return window->navigatorModel()->isFilled(); }))
            return nullptr;
        return window;
    }

    QString add(const QString &name)
    {
        Result<Workspace> workspace = Workspace::open(m_store, Access::readWrite);
        return workspace->saveTask(SequentialTask(TaskId::mint(), name), KeepFinished::no)->task.id.toString();
    }

    static QAction *action(MainWindow *window, const char *name) { return window->findChild<QAction *>(QLatin1StringView(name)); }
    static NotePage *note(MainWindow *window) { return dynamic_cast<NotePage *>(window->currentPage()); }
    static QTreeView *tree(MainWindow *window) { return window->findChild<QTreeView *>(QStringLiteral("navigatorTree")); }

    static void select(MainWindow *window, const QString &guid)
    {
        tree(window)->setCurrentIndex(window->navigatorModel()->find(NavigatorModel::keyOf(NavigatorKind::task, guid)));
        tree(window)->setFocus();
    }

    QTemporaryDir m_folder;
    std::unique_ptr<Console> m_console;
    QString m_store;
};

} // namespace seriatim::test
