#include "engine/workspace/historykeeping.h"

#include "engine/base/text.h"
#include "engine/workspace/catalogueobjects_p.h"

namespace seriatim {

namespace {

QString inWords(const std::optional<int> &days)
{
    if (!days)
        return QStringLiteral("for ever");
    return *days == 1 ? QStringLiteral("for 1 day") : QStringLiteral("for %1 days").arg(*days);
}

Result<> audit(Workspace &workspace, const QString &sentence)
{
    return editing::append(workspace, {editing::recordOf(AuditObject::store, AuditAction::saved, {}, QStringLiteral("history"), {sentence})});
}

// What a step says of itself is not true of all of them.
Error inTheMiddle(Error error, qint64 removed)
{
    error.detail += QStringLiteral("; before that %1 events had been removed, and the next time goes on").arg(removed);
    return error;
}

} // namespace

Result<> setHistoryDays(Workspace &workspace, std::optional<int> days)
{
    Result<Transaction> transaction = workspace.store().begin();
    if (!transaction)
        return transaction.error();
    HistoryStore history(workspace.store().database());
    const Result<std::optional<int>> before = history.keptDays();
    if (!before)
        return before.error();
    if (*before == days)
        return Done{};
    if (auto set = history.setKeptDays(days); !set)
        return set;
    if (auto audited = audit(workspace, QStringLiteral("history is kept %1; it was %2").arg(inWords(days), inWords(*before))); !audited)
        return audited;
    return transaction->commit();
}

Result<CompactOutcome> compactHistory(Workspace &workspace, Instant now, const CompactOptions &options)
{
    HistoryStore history(workspace.store().database());
    const Result<std::optional<int>> days = history.keptDays();
    if (!days)
        return days.error();
    if (!*days)
        return CompactOutcome{};
    const Instant before = now - **days * millisPerDay;
    qint64 removed = 0; // also where it fails in the middle
    CompactOptions watched = options;
    watched.goOn = [&](const CompactProgress &progress) {
        removed = progress.removed;
        return !options.goOn || options.goOn(progress);
    };
    Result<CompactOutcome> outcome = history.compact(before, watched);
    if (removed == 0)
        return outcome;
    const QString sentence = QStringLiteral("removed %1 events that came in before %2 UTC").arg(removed).arg(formatInstant(before));
    const Result<> audited = audit(workspace, sentence);
    if (!outcome)
        return inTheMiddle(outcome.error(), removed);
    return audited ? outcome : inTheMiddle(audited.error(), removed);
}

} // namespace seriatim
