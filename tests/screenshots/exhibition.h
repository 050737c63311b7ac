// Exhibition: opens every page and dialog over a store of its own and keeps a picture of each.
#pragma once

#include "tests/screenshots/agentexhibit.h"

#include "ui/console.h"
#include "ui/mainwindow.h"

#include <QDir>
#include <QTemporaryDir>

#include <functional>

namespace seriatim {

class AgentWindow;

class Exhibition
{
public:
    Exhibition(QDir target, QString theme);
    ~Exhibition();

    [[nodiscard]] bool showAll();

private:
    [[nodiscard]] bool fillStore();
    void showPages();
    void showTaskTabs();
    void showDialogs();
    void showCatalogueDialogs();
    void showMore();
    void showTaskQuestions();
    void showProblems();
    void showRun();
    void showPicker();
    void showMessages();
    void showNavigatorFilter();
    void showDashboard();
    void showReports();
    void showStatusSources();
    void showReadOnly();
    void showComparisons();
    void showAgent();
    void showPortal();
    void closeAgent(AgentWindow *window);
    void showWarnings();
    void showSimulations();
    void showSimulationSetup();
    void showSimulationResult();
    void showDebugger();
    void showCrashMatrix();
    void showWarning(const QString &computer, const WarnedExhibit &exhibit, const QString &name);
    void fail(const QString &why); // said, and no success at the end
    void settle() const; // until what is read and painted is there
    void keep(QWidget &widget, const QString &name);
    void keepDialog(QDialog &dialog, const QString &name);
    void keepModal(const std::function<void()> &open, const QString &name, const QString &answer = {});
    void openList(PageKind kind, const QString &name);
    void showPage(const PageKey &key, const QString &name);
    void showTabs(const QString &name);

    QDir m_target;
    QString m_theme;
    QTemporaryDir m_folder;
    std::unique_ptr<Console> m_console;
    MainWindow *m_window = nullptr;
    std::optional<SequentialTask> m_task;
    std::optional<Catalogue> m_catalogue;
    bool m_failed = false;
};

} // namespace seriatim
