#include "models/orderedit.h"

#include "models/rowrange.h"

#include <QCoreApplication>

#include <algorithm>

namespace seriatim {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(seriatim::OrderEdit)
};

std::vector<int> sortedUnique(std::vector<int> rows)
{
    std::ranges::sort(rows);
    const auto rest = std::ranges::unique(rows);
    rows.erase(rest.begin(), rest.end());
    return rows;
}

std::vector<int> allRows(const SequentialTask &task)
{
    return rowsFrom(0, static_cast<int>(task.items.size()));
}

QString nameOf(const TaskEditor &editor, int place)
{
    const auto found = editor.programs().find(editor.draft().items[static_cast<size_t>(place - 1)].program);
    return found ? found->program->name : Words::tr("a program that is not in the store");
}

OrderEdit finish(const SequentialTask &task, QString text, std::vector<int> order)
{
    OrderEdit edit;
    edit.text = std::move(text);
    edit.broken = brokenByRearranging(task, order);
    edit.changes = order != allRows(task);
    edit.order = std::move(order);
    return edit;
}

} // namespace

OrderEdit moveByOne(const SequentialTask &task, std::vector<int> rows, int step)
{
    rows = sortedUnique(std::move(rows));
    const int count = static_cast<int>(rows.size());
    std::vector<int> order = allRows(task);
    std::vector<bool> chosen(order.size(), false);
    for (const int row : rows)
        chosen[static_cast<size_t>(row)] = true;
    if (step > 0)
        std::ranges::reverse(rows);
    for (const int row : rows) {
        const int to = row + step;
        if (to < 0 || to >= static_cast<int>(order.size()) || chosen[static_cast<size_t>(to)])
            continue;
        std::swap(order[static_cast<size_t>(row)], order[static_cast<size_t>(to)]);
        chosen[static_cast<size_t>(row)] = false;
        chosen[static_cast<size_t>(to)] = true;
    }
    return finish(task, step < 0 ? Words::tr("Move %n item(s) up", nullptr, count) : Words::tr("Move %n item(s) down", nullptr, count),
                  std::move(order));
}

OrderEdit moveBefore(const SequentialTask &task, std::vector<int> rows, int before)
{
    rows = sortedUnique(std::move(rows));
    std::vector<int> order;
    order.reserve(task.items.size());
    const auto isChosen = [&](int row) { return std::ranges::binary_search(rows, row); };
    for (int row = 0; row <= static_cast<int>(task.items.size()); ++row) {
        if (row == before)
            order.insert(order.end(), rows.begin(), rows.end());
        if (row < static_cast<int>(task.items.size()) && !isChosen(row))
            order.push_back(row);
    }
    const auto first = static_cast<int>(std::ranges::find(order, rows.empty() ? 0 : rows.front()) - order.begin());
    return finish(task, Words::tr("Move %n item(s) to place %1", nullptr, static_cast<int>(rows.size())).arg(first + 1), std::move(order));
}

OrderEdit moveToTop(const SequentialTask &task, const std::vector<int> &rows)
{
    OrderEdit edit = moveBefore(task, rows, 0);
    edit.text = Words::tr("Move %n item(s) to the top", nullptr, static_cast<int>(rows.size()));
    return edit;
}

OrderEdit moveToBottom(const SequentialTask &task, const std::vector<int> &rows)
{
    OrderEdit edit = moveBefore(task, rows, static_cast<int>(task.items.size()));
    edit.text = Words::tr("Move %n item(s) to the bottom", nullptr, static_cast<int>(rows.size()));
    return edit;
}

OrderEdit removal(const SequentialTask &task, const std::vector<int> &rows)
{
    const std::vector<int> removed = sortedUnique(rows);
    std::vector<int> order = allRows(task);
    std::erase_if(order, [&](int row) { return std::ranges::binary_search(removed, row); });
    return finish(task, Words::tr("Remove %n item(s)", nullptr, static_cast<int>(removed.size())), std::move(order));
}

void apply(TaskEditor &editor, const OrderEdit &edit)
{
    if (edit.changes)
        editor.edit(edit.text, [&](SequentialTask &task) { rearrange(task, edit.order); });
}

void insertItems(TaskEditor &editor, const std::vector<LineItem> &items, int before, const QString &text)
{
    if (items.empty())
        return;
    editor.edit(text, [&](SequentialTask &task) { task.items.insert(task.items.begin() + before, items.begin(), items.end()); });
}

void addPrograms(TaskEditor &editor, const std::vector<ProgramId> &programs, int before)
{
    std::vector<LineItem> items;
    items.reserve(programs.size());
    for (const ProgramId program : programs)
        items.emplace_back(LineItemId::mint(), program);
    insertItems(editor, items, before, Words::tr("Add %n item(s)", nullptr, static_cast<int>(items.size())));
}

void dependOn(TaskEditor &editor, const std::vector<int> &rows, const std::function<std::vector<int>(int row)> &on, const QString &text)
{
    editor.edit(text, [&](SequentialTask &task) {
        for (const int row : rows) {
            auto &dependencies = task.items[static_cast<size_t>(row)].dependencies;
            for (const int onRow : on(row)) {
                const LineItemId id = task.items[static_cast<size_t>(onRow)].id;
                if (std::ranges::find(dependencies, id, &Dependency::on) == dependencies.end())
                    dependencies.push_back({id, std::nullopt});
            }
        }
    });
}

QStringList brokenSentences(const TaskEditor &editor, const std::vector<BrokenDependency> &broken)
{
    QStringList sentences;
    for (const BrokenDependency &b : broken) {
        sentences.append(Words::tr("Item %1 (%2) needs item %3 (%4)")
                             .arg(b.place).arg(nameOf(editor, b.place)).arg(b.on).arg(nameOf(editor, b.on)));
    }
    return sentences;
}

OrderTotals totalsOf(const SequentialTask &task, const ProgramIndex &programs)
{
    OrderTotals totals;
    for (const LineItem &item : task.items) {
        const auto found = programs.find(item.program);
        const int minutes = found ? found->program->estimatedRunTimeMinutes : 0;
        totals.minutes += minutes;
        totals.withoutTime += minutes == 0 ? 1 : 0;
        if (found && found->program->afterRunning == AfterRunning::restart)
            ++totals.restarts;
        else if (found && !(found->program->codes.restart.empty() && found->program->codes.restartStarted.empty()))
            ++totals.maybeRestarts;
    }
    return totals;
}

} // namespace seriatim
