#include "models/cataloguedirectory.h"

#include "engine/workspace/collectionmembers.h"

#include <algorithm>

namespace seriatim {

namespace {

struct Loaded {
    std::shared_ptr<const CatalogueIndex> packages;
    std::shared_ptr<const std::vector<CollectionEntry>> collections;
    CatalogueCounts counts;
};

Result<CatalogueCounts> count(CatalogueStore &catalogue, size_t computers)
{
    const Result<std::vector<User>> users = catalogue.users();
    if (!users)
        return users.error();
    const Result<std::vector<UserGroup>> groups = catalogue.groups();
    if (!groups)
        return groups.error();
    const Result<std::vector<AgentSettings>> settings = catalogue.agentSettings();
    if (!settings)
        return settings.error();
    return CatalogueCounts{static_cast<int>(computers), static_cast<int>(users->size()), static_cast<int>(groups->size()),
                           static_cast<int>(settings->size())};
}

Result<Loaded> load(Workspace &workspace)
{
    CatalogueStore &catalogue = workspace.store().catalogue();
    Result<CatalogueIndex> index = catalogue.index();
    if (!index)
        return index.error();
    Result<std::vector<Collection>> collections = catalogue.collections();
    if (!collections)
        return collections.error();
    const Result<std::vector<Computer>> computers = catalogue.computers();
    if (!computers)
        return computers.error();
    auto entries = std::make_shared<std::vector<CollectionEntry>>();
    const std::vector<int> members = countsOf(*collections, *computers);
    for (size_t i = 0; i < members.size(); ++i)
        entries->push_back({std::move((*collections)[i]), members[i]});
    std::ranges::sort(*entries, [](const CollectionEntry &a, const CollectionEntry &b) {
        return QString::compare(a.collection.name, b.collection.name, Qt::CaseInsensitive) < 0;
    });
    const Result<CatalogueCounts> counts = count(catalogue, computers->size());
    if (!counts)
        return counts.error();
    return Loaded{std::make_shared<const CatalogueIndex>(std::move(index).value()), std::move(entries), *counts};
}

} // namespace

CatalogueDirectory::CatalogueDirectory(StoreSession &session, QObject *parent)
    : QObject(parent), m_session(session), m_packages(std::make_shared<const CatalogueIndex>()),
      m_collections(std::make_shared<const std::vector<CollectionEntry>>())
{
    connect(&m_session, &StoreSession::catalogueChanged, this, &CatalogueDirectory::reload);
    reload();
}

void CatalogueDirectory::reload()
{
    if (m_loading) {
        m_again = true;
        return;
    }
    m_loading = true;
    m_session.run<Loaded>([](Workspace &workspace, JobControl &) { return load(workspace); })
        .then(this, [this](const Result<Loaded> &loaded) {
            m_loading = false;
            if (loaded) {
                m_packages = loaded->packages;
                m_collections = loaded->collections;
                m_counts = loaded->counts;
                m_loaded = true;
                Q_EMIT packagesChanged();
                Q_EMIT collectionsChanged();
            } else {
                Q_EMIT failed(loaded.error().message());
            }
            if (std::exchange(m_again, false))
                reload();
        });
}

} // namespace seriatim
