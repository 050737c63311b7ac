// The questions that belong to a saved filter of a report, the same wherever it is saved, renamed and removed.
#pragma once

#include <QString>

class QWidget;

namespace seriatim {

// Empty: none was chosen.
[[nodiscard]] QString askForReportName(QWidget *parent, const QString &title, const QString &suggested);

[[nodiscard]] bool mayRemoveSavedReport(QWidget *parent, const QString &name);

} // namespace seriatim
