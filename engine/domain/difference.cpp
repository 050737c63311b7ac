#include "engine/domain/difference.h"

#include <QHash>

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

constexpr int gone = -1;

// For each item of `after` the index that it had in `before`, or gone.
std::vector<int> matchItems(const SequentialTask &before, const SequentialTask &after)
{
    QHash<LineItemId, int> placesBefore;
    for (size_t i = 0; i < before.items.size(); ++i)
        placesBefore.insert(before.items[i].id, static_cast<int>(i));
    std::vector<int> matches;
    for (const LineItem &item : after.items)
        matches.push_back(counterpart(item, placesBefore));
    if (std::ranges::any_of(matches, [](int was) { return was != gone; }))
        return matches;

    // Every identity was renewed and the chain cut (B5): the programs are all that can tell.
    QHash<ProgramId, QList<int>> byProgram;
    for (size_t i = 0; i < before.items.size(); ++i)
        byProgram[before.items[i].program].append(static_cast<int>(i));
    for (size_t i = 0; i < after.items.size(); ++i) {
        QList<int> &places = byProgram[after.items[i].program];
        if (!places.isEmpty())
            matches[i] = places.takeFirst();
    }
    return matches;
}

// "item 2 (0,3010)", "the removed item 2"; by the places of today, so that a move does not look like a change.
QStringList dependencyTexts(const SequentialTask &task, const LineItem &item, const std::vector<int> &placeNow)
{
    QStringList texts;
    for (const Dependency &dependency : item.dependencies) {
        const int index = task.indexOf(dependency.on);
        if (index < 0)
            continue; // of a draft that a save will refuse
        const int now = placeNow[static_cast<size_t>(index)];
        const QString codes = dependency.codes ? QStringLiteral(" (%1)").arg(formatReturnCodes(*dependency.codes)) : QString();
        texts.append((now == gone ? QStringLiteral("the removed item %1").arg(index + 1) : QStringLiteral("item %1").arg(now + 1)) + codes);
    }
    return texts;
}

void compareDependencies(int place, const QStringList &before, const QStringList &after, Differences &out)
{
    for (const QString &text : before) {
        if (!after.contains(text))
            out.lines.append(QStringLiteral("item %1 no longer depends on %2").arg(place).arg(text));
    }
    for (const QString &text : after) {
        if (!before.contains(text))
            out.lines.append(QStringLiteral("item %1 depends on %2").arg(place).arg(text));
    }
}

void compareOrder(const SequentialTask &before, const SequentialTask &after, const ProgramIndex &programs, Differences &out)
{
    const std::vector<int> matches = matchItems(before, after);
    std::vector<int> placeNow(before.items.size(), gone);
    std::vector<int> ownPlaces;
    for (size_t i = 0; i < matches.size(); ++i) {
        ownPlaces.push_back(static_cast<int>(i));
        if (matches[i] != gone)
            placeNow[static_cast<size_t>(matches[i])] = static_cast<int>(i);
    }
    int expected = 0;
    for (size_t i = 0; i < after.items.size(); ++i) {
        const LineItem &item = after.items[i];
        const int place = static_cast<int>(i) + 1;
        const QString here = QStringLiteral("item %1 %2").arg(place).arg(programName(item.program, programs));
        if (matches[i] == gone) {
            out.lines.append(here + QStringLiteral(" added"));
            continue;
        }
        const LineItem &old = before.items[static_cast<size_t>(matches[i])];
        if (matches[i] < expected)
            out.lines.append(here + QStringLiteral(" moved from place %1").arg(matches[i] + 1));
        expected = std::max(expected, matches[i] + 1);
        out.text(QStringLiteral("program of item %1").arg(place), programName(old.program, programs), programName(item.program, programs));
        compareDependencies(place, dependencyTexts(before, old, placeNow), dependencyTexts(after, item, ownPlaces), out);
        out.part(QStringLiteral("condition of item %1").arg(place), old.appliesWhen != item.appliesWhen);
    }
    for (size_t i = 0; i < placeNow.size(); ++i) {
        if (placeNow[i] == gone)
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
