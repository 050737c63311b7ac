// The reports: the overview with saved filters, and each of them over what the exhibits' computers reported.
#include "tests/screenshots/exhibition.h"

#include <QTreeView>

namespace seriatim {

void Exhibition::showReports()
{
    SavedReports &saved = *m_console->savedReports();
    [[maybe_unused]] const auto month = saved.add(QStringLiteral("Silent for a month"), {.kind = ReportKind::notReported, .days = 30});
    [[maybe_unused]] const auto week = saved.add(QStringLiteral("Call centre, last week"),
                                                 {.kind = ReportKind::byProgram, .task = m_task->name, .days = 7});
    auto *navigator = m_window->findChild<QTreeView *>(QStringLiteral("navigatorTree"));
    const QModelIndex section = m_window->navigatorModel()->find(NavigatorModel::keyOf(NavigatorKind::reports, {}));
    navigator->collapseAll();
    navigator->expand(section);
    navigator->setCurrentIndex(section);
    showPage({PageKind::reports, {}}, QStringLiteral("reports"));
    for (const ReportDescription &report : allReports()) {
        const QString name = ReportKey{report.kind}.toText();
        navigator->setCurrentIndex(m_window->navigatorModel()->find(NavigatorModel::keyOf(NavigatorKind::report, name)));
        showPage({PageKind::report, name}, QStringLiteral("report-") + name);
    }
}

} // namespace seriatim
