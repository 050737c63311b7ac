#include "engine/agent/grantfile.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace seriatim {

namespace {

constexpr int fileVersion = 1;
const QString versionMember = QStringLiteral("version");
const QString grantsMember = QStringLiteral("grants");
const QString requestMember = QStringLiteral("request");
const QString taskMember = QStringLiteral("task");
const QString userMember = QStringLiteral("user");
const QString approvedMember = QStringLiteral("approved");
const QString onlyMember = QStringLiteral("onlyByRequest");

} // namespace

QByteArray writeGrants(const KeptGrants &kept)
{
    QJsonArray grants;
    for (const PortalGrant &grant : kept.grants) {
        grants.append(QJsonObject{{requestMember, grant.request.toString()},
                                  {taskMember, grant.task.toString()},
                                  {userMember, grant.user},
                                  {approvedMember, grant.approved}});
    }
    QJsonArray only;
    for (const TaskId &task : kept.onlyByRequest)
        only.append(task.toString());
    return QJsonDocument(QJsonObject{{versionMember, fileVersion}, {grantsMember, grants}, {onlyMember, only}}).toJson();
}

Result<KeptGrants> readGrants(const QByteArray &bytes, const QString &source)
{
    const Error damaged{ErrorCode::invalidInput, source, QStringLiteral("is not understood; the next fetch from the server brings it anew")};
    const QJsonObject object = QJsonDocument::fromJson(bytes).object();
    if (object.value(versionMember).toInt() != fileVersion)
        return damaged;
    KeptGrants kept;
    for (const QJsonValue value : object.value(grantsMember).toArray()) {
        const auto request = RequestId::parse(value[requestMember].toString());
        const auto task = TaskId::parse(value[taskMember].toString());
        if (!request || !task)
            return damaged;
        PortalGrant grant(*request, *task);
        grant.user = value[userMember].toString();
        grant.approved = value[approvedMember].toInteger();
        kept.grants.push_back(std::move(grant));
    }
    for (const QJsonValue value : object.value(onlyMember).toArray()) {
        const auto task = TaskId::parse(value.toString());
        if (!task)
            return damaged;
        kept.onlyByRequest.insert(*task);
    }
    return kept;
}

} // namespace seriatim
