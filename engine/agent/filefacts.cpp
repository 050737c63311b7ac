#include "engine/agent/filefacts.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#ifdef Q_OS_WIN
#include <windows.h>
#else
#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#endif

namespace seriatim {

namespace {

constexpr qint64 pieceBytes = qint64(1) << 20;

enum class EntryKind { absent, file, folder, other };

Result<EntryKind> kindOf(const QString &path)
{
#ifdef Q_OS_WIN
    const QFileInfo info(path);
    return !info.exists() ? EntryKind::absent : info.isFile() ? EntryKind::file
           : info.isDir() ? EntryKind::folder : EntryKind::other;
#else
    // QFileInfo calls a file absent that it may not look at.
    struct stat status {};
    if (::stat(QFile::encodeName(path).constData(), &status) == 0)
        return S_ISREG(status.st_mode) ? EntryKind::file : S_ISDIR(status.st_mode) ? EntryKind::folder : EntryKind::other;
    if (errno == ENOENT || errno == ENOTDIR)
        return EntryKind::absent;
    return Error{ErrorCode::io, path, QStringLiteral("cannot be looked at: ") + QString::fromLocal8Bit(std::strerror(errno))};
#endif
}

} // namespace

Result<bool> fileExists(const QString &path)
{
    const Result<EntryKind> kind = kindOf(path);
    return kind ? Result<bool>(*kind == EntryKind::file) : Result<bool>(kind.error());
}

Result<bool> folderExists(const QString &path)
{
    const Result<EntryKind> kind = kindOf(path);
    return kind ? Result<bool>(*kind == EntryKind::folder) : Result<bool>(kind.error());
}

Result<QString> fileVersion(const QString &path)
{
#ifdef Q_OS_WIN
    const std::wstring native = QDir::toNativeSeparators(path).toStdWString();
    DWORD ignored = 0;
    QByteArray block(static_cast<qsizetype>(::GetFileVersionInfoSizeW(native.c_str(), &ignored)), '\0');
    VS_FIXEDFILEINFO *info = nullptr;
    UINT length = 0;
    if (block.isEmpty() || !::GetFileVersionInfoW(native.c_str(), 0, static_cast<DWORD>(block.size()), block.data())
        || !::VerQueryValueW(block.data(), L"\\", reinterpret_cast<void **>(&info), &length)) {
        return Error{ErrorCode::notFound, path, QStringLiteral("the file has no version resource")};
    }
    return QStringLiteral("%1.%2.%3.%4")
        .arg(HIWORD(info->dwFileVersionMS)).arg(LOWORD(info->dwFileVersionMS))
        .arg(HIWORD(info->dwFileVersionLS)).arg(LOWORD(info->dwFileVersionLS));
#else
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::io, path, QStringLiteral("cannot be read: ") + file.errorString()};
    static const QRegularExpression version(QStringLiteral("^v?([0-9]+(\\.[0-9]+)*([-+~_.][0-9A-Za-z.+~_-]*)?)$"));
    const QRegularExpressionMatch match = version.match(QString::fromUtf8(file.readLine(256).trimmed()));
    if (!match.hasMatch())
        return Error{ErrorCode::notFound, path, QStringLiteral("the file's first line is not a version")};
    return match.captured(1);
#endif
}

Result<QString> fileSha256(const QString &path, const std::function<bool(qint64)> &goOn)
{
    QFile file(path);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const auto unreadable = [&] { return Error{ErrorCode::io, path, QStringLiteral("cannot be read: ") + file.errorString()}; };
    if (!file.open(QIODevice::ReadOnly))
        return unreadable();
    QByteArray piece(pieceBytes, Qt::Uninitialized);
    for (qint64 read = 0; (read = file.read(piece.data(), pieceBytes)) != 0;) {
        if (read < 0)
            return unreadable();
        hash.addData(QByteArrayView(piece.constData(), read));
        if (goOn && !goOn(read))
            return Error{ErrorCode::refused, path, QStringLiteral("reading it was stopped")};
    }
    return QString::fromLatin1(hash.result().toHex());
}

} // namespace seriatim
