// ReportDesk: a console over a store that a random history was told, for tests of its reports.
#pragma once

#include "models/consolesettings.h"
#include "tests/support/dialogdriver.h"
#include "tests/support/reportedstore.h"
#include "tests/support/widgettest.h"
#include "ui/console.h"
#include "ui/mainwindow.h"
#include "ui/pagemakers.h"

#include <QInputDialog>

namespace seriatim::test {

class ReportDesk : public QObject
{
protected:
    void makeStore()
    {
        m_store = std::make_unique<ReportedStore>(7, 60, 3);
    }

    void open()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        prepareSettings(m_folder->path());
        startConsole();
    }

    void close()
    {
        m_console.reset();
    }

    [[nodiscard]] StoreSession &session() const { return *m_console->session(); }
    [[nodiscard]] EditorPage &page() const { return *m_window->currentPage(); }
    [[nodiscard]] QTreeView &table() const { return control<QTreeView>(page(), "reportTable"); }
    [[nodiscard]] QAbstractItemModel &rows() const { return *table().model(); }
    [[nodiscard]] Report expected(const ReportRequest &request) const
    {
        const Result<Report> report = makeReport(*m_store->workspace, request, SystemClock().now());
        if (!report)
            qFatal("%s", qPrintable(report.error().message()));
        return *report;
    }
    [[nodiscard]] int rowCount(const ReportRequest &request) const { return static_cast<int>(expected(request).rows.size()); }
    [[nodiscard]] int columnOf(const QString &title) const
    {
        for (int column = 0; column < rows().columnCount(); ++column) {
            if (rows().headerData(column, Qt::Horizontal).toString() == title)
                return column;
        }
        return -1;
    }
    [[nodiscard]] QTreeView &navigator() const { return control<QTreeView>(*m_window, "navigatorTree"); }
    void activateInNavigator(NavigatorKind kind, const QString &id)
    {
        const QModelIndex row = m_window->navigatorModel()->find(NavigatorModel::keyOf(kind, id));
        QVERIFY2(row.isValid(), qPrintable(id));
        navigator().expand(row.parent());
        navigator().setCurrentIndex(row);
        navigator().setFocus();
        QTest::keyClick(&navigator(), Qt::Key_Return);
    }
    void openReport(const QString &name)
    {
        QVERIFY(m_window->openPage({PageKind::report, name}));
        QTRY_VERIFY(!control<QLabel>(page(), "reportCount").text().isEmpty());
    }
    void trigger(const char *action)
    {
        auto *found = page().findChild<QAction *>(QLatin1StringView(action));
        QVERIFY2(found && found->isEnabled(), action);
        found->trigger();
    }
    // What the export of the page came to.
    [[nodiscard]] QByteArray exported(const char *action, const QString &name)
    {
        const QString path = m_folder->filePath(name);
        QSignalSpy said(&page(), &EditorPage::statusMessage);
        {
            const DialogDriver driver(QStringLiteral("exportFileDialog"), [&](QDialog &dialog) {
                control<QLineEdit>(dialog, "fileNameEdit").setText(path);
                QPushButton *save = control<QDialogButtonBox>(dialog, "buttonBox").button(QDialogButtonBox::Save);
                QTRY_VERIFY(save->isEnabled());
                test::click(*save);
            });
            trigger(action);
        }
        if (!QTest::qWaitFor([&] { return said.count() > 0; }))
            return {};
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void chooseTask(const QString &name)
    {
        typeInto(control<QLineEdit>(page(), "reportTask"), name);
        QTest::keyClick(&control<QLineEdit>(page(), "reportTask"), Qt::Key_Return);
    }
    void sayName(const QString &name)
    {
        auto *dialog = qobject_cast<QInputDialog *>(QApplication::activeModalWidget());
        QVERIFY(dialog);
        dialog->setTextValue(name);
        dialog->accept();
    }
    void startConsole(Access access = Access::readWrite)
    {
        m_console = std::make_unique<Console>(registerPageMakers);
        QVERIFY(m_console->openStore(m_store->folder.filePath(QStringLiteral("reports.store")), access).ok());
        m_window = m_console->newWindow();
        m_window->resize(1250, 850);
        QVERIFY(QTest::qWaitForWindowExposed(m_window));
        QTRY_VERIFY(m_window->navigatorModel()->isFilled());
    }

    std::unique_ptr<ReportedStore> m_store;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Console> m_console;
    MainWindow *m_window = nullptr;
};

} // namespace seriatim::test
