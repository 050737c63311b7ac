// ChangesModel: everything that was changed in the store, by whom and when (B9), the newest first, with a filter over all of it.
#pragma once

#include "engine/reports/reports.h"
#include "models/storesession.h"

#include <QAbstractTableModel>

namespace seriatim {

class ChangesModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { When, Who, Kind, Name, Action, Changes, columnCountOfModel };

    using QAbstractTableModel::QAbstractTableModel;

    // Records that are newer than those there are; the rows of the others stay as they are.
    void addNewer(const std::vector<AuditRecord> &oldestFirst);
    [[nodiscard]] qint64 newest() const { return m_records.empty() ? 0 : m_records.front().number; }
    void setFilter(const QString &text);
    [[nodiscard]] const AuditRecord &record(int row) const { return m_records[m_shown[static_cast<size_t>(row)]]; }
    [[nodiscard]] int recordCount() const { return static_cast<int>(m_records.size()); }
    [[nodiscard]] ReportChart chart() const; // of the rows
    [[nodiscard]] QString asText(int row) const; // for the clipboard, columns apart by tabs

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    [[nodiscard]] QString text(const AuditRecord &record, int column) const;
    [[nodiscard]] QString folded(const AuditRecord &record) const;

    std::vector<AuditRecord> m_records; // newest first
    std::vector<QString> m_folded;      // what each is searched by
    std::vector<size_t> m_shown;
    QString m_filter; // folded
};

[[nodiscard]] QString auditObjectText(AuditObject object); // "sequential task"

// Every record after `after`, oldest first.
[[nodiscard]] Result<std::vector<AuditRecord>> recordsAfter(Workspace &workspace, qint64 after);

} // namespace seriatim
