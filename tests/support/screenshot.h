// Pictures of what a test shows, in light and dark, where SERIATIM_SCREENSHOTS names a folder; nothing otherwise.
#pragma once

#include "ui/theme.h"

#include <QApplication>
#include <QTest>
#include <QWidget>

namespace seriatim::test {

inline void takeScreenshot(QWidget &widget, const QString &name)
{
    const QString folder = qEnvironmentVariable("SERIATIM_SCREENSHOTS");
    if (folder.isEmpty())
        return;
    for (const ColorScheme scheme : {ColorScheme::dark, ColorScheme::light}) {
        applyColorScheme(*qApp, scheme);
        QTest::qWait(50);
        const QString suffix = scheme == ColorScheme::dark ? QStringLiteral("dark") : QStringLiteral("light");
        widget.grab().save(QStringLiteral("%1/%2-%3.png").arg(folder, name, suffix));
    }
}

} // namespace seriatim::test
