#include "ui/simulatedstatusview.h"

#include "models/statussources.h"
#include "ui/icons.h"
#include "ui/messageline.h"
#include "ui/recordedcomputersview.h"
#include "ui/simulatedbanner.h"
#include "ui/statussummarybar.h"

#include <QHBoxLayout>
#include <QPushButton>

namespace seriatim {

SimulatedStatusView::SimulatedStatusView(StoreSession &session, const SimulationRun &run, QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("simulatedStatus"));
    const SimulationReport report = reportOf(run);
    m_computers = new RecordedComputersView(session, run.id, report.programNames(), this);
    m_computers->setDebuggable(false); // the run's own page does
    auto *failure = new MessageLine(this);
    failure->setObjectName(QStringLiteral("simulatedFailure"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(new SimulatedBanner(sourceSentence(run), this));
    layout->addLayout(makeHead(report, run));
    layout->addWidget(failure);
    layout->addWidget(m_computers, 1);
    connect(m_computers, &RecordedComputersView::failed, failure, &MessageLine::showWarning);
}

QLayout *SimulatedStatusView::makeHead(const SimulationReport &report, const SimulationRun &run)
{
    auto *summary = new StatusSummaryBar(this);
    summary->setObjectName(QStringLiteral("simulatedSummary"));
    summary->setSummary(report.summary);
    connect(summary, &StatusSummaryBar::statusClicked, m_computers, &RecordedComputersView::showOnly);
    auto *open = new QPushButton(icon(Symbol::simulation), tr("&Open the run"), this);
    open->setObjectName(QStringLiteral("openRunButton"));
    open->setToolTip(tr("Its course, failures, items, load and assumptions, and its computers in the debugger"));
    connect(open, &QPushButton::clicked, this, [this, guid = run.id.toString()] { Q_EMIT runOpenRequested(guid); });
    auto *row = new QHBoxLayout;
    row->addWidget(summary, 1);
    row->addWidget(open);
    return row;
}

} // namespace seriatim
