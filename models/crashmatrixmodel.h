// CrashMatrixModel: the crash matrix as a grid: a line item a row, a fault at a moment a column. All of it is simulated (B41).
#pragma once

#include "engine/simulation/crashmatrix.h"

#include <QAbstractTableModel>
#include <QStringList>

namespace seriatim {

class CrashMatrixModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Verdict { notReached, fine, reruns, lost, endless };
    enum Role { VerdictRole = Qt::UserRole }; // a Verdict as int

    using QAbstractTableModel::QAbstractTableModel;

    void setMatrix(const CrashMatrix &matrix, const QStringList &programNames);

    // Of a place in the grid; null where the moment never comes for that item. Where it comes several times, the worst.
    [[nodiscard]] const MatrixCell *cellAt(const QModelIndex &index) const;
    [[nodiscard]] static Verdict verdictOf(const MatrixCell &cell);
    // "The power is lost while item 2 runs: it ended, failed, after 1 restart; item 2 ran twice."
    [[nodiscard]] static QString sentence(const MatrixCell &cell);
    // "142 faults tried: every run ended, nothing was lost."
    [[nodiscard]] static QString summary(const CrashMatrix &matrix);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Column {
        FaultMoment moment = FaultMoment::running;
        FaultKind kind = FaultKind::powerLoss;
        auto operator<=>(const Column &) const = default;
    };

    void place(const MatrixCell &cell);

    QStringList m_programNames;
    std::vector<Column> m_columns;
    std::vector<MatrixCell> m_cells;
    std::vector<int> m_grid; // by row and column, an index into the cells; -1: none
};

} // namespace seriatim
