#include "models/consolesettings.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFileInfo>
#include <QSettings>

#include <algorithm>

namespace seriatim {

namespace {

constexpr qsizetype mostRecentStores = 10;
constexpr qsizetype mostRecentTasks = 8;
constexpr qsizetype mostRecentAgentHomes = 8;
const QString storesKey = QStringLiteral("recentStores");
const QString tasksKey = QStringLiteral("recentTasks");
const QString agentHomesKey = QStringLiteral("recentAgentHomes");

QString storeKey(const QString &storePath, const QString &key)
{
    const QFileInfo file(storePath);
    const QString path = file.canonicalFilePath().isEmpty() ? file.absoluteFilePath() : file.canonicalFilePath();
    const QByteArray digest = QCryptographicHash::hash(path.toUtf8(), QCryptographicHash::Sha1).toHex().first(16);
    return QStringLiteral("stores/%1/%2").arg(QString::fromLatin1(digest), key);
}

QStringList withFirst(QStringList list, const QString &first, qsizetype atMost)
{
    list.removeAll(first);
    list.prepend(first);
    return list.first(std::min(atMost, list.size()));
}

} // namespace

void prepareSettings(const QString &folder)
{
    QCoreApplication::setOrganizationName(QStringLiteral("Seriatim"));
    if (QCoreApplication::applicationName().isEmpty())
        QCoreApplication::setApplicationName(QStringLiteral("Seriatim"));
    QSettings::setDefaultFormat(QSettings::IniFormat);
    if (!folder.isEmpty())
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder);
}

QStringList ConsoleSettings::recentStores() const
{
    return value(storesKey).toStringList();
}

void ConsoleSettings::noteStore(const QString &path)
{
    setValue(storesKey, withFirst(recentStores(), QFileInfo(path).absoluteFilePath(), mostRecentStores));
}

void ConsoleSettings::forgetStore(const QString &path)
{
    QStringList stores = recentStores();
    stores.removeAll(path);
    setValue(storesKey, stores);
}

QStringList ConsoleSettings::recentTasks(const QString &storePath) const
{
    return ofStore(storePath, tasksKey).toStringList();
}

void ConsoleSettings::noteTask(const QString &storePath, const QString &guid)
{
    setOfStore(storePath, tasksKey, withFirst(recentTasks(storePath), guid, mostRecentTasks));
}

QStringList ConsoleSettings::recentAgentHomes() const
{
    return value(agentHomesKey).toStringList();
}

void ConsoleSettings::noteAgentHome(const QString &folder)
{
    setValue(agentHomesKey, withFirst(recentAgentHomes(), QFileInfo(folder).absoluteFilePath(), mostRecentAgentHomes));
}

QVariant ConsoleSettings::ofStore(const QString &storePath, const QString &key) const
{
    return value(storeKey(storePath, key));
}

void ConsoleSettings::setOfStore(const QString &storePath, const QString &key, const QVariant &value)
{
    setValue(storeKey(storePath, key), value);
}

QVariant ConsoleSettings::value(const QString &key, const QVariant &fallback) const
{
    return QSettings().value(key, fallback);
}

void ConsoleSettings::setValue(const QString &key, const QVariant &value)
{
    QSettings().setValue(key, value);
}

} // namespace seriatim
