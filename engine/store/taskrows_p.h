// Private to the store's .cpp files: a task's rows, within an open transaction. Throws as SOCI does.
#pragma once

#include "engine/base/clock.h"
#include "engine/domain/sequentialtask.h"
#include "engine/store/sql_p.h"

namespace seriatim::taskrows {

struct StoredTask {
    sql::Key key = 0;
    Instant savedAt = 0;
    QString savedBy;
    SequentialTask task;
};

[[nodiscard]] std::vector<SequentialTask> readAll(soci::session &session);
[[nodiscard]] StoredTask read(soci::session &session, sql::Key key);

[[nodiscard]] std::vector<StoredTask> readInFolder(soci::session &session, const QString &folder); // not those below it

[[nodiscard]] std::optional<sql::Key> keyOf(soci::session &session, TaskId id);
[[nodiscard]] std::optional<sql::Key> keyOfAnyIdentity(soci::session &session, TaskId id);

// Replaces all rows of the task; its programs and collections must be in the store (notFound).
void write(soci::session &session, const StoredTask &stored);

// The row of the task itself, not its line items and collections.
void writeSettings(soci::session &session, const StoredTask &stored);

// Into its history, as it is now.
void rememberRevision(soci::session &session, const StoredTask &stored);

// One revision as one text, whatever the tables look like by then.
[[nodiscard]] std::string snapshot(const SequentialTask &task);
[[nodiscard]] SequentialTask fromSnapshot(const std::string &body);

} // namespace seriatim::taskrows
