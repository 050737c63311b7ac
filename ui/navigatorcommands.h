// NavigatorCommands: what is done to a navigator's rows beyond opening them, with the questions that belong to it.
#pragma once

#include "models/navigatormodel.h"
#include "ui/editorpage.h"

namespace seriatim {

class Console;
class MainWindow;
class Navigator;

class NavigatorCommands : public QObject
{
    Q_OBJECT

public:
    NavigatorCommands(Console &console, MainWindow &window, Navigator &navigator);

    void setModel(NavigatorModel *model); // null: no store

private:
    void addFolder(NavigatorKind kind, const QString &parent);
    void duplicate(NavigatorKind kind, const QString &id);
    void remove(NavigatorKind kind, const QString &id, const QString &name);
    void removeSavedReport(const QString &key, const QString &name);
    void removeTask(const QString &guid, const QString &name);

    Console &m_console;
    MainWindow &m_window;
    Navigator &m_navigator;
    NavigatorModel *m_model = nullptr;
};

} // namespace seriatim
