#include "models/taskcopy.h"

#include "engine/workspace/stalesave.h"

#include <QCoreApplication>

namespace seriatim {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(seriatim::TaskCopy)
};

} // namespace

SequentialTask copyOf(const SequentialTask &task, const QString &name)
{
    SequentialTask copy = asNewTask(task);
    copy.name = name;
    copy.enabled = false;
    return copy;
}

QString freeCopyName(const QString &name, const QStringList &taken)
{
    return freeName(Words::tr("%1 (copy)").arg(name), taken);
}

QString freeName(const QString &name, const QStringList &taken)
{
    QString result = name;
    for (int number = 2; taken.contains(result, Qt::CaseInsensitive); ++number)
        result = QStringLiteral("%1 %2").arg(name).arg(number);
    return result;
}

} // namespace seriatim
