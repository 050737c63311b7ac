#include "ui/theme.h"

#include <QApplication>
#include <QPainter>
#include <QStyle>
#include <QStyleOption>
#include <QTest>

#include <cmath>

using namespace seriatim;

namespace {

// Relative luminance and contrast as WCAG 2.1 defines them.
double luminance(const QColor &color)
{
    const auto linear = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor &a, const QColor &b)
{
    const double one = luminance(a);
    const double other = luminance(b);
    return (std::max(one, other) + 0.05) / (std::min(one, other) + 0.05);
}

} // namespace

class ThemeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textIsReadable_data() { schemes(); }
    void textIsReadable();
    void tonesAreReadable_data() { schemes(); }
    void tonesAreReadable();
    void disabledTextIsSeenAndLooksDisabled_data() { schemes(); }
    void disabledTextIsSeenAndLooksDisabled();
    void anEmptyCheckBoxIsSeenInATree_data() { schemes(); }
    void anEmptyCheckBoxIsSeenInATree();
    void schemesCanBeSwitchedToAndFro();
    void nothingIsMissingWhereTheTestsRun();

private:
    static void schemes()
    {
        QTest::addColumn<ColorScheme>("scheme");
        QTest::newRow("light") << ColorScheme::light;
        QTest::newRow("dark") << ColorScheme::dark;
        QTest::newRow("system") << ColorScheme::system;
    }
};

void ThemeTest::textIsReadable()
{
    QFETCH(ColorScheme, scheme);
    applyColorScheme(*qApp, scheme);
    const QPalette palette = qApp->palette();
    const std::pair<QPalette::ColorRole, QPalette::ColorRole> pairs[]{
        {QPalette::WindowText, QPalette::Window},  {QPalette::Text, QPalette::Base},
        {QPalette::Text, QPalette::AlternateBase}, {QPalette::ButtonText, QPalette::Button},
        {QPalette::ToolTipText, QPalette::ToolTipBase}, {QPalette::HighlightedText, QPalette::Highlight},
        {QPalette::Link, QPalette::Base},          {QPalette::LinkVisited, QPalette::Base},
        {QPalette::Link, QPalette::Window},        {QPalette::PlaceholderText, QPalette::Base},
    };
    for (const auto &[text, ground] : pairs)
        QVERIFY2(contrast(palette.color(text), palette.color(ground)) >= 4.5, qPrintable(QStringLiteral("%1 on %2").arg(text).arg(ground)));
}

void ThemeTest::tonesAreReadable()
{
    QFETCH(ColorScheme, scheme);
    applyColorScheme(*qApp, scheme);
    const QPalette palette = qApp->palette();
    for (const Tone tone : {Tone::good, Tone::bad, Tone::warning, Tone::busy, Tone::muted, Tone::accent}) {
        for (const QPalette::ColorRole ground : {QPalette::Base, QPalette::AlternateBase, QPalette::Window}) {
            QVERIFY2(contrast(toneColor(tone, palette), palette.color(ground)) >= 4.5,
                     qPrintable(QStringLiteral("tone %1 on %2").arg(static_cast<int>(tone)).arg(ground)));
        }
    }
}

void ThemeTest::disabledTextIsSeenAndLooksDisabled()
{
    QFETCH(ColorScheme, scheme);
    applyColorScheme(*qApp, scheme);
    const QPalette palette = qApp->palette();
    const QColor disabled = palette.color(QPalette::Disabled, QPalette::Text);
    const QColor base = palette.color(QPalette::Base);
    QVERIFY(contrast(disabled, base) >= 2.5);
    QVERIFY(contrast(disabled, base) * 2 < contrast(palette.color(QPalette::Text), base));
}

void ThemeTest::anEmptyCheckBoxIsSeenInATree()
{
    QFETCH(ColorScheme, scheme);
    applyColorScheme(*qApp, scheme);
    QImage image(20, 20, QImage::Format_ARGB32);
    image.fill(qApp->palette().color(QPalette::Base));
    QStyleOptionViewItem option;
    option.rect = QRect(2, 2, 14, 14);
    option.palette = qApp->palette();
    option.state = QStyle::State_Enabled | QStyle::State_Off;
    QPainter painter(&image);
    qApp->style()->drawPrimitive(QStyle::PE_IndicatorItemViewItemCheck, &option, &painter);
    painter.end();
    double best = 1;
    for (int x = 0; x < 20; ++x)
        best = std::max(best, contrast(image.pixelColor(x, 9), qApp->palette().color(QPalette::Base)));
    QVERIFY2(best >= 2.5, qPrintable(QString::number(best)));
}

void ThemeTest::schemesCanBeSwitchedToAndFro()
{
    applyColorScheme(*qApp, ColorScheme::dark);
    QVERIFY(isDark(qApp->palette()));
    applyColorScheme(*qApp, ColorScheme::light);
    QVERIFY(!isDark(qApp->palette()));
    applyColorScheme(*qApp, ColorScheme::dark);
    applyColorScheme(*qApp, ColorScheme::system);
    QVERIFY(!isDark(qApp->palette())); // offscreen says nothing
}

void ThemeTest::nothingIsMissingWhereTheTestsRun()
{
    QCOMPARE(missingForDisplay(), QStringList());
}

QTEST_MAIN(ThemeTest)
#include "theme_test.moc"
