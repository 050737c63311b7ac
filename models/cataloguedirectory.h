// CatalogueDirectory: the names in the store, held in memory for lists, trees and searches, loaded on the worker thread and
// loaded again after a change. What it hands out is immutable and shared: keep it as long as you like.
#pragma once

#include "models/latestanswer.h"

namespace seriatim {

struct CollectionEntry {
    Collection collection;
    int computerCount = 0;
};

// A user or group that a portal entry can name.
struct PrincipalEntry {
    PortalAccess::Kind kind = PortalAccess::Kind::user;
    QString name;   // with "DOMAIN\" where it has one
    QString detail; // the display name of a user
};

struct CatalogueCounts {
    int computers = 0;
    int users = 0;
    int groups = 0;
    int agentSettings = 0;
    bool operator==(const CatalogueCounts &) const = default;
};

class CatalogueDirectory : public QObject
{
    Q_OBJECT

public:
    explicit CatalogueDirectory(StoreSession &session, QObject *parent = nullptr);
    ~CatalogueDirectory() override;

    // Empty, never null, until the first load is done.
    [[nodiscard]] std::shared_ptr<const CatalogueIndex> packages() const { return m_packages; }
    [[nodiscard]] std::shared_ptr<const std::vector<CollectionEntry>> collections() const { return m_collections; } // by name
    [[nodiscard]] std::shared_ptr<const std::vector<PrincipalEntry>> principals() const { return m_principals; } // groups, then users, by name
    [[nodiscard]] CatalogueCounts counts() const { return m_counts; }
    [[nodiscard]] bool isLoaded() const { return m_loaded; }

    void reload();

Q_SIGNALS:
    void packagesChanged();
    void collectionsChanged(); // their computers, and the counts, too
    void principalsChanged();
    void failed(const QString &message);

private:
    struct Loaded;
    [[nodiscard]] static Result<Loaded> load(Workspace &workspace);
    void take(const Result<Loaded> &loaded);

    std::unique_ptr<LatestAnswer<Loaded>> m_answer;
    std::shared_ptr<const CatalogueIndex> m_packages;
    std::shared_ptr<const std::vector<CollectionEntry>> m_collections;
    std::shared_ptr<const std::vector<PrincipalEntry>> m_principals;
    CatalogueCounts m_counts;
    bool m_loaded = false;
};

} // namespace seriatim
