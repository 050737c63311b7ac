#include "ui/icons.h"
#include "ui/theme.h"

#include <QApplication>
#include <QFile>
#include <QImage>
#include <QSet>
#include <QTest>

using namespace seriatim;

namespace {

constexpr int symbolCount = static_cast<int>(Symbol::fork) + 1;

QImage drawn(Symbol symbol, int size, QIcon::Mode mode = QIcon::Normal, qreal scale = 1)
{
    return icon(symbol).pixmap(QSize(size, size), scale, mode).toImage().convertToFormat(QImage::Format_ARGB32);
}

int ink(const QImage &image)
{
    int sum = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            sum += qAlpha(image.pixel(x, y));
    }
    return sum;
}

// 0: the same shape; 1: nothing in common. Colour does not count.
double difference(const QImage &a, const QImage &b)
{
    int apart = 0;
    int together = 0;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x) {
            apart += std::abs(qAlpha(a.pixel(x, y)) - qAlpha(b.pixel(x, y)));
            together += std::max(qAlpha(a.pixel(x, y)), qAlpha(b.pixel(x, y)));
        }
    }
    return static_cast<double>(apart) / together;
}

bool hasColor(const QImage &image)
{
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QColor color = QColor::fromRgba(image.pixel(x, y));
            if (qAlpha(image.pixel(x, y)) > 100 && color.saturation() > 60)
                return true;
        }
    }
    return false;
}

} // namespace

class IconsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { applyColorScheme(*qApp, ColorScheme::light); }
    void everySymbolIsDrawn();
    void noTwoSymbolsAreTheSame();
    void statesDifferInShapeNotOnlyInColour();
    void colourIsLeftOutOnASelectionAndWhereDisabled();
    void thePaletteOfTheMomentCounts();
    void theDevicePixelRatioCounts();
};

void IconsTest::everySymbolIsDrawn()
{
    for (int i = 0; i < symbolCount; ++i) {
        for (const int size : {16, 24, 48}) {
            const QImage image = drawn(static_cast<Symbol>(i), size);
            QCOMPARE(image.size(), QSize(size, size));
            QVERIFY2(ink(image) > size * size * 255 / 25, qPrintable(QStringLiteral("symbol %1 at %2").arg(i).arg(size)));
        }
    }
}

void IconsTest::noTwoSymbolsAreTheSame()
{
    for (int i = 0; i < symbolCount; ++i) {
        for (int j = i + 1; j < symbolCount; ++j) {
            QVERIFY2(difference(drawn(static_cast<Symbol>(i), 24), drawn(static_cast<Symbol>(j), 24)) > 0.1,
                     qPrintable(QStringLiteral("%1 and %2").arg(i).arg(j)));
        }
    }
}

void IconsTest::statesDifferInShapeNotOnlyInColour()
{
    for (int i = static_cast<int>(Symbol::notStarted); i <= static_cast<int>(Symbol::problem); ++i) {
        for (int j = i + 1; j <= static_cast<int>(Symbol::problem); ++j) {
            const double apart = difference(drawn(static_cast<Symbol>(i), 16, QIcon::Selected), drawn(static_cast<Symbol>(j), 16, QIcon::Selected));
            QVERIFY2(apart > 0.25, qPrintable(QStringLiteral("%1 and %2: %3").arg(i).arg(j).arg(apart)));
        }
    }
}

void IconsTest::colourIsLeftOutOnASelectionAndWhereDisabled()
{
    QVERIFY(hasColor(drawn(Symbol::package, 16)));
    QVERIFY(!hasColor(drawn(Symbol::package, 16, QIcon::Selected)));
    QVERIFY(!hasColor(drawn(Symbol::package, 16, QIcon::Disabled)));
    QVERIFY(drawn(Symbol::package, 16, QIcon::Selected) != drawn(Symbol::package, 16, QIcon::Disabled));
}

void IconsTest::thePaletteOfTheMomentCounts()
{
    const QIcon kept = icon(Symbol::undo);
    const QImage light = kept.pixmap(16).toImage();
    applyColorScheme(*qApp, ColorScheme::dark);
    const QImage dark = kept.pixmap(16).toImage();
    QVERIFY(light != dark);
    QCOMPARE(difference(light, dark), 0.0);
    applyColorScheme(*qApp, ColorScheme::light);
    QVERIFY(kept.pixmap(16).toImage() == light);
}

void IconsTest::theDevicePixelRatioCounts()
{
    const QImage sharp = drawn(Symbol::save, 16, QIcon::Normal, 2);
    QCOMPARE(sharp.size(), QSize(32, 32));
    QVERIFY(sharp != drawn(Symbol::save, 16).scaled(32, 32));
}

QTEST_MAIN(IconsTest)
#include "icons_test.moc"
