#include "ui/pagemakers.h"

#include "ui/reportspage.h"
#include "ui/simulationrunspage.h"

namespace seriatim {

void registerPageMakers(PageFactory &factory, StoreSession &session, CatalogueDirectory &)
{
    factory.registerMaker(PageKind::simulationRuns, [&session](const PageKey &, const QString &, QWidget *parent) -> Result<EditorPage *> {
        return new SimulationRunsPage(session, parent);
    });
    factory.registerMaker(PageKind::reports, [&session](const PageKey &, const QString &, QWidget *parent) -> Result<EditorPage *> {
        return new ReportsPage(session, parent);
    });
}

} // namespace seriatim
