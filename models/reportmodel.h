// ReportModel: the rows of a report as a table, sorted by their values. A newer report with the same columns is followed with
// precise signals, so that what is selected stays so.
#pragma once

#include "engine/reports/report.h"

#include <QAbstractTableModel>

#include <memory>

namespace seriatim {

using SharedReport = std::shared_ptr<const Report>;

class ReportModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    void setReport(SharedReport report); // null: no rows and no columns
    [[nodiscard]] const SharedReport &report() const { return m_report; }
    [[nodiscard]] const ReportRow &row(int row) const { return *m_rows[static_cast<size_t>(row)]; }
    [[nodiscard]] QString asText(int row) const; // for the clipboard, columns apart by tabs

    // Column -1: as the report has them. What is not known stands last either way.
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    using Rows = std::vector<const ReportRow *>;

    [[nodiscard]] Rows sorted(Rows rows) const;
    [[nodiscard]] bool follow(const SharedReport &report);
    [[nodiscard]] Rows successorsIn(const Report &report) const;
    void removeRowsWithout(Rows &successors);
    void appendRowsOf(const Report &report);
    void arrange(Rows rows);

    SharedReport m_report;
    Rows m_rows; // of m_report, as they are shown
    int m_sortColumn = -1;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
};

// As the console shows a cell: like every other report, but with its times on this computer's clock.
[[nodiscard]] QString reportCellText(const ReportCell &cell, ReportColumnType type);

} // namespace seriatim
