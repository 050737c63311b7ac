#include "ui/statussourcebox.h"

#include "ui/icons.h"

#include <QAbstractItemView>
#include <QStyle>

#include <algorithm>

namespace seriatim {

namespace {

constexpr size_t mostRuns = 20; // that are offered here; the navigator has them all
constexpr int shownCharacters = 32; // of a simulation with its moment and revision

} // namespace

StatusSourceBox::StatusSourceBox(StoreSession &session, QWidget *parent)
    : QComboBox(parent),
      m_answer(
          session, this, [this] { return [task = *m_task](Workspace &workspace, JobControl &) { return readStatusSources(workspace, task); }; },
          [this](const Result<StatusSources> &sources) { take(sources); })
{
    setObjectName(QStringLiteral("statusSource"));
    setAccessibleName(tr("What is shown: live, an earlier order or a simulation run"));
    setToolTip(tr("What computers report now, what they reported on an order that was replaced since, or a recorded simulation run"));
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(shownCharacters); // the bar beside it needs room, too
    fill();
    connect(this, &QComboBox::activated, this, &StatusSourceBox::choose);
    connect(&session, &StoreSession::tasksChanged, this, &StatusSourceBox::read);
}

void StatusSourceBox::setTask(TaskId task, int revision)
{
    const std::optional<TaskId> stored = revision > 0 ? std::optional(task) : std::nullopt;
    if (stored != m_task) {
        // Another identity, so what was live is an earlier order from now on.
        const bool wasLive = std::holds_alternative<std::monostate>(m_source);
        m_task = stored;
        m_sources = {};
        m_source = {};
        m_answer.drop();
        fill();
        if (!wasLive)
            Q_EMIT chosen(m_source);
    }
    read();
}

void StatusSourceBox::setActive(bool active)
{
    m_active = active;
    if (m_active && m_stale)
        read();
}

void StatusSourceBox::goLive()
{
    setCurrentIndex(0);
    choose(0);
}

void StatusSourceBox::read()
{
    m_stale = !m_active;
    if (m_active && m_task)
        m_answer.refresh();
}

void StatusSourceBox::take(const Result<StatusSources> &sources)
{
    if (!sources) {
        Q_EMIT failed(sources.error().message());
        return;
    }
    const bool same = std::ranges::equal(sources->orders, m_sources.orders, {}, &EarlierOrder::id, &EarlierOrder::id)
                      && std::ranges::equal(sources->simulated, m_sources.simulated, {}, &SimulationRun::id, &SimulationRun::id);
    m_sources = *sources;
    if (!same)
        fill();
}

void StatusSourceBox::fill()
{
    const QString shown = sourceKey(m_source);
    clear();
    m_offered.clear();
    const auto offer = [this](const StatusSource &source, Symbol symbol) {
        addItem(icon(symbol), sourceText(source));
        setItemData(count() - 1, sourceSentence(source), Qt::ToolTipRole);
        m_offered.push_back(source);
    };
    const auto separate = [this] {
        insertSeparator(count());
        m_offered.emplace_back();
    };
    offer({}, Symbol::computer);
    if (!m_sources.orders.empty())
        separate();
    for (const EarlierOrder &order : m_sources.orders)
        offer(order, Symbol::history);
    if (!m_sources.simulated.empty())
        separate();
    for (size_t i = 0; i < m_sources.simulated.size(); ++i) {
        if (i < mostRuns || m_sources.simulated[i].id.toString() == shown)
            offer(m_sources.simulated[i], Symbol::simulation);
    }
    const auto found = std::ranges::find(m_offered, shown, sourceKey);
    const int index = found == m_offered.end() ? 0 : static_cast<int>(found - m_offered.begin());
    setCurrentIndex(index);
    setEnabled(count() > 1);
    view()->setMinimumWidth(view()->sizeHintForColumn(0) + view()->style()->pixelMetric(QStyle::PM_ScrollBarExtent)); // the list may be wider
    if (found == m_offered.end())
        choose(0); // it was removed
}

void StatusSourceBox::choose(int index)
{
    const StatusSource &source = m_offered[static_cast<size_t>(index)];
    if (sourceKey(source) == sourceKey(m_source))
        return;
    m_source = source;
    Q_EMIT chosen(m_source);
}

} // namespace seriatim
