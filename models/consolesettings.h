// What the console remembers from one day to the next, in QSettings: windows, stores, tasks, open pages. Several consoles
// may write at once; the last one wins, key by key.
#pragma once

#include <QString>
#include <QStringList>
#include <QVariant>

namespace seriatim {

// Call once, before anything reads or writes QSettings: names the application, and keeps all settings below `folder`
// where one is given (SERIATIM_SETTINGS, tests).
void prepareSettings(const QString &folder);

class ConsoleSettings
{
public:
    [[nodiscard]] QStringList recentStores() const; // latest first
    void noteStore(const QString &path);
    void forgetStore(const QString &path);

    [[nodiscard]] QStringList recentTasks(const QString &storePath) const; // GUIDs, latest first
    void noteTask(const QString &storePath, const QString &guid);

    [[nodiscard]] QStringList recentAgentHomes() const; // folders that were chosen by hand, latest first
    void noteAgentHome(const QString &folder);

    // Of one store: whatever a window wants back when the store is opened again.
    [[nodiscard]] QVariant ofStore(const QString &storePath, const QString &key) const;
    void setOfStore(const QString &storePath, const QString &key, const QVariant &value);

    [[nodiscard]] QVariant value(const QString &key, const QVariant &fallback = {}) const;
    void setValue(const QString &key, const QVariant &value);
};

} // namespace seriatim
