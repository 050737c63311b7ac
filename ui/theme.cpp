#include "ui/theme.h"

#include "ui/icons.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QFontDatabase>
#include <QImageReader>
#include <QProxyStyle>
#include <QStyleFactory>
#include <QStyleOption>
#include <QToolTip>

#include <memory>

namespace seriatim {

namespace {

void setText(QPalette &palette, const QColor &text, const QColor &muted, const QColor &disabled)
{
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText}) {
        palette.setColor(role, text);
        palette.setColor(QPalette::Disabled, role, disabled);
    }
    palette.setColor(QPalette::PlaceholderText, muted);
}

QPalette lightPalette()
{
    QPalette palette(QColor(0xef, 0xf0, 0xf2), QColor(0xf3, 0xf4, 0xf6));
    setText(palette, QColor(0x1b, 0x1d, 0x20), QColor(0x66, 0x6b, 0x72), QColor(0x85, 0x8a, 0x91));
    palette.setColor(QPalette::Base, Qt::white);
    palette.setColor(QPalette::AlternateBase, QColor(0xf5, 0xf7, 0xf9));
    palette.setColor(QPalette::ToolTipBase, QColor(0xff, 0xff, 0xf0));
    palette.setColor(QPalette::Highlight, QColor(0x0b, 0x5c, 0xd5));
    palette.setColor(QPalette::HighlightedText, Qt::white);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, QColor(0xb4, 0xb9, 0xc0));
    palette.setColor(QPalette::Link, QColor(0x0b, 0x5c, 0xd5));
    palette.setColor(QPalette::LinkVisited, QColor(0x6b, 0x3f, 0xa8));
    palette.setColor(QPalette::BrightText, QColor(0xc4, 0x1e, 0x2a));
    return palette;
}

QPalette darkPalette()
{
    QPalette palette(QColor(0x45, 0x48, 0x4e), QColor(0x2b, 0x2d, 0x31));
    setText(palette, QColor(0xe4, 0xe6, 0xe9), QColor(0x9b, 0xa0, 0xa8), QColor(0x80, 0x85, 0x8d));
    palette.setColor(QPalette::Base, QColor(0x1f, 0x21, 0x24));
    palette.setColor(QPalette::AlternateBase, QColor(0x26, 0x28, 0x2c));
    palette.setColor(QPalette::ToolTipBase, QColor(0x3a, 0x3d, 0x43));
    palette.setColor(QPalette::Highlight, QColor(0x2f, 0x65, 0xca));
    palette.setColor(QPalette::HighlightedText, Qt::white);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, QColor(0x4a, 0x50, 0x5a));
    palette.setColor(QPalette::Link, QColor(0x6c, 0xa6, 0xff));
    palette.setColor(QPalette::LinkVisited, QColor(0xb8, 0x95, 0xf0));
    palette.setColor(QPalette::BrightText, QColor(0xff, 0x7b, 0x72));
    return palette;
}

// Fusion outlines check boxes and radio buttons a little darker than the window, which nobody sees on a dark list and few
// on a light one.
class ConsoleStyle : public QProxyStyle
{
public:
    ConsoleStyle() : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion"))) {}

    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const override
    {
        // Fusion fills a tab page with the colour of buttons, which lies like fog on a dark window.
        if (element == PE_FrameTabWidget && isDark(option->palette)) {
            const auto *frame = qstyleoption_cast<const QStyleOptionTabWidgetFrame *>(option);
            if (frame) {
                QStyleOptionTabWidgetFrame calm(*frame);
                calm.palette.setColor(QPalette::Button, option->palette.color(QPalette::Window));
                QProxyStyle::drawPrimitive(element, &calm, painter, widget);
                return;
            }
        }
        const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
        if ((element != PE_IndicatorCheckBox && element != PE_IndicatorRadioButton) || !button) {
            QProxyStyle::drawPrimitive(element, option, painter, widget);
            return;
        }
        QStyleOptionButton visible(*button);
        const bool enabled = button->state.testFlag(State_Enabled);
        if (isDark(button->palette))
            visible.palette.setColor(QPalette::Window, enabled ? QColor(0xc4, 0xc9, 0xd0) : QColor(0x80, 0x85, 0x8d));
        else
            visible.palette.setColor(QPalette::Window, enabled ? QColor(0xa8, 0xad, 0xb5) : QColor(0xd8, 0xdb, 0xdf));
        QProxyStyle::drawPrimitive(element, &visible, painter, widget);
    }

    // Fusion leaves two pixels beside a cell's text, so that a number at the right edge of its column runs into the words
    // of the next one.
    int pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override
    {
        const int fusions = QProxyStyle::pixelMetric(metric, option, widget);
        const bool isCell = metric == PM_FocusFrameHMargin && qobject_cast<const QAbstractItemView *>(widget);
        return isCell || metric == PM_HeaderMargin ? std::max(fusions, textMargin) : fusions;
    }

    // Those of message boxes are our own, too.
    QIcon standardIcon(StandardPixmap standard, const QStyleOption *option, const QWidget *widget) const override
    {
        switch (standard) {
        case SP_MessageBoxInformation: return icon(Symbol::information);
        case SP_MessageBoxQuestion: return icon(Symbol::question);
        case SP_MessageBoxWarning: return icon(Symbol::warning);
        case SP_MessageBoxCritical: return icon(Symbol::problem);
        default: return QProxyStyle::standardIcon(standard, option, widget);
        }
    }

private:
    static constexpr int textMargin = 4; // pixels
};

// A desktop that says nothing about colours leaves Fusion with its own.
bool isFusionsOwn(const QPalette &palette)
{
    const std::unique_ptr<QStyle> fusion(QStyleFactory::create(QStringLiteral("Fusion")));
    const QPalette standard = fusion->standardPalette();
    return palette.color(QPalette::Window) == standard.color(QPalette::Window)
           && palette.color(QPalette::Highlight) == standard.color(QPalette::Highlight);
}

} // namespace

void applyColorScheme(QApplication &application, ColorScheme scheme)
{
    application.setStyle(new ConsoleStyle);
    application.setPalette(QPalette());
    switch (scheme) {
    case ColorScheme::system:
        if (isFusionsOwn(application.palette()))
            application.setPalette(lightPalette());
        break;
    case ColorScheme::light: application.setPalette(lightPalette()); break;
    case ColorScheme::dark: application.setPalette(darkPalette()); break;
    }
    QToolTip::setPalette(application.palette());
}

QStringList missingForDisplay()
{
    QStringList missing;
    if (QFontDatabase::families().isEmpty())
        missing.append(QCoreApplication::translate("seriatim::Theme", "There is no font, so no letter can be shown: install one, for example the Debian package fonts-dejavu-core."));
    if (!QImageReader::supportedImageFormats().contains("svg"))
        missing.append(QCoreApplication::translate("seriatim::Theme", "Qt's SVG plug-in is missing, so some pictures cannot be shown: install the Debian package libqt6svg6."));
    return missing;
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
