// PackageTreeEdits: what is done to packages and their folders from the tree, in the store at once and each step whole;
// most of it can be taken back, in words. The session is told after each change.
#pragma once

#include "models/packagetreemodel.h"
#include "models/removal.h"

namespace seriatim {

class PackageTreeEdits
{
public:
    explicit PackageTreeEdits(StoreSession &session) : m_session(session) {}

    // The path of a new folder in `parent`, under a name that is free there.
    [[nodiscard]] Result<QString> addFolder(const QString &parent);
    [[nodiscard]] Result<> rename(const PackageTreeItem &item, const QString &name);
    [[nodiscard]] Result<> move(const PackageTreeItems &items, const QString &folder);
    [[nodiscard]] Result<std::vector<PackageId>> duplicate(const std::vector<PackageId> &packages);
    // Several packages at once, all or none. `text` in the imperative.
    [[nodiscard]] Result<> saveAll(const std::vector<std::pair<Package, Package>> &beforeAfter, const QString &text);

    // A step that the store refuses to take back is forgotten.
    [[nodiscard]] Result<> undo();
    [[nodiscard]] Result<> redo();
    [[nodiscard]] bool canUndo() const { return m_done > 0; }
    [[nodiscard]] bool canRedo() const { return m_done < m_steps.size(); }
    [[nodiscard]] QString undoText() const { return canUndo() ? m_steps[m_done - 1].text : QString(); }
    [[nodiscard]] QString redoText() const { return canRedo() ? m_steps[m_done].text : QString(); }

private:
    using Act = std::function<Result<>(Workspace &)>;
    struct Step {
        QString text;
        Act undo;
        Act redo;
    };
    [[nodiscard]] Result<> perform(const QString &text, Act act, Act undo);
    [[nodiscard]] Result<> inOne(const Act &act);
    [[nodiscard]] Result<> renameObject(const PackageTreeItem &item, const QString &name);

    StoreSession &m_session;
    std::vector<Step> m_steps;
    size_t m_done = 0;
};

// What removing these rows takes away: packages in folders too.
[[nodiscard]] Removal removalOf(const PackageTreeItems &items, const CatalogueIndex &catalogue);
// The packages of these rows: chosen themselves, in chosen folders, or with a chosen program.
[[nodiscard]] std::vector<PackageId> packagesOf(const PackageTreeItems &items, const CatalogueIndex &catalogue);

} // namespace seriatim
