// The start page's figures in words; numbers as this computer's locale writes them.
#pragma once

#include "engine/workspace/dashboard.h"

namespace seriatim {

[[nodiscard]] QString numberText(qint64 number); // "1,234,567"
[[nodiscard]] QString minuteText(Instant instant, Instant now); // "08:05" where it is the day of `now`, else with the date
[[nodiscard]] QString ageText(qint64 milliseconds); // in the largest unit alone: "3 hours"

// "31 succeeded · 4 failed · 5 running of 40"; `targets`: DashboardFeed::targetsOf.
[[nodiscard]] QString countsText(const Rollout &rollout, qint64 targets);
// "88 %": of the computers it is for, those that have finished; never 100 % where one has not. Empty where it is for none.
[[nodiscard]] QString finishedText(const Rollout &rollout, qint64 targets);
// What the curve shows, for those who do not see it.
[[nodiscard]] QString curveText(const Rollout &rollout, Instant now);
[[nodiscard]] QString newsText(const Rollout &rollout, Instant now); // "Last report 10:32"; whether it is disabled

[[nodiscard]] QString resultText(const FailureGroup &failure);  // "failed: 1603"
// What the code stands for by convention, or what such a failure is where there is no code; empty: nobody knows.
[[nodiscard]] QString meaningText(const FailureGroup &failure);
[[nodiscard]] QString placesText(const FailureGroup &failure);  // "Qfiniti rollout, item 2"; several: with their numbers

[[nodiscard]] QString requestText(const PortalRequest &request, Instant now);
[[nodiscard]] QString problemText(const RolloutProblem &problem); // a sentence without the task's name, to stand behind it
[[nodiscard]] QString remedyText(const RolloutProblem &problem);  // what to do

} // namespace seriatim
