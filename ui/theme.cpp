#include "ui/theme.h"

#include <QApplication>
#include <QStyleFactory>

namespace seriatim {

namespace {

QPalette paletteOf(bool dark)
{
    if (!dark)
        return QStyleFactory::create(QStringLiteral("Fusion"))->standardPalette();
    QPalette palette(QColor(0x2b, 0x2d, 0x30), QColor(0x23, 0x25, 0x28));
    palette.setColor(QPalette::Base, QColor(0x1e, 0x1f, 0x22));
    palette.setColor(QPalette::AlternateBase, QColor(0x26, 0x28, 0x2b));
    palette.setColor(QPalette::Highlight, QColor(0x2f, 0x65, 0xca));
    palette.setColor(QPalette::HighlightedText, Qt::white);
    palette.setColor(QPalette::Link, QColor(0x6c, 0xa6, 0xff));
    return palette;
}

} // namespace

void applyColorScheme(QApplication &application, ColorScheme scheme)
{
    application.setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    if (scheme != ColorScheme::system)
        application.setPalette(paletteOf(scheme == ColorScheme::dark));
}

bool isDark(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
}

QColor toneColor(Tone tone, const QPalette &palette)
{
    const bool dark = isDark(palette);
    switch (tone) {
    case Tone::good: return dark ? QColor(0x5f, 0xc9, 0x78) : QColor(0x1a, 0x7f, 0x37);
    case Tone::bad: return dark ? QColor(0xff, 0x7b, 0x72) : QColor(0xc4, 0x1e, 0x2a);
    case Tone::warning: return dark ? QColor(0xe3, 0xb3, 0x41) : QColor(0x8a, 0x5a, 0x00);
    case Tone::busy: return dark ? QColor(0x6c, 0xa6, 0xff) : QColor(0x0b, 0x5c, 0xd5);
    case Tone::muted: return dark ? QColor(0xa0, 0xa4, 0xab) : QColor(0x5f, 0x66, 0x6e);
    case Tone::accent: return dark ? QColor(0x6c, 0xa6, 0xff) : QColor(0x0b, 0x5c, 0xd5);
    }
    Q_UNREACHABLE();
}

} // namespace seriatim
