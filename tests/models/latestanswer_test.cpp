// What the worker thread finds reaches those who asked, or nobody.
#include "models/latestanswer.h"
#include "models/runapart.h"
#include "tests/support/consolestore.h"

#include <QSemaphore>

using namespace seriatim;

namespace {

// Answers with the number of the job, each when it is let go.
struct Asker : QObject {
    explicit Asker(StoreSession &session)
        : answer(
              session, this, [this] { return job(); }, [this](Result<int> number) { taken.append(number.ok() ? *number : -1); })
    {
    }

    [[nodiscard]] LatestAnswer<int>::Job job()
    {
        return [number = ++asked, gate = gate](Workspace &, JobControl &) -> Result<int> {
            gate->acquire();
            return number;
        };
    }

    std::shared_ptr<QSemaphore> gate = std::make_shared<QSemaphore>();
    int asked = 0;
    QList<int> taken;
    LatestAnswer<int> answer;
};

} // namespace

class LatestAnswerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void changesWhileAJobIsUnderWayMakeOneMore()
    {
        Asker asker(*m_store.session);
        for (int change = 0; change < 5; ++change)
            asker.answer.refresh();
        QCOMPARE(asker.asked, 1);
        asker.gate->release(2);
        QTRY_COMPARE(asker.taken, (QList<int>{1, 2}));
        QVERIFY(!asker.answer.isAsking());
        QCOMPARE(asker.asked, 2);
    }

    void anAnswerToADroppedQuestionIsNotTaken()
    {
        Asker asker(*m_store.session);
        asker.answer.refresh();
        asker.answer.drop();
        asker.answer.refresh();
        asker.gate->release(2);
        QTRY_COMPARE(asker.taken, QList<int>{2});
    }

    void aDroppedQuestionAloneEndsInSilence()
    {
        Asker asker(*m_store.session);
        asker.answer.refresh();
        asker.answer.drop();
        asker.gate->release();
        QTRY_VERIFY(!asker.answer.isAsking());
        QVERIFY(asker.taken.isEmpty());
        asker.gate->release();
        asker.answer.refresh();
        QTRY_COMPARE(asker.taken, QList<int>{2});
    }

    void whoeverAskedMayGoBeforeTheAnswerComes()
    {
        auto asker = std::make_unique<Asker>(*m_store.session);
        const auto gate = asker->gate;
        asker->answer.refresh();
        asker.reset();
        gate->release();
        bool after = false; // the worker does one job after the other
        m_store.session->run<Done>([](Workspace &, JobControl &) { return Result<>(Done{}); }).then(this, [&](const Result<> &) { after = true; });
        QTRY_VERIFY(after);
    }

    void soMayWhoeverAskedForWorkApart()
    {
        const auto gate = std::make_shared<QSemaphore>();
        bool told = false;
        auto context = std::make_unique<QObject>();
        const Answer<int> answer = runApart<int>([gate](JobControl &) {
            gate->acquire();
            return 1;
        });
        answer.then(context.get(), [&](int) { told = true; });
        context.reset();
        gate->release();
        QTRY_VERIFY(answer.isFinished());
        QCoreApplication::processEvents();
        QVERIFY(!told);
    }

private:
    ConsoleStore m_store;
};

QTEST_GUILESS_MAIN(LatestAnswerTest)
#include "latestanswer_test.moc"
