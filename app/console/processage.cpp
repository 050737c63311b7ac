#include "app/console/processage.h"

#include <QFile>
#include <QList>

#ifdef Q_OS_LINUX
#include <unistd.h>
#endif

namespace seriatim {

qint64 processAgeMs()
{
#ifdef Q_OS_LINUX
    QFile stat(QStringLiteral("/proc/self/stat"));
    QFile uptime(QStringLiteral("/proc/uptime"));
    if (!stat.open(QIODevice::ReadOnly) || !uptime.open(QIODevice::ReadOnly))
        return -1;
    // The name, in brackets, may have spaces; the start time is the 20th field after it (proc(5): field 22).
    const QByteArray text = stat.readAll();
    const QList<QByteArray> fields = text.mid(text.lastIndexOf(')') + 2).split(' ');
    const double started = fields.value(19).toDouble() / static_cast<double>(::sysconf(_SC_CLK_TCK));
    return static_cast<qint64>((uptime.readAll().split(' ').value(0).toDouble() - started) * 1000);
#else
    return -1;
#endif
}

} // namespace seriatim
