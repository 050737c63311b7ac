// StartPage: where the console begins: how the rollouts of the open store go, the stores and tasks that were used last, and
// what to do first in an empty store. Its buttons are the window's actions.
#pragma once

#include "models/navigatormodel.h"
#include "ui/console.h"
#include "ui/editorpage.h"

class QGridLayout;

namespace seriatim {

class CardFlow;
class DashboardView;
class WindowActions;

class StartPage : public EditorPage
{
    Q_OBJECT

public:
    // `model` is null where no store is open.
    StartPage(Console &console, const WindowActions &actions, NavigatorModel *model, QWidget *parent);

    [[nodiscard]] PageKey key() const override { return {}; }
    [[nodiscard]] QString title() const override { return tr("Start"); }
    [[nodiscard]] QIcon pageIcon() const override;

Q_SIGNALS:
    void storeChosen(const QString &path);
    void demoWished();

private:
    void makeTop(QVBoxLayout *layout, QWidget *content);
    void fill();
    void addActionButton(QVBoxLayout *layout, QAction *action, const QString &explanation);
    void addLink(QVBoxLayout *layout, const QString &text, const QString &detail, const QIcon &symbol, const QString &name, const std::function<void()> &clicked);
    void addStores(QVBoxLayout *layout);
    void addFirstSteps(QVBoxLayout *layout);
    void addRecentTasks(QVBoxLayout *layout);
    [[nodiscard]] bool storeIsEmpty() const;

    Console &m_console;
    const WindowActions &m_actions;
    NavigatorModel *m_model;
    DashboardView *m_dashboard = nullptr; // of an open store
    CardFlow *m_lists = nullptr;          // below it: made anew where something in it is another one
    QString m_shown;                      // what the lists were made of
};

} // namespace seriatim
