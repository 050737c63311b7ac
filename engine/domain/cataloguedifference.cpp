#include "engine/domain/cataloguedifference.h"

#include "engine/domain/changes.h"

namespace seriatim {

namespace {

QString toText(const PackageSource &source)
{
    return source.type == SourceType::none ? QStringLiteral("none") : u'\'' + source.location + u'\'';
}

void compareSnapshots(const Package &before, const Package &after, Changes &changes)
{
    if (before.snapshot == after.snapshot)
        return;
    QHash<QString, const SnapshotFile *> old;
    for (const SnapshotFile &file : before.snapshot)
        old.insert(file.path, &file);
    int added = 0;
    int changed = 0;
    for (const SnapshotFile &file : after.snapshot) {
        const SnapshotFile *known = old.take(file.path);
        added += known ? 0 : 1;
        changed += known && *known != file ? 1 : 0;
    }
    changes.add(QStringLiteral("snapshot changed: %1 files added, %2 changed, %3 removed").arg(added).arg(changed).arg(old.size()));
}

void comparePrograms(const Package &before, const Package &after, Changes &changes)
{
    const auto idsOf = [](const Package &package) {
        std::vector<ProgramId> ids;
        for (const Program &program : package.programs)
            ids.push_back(program.id);
        return ids;
    };
    QHash<ProgramId, const Program *> old;
    for (const Program &program : before.programs)
        old.insert(program.id, &program);
    for (const Program &program : after.programs) {
        const Program *known = old.take(program.id);
        if (!known) {
            changes.add(QStringLiteral("program '%1' added").arg(program.name));
            continue;
        }
        Program renamed = *known;
        renamed.name = program.name;
        if (known->name != program.name)
            changes.add(QStringLiteral("program '%1' renamed to '%2'").arg(known->name, program.name));
        for (const QString &sentence : describeDifferences(renamed, program, QStringLiteral("program '%1'").arg(program.name)))
            changes.add(sentence);
    }
    for (const Program &program : before.programs) {
        if (old.contains(program.id))
            changes.add(QStringLiteral("program '%1' removed").arg(program.name));
    }
    changes.part(QStringLiteral("order of the programs"), compareLists(idsOf(before), idsOf(after)).moved);
}

template <typename IdType>
void compareMembers(const QString &kind, const std::vector<IdType> &before, const std::vector<IdType> &after,
                    const NameOf<IdType> &nameOf, Changes &changes)
{
    const ListChange<IdType> change = compareLists(before, after);
    const auto namesOf = [&](const std::vector<IdType> &ids) {
        QStringList names;
        for (const IdType &id : ids)
            names.append(nameOf(id));
        names.sort(Qt::CaseInsensitive);
        return names;
    };
    changes.members(kind, namesOf(change.added), namesOf(change.removed));
    changes.part(QStringLiteral("order of the ") + kind, change.moved);
}

QString speedText(const std::optional<int> &kbps)
{
    if (!kbps)
        return QStringLiteral("off");
    return *kbps == 0 ? QStringLiteral("any speed") : QStringLiteral("%1 KB/s").arg(*kbps);
}

} // namespace

QStringList describeDifferences(const Package &before, const Package &after)
{
    Changes changes;
    changes.text(QStringLiteral("name"), before.name, after.name);
    changes.text(QStringLiteral("version"), before.version, after.version);
    changes.text(QStringLiteral("folder"), before.folder, after.folder);
    changes.text(QStringLiteral("display name"), before.displayName, after.displayName);
    changes.text(QStringLiteral("description"), before.description, after.description);
    changes.text(QStringLiteral("manufacturer"), before.manufacturer, after.manufacturer);
    changes.text(QStringLiteral("language"), before.language, after.language);
    changes.value(QStringLiteral("source"), toText(before.source), toText(after.source));
    compareSnapshots(before, after, changes);
    changes.text(QStringLiteral("internal version"), before.internalVersion, after.internalVersion);
    changes.text(QStringLiteral("destination"), before.destination, after.destination);
    changes.number(QStringLiteral("delete from the cache after"), before.cleanupAfterMinutes, after.cleanupAfterMinutes, QStringLiteral("minutes"));
    changes.number(QStringLiteral("priority"), before.priority, after.priority);
    changes.flag(QStringLiteral("status events"), before.statusEvents, after.statusEvents);
    comparePrograms(before, after, changes);
    return changes.sentences();
}

QStringList describeDifferences(const Computer &before, const Computer &after)
{
    Changes changes;
    changes.text(QStringLiteral("name"), before.name, after.name);
    changes.text(QStringLiteral("domain"), before.domain, after.domain);
    changes.text(QStringLiteral("operating system"), before.operatingSystem, after.operatingSystem);
    changes.text(QStringLiteral("architecture"), before.architecture, after.architecture);
    changes.number(QStringLiteral("memory"), before.memoryMb, after.memoryMb, QStringLiteral("MB"));
    changes.text(QStringLiteral("user"), before.user, after.user);
    return changes.sentences();
}

QStringList describeDifferences(const Collection &before, const Collection &after, const NameOf<ComputerId> &nameOf)
{
    Changes changes;
    changes.text(QStringLiteral("name"), before.name, after.name);
    changes.text(QStringLiteral("description"), before.description, after.description);
    const auto filter = [](const Collection &collection) { return collection.filter ? describeRule(*collection.filter) : QString(); };
    changes.text(QStringLiteral("filter"), filter(before), filter(after));
    compareMembers(QStringLiteral("computers"), before.members, after.members, nameOf, changes);
    return changes.sentences();
}

QStringList describeDifferences(const User &before, const User &after)
{
    Changes changes;
    changes.text(QStringLiteral("name"), before.name, after.name);
    changes.text(QStringLiteral("domain"), before.domain, after.domain);
    changes.text(QStringLiteral("display name"), before.displayName, after.displayName);
    return changes.sentences();
}

QStringList describeDifferences(const UserGroup &before, const UserGroup &after, const NameOf<UserId> &nameOf)
{
    Changes changes;
    changes.text(QStringLiteral("name"), before.name, after.name);
    changes.text(QStringLiteral("domain"), before.domain, after.domain);
    compareMembers(QStringLiteral("users"), before.members, after.members, nameOf, changes);
    return changes.sentences();
}

QStringList describeDifferences(const DeliveryOptions &before, const DeliveryOptions &after)
{
    const QString minutes = QStringLiteral("minutes");
    Changes changes;
    changes.value(QStringLiteral("run from the server"), speedText(before.runFromServerKbps), speedText(after.runFromServerKbps));
    changes.value(QStringLiteral("download and run"), speedText(before.downloadAndRunKbps), speedText(after.downloadAndRunKbps));
    changes.flag(QStringLiteral("download as soon as possible"), before.downloadAsSoonAsPossible, after.downloadAsSoonAsPossible);
    changes.flag(QStringLiteral("multicast"), before.multicast, after.multicast);
    changes.flag(QStringLiteral("verbose status events"), before.verboseStatusEvents, after.verboseStatusEvents);
    changes.flag(QStringLiteral("notify when available"), before.notifyWhenAvailable, after.notifyWhenAvailable);
    changes.flag(QStringLiteral("warn before running"), before.warnBeforeRunning, after.warnBeforeRunning);
    changes.number(QStringLiteral("warning time"), before.warnMinutes, after.warnMinutes, minutes);
    changes.number(QStringLiteral("deferrable up to"), before.deferrableUpToMinutes, after.deferrableUpToMinutes, minutes);
    changes.part(QStringLiteral("list of maintenance windows"), before.maintenanceWindows != after.maintenanceWindows);
    changes.flag(QStringLiteral("restart first when the computer needs one"), before.restartFirst, after.restartFirst);
    return changes.sentences();
}

QStringList describeDifferences(const AgentSettings &before, const AgentSettings &after, const NameOf<CollectionId> &nameOf)
{
    Changes changes;
    changes.text(QStringLiteral("name"), before.name, after.name);
    changes.number(QStringLiteral("priority"), before.priority, after.priority);
    changes.number(QStringLiteral("refresh interval"), before.refreshIntervalMinutes, after.refreshIntervalMinutes, QStringLiteral("minutes"));
    compareMembers(QStringLiteral("collections"), before.appliesTo, after.appliesTo, nameOf, changes);
    for (const QString &sentence : describeDifferences(before.options, after.options))
        changes.add(sentence);
    return changes.sentences();
}

} // namespace seriatim
