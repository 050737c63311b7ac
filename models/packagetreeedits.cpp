#include "models/packagetreeedits.h"

#include "models/catalogueedit.h"

#include <QCoreApplication>

#include <algorithm>

namespace seriatim {

namespace {

struct TreeWords {
    Q_DECLARE_TR_FUNCTIONS(seriatim::PackageTreeEdits)
};

Error gone(const QString &what)
{
    return {ErrorCode::notFound, what, TreeWords::tr("is not in the store any more")};
}

Result<std::vector<Package>> load(Workspace &workspace, const std::vector<PackageId> &ids)
{
    std::vector<Package> packages;
    for (const PackageId &id : ids) {
        Result<std::optional<Package>> package = workspace.store().catalogue().findPackage(id);
        if (!package)
            return package.error();
        if (!*package)
            return gone(TreeWords::tr("A package"));
        packages.push_back(std::move(**package));
    }
    return packages;
}

QString joined(const QString &folder, const QString &name)
{
    return normalizedFolder(folder + u'/' + name);
}

std::vector<std::pair<Package, Package>> swapped(const std::vector<std::pair<Package, Package>> &pairs)
{
    std::vector<std::pair<Package, Package>> result;
    for (const auto &[before, after] : pairs)
        result.emplace_back(after, before);
    return result;
}

} // namespace

Result<> PackageTreeEdits::inOne(const Act &act)
{
    Result<Transaction> transaction = m_session.workspace().store().begin();
    if (!transaction)
        return transaction.error();
    if (auto done = act(m_session.workspace()); !done)
        return done;
    auto committed = transaction->commit();
    if (committed)
        m_session.noteCatalogueChange();
    return committed;
}

Result<> PackageTreeEdits::perform(const QString &text, Act act, Act undo)
{
    auto done = inOne(act);
    if (!done)
        return done;
    m_steps.resize(m_done);
    m_steps.push_back({text, std::move(undo), std::move(act)});
    ++m_done;
    return done;
}

Result<> PackageTreeEdits::undo()
{
    if (!canUndo())
        return Done{};
    auto undone = inOne(m_steps[m_done - 1].undo);
    if (undone)
        --m_done;
    else
        m_steps.erase(m_steps.begin() + static_cast<qptrdiff>(--m_done));
    return undone;
}

Result<> PackageTreeEdits::redo()
{
    if (!canRedo())
        return Done{};
    auto redone = inOne(m_steps[m_done].redo);
    if (redone)
        ++m_done;
    else
        m_steps.resize(m_done);
    return redone;
}

Result<QString> PackageTreeEdits::addFolder(const QString &parent)
{
    const Result<CatalogueIndex> index = m_session.workspace().store().catalogue().index();
    if (!index)
        return index.error();
    QString path = joined(parent, TreeWords::tr("New folder"));
    for (int number = 2; index->folders.contains(path, Qt::CaseInsensitive); ++number)
        path = joined(parent, TreeWords::tr("New folder %1").arg(number));
    const auto added = perform(TreeWords::tr("Add a folder"), [path](Workspace &workspace) { return addPackageFolder(workspace, path); },
                               [path](Workspace &workspace) { return removePackageFolder(workspace, path); });
    return added ? Result(path) : added.error();
}

Result<> PackageTreeEdits::rename(const PackageTreeItem &item, const QString &name)
{
    if (item.kind != PackageTreeItem::Kind::folder)
        return renameObject(item, name);
    if (name.contains(u'/')) {
        return Error{ErrorCode::invalidInput, TreeWords::tr("“%1”").arg(name),
                     TreeWords::tr("has a / in it, which stands between folders; leave it out")};
    }
    const QString from = item.folder;
    const QString to = joined(parentFolder(from), name);
    return perform(TreeWords::tr("Rename folder “%1”").arg(folderName(from)),
                   [=](Workspace &workspace) { return renamePackageFolder(workspace, from, to); },
                   [=](Workspace &workspace) { return renamePackageFolder(workspace, to, from); });
}

Result<> PackageTreeEdits::renameObject(const PackageTreeItem &item, const QString &name)
{
    const Result<std::vector<Package>> loaded = load(m_session.workspace(), {*item.package});
    if (!loaded)
        return loaded.error();
    const Package before = loaded->front();
    Package after = before;
    if (item.kind == PackageTreeItem::Kind::package) {
        after.name = name;
        return saveAll({{before, after}}, TreeWords::tr("Rename package “%1”").arg(before.name));
    }
    const auto program = std::ranges::find(after.programs, *item.program, &Program::id);
    if (program == after.programs.end())
        return gone(TreeWords::tr("The program"));
    const QString old = std::exchange(program->name, name);
    return saveAll({{before, after}}, TreeWords::tr("Rename program “%1”").arg(old));
}

Result<> PackageTreeEdits::saveAll(const std::vector<std::pair<Package, Package>> &beforeAfter, const QString &text)
{
    return perform(text, [beforeAfter](Workspace &workspace) { return saveObjects(workspace, beforeAfter); },
                   [back = swapped(beforeAfter)](Workspace &workspace) { return saveObjects(workspace, back); });
}

Result<> PackageTreeEdits::move(const PackageTreeItems &items, const QString &folder)
{
    const Result<std::vector<Package>> packages = load(m_session.workspace(), items.packages);
    if (!packages)
        return packages.error();
    std::vector<PackageId> moving;
    std::vector<std::pair<PackageId, QString>> homes;
    for (const Package &package : *packages) {
        if (foldedFolder(package.folder) == foldedFolder(folder))
            continue;
        moving.push_back(package.id);
        homes.emplace_back(package.id, package.folder);
    }
    std::vector<std::pair<QString, QString>> renames;
    for (const QString &from : items.folders) {
        const QString to = joined(folder, folderName(from));
        if (foldedFolder(to) != foldedFolder(from))
            renames.emplace_back(from, to);
    }
    if (moving.empty() && renames.empty())
        return Done{};
    const auto there = [=](Workspace &workspace) -> Result<> {
        for (const auto &[from, to] : renames) {
            if (auto renamed = renamePackageFolder(workspace, from, to); !renamed)
                return renamed;
        }
        return moving.empty() ? Result<>(Done{}) : movePackages(workspace, moving, folder);
    };
    const auto back = [=](Workspace &workspace) -> Result<> {
        for (auto rename = renames.rbegin(); rename != renames.rend(); ++rename) {
            if (auto renamed = renamePackageFolder(workspace, rename->second, rename->first); !renamed)
                return renamed;
        }
        for (const auto &[package, home] : homes) {
            if (auto moved = movePackages(workspace, {package}, home); !moved)
                return moved;
        }
        return Done{};
    };
    const QString target = folder.isEmpty() ? TreeWords::tr("the top") : TreeWords::tr("“%1”").arg(folderName(folder));
    const auto count = moving.size() + renames.size();
    return perform(count == 1 ? TreeWords::tr("Move to %1").arg(target) : TreeWords::tr("Move %1 to %2").arg(count).arg(target), there, back);
}

Result<std::vector<PackageId>> PackageTreeEdits::duplicate(const std::vector<PackageId> &packages)
{
    const Result<std::vector<Package>> originals = load(m_session.workspace(), packages);
    if (!originals)
        return originals.error();
    std::vector<Package> copies;
    std::vector<PackageId> ids;
    for (const Package &original : *originals) {
        const Result<Package> copy = copyOf(m_session.workspace(), original);
        if (!copy)
            return copy.error();
        copies.push_back(*copy);
        ids.push_back(copy->id);
    }
    const auto add = [copies](Workspace &workspace) -> Result<> {
        for (const Package &copy : copies) {
            if (auto saved = saveObject(workspace, std::nullopt, copy); !saved)
                return saved;
        }
        return Done{};
    };
    const auto remove = [ids](Workspace &workspace) { return removeObjects(workspace, ids, IfUsed::refuse, KeepFinished::yes); };
    const QString text = copies.size() == 1 ? TreeWords::tr("Duplicate package “%1”").arg(originals->front().name)
                                            : TreeWords::tr("Duplicate %1 packages").arg(copies.size());
    const auto done = perform(text, add, remove);
    return done ? Result(ids) : done.error();
}

Removal removalOf(const PackageTreeItems &items, const CatalogueIndex &catalogue)
{
    Removal removal;
    removal.packageFolders = items.folders;
    PackageTreeItems whole = items;
    whole.programs.clear();
    removal.packages = packagesOf(whole, catalogue);
    removal.programs = items.programs;
    return removal;
}

std::vector<PackageId> packagesOf(const PackageTreeItems &items, const CatalogueIndex &catalogue)
{
    const QSet<PackageId> chosen(items.packages.begin(), items.packages.end());
    const QSet<ProgramId> programs(items.programs.begin(), items.programs.end());
    std::vector<PackageId> packages;
    for (const IndexedPackage &package : catalogue.packages) {
        const bool taken = chosen.contains(package.id)
                           || std::ranges::any_of(items.folders, [&](const QString &folder) { return isWithinFolder(package.folder, folder); })
                           || (!programs.isEmpty() && std::ranges::any_of(package.programs, [&](const IndexedProgram &program) { return programs.contains(program.id); }));
        if (taken)
            packages.push_back(package.id);
    }
    return packages;
}

} // namespace seriatim
