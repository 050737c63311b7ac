// Bringing in and writing out what is large: how far it is, and stopping in the middle with nothing changed.
#include "engine/workspace/exchange.h"
#include "engine/workspace/simulating.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <optional>

using namespace seriatim;

class ExchangeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        auto source = Workspace::create(m_folder->filePath(QStringLiteral("source.store")));
        QVERIFY(source.ok());
        QVERIFY(fillWithDemo(*source, 2000, 5).ok());
        const auto document = exportDefinition(*source, {});
        QVERIFY(document.ok());
        QFile file(m_document = m_folder->filePath(QStringLiteral("demo.xml")));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(*document) == document->size());
        file.close();
        auto target = Workspace::create(m_folder->filePath(QStringLiteral("target.store")));
        QVERIFY(target.ok());
        m_target.emplace(std::move(target).value());
        Package own(PackageId::mint(), QStringLiteral("Housekeeping"));
        own.programs.emplace_back(ProgramId::mint(), QStringLiteral("Tidy up"));
        own.programs.back().commandLine = QStringLiteral("true");
        QVERIFY(m_target->store().catalogue().save(std::vector{own}).ok());
    }

    void progressOfAnImportGoesUpToItsTotal()
    {
        std::vector<std::pair<int, int>> told;
        const auto report = importFiles(*m_target, {m_document}, [&](int done, int total) {
            told.emplace_back(done, total);
            return true;
        });
        QVERIFY2(report.ok(), report.ok() ? "" : qPrintable(report.error().message()));
        QVERIFY(told.size() > 5);
        QVERIFY(std::ranges::is_sorted(told));
        QVERIFY(told.back().second > 0);
        QCOMPARE(told.back().first, told.back().second);
    }

    void anImportStoppedAtAnyPointChangesNothing_data()
    {
        QTest::addColumn<int>("question");
        for (const int question : {1, 2, 3, 5})
            QTest::newRow(qPrintable(QStringLiteral("question %1").arg(question))) << question;
    }
    void anImportStoppedAtAnyPointChangesNothing()
    {
        QFETCH(int, question);
        const auto before = exportDefinition(*m_target, {});
        int asked = 0;
        const auto report = importFiles(*m_target, {m_document}, [&](int, int) { return ++asked < question; });
        QCOMPARE(asked, question);
        QVERIFY(!report.ok());
        QCOMPARE(report.error().code, ErrorCode::cancelled);
        QVERIFY(exportDefinition(*m_target, {}).value() == before.value());
    }

    void aDemonstrationThatIsStoppedLeavesNothing()
    {
        const auto before = exportDefinition(*m_target, {});
        int asked = 0;
        const auto filled = fillWithDemo(*m_target, 2000, 9, [&](int, int) { return ++asked < 3; });
        QVERIFY(!filled.ok());
        QCOMPARE(filled.error().code, ErrorCode::cancelled);
        QVERIFY(exportDefinition(*m_target, {}).value() == before.value());
    }

    void aStoppedExportGivesNothing()
    {
        const auto document = exportDefinition(*m_target, {}, [](int, int) { return false; });
        QVERIFY(!document.ok());
        QCOMPARE(document.error().code, ErrorCode::cancelled);
    }

    void aStoppedSimulationRecordsNothing()
    {
        SequentialTask task(TaskId::mint(), QStringLiteral("Rollout"));
        const auto packages = m_target->store().catalogue().packages();
        QVERIFY(packages.ok());
        task.items.emplace_back(LineItemId::mint(), packages->front().programs.front().id);
        QVERIFY(m_target->saveTask(task, KeepFinished::no).ok());
        SimulationRequest request;
        request.task = task.name;
        request.scenario.endpoints = 1000;
        request.record = true;
        int seen = 0;
        const auto stopped = simulateTask(*m_target, request, {[&](const SimulatedComputer &) { ++seen; }, {}, [&] { return seen >= 10; }});
        QVERIFY(!stopped.ok());
        QCOMPARE(stopped.error().code, ErrorCode::cancelled);
        QVERIFY(seen < 1000);
        QVERIFY(m_target->store().simulations().list()->empty());
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::optional<Workspace> m_target;
    QString m_document;
};

QTEST_GUILESS_MAIN(ExchangeTest)
#include "exchange_test.moc"
