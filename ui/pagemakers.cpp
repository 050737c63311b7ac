#include "ui/pagemakers.h"

#include "ui/agentsettingslistpage.h"
#include "ui/agentsettingspage.h"
#include "ui/reportspage.h"
#include "ui/simulationrunspage.h"

namespace seriatim {

namespace {

template <typename Page>
Result<EditorPage *> asEditorPage(const Result<Page *> &made)
{
    return made ? Result<EditorPage *>(*made) : made.error();
}

void registerAgentSettings(PageFactory &factory, StoreSession &session, CatalogueDirectory &directory)
{
    factory.registerMaker(PageKind::agentSettings,
                          [&session, &directory](const PageKey &key, const QString &, QWidget *parent) -> Result<EditorPage *> {
        const std::optional<AgentSettingsId> id = AgentSettingsId::parse(key.guid);
        if (!id)
            return new AgentSettingsListPage(session, directory, parent);
        return asEditorPage(AgentSettingsPage::create(session, directory, id, parent));
    });
    factory.registerNewMaker(PageKind::agentSettings, [&session, &directory](const QString &, QWidget *parent) {
        return asEditorPage(AgentSettingsPage::create(session, directory, std::nullopt, parent));
    });
}

} // namespace

void registerPageMakers(PageFactory &factory, StoreSession &session, CatalogueDirectory &directory)
{
    registerAgentSettings(factory, session, directory);
    factory.registerMaker(PageKind::simulationRuns, [&session](const PageKey &, const QString &, QWidget *parent) -> Result<EditorPage *> {
        return new SimulationRunsPage(session, parent);
    });
    factory.registerMaker(PageKind::reports, [&session](const PageKey &, const QString &, QWidget *parent) -> Result<EditorPage *> {
        return new ReportsPage(session, parent);
    });
}

} // namespace seriatim
