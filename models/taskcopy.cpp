#include "models/taskcopy.h"

#include <QCoreApplication>
#include <QHash>

namespace seriatim {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(seriatim::TaskCopy)
};

} // namespace

SequentialTask copyOf(const SequentialTask &task, const QString &name)
{
    SequentialTask copy = task;
    copy.id = TaskId::mint();
    copy.name = name;
    copy.revision = 0;
    copy.enabled = false;
    QHash<LineItemId, LineItemId> renewed;
    for (LineItem &item : copy.items) {
        const LineItemId fresh = LineItemId::mint();
        renewed.insert(item.id, fresh);
        item.id = fresh;
        item.succeeds.clear();
        for (Dependency &dependency : item.dependencies)
            dependency.on = renewed.value(dependency.on, dependency.on);
    }
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
