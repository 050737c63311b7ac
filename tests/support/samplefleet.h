// A store with one task of some items, its computers in a collection, and what they report, as the agents would.
#pragma once

#include "models/storesession.h"

#include <QTest>

namespace seriatim::test {

inline QString computerName(int number)
{
    return QStringLiteral("PC-%1").arg(number, 5, 10, QLatin1Char('0'));
}

struct SampleFleet {
    SampleFleet(StoreSession &session, int items, int computers) : store(session.workspace().store())
    {
        Package package(PackageId::mint(), QStringLiteral("Qfiniti"));
        for (int i = 0; i < items; ++i) {
            package.programs.emplace_back(ProgramId::mint(), QStringLiteral("Install part %1").arg(i + 1));
            package.programs.back().commandLine = QStringLiteral("true");
        }
        std::vector<Computer> all;
        Collection collection(CollectionId::mint(), QStringLiteral("Pilot"));
        for (int i = 0; i < computers; ++i) {
            all.emplace_back(ComputerId::mint(), computerName(i + 1));
            collection.members.push_back(all.back().id);
        }
        QVERIFY(store.catalogue().save(std::vector{package}).ok());
        QVERIFY(store.catalogue().save(all).ok());
        QVERIFY(store.catalogue().save(std::vector{collection}).ok());
        task.name = QStringLiteral("Rollout");
        for (const Program &program : package.programs)
            task.items.emplace_back(LineItemId::mint(), program.id);
        task.appliesTo.push_back(collection.id);
        const auto saved = session.workspace().saveTask(task, KeepFinished::no);
        QVERIFY2(saved.ok(), saved.ok() ? "" : qPrintable(saved.error().message()));
        task = saved->task;
    }

    [[nodiscard]] StatusEvent event(int computer, StatusEvent::Kind kind)
    {
        const QString name = computerName(computer);
        StatusEvent made(EventId::mint(), AgentId::fromName(QUuid(), name.toUtf8()), task.id);
        made.number = ++lastNumber;
        made.time = firstMoment + lastNumber * millisPerSecond;
        made.computer = name;
        made.taskRevision = task.revision;
        made.kind = kind;
        return made;
    }

    [[nodiscard]] StatusEvent itemEvent(int computer, int place, ItemStatus status, std::optional<ReturnCode> code = {})
    {
        StatusEvent made = event(computer, StatusEvent::Kind::itemChanged);
        made.item = task.items[static_cast<size_t>(place) - 1].id;
        made.place = place;
        made.itemStatus = status;
        made.returnCode = code;
        made.attempts = 1;
        made.executions = 1;
        made.explanation = QStringLiteral("Item %1 %2.").arg(place).arg(toText(status));
        return made;
    }

    // All items succeed, or all up to the one that fails.
    [[nodiscard]] std::vector<StatusEvent> wholeRun(int computer, std::optional<int> failsAt = {})
    {
        std::vector<StatusEvent> events{event(computer, StatusEvent::Kind::runStarted)};
        for (int place = 1; place <= static_cast<int>(task.items.size()); ++place) {
            const bool fails = failsAt == place;
            const bool skipped = failsAt && place > *failsAt;
            events.push_back(skipped ? itemEvent(computer, place, ItemStatus::skipped)
                                     : itemEvent(computer, place, fails ? ItemStatus::failed : ItemStatus::succeeded, fails ? 1603 : 0));
        }
        events.push_back(event(computer, StatusEvent::Kind::runEnded));
        events.back().computerStatus = failsAt ? ComputerStatus::failed : ComputerStatus::succeeded;
        events.back().explanation = failsAt ? QStringLiteral("Failed: item %1 failed.").arg(*failsAt) : QStringLiteral("Succeeded: all items did.");
        return events;
    }

    void apply(const std::vector<StatusEvent> &events)
    {
        received += millisPerSecond;
        QVERIFY(store.statuses().apply(events, received).ok());
    }

    static constexpr Instant firstMoment = 1'767'600'000'000;
    Store &store;
    SequentialTask task;
    qint64 lastNumber = 0;
    Instant received = firstMoment + 24 * 60 * millisPerMinute;
};

} // namespace seriatim::test
