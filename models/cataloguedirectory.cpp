#include "models/cataloguedirectory.h"

#include "engine/workspace/collectionmembers.h"

#include <algorithm>

namespace seriatim {

struct CatalogueDirectory::Loaded {
    std::shared_ptr<const CatalogueIndex> packages;
    std::shared_ptr<const std::vector<CollectionEntry>> collections;
    std::shared_ptr<const std::vector<PrincipalEntry>> principals;
    CatalogueCounts counts;
};

namespace {

std::shared_ptr<const std::vector<PrincipalEntry>> principalsOf(const std::vector<User> &users, const std::vector<UserGroup> &groups)
{
    const auto fullName = [](const QString &domain, const QString &name) { return domain.isEmpty() ? name : domain + u'\\' + name; };
    auto entries = std::make_shared<std::vector<PrincipalEntry>>();
    for (const UserGroup &group : groups)
        entries->push_back({PortalAccess::Kind::group, fullName(group.domain, group.name), {}});
    for (const User &user : users)
        entries->push_back({PortalAccess::Kind::user, fullName(user.domain, user.name), user.displayName});
    std::ranges::sort(*entries, [](const PrincipalEntry &a, const PrincipalEntry &b) {
        if (a.kind != b.kind)
            return a.kind == PortalAccess::Kind::group;
        return QString::compare(a.name, b.name, Qt::CaseInsensitive) < 0;
    });
    return entries;
}

} // namespace

Result<CatalogueDirectory::Loaded> CatalogueDirectory::load(Workspace &workspace)
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
    const Result<std::vector<User>> users = catalogue.users();
    if (!users)
        return users.error();
    const Result<std::vector<UserGroup>> groups = catalogue.groups();
    if (!groups)
        return groups.error();
    const Result<std::vector<AgentSettings>> settings = catalogue.agentSettings();
    if (!settings)
        return settings.error();
    const CatalogueCounts totals{static_cast<int>(computers->size()), static_cast<int>(users->size()),
                                 static_cast<int>(groups->size()), static_cast<int>(settings->size())};
    return Loaded{std::make_shared<const CatalogueIndex>(std::move(index).value()), std::move(entries),
                  principalsOf(*users, *groups), totals};
}

CatalogueDirectory::CatalogueDirectory(StoreSession &session, QObject *parent)
    : QObject(parent), m_packages(std::make_shared<const CatalogueIndex>()),
      m_collections(std::make_shared<const std::vector<CollectionEntry>>()),
      m_principals(std::make_shared<const std::vector<PrincipalEntry>>())
{
    m_answer = std::make_unique<LatestAnswer<Loaded>>(
        session, this, [] { return [](Workspace &workspace, JobControl &) { return load(workspace); }; },
        [this](const Result<Loaded> &loaded) { take(loaded); });
    connect(&session, &StoreSession::catalogueChanged, this, &CatalogueDirectory::reload);
    reload();
}

CatalogueDirectory::~CatalogueDirectory() = default;

void CatalogueDirectory::reload()
{
    m_answer->refresh();
}

void CatalogueDirectory::take(const Result<Loaded> &loaded)
{
    if (!loaded) {
        Q_EMIT failed(loaded.error().message());
        return;
    }
    m_packages = loaded->packages;
    m_collections = loaded->collections;
    m_principals = loaded->principals;
    m_counts = loaded->counts;
    m_loaded = true;
    Q_EMIT packagesChanged();
    Q_EMIT collectionsChanged();
    Q_EMIT principalsChanged();
}

} // namespace seriatim
