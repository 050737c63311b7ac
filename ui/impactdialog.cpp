#include "ui/impactdialog.h"

#include "models/timewords.h"
#include "ui/statuslook.h"
#include "ui_impactdialog.h"

#include <QHeaderView>

namespace seriatim {

namespace {

constexpr int computersInList = 1000;

} // namespace

struct ImpactDialog::Figures {
    Impact impact;
    std::vector<ComputerTaskStatus> computers;
};

Result<ImpactDialog::Figures> ImpactDialog::askStore(Workspace &workspace, const SequentialTask &saved, const SequentialTask &draft)
{
    Result<Impact> impact = impactOf(workspace, saved, draft);
    if (!impact)
        return impact.error();
    Result<std::vector<ComputerTaskStatus>> computers = computersRunningAgain(workspace, saved, computersInList);
    if (!computers)
        return computers.error();
    return Figures{std::move(impact).value(), std::move(computers).value()};
}

ImpactDialog::ImpactDialog(StoreSession &session, const SequentialTask &saved, const SequentialTask &draft, const QStringList &programNames,
                           QWidget *parent)
    : QDialog(parent), m_saved(saved), m_draft(draft), m_programNames(programNames), m_ui(std::make_unique<Ui::ImpactDialog>())
{
    m_ui->setupUi(this);
    m_ui->summaryLabel->setText(tr("The execution order of “%1” has changed, so its computers take it for a new sequence.").arg(saved.name));
    m_ui->countsLabel->setText(tr("Looking how many computers have run it already…"));
    m_ui->stepsView->header()->setStretchLastSection(false);
    m_ui->stepsView->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_ui->stepsView->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_ui->computersView->header()->setStretchLastSection(false);
    m_ui->computersView->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_ui->computersView->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    connect(m_ui->keepButton, &QPushButton::clicked, this, [this] {
        m_choice = KeepFinished::yes;
        accept();
    });
    connect(m_ui->againButton, &QPushButton::clicked, this, [this] {
        m_choice = KeepFinished::no;
        accept();
    });
    connect(m_ui->cancelButton, &QPushButton::clicked, this, &QDialog::reject);
    m_answer = std::make_unique<LatestAnswer<Figures>>(
        session, this, [this] { return [saved = m_saved, draft = m_draft](Workspace &workspace, JobControl &) { return askStore(workspace, saved, draft); }; },
        [this](const Result<Figures> &figures) { take(figures); });
    connect(&session, &StoreSession::statusesChanged, this, &ImpactDialog::refresh);
    resize(fontMetrics().averageCharWidth() * 120, fontMetrics().height() * 34);
    refresh();
}

ImpactDialog::~ImpactDialog() = default;

void ImpactDialog::refresh()
{
    m_answer->refresh();
}

void ImpactDialog::take(const Result<Figures> &figures)
{
    if (!figures) {
        fail(figures.error());
        return;
    }
    show(figures->impact);
    showComputers(figures->computers, figures->impact.computersRunningAgain());
}

void ImpactDialog::show(const Impact &impact)
{
    const int reached = impact.succeeded + impact.failed + impact.inProgress;
    if (reached == 0) {
        m_ui->countsLabel->setText(tr("No computer has run it yet, so nothing is repeated."));
    } else {
        m_ui->countsLabel->setText(tr("<b>%n computer(s)</b> would run it again: %1 succeeded, %2 failed, %3 in progress.", nullptr, reached)
                                       .arg(impact.succeeded).arg(impact.failed).arg(impact.inProgress));
    }
    m_ui->stepsView->setUpdatesEnabled(false);
    m_ui->stepsView->clear();
    QList<QTreeWidgetItem *> rows;
    for (const StepImpact &step : impact.steps) {
        auto *row = new QTreeWidgetItem;
        row->setText(0, QStringLiteral("%1  %2").arg(step.place).arg(m_programNames.value(step.place - 1)));
        row->setIcon(0, icon(Symbol::program));
        row->setText(1, step.isNew ? tr("new step") : tr("%n computer(s)", nullptr, step.finishedOn));
        row->setText(2, step.isNew ? tr("runs") : tr("runs again on %1").arg(step.finishedOn));
        if (step.isNew)
            row->setText(3, tr("runs"));
        else if (step.unchanged)
            row->setText(3, tr("kept on %1").arg(step.finishedOn));
        else
            row->setText(3, tr("runs again: its dependencies changed"));
        row->setIcon(3, icon(!step.isNew && step.unchanged ? Symbol::carriedOver : Symbol::running));
        rows.append(row);
    }
    m_ui->stepsView->addTopLevelItems(rows);
    m_ui->stepsView->setUpdatesEnabled(true);
}

void ImpactDialog::showComputers(const std::vector<ComputerTaskStatus> &computers, int total)
{
    m_ui->computersView->clear();
    QList<QTreeWidgetItem *> rows;
    for (const ComputerTaskStatus &computer : computers) {
        auto *row = new QTreeWidgetItem({computer.computer, toText(computer.status), timeText(computer.reported)});
        row->setIcon(0, icon(Symbol::computer));
        row->setIcon(1, icon(symbolOf(computer.status)));
        rows.append(row);
    }
    m_ui->computersView->addTopLevelItems(rows);
    m_ui->lists->setTabText(1, tr("&Computers (%1)").arg(total));
    const int more = total - static_cast<int>(computers.size());
    m_ui->computersLabel->setVisible(more > 0);
    m_ui->computersLabel->setText(tr("… and %n more", nullptr, more));
}

void ImpactDialog::fail(const Error &error)
{
    m_ui->countsLabel->setText(tr("The figures cannot be read: %1").arg(error.message()));
}

} // namespace seriatim
