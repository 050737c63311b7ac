// HistoryModel: the audit records of one object, the newest first, with a filter over who and what.
#pragma once

#include "models/storesession.h"

#include <QAbstractTableModel>

namespace seriatim {

class HistoryModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { When, Who, Action, Revision, Identity, Changes, columnCountOfModel };

    using QAbstractTableModel::QAbstractTableModel;

    void setRecords(std::vector<AuditRecord> oldestFirst);
    void setFilter(const QString &text); // letter case and accents do not count; empty: all
    [[nodiscard]] const AuditRecord &record(int row) const { return m_records[m_shown[static_cast<size_t>(row)]]; }
    [[nodiscard]] int recordCount() const { return static_cast<int>(m_records.size()); }
    [[nodiscard]] QString asText(int row) const; // for the clipboard

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    void applyFilter();
    [[nodiscard]] QString text(const AuditRecord &record, int column) const;

    std::vector<AuditRecord> m_records; // newest first
    std::vector<QString> m_folded;      // what each is searched by
    std::vector<size_t> m_shown;
    QString m_filter; // folded
};

// "Saved", "Created", "Removed".
[[nodiscard]] QString actionText(AuditAction action);

} // namespace seriatim
