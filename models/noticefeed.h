// NoticeFeed: which of an agent's notices are news to the person who sits here. Each is so once, over restarts of the
// console too, and never when its time has passed.
#pragma once

#include "engine/agent/agentview.h"
#include "models/consolesettings.h"

namespace seriatim {

class NoticeFeed
{
public:
    static constexpr qsizetype mostAtOnce = 3; // who has been away is not buried in them

    // The settings outlive it.
    explicit NoticeFeed(ConsoleSettings &settings) : m_settings(settings) {}

    // Oldest first; from now on they are known.
    [[nodiscard]] std::vector<Notice> takeNews(const AgentView &view, Instant now);

private:
    ConsoleSettings &m_settings;
};

} // namespace seriatim
