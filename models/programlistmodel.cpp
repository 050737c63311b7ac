#include "models/programlistmodel.h"

#include "engine/domain/validation.h"
#include "models/programcommand.h"
#include "models/rowchange.h"

#include <algorithm>

namespace seriatim {

void ProgramListModel::setPackage(const Package &package)
{
    std::vector<Row> rows;
    for (const Program &program : package.programs) {
        QString problem = rightsContradiction(program);
        if (const Result<> valid = validateProgram(program, program.name); problem.isEmpty() && !valid)
            problem = valid.error().message();
        rows.push_back({program.id, program.name, program.commandLine, problem});
    }
    const RowChange change = RowChange::between(m_rows, rows, [](const Row &a, const Row &b) { return a.id == b.id; });
    if (change.removed > 0) {
        beginRemoveRows({}, change.first, change.first + change.removed - 1);
        m_rows.erase(m_rows.begin() + change.first, m_rows.begin() + change.first + change.removed);
        endRemoveRows();
    }
    if (change.inserted > 0) {
        beginInsertRows({}, change.first, change.first + change.inserted - 1);
        m_rows.insert(m_rows.begin() + change.first, rows.begin() + change.first, rows.begin() + change.first + change.inserted);
        endInsertRows();
    }
    for (int row = 0; row < rowCount(); ++row) {
        if (m_rows[static_cast<size_t>(row)] == rows[static_cast<size_t>(row)])
            continue;
        m_rows[static_cast<size_t>(row)] = rows[static_cast<size_t>(row)];
        Q_EMIT dataChanged(index(row), index(row));
    }
}

int ProgramListModel::rowOf(ProgramId program) const
{
    const auto found = std::ranges::find(m_rows, program, &Row::id);
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

std::optional<ProgramId> ProgramListModel::programAt(int row) const
{
    return row >= 0 && row < rowCount() ? std::optional(m_rows[static_cast<size_t>(row)].id) : std::nullopt;
}

int ProgramListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant ProgramListModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Row &row = m_rows[static_cast<size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole: return row.name.isEmpty() ? tr("(no name)") : row.name;
    case Qt::ToolTipRole: return row.problem.isEmpty() ? row.commandLine : row.problem;
    case ProblemRole: return row.problem;
    default: return {};
    }
}

QString freeProgramName(const Package &package, const QString &wished)
{
    const auto taken = [&](const QString &name) {
        return std::ranges::any_of(package.programs, [&](const Program &program) { return program.name.compare(name, Qt::CaseInsensitive) == 0; });
    };
    QString name = wished;
    for (int number = 2; taken(name); ++number)
        name = QStringLiteral("%1 %2").arg(wished).arg(number);
    return name;
}

} // namespace seriatim
