#include "engine/simulation/answers.h"

#include <algorithm>

namespace seriatim {

void AnswerLog::note(const ScenarioQuestion &question, bool answer)
{
    if (!m_alone && std::ranges::find(m_entries, question, &Entry::question) == m_entries.end())
        m_entries.push_back({question, answer});
}

} // namespace seriatim
