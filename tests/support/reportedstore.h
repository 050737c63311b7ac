// A store with packages, collections and tasks, to which a random history is told, and the same history as a raw ledger.
#pragma once

#include "engine/workspace/workspace.h"
#include "tests/support/rawledger.h"

#include <QTemporaryDir>
#include <QTest>

namespace seriatim::test {

struct ReportedStore {
    ReportedStore(unsigned seed, int computers, int runs) : history(seed)
    {
        Result<Workspace> created = Workspace::create(folder.filePath(QStringLiteral("reports.store")));
        QVERIFY(created.ok());
        workspace = std::make_unique<Workspace>(std::move(created).value());
        saveCatalogue(computers);
        tasks = {save(QStringLiteral("Rollout"), {0, 1, 2}, 0), save(QStringLiteral("Änderung & <Co>"), {1, 0}, 1),
                 save(QStringLiteral("Twice the same"), {2, 2}, 1, false), save(QStringLiteral("Never told of"), {0}, 1)};
        const SequentialTask removed = save(QStringLiteral("Removed"), {0, 2}, 1);
        const SequentialTask before = tasks[1];
        std::swap(tasks[1].items[0], tasks[1].items[1]);
        tasks[1] = saved(tasks[1]); // another order: other identities (B5)
        for (int i = 1; i <= computers; ++i)
            history.addComputer(nameOf(i), {tasks[0], before, tasks[2], removed, tasks[1]}, runs);
        for (const std::vector<Arrival> &batch : history.batches()) {
            std::vector<StatusEvent> events;
            for (const Arrival &arrival : batch)
                events.push_back(arrival.event);
            QVERIFY(workspace->store().statuses().apply(events, batch.front().received).ok());
            ledger.add(batch);
            now = batch.front().received;
        }
        QVERIFY(workspace->store().tasks().remove(removed.id, QStringLiteral("boss"), now).ok());
    }

    static QString nameOf(int number) { return QStringLiteral("PC-%1").arg(number, 3, 10, QLatin1Char('0')); }

    [[nodiscard]] const Program &programOf(const LineItem &item) const
    {
        return *std::ranges::find(package.programs, item.program, &Program::id);
    }

    QTemporaryDir folder;
    std::unique_ptr<Workspace> workspace;
    RandomHistory history;
    RawLedger ledger;
    Package package{PackageId::mint(), QStringLiteral("Suite")};
    std::vector<Collection> collections; // the first half of the computers, and all
    std::vector<SequentialTask> tasks;   // today's
    Instant now = 0;                     // when the last batch came in

private:
    void saveCatalogue(int computers)
    {
        package.version = QStringLiteral("2.1");
        for (const char *name : {"Install core", "Patch", "Clean up"})
            package.programs.emplace_back(ProgramId::mint(), QString::fromLatin1(name));
        std::vector<Computer> all;
        Collection half(CollectionId::mint(), QStringLiteral("Half"));
        Collection everybody(CollectionId::mint(), QStringLiteral("Everybody"));
        for (int i = 1; i <= computers + 2; ++i) { // two of them never report
            all.emplace_back(ComputerId::mint(), nameOf(i));
            everybody.members.push_back(all.back().id);
            if (i <= computers / 2)
                half.members.push_back(all.back().id);
        }
        collections = {half, everybody};
        QVERIFY(workspace->store().catalogue().save(std::vector{package}).ok());
        QVERIFY(workspace->store().catalogue().save(all).ok());
        QVERIFY(workspace->store().catalogue().save(collections).ok());
    }

    SequentialTask save(const QString &name, const std::vector<size_t> &programs, size_t collection, bool enabled = true)
    {
        SequentialTask task(TaskId::mint(), name);
        for (const size_t program : programs)
            task.items.emplace_back(LineItemId::mint(), package.programs[program].id);
        task.appliesTo.push_back(collections[collection].id);
        task.enabled = enabled;
        return saved(task);
    }

    SequentialTask saved(const SequentialTask &task)
    {
        const Result<SaveOutcome> outcome = workspace->saveTask(task, KeepFinished::no);
        if (!outcome)
            qFatal("%s", qPrintable(outcome.error().message()));
        return outcome->task;
    }
};

} // namespace seriatim::test
