// SnapshotModel: the files of a package's snapshot as a table: path, size, SHA-256.
#pragma once

#include "engine/domain/program.h"

#include <QAbstractTableModel>

namespace seriatim {

class SnapshotModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { PathColumn, SizeColumn, Sha256Column, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setFiles(const std::vector<SnapshotFile> &files); // a reset, where they differ
    [[nodiscard]] const std::vector<SnapshotFile> &files() const { return m_files; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<SnapshotFile> m_files;
};

} // namespace seriatim
