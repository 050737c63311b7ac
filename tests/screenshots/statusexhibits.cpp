// The Status tab beside its live view: filters, an order that was replaced, a simulation; and how long history is kept.
#include "tests/screenshots/exhibition.h"

#include "ui/historykeepingdialog.h"
#include "ui/taskpage.h"

#include <QComboBox>
#include <QTest>
#include <QToolButton>

#include <algorithm>

namespace seriatim {

namespace {

constexpr int sourcesMs = 30'000;

void chooseSource(QComboBox &box, const QString &beginning)
{
    box.setCurrentIndex(box.findText(beginning, Qt::MatchStartsWith));
    Q_EMIT box.activated(box.currentIndex());
}

} // namespace

// After what changes nothing: this gives the task another order.
void Exhibition::showStatusSources()
{
    m_window->closePages(m_window->pages());
    SequentialTask turned = *m_task;
    std::ranges::reverse(turned.items);
    for (LineItem &item : turned.items)
        item.dependencies.clear();
    const auto saved = m_console->session()->workspace().saveTask(turned, KeepFinished::no);
    if (!saved) {
        fail(saved.error().message());
        return;
    }
    m_console->session()->noteTaskChange();
    m_window->openPage({PageKind::task, saved->task.id.toString()});
    auto *page = static_cast<TaskPage *>(m_window->currentPage());
    page->showStatus({});
    settle();
    keep(*m_window, QStringLiteral("status-why-not-running"));
    auto *source = page->findChild<QComboBox *>(QStringLiteral("statusSource"));
    const bool hasAll = QTest::qWaitFor([&] { return source->findText(QStringLiteral("Simulated"), Qt::MatchStartsWith) > 0; }, sourcesMs);
    if (!hasAll) {
        fail(QStringLiteral("the Status tab offers no simulation"));
        return;
    }
    chooseSource(*source, QStringLiteral("Order of"));
    settle();
    page->findChild<QToolButton *>(QStringLiteral("moreFilters"))->click();
    settle();
    keep(*m_window, QStringLiteral("status-earlier-order"));
    chooseSource(*source, QStringLiteral("Simulated"));
    settle();
    keep(*m_window, QStringLiteral("status-simulated"));
    HistoryKeepingDialog history(*m_console->historyKeeper(), m_window);
    keepDialog(history, QStringLiteral("reported-history"));
    m_window->closePages(m_window->pages());
}

} // namespace seriatim
