#include "models/comparisontablemodel.h"

#include "models/statuswords.h"
#include "models/timewords.h"

#include <QLocale>

#include <set>

namespace seriatim {

namespace {

using Row = ComparisonTableModel::Row;

QString number(qint64 value)
{
    return QLocale(QLocale::English).toString(value);
}

QString signedNumber(qint64 value)
{
    return value > 0 ? u'+' + number(value) : number(value);
}

Row figure(const QString &title, qint64 first, qint64 second)
{
    return {{title, number(first), number(second), signedNumber(second - first)}};
}

QString seconds(const std::optional<quint32> &after)
{
    return after ? elapsedText(qint64(*after) * millisPerSecond) : QString();
}

Row percentileRow(const RecordedFigures &first, const RecordedFigures &second, int percent)
{
    const auto before = percentile(first.succeededAfter, percent);
    const auto after = percentile(second.succeededAfter, percent);
    QString difference;
    if (before && after) {
        const qint64 more = qint64(*after) - qint64(*before);
        difference = more == 0 ? number(0) : (more > 0 ? u'+' : u'-') + elapsedText(std::abs(more) * millisPerSecond);
    }
    return {{ComparisonTableModel::tr("%1 % of these after").arg(percent), seconds(before), seconds(after), difference},
            ComparisonTableModel::tr("Of the computers that succeed, from the start of the simulation")};
}

std::set<ComputerStatus> statusesOf(const RunComparison &comparison)
{
    std::set<ComputerStatus> all{ComputerStatus::failed};
    for (const auto *counts : {&comparison.first.statuses, &comparison.second.statuses}) {
        for (const auto &[status, count] : *counts)
            all.insert(status);
    }
    all.erase(ComputerStatus::succeeded);
    return all;
}

QString capitalised(QString text)
{
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text;
}

const RecordedItemFigures &itemFigures(const RecordedFigures &figures, int place)
{
    static const RecordedItemFigures none;
    const auto index = static_cast<size_t>(place) - 1;
    return place > 0 && index < figures.items.size() ? figures.items[index] : none;
}

template <typename Belongs>
int count(const RecordedItemFigures &item, Belongs &&belongs)
{
    int all = 0;
    for (const auto &[status, computers] : item.statuses)
        all += belongs(status) ? computers : 0;
    return all;
}

QString changeText(const PairedItem &item, qint64 first, qint64 second)
{
    if (item.first == 0)
        return number(second);
    if (item.second == 0 || first == second)
        return number(first);
    return QStringLiteral("%1 → %2").arg(number(first), number(second));
}

QString placeText(const PairedItem &item)
{
    if (item.first == 0)
        return ComparisonTableModel::tr("only second: %1").arg(item.second);
    if (item.second == 0)
        return ComparisonTableModel::tr("only first: %1").arg(item.first);
    return item.first == item.second ? QString::number(item.first) : QStringLiteral("%1 → %2").arg(item.first).arg(item.second);
}

QString statusesText(const RecordedItemFigures &item)
{
    QStringList parts;
    for (const auto &[status, computers] : item.statuses)
        parts.append(QStringLiteral("%1 %2").arg(number(computers), statusText(status)));
    return parts.join(QStringLiteral(", "));
}

QString itemTip(const RunComparison &comparison, size_t index)
{
    const PairedItem &item = comparison.items[index];
    QStringList lines;
    if (item.first > 0)
        lines.append(ComparisonTableModel::tr("First run: %1").arg(statusesText(itemFigures(comparison.first, item.first))));
    if (item.second > 0)
        lines.append(ComparisonTableModel::tr("Second run: %1").arg(statusesText(itemFigures(comparison.second, item.second))));
    for (const auto &[statuses, computers] : comparison.itemTransitions[index])
        lines.append(ComparisonTableModel::tr("%1 → %2 on %n computer(s)", nullptr, computers).arg(statusText(statuses.first), statusText(statuses.second)));
    return lines.join(u'\n');
}

Row itemRow(const RunComparison &comparison, size_t index)
{
    const PairedItem &item = comparison.items[index];
    const RecordedItemFigures &first = itemFigures(comparison.first, item.first);
    const RecordedItemFigures &second = itemFigures(comparison.second, item.second);
    const auto both = [&](auto &&belongs) { return changeText(item, count(first, belongs), count(second, belongs)); };
    int changed = 0;
    for (const auto &[statuses, computers] : comparison.itemTransitions[index])
        changed += computers;
    const bool paired = item.first > 0 && item.second > 0;
    return {{placeText(item), item.program, both(isSuccess), both(countsAsFailure), both([](ItemStatus status) { return !isSuccess(status) && !countsAsFailure(status); }),
             changeText(item, first.reruns, second.reruns), paired ? number(changed) : QString()},
            itemTip(comparison, index)};
}

QString examplesText(const QStringList &examples, int computers)
{
    return examples.join(QStringLiteral(", ")) + (computers > examples.size() ? QStringLiteral(", …") : QString());
}

FaredCount faredCount(const RunComparison &comparison, Fared fared)
{
    const auto found = comparison.fared.find(fared);
    return found == comparison.fared.end() ? FaredCount() : found->second;
}

QString faredText(Fared fared)
{
    switch (fared) {
    case Fared::same: return ComparisonTableModel::tr("The same in both");
    case Fared::better: return ComparisonTableModel::tr("Better in the second");
    case Fared::worse: return ComparisonTableModel::tr("Worse in the second");
    case Fared::differently: return ComparisonTableModel::tr("Otherwise different");
    }
    Q_UNREACHABLE();
}

QString faredTip(Fared fared)
{
    switch (fared) {
    case Fared::same: return ComparisonTableModel::tr("The same results, return codes, attempts and restarts");
    case Fared::better: return ComparisonTableModel::tr("It succeeds in the second run only, or more of the line items that both have end well");
    case Fared::worse: return ComparisonTableModel::tr("It succeeds in the first run only, or fewer of the line items that both have end well");
    case Fared::differently: return ComparisonTableModel::tr("As many line items end well, but a status, return code, attempt or restart differs");
    }
    Q_UNREACHABLE();
}

} // namespace

void ComparisonTableModel::show(std::vector<Column> columns, std::vector<Row> rows)
{
    beginResetModel();
    m_columns = std::move(columns);
    m_rows = std::move(rows);
    endResetModel();
}

void ComparisonTableModel::showFigures(const RunComparison &comparison)
{
    const RecordedFigures &first = comparison.first;
    const RecordedFigures &second = comparison.second;
    std::vector<Row> rows{figure(tr("Computers"), first.computers, second.computers)};
    for (const ComputerStatus status : statusesOf(comparison))
        rows.push_back(figure(capitalised(statusText(status)), first.count(status), second.count(status)));
    rows.push_back(figure(tr("Restarts"), first.restarts, second.restarts));
    rows.push_back(figure(tr("Program starts"), first.executions, second.executions));
    rows.push_back(figure(tr("Programs run again"), first.reruns, second.reruns));
    rows.push_back(figure(capitalised(statusText(ComputerStatus::succeeded)), first.count(ComputerStatus::succeeded), second.count(ComputerStatus::succeeded)));
    for (const int percent : {50, 90, 99, 100})
        rows.push_back(percentileRow(first, second, percent));
    show({{tr("Figure")}, {tr("First"), true}, {tr("Second"), true}, {tr("Difference"), true}}, std::move(rows));
}

void ComparisonTableModel::showItems(const RunComparison &comparison)
{
    std::vector<Row> rows;
    for (size_t i = 0; i < comparison.items.size(); ++i)
        rows.push_back(itemRow(comparison, i));
    show({{tr("Item")}, {tr("Program")}, {tr("Went well"), true}, {tr("Failed"), true}, {tr("Skipped or not ended"), true}, {tr("Run again"), true}, {tr("Computers that changed"), true}},
         std::move(rows));
}

void ComparisonTableModel::showComputers(const RunComparison &comparison)
{
    std::vector<Row> rows;
    for (const Fared fared : {Fared::worse, Fared::better, Fared::differently, Fared::same}) {
        const FaredCount count = faredCount(comparison, fared);
        rows.push_back({{faredText(fared), number(count.computers), examplesText(count.examples, fared == Fared::same ? 0 : count.computers)}, faredTip(fared)});
    }
    for (const ComputerTransition &transition : comparison.transitions) {
        rows.push_back({{QStringLiteral("%1 → %2").arg(capitalised(statusText(transition.from)), statusText(transition.to)), number(transition.computers),
                         examplesText(transition.examples, transition.computers)}, tr("The status of the computer in the first run and in the second")});
    }
    if (comparison.onlyFirst > 0)
        rows.push_back({{tr("Only in the first run"), number(comparison.onlyFirst), QString()}});
    if (comparison.onlySecond > 0)
        rows.push_back({{tr("Only in the second run"), number(comparison.onlySecond), QString()}});
    show({{tr("What became of them")}, {tr("Computers"), true}, {tr("For example")}}, std::move(rows));
}

QString ComparisonTableModel::summary(const RunComparison &comparison)
{
    if (comparison.both == 0)
        return tr("The two runs have no computer in common: made-up computers are matched by their numbers, others by their names.");
    return tr("%n computer(s) in both runs", nullptr, comparison.both)
           + tr(": %1 the same, %2 better, %3 worse, %4 otherwise different.")
                 .arg(number(faredCount(comparison, Fared::same).computers), number(faredCount(comparison, Fared::better).computers),
                      number(faredCount(comparison, Fared::worse).computers), number(faredCount(comparison, Fared::differently).computers));
}

int ComparisonTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ComparisonTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant ComparisonTableModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Row &row = m_rows[static_cast<size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole: return row.cells.value(index.column());
    case Qt::ToolTipRole: return row.tip.isEmpty() ? QVariant() : QVariant(row.tip);
    case Qt::TextAlignmentRole:
        return QVariant(m_columns[static_cast<size_t>(index.column())].isNumber ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter);
    default: return {};
    }
}

QVariant ComparisonTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const Column &column = m_columns[static_cast<size_t>(section)];
    if (role == Qt::DisplayRole)
        return column.title;
    if (role == Qt::TextAlignmentRole)
        return QVariant(column.isNumber ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter);
    return {};
}

} // namespace seriatim
