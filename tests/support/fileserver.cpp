#include "tests/support/fileserver.h"

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>

namespace seriatim::test {

namespace {

QByteArray readHead(int connection)
{
    QByteArray head;
    char buffer[4096];
    while (!head.contains("\r\n\r\n") && head.size() < 65536) {
        const ssize_t count = ::recv(connection, buffer, sizeof buffer, 0);
        if (count <= 0)
            break;
        head.append(buffer, count);
    }
    return head;
}

QByteArray headerOf(const QByteArray &head, const QByteArray &name)
{
    for (const QByteArray &line : head.split('\n')) {
        if (line.toLower().startsWith(name.toLower() + ':'))
            return line.mid(name.size() + 1).trimmed();
    }
    return {};
}

void sendAll(int connection, QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const ssize_t count = ::send(connection, bytes.data(), static_cast<size_t>(bytes.size()), MSG_NOSIGNAL);
        if (count <= 0)
            return;
        bytes = bytes.sliced(count);
    }
}

} // namespace

FileServer::FileServer()
{
    m_listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    if (m_listener < 0 || ::bind(m_listener, reinterpret_cast<sockaddr *>(&address), length) != 0 || ::listen(m_listener, 8) != 0
        || ::getsockname(m_listener, reinterpret_cast<sockaddr *>(&address), &length) != 0) {
        throw std::runtime_error("no server can be started on this computer");
    }
    m_port = ntohs(address.sin_port);
    m_thread = std::thread([this] { run(); });
}

FileServer::~FileServer()
{
    m_stop = true;
    m_thread.join();
    ::close(m_listener);
}

QString FileServer::address() const
{
    return QStringLiteral("http://127.0.0.1:%1").arg(m_port);
}

void FileServer::serve(const QString &path, const QByteArray &contents)
{
    const std::scoped_lock lock(m_mutex);
    m_files.insert(path.toLatin1(), contents);
}

void FileServer::breakOffAfter(std::optional<qint64> bytes)
{
    const std::scoped_lock lock(m_mutex);
    m_breakOff = bytes;
}

void FileServer::setRanges(bool knows)
{
    const std::scoped_lock lock(m_mutex);
    m_ranges = knows;
}

void FileServer::redirect(const QString &path, const QString &target)
{
    const std::scoped_lock lock(m_mutex);
    m_redirections.insert(path.toLatin1(), target.toLatin1());
}

QStringList FileServer::requests() const
{
    const std::scoped_lock lock(m_mutex);
    return m_requests;
}

void FileServer::run()
{
    while (!m_stop) {
        pollfd waiting{m_listener, POLLIN, 0};
        if (::poll(&waiting, 1, 50) <= 0)
            continue;
        const int connection = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (connection < 0)
            continue;
        answer(connection);
        ::close(connection);
    }
}

void FileServer::answer(int connection)
{
    const QByteArray head = readHead(connection);
    const QByteArray path = head.split(' ').value(1);
    const QByteArray range = headerOf(head, "Range");
    const std::scoped_lock lock(m_mutex);
    m_requests.append(QString::fromLatin1("GET " + path + (range.isEmpty() ? QByteArray() : ' ' + range)));
    if (const auto target = m_redirections.constFind(path); target != m_redirections.constEnd()) {
        sendAll(connection, QByteArray("HTTP/1.1 302 Found\r\nLocation: " + *target + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
        return;
    }
    const auto file = m_files.constFind(path);
    if (file == m_files.constEnd()) {
        sendAll(connection, QByteArray("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
        return;
    }
    const bool partial = m_ranges && range.startsWith("bytes=");
    const qint64 from = partial ? range.mid(6).split('-').value(0).toLongLong() : 0;
    QByteArray body = file->mid(from);
    QByteArray answerHead = partial ? "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes " + QByteArray::number(from) + '-'
                                          + QByteArray::number(file->size() - 1) + '/' + QByteArray::number(file->size()) + "\r\n"
                                    : QByteArray("HTTP/1.1 200 OK\r\n");
    answerHead += "Content-Length: " + QByteArray::number(body.size()) + "\r\nConnection: close\r\n\r\n";
    if (m_breakOff)
        body.truncate(*m_breakOff);
    sendAll(connection, answerHead);
    sendAll(connection, body);
    m_sent += body.size();
}

} // namespace seriatim::test
