#include "engine/agent/journalfile.h"

#include "engine/base/files.h"

#include <QFile>

namespace seriatim {

JournalFile::JournalFile(QString path, QString previous, QString spare)
    : m_path(std::move(path)), m_previous(std::move(previous)), m_spare(std::move(spare))
{
}

#ifndef Q_OS_LINUX // journalfile_linux.cpp

// Without a way to exchange two names the previous file gets a second name before it is replaced.
Result<> JournalFile::replace(const QByteArray &contents) const
{
    QFile::remove(m_spare);
    if (linkFile(m_path, m_spare))
        (void)renameOver(m_spare, m_previous);
    return replaceFileDurably(m_path, contents);
}

#endif

} // namespace seriatim
