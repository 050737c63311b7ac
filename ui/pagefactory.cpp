#include "ui/pagefactory.h"

#include <QCoreApplication>

namespace seriatim {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(seriatim::PageFactory)
};

constexpr const char *kindWords[]{"start",    "task",      "package",     "computer", "collection",     "user",           "userGroup", "agentSettings",
                                  "packages", "computers", "collections", "users",    "portalRequests", "simulationRuns", "reports",
                                  "simulationRun", "report"};

Error noSuchPage()
{
    return {ErrorCode::notFound, {}, Words::tr("There is no page for that in this version.")};
}

} // namespace

void PageFactory::clear()
{
    m_makers.clear();
    m_newMakers.clear();
}

bool PageFactory::canMakeNew(PageKind kind) const
{
    return m_newMakers.contains(kind) || (isObjectKind(kind) && kind != PageKind::agentSettings && m_makers.contains(kind));
}

Result<EditorPage *> PageFactory::open(const PageKey &key, QWidget *parent) const
{
    const auto maker = m_makers.find(key.kind);
    return maker == m_makers.end() ? Result<EditorPage *>(noSuchPage()) : maker->second(key, {}, parent);
}

Result<EditorPage *> PageFactory::makeNew(PageKind kind, const QString &folder, QWidget *parent) const
{
    if (!canMakeNew(kind))
        return noSuchPage();
    if (const auto maker = m_newMakers.find(kind); maker != m_newMakers.end())
        return maker->second(folder, parent);
    return m_makers.at(kind)(PageKey{kind, {}}, folder, parent);
}

bool isObjectKind(PageKind kind)
{
    switch (kind) {
    case PageKind::task:
    case PageKind::package:
    case PageKind::computer:
    case PageKind::collection:
    case PageKind::user:
    case PageKind::userGroup:
    case PageKind::agentSettings: return true;
    case PageKind::start:
    case PageKind::packages:
    case PageKind::computers:
    case PageKind::collections:
    case PageKind::users:
    case PageKind::portalRequests:
    case PageKind::simulationRuns:
    case PageKind::reports:
    case PageKind::simulationRun:
    case PageKind::report: return false;
    }
    Q_UNREACHABLE();
}

QString toText(const PageKey &key)
{
    return QLatin1StringView(kindWords[static_cast<size_t>(key.kind)]) + u' ' + key.guid;
}

std::optional<PageKey> pageKeyFromText(const QString &text)
{
    const QString word = text.section(u' ', 0, 0);
    for (size_t i = 0; i < std::size(kindWords); ++i) {
        if (word == QLatin1StringView(kindWords[i]))
            return PageKey{static_cast<PageKind>(i), text.section(u' ', 1)};
    }
    return std::nullopt;
}

} // namespace seriatim
