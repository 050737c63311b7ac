#include "engine/simulation/expectations.h"

#include "engine/base/text.h"

#include <algorithm>

namespace seriatim {

namespace {

QString nameOf(const ExpectRow &row)
{
    QStringList wanted;
    const auto number = [&](const char16_t *what, std::optional<int> value) {
        if (value)
            wanted.append(QString::fromUtf16(what) + u' ' + QString::number(*value));
    };
    if (row.itemStatus)
        wanted.append(QStringLiteral("status ") + toWord(*row.itemStatus));
    if (row.computerStatus)
        wanted.append(QStringLiteral("status ") + toWord(*row.computerStatus));
    number(u"returnCode", row.returnCode);
    number(u"attempts", row.attempts);
    number(u"executions", row.executions);
    number(u"runs", row.runs);
    number(u"restarts", row.restarts);
    const QString whom = row.match.computer == u"*" ? QStringLiteral("every computer") : row.match.computer;
    const QString trait = row.match.trait.isEmpty() ? QString() : QStringLiteral(" with trait ") + row.match.trait;
    const QString item = row.match.item ? QStringLiteral("item %1 of ").arg(*row.match.item) : QString();
    return item + whom + trait + QStringLiteral(": ") + wanted.join(QStringLiteral(", "));
}

// Collects in what one computer differs from a row.
class Comparison
{
public:
    void number(const char16_t *what, std::optional<int> wanted, int came)
    {
        if (wanted && *wanted != came)
            say(what, QString::number(came), QString::number(*wanted));
    }
    template <typename Status>
    void status(const std::optional<Status> &wanted, Status came)
    {
        if (wanted && *wanted != came)
            say(u"status", toWord(came), toWord(*wanted));
    }
    void code(std::optional<ReturnCode> wanted, const ItemState &item)
    {
        const bool has = item.hasReturnCode && item.status != ItemStatus::notApplicable;
        if (wanted && (!has || *wanted != item.returnCode))
            say(u"returnCode", has ? QString::number(item.returnCode) : QStringLiteral("none"), QString::number(*wanted));
    }

    QStringList differences;

private:
    void say(const char16_t *what, const QString &came, const QString &wanted)
    {
        differences.append(QStringLiteral("%1 is %2, not %3").arg(QString::fromUtf16(what), came, wanted));
    }
};

QStringList differences(const ExpectRow &row, const SimulatedComputer &computer)
{
    Comparison compare;
    compare.number(u"restarts", row.restarts, computer.restarts);
    if (!row.match.item) {
        compare.status(row.computerStatus, computer.status);
        compare.number(u"runs", row.runs, computer.runs);
        return compare.differences;
    }
    const size_t index = static_cast<size_t>(*row.match.item) - 1;
    if (index >= computer.state.items.size())
        return {QStringLiteral("it has received nothing")};
    const ItemState &item = computer.state.items[index];
    compare.status(row.itemStatus, item.status);
    compare.code(row.returnCode, item);
    compare.number(u"attempts", row.attempts, item.attempts);
    compare.number(u"executions", row.executions, item.executions);
    compare.number(u"runs", row.runs, index < computer.begun.size() ? computer.begun[index] : 0);
    return compare.differences;
}

} // namespace

QString ExpectationResult::failure() const
{
    if (failed <= failures.size())
        return failures.join(u'\n');
    return failures.join(u'\n') + QStringLiteral("\nand %1 more of %2 computers").arg(failed - failures.size()).arg(computers);
}

ExpectationCheck::ExpectationCheck(const std::vector<ExpectRow> &rows, int items) : m_rows(rows)
{
    for (const ExpectRow &row : rows) {
        ExpectationResult result;
        result.position = row.position;
        result.name = nameOf(row);
        if (row.match.item && *row.match.item > items)
            result.failures.append(QStringLiteral("there is no item %1; the sequence has %2").arg(*row.match.item).arg(items));
        m_asksForTraits = m_asksForTraits || !row.match.trait.isEmpty();
        m_results.push_back(std::move(result));
    }
}

void ExpectationCheck::add(const SimulatedComputer &computer, const FleetMember &member)
{
    std::optional<Assumptions> assumptions;
    if (m_asksForTraits)
        assumptions.emplace(member.fleet->assumptions(member.facts));
    for (size_t i = 0; i < m_rows.size(); ++i) {
        const ExpectRow &row = m_rows[i];
        ExpectationResult &result = m_results[i];
        if (assumptions ? !assumptions->isMeantBy(row.match) : !matchesWildcard(computer.name, row.match.computer))
            continue;
        ++result.computers;
        if (result.failed == 0 && !result.failures.isEmpty())
            continue; // a place that does not exist
        const QStringList wrong = differences(row, computer);
        if (wrong.isEmpty())
            continue;
        ++result.failed;
        if (result.failures.size() < mostComputersNamed)
            result.failures.append(computer.name + QStringLiteral(": ") + wrong.join(QStringLiteral("; ")));
    }
}

std::vector<ExpectationResult> ExpectationCheck::results() const
{
    std::vector<ExpectationResult> results = m_results;
    for (ExpectationResult &result : results) {
        if (result.computers == 0 && result.failures.isEmpty())
            result.failures.append(QStringLiteral("no computer of the simulation is meant by this row"));
    }
    return results;
}

std::vector<ExpectRow> expectationsOf(const SimulatedComputer &computer)
{
    std::vector<ExpectRow> rows;
    ExpectRow whole;
    whole.computerStatus = computer.status;
    whole.runs = computer.runs;
    whole.restarts = computer.restarts;
    rows.push_back(whole);
    for (size_t i = 0; i < computer.state.items.size(); ++i) {
        const ItemState &item = computer.state.items[i];
        ExpectRow row;
        row.match.item = static_cast<int>(i) + 1;
        row.itemStatus = item.status;
        if (item.hasReturnCode && item.status != ItemStatus::notApplicable)
            row.returnCode = item.returnCode;
        row.attempts = item.attempts;
        row.executions = item.executions;
        row.runs = computer.begun[i];
        rows.push_back(row);
    }
    return rows;
}

} // namespace seriatim
