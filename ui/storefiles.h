// StoreFiles: what a window does with files: making and opening stores, bringing definitions in and out, with progress and a
// report at the end.
#pragma once

#include "models/storesession.h"

#include <QObject>

namespace seriatim {

class Console;

class StoreFiles : public QObject
{
    Q_OBJECT

public:
    StoreFiles(Console &console, QWidget *window) : QObject(window), m_console(console), m_window(window) {}

    // These ask which file.
    void createStore();
    void openStore(Access access);
    void importFiles();
    void exportTasks(const QStringList &tasks); // names; empty: everything

    void importPaths(const QStringList &paths);
    void exportTo(const QString &path, const QStringList &tasks);
    void fillWithDemo();

Q_SIGNALS:
    void statusMessage(const QString &text);

private:
    void fail(const QString &what, const Error &error);

    Console &m_console;
    QWidget *m_window;
};

} // namespace seriatim
