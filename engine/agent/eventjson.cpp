#include "engine/agent/eventjson.h"

#include <array>

namespace seriatim {

namespace {

constexpr std::array kindWords{u"runStarted", u"itemChanged", u"computerChanged", u"runEnded", u"problem",
                                u"requestStarted", u"requestEnded", u"detail"};

std::optional<StatusEvent::Kind> kindFromWord(QStringView word)
{
    for (size_t i = 0; i < kindWords.size(); ++i) {
        if (word == QStringView(kindWords[i]))
            return static_cast<StatusEvent::Kind>(i);
    }
    return std::nullopt;
}

// Reads members one by one and remembers the first that is wrong.
class MemberReader
{
public:
    explicit MemberReader(const QJsonObject &object) : m_object(object) {}

    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }

    [[nodiscard]] QString text(const QString &name) const { return m_object.value(name).toString(); }

    void number(const QString &name, qint64 *value)
    {
        const QJsonValue member = m_object.value(name);
        if (member.isDouble())
            *value = member.toInteger(*value);
        else if (!member.isUndefined())
            fail(name);
    }

    void number(const QString &name, int *value)
    {
        qint64 wide = *value;
        number(name, &wide);
        *value = static_cast<int>(wide);
    }

    template <typename Enum, typename FromWord>
    void word(const QString &name, FromWord fromWord, Enum *value)
    {
        if (!m_object.contains(name))
            return;
        if (const auto known = fromWord(text(name)))
            *value = *known;
        else
            fail(name);
    }

    template <typename AnyId>
    std::optional<AnyId> id(const QString &name)
    {
        const auto parsed = AnyId::parse(text(name));
        if (!parsed)
            fail(name);
        return parsed;
    }

private:
    void fail(const QString &name)
    {
        if (!m_error) {
            m_error = Error{ErrorCode::invalidInput, name,
                            QStringLiteral("'%1' is not understood in a status event").arg(m_object.value(name).toVariant().toString())};
        }
    }

    const QJsonObject &m_object;
    std::optional<Error> m_error;
};

void writeItem(const StatusEvent &event, QJsonObject *object)
{
    if (event.item)
        object->insert(QStringLiteral("item"), event.item->toString());
    object->insert(QStringLiteral("place"), event.place);
    object->insert(QStringLiteral("itemStatus"), toWord(event.itemStatus));
    if (event.returnCode)
        object->insert(QStringLiteral("returnCode"), *event.returnCode);
    object->insert(QStringLiteral("attempts"), event.attempts);
    object->insert(QStringLiteral("executions"), event.executions);
}

void readItem(const QJsonObject &object, MemberReader &reader, StatusEvent *event)
{
    if (object.contains(QStringLiteral("item")))
        event->item = reader.id<LineItemId>(QStringLiteral("item"));
    reader.number(QStringLiteral("place"), &event->place);
    reader.word(QStringLiteral("itemStatus"), itemStatusFromWord, &event->itemStatus);
    if (object.contains(QStringLiteral("returnCode"))) {
        int code = 0;
        reader.number(QStringLiteral("returnCode"), &code);
        event->returnCode = code;
    }
    reader.number(QStringLiteral("attempts"), &event->attempts);
    reader.number(QStringLiteral("executions"), &event->executions);
}

} // namespace

QString eventKindToWord(StatusEvent::Kind kind)
{
    return QString::fromUtf16(kindWords[static_cast<size_t>(kind)]);
}

QJsonObject eventToJson(const StatusEvent &event)
{
    QJsonObject object{{QStringLiteral("id"), event.id.toString()},
                       {QStringLiteral("agent"), event.agent.toString()},
                       {QStringLiteral("number"), event.number},
                       {QStringLiteral("time"), event.time},
                       {QStringLiteral("computer"), event.computer},
                       {QStringLiteral("task"), event.task.toString()},
                       {QStringLiteral("revision"), event.taskRevision},
                       {QStringLiteral("run"), event.run},
                       {QStringLiteral("kind"), eventKindToWord(event.kind)},
                       {QStringLiteral("computerStatus"), toWord(event.computerStatus)},
                       {QStringLiteral("waitReason"), toWord(event.waitReason)},
                       {QStringLiteral("restarts"), event.restarts},
                       {QStringLiteral("explanation"), event.explanation},
                       {QStringLiteral("output"), event.output}};
    writeItem(event, &object);
    if (event.request)
        object.insert(QStringLiteral("request"), event.request->toString());
    if (event.keptHere)
        object.insert(QStringLiteral("keptHere"), true);
    return object;
}

Result<StatusEvent> eventFromJson(const QJsonObject &object)
{
    MemberReader reader(object);
    const auto id = reader.id<EventId>(QStringLiteral("id"));
    const auto agent = reader.id<AgentId>(QStringLiteral("agent"));
    const auto task = reader.id<TaskId>(QStringLiteral("task"));
    if (!id || !agent || !task)
        return *reader.error();
    StatusEvent event(*id, *agent, *task);
    reader.number(QStringLiteral("number"), &event.number);
    reader.number(QStringLiteral("time"), &event.time);
    event.computer = reader.text(QStringLiteral("computer"));
    reader.number(QStringLiteral("revision"), &event.taskRevision);
    reader.number(QStringLiteral("run"), &event.run);
    reader.word(QStringLiteral("kind"), kindFromWord, &event.kind);
    reader.word(QStringLiteral("computerStatus"), computerStatusFromWord, &event.computerStatus);
    reader.word(QStringLiteral("waitReason"), waitReasonFromWord, &event.waitReason);
    reader.number(QStringLiteral("restarts"), &event.restarts);
    event.explanation = reader.text(QStringLiteral("explanation"));
    event.output = reader.text(QStringLiteral("output"));
    readItem(object, reader, &event);
    if (object.contains(QStringLiteral("request")))
        event.request = reader.id<RequestId>(QStringLiteral("request"));
    event.keptHere = object.value(QStringLiteral("keptHere")).toBool();
    if (reader.error())
        return *reader.error();
    return event;
}

} // namespace seriatim
