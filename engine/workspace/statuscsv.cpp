#include "engine/workspace/statuscsv.h"

#include "engine/base/csv.h"
#include "engine/base/isotime.h"

namespace seriatim {

namespace {

QString timeField(const std::optional<Instant> &instant)
{
    return instant && *instant != 0 ? isoTime(*instant) : QString();
}

} // namespace

QByteArray statusCsvHeader()
{
    return "computer,status,run,restarts,started,finished,item,program,itemStatus,returnCode,attempts,explanation\r\n";
}

QByteArray statusCsvLines(const ComputerTaskStatus &computer, const QStringList &programNames)
{
    const QStringList head{computer.computer, toWord(computer.status), QString::number(computer.run), QString::number(computer.restarts),
                           timeField(computer.started), timeField(computer.finished)};
    if (computer.items.empty())
        return csvLine(head + QStringList{{}, {}, {}, {}, {}, computer.explanation});
    QByteArray lines;
    for (const LineItemStatus &item : computer.items) {
        lines += csvLine(head + QStringList{QString::number(item.place), programNames.value(item.place - 1), toWord(item.status),
                                            item.returnCode ? QString::number(*item.returnCode) : QString(), QString::number(item.attempts),
                                            item.explanation});
    }
    return lines;
}

} // namespace seriatim
