#include "engine/agent/inbox.h"

#include "engine/agent/inboxfile.h"
#include "engine/base/files.h"
#include "engine/base/logging.h"

#include <QDir>
#include <QDirIterator>
#include <QRegularExpression>
#include <QUuid>

#include <algorithm>

namespace seriatim {

namespace {

const QString ending = QStringLiteral(".wish");
constexpr int mostEntriesInOneLook = 4096; // folders that cannot be removed stand in nobody's way for long

struct Read {
    ReceivedWish received;
    Instant written = 0;
};

Result<Read> readEntry(const QString &path, const QString &name)
{
    static const QRegularExpression sound(QStringLiteral("^[A-Za-z0-9-]{1,64}\\.wish$"));
    if (!sound.match(name).hasMatch()) // it would come into the log and the journal
        return Error{ErrorCode::invalidInput, QStringLiteral("wish"), QStringLiteral("its file has a name that no wish has")};
    const Result<InboxFile> file = readInboxFile(path, maximumWishBytes);
    if (!file)
        return file.error();
    const Result<Wish> wish = readWish(file->bytes, file->written);
    if (!wish)
        return Error{wish.error().code, QStringLiteral("wish of '%1'").arg(file->owner), wish.error().detail};
    return Read{{name.chopped(ending.size()), *wish, file->owner, file->isPrivileged}, file->written};
}

bool removeEntry(const QString &path)
{
    return QFile::remove(path) || QDir().rmdir(path);
}

} // namespace

QString Inbox::fileOf(const QString &id) const
{
    return m_folder + u'/' + id + ending;
}

Inbox::Rights Inbox::rights() const
{
    const QFileInfo folder(m_folder);
    if (!folder.isDir() || !folder.isWritable() || !folder.isExecutable())
        return Rights::nothing;
    return isPrivilegedFor(m_folder) ? Rights::everything : Rights::answers;
}

Result<> Inbox::leave(const Wish &wish) const
{
    const QString shown = QDir::toNativeSeparators(m_folder);
    if (!QFileInfo(m_folder).isDir())
        return Error{ErrorCode::notFound, shown, QStringLiteral("no agent that takes wishes has worked in this home yet; start one")};
    switch (rights()) {
    case Rights::nothing:
        return Error{ErrorCode::readOnly, shown, QStringLiteral("there is no right to ask this agent for anything; ask its administrator")};
    case Rights::answers:
        if (wish.kind == Wish::Kind::runNow)
            return Error{ErrorCode::readOnly, shown, QStringLiteral("only an administrator of this computer may have a task run now")};
        break;
    case Rights::everything:
        break;
    }
    return replaceFileAtomically(fileOf(QUuid::createUuid().toString(QUuid::WithoutBraces)), writeWish(wish));
}

Result<> Inbox::make() const
{
    return makeInboxFolder(m_folder);
}

std::vector<ReceivedWish> Inbox::look() const
{
    std::vector<Read> found;
    QStringList refused;
    QDirIterator entries(m_folder, {u'*' + ending}, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    for (int seen = 0; entries.hasNext() && seen < mostEntriesInOneLook && found.size() < mostInOneLook && refused.size() < mostInOneLook; ++seen) {
        const QString path = entries.next();
        Result<Read> read = readEntry(path, entries.fileName());
        if (read)
            found.push_back(std::move(read).value());
        else if (removeEntry(path))
            refused.append(read.error().message());
    }
    if (!refused.isEmpty()) {
        qCWarning(logAgent).noquote() << QStringLiteral("%1 in the inbox removed that could not be taken; the first: %2")
                                             .arg(refused.size() == 1 ? QStringLiteral("1 wish") : QStringLiteral("%1 wishes").arg(refused.size()), refused.first());
    }
    std::ranges::stable_sort(found, {}, &Read::written);
    std::vector<ReceivedWish> wishes;
    for (Read &read : found)
        wishes.push_back(std::move(read.received));
    return wishes;
}

void Inbox::remove(const QString &id) const
{
    if (!QFile::remove(fileOf(id)))
        qCWarning(logAgent).noquote() << fileOf(id) << "cannot be removed; it is not taken twice";
}

} // namespace seriatim
