#include "engine/domain/computer.h"

#include <algorithm>

namespace seriatim {

QString Computer::fact(QStringView factName) const
{
    const auto is = [&](QStringView known) { return factName.compare(known, Qt::CaseInsensitive) == 0; };
    if (is(u"operatingSystem"))
        return operatingSystem;
    if (is(u"architecture"))
        return architecture;
    if (is(u"memory"))
        return memoryMb > 0 ? QString::number(memoryMb) : QString();
    if (is(u"domain"))
        return domain;
    if (is(u"name"))
        return name;
    return is(u"user") ? user : QString();
}

bool filterHolds(const Rule &filter, const Computer &computer)
{
    const auto holds = [&](const Rule &part) { return filterHolds(part, computer); };
    switch (filter.kind) {
    case Rule::Kind::fact:
        return factHolds(filter, computer.fact(filter.name));
    case Rule::Kind::all:
        return std::ranges::all_of(filter.parts, holds);
    case Rule::Kind::any:
        return std::ranges::any_of(filter.parts, holds);
    case Rule::Kind::none:
        return std::ranges::none_of(filter.parts, holds);
    case Rule::Kind::fileExists:
    case Rule::Kind::folderExists:
    case Rule::Kind::commandExits:
    case Rule::Kind::packageInstalled:
        return false; // an inventory cannot answer these; validateRule refuses them
    }
    Q_UNREACHABLE();
}

bool Collection::includes(const Computer &computer) const
{
    return std::ranges::find(members, computer.id) != members.end() || (filter && filterHolds(*filter, computer));
}

} // namespace seriatim
