#include "engine/domain/difference.h"

#include "engine/domain/itemindexes.h"
#include "engine/domain/itemmatching.h"

#include <algorithm>

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

// Two orders side by side, with what looks items up in them.
struct OrderPair
{
    OrderPair(const SequentialTask &taskBefore, const SequentialTask &taskAfter)
        : before(taskBefore), after(taskAfter), indexesBefore(indexesOf(taskBefore)), indexesAfter(indexesOf(taskAfter)),
          matches(matchItems(taskBefore, taskAfter)), placesAfter(taskBefore.items.size(), 0)
    {
        for (size_t i = 0; i < matches.size(); ++i) {
            if (matches[i] >= 0)
                placesAfter[static_cast<size_t>(matches[i])] = static_cast<int>(i) + 1;
        }
    }

    const SequentialTask &before;
    const SequentialTask &after;
    const QHash<LineItemId, int> indexesBefore;
    const QHash<LineItemId, int> indexesAfter;
    const std::vector<int> matches; // by index in `after`: the index in `before`, or -1
    std::vector<int> placesAfter;   // by index in `before`: the place in `after`, 0 where it is gone
};

// "item 2 (0,3010)", "the removed item 2", by the places of `after`, so that a move does not look like a change.
QString dependencyText(int placeAfter, int placeBefore, const Dependency &dependency)
{
    const QString codes = dependency.codes ? QStringLiteral(" (%1)").arg(formatReturnCodes(*dependency.codes)) : QString();
    return (placeAfter > 0 ? QStringLiteral("item %1").arg(placeAfter) : QStringLiteral("the removed item %1").arg(placeBefore)) + codes;
}

void compareDependencies(const OrderPair &orders, int place, const LineItem &old, const LineItem &item, Differences &out)
{
    QStringList before;
    for (const Dependency &dependency : old.dependencies) {
        const int was = orders.indexesBefore.value(dependency.on, -1);
        before.append(dependencyText(was < 0 ? 0 : orders.placesAfter[static_cast<size_t>(was)], was + 1, dependency));
    }
    QStringList after;
    for (const Dependency &dependency : item.dependencies)
        after.append(dependencyText(orders.indexesAfter.value(dependency.on, -1) + 1, 0, dependency));
    for (const QString &text : before) {
        if (!after.contains(text))
            out.lines.append(QStringLiteral("item %1 no longer depends on %2").arg(place).arg(text));
    }
    for (const QString &text : after) {
        if (!before.contains(text))
            out.lines.append(QStringLiteral("item %1 depends on %2").arg(place).arg(text));
    }
}

void compareItem(const OrderPair &orders, size_t place, const ProgramIndex &programs, Differences &out)
{
    const LineItem &old = orders.before.items[static_cast<size_t>(orders.matches[place])];
    const LineItem &item = orders.after.items[place];
    const int number = static_cast<int>(place) + 1;
    out.text(QStringLiteral("program of item %1").arg(number), programName(old.program, programs), programName(item.program, programs));
    compareDependencies(orders, number, old, item, out);
    out.part(QStringLiteral("condition of item %1").arg(number), old.appliesWhen != item.appliesWhen);
}

// The items that do not stand in the longest run that kept its order are those that moved.
std::vector<bool> movedItems(const std::vector<int> &matches)
{
    std::vector<size_t> tails; // of increasing runs, by length
    std::vector<int> previous(matches.size(), -1);
    for (size_t i = 0; i < matches.size(); ++i) {
        if (matches[i] < 0)
            continue;
        const auto at = std::ranges::lower_bound(tails, matches[i], {}, [&](size_t index) { return matches[index]; });
        previous[i] = at == tails.begin() ? -1 : static_cast<int>(*(at - 1));
        if (at == tails.end())
            tails.push_back(i);
        else
            *at = i;
    }
    std::vector<bool> moved(matches.size(), true);
    for (int i = tails.empty() ? -1 : static_cast<int>(tails.back()); i >= 0; i = previous[static_cast<size_t>(i)])
        moved[static_cast<size_t>(i)] = false;
    return moved;
}

void compareOrder(const SequentialTask &before, const SequentialTask &after, const ProgramIndex &programs, Differences &out)
{
    const OrderPair orders(before, after);
    const std::vector<int> &matches = orders.matches;
    const std::vector<bool> moved = movedItems(matches);
    std::vector<bool> kept(before.items.size(), false);
    for (size_t i = 0; i < after.items.size(); ++i) {
        const QString here = QStringLiteral("item %1 %2").arg(i + 1).arg(programName(after.items[i].program, programs));
        if (matches[i] < 0) {
            out.lines.append(here + QStringLiteral(" added"));
            continue;
        }
        kept[static_cast<size_t>(matches[i])] = true;
        if (moved[i])
            out.lines.append(here + QStringLiteral(" moved from place %1").arg(matches[i] + 1));
        compareItem(orders, i, programs, out);
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
