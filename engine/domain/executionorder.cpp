#include "engine/domain/executionorder.h"

#include "engine/domain/itemindexes.h"

#include <QStringList>

#include <algorithm>

namespace seriatim {

namespace {

LineItem &at(SequentialTask &task, int place)
{
    return task.items[static_cast<size_t>(place - 1)];
}

Result<> checkPlace(const SequentialTask &task, int place, int last)
{
    if (place >= 1 && place <= last)
        return Done{};
    const QString remedy = last == 0 ? QStringLiteral("its execution order is empty")
                                     : QStringLiteral("use a place from 1 to %1").arg(last);
    return Error{ErrorCode::invalidInput, QStringLiteral("item %1 of '%2'").arg(place).arg(task.name),
                 QStringLiteral("there is no such place; ") + remedy};
}

Error wouldBreak(const SequentialTask &task, const QString &edit, const std::vector<BrokenDependency> &broken)
{
    QStringList parts;
    for (const BrokenDependency &b : broken)
        parts.append(QStringLiteral("of item %1 on item %2").arg(b.place).arg(b.on));
    return {ErrorCode::refused, QStringLiteral("'%1'").arg(task.name),
            QStringLiteral("%1 would break the dependency %2; use --drop-dependencies to drop it, or leave the order as it is")
                .arg(edit, parts.join(QStringLiteral(" and ")))};
}

void drop(SequentialTask &task, const std::vector<BrokenDependency> &broken)
{
    for (const BrokenDependency &b : broken) {
        const LineItemId on = at(task, b.on).id;
        std::erase_if(at(task, b.place).dependencies, [&](const Dependency &d) { return d.on == on; });
    }
}

} // namespace

std::vector<BrokenDependency> brokenByRemoval(const SequentialTask &task, int place)
{
    std::vector<BrokenDependency> broken;
    const LineItemId removed = task.items[static_cast<size_t>(place - 1)].id;
    for (int later = place + 1; later <= static_cast<int>(task.items.size()); ++later) {
        const auto &dependencies = task.items[static_cast<size_t>(later - 1)].dependencies;
        if (std::ranges::find(dependencies, removed, &Dependency::on) != dependencies.end())
            broken.push_back({later, place});
    }
    return broken;
}

std::vector<BrokenDependency> brokenByMove(const SequentialTask &task, int place, int toPlace)
{
    std::vector<BrokenDependency> broken;
    if (toPlace < place) { // up: above what it depends on
        for (const Dependency &dependency : task.items[static_cast<size_t>(place - 1)].dependencies) {
            const int on = task.indexOf(dependency.on) + 1;
            if (on >= toPlace)
                broken.push_back({place, on});
        }
    } else { // down: below what depends on it
        for (const BrokenDependency &b : brokenByRemoval(task, place)) {
            if (b.place <= toPlace)
                broken.push_back(b);
        }
    }
    return broken;
}

std::vector<BrokenDependency> brokenByRearranging(const SequentialTask &task, const std::vector<int> &order)
{
    constexpr int removed = -1;
    std::vector<int> newIndexes(task.items.size(), removed);
    for (size_t i = 0; i < order.size(); ++i)
        newIndexes[static_cast<size_t>(order[i])] = static_cast<int>(i);

    const QHash<LineItemId, int> indexes = indexesOf(task);
    std::vector<BrokenDependency> broken;
    for (size_t i = 0; i < task.items.size(); ++i) {
        if (newIndexes[i] == removed)
            continue;
        for (const Dependency &dependency : task.items[i].dependencies) {
            const int on = indexes.value(dependency.on, removed);
            if (on != removed && (newIndexes[static_cast<size_t>(on)] == removed || newIndexes[static_cast<size_t>(on)] > newIndexes[i]))
                broken.push_back({static_cast<int>(i) + 1, on + 1});
        }
    }
    return broken;
}

void rearrange(SequentialTask &task, const std::vector<int> &order)
{
    drop(task, brokenByRearranging(task, order));
    std::vector<LineItem> items;
    items.reserve(order.size());
    for (const int index : order)
        items.push_back(std::move(task.items[static_cast<size_t>(index)]));
    task.items = std::move(items);
}

Result<> addItem(SequentialTask &task, LineItem item, int place)
{
    if (auto valid = checkPlace(task, place, static_cast<int>(task.items.size()) + 1); !valid)
        return valid;
    task.items.insert(task.items.begin() + (place - 1), std::move(item));
    return Done{};
}

Result<> removeItem(SequentialTask &task, int place, OnBreak onBreak)
{
    if (auto valid = checkPlace(task, place, static_cast<int>(task.items.size())); !valid)
        return valid;
    const std::vector<BrokenDependency> broken = brokenByRemoval(task, place);
    if (!broken.empty() && onBreak == OnBreak::refuse)
        return wouldBreak(task, QStringLiteral("removing item %1").arg(place), broken);
    drop(task, broken);
    task.items.erase(task.items.begin() + (place - 1));
    return Done{};
}

Result<> moveItem(SequentialTask &task, int place, int toPlace, OnBreak onBreak)
{
    const int size = static_cast<int>(task.items.size());
    for (const int wanted : {place, toPlace}) {
        if (auto valid = checkPlace(task, wanted, size); !valid)
            return valid;
    }
    const std::vector<BrokenDependency> broken = brokenByMove(task, place, toPlace);
    if (!broken.empty() && onBreak == OnBreak::refuse)
        return wouldBreak(task, QStringLiteral("moving item %1 to place %2").arg(place).arg(toPlace), broken);
    drop(task, broken);
    const auto first = task.items.begin();
    if (toPlace > place)
        std::rotate(first + (place - 1), first + place, first + toPlace);
    else
        std::rotate(first + (toPlace - 1), first + (place - 1), first + place);
    return Done{};
}

Result<> addDependency(SequentialTask &task, int place, int onPlace, std::optional<ReturnCodeList> codes)
{
    for (const int wanted : {place, onPlace}) {
        if (auto valid = checkPlace(task, wanted, static_cast<int>(task.items.size())); !valid)
            return valid;
    }
    if (onPlace >= place) {
        return Error{ErrorCode::invalidInput, QStringLiteral("item %1 of '%2'").arg(place).arg(task.name),
                     QStringLiteral("cannot depend on item %1: a dependency names an earlier item; move one of them first")
                         .arg(onPlace)};
    }
    auto &dependencies = at(task, place).dependencies;
    const LineItemId on = at(task, onPlace).id;
    const auto found = std::ranges::find(dependencies, on, &Dependency::on);
    if (found != dependencies.end())
        found->codes = std::move(codes);
    else
        dependencies.push_back({on, std::move(codes)});
    return Done{};
}

Result<> removeDependency(SequentialTask &task, int place, int onPlace)
{
    for (const int wanted : {place, onPlace}) {
        if (auto valid = checkPlace(task, wanted, static_cast<int>(task.items.size())); !valid)
            return valid;
    }
    const LineItemId on = at(task, onPlace).id;
    if (std::erase_if(at(task, place).dependencies, [&](const Dependency &d) { return d.on == on; }) == 0) {
        return Error{ErrorCode::notFound, QStringLiteral("item %1 of '%2'").arg(place).arg(task.name),
                     QStringLiteral("does not depend on item %1; nothing to remove").arg(onPlace)};
    }
    return Done{};
}

} // namespace seriatim
