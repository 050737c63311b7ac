#include "ui/assumptionseditor.h"

#include "models/assumptionfields.h"
#include "models/assumptionwords.h"
#include "models/scenariofile.h"
#include "ui/assumptiondialog.h"
#include "ui/icons.h"
#include "ui/tonelabel.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QMenu>
#include <QPushButton>
#include <QShortcut>
#include <QTreeView>

namespace seriatim {

namespace {

QString fileFilter()
{
    return AssumptionsEditor::tr("Scenarios (*.xml);;All files (*)");
}

} // namespace

AssumptionsEditor::AssumptionsEditor(QWidget *parent) : QWidget(parent), m_table(new QTreeView(this)), m_file(new QLabel(this)), m_problem(new ToneLabel(this))
{
    setObjectName(QStringLiteral("assumptionsEditor"));
    m_table->setObjectName(QStringLiteral("assumptionsTable"));
    m_table->setAccessibleName(tr("What is assumed"));
    m_table->setModel(&m_model);
    m_table->setRootIsDecorated(false);
    m_table->setAlternatingRowColors(true);
    m_table->setUniformRowHeights(true);
    m_table->header()->setStretchLastSection(false);
    const int wide = fontMetrics().averageCharWidth();
    m_table->setColumnWidth(AssumptionsModel::Kind, wide * 17);
    m_table->setColumnWidth(AssumptionsModel::AppliesTo, wide * 38);
    m_table->setColumnWidth(AssumptionsModel::Probability, wide * 13);
    m_table->header()->setSectionResizeMode(AssumptionsModel::Assumed, QHeaderView::Stretch);
    m_table->setMinimumHeight(fontMetrics().height() * 10);
    m_file->setObjectName(QStringLiteral("scenarioFile"));
    m_file->hide();
    m_problem->setObjectName(QStringLiteral("scenarioProblem"));
    m_problem->hide();
    auto *row = new QHBoxLayout;
    row->addWidget(m_table, 1);
    row->addLayout(makeButtons());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(row, 1);
    layout->addWidget(m_file);
    layout->addWidget(m_problem);

    auto *remove = new QShortcut(QKeySequence::Delete, m_table, nullptr, nullptr, Qt::WidgetShortcut);
    connect(remove, &QShortcut::activated, this, &AssumptionsEditor::removeCurrent);
    connect(m_table, &QTreeView::activated, this, &AssumptionsEditor::editCurrent);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &AssumptionsEditor::showState);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &AssumptionsEditor::showState);
    connect(&m_model, &AssumptionsModel::edited, this, &AssumptionsEditor::showState);
    showState();
}

QPushButton *AssumptionsEditor::makeButton(const QIcon &icon, const QString &text, const QString &objectName)
{
    auto *button = new QPushButton(icon, text, this);
    button->setObjectName(objectName);
    button->setAutoDefault(false); // Enter in the table edits a row
    return button;
}

QLayout *AssumptionsEditor::makeButtons()
{
    QPushButton *add = makeButton(icon(Symbol::add), tr("&Add"), QStringLiteral("addAssumption"));
    auto *kinds = new QMenu(add);
    kinds->setToolTipsVisible(true);
    for (const AssumptionKind kind : {AssumptionKind::outcome, AssumptionKind::fault, AssumptionKind::detection, AssumptionKind::applies, AssumptionKind::restartNeeded,
                                      AssumptionKind::deferral, AssumptionKind::session, AssumptionKind::poweredOn, AssumptionKind::battery, AssumptionKind::pickup,
                                      AssumptionKind::connection, AssumptionKind::server, AssumptionKind::agent, AssumptionKind::trait}) {
        QAction *action = kinds->addAction(kindText(kind), this, [this, kind] { this->add(kind); });
        action->setObjectName(QStringLiteral("addAssumption%1").arg(static_cast<int>(kind)));
        action->setToolTip(kindPurpose(kind));
    }
    add->setMenu(kinds);
    m_edit = makeButton(icon(Symbol::edit), tr("&Edit…"), QStringLiteral("editAssumption"));
    m_remove = makeButton(icon(Symbol::remove), tr("Re&move"), QStringLiteral("removeAssumption"));
    m_up = makeButton(icon(Symbol::moveUp), tr("&Up"), QStringLiteral("assumptionUp"));
    m_down = makeButton(icon(Symbol::moveDown), tr("Do&wn"), QStringLiteral("assumptionDown"));
    for (QPushButton *button : {m_up, m_down})
        button->setToolTip(tr("Among rows of the same kind the first one that applies counts"));
    QPushButton *open = makeButton(icon(Symbol::open), tr("&Open…"), QStringLiteral("openScenario"));
    open->setToolTip(tr("Takes everything from a scenario file"));
    QPushButton *save = makeButton(icon(Symbol::saveCopy), tr("Save &as…"), QStringLiteral("saveScenario"));
    save->setToolTip(tr("Writes a scenario file, which the command line takes too"));
    connect(m_edit, &QPushButton::clicked, this, &AssumptionsEditor::editCurrent);
    connect(m_remove, &QPushButton::clicked, this, &AssumptionsEditor::removeCurrent);
    connect(m_up, &QPushButton::clicked, this, [this] { moveCurrent(-1); });
    connect(m_down, &QPushButton::clicked, this, [this] { moveCurrent(1); });
    connect(open, &QPushButton::clicked, this, &AssumptionsEditor::chooseFile);
    connect(save, &QPushButton::clicked, this, &AssumptionsEditor::saveRequested);
    auto *column = new QVBoxLayout;
    for (QPushButton *button : {add, m_edit, m_remove, m_up, m_down})
        column->addWidget(button);
    column->addStretch(1);
    column->addWidget(open);
    column->addWidget(save);
    return column;
}

int AssumptionsEditor::current() const
{
    return m_table->currentIndex().isValid() ? m_table->currentIndex().row() : -1;
}

void AssumptionsEditor::select(int row)
{
    m_table->setCurrentIndex(m_model.index(row, 0));
    m_table->setFocus();
}

void AssumptionsEditor::showState()
{
    const int row = current();
    m_edit->setEnabled(row >= 0 && canEdit(kindOf(m_model.row(row))));
    m_remove->setEnabled(row >= 0);
    m_up->setEnabled(m_model.canMove(row, -1));
    m_down->setEnabled(m_model.canMove(row, 1));
}

void AssumptionsEditor::add(AssumptionKind kind)
{
    AssumptionDialog dialog(newRow(kind), m_model.itemNames(), [this](const AssumptionRow &row) { return checkScenario(m_model.scenarioWith(-1, row)); }, this);
    if (dialog.exec() == QDialog::Accepted)
        select(m_model.add(dialog.row()));
}

void AssumptionsEditor::editCurrent()
{
    const int number = current();
    if (number < 0 || !canEdit(kindOf(m_model.row(number))))
        return;
    AssumptionDialog dialog(m_model.row(number), m_model.itemNames(), [this, number](const AssumptionRow &row) { return checkScenario(m_model.scenarioWith(number, row)); }, this);
    if (dialog.exec() == QDialog::Accepted)
        m_model.replace(number, dialog.row());
}

void AssumptionsEditor::removeCurrent()
{
    const int number = current();
    if (number < 0)
        return;
    m_model.remove(number);
    showState();
}

void AssumptionsEditor::moveCurrent(int by)
{
    m_model.move(current(), by);
    showState();
}

void AssumptionsEditor::chooseFile()
{
    const QString path = QFileDialog::getOpenFileName(this, tr("Open a Scenario"), {}, fileFilter());
    if (!path.isEmpty())
        open(path);
}

void AssumptionsEditor::open(const QString &path)
{
    const Result<Scenario> scenario = readScenarioFile(path);
    m_problem->say(scenario ? QString() : scenario.error().message());
    if (!scenario)
        return;
    m_model.setScenario(*scenario);
    m_file->show();
    m_file->setText(tr("From %1").arg(QFileInfo(path).fileName()));
    Q_EMIT opened(*scenario);
}

void AssumptionsEditor::save(const Scenario &whole)
{
    QString path = QFileDialog::getSaveFileName(this, tr("Save the Scenario"), QStringLiteral("scenario.xml"), fileFilter());
    if (path.isEmpty())
        return;
    const Result<> written = writeScenarioFile(path, whole);
    m_problem->say(written ? QString() : written.error().message());
    if (written)
        m_file->setText(tr("Saved as %1").arg(QFileInfo(path).fileName()));
}

} // namespace seriatim
