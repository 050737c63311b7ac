// Private to this folder: what is known of a task and of a computer, and what follows from it (whynotrunning.h). Pure.
#pragma once

#include "engine/domain/portalrequest.h"
#include "engine/sequence/plan.h"
#include "engine/store/statusstore.h"
#include "engine/workspace/whynotrunning.h"

namespace seriatim::notrunning {

struct TaskFacts {
    explicit TaskFacts(SequentialTask storedTask) : task(std::move(storedTask)) {}

    SequentialTask task;
    std::vector<TaskId> identities; // every one that it has had
    QStringList collections;        // names of those that it applies to
    Instant savedAt = 0;            // this revision
    QString savedBy;
    int issuedRevision = 0;         // 0: never issued
    Instant now = 0;
    QTimeZone zone = QTimeZone::utc();
};

struct OtherTask {
    QString name;
    ReportedTask report;
};

struct ComputerFacts {
    QString name;
    bool isInCatalogue = false;
    bool applies = false;                 // it is in one of the task's collections
    std::optional<PortalGrant> grant;     // an approved request for the task on it
    QString settings;                     // the agent settings that it goes by; empty: the built-in ones
    int refreshMinutes = 0;
    Plan plan;                            // of the task, by those settings
    std::optional<ComputerTaskStatus> own; // on the task as it is today
    std::vector<ReportedTask> reports;    // on everything, the newest first
    std::optional<OtherTask> other;       // the newest report of another task that runs on it
};

[[nodiscard]] WhyNotRunning judge(const TaskFacts &task, const ComputerFacts &computer);

} // namespace seriatim::notrunning
