#include "models/agenthomes.h"

#include "engine/workspace/localagent.h"
#include "models/localrun.h"
#include "models/runapart.h"

#include <QDir>

#include <algorithm>

namespace seriatim {

namespace {

QStringList homesOf(const QString &storePath)
{
    if (storePath.isEmpty())
        return {};
    const QString own = defaultAgentHome(storePath, LocalRun::thisComputerName());
    QStringList folders;
    for (const QFileInfo &folder : QDir(QFileInfo(own).path()).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name | QDir::IgnoreCase))
        folders.append(folder.absoluteFilePath());
    std::ranges::stable_partition(folders, [&](const QString &folder) { return folder == own; });
    return folders;
}

} // namespace

AgentHomes::AgentHomes(QObject *parent)
    : QObject(parent),
      m_latest(
          this, [this] { return runApart<QStringList>([path = m_storePath](JobControl &) { return homesOf(path); }); },
          [this](const QStringList &folders) { take(folders); })
{
    connect(&m_watch, &ChangeWatch::due, this, [this] { m_latest.refresh(); });
}

void AgentHomes::setStore(const QString &storePath)
{
    if (storePath == m_storePath)
        return;
    m_storePath = storePath;
    m_folders.clear();
    m_listed = false;
    m_latest.drop();
    if (m_watch.isActive())
        m_latest.refresh();
    Q_EMIT changed();
}

void AgentHomes::take(const QStringList &folders)
{
    if (m_listed && folders == m_folders)
        return;
    m_folders = folders;
    m_listed = true;
    Q_EMIT changed();
}

} // namespace seriatim
