// Completion curves as values: read, added up, and axes that people can read.
#include "models/completioncurve.h"

#include <QTest>

using namespace seriatim;

class CompletionCurveTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aCurveIsReadAsStairs()
    {
        const CompletionCurve curve{{60, 1}, {120, 4}};
        QCOMPARE(doneAfter(curve, 0), 0);
        QCOMPARE(doneAfter(curve, 60), 1);
        QCOMPARE(doneAfter(curve, 119), 1);
        QCOMPARE(doneAfter(curve, 120), 4);
        QCOMPARE(doneAfter(curve, 9999), 4);
        QCOMPARE(doneAfter({}, 5), 0);
    }

    void severalDoneInOneSecondCountTogether()
    {
        QCOMPARE(doneAfter({{60, 1}, {60, 7}, {90, 8}}, 60), 7);
    }

    void twoCurvesAddUpAtEveryPointOfEither()
    {
        const CompletionCurve all = addCurves({{60, 1}, {120, 4}}, {{60, 2}, {90, 3}});
        QCOMPARE(all, (CompletionCurve{{60, 3}, {90, 4}, {120, 7}}));
        QCOMPARE(addCurves({}, {{5, 1}}), (CompletionCurve{{5, 1}}));
        QVERIFY(addCurves({}, {}).empty());
    }

    void axesHaveWholeStepsAndReachTheEnd_data()
    {
        QTest::addColumn<qint64>("seconds");
        QTest::addColumn<int>("unit");
        QTest::addColumn<double>("step");
        QTest::addColumn<double>("last");
        QTest::newRow("nothing") << qint64(0) << int(TimeUnit::seconds) << 1.0 << 1.0;
        QTest::newRow("seconds") << qint64(75) << int(TimeUnit::seconds) << 10.0 << 80.0;
        QTest::newRow("minutes") << qint64(24 * 60) << int(TimeUnit::minutes) << 5.0 << 25.0;
        QTest::newRow("hours") << qint64(20 * 3600) << int(TimeUnit::hours) << 3.0 << 21.0;
        QTest::newRow("days") << qint64(9 * 86400) << int(TimeUnit::days) << 2.0 << 10.0;
        QTest::newRow("a year and a day") << qint64(366) * 86400 << int(TimeUnit::days) << 56.0 << 392.0;
        QTest::newRow("longer than any step") << qint64(5000) * 86400 << int(TimeUnit::days) << 896.0 << 5376.0;
    }
    void axesHaveWholeStepsAndReachTheEnd()
    {
        QFETCH(qint64, seconds);
        const TimeScale scale = timeScale(seconds);
        QTEST(static_cast<int>(scale.unit), "unit");
        QTEST(scale.axis.step, "step");
        QTEST(scale.axis.last, "last");
        QVERIFY(scale.axis.last * scale.axis.unit >= static_cast<double>(seconds));
    }

    void countsHaveRoundSteps()
    {
        QCOMPARE(countScale(0), (AxisScale{1, 1, 1}));
        QCOMPARE(countScale(7), (AxisScale{1, 1, 7}));
        QCOMPARE(countScale(40), (AxisScale{1, 5, 40}));
        QCOMPARE(countScale(1000), (AxisScale{1, 200, 1000}));
        QCOMPARE(countScale(1'000'000), (AxisScale{1, 200'000, 1'000'000}));
    }
};

QTEST_MAIN(CompletionCurveTest)
#include "completioncurve_test.moc"
