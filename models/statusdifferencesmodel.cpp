#include "models/statusdifferencesmodel.h"

#include "models/statuswords.h"

#include <algorithm>

namespace seriatim {

namespace {

QString agreementText(Agreement agreement)
{
    using Words = StatusDifferencesModel;
    switch (agreement) {
    case Agreement::same: return Words::tr("as simulated");
    case Agreement::result: return Words::tr("another result");
    case Agreement::returnCode: return Words::tr("another return code");
    case Agreement::attempts: return Words::tr("other attempts");
    case Agreement::restarts: return Words::tr("other restarts");
    case Agreement::withdrawn: return Words::tr("withdrawn");
    case Agreement::notYet: return Words::tr("not yet ended");
    case Agreement::onlySimulated: return Words::tr("only simulated");
    case Agreement::onlyReal: return Words::tr("not simulated");
    }
    Q_UNREACHABLE();
}

QString stepText(const StepResult &step, bool withAttempts)
{
    QString text = statusText(step.status);
    if (step.returnCode)
        text += QStringLiteral(" %1").arg(*step.returnCode);
    if (withAttempts)
        text += StatusDifferencesModel::tr(", %n attempt(s)", nullptr, step.attempts);
    return text;
}

QString endText(ComputerStatus status, int restarts)
{
    return restarts == 0 ? statusText(status) : statusText(status) + StatusDifferencesModel::tr(", %n restart(s)", nullptr, restarts);
}

} // namespace

bool StatusDifferencesModel::belongs(Agreement agreement, Show show)
{
    switch (show) {
    case Show::differences: return isDifference(agreement) || agreement == Agreement::withdrawn;
    case Show::notYet: return agreement == Agreement::notYet;
    case Show::onlyOne: return agreement == Agreement::onlySimulated || agreement == Agreement::onlyReal;
    case Show::all: return true;
    }
    Q_UNREACHABLE();
}

bool StatusDifferencesModel::isOfStep(const ComparedComputer &computer) const
{
    if (m_step < 0)
        return true;
    const StepDifference &step = m_steps[static_cast<size_t>(m_step)];
    const auto same = [&](const StepResult &one, const StepResult &other) {
        return one.status == other.status && one.returnCode == other.returnCode && (step.agreement != Agreement::attempts || one.attempts == other.attempts);
    };
    return computer.agreement == step.agreement && computer.item == step.item && same(computer.simulatedStep, step.simulated) && same(computer.realStep, step.real);
}

void StatusDifferencesModel::choose()
{
    beginResetModel();
    m_shown.clear();
    for (size_t i = 0; i < m_computers.size(); ++i) {
        if (belongs(m_computers[i].agreement, m_show) && isOfStep(m_computers[i]))
            m_shown.push_back(static_cast<int>(i));
    }
    endResetModel();
}

void StatusDifferencesModel::setComparison(StatusComparison comparison)
{
    m_items = std::move(comparison.items);
    m_steps = std::move(comparison.steps);
    m_computers = std::move(comparison.computers);
    m_step = -1;
    choose();
}

void StatusDifferencesModel::setFilter(Show show)
{
    m_show = show;
    choose();
}

void StatusDifferencesModel::setStep(int step)
{
    m_step = step;
    choose();
}

int StatusDifferencesModel::count(Show show) const
{
    return static_cast<int>(std::ranges::count_if(m_computers, [show](const ComparedComputer &computer) { return belongs(computer.agreement, show); }));
}

const ComparedComputer &StatusDifferencesModel::computer(int row) const
{
    return m_computers[static_cast<size_t>(m_shown[static_cast<size_t>(row)])];
}

QString StatusDifferencesModel::sentence(int row) const
{
    return seriatim::sentence(computer(row), m_items);
}

QString StatusDifferencesModel::summary(const StatusComparison &comparison)
{
    if (comparison.realComputers == 0)
        return tr("No computer has reported on this task yet.");
    if (comparison.count(Agreement::onlySimulated) == comparison.simulatedComputers)
        return tr("The run knows none of the computers that reported. Simulate the task's own computers, without a number of made-up ones, to compare them.");
    QStringList parts{tr("%n as simulated", nullptr, comparison.count(Agreement::same)), tr("%n otherwise", nullptr, comparison.differences())};
    if (const int notYet = comparison.count(Agreement::notYet); notYet > 0)
        parts.append(tr("%n not yet ended", nullptr, notYet));
    if (const int withdrawn = comparison.count(Agreement::withdrawn); withdrawn > 0)
        parts.append(tr("%n withdrawn", nullptr, withdrawn));
    if (const int only = comparison.count(Agreement::onlySimulated); only > 0)
        parts.append(tr("%n only simulated", nullptr, only));
    if (const int only = comparison.count(Agreement::onlyReal); only > 0)
        parts.append(tr("%n not simulated", nullptr, only));
    return tr("%n computer(s) simulated", nullptr, comparison.simulatedComputers) + tr(", %n reported: ", nullptr, comparison.realComputers)
           + parts.join(QStringLiteral(", ")) + u'.';
}

QString StatusDifferencesModel::stepSentence(const StatusComparison &comparison, const StepDifference &step)
{
    switch (step.agreement) {
    case Agreement::restarts: return tr("Every line item went as simulated, with other restarts.");
    case Agreement::result:
        if (step.item < 0)
            return tr("Another result in the end, though every line item that both have went as simulated.");
        break;
    case Agreement::same:
    case Agreement::returnCode:
    case Agreement::attempts:
    case Agreement::withdrawn:
    case Agreement::notYet:
    case Agreement::onlySimulated:
    case Agreement::onlyReal:
        break;
    }
    ComparedComputer example;
    example.agreement = step.agreement;
    example.item = step.item;
    example.simulatedStep = step.simulated;
    example.realStep = step.real;
    return seriatim::sentence(example, comparison.items);
}

int StatusDifferencesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

int StatusDifferencesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columnCountOfModel;
}

QVariant StatusDifferencesModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    if (role == Qt::ToolTipRole)
        return sentence(index.row());
    const auto column = static_cast<Column>(index.column());
    if (role == Qt::TextAlignmentRole)
        return QVariant(column == Item ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const ComparedComputer &shown = computer(index.row());
    const bool hasStep = shown.item >= 0;
    const PairedItem item = hasStep ? m_items[static_cast<size_t>(shown.item)] : PairedItem();
    const bool attempts = shown.agreement == Agreement::attempts;
    switch (column) {
    case Computer: return shown.name;
    case Agreed: return agreementText(shown.agreement);
    case Item: return !hasStep ? QString() : item.first == item.second ? QString::number(item.first) : tr("%1 (really %2)").arg(item.first).arg(item.second);
    case Program: return item.program;
    case Simulated: return hasStep ? stepText(shown.simulatedStep, attempts) : QString();
    case Real: return hasStep ? stepText(shown.realStep, attempts) : QString();
    case SimulatedEnd: return shown.agreement == Agreement::onlyReal ? QString() : endText(shown.simulated, shown.simulatedRestarts);
    case RealEnd: return shown.agreement == Agreement::onlySimulated ? QString() : endText(shown.real, shown.realRestarts);
    case columnCountOfModel: break;
    }
    return {};
}

QVariant StatusDifferencesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    const bool tip = role == Qt::ToolTipRole;
    switch (static_cast<Column>(section)) {
    case Computer: return tr("Computer");
    case Agreed: return tip ? tr("How what happened is beside what was simulated") : tr("Beside the run");
    case Item: return tip ? tr("The first line item that went otherwise: its place in the simulated order") : tr("Item");
    case Program: return tr("Program");
    case Simulated: return tip ? tr("How that line item ended in the simulation") : tr("Step, simulated");
    case Real: return tip ? tr("How that line item really ended") : tr("Step, real");
    case SimulatedEnd: return tip ? tr("How the computer ended in the simulation") : tr("In the end, simulated");
    case RealEnd: return tip ? tr("How the computer really stands") : tr("In the end, real");
    case columnCountOfModel: break;
    }
    return {};
}

} // namespace seriatim
