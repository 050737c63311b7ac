#include "engine/store/taskrows_p.h"

#include "engine/store/packedtext_p.h"
#include "engine/xml/fragments.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace seriatim::taskrows {

namespace {

template <typename Ids>
QJsonArray toArray(const Ids &ids)
{
    QJsonArray array;
    for (const auto &id : ids)
        array.append(id.toString());
    return array;
}

template <typename IdType>
IdType id(const QJsonValue &value)
{
    return sql::orRefuse(sql::idFrom<IdType>(value.toString()));
}

QJsonObject toJson(const LineItem &item)
{
    QJsonArray dependencies;
    for (const Dependency &dependency : item.dependencies) {
        QJsonObject one{{QStringLiteral("on"), dependency.on.toString()}};
        if (dependency.codes)
            one.insert(QStringLiteral("codes"), formatReturnCodes(*dependency.codes));
        dependencies.append(one);
    }
    QJsonObject json{{QStringLiteral("guid"), item.id.toString()},
                     {QStringLiteral("program"), item.program.toString()},
                     {QStringLiteral("dependencies"), dependencies},
                     {QStringLiteral("succeeds"), toArray(item.succeeds)},
                     {QStringLiteral("exeName"), item.exeName},
                     {QStringLiteral("receivedPolicy"), QString::fromLatin1(item.receivedPolicy.toBase64())}};
    if (item.appliesWhen)
        json.insert(QStringLiteral("appliesWhen"), QString::fromUtf8(ruleToXml(*item.appliesWhen)));
    return json;
}

LineItem itemFromJson(const QJsonObject &json)
{
    LineItem item(id<LineItemId>(json.value(u"guid")), id<ProgramId>(json.value(u"program")));
    for (const QJsonValue value : json.value(u"dependencies").toArray()) {
        Dependency dependency{id<LineItemId>(value.toObject().value(u"on")), std::nullopt};
        if (const QJsonValue codes = value.toObject().value(u"codes"); codes.isString())
            dependency.codes = sql::orRefuse(parseReturnCodes(codes.toString()));
        item.dependencies.push_back(std::move(dependency));
    }
    for (const QJsonValue ancestor : json.value(u"succeeds").toArray())
        item.succeeds.push_back(id<LineItemId>(ancestor));
    if (const QJsonValue rule = json.value(u"appliesWhen"); rule.isString())
        item.appliesWhen = sql::orRefuse(ruleFromXml(rule.toString().toUtf8()));
    item.exeName = json.value(u"exeName").toString();
    item.receivedPolicy = QByteArray::fromBase64(json.value(u"receivedPolicy").toString().toLatin1());
    return item;
}

} // namespace

std::string snapshot(const SequentialTask &task)
{
    QJsonArray items;
    for (const LineItem &item : task.items)
        items.append(toJson(item));
    const QJsonObject json{{QStringLiteral("guid"), task.id.toString()},
                           {QStringLiteral("name"), task.name},
                           {QStringLiteral("enabled"), task.enabled},
                           {QStringLiteral("revision"), task.revision},
                           {QStringLiteral("settings"), QString::fromUtf8(taskSettingsToXml(task))},
                           {QStringLiteral("items"), items},
                           {QStringLiteral("appliesTo"), toArray(task.appliesTo)}};
    const QByteArray text = QJsonDocument(json).toJson(QJsonDocument::Compact);
    return sql::packed(text);
}

SequentialTask fromSnapshot(const std::string &body)
{
    const QByteArray text = sql::unpacked(body);
    const QJsonDocument document = QJsonDocument::fromJson(text);
    if (!document.isObject()) {
        sql::refuse(ErrorCode::io, QStringLiteral("a revision of a task"),
                    QStringLiteral("cannot be read; the store is damaged, restore a backup"));
    }
    const QJsonObject json = document.object();
    SequentialTask task = sql::orRefuse(taskSettingsFromXml(json.value(u"settings").toString().toUtf8()));
    task.id = id<TaskId>(json.value(u"guid"));
    task.name = json.value(u"name").toString();
    task.enabled = json.value(u"enabled").toBool();
    task.revision = json.value(u"revision").toInt();
    for (const QJsonValue item : json.value(u"items").toArray())
        task.items.push_back(itemFromJson(item.toObject()));
    for (const QJsonValue collection : json.value(u"appliesTo").toArray())
        task.appliesTo.push_back(id<CollectionId>(collection));
    return task;
}

} // namespace seriatim::taskrows
