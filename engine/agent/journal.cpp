#include "engine/agent/journal.h"

#include "engine/base/text.h"
#include "engine/xml/writer.h"

#include <QCryptographicHash>
#include <QTimeZone>

#include <algorithm>
#include <array>

namespace seriatim {

namespace {

constexpr int journalVersion = 1;
constexpr size_t mostAnswered = 1000; // a store delivers a grant until it has heard of its end, which seldom takes long
constexpr auto checksumMark = "checksum=\"";
constexpr qsizetype checksumLength = 64;

constexpr std::array<XmlWord<Phase>, 26> phaseWords{{
    {Phase::idle, u"idle"}, {Phase::savingRunStart, u"savingRunStart"}, {Phase::askingCondition, u"askingCondition"},
    {Phase::lookingBefore, u"lookingBefore"}, {Phase::preparing, u"preparing"}, {Phase::preparationWait, u"preparationWait"},
    {Phase::savingBeforeStart, u"savingBeforeStart"}, {Phase::starting, u"starting"}, {Phase::running, u"running"},
    {Phase::savingRetry, u"savingRetry"}, {Phase::retryWait, u"retryWait"}, {Phase::lookingAfter, u"lookingAfter"},
    {Phase::savingCode, u"savingCode"}, {Phase::savingItemEnd, u"savingItemEnd"}, {Phase::countdown, u"countdown"},
    {Phase::installerRestartWait, u"installerRestartWait"}, {Phase::savingBeforeRestart, u"savingBeforeRestart"},
    {Phase::restarting, u"restarting"}, {Phase::loggingOff, u"loggingOff"}, {Phase::savingRecovery, u"savingRecovery"},
    {Phase::endingLeftover, u"endingLeftover"}, {Phase::lookingOnRecovery, u"lookingOnRecovery"},
    {Phase::savingRunEnd, u"savingRunEnd"}, {Phase::finished, u"finished"}, {Phase::askingRestart, u"askingRestart"},
    {Phase::warning, u"warning"},
}};

constexpr std::array<XmlWord<Pending>, 5> pendingWords{{{Pending::none, u"none"}, {Pending::restart, u"restart"},
                                                        {Pending::installerRestart, u"installerRestart"},
                                                        {Pending::logOff, u"logOff"}, {Pending::restartFirst, u"restartFirst"}}};

constexpr std::array<XmlWord<SessionState>, 3> sessionWords{{{SessionState::attended, u"attended"}, {SessionState::locked, u"locked"},
                                                             {SessionState::empty, u"empty"}}};

constexpr std::array<XmlWord<RunEnd>, 4> endWords{{{RunEnd::notYet, u"notYet"}, {RunEnd::completed, u"completed"},
                                                   {RunEnd::withdrawn, u"withdrawn"}, {RunEnd::superseded, u"superseded"}}};

template <typename Enum, size_t count>
std::span<const XmlWord<Enum>> words(const std::array<XmlWord<Enum>, count> &list)
{
    return list;
}

// Readable, and exact: "2026-01-05T08:00:00.000Z"; empty for never.
QString instantText(Instant instant)
{
    return instant == 0 ? QString() : QDateTime::fromMSecsSinceEpoch(instant, Qt::UTC).toString(Qt::ISODateWithMs);
}

void setInstant(pugi::xml_node node, const char *name, Instant instant)
{
    setAttributeUnless(node, name, instantText(instant));
}

void setNumber(pugi::xml_node node, const char *name, qint64 value)
{
    if (value != 0)
        setAttribute(node, name, QString::number(value));
}

void readInstant(XmlReader &reader, pugi::xml_node node, const char *name, Instant &target)
{
    const auto field = fieldNamed(node, name);
    if (!field)
        return;
    const QDateTime time = QDateTime::fromString(field->text, Qt::ISODateWithMs);
    if (!time.isValid())
        reader.failValue(*field, name, QStringLiteral("an instant such as 2026-01-05T08:00:00.000Z"));
    target = time.toMSecsSinceEpoch();
}

void readHex(XmlReader &reader, pugi::xml_node node, const char *name, quint64 &target)
{
    const auto field = fieldNamed(node, name);
    bool ok = true;
    if (field)
        target = field->text.toULongLong(&ok, 16);
    if (!ok)
        reader.failValue(*field, name, QStringLiteral("hexadecimal digits"));
}

void readCount(XmlReader &reader, pugi::xml_node node, const char *name, quint16 &target)
{
    int value = target;
    reader.integer(node, name, value, 0, 0xffff);
    target = static_cast<quint16>(value);
}

void readNumber(XmlReader &reader, pugi::xml_node node, const char *name, qint64 &target)
{
    const auto field = fieldNamed(node, name);
    if (!field)
        return;
    const std::optional<qint64> value = parseInteger(field->text);
    if (!value || *value < 0)
        reader.failValue(*field, name, QStringLiteral("a whole number, 0 or greater"));
    else
        target = *value;
}

template <typename Status>
void readStatus(XmlReader &reader, pugi::xml_node node, const char *name, std::optional<Status> (*fromWord)(QStringView), Status &target)
{
    const auto field = fieldNamed(node, name);
    if (!field)
        return;
    const std::optional<Status> status = fromWord(field->text);
    if (!status)
        reader.failValue(*field, name, QStringLiteral("a status word"));
    else
        target = *status;
}

void writeItem(pugi::xml_node sequence, int place, const JournalItem &item, const ItemState &state)
{
    pugi::xml_node node = addElement(sequence, "Task");
    setAttribute(node, "guid", item.guid.toString());
    setAttribute(node, "priority", place);
    setAttribute(node, "state", toWord(state.status));
    setAttribute(node, "attempts", state.attempts);
    if (state.hasReturnCode)
        setAttribute(node, "returncode", QString::number(state.returnCode));
    setInstant(node, "started", item.started);
    setInstant(node, "finished", item.finished);
    setNumber(node, "executions", state.executions);
    setNumber(node, "interruptions", state.interruptions);
    setNumber(node, "retries", state.retries);
    setNumber(node, "kept", state.kept ? 1 : 0);
    setNumber(node, "couldnotstart", state.couldNotStart ? 1 : 0);
    setNumber(node, "packagetries", item.packageTries);
    setAttributeUnless(node, "problem", item.problem);
}

void writeRequests(pugi::xml_node parent, const std::vector<RequestId> &requests)
{
    for (const RequestId &request : requests)
        setAttribute(addElement(parent, "Request"), "guid", request.toString());
}

void readRequests(XmlReader &reader, pugi::xml_node parent, std::vector<RequestId> &requests)
{
    for (const pugi::xml_node request : childrenNamed(parent, "Request"))
        requests.push_back(reader.requiredId<RequestTag>(request, "guid"));
}

void writeSequence(pugi::xml_node root, const JournalSequence &sequence)
{
    const SequenceState &state = sequence.state;
    pugi::xml_node node = addElement(root, "Sequence");
    setAttribute(node, "guid", sequence.guid.toString());
    setAttribute(node, "policy", sequence.name);
    setAttribute(node, "revision", sequence.revision);
    setNumber(node, "policynumber", sequence.policyNumber);
    setAttribute(node, "state", wordOf(state.phase, words(phaseWords)));
    setAttribute(node, "run", state.run);
    setAttribute(node, "current", state.current + 1);
    setInstant(node, "knownsince", sequence.knownSince);
    setAttributeUnless(node, "schedule", sequence.scheduleMark);
    setInstant(node, "started", sequence.started);
    setInstant(node, "ended", sequence.ended);
    setAttributeUnless(node, "pending", wordOf(state.pending, words(pendingWords)), QStringLiteral("none"));
    setAttributeUnless(node, "stop", wordOf(state.stop, words(endWords)), QStringLiteral("notYet"));
    setAttributeUnless(node, "end", wordOf(state.end, words(endWords)), QStringLiteral("notYet"));
    setAttributeUnless(node, "waitsfor", toWord(state.waitReason), QStringLiteral("none"));
    setInstant(node, "until", state.until);
    setInstant(node, "deadline", state.deadline);
    setInstant(node, "unattendedsince", state.unattendedSince);
    setAttributeUnless(node, "session", wordOf(state.session, words(sessionWords)), QStringLiteral("attended"));
    setNumber(node, "deferred", state.deferred ? 1 : 0);
    setNumber(node, "warned", state.warned ? 1 : 0);
    setNumber(node, "byhand", state.byHand ? 1 : 0);
    setNumber(node, "restarts", state.restarts);
    setAttributeUnless(node, "wish", sequence.takenWish);
    setNumber(node, "restarttries", state.restartTries);
    setAttribute(node, "boot", QString::number(state.boot, 16));
    setAttribute(node, "startboot", QString::number(state.startBoot, 16));
    setNumber(node, "kepthere", sequence.keptHere ? 1 : 0);
    writeRequests(node, sequence.requests);
    for (size_t i = 0; i < sequence.items.size(); ++i)
        writeItem(node, static_cast<int>(i) + 1, sequence.items[i], state.items[i]);
}

void readItem(XmlReader &reader, pugi::xml_node node, JournalSequence &sequence)
{
    JournalItem item(reader.requiredId<LineItemTag>(node, "guid"));
    ItemState state;
    readStatus(reader, node, "state", itemStatusFromWord, state.status);
    readCount(reader, node, "attempts", state.attempts);
    if (const auto code = fieldNamed(node, "returncode")) {
        if (const Result<ReturnCode> parsed = parseReturnCode(code->text)) {
            state.hasReturnCode = true;
            state.returnCode = *parsed;
        } else {
            reader.failWith(code->at, parsed.error());
        }
    }
    readInstant(reader, node, "started", item.started);
    readInstant(reader, node, "finished", item.finished);
    readCount(reader, node, "executions", state.executions);
    readCount(reader, node, "interruptions", state.interruptions);
    readCount(reader, node, "retries", state.retries);
    reader.boolean(node, "kept", state.kept);
    reader.boolean(node, "couldnotstart", state.couldNotStart);
    reader.integer(node, "packagetries", item.packageTries, 0, 1'000'000);
    reader.text(node, "problem", item.problem);
    sequence.items.push_back(item);
    sequence.state.items.push_back(state);
}

JournalSequence readSequence(XmlReader &reader, pugi::xml_node node)
{
    JournalSequence sequence(reader.requiredId<TaskTag>(node, "guid"));
    SequenceState &state = sequence.state;
    reader.text(node, "policy", sequence.name);
    reader.integer(node, "revision", sequence.revision, 0, std::numeric_limits<int>::max());
    readNumber(reader, node, "policynumber", sequence.policyNumber);
    reader.word(node, "state", state.phase, words(phaseWords));
    reader.integer(node, "run", state.run, 0, std::numeric_limits<int>::max());
    readInstant(reader, node, "knownsince", sequence.knownSince);
    reader.text(node, "schedule", sequence.scheduleMark);
    readInstant(reader, node, "started", sequence.started);
    readInstant(reader, node, "ended", sequence.ended);
    reader.word(node, "pending", state.pending, words(pendingWords));
    reader.word(node, "stop", state.stop, words(endWords));
    reader.word(node, "end", state.end, words(endWords));
    readStatus(reader, node, "waitsfor", waitReasonFromWord, state.waitReason);
    readInstant(reader, node, "until", state.until);
    readInstant(reader, node, "deadline", state.deadline);
    readInstant(reader, node, "unattendedsince", state.unattendedSince);
    reader.word(node, "session", state.session, words(sessionWords));
    reader.boolean(node, "deferred", state.deferred);
    reader.boolean(node, "warned", state.warned);
    reader.boolean(node, "byhand", state.byHand);
    reader.integer(node, "restarts", state.restarts, 0, std::numeric_limits<int>::max());
    reader.text(node, "wish", sequence.takenWish);
    int tries = 0;
    reader.integer(node, "restarttries", tries, 0, 255);
    state.restartTries = static_cast<quint8>(tries);
    readHex(reader, node, "boot", state.boot);
    readHex(reader, node, "startboot", state.startBoot);
    reader.boolean(node, "kepthere", sequence.keptHere);
    readRequests(reader, node, sequence.requests);
    for (const pugi::xml_node item : childrenNamed(node, "Task"))
        readItem(reader, item, sequence);
    int place = 1;
    reader.integer(node, "current", place, 1, static_cast<int>(sequence.items.size()) + 1);
    state.current = place - 1;
    return sequence;
}

QByteArray checksumOf(const QByteArray &withoutChecksum)
{
    return QCryptographicHash::hash(withoutChecksum, QCryptographicHash::Sha256).toHex();
}

Error damaged(const QString &source, const QString &detail)
{
    return {ErrorCode::invalidInput, source, detail};
}

} // namespace

JournalSequence *Journal::find(TaskId task)
{
    const auto found = std::ranges::find(sequences, task, &JournalSequence::guid);
    return found == sequences.end() ? nullptr : &*found;
}

const JournalSequence *Journal::find(TaskId task) const
{
    const auto found = std::ranges::find(sequences, task, &JournalSequence::guid);
    return found == sequences.end() ? nullptr : &*found;
}

bool Journal::knows(LineItemId item) const
{
    return std::ranges::any_of(sequences, [&](const JournalSequence &sequence) {
        return std::ranges::find(sequence.items, item, &JournalItem::guid) != sequence.items.end();
    });
}

bool Journal::hasTakenUp(RequestId request) const
{
    if (std::ranges::find(answered, request) != answered.end())
        return true;
    return std::ranges::any_of(sequences, [&](const JournalSequence &sequence) {
        const bool superseded = sequence.state.phase == Phase::finished && sequence.state.end == RunEnd::superseded;
        return !superseded && std::ranges::find(sequence.requests, request) != sequence.requests.end();
    });
}

void Journal::closeRequests(JournalSequence &sequence)
{
    if (sequence.state.end != RunEnd::superseded)
        answered.insert(answered.end(), sequence.requests.begin(), sequence.requests.end());
    if (answered.size() > mostAnswered)
        answered.erase(answered.begin(), answered.end() - mostAnswered);
    sequence.requests.clear();
}

std::optional<ReturnCode> Journal::successOf(const std::vector<LineItemId> &ancestors) const
{
    for (const JournalSequence &sequence : sequences) {
        for (size_t i = 0; i < sequence.items.size(); ++i) {
            const ItemState &state = sequence.state.items[i];
            if (isSuccess(state.status) && state.hasReturnCode && std::ranges::find(ancestors, sequence.items[i].guid) != ancestors.end())
                return state.returnCode;
        }
    }
    return std::nullopt;
}

QByteArray writeJournal(const Journal &journal)
{
    pugi::xml_document document;
    pugi::xml_node root = document.append_child("Synchronization");
    setAttribute(root, "version", journalVersion);
    setAttribute(root, "checksum", QString());
    if (journal.agent)
        setAttribute(root, "agent", journal.agent->toString());
    setAttribute(root, "computer", journal.computer);
    writeRequests(root, journal.answered);
    for (const JournalSequence &sequence : journal.sequences)
        writeSequence(root, sequence);
    QByteArray text = documentText(document);
    text.insert(text.indexOf(checksumMark) + qsizetype(std::strlen(checksumMark)), checksumOf(text));
    return text;
}

Result<Journal> readJournal(const QByteArray &bytes, const QString &source)
{
    const qsizetype mark = bytes.left(400).indexOf(checksumMark);
    if (mark < 0)
        return damaged(source, QStringLiteral("is not a synchronization.xml of a Seriatim agent: it has no checksum"));
    const qsizetype from = mark + qsizetype(std::strlen(checksumMark));
    QByteArray blank = bytes;
    blank.remove(from, checksumLength);
    if (checksumOf(blank) != bytes.mid(from, checksumLength))
        return damaged(source, QStringLiteral("is damaged: its checksum does not match its contents"));

    const Result<XmlDocument> document = XmlDocument::parse(bytes, source);
    if (!document)
        return document.error();
    if (!hasName(document->root(), "Synchronization"))
        return damaged(source, QStringLiteral("is not a synchronization.xml: its root is <%1>").arg(document->rootName()));
    XmlReader reader(*document);
    int version = 0;
    reader.integer(document->root(), "version", version, 0, std::numeric_limits<int>::max());
    if (version > journalVersion) {
        return Error{ErrorCode::unsupportedVersion, source,
                     QStringLiteral("was written by a newer agent (version %1; this one reads up to %2)").arg(version).arg(journalVersion)};
    }
    Journal journal;
    if (const auto agent = fieldNamed(document->root(), "agent"))
        journal.agent = AgentId::parse(agent->text);
    reader.text(document->root(), "computer", journal.computer);
    readRequests(reader, document->root(), journal.answered);
    for (const pugi::xml_node node : childrenNamed(document->root(), "Sequence"))
        journal.sequences.push_back(readSequence(reader, node));
    return reader.finish(std::move(journal));
}

} // namespace seriatim
