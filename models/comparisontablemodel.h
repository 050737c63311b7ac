// ComparisonTableModel: two recorded simulation runs beside each other as tables of texts: their figures, their line items, and
// the computers that fared otherwise. All of it is simulated (B41).
#pragma once

#include "engine/workspace/simulationcomparison.h"

#include <QAbstractTableModel>
#include <QStringList>

namespace seriatim {

class ComparisonTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    struct Row {
        QStringList cells;
        QString tip = {};
        bool operator==(const Row &) const = default;
    };
    struct Column {
        QString title;
        bool isNumber = false; // stands at the right
    };

    using QAbstractTableModel::QAbstractTableModel;

    void showFigures(const RunComparison &comparison);
    void showItems(const RunComparison &comparison);
    void showComputers(const RunComparison &comparison);

    // "1,000 computers in both runs: 974 the same, 26 better, 0 worse, 0 otherwise different."
    [[nodiscard]] static QString summary(const RunComparison &comparison);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    void show(std::vector<Column> columns, std::vector<Row> rows);

    std::vector<Column> m_columns;
    std::vector<Row> m_rows;
};

} // namespace seriatim
