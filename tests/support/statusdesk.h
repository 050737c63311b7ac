// StatusDesk: a Status tab over a store of its own, beside the panel of a run, as the task page has them.
#pragma once

#include "tests/support/samplefleet.h"
#include "tests/support/widgettest.h"
#include "ui/runpanel.h"
#include "ui/statuspage.h"
#include "ui/statussummarybar.h"

#include <QVBoxLayout>

namespace seriatim::test {

class StatusDesk : public QObject
{
protected:
    void open()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        auto session = StoreSession::create(m_folder->filePath(QStringLiteral("a.store")));
        QVERIFY(session.ok());
        m_session = std::move(session).value();
        m_catalogue = std::make_unique<CatalogueDirectory>(*m_session);
        m_window = std::make_unique<QWidget>();
        m_page = new StatusPage(*m_session, *m_catalogue, m_window.get());
        m_panel = new RunPanel(*m_session, m_window.get());
        auto *layout = new QVBoxLayout(m_window.get());
        layout->addWidget(m_page, 3);
        layout->addWidget(m_panel, 1);
        m_window->resize(1100, 720);
        m_window->show();
        connect(m_panel, &RunPanel::runningChanged, m_page, [this] { m_page->setRunning(m_panel->isRunning()); });
        connect(m_page, &StatusPage::runFromRequested, m_panel, [this](int place) {
            const auto task = m_session->workspace().store().tasks().find(QStringLiteral("Rollout"));
            QVERIFY(task.ok());
            m_panel->run(*task, place);
        });
    }

    void close()
    {
        m_window.reset();
        m_catalogue.reset();
        m_fleet.reset();
        m_session.reset();
    }

    void show(int items, int computers)
    {
        m_fleet = std::make_unique<SampleFleet>(*m_session, items, computers);
    }

    SequentialTask saveTask(const QStringList &commandLines)
    {
        Package package(PackageId::mint(), QStringLiteral("Tools"));
        SequentialTask task(TaskId::mint(), QStringLiteral("Rollout"));
        for (const QString &commandLine : commandLines) {
            package.programs.emplace_back(ProgramId::mint(), QStringLiteral("Step %1").arg(package.programs.size() + 1));
            package.programs.back().commandLine = commandLine;
            task.items.emplace_back(LineItemId::mint(), package.programs.back().id);
        }
        if (!m_session->workspace().store().catalogue().save(std::vector{package}).ok())
            qFatal("cannot save the package");
        auto saved = m_session->workspace().saveTask(task, KeepFinished::no);
        if (!saved)
            qFatal("cannot save the task");
        return saved->task;
    }

    [[nodiscard]] QTableView &grid() const { return control<QTableView>(*m_page, "statusGrid"); }
    [[nodiscard]] QString cell(int row, int column) const { return grid().model()->index(row, column).data().toString(); }
    [[nodiscard]] QString summary() const { return control<StatusSummaryBar>(*m_page, "statusSummary").summaryText(); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<StoreSession> m_session;
    std::unique_ptr<CatalogueDirectory> m_catalogue;
    std::unique_ptr<SampleFleet> m_fleet;
    std::unique_ptr<QWidget> m_window; // holds the page and the panel
    StatusPage *m_page = nullptr;
    RunPanel *m_panel = nullptr;
};

} // namespace seriatim::test
