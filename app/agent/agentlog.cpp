#include "app/agent/agentlog.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QLoggingCategory>

#include <cstdio>
#include <mutex>

namespace seriatim {

namespace {

constexpr qint64 bytesOfOneFile = qint64(1) << 20;
constexpr int filesKept = 5;

struct Weight {
    int syslog; // sd-daemon(3)
    const char *word;
};

Weight weightOf(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return {7, "debug"};
    case QtInfoMsg:
        return {6, "info"};
    case QtWarningMsg:
        return {4, "warning"};
    case QtCriticalMsg:
        return {3, "error"};
    case QtFatalMsg:
        return {2, "fatal"};
    }
    Q_UNREACHABLE();
}

QByteArray oneLine(const QString &text)
{
    QString line;
    for (const QChar c : text) {
        if (c.category() == QChar::Other_Control || c.unicode() == QChar::LineSeparator || c.unicode() == QChar::ParagraphSeparator)
            line += QStringLiteral("\\x%1").arg(c.unicode(), 2, 16, QLatin1Char('0'));
        else
            line += c;
    }
    return line.toUtf8();
}

// A log that cannot be written must not stop the agent: the line goes to standard error then.
class RotatingFile
{
public:
    void open(const QString &path) { m_file.setFileName(path); }

    void append(const QByteArray &line)
    {
        if (m_file.isOpen() && m_file.size() + line.size() > bytesOfOneFile)
            rotate();
        const bool open = m_file.isOpen() || m_file.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered);
        if (!open || m_file.write(line) != line.size())
            std::fwrite(line.constData(), 1, static_cast<size_t>(line.size()), stderr);
    }

private:
    [[nodiscard]] QString numbered(int n) const { return n == 0 ? m_file.fileName() : m_file.fileName() + u'.' + QString::number(n); }

    void rotate()
    {
        m_file.close();
        QFile::remove(numbered(filesKept - 1));
        for (int n = filesKept - 1; n > 0; --n)
            QFile::rename(numbered(n - 1), numbered(n));
    }

    QFile m_file;
};

LogTarget chosen = LogTarget::standardError;

RotatingFile &file()
{
    static RotatingFile rotating;
    return rotating;
}

void write(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    static std::mutex mutex;
    const std::scoped_lock lock(mutex);
    const Weight weight = weightOf(type);
    const QByteArray category = context.category != nullptr ? QByteArray(context.category) : QByteArray("default");
    const QByteArray said = category + ": " + oneLine(message) + '\n';
    if (chosen == LogTarget::file) {
        file().append(QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs).toLatin1() + ' ' + weight.word + ' ' + said);
        return;
    }
    const QByteArray line = '<' + QByteArray::number(weight.syslog) + '>' + said;
    std::fwrite(line.constData(), 1, static_cast<size_t>(line.size()), stderr);
    std::fflush(stderr);
}

} // namespace

std::optional<LogTarget> logTargetFromWord(const QString &word)
{
    if (word == u"stderr")
        return LogTarget::standardError;
    if (word == u"journal")
        return LogTarget::journal;
    if (word == u"file")
        return LogTarget::file;
    return std::nullopt;
}

void startLog(LogTarget target, const QString &home)
{
    chosen = target;
    if (target == LogTarget::standardError)
        return;
    QLoggingCategory::setFilterRules(QStringLiteral("seriatim.*.info=true"));
    if (target == LogTarget::file) {
        QDir().mkpath(home + QStringLiteral("/Logs"));
        file().open(home + QStringLiteral("/Logs/agent.log"));
    }
    qInstallMessageHandler(write);
}

} // namespace seriatim
