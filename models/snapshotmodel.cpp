#include "models/snapshotmodel.h"

#include "models/packagesnapshot.h"

#include <QLocale>

namespace seriatim {

void SnapshotModel::setFiles(const std::vector<SnapshotFile> &files)
{
    if (files == m_files)
        return;
    beginResetModel();
    m_files = files;
    endResetModel();
}

int SnapshotModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_files.size());
}

int SnapshotModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant SnapshotModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const SnapshotFile &file = m_files[static_cast<size_t>(index.row())];
    if (role == Qt::TextAlignmentRole && index.column() == SizeColumn)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && index.column() == SizeColumn)
        return tr("%1 bytes").arg(QLocale().toString(file.size));
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    switch (static_cast<Column>(index.column())) {
    case PathColumn: return file.path;
    case SizeColumn: return sizeText(file.size);
    case Sha256Column: return file.sha256;
    case ColumnCount: break;
    }
    return {};
}

QVariant SnapshotModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (static_cast<Column>(section)) {
    case PathColumn: return tr("File");
    case SizeColumn: return tr("Size");
    case Sha256Column: return tr("SHA-256");
    case ColumnCount: break;
    }
    return {};
}

} // namespace seriatim
