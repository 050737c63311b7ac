#include "engine/base/logging.h"

namespace seriatim {

Q_LOGGING_CATEGORY(logStore, "seriatim.store", QtWarningMsg)
Q_LOGGING_CATEGORY(logAgent, "seriatim.agent", QtWarningMsg)
Q_LOGGING_CATEGORY(logPolicy, "seriatim.policy", QtWarningMsg)

} // namespace seriatim
