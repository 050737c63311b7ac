#include "engine/workspace/crashtesting.h"

#include "engine/simulation/scenariowriter.h"

#include <QJsonArray>

#include <algorithm>

namespace seriatim {

namespace {

QJsonArray places(const std::vector<int> &indexes)
{
    QJsonArray array;
    for (const int index : indexes)
        array.append(index + 1);
    return array;
}

QString toWord(StruckRun::Ending ending)
{
    switch (ending) {
    case StruckRun::Ending::notYet:
    case StruckRun::Ending::tooLong: return QStringLiteral("tooLong");
    case StruckRun::Ending::ended: return QStringLiteral("ended");
    case StruckRun::Ending::loops: return QStringLiteral("loops");
    }
    Q_UNREACHABLE();
}

QJsonObject resultJson(const StruckResult &result)
{
    return {{QStringLiteral("ending"), toWord(result.ending)},
            {QStringLiteral("status"), toWord(result.status)},
            {QStringLiteral("restarts"), result.restarts},
            {QStringLiteral("reruns"), places(result.reruns)},
            {QStringLiteral("lost"), places(result.lost)}};
}

QJsonObject strikeJson(const Strike &strike)
{
    return {{QStringLiteral("item"), strike.item + 1},
            {QStringLiteral("fault"), toWord(strike.kind)},
            {QStringLiteral("at"), toWord(strike.at)},
            {QStringLiteral("occurrence"), strike.everyTime ? QJsonValue(QStringLiteral("*")) : QJsonValue(strike.occurrence)},
            {QStringLiteral("run"), strike.run}};
}

QJsonArray cellsJson(const std::vector<MatrixCell> &cells)
{
    QJsonArray array;
    for (const MatrixCell &cell : cells) {
        QJsonObject object = resultJson(cell.result);
        QJsonArray faults;
        for (const Strike &strike : cell.strikes)
            faults.append(strikeJson(strike));
        object.insert(QStringLiteral("faults"), faults);
        if (cell.result.isBad())
            object.insert(QStringLiteral("trace"), QJsonArray::fromStringList(cell.trace));
        array.append(object);
    }
    return array;
}

QJsonArray rowsJson(const CrashMatrix &matrix, const QStringList &programNames)
{
    QJsonArray array;
    const std::vector<MatrixRow> rows = matrixRows(matrix, static_cast<int>(programNames.size()));
    for (size_t i = 0; i < rows.size(); ++i) {
        array.append(QJsonObject{{QStringLiteral("item"), static_cast<int>(i) + 1},
                                 {QStringLiteral("program"), programNames[static_cast<qsizetype>(i)]},
                                 {QStringLiteral("cells"), rows[i].cells},
                                 {QStringLiteral("ended"), rows[i].ended},
                                 {QStringLiteral("looping"), rows[i].looping},
                                 {QStringLiteral("lossy"), rows[i].lossy},
                                 {QStringLiteral("rerunning"), rows[i].rerunning},
                                 {QStringLiteral("mostRestarts"), rows[i].mostRestarts}});
    }
    return array;
}

} // namespace

Result<std::unique_ptr<PreparedSimulation>> prepareCrashTest(Workspace &workspace, const QString &task, Scenario scenario)
{
    scenario.endpoints = scenario.endpoints.value_or(1);
    return PreparedSimulation::prepare(workspace, task, std::move(scenario));
}

CrashMatrix crashMatrix(const PreparedSimulation &prepared, const CrashMatrixRequest &request)
{
    const FleetMember member = prepared.member(0);
    return crashMatrix(*member.fleet, member.facts, request);
}

TroubleReport searchTrouble(const PreparedSimulation &prepared, const TroubleRequest &request)
{
    const FleetMember member = prepared.member(0);
    return searchTrouble(*member.fleet, prepared.task().schedule, member.facts, request);
}

std::vector<MatrixRow> matrixRows(const CrashMatrix &matrix, int items)
{
    std::vector<MatrixRow> rows(static_cast<size_t>(items));
    for (const MatrixCell &cell : matrix.cells) {
        if (cell.strikes.front().item >= items)
            continue; // the start and the end of a run without items
        MatrixRow &row = rows[static_cast<size_t>(cell.strikes.front().item)];
        const bool ended = cell.result.ending == StruckRun::Ending::ended;
        ++row.cells;
        ++(ended ? row.ended : row.looping);
        row.lossy += cell.result.lost.empty() ? 0 : 1;
        row.rerunning += cell.result.reruns.empty() ? 0 : 1;
        row.mostRestarts = std::max(row.mostRestarts, cell.result.restarts);
    }
    return rows;
}

QString toWord(AgentProfile profile)
{
    switch (profile) {
    case AgentProfile::ours: return QStringLiteral("ours");
    case AgentProfile::preSp3: return QStringLiteral("pre-sp3");
    }
    Q_UNREACHABLE();
}

QString inWords(const Strike &strike)
{
    const QString times = strike.everyTime ? QStringLiteral(", every time") : strike.occurrence > 1 ? QStringLiteral(", time %1").arg(strike.occurrence) : QString();
    return QStringLiteral("item %1: %2 at %3%4").arg(QString::number(strike.item + 1), toWord(strike.kind), toWord(strike.at), times);
}

QJsonObject toJson(const CrashMatrix &matrix, const PreparedSimulation &prepared, AgentProfile profile)
{
    QJsonArray begun;
    for (const int count : matrix.begun)
        begun.append(count);
    QJsonObject undisturbed = resultJson(matrix.undisturbed);
    undisturbed.insert(QStringLiteral("begun"), begun);
    QJsonObject object{{QStringLiteral("task"), prepared.task().id.toString()},
                       {QStringLiteral("name"), prepared.task().name},
                       {QStringLiteral("profile"), toWord(profile)},
                       {QStringLiteral("good"), matrix.isGood()},
                       {QStringLiteral("undisturbed"), undisturbed},
                       {QStringLiteral("items"), rowsJson(matrix, prepared.programNames())},
                       {QStringLiteral("cells"), cellsJson(matrix.cells)}};
    if (matrix.pairs > 0) {
        object.insert(QStringLiteral("pairs"), QJsonObject{{QStringLiteral("tried"), matrix.pairs},
                                                           {QStringLiteral("bad"), matrix.badPairs},
                                                           {QStringLiteral("worse"), cellsJson(matrix.worsePairs)}});
    }
    return object;
}

QJsonObject toJson(const TroubleReport &report, const PreparedSimulation &prepared)
{
    QJsonArray found;
    for (const FoundTrouble &one : report.found) {
        QJsonArray deviations;
        for (const Deviation &deviation : one.deviations)
            deviations.append(inWords(std::vector{deviation}));
        found.append(QJsonObject{{QStringLiteral("trouble"), toWord(one.trouble)},
                                 {QStringLiteral("item"), one.item ? QJsonValue(*one.item + 1) : QJsonValue()},
                                 {QStringLiteral("restarts"), one.restarts},
                                 {QStringLiteral("explanation"), inWords(one)},
                                 {QStringLiteral("deviations"), deviations},
                                 {QStringLiteral("scenario"), QString::fromUtf8(scenarioElement(one.scenario))}});
    }
    return {{QStringLiteral("task"), prepared.task().id.toString()},
            {QStringLiteral("name"), prepared.task().name},
            {QStringLiteral("restartsAllowed"), report.restartsAllowed},
            {QStringLiteral("runs"), report.runs},
            {QStringLiteral("bound"), report.bound},
            {QStringLiteral("boundReached"), report.boundReached},
            {QStringLiteral("searched"), report.searched},
            {QStringLiteral("found"), found}};
}

} // namespace seriatim
