#include "engine/agent/filefetch.h"

#include "engine/agent/syncfile.h"

#include <QFile>
#include <QFileInfo>
#include <QUrl>

#include <curl/curl.h>

#include <memory>

namespace seriatim {

namespace {

constexpr qint64 chunkBytes = 1 << 20;
constexpr long connectSeconds = 30;
constexpr long stalledSeconds = 60;
constexpr long redirectsAtMost = 5;

Error ioError(const QString &path, const QString &detail)
{
    return {ErrorCode::io, path, detail};
}

Error cancelledError(const FetchJob &job)
{
    return {ErrorCode::cancelled, job.source, QStringLiteral("its copying was stopped")};
}

bool mayGoOn(const FetchJob &job)
{
    return !job.goOn || job.goOn();
}

Error tooLong(const FetchJob &job)
{
    return {ErrorCode::invalidInput, job.source, QStringLiteral("is longer than the %1 bytes that its snapshot says").arg(job.size)};
}

Result<> copyRest(const FetchJob &job, QFile &target)
{
    QFile source(job.source);
    if (!source.open(QIODevice::ReadOnly))
        return ioError(job.source, QStringLiteral("cannot be read: ") + source.errorString());
    if (source.size() > job.size)
        return tooLong(job);
    if (!source.seek(target.size()))
        return ioError(job.source, QStringLiteral("cannot be read: ") + source.errorString());
    for (qint64 size = target.size(); !source.atEnd();) {
        if (!mayGoOn(job))
            return cancelledError(job);
        const QByteArray chunk = source.read(std::min(chunkBytes, job.size - size + 1));
        if (source.error() != QFileDevice::NoError)
            return ioError(job.source, QStringLiteral("cannot be read: ") + source.errorString());
        if (size + chunk.size() > job.size)
            return tooLong(job);
        if (target.write(chunk) != chunk.size())
            return ioError(job.target, QStringLiteral("cannot be written whole; is the disk full?"));
        size += chunk.size();
    }
    target.setPermissions(source.permissions() | QFile::ReadOwner | QFile::WriteOwner);
    return Done{};
}

// What curl's callbacks need; they must not throw and cannot return an Error.
struct Download {
    const FetchJob &job;
    QFile &target;
    std::optional<Error> trouble;
};

size_t takeBytes(char *bytes, size_t, size_t count, void *user)
{
    Download &download = *static_cast<Download *>(user);
    if (download.target.size() + static_cast<qint64>(count) > download.job.size) {
        download.trouble = tooLong(download.job);
        return 0;
    }
    if (download.target.write(bytes, static_cast<qint64>(count)) != static_cast<qint64>(count)) {
        download.trouble = ioError(download.job.target, QStringLiteral("cannot be written whole; is the disk full?"));
        return 0;
    }
    return count;
}

int askToGoOn(void *user, curl_off_t, curl_off_t, curl_off_t, curl_off_t)
{
    return mayGoOn(static_cast<Download *>(user)->job) ? 0 : 1;
}

struct CurlEnd {
    void operator()(CURL *handle) const { curl_easy_cleanup(handle); }
};

void prepareCurl()
{
    static const CURLcode once = curl_global_init(CURL_GLOBAL_DEFAULT);
    Q_UNUSED(once)
}

CURLcode performDownload(Download &download, QByteArray *message)
{
    prepareCurl();
    const std::unique_ptr<CURL, CurlEnd> curl(curl_easy_init());
    if (!curl)
        return CURLE_OUT_OF_MEMORY;
    char text[CURL_ERROR_SIZE] = {};
    const QByteArray address = download.job.source.toLatin1();
    // A redirection never leads from a connection that proves the server to one that does not.
    const char *const redirections = address.startsWith("https:") ? "https" : "http,https";
    CURL *const handle = curl.get();
    curl_easy_setopt(handle, CURLOPT_URL, address.constData());
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(handle, CURLOPT_REDIR_PROTOCOLS_STR, redirections);
    curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 1L);
    curl_easy_setopt(handle, CURLOPT_MAXREDIRS, redirectsAtMost);
    curl_easy_setopt(handle, CURLOPT_FAILONERROR, 1L);
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, connectSeconds);
    curl_easy_setopt(handle, CURLOPT_LOW_SPEED_LIMIT, 1L);
    curl_easy_setopt(handle, CURLOPT_LOW_SPEED_TIME, stalledSeconds);
    curl_easy_setopt(handle, CURLOPT_USERAGENT, "seriatim-agent/" SERIATIM_VERSION);
    curl_easy_setopt(handle, CURLOPT_RESUME_FROM_LARGE, static_cast<curl_off_t>(download.target.size()));
    curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, text);
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, takeBytes);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, &download);
    curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, askToGoOn);
    curl_easy_setopt(handle, CURLOPT_XFERINFODATA, &download);
    const CURLcode code = curl_easy_perform(handle);
    *message = text[0] != '\0' ? QByteArray(text) : QByteArray(curl_easy_strerror(code));
    return code;
}

Result<> downloadRest(const FetchJob &job, QFile &target)
{
    if (target.size() == job.size)
        return Done{}; // nothing is missing; a server refuses to send from the end on
    Download download{job, target, std::nullopt};
    QByteArray message;
    CURLcode code = performDownload(download, &message);
    if (code == CURLE_RANGE_ERROR && target.resize(0)) // a server that cannot go on in the middle
        code = performDownload(download, &message);
    if (download.trouble)
        return *download.trouble;
    if (code == CURLE_ABORTED_BY_CALLBACK)
        return cancelledError(job);
    if (code != CURLE_OK)
        return Error{ErrorCode::notFound, job.source, QStringLiteral("cannot be downloaded: ") + QString::fromLocal8Bit(message)};
    // The web carries no rights, and an installer has to be started.
    target.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return Done{};
}

} // namespace

bool isWebAddress(const QString &location)
{
    return location.startsWith(QStringLiteral("http://"), Qt::CaseInsensitive) || location.startsWith(QStringLiteral("https://"), Qt::CaseInsensitive);
}

QString webAddressOf(const QString &base, const QString &path)
{
    const QString encoded = QString::fromLatin1(QUrl::toPercentEncoding(path, "/"));
    const QUrl url(base, QUrl::TolerantMode);
    const QString start = QString::fromLatin1(url.toEncoded(QUrl::RemoveFragment | QUrl::RemoveQuery));
    return start.endsWith(u'/') ? start + encoded : start + u'/' + encoded;
}

Result<> fetchFile(const FetchJob &job)
{
    QFile target(job.target);
    // Never through a link that was put there.
    if (QFileInfo(job.target).isSymLink() && !target.remove())
        return ioError(job.target, QStringLiteral("is a link in the way: ") + target.errorString());
    if (!target.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered))
        return ioError(job.target, QStringLiteral("cannot be written: ") + target.errorString());
    if (target.size() > job.size && !target.resize(0))
        return ioError(job.target, QStringLiteral("cannot be written: ") + target.errorString());
    auto fetched = isWebAddress(job.source) ? downloadRest(job, target) : copyRest(job, target);
    const auto synced = syncFile(target);
    return fetched ? synced : fetched;
}

} // namespace seriatim
