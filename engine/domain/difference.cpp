#include "engine/domain/difference.h"

#include "engine/domain/itemindexes.h"

#include <QHash>

namespace seriatim {

namespace {

QString programName(ProgramId id, const ProgramIndex &programs)
{
    const auto found = programs.find(id);
    return found ? found->package->name + u'/' + found->program->name : id.toString();
}

QString yesNo(bool value)
{
    return value ? QStringLiteral("yes") : QStringLiteral("no");
}

class Differences
{
public:
    void text(const QString &field, const QString &before, const QString &after)
    {
        if (before != after)
            lines.append(QStringLiteral("%1: '%2' became '%3'").arg(field, before, after));
    }
    void part(const QString &field, bool changed)
    {
        if (changed)
            lines.append(field + QStringLiteral(" changed"));
    }
    QStringList lines;
};

// "needs 1 (0), 2 (0,3010)" by places, so that renewed GUIDs do not look like a change.
QString dependencyText(const LineItem &item, const QHash<LineItemId, int> &indexes)
{
    QStringList parts;
    for (const Dependency &dependency : item.dependencies) {
        const QString codes = dependency.codes ? QStringLiteral(" (%1)").arg(formatReturnCodes(*dependency.codes)) : QString();
        parts.append(QString::number(indexes.value(dependency.on, -1) + 1) + codes);
    }
    return parts.join(QStringLiteral(", "));
}

// Matches items by id, else through the chain of what they succeed.
int counterpart(const LineItem &item, const QHash<LineItemId, int> &places)
{
    if (const auto found = places.constFind(item.id); found != places.constEnd())
        return *found;
    for (auto ancestor = item.succeeds.rbegin(); ancestor != item.succeeds.rend(); ++ancestor) {
        if (const auto found = places.constFind(*ancestor); found != places.constEnd())
            return *found;
    }
    return -1;
}

void compareOrder(const SequentialTask &before, const SequentialTask &after, const ProgramIndex &programs, Differences &out)
{
    const QHash<LineItemId, int> indexesBefore = indexesOf(before);
    const QHash<LineItemId, int> indexesAfter = indexesOf(after);
    std::vector<bool> kept(before.items.size(), false);
    int expected = 0;
    for (size_t i = 0; i < after.items.size(); ++i) {
        const LineItem &item = after.items[i];
        const int was = counterpart(item, indexesBefore);
        const QString here = QStringLiteral("item %1 %2").arg(i + 1).arg(programName(item.program, programs));
        if (was < 0) {
            out.lines.append(here + QStringLiteral(" added"));
            continue;
        }
        kept[static_cast<size_t>(was)] = true;
        const LineItem &old = before.items[static_cast<size_t>(was)];
        if (was < expected)
            out.lines.append(here + QStringLiteral(" moved from place %1").arg(was + 1));
        expected = std::max(expected, was + 1);
        out.text(QStringLiteral("program of item %1").arg(i + 1), programName(old.program, programs), programName(item.program, programs));
        if (old.id == item.id)
            out.text(QStringLiteral("dependencies of item %1").arg(i + 1), dependencyText(old, indexesBefore), dependencyText(item, indexesAfter));
        out.part(QStringLiteral("condition of item %1").arg(i + 1), old.appliesWhen != item.appliesWhen);
    }
    for (size_t i = 0; i < kept.size(); ++i) {
        if (!kept[i])
            out.lines.append(QStringLiteral("item %1 %2 removed").arg(i + 1).arg(programName(before.items[i].program, programs)));
    }
}

} // namespace

QStringList describeDifferences(const SequentialTask &before, const SequentialTask &after, const ProgramIndex &programs)
{
    Differences out;
    out.text(QStringLiteral("name"), before.name, after.name);
    out.text(QStringLiteral("description"), before.description, after.description);
    out.text(QStringLiteral("folder"), before.folder, after.folder);
    out.text(QStringLiteral("enabled"), yesNo(before.enabled), yesNo(after.enabled));
    out.part(QStringLiteral("priority"), before.priority != after.priority);
    compareOrder(before, after, programs, out);
    out.part(QStringLiteral("collections"), before.appliesTo != after.appliesTo);
    out.part(QStringLiteral("schedule"), before.schedule != after.schedule);
    out.part(QStringLiteral("advanced options"), before.options != after.options);
    out.part(QStringLiteral("portal entry"), before.portal != after.portal);
    return out.lines;
}

} // namespace seriatim
