// B18, B20: synchronization.xml comes back as it was, or not at all.
#include "engine/agent/journal.h"
#include "tests/support/richvalues.h"

#include <QCryptographicHash>
#include <QTest>

using namespace seriatim;
using seriatim::test::RichValues;

namespace {

Instant randomInstant(RichValues &rich)
{
    return rich.coin() ? 0 : 1'767'600'000'000 + rich.number(0, 1'000'000'000);
}

ItemState randomState(RichValues &rich)
{
    ItemState state;
    state.status = static_cast<ItemStatus>(rich.number(0, static_cast<int>(ItemStatus::interrupted)));
    state.kept = rich.coin();
    state.hasReturnCode = rich.coin();
    state.couldNotStart = rich.coin();
    state.returnCode = state.hasReturnCode ? rich.number(-5000, 5000) : 0;
    state.attempts = static_cast<quint16>(rich.number(0, 65535));
    state.executions = static_cast<quint16>(rich.number(0, 65535));
    state.interruptions = static_cast<quint16>(rich.number(0, 65535));
    state.retries = static_cast<quint16>(rich.number(0, 65535));
    return state;
}

JournalSequence randomSequence(RichValues &rich)
{
    JournalSequence sequence(rich.id<TaskId>());
    sequence.name = rich.text();
    sequence.revision = rich.number(0, 1000);
    sequence.knownSince = randomInstant(rich);
    sequence.scheduleMark = rich.text();
    sequence.started = randomInstant(rich);
    sequence.ended = randomInstant(rich);
    SequenceState &state = sequence.state;
    for (int count = rich.number(0, 6); count > 0; --count) {
        JournalItem item(rich.id<LineItemId>());
        item.started = randomInstant(rich);
        item.finished = randomInstant(rich);
        item.packageTries = rich.number(0, 9);
        item.problem = rich.text();
        sequence.items.push_back(item);
        state.items.push_back(randomState(rich));
    }
    for (int count = rich.number(0, 3); count > 0; --count)
        sequence.requests.push_back(rich.id<RequestId>());
    sequence.keptHere = rich.coin();
    state.phase = static_cast<Phase>(rich.number(0, static_cast<int>(Phase::finished)));
    state.pending = static_cast<Pending>(rich.number(0, static_cast<int>(Pending::restartFirst)));
    state.session = static_cast<SessionState>(rich.number(0, static_cast<int>(SessionState::empty)));
    state.byHand = rich.coin();
    state.warned = rich.coin();
    state.deferred = rich.coin();
    state.deadline = randomInstant(rich);
    state.unattendedSince = randomInstant(rich);
    state.stop = static_cast<RunEnd>(rich.number(0, static_cast<int>(RunEnd::superseded)));
    state.end = static_cast<RunEnd>(rich.number(0, static_cast<int>(RunEnd::superseded)));
    state.waitReason = static_cast<WaitReason>(rich.number(0, static_cast<int>(WaitReason::package)));
    state.restartTries = static_cast<quint8>(rich.number(0, 255));
    state.current = rich.number(0, static_cast<int>(state.items.size()));
    state.run = rich.number(0, 100'000);
    state.restarts = rich.number(0, 100);
    state.until = randomInstant(rich);
    state.boot = quint64(rich.number(0, 1'000'000'000)) << 33;
    state.startBoot = rich.coin() ? ~quint64(0) : 0;
    return sequence;
}

Journal randomJournal(quint32 seed)
{
    RichValues rich(seed);
    Journal journal;
    for (int count = rich.number(0, 4); count > 0; --count)
        journal.sequences.push_back(randomSequence(rich));
    for (int count = rich.number(0, 4); count > 0; --count)
        journal.answered.push_back(rich.id<RequestId>());
    return journal;
}

const QString file = QStringLiteral("synchronization.xml");

QString refusal(const QByteArray &bytes)
{
    const Result<Journal> read = readJournal(bytes, file);
    return read ? QStringLiteral("ok") : read.error().message();
}

// The checksum that belongs to a text whose checksum is blank.
QByteArray sealed(QByteArray text)
{
    const QByteArray sum = QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex();
    return text.replace("checksum=\"\"", "checksum=\"" + sum + '"');
}

} // namespace

class JournalTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void roundTrip_B18()
    {
        for (quint32 seed = 1; seed <= 500; ++seed) {
            const Journal journal = randomJournal(seed);
            const QByteArray bytes = writeJournal(journal);
            const Result<Journal> read = readJournal(bytes, file);
            QVERIFY2(read.ok(), qPrintable(QStringLiteral("seed %1: ").arg(seed) + (read ? QString() : read.error().message())));
            QVERIFY2(*read == journal, qPrintable(QStringLiteral("seed %1:\n").arg(seed) + QString::fromUtf8(bytes)));
        }
    }

    // A program's output or a system's message may hold anything; the memory must not be lost over it.
    void unusualTexts_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("escape") << QStringLiteral("a\x1b[31mred");
        QTest::newRow("one") << QString(QChar(1));
        QTest::newRow("NUL") << QString(QChar(0));
        QTest::newRow("half a surrogate pair") << QString(QChar(0xd800));
        QTest::newRow("no character") << QString(QChar(0xffff));
        QTest::newRow("delete") << QString(QChar(0x7f));
        QTest::newRow("a checksum of its own") << QStringLiteral("checksum=\"0\"");
    }
    void unusualTexts()
    {
        QFETCH(QString, text);
        Journal journal = randomJournal(3);
        journal.sequences.emplace_front(TaskId::mint());
        journal.sequences.front().name = text;
        journal.sequences.front().items.emplace_back(LineItemId::mint());
        journal.sequences.front().items.back().problem = text;
        journal.sequences.front().state.items.resize(1);
        for (const QString &computer : {QStringLiteral("PC"), text}) {
            journal.computer = computer;
            const Result<Journal> read = readJournal(writeJournal(journal), file);
            QVERIFY2(read.ok(), read ? "" : qPrintable(read.error().message()));
            QVERIFY(read->sequences.front().state == journal.sequences.front().state);
            QVERIFY(read->sequences.size() == journal.sequences.size());
        }
    }

    void aDamagedByteAnywhereIsRefused_B20()
    {
        const QByteArray bytes = writeJournal(randomJournal(5));
        QVERIFY(bytes.size() > 500);
        for (qsizetype at = 0; at < bytes.size(); ++at) {
            for (const char flip : {char(1), char(0x20), char(0x80)}) {
                QByteArray damaged = bytes;
                damaged[at] = static_cast<char>(damaged[at] ^ flip);
                QVERIFY2(!readJournal(damaged, file).ok(), qPrintable(QStringLiteral("byte %1").arg(at)));
            }
        }
    }

    void cutOffAnywhereIsRefused_B20()
    {
        const QByteArray bytes = writeJournal(randomJournal(5));
        for (qsizetype length = 0; length < bytes.size(); ++length)
            QVERIFY2(!readJournal(bytes.left(length), file).ok(), qPrintable(QStringLiteral("%1 bytes").arg(length)));
        QVERIFY(!readJournal(bytes + ' ', file).ok());
        QVERIFY(!readJournal(bytes + bytes, file).ok());
    }

    void foreignAndNewer_B20()
    {
        QCOMPARE(refusal("<Policies/>"), QStringLiteral("synchronization.xml: is not a synchronization.xml of a Seriatim agent: it has no checksum"));
        QCOMPARE(refusal(sealed("<Policies checksum=\"\"/>")), QStringLiteral("synchronization.xml: is not a synchronization.xml: its root is <Policies>"));
        const QByteArray newer = sealed("<Synchronization version=\"2\" checksum=\"\"><Sequence state=\"dancing\"/></Synchronization>");
        QCOMPARE(readJournal(newer, file).error().code, ErrorCode::unsupportedVersion);
        QCOMPARE(refusal(newer), QStringLiteral("synchronization.xml: was written by a newer agent (version 2; this one reads up to 1)"));
        QVERIFY(readJournal(sealed("<Synchronization version=\"1\" checksum=\"\"/>"), file).ok());
    }

    // A good checksum over nonsense: the machine must not be handed a state that it could not have reached.
    void nonsenseIsRefused_B20_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::newRow("phase") << QByteArray("state=\"running\" run") << QByteArray("state=\"dancing\" run");
        QTest::newRow("status") << QByteArray("state=\"running\" attempts") << QByteArray("state=\"walking\" attempts");
        QTest::newRow("place beyond the order") << QByteArray("current=\"1\"") << QByteArray("current=\"3\"");
        QTest::newRow("place 0") << QByteArray("current=\"1\"") << QByteArray("current=\"0\"");
        QTest::newRow("attempts") << QByteArray("attempts=\"4\"") << QByteArray("attempts=\"-1\"");
        QTest::newRow("boot") << QByteArray("boot=\"7\"") << QByteArray("boot=\"x\"");
    }
    void nonsenseIsRefused_B20()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        Journal journal;
        journal.sequences.emplace_back(TaskId::mint());
        JournalSequence &sequence = journal.sequences.back();
        sequence.items.emplace_back(LineItemId::mint());
        sequence.state.items.resize(1);
        sequence.state.items[0].status = ItemStatus::running;
        sequence.state.items[0].attempts = 4;
        sequence.state.phase = Phase::running;
        sequence.state.boot = 7;
        QByteArray text = writeJournal(journal);
        const qsizetype mark = text.indexOf("checksum=\"") + 10;
        text.remove(mark, 64);
        QVERIFY(readJournal(sealed(text), file).ok());
        QVERIFY(text.contains(from));
        text.replace(from, to);
        QVERIFY(!readJournal(sealed(text), file).ok());
    }

    void successOf_B7()
    {
        Journal journal;
        for (const ItemStatus status : {ItemStatus::failed, ItemStatus::succeeded, ItemStatus::alreadyPresent, ItemStatus::carriedOver, ItemStatus::notApplicable}) {
            journal.sequences.emplace_back(TaskId::mint());
            journal.sequences.back().items.emplace_back(LineItemId::mint());
            ItemState state;
            state.status = status;
            state.hasReturnCode = true;
            state.returnCode = static_cast<int>(status);
            journal.sequences.back().state.items = {state};
        }
        const auto of = [&](size_t index) { return journal.successOf({LineItemId::mint(), journal.sequences[index].items[0].guid}); };
        QCOMPARE(of(0), std::optional<ReturnCode>());
        QCOMPARE(of(1), std::optional<ReturnCode>(static_cast<int>(ItemStatus::succeeded)));
        QCOMPARE(of(2), std::optional<ReturnCode>(static_cast<int>(ItemStatus::alreadyPresent)));
        QCOMPARE(of(3), std::optional<ReturnCode>(static_cast<int>(ItemStatus::carriedOver)));
        QCOMPARE(of(4), std::optional<ReturnCode>());
        QCOMPARE(journal.successOf({}), std::optional<ReturnCode>());
    }
};

QTEST_GUILESS_MAIN(JournalTest)
#include "journal_test.moc"
