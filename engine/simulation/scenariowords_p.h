// Private to the scenario's reader and writer: the words of its attributes.
#pragma once

#include "engine/simulation/scenario.h"

#include <array>

namespace seriatim {

template <typename Enum>
struct ScenarioWord {
    Enum value;
    const char16_t *word;
};
template <typename Enum>
ScenarioWord(Enum, const char16_t *) -> ScenarioWord<Enum>; // clang 14 finds none by itself

inline constexpr std::array faultKindWords{
    ScenarioWord{FaultKind::powerLoss, u"power-loss"}, ScenarioWord{FaultKind::agentCrash, u"agent-crash"},
    ScenarioWord{FaultKind::installerRestart, u"installer-restart"}};

inline constexpr std::array faultMomentWords{
    ScenarioWord{FaultMoment::beforeStart, u"before-start"}, ScenarioWord{FaultMoment::running, u"running"},
    ScenarioWord{FaultMoment::afterExit, u"after-exit"}, ScenarioWord{FaultMoment::countdown, u"countdown"},
    ScenarioWord{FaultMoment::waiting, u"waiting"},
    ScenarioWord{FaultMoment::beforeSavingRunStart, u"before-saving-run-start"},
    ScenarioWord{FaultMoment::afterSavingRunStart, u"after-saving-run-start"},
    ScenarioWord{FaultMoment::beforeSavingStart, u"before-saving-start"},
    ScenarioWord{FaultMoment::beforeSavingCode, u"before-saving-code"},
    ScenarioWord{FaultMoment::afterSavingCode, u"after-saving-code"},
    ScenarioWord{FaultMoment::beforeSavingItemEnd, u"before-saving-item-end"},
    ScenarioWord{FaultMoment::afterSavingItemEnd, u"after-saving-item-end"},
    ScenarioWord{FaultMoment::beforeSavingRetry, u"before-saving-retry"},
    ScenarioWord{FaultMoment::afterSavingRetry, u"after-saving-retry"},
    ScenarioWord{FaultMoment::beforeSavingRestart, u"before-saving-restart"},
    ScenarioWord{FaultMoment::afterSavingRestart, u"after-saving-restart"},
    ScenarioWord{FaultMoment::beforeSavingRecovery, u"before-saving-recovery"},
    ScenarioWord{FaultMoment::afterSavingRecovery, u"after-saving-recovery"},
    ScenarioWord{FaultMoment::beforeSavingRunEnd, u"before-saving-run-end"},
    ScenarioWord{FaultMoment::afterSavingRunEnd, u"after-saving-run-end"}};
static_assert(faultMomentWords.size() == faultMoments);

inline constexpr std::array sessionWords{
    ScenarioWord{SessionState::attended, u"attended"}, ScenarioWord{SessionState::locked, u"locked"},
    ScenarioWord{SessionState::empty, u"empty"}};

inline constexpr std::array distributionWords{
    ScenarioWord{Distribution::fixed, u"fixed"}, ScenarioWord{Distribution::uniform, u"uniform"},
    ScenarioWord{Distribution::normal, u"normal"}, ScenarioWord{Distribution::logNormal, u"log-normal"},
    ScenarioWord{Distribution::exponential, u"exponential"}};

template <typename Enum, size_t count>
[[nodiscard]] QString scenarioWord(Enum value, const std::array<ScenarioWord<Enum>, count> &words)
{
    for (const ScenarioWord<Enum> &candidate : words) {
        if (candidate.value == value)
            return QString::fromUtf16(candidate.word);
    }
    Q_UNREACHABLE();
}

} // namespace seriatim
