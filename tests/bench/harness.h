// A small benchmark harness. The contenders of a contest take turns, round by round and each round in another order, so
// that a noisy machine is noisy to all of them alike; what counts is the median of the rounds' ratios.
#pragma once

#include "engine/base/result.h"

#include <QJsonObject>
#include <QStringList>

#include <chrono>
#include <functional>
#include <vector>

namespace seriatim::bench {

enum class Size { tiny, usual, full };

struct Options {
    Size size = Size::usual;
    int rounds = 5;

    [[nodiscard]] int choose(int tiny, int usual, int full) const
    {
        return size == Size::tiny ? tiny : size == Size::usual ? usual : full;
    }
};

struct Contender {
    QString name;
    double amount = 1;                   // units of work in one turn
    // Gives the seconds that count (what makes a turn ready is not among them), or the megabytes where those are shown.
    std::function<Result<double>()> turn;
};

enum class Show { unitsPerSecond, millisPerUnit, megabytes };

struct Contest {
    QString title; // what the work is and how much of it
    QString unit;
    Show show = Show::unitsPerSecond;
    std::vector<Contender> ours;
    std::vector<Contender> peers; // never empty
};

// Time for the same amount of work, ours by the peer's: 2 takes twice as long (or twice the memory). Over the rounds.
struct Ratio {
    double median = 0;
    double least = 0;
    double most = 0;
};

struct ContenderResult {
    QString name;
    double secondsPerUnit = 0; // median; megabytes where those are shown
    std::vector<Ratio> ratios; // against each peer; empty for a peer
};

struct ContestResult {
    QString title;
    QString unit;
    Show show = Show::unitsPerSecond;
    int rounds = 0;
    QStringList peers;
    std::vector<ContenderResult> contenders; // ours first
};

struct Benchmark {
    QString name;
    QString about; // one line
    std::function<Result<std::vector<Contest>>(const Options &)> contests;
};

[[nodiscard]] double medianOf(std::vector<double> values); // never of none

[[nodiscard]] Result<ContestResult> hold(const Contest &contest, int rounds);

[[nodiscard]] QString asTable(const ContestResult &result);
[[nodiscard]] QJsonObject asJson(const ContestResult &result);

class Stopwatch
{
public:
    [[nodiscard]] double seconds() const
    {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - m_start).count();
    }

private:
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
};

// Keeps a result that nobody reads from being optimised away.
template <typename T>
void keep(const T &value)
{
    static volatile const void *sink = nullptr;
    sink = &value;
    static_cast<void>(sink);
}

} // namespace seriatim::bench
