#include "tests/bench/harness.h"

#include <QJsonArray>

#include <algorithm>

namespace seriatim::bench {

double medianOf(std::vector<double> values)
{
    std::ranges::sort(values);
    const size_t middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

namespace {

Ratio ratioOf(const std::vector<double> &ours, const std::vector<double> &peer)
{
    std::vector<double> rounds;
    for (size_t i = 0; i < ours.size(); ++i)
        rounds.push_back(ours[i] / peer[i]);
    return {medianOf(rounds), std::ranges::min(rounds), std::ranges::max(rounds)};
}

QString number(double value)
{
    const int decimals = value >= 1000 ? 0 : value >= 100 ? 1 : value >= 1 ? 2 : 3;
    return QString::number(value, 'f', decimals);
}

double figureOf(const ContestResult &result, const ContenderResult &contender)
{
    switch (result.show) {
    case Show::unitsPerSecond: return 1 / contender.secondsPerUnit;
    case Show::millisPerUnit: return contender.secondsPerUnit * 1000;
    case Show::megabytes: return contender.secondsPerUnit;
    }
    Q_UNREACHABLE();
}

QString figureUnit(const ContestResult &result)
{
    switch (result.show) {
    case Show::unitsPerSecond: return result.unit + QStringLiteral("/s");
    case Show::millisPerUnit: return QStringLiteral("ms/") + result.unit;
    case Show::megabytes: return QStringLiteral("MB");
    }
    Q_UNREACHABLE();
}

QString ratioText(const Ratio &ratio)
{
    return QStringLiteral("%1 (%2-%3)").arg(number(ratio.median), number(ratio.least), number(ratio.most));
}

} // namespace

Result<ContestResult> hold(const Contest &contest, int rounds)
{
    std::vector<Contender> all = contest.ours;
    all.insert(all.end(), contest.peers.begin(), contest.peers.end());
    std::vector<std::vector<double>> times(all.size());
    for (int round = 0; round < rounds; ++round) {
        for (size_t turn = 0; turn < all.size(); ++turn) {
            const size_t who = (turn + static_cast<size_t>(round)) % all.size();
            const Result<double> seconds = all[who].turn();
            if (!seconds)
                return seconds.error();
            times[who].push_back(*seconds / all[who].amount);
        }
    }
    ContestResult result{contest.title, contest.unit, contest.show, rounds, {}, {}};
    for (const Contender &peer : contest.peers)
        result.peers.append(peer.name);
    for (size_t i = 0; i < all.size(); ++i) {
        ContenderResult one{all[i].name, medianOf(times[i]), {}};
        for (size_t peer = contest.ours.size(); i < contest.ours.size() && peer < all.size(); ++peer)
            one.ratios.push_back(ratioOf(times[i], times[peer]));
        result.contenders.push_back(std::move(one));
    }
    return result;
}

QString asTable(const ContestResult &result)
{
    qsizetype nameWidth = 0;
    for (const ContenderResult &contender : result.contenders)
        nameWidth = std::max(nameWidth, contender.name.size());
    QString table = QStringLiteral("%1 [%2 rounds]\n").arg(result.title).arg(result.rounds);
    for (const ContenderResult &contender : result.contenders) {
        const QString figure = number(figureOf(result, contender)) + u' ' + figureUnit(result);
        table += QStringLiteral("  %1  %2").arg(contender.name.leftJustified(nameWidth), figure.rightJustified(20));
        for (size_t i = 0; i < contender.ratios.size(); ++i)
            table += QStringLiteral("   %1 x %2").arg(ratioText(contender.ratios[i]), result.peers[static_cast<qsizetype>(i)]);
        table += contender.ratios.empty() ? QStringLiteral("   peer\n") : QStringLiteral("\n");
    }
    return table;
}

QJsonObject asJson(const ContestResult &result)
{
    QJsonArray contenders;
    for (const ContenderResult &contender : result.contenders) {
        QJsonObject ratios;
        for (size_t i = 0; i < contender.ratios.size(); ++i) {
            const Ratio &ratio = contender.ratios[i];
            ratios.insert(result.peers[static_cast<qsizetype>(i)], QJsonObject{{QStringLiteral("median"), ratio.median},
                                                                               {QStringLiteral("least"), ratio.least},
                                                                               {QStringLiteral("most"), ratio.most}});
        }
        contenders.append(QJsonObject{{QStringLiteral("name"), contender.name},
                                      {result.show == Show::megabytes ? QStringLiteral("megabytes") : QStringLiteral("secondsPerUnit"), contender.secondsPerUnit},
                                      {QStringLiteral("figure"), figureOf(result, contender)},
                                      {QStringLiteral("figureUnit"), figureUnit(result)},
                                      {QStringLiteral("ratios"), ratios}});
    }
    return {{QStringLiteral("title"), result.title},
            {QStringLiteral("unit"), result.unit},
            {QStringLiteral("rounds"), result.rounds},
            {QStringLiteral("contenders"), contenders}};
}

} // namespace seriatim::bench
