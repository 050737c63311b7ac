#include "tests/bench/console/consolebenchmarks.h"

#include "models/orderedit.h"
#include "ui/executionorderview.h"

#include <QStandardItemModel>
#include <QTreeView>

#include <numeric>

namespace seriatim::bench {

namespace {

// Line items for the first programs of the catalogue, again from the start where those are too few (B1).
SequentialTask taskOf(const CatalogueIndex &catalogue, int items)
{
    SequentialTask task(TaskId::mint(), QStringLiteral("Rollout of %1").arg(items));
    while (static_cast<int>(task.items.size()) < items) {
        for (const IndexedPackage &package : catalogue.packages) {
            for (const IndexedProgram &program : package.programs) {
                if (static_cast<int>(task.items.size()) < items)
                    task.items.emplace_back(LineItemId::mint(), program.id);
            }
        }
    }
    return task;
}

std::vector<int> rowsFrom(int first, int count)
{
    std::vector<int> rows(static_cast<size_t>(count));
    std::iota(rows.begin(), rows.end(), first);
    return rows;
}

// The editor with its history, the model that follows it and the real list.
class OurOrder
{
public:
    OurOrder(const std::shared_ptr<OpenStore> &store, int items)
        : m_store(store), m_editor(*store->session, taskOf(*store->directory->packages(), items)), m_model(m_editor)
    {
        m_view.setOrder(m_editor, m_model);
        m_view.resize(900, 600);
        m_view.show();
        paintNow(m_view);
    }

    [[nodiscard]] Result<double> move(int rows)
    {
        const int to = static_cast<int>(m_editor.draft().items.size()) / 2;
        const Stopwatch watch;
        apply(m_editor, moveBefore(m_editor.draft(), rowsFrom(1, rows), to));
        paintNow(m_view);
        return watch.seconds();
    }

private:
    std::shared_ptr<OpenStore> m_store;
    TaskEditor m_editor;
    ExecutionOrderModel m_model;
    ExecutionOrderView m_view;
};

// The same rows as text in Qt's own model and view: no history, no dependencies, no draft.
class PlainOrder
{
public:
    explicit PlainOrder(int items)
    {
        for (int row = 0; row < items; ++row) {
            QList<QStandardItem *> cells;
            for (int column = 0; column < ExecutionOrderModel::columnCountOfModel; ++column)
                cells.append(new QStandardItem(QStringLiteral("%1 %2").arg(row).arg(column)));
            m_model.appendRow(cells);
        }
        m_view.setUniformRowHeights(true);
        m_view.setModel(&m_model);
        m_view.resize(900, 600);
        m_view.show();
        paintNow(m_view);
    }

    [[nodiscard]] Result<double> move(int rows)
    {
        const int to = m_model.rowCount() / 2;
        const Stopwatch watch;
        for (int i = 0; i < rows; ++i)
            m_model.insertRow(to - 1, m_model.takeRow(1));
        paintNow(m_view);
        return watch.seconds();
    }

private:
    QStandardItemModel m_model;
    QTreeView m_view;
};

// One sequence, moved and saved in turns through the console's editor and through the facade below it.
class SavedOrder
{
public:
    [[nodiscard]] static Result<std::shared_ptr<SavedOrder>> make(const std::shared_ptr<OpenStore> &store, int items)
    {
        auto order = std::make_shared<SavedOrder>(store, taskOf(*store->directory->packages(), items));
        if (auto saved = order->m_editor.save(KeepFinished::no); !saved)
            return saved.error();
        return order;
    }

    SavedOrder(const std::shared_ptr<OpenStore> &store, const SequentialTask &task) : m_store(store), m_editor(*store->session, task) {}

    [[nodiscard]] Result<double> saveInEditor()
    {
        apply(m_editor, moveBefore(m_editor.draft(), {0}, static_cast<int>(m_editor.draft().items.size())));
        const Stopwatch watch;
        const Result<SaveOutcome> saved = m_editor.save(KeepFinished::no);
        return saved ? Result(watch.seconds()) : saved.error();
    }

    [[nodiscard]] Result<double> saveBelow()
    {
        SequentialTask task = m_editor.draft();
        std::rotate(task.items.begin(), task.items.begin() + 1, task.items.end());
        const Stopwatch watch;
        const Result<SaveOutcome> saved = m_store->session->workspace().saveTask(task, KeepFinished::no);
        const double seconds = watch.seconds();
        if (!saved)
            return saved.error();
        m_editor.rebase(saved->task, saved->task);
        return seconds;
    }

private:
    std::shared_ptr<OpenStore> m_store;
    TaskEditor m_editor;
};

Contest moveContest(const std::shared_ptr<OurOrder> &ours, const std::shared_ptr<PlainOrder> &plain, int rows, int items)
{
    return {QStringLiteral("%1 of %2 line items moved half way down, to the painted list").arg(rows).arg(items),
            QStringLiteral("move"), Show::millisPerUnit,
            {{QStringLiteral("TaskEditor and ExecutionOrderView"), 1, [ours, rows] { return ours->move(rows); }}},
            {{QStringLiteral("QStandardItemModel in a QTreeView"), 1, [plain, rows] { return plain->move(rows); }}}};
}

} // namespace

Result<std::vector<Contest>> orderContests(const SharedStore &demo, const Options &options)
{
    const Result<QString> path = demo->filled(options);
    if (!path)
        return path.error();
    const auto store = openStore(*path);
    if (!store)
        return store.error();
    const int items = options.choose(300, 10'000, 10'000);
    const auto ours = std::make_shared<OurOrder>(*store, items);
    const auto plain = std::make_shared<PlainOrder>(items);
    const int savedItems = options.choose(20, 1000, 1000);
    const auto saved = SavedOrder::make(*store, savedItems);
    if (!saved)
        return saved.error();
    Contest save{QStringLiteral("a sequence of %1 line items saved in another order").arg(savedItems), QStringLiteral("save"), Show::millisPerUnit,
                 {{QStringLiteral("TaskEditor::save"), 1, [saved = *saved] { return saved->saveInEditor(); }}},
                 {{QStringLiteral("Workspace::saveTask"), 1, [saved = *saved] { return saved->saveBelow(); }}}};
    return std::vector{moveContest(ours, plain, 1, items), moveContest(ours, plain, 100, items), std::move(save)};
}

} // namespace seriatim::bench
