// FileServer: a small HTTP server on this computer that serves what a test gives it, with ranges, and can be told to break
// off in the middle or to know no ranges. Runs on a thread of its own.
#pragma once

#include <QByteArray>
#include <QHash>
#include <QStringList>

#include <atomic>
#include <mutex>
#include <optional>
#include <thread>

namespace seriatim::test {

class FileServer
{
public:
    FileServer();
    ~FileServer();
    FileServer(const FileServer &) = delete;
    FileServer &operator=(const FileServer &) = delete;

    [[nodiscard]] QString address() const; // "http://127.0.0.1:port"

    void serve(const QString &path, const QByteArray &contents); // "/a%20b"
    void breakOffAfter(std::optional<qint64> bytes);             // of every body; the length that was announced stays
    void setRanges(bool knows);
    void redirect(const QString &path, const QString &target);

    [[nodiscard]] QStringList requests() const; // "GET /a bytes=5-"
    [[nodiscard]] qint64 bytesSent() const { return m_sent; }

private:
    void run();
    void answer(int connection);

    int m_listener = -1;
    int m_port = 0;
    std::atomic<bool> m_stop{false};
    std::atomic<qint64> m_sent{0};
    mutable std::mutex m_mutex;
    QHash<QByteArray, QByteArray> m_files;
    QHash<QByteArray, QByteArray> m_redirections;
    std::optional<qint64> m_breakOff;
    bool m_ranges = true;
    QStringList m_requests;
    std::thread m_thread;
};

} // namespace seriatim::test
