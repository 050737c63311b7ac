#include "models/crashmatrixmodel.h"

#include "models/debugwords.h"
#include "models/statuswords.h"

#include <QCoreApplication>

#include <algorithm>

namespace seriatim {

namespace {

QString placesText(const std::vector<int> &items)
{
    QStringList places;
    for (const int item : items)
        places.append(QString::number(item + 1));
    return places.join(QStringLiteral(", "));
}

QString capitalised(QString text)
{
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text;
}

QString endingText(const StruckResult &result)
{
    switch (result.ending) {
    case StruckRun::Ending::loops: return CrashMatrixModel::tr("it goes round for ever");
    case StruckRun::Ending::tooLong: return CrashMatrixModel::tr("it had not ended when the search was given up");
    case StruckRun::Ending::notYet:
    case StruckRun::Ending::ended: return CrashMatrixModel::tr("it ended, %1").arg(statusText(result.status));
    }
    Q_UNREACHABLE();
}

} // namespace

CrashMatrixModel::Verdict CrashMatrixModel::verdictOf(const MatrixCell &cell)
{
    if (cell.result.ending != StruckRun::Ending::ended)
        return Verdict::endless;
    if (!cell.result.lost.empty())
        return Verdict::lost;
    return cell.result.reruns.empty() ? Verdict::fine : Verdict::reruns;
}

QString CrashMatrixModel::sentence(const MatrixCell &cell)
{
    QStringList faults;
    for (const Strike &strike : cell.strikes)
        faults.append(QStringLiteral("%1 %2").arg(inWords(strike.kind), inWords(strike.at, strike.item + 1)));
    QString text = tr("%1: %2, after %n restart(s).", nullptr, cell.result.restarts)
                       .arg(capitalised(faults.join(tr(", then "))), endingText(cell.result));
    if (!cell.result.reruns.empty())
        text += u' ' + tr("Ran again: item %1.").arg(placesText(cell.result.reruns));
    if (!cell.result.lost.empty())
        text += u' ' + tr("Lost: item %1.").arg(placesText(cell.result.lost));
    return text;
}

QString CrashMatrixModel::summary(const CrashMatrix &matrix)
{
    const auto count = [&matrix](Verdict verdict) {
        return static_cast<int>(std::ranges::count_if(matrix.cells, [verdict](const MatrixCell &cell) { return verdictOf(cell) == verdict; }));
    };
    const int tried = static_cast<int>(matrix.cells.size());
    const int endless = count(Verdict::endless);
    const int lost = count(Verdict::lost);
    QString text = tr("Simulated, %n fault(s) tried:", nullptr, tried);
    text += u' ' + (endless == 0 ? tr("every run ended") : tr("%n run(s) never end", nullptr, endless));
    text += QStringLiteral("; ") + (lost == 0 ? tr("no work was lost") : tr("work was lost in %n", nullptr, lost));
    text += QStringLiteral("; ") + tr("in %n a program ran again.", nullptr, count(Verdict::reruns));
    if (matrix.pairs > 0)
        text += u' ' + tr("%1 pairs of faults tried, %2 of them bad.").arg(matrix.pairs).arg(matrix.badPairs);
    return text;
}

void CrashMatrixModel::setMatrix(const CrashMatrix &matrix, const QStringList &programNames)
{
    beginResetModel();
    m_programNames = programNames;
    m_cells = matrix.cells;
    m_columns.clear();
    for (const MatrixCell &cell : m_cells)
        m_columns.push_back({cell.strikes.front().at, cell.strikes.front().kind});
    std::ranges::sort(m_columns);
    m_columns.erase(std::unique(m_columns.begin(), m_columns.end()), m_columns.end());
    m_grid.assign(m_columns.size() * static_cast<size_t>(m_programNames.size()), -1);
    for (const MatrixCell &cell : m_cells)
        place(cell);
    endResetModel();
}

void CrashMatrixModel::place(const MatrixCell &cell)
{
    const Strike &strike = cell.strikes.front();
    const auto column = std::ranges::find(m_columns, Column{strike.at, strike.kind}) - m_columns.begin();
    const size_t at = static_cast<size_t>(strike.item) * m_columns.size() + static_cast<size_t>(column);
    if (at >= m_grid.size())
        return;
    const int index = static_cast<int>(&cell - m_cells.data());
    int &there = m_grid[at];
    if (there < 0 || verdictOf(m_cells[static_cast<size_t>(there)]) < verdictOf(cell))
        there = index;
}

const MatrixCell *CrashMatrixModel::cellAt(const QModelIndex &index) const
{
    if (!index.isValid())
        return nullptr;
    const int cell = m_grid[static_cast<size_t>(index.row()) * m_columns.size() + static_cast<size_t>(index.column())];
    return cell < 0 ? nullptr : &m_cells[static_cast<size_t>(cell)];
}

int CrashMatrixModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_programNames.size());
}

int CrashMatrixModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant CrashMatrixModel::data(const QModelIndex &index, int role) const
{
    const MatrixCell *cell = cellAt(index);
    if (role == VerdictRole)
        return static_cast<int>(cell ? verdictOf(*cell) : Verdict::notReached);
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignLeft | Qt::AlignVCenter); // beside its sign
    if (!cell)
        return role == Qt::ToolTipRole ? QVariant(tr("This moment never comes for this item.")) : QVariant();
    if (role == Qt::ToolTipRole || role == Qt::AccessibleTextRole)
        return sentence(*cell);
    if (role != Qt::DisplayRole)
        return {};
    switch (verdictOf(*cell)) {
    case Verdict::notReached: return {};
    case Verdict::fine: return tr("ok");
    case Verdict::reruns: return tr("again");
    case Verdict::lost: return tr("lost");
    case Verdict::endless: return tr("endless");
    }
    Q_UNREACHABLE();
}

QVariant CrashMatrixModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Vertical) {
        if (role == Qt::DisplayRole)
            return QStringLiteral("%1  %2").arg(section + 1).arg(m_programNames.value(section));
        return {};
    }
    const Column &column = m_columns[static_cast<size_t>(section)];
    if (role == Qt::DisplayRole)
        return QString(toWord(column.moment)).replace(u'-', u' ') + u'\n' + QString(toWord(column.kind)).replace(u'-', u' ');
    if (role == Qt::ToolTipRole)
        return capitalised(QStringLiteral("%1, %2").arg(faultText(column.kind), QString(toWord(column.moment)).replace(u'-', u' ')));
    return {};
}

} // namespace seriatim
