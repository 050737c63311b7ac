// Light and dark: a palette for the Fusion style where the desktop has none, and the colours of states in both.
#pragma once

#include <QColor>
#include <QPalette>
#include <QStringList>

class QApplication;

namespace seriatim {

enum class ColorScheme { system, light, dark };

// system: what the desktop says (its palette's lightness). Call again to change while running.
void applyColorScheme(QApplication &application, ColorScheme scheme);

// What the desktop lacks for text and pictures, a sentence each with the package to install; empty: nothing.
[[nodiscard]] QStringList missingForDisplay();

[[nodiscard]] bool isDark(const QPalette &palette);

// Readable on the palette's base in light and dark (contrast at least 4.5). Never the only sign of a state.
enum class Tone { good, bad, warning, busy, muted, accent };
[[nodiscard]] QColor toneColor(Tone tone, const QPalette &palette);

} // namespace seriatim
