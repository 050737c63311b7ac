// Logging categories; switched with QT_LOGGING_RULES, e.g. "seriatim.*.debug=true".
#pragma once

#include <QLoggingCategory>

namespace seriatim {

Q_DECLARE_LOGGING_CATEGORY(logStore)
Q_DECLARE_LOGGING_CATEGORY(logAgent)
Q_DECLARE_LOGGING_CATEGORY(logPolicy)

} // namespace seriatim
