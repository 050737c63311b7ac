#include "models/portalwords.h"

#include "models/programwords.h"

#include <QCoreApplication>

#include <algorithm>

namespace seriatim {

namespace {

struct PortalWords {
    Q_DECLARE_TR_FUNCTIONS(seriatim::PortalWords)
};

QString effortOf(const SequentialTask &task, const ProgramIndex &programs)
{
    int minutes = 0;
    for (const LineItem &item : task.items) {
        if (const auto found = programs.find(item.program))
            minutes += found->program->estimatedRunTimeMinutes;
    }
    const auto count = task.items.size();
    const QString number = count == 1 ? PortalWords::tr("1 program") : PortalWords::tr("%1 programs").arg(count);
    return minutes == 0 ? number : PortalWords::tr("%1, about %2").arg(number, minutesText(minutes));
}

} // namespace

PortalCardContent portalCard(const SequentialTask &task, const ProgramIndex &programs, const std::optional<PortalAccess> &access)
{
    const PortalEntry entry = task.portal.value_or(PortalEntry{});
    PortalCardContent card;
    card.name = entry.displayName.trimmed().isEmpty() ? task.name : entry.displayName;
    card.description = entry.description;
    card.picture = entry.picture;
    card.effort = effortOf(task, programs);
    card.recommended = access && access->recommended;
    card.preApproved = access && access->preApproved;
    return card;
}

std::vector<InheritedPackage> inheritedPackages(const SequentialTask &task, const ProgramIndex &programs)
{
    std::vector<InheritedPackage> packages;
    QHash<PackageId, size_t> places;
    std::optional<size_t> removed;
    for (const LineItem &item : task.items) {
        const auto found = programs.find(item.program);
        if (!found) {
            if (!removed) {
                removed = packages.size();
                packages.push_back({PortalWords::tr("(not in the store any more)"), {}});
            }
            packages[*removed].programs << item.program.toString();
            continue;
        }
        const auto place = places.constFind(found->package->id);
        const size_t at = place == places.constEnd() ? packages.size() : *place;
        if (place == places.constEnd()) {
            places.insert(found->package->id, at);
            packages.push_back({packageText(*found->package), {}});
        }
        if (!packages[at].programs.contains(found->program->name))
            packages[at].programs << found->program->name;
    }
    return packages;
}

QStringList portalHints(const SequentialTask &task)
{
    QStringList hints;
    if (!task.portal)
        return hints;
    const bool seen = std::ranges::any_of(task.portal->access, [](const PortalAccess &access) { return access.maySee; });
    if (task.portal->access.empty())
        hints << PortalWords::tr("Nobody sees the task yet: add users or groups.");
    else if (!seen)
        hints << PortalWords::tr("Nobody sees the task: let at least one of the users and groups see it.");
    if (task.items.empty())
        hints << PortalWords::tr("The task runs nothing yet: add programs on the General tab.");
    return hints;
}

} // namespace seriatim
