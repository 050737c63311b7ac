#include "ui/simulationrunspage.h"

#include "models/simulationjob.h"
#include "ui/columnmemory.h"
#include "ui/comparerunsbutton.h"
#include "ui/icons.h"
#include "ui/messages.h"
#include "ui/simulatedbanner.h"

#include <QHeaderView>
#include <QPlainTextEdit>
#include <QSplitter>

namespace seriatim {

SimulationRunsPage::SimulationRunsPage(StoreSession &session, QWidget *parent)
    : EditorPage(parent), m_session(session), m_nothing(new QLabel(this)), m_table(new QTreeView(this)), m_details(new QPlainTextEdit(this)), m_splitter(new QSplitter(Qt::Vertical, this)),
      m_open(new QPushButton(icon(Symbol::open), tr("&Open"), this)), m_remove(new QPushButton(icon(Symbol::remove), tr("&Delete"), this))
{
    setObjectName(QStringLiteral("simulationRunsPage"));
    auto *notice = new SimulatedBanner(tr("Simulated: nothing on this page happened on a real computer."), this);
    m_nothing->setText(tr("No simulation has been recorded yet. Open a task, choose Simulate, and keep the result."));
    m_nothing->setWordWrap(true);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_table->setObjectName(QStringLiteral("runsTable"));
    m_table->setAccessibleName(tr("Simulation runs"));
    m_table->setModel(&m_model);
    m_table->setRootIsDecorated(false);
    m_table->setAlternatingRowColors(true);
    m_table->setUniformRowHeights(true);
    m_table->header()->setStretchLastSection(true);
    m_columns = new ColumnMemory(*m_table->header(), m_table->objectName());
    m_details->setObjectName(QStringLiteral("runDetails"));
    m_details->setAccessibleName(tr("What was assumed"));
    m_details->setReadOnly(true);
    m_open->setObjectName(QStringLiteral("openRunButton"));
    m_open->setToolTip(tr("Shows what came out of the chosen run: its course, its failures and its computers"));
    m_remove->setObjectName(QStringLiteral("removeRunButton"));
    m_compare = new CompareRunsButton(m_session, m_model, *m_table, this);

    m_splitter->addWidget(m_table);
    m_splitter->addWidget(m_details);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 1);
    auto *top = new QHBoxLayout;
    top->addWidget(notice, 1);
    top->addWidget(m_open);
    top->addWidget(m_compare);
    top->addWidget(m_remove);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(top);
    layout->addWidget(m_nothing, 1);
    layout->addWidget(m_splitter, 1);
    setFocusProxy(m_table);

    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &SimulationRunsPage::showSelected);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &SimulationRunsPage::showSelected);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &SimulationRunsPage::showSelected);
    connect(m_table, &QTreeView::activated, this, &SimulationRunsPage::openSelected);
    connect(m_open, &QPushButton::clicked, this, &SimulationRunsPage::openSelected);
    connect(m_remove, &QPushButton::clicked, this, &SimulationRunsPage::removeSelected);
    connect(&m_session, &StoreSession::tasksChanged, this, &SimulationRunsPage::load);
    m_nothing->hide();
    load();
    showSelected();
}

QIcon SimulationRunsPage::pageIcon() const
{
    return icon(Symbol::simulation);
}

void SimulationRunsPage::load()
{
    using Runs = std::vector<SimulationRun>;
    m_session.run<Runs>([](Workspace &workspace, JobControl &) { return workspace.store().simulations().list(); })
        .then(this, [this](const Result<Runs> &runs) {
            if (!runs) {
                Q_EMIT statusMessage(runs.error().message());
                return;
            }
            const bool first = m_model.rowCount() == 0;
            m_model.setRuns(*runs);
            m_nothing->setVisible(runs->empty());
            m_splitter->setVisible(!runs->empty());
            m_open->setVisible(!runs->empty());
            m_remove->setVisible(!runs->empty());
            m_compare->setVisible(!runs->empty());
            if (first) {
                for (int column = 0; column < m_model.columnCount(); ++column)
                    m_table->resizeColumnToContents(column);
                m_columns->apply();
                m_table->setCurrentIndex(m_model.index(0, 0));
            }
        });
}

void SimulationRunsPage::showSelected()
{
    const QModelIndex index = m_table->currentIndex();
    // Never one that is not the only one selected: nobody could tell which.
    const bool isOne = index.isValid() && m_table->selectionModel()->selectedRows().size() == 1;
    m_open->setEnabled(isOne);
    m_remove->setEnabled(isOne && !m_session.isReadOnly());
    if (!index.isValid()) {
        m_details->clear();
        return;
    }
    const SimulationRun &run = m_model.run(index.row());
    const QString assumed = run.parameters.isEmpty() ? tr("Nothing but the rules of the agent was assumed: every program returns 0 after its estimated run time.") : run.parameters;
    m_details->setPlainText(tr("Task %1 (%2), revision %3").arg(run.taskName, run.task.toString()).arg(run.taskRevision) + QStringLiteral("\n\n") + assumed);
}

void SimulationRunsPage::openSelected()
{
    if (const QModelIndex index = m_table->currentIndex(); index.isValid())
        Q_EMIT openRequested({PageKind::simulationRun, m_model.run(index.row()).id.toString()});
}

void SimulationRunsPage::removeSelected()
{
    const SimulationRun run = m_model.run(m_table->currentIndex().row());
    Question question;
    question.objectName = QStringLiteral("removeRunQuestion");
    question.text = tr("Delete this simulation run of “%1”?").arg(run.taskName);
    question.answers = {tr("&Delete")};
    question.dangerous = true;
    if (ask(this, question) != 0)
        return;
    if (const Result<> removed = m_session.workspace().store().simulations().remove(run.id); !removed)
        showError(this, tr("The simulation run cannot be deleted."), removed.error());
    else
        m_session.noteTaskChange();
}

} // namespace seriatim
