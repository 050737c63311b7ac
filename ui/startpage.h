// StartPage: where the console begins: the stores and tasks that were used last, and what to do first in an empty store.
// Its buttons are the window's actions.
#pragma once

#include "models/navigatormodel.h"
#include "ui/console.h"
#include "ui/editorpage.h"

class QGridLayout;

namespace seriatim {

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
    QWidget *m_content = nullptr;
    QString m_shown; // what the content was made of
};

} // namespace seriatim
