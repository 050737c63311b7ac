#include "engine/workspace/lineitems.h"

#include <QHash>

#include <algorithm>

namespace seriatim {

namespace {

QString nameOf(const DefinedItem &item)
{
    if (item.program.isEmpty())
        return item.programGuid ? item.programGuid->toString() : QString();
    const QString package = item.version && !item.version->isEmpty() ? item.package + u'@' + *item.version : item.package;
    return package + u'/' + item.program;
}

bool sameText(const QString &a, const QString &b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

// The programs of this store that the items name.
class KnownPrograms
{
public:
    [[nodiscard]] static Result<KnownPrograms> of(Workspace &workspace, const std::vector<DefinedItem> &items)
    {
        std::vector<ProgramId> ids;
        QStringList names;
        for (const DefinedItem &item : items) {
            if (item.programGuid)
                ids.push_back(*item.programGuid);
            if (!names.contains(item.package))
                names.append(item.package);
        }
        CatalogueStore &catalogue = workspace.store().catalogue();
        const Result<std::vector<Package>> byId = catalogue.packagesWith(ids);
        if (!byId)
            return byId.error();
        KnownPrograms known;
        for (const Package &package : *byId) {
            for (const Program &program : package.programs)
                known.m_ids.insert(program.id, true);
        }
        const bool allKnown = std::ranges::all_of(items, [&](const DefinedItem &item) { return item.programGuid && known.m_ids.contains(*item.programGuid); });
        if (allKnown)
            return known;
        Result<std::vector<Package>> named = catalogue.packagesNamed(names);
        if (!named)
            return named.error();
        known.m_named = std::move(named).value();
        return known;
    }

    // One program, or a sentence that says why not.
    [[nodiscard]] std::optional<ProgramId> find(const DefinedItem &item, QString &why) const
    {
        if (item.programGuid && m_ids.contains(*item.programGuid))
            return item.programGuid;
        std::vector<ProgramId> found;
        for (const Package &package : m_named) {
            if (!sameText(package.name, item.package) || (item.version && !sameText(package.version, *item.version)))
                continue;
            for (const Program &program : package.programs) {
                if (sameText(program.name, item.program))
                    found.push_back(program.id);
            }
        }
        if (found.size() == 1)
            return found.front();
        why = found.empty() ? QStringLiteral("is not in this store") : QStringLiteral("is there in several versions");
        return std::nullopt;
    }

private:
    QHash<ProgramId, bool> m_ids;
    std::vector<Package> m_named;
};

} // namespace

Result<PastedItems> readLineItems(Workspace &workspace, const QByteArray &text)
{
    const Result<CopiedItems> copied = readCopiedItems(text);
    if (!copied)
        return copied.error();
    const Result<KnownPrograms> programs = KnownPrograms::of(workspace, copied->task.items);
    if (!programs)
        return programs.error();
    PastedItems pasted;
    QHash<LineItemId, LineItemId> fresh;
    QHash<LineItemId, QString> names;
    for (size_t i = 0; i < copied->task.items.size(); ++i) {
        const LineItem &item = copied->task.task.items[i];
        const QString name = nameOf(copied->task.items[i]);
        names.insert(item.id, name);
        QString why;
        const std::optional<ProgramId> program = programs->find(copied->task.items[i], why);
        if (!program) {
            pasted.notes.append(QStringLiteral("'%1' %2 and was left out").arg(name, why));
            continue;
        }
        LineItem copy = item;
        copy.id = LineItemId::mint();
        copy.program = *program;
        copy.succeeds.clear();
        copy.receivedPolicy.clear(); // it has the GUID of the one it came from
        copy.dependencies.clear();
        QStringList lost = copied->lostDependencies[i];
        for (const Dependency &dependency : item.dependencies) {
            if (const auto on = fresh.constFind(dependency.on); on != fresh.constEnd())
                copy.dependencies.push_back({*on, dependency.codes});
            else
                lost.append(names.value(dependency.on));
        }
        for (const QString &on : lost)
            pasted.notes.append(QStringLiteral("'%1' no longer depends on '%2', which does not come along").arg(name, on));
        fresh.insert(item.id, copy.id);
        pasted.items.push_back(std::move(copy));
    }
    return pasted;
}

} // namespace seriatim
