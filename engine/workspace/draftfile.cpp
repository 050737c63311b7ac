#include "engine/workspace/draftfile.h"

#include "engine/base/files.h"
#include "engine/exchange/draftdocument.h"
#include "engine/xml/document.h"

#include <QDir>
#include <QFileInfo>
#include <QLockFile>

#include <algorithm>

namespace seriatim {

namespace {

// The same for every way to write the path.
QString storeKey(const QString &storePath)
{
    const QFileInfo info(storePath);
    return info.exists() ? info.canonicalFilePath() : info.absoluteFilePath();
}

// Held as long as it lives; null where a living process has it.
std::unique_ptr<QLockFile> lockOf(const QString &draftPath)
{
    auto lock = std::make_unique<QLockFile>(draftPath + QStringLiteral(".lock"));
    lock->setStaleLockTime(0); // only death frees it, never age
    return lock->tryLock(0) ? std::move(lock) : nullptr;
}

Error inUse(const QString &path)
{
    return {ErrorCode::busy, path, QStringLiteral("another window or process has this draft open, or its folder cannot be written")};
}

QString setAside(const QString &path)
{
    QString name = path + QStringLiteral(".damaged");
    for (int number = 2; QFileInfo::exists(name); ++number)
        name = path + QStringLiteral(".damaged-%1").arg(number);
    return QFile::rename(path, name) ? name : path;
}

void read(const QString &path, const QString &storePath, FoundDrafts &found)
{
    const Result<QByteArray> text = readFile(path, maximumDocumentBytes);
    if (!text && text.error().code == ErrorCode::notFound)
        return; // its editor has just saved it
    Result<DraftDocument> document = text ? readDraftDocument(*text, path) : Result<DraftDocument>(text.error());
    if (!document) {
        found.damaged.append(setAside(path));
        return;
    }
    if (document->storePath == storeKey(storePath))
        found.drafts.push_back({path, document->storePath, std::move(document->draft), document->written});
}

} // namespace

Result<FoundDrafts> draftsIn(const QString &folder, const QString &storePath)
{
    FoundDrafts found;
    const QDir directory(folder);
    for (const QString &name : directory.entryList({QStringLiteral("*.draft.xml")}, QDir::Files)) {
        const QString path = directory.filePath(name);
        if (const auto lock = lockOf(path))
            read(path, storePath, found);
    }
    std::ranges::sort(found.drafts, std::ranges::greater(), &DraftFile::written);
    return found;
}

Result<> removeDraft(const QString &path)
{
    if (!QFileInfo::exists(path))
        return Done{};
    const auto lock = lockOf(path);
    if (!lock)
        return inUse(path);
    QFile file(path);
    if (!file.remove())
        return Error{ErrorCode::io, path, QStringLiteral("the draft cannot be removed: ") + file.errorString()};
    return Done{};
}

DraftKeeper::DraftKeeper(QString folder, QString storePath) : m_folder(std::move(folder)), m_storePath(storeKey(storePath)) {}
DraftKeeper::~DraftKeeper() = default;

Result<std::unique_ptr<DraftKeeper>> DraftKeeper::takeOver(const DraftFile &found)
{
    auto lock = lockOf(found.path);
    if (!lock)
        return inUse(found.path);
    if (!QFileInfo::exists(found.path))
        return Error{ErrorCode::notFound, found.path, QStringLiteral("the draft is gone; another window has taken it")};
    auto keeper = std::make_unique<DraftKeeper>(QFileInfo(found.path).absolutePath(), found.storePath);
    keeper->m_path = found.path;
    keeper->m_lock = std::move(lock);
    return keeper;
}

// A file that is there is somebody's draft, perhaps one that is still to be offered: it is never written over.
Result<> DraftKeeper::choosePath(const SequentialTask &draft)
{
    if (auto made = makeFolder(m_folder); !made)
        return made;
    constexpr int tries = 1000;
    const QString stem = QDir(m_folder).filePath(draft.id.uuid().toString(QUuid::WithoutBraces));
    for (int number = 1; number <= tries; ++number) {
        const QString path = stem + (number == 1 ? QString() : QStringLiteral("-%1").arg(number)) + QStringLiteral(".draft.xml");
        if (QFileInfo::exists(path))
            continue;
        if (auto lock = lockOf(path)) {
            m_path = path;
            m_lock = std::move(lock);
            return Done{};
        }
    }
    return inUse(stem);
}

Result<> DraftKeeper::keep(const SequentialTask &draft)
{
    if (m_path.isEmpty()) {
        if (auto chosen = choosePath(draft); !chosen)
            return chosen;
    }
    return replaceFileDurably(m_path, writeDraftDocument({m_storePath, SystemClock().now(), draft}), FileReaders::ownerOnly);
}

Result<> DraftKeeper::discard()
{
    if (m_path.isEmpty())
        return Done{};
    QFile file(m_path);
    if (file.exists() && !file.remove())
        return Error{ErrorCode::io, m_path, QStringLiteral("the draft cannot be removed: ") + file.errorString()};
    m_path.clear();
    m_lock.reset();
    return Done{};
}

} // namespace seriatim
