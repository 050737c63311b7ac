// Pictures of widgets, light and dark, into the folder SERIATIM_SHOTS names; nothing where it is not set.
#pragma once

#include "ui/theme.h"

#include <QApplication>
#include <QDir>
#include <QPixmap>
#include <QTest>
#include <QWidget>

namespace seriatim::test {

inline void shoot(QWidget &widget, const QString &name)
{
    const QString folder = qEnvironmentVariable("SERIATIM_SHOTS");
    if (folder.isEmpty())
        return;
    for (const ColorScheme scheme : {ColorScheme::light, ColorScheme::dark}) {
        applyColorScheme(*qApp, scheme);
        QTest::qWait(80);
        widget.grab().save(QDir(folder).filePath(name + (scheme == ColorScheme::dark ? QStringLiteral("-dark.png") : QStringLiteral(".png"))));
    }
    applyColorScheme(*qApp, ColorScheme::light);
}

} // namespace seriatim::test
