// StatusDifferencesModel: the computers that did not go as a recorded run simulated them, each with its first differing step.
// The simulated side is marked as such in every heading (B41).
#pragma once

#include "engine/workspace/statuscomparison.h"

#include <QAbstractTableModel>

#include <set>

namespace seriatim {

class StatusDifferencesModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Computer, Agreed, Item, Program, Simulated, Real, SimulatedEnd, RealEnd, columnCountOfModel };
    // How the computers are chosen that it shows.
    enum class Show { differences, notYet, onlyOne, all };

    using QAbstractTableModel::QAbstractTableModel;

    void setComparison(StatusComparison comparison);
    void setFilter(Show show);
    // Of one step only, as StatusComparison::steps has it; -1: of all.
    void setStep(int step);
    [[nodiscard]] int count(Show show) const; // computers that it would show, whatever the step

    [[nodiscard]] const ComparedComputer &computer(int row) const;
    [[nodiscard]] QString sentence(int row) const;
    // "Of 40 computers that were simulated 31 went as simulated, 4 did otherwise and 5 have not ended yet."
    [[nodiscard]] static QString summary(const StatusComparison &comparison);
    // "Item 2, …: simulated succeeded (0), really failed (1603)."
    [[nodiscard]] static QString stepSentence(const StatusComparison &comparison, const StepDifference &step);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    [[nodiscard]] static bool belongs(Agreement agreement, Show show);
    [[nodiscard]] bool isOfStep(const ComparedComputer &computer) const;
    void choose();

    std::vector<PairedItem> m_items;
    std::vector<StepDifference> m_steps;
    std::vector<ComparedComputer> m_computers;
    std::vector<int> m_shown; // indexes into the computers
    Show m_show = Show::differences;
    int m_step = -1;
};

} // namespace seriatim
