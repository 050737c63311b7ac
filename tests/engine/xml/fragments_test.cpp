#include "engine/xml/fragments.h"

#include "tests/support/richvalues.h"

#include <QTest>

using namespace seriatim;

class FragmentsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFieldComesBack_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 200; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }

    void everyFieldComesBack()
    {
        QFETCH(quint32, seed);
        test::RichValues values(seed);

        const Rule rule = values.rule(true);
        const auto ruleBack = ruleFromXml(ruleToXml(rule));
        QVERIFY2(ruleBack.ok(), ruleBack.ok() ? "" : qPrintable(ruleBack.error().message()));
        QVERIFY(*ruleBack == rule);

        const Program program = values.program();
        const auto programBack = programFromXml(programToXml(program));
        QVERIFY2(programBack.ok(), programBack.ok() ? "" : qPrintable(programBack.error().message()));
        QVERIFY2(*programBack == program, programToXml(program).constData());

        const Package package = values.package(0);
        const auto packageBack = packageFromXml(packageToXml(package));
        QVERIFY2(packageBack.ok(), packageBack.ok() ? "" : qPrintable(packageBack.error().message()));
        QVERIFY2(*packageBack == package, packageToXml(package).constData());

        const DeliveryOptions options = values.options();
        const auto optionsBack = optionsFromXml(optionsToXml(options));
        QVERIFY(optionsBack.ok());
        QVERIFY2(*optionsBack == options, optionsToXml(options).constData());

        SequentialTask task = values.task({program.id}, 0);
        task.receivedPolicy = "<Policy>\r\n</Policy>";
        const auto taskBack = taskSettingsFromXml(taskSettingsToXml(task));
        QVERIFY2(taskBack.ok(), taskBack.ok() ? "" : qPrintable(taskBack.error().message()));
        QVERIFY2(*taskBack == task, taskSettingsToXml(task).constData());
    }

    void defaultsAreLeftOut()
    {
        Program program;
        program.name = QStringLiteral("p");
        program.commandLine = QStringLiteral("true");
        QCOMPARE(programToXml(program), "<Program guid=\"" + program.id.toString().toUtf8()
                                            + "\" name=\"p\">\n  <CommandLine>true</CommandLine>\n</Program>");
        QCOMPARE(optionsToXml(DeliveryOptions{}), QByteArray("<Options />"));
    }

    void programsAreReadLiberally_data()
    {
        QTest::addColumn<QByteArray>("inner");
        QTest::addColumn<Program>("expected");
        const ProgramId id = ProgramId::parse(u"28193450-be96-46f7-954b-5ea2762a28f1").value();
        const auto with = [&](auto change) {
            Program program(id, QStringLiteral("p"));
            change(program);
            return program;
        };
        QTest::newRow("any case") << QByteArray("<COMMANDLINE> x </COMMANDLINE>") << with([](Program &p) { p.commandLine = QStringLiteral("x"); });
        QTest::newRow("blank success codes are 0 (B15)") << QByteArray("<SuccessCodes> </SuccessCodes>") << with([](Program &) {});
        QTest::newRow("codes are 32 bits (B16a)") << QByteArray("<FailureCodes>4294967295, 5</FailureCodes>")
                                                  << with([](Program &p) { p.codes.failure = {-1, 5}; });
        QTest::newRow("blank time limit (B31)") << QByteArray("<TerminateAfter/>") << with([](Program &) {});
        QTest::newRow("enum in any case") << QByteArray("<AfterRunning>RESTART</AfterRunning>")
                                          << with([](Program &p) { p.afterRunning = AfterRunning::restart; });
        QTest::newRow("CDATA, comments and unknown elements")
            << QByteArray("<CommandLine>a <!-- no --><![CDATA[&& b]]></CommandLine><Unknown><CommandLine>c</CommandLine></Unknown>")
            << with([](Program &p) { p.commandLine = QStringLiteral("a && b"); });
        QTest::newRow("an empty rule is none") << QByteArray("<DetectionRule> </DetectionRule>") << with([](Program &) {});
    }

    void programsAreReadLiberally()
    {
        QFETCH(QByteArray, inner);
        QFETCH(Program, expected);
        const auto program =
            programFromXml("<program NAME=\"p\" Guid=\"28193450-BE96-46f7-954b-5ea2762a28f1\">" + inner + "</program>");
        QVERIFY2(program.ok(), program.ok() ? "" : qPrintable(program.error().message()));
        QVERIFY(*program == expected);
    }

    void schedulesAreReadLiberally()
    {
        const auto task = taskSettingsFromXml(
            "<SequentialTask guid='{28193450-be96-46f7-954b-5ea2762a28f1}' name='t'><Schedule ScheduleRetry='TRUE'><Schedule>"
            "<Trigger Type='2' DaysOfTheWeek='Monday, sat' Months='January,DEC'/></Schedule><Trigger type='-1'/></Schedule>"
            "<ValidPeriod after='2006-10-25 00:00:00' before='' afterGMT='1'/>"
            "<RepeatUntilSuccessful>true</RepeatUntilSuccessful><MaximumRuns>3</MaximumRuns></SequentialTask>");
        QVERIFY2(task.ok(), task.ok() ? "" : qPrintable(task.error().message()));
        QVERIFY(task->schedule.retryMissed);
        QCOMPARE(task->schedule.triggers.size(), size_t(2));
        QCOMPARE(task->schedule.triggers[1].daysOfTheWeek, 2 | 64);
        QCOMPARE(task->schedule.triggers[1].months, 1 | 0x800);
        QVERIFY(task->schedule.validPeriod.afterUtc && !task->schedule.validPeriod.before);
        QCOMPARE(*task->schedule.repeat, (RepeatUntilSuccessful{3, 60}));
    }

    void wrongValuesAreRefusedWithTheirPlace_data()
    {
        QTest::addColumn<QByteArray>("inner");
        QTest::addColumn<QString>("says");
        QTest::newRow("number") << QByteArray("\n  <RetryCount>many</RetryCount>") << QStringLiteral(":2:3: RetryCount 'many'");
        QTest::newRow("bounds") << QByteArray("<MaximumAttempts>0</MaximumAttempts>") << QStringLiteral("from 1 to");
        QTest::newRow("codes") << QByteArray("<SuccessCodes>0,x</SuccessCodes>") << QStringLiteral("SuccessCodes: 'x' is not a return code");
        QTest::newRow("word") << QByteArray("<CanRun>never</CanRun>") << QStringLiteral("always, loggedOn or noneLoggedOn");
        QTest::newRow("unknown rule") << QByteArray("<DetectionRule><FileExist path='/x'/></DetectionRule>") << QStringLiteral("<FileExist> is no rule");
        QTest::newRow("two rules") << QByteArray("<DetectionRule><FileExists path='/x'/><FileExists path='/y'/></DetectionRule>")
                                   << QStringLiteral("<All> or <Any>");
        QTest::newRow("fact in a detection rule (B34)")
            << QByteArray("<DetectionRule><Fact name='name' operator='equals' value='x'/></DetectionRule>") << QStringLiteral("fact");
        QTest::newRow("variable without a name") << QByteArray("<Environment><Variable value='x'/></Environment>") << QStringLiteral("<Variable> has no name");
    }

    void wrongValuesAreRefusedWithTheirPlace()
    {
        QFETCH(QByteArray, inner);
        QFETCH(QString, says);
        const auto program = programFromXml("<Program name='p' guid='28193450-BE96-46f7-954b-5ea2762a28f1'>" + inner + "</Program>");
        QVERIFY(!program.ok());
        QVERIFY2(program.error().message().contains(says), qPrintable(program.error().message()));
    }

    void snapshotPathsStayInside_data()
    {
        QTest::addColumn<QString>("path");
        for (const char *path : {"../x", "/etc/passwd", "a/../../b", "C:/x", "a\\..\\b", "a//b", ""})
            QTest::newRow(path) << QString::fromLatin1(path);
    }

    void snapshotPathsStayInside()
    {
        QFETCH(QString, path);
        Package package;
        package.name = QStringLiteral("p");
        package.snapshot = {{QStringLiteral("a/b"), 1, QString(64, u'0')}};
        QVERIFY(packageFromXml(packageToXml(package)).ok());
        package.snapshot[0].path = path;
        QVERIFY(!packageFromXml(packageToXml(package)).ok());
    }
};

QTEST_GUILESS_MAIN(FragmentsTest)
#include "fragments_test.moc"
