#include "engine/workspace/storelink.h"

#include <QFile>
#include <QFileInfo>

#ifdef Q_OS_UNIX
#include <sys/stat.h>
#endif

namespace seriatim {

namespace {

// Which file a name stands for now; empty where there is none. Without numbers for files nothing is noticed.
QByteArray fileBehind(const QString &path)
{
#ifdef Q_OS_UNIX
    struct stat info{};
    if (::stat(QFile::encodeName(path).constData(), &info) != 0)
        return {};
    return QByteArray::number(qulonglong(info.st_dev)) + ':' + QByteArray::number(qulonglong(info.st_ino));
#else
    return QFileInfo::exists(path) ? QByteArrayLiteral("there") : QByteArray();
#endif
}

} // namespace

StoreLink::StoreLink(QString path) : m_path(Workspace::storeFile(path)) {}

StoreLink::StoreLink(Workspace &workspace) : m_path(workspace.store().path()), m_workspace(&workspace) {}

bool StoreLink::isStillThere() const
{
    return m_workspace && (!m_own || fileBehind(m_path) == m_file);
}

Result<Workspace *> StoreLink::workspace()
{
    if (!isStillThere()) {
        if (auto opened = reopen(); !opened)
            return opened.error();
    }
    if (m_trusted && !m_keyChecked) {
        if (auto checked = checkKey(); !checked)
            return checked.error();
    }
    return m_workspace;
}

Result<> StoreLink::reopen()
{
    m_workspace = nullptr;
    m_own.reset();
    m_keyChecked = false;
    Result<Workspace> opened = Workspace::open(m_path, Access::readWrite, Role::agent);
    if (!opened)
        return opened.error();
    const QByteArray file = fileBehind(m_path);
    m_replaced = m_replaced || (m_everOpened && file != m_file);
    m_file = file;
    m_everOpened = true;
    ++m_generation;
    m_own = std::move(opened).value();
    m_workspace = &*m_own;
    return Done{};
}

// Not remembered where it is another one: that may change.
Result<> StoreLink::checkKey()
{
    const Result<std::optional<QString>> text = m_workspace->store().policies().publicKey();
    if (!text)
        return text.error();
    const Result<PublicKey> key = PublicKey::parse(text->value_or(QString()));
    if (!key || *key != *m_trusted) {
        return Error{ErrorCode::refused, m_path,
                     QStringLiteral("this is another store than the one that this agent belongs to (its key is %1, not %2); start the "
                                    "agent with --store-key to have it belong to this one")
                         .arg(key ? key->fingerprint() : QStringLiteral("missing"), m_trusted->fingerprint())};
    }
    m_keyChecked = true;
    return Done{};
}

bool StoreLink::takeReplaced()
{
    return std::exchange(m_replaced, false);
}

} // namespace seriatim
