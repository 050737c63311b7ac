// The inbox takes wishes and nothing else, whoever put what there (docs/security.md).
#include "engine/agent/inbox.h"

#include "engine/agent/agenthome.h"

#include <QDir>
#include <QLoggingCategory>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

#include <memory>

Q_DECLARE_METATYPE(seriatim::Wish)

using namespace seriatim;

namespace {

constexpr uid_t nobody = 65534;

} // namespace

class InboxTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("seriatim.agent=false")); }
    void init();
    void aWishArrivesAsItWasMade_data();
    void aWishArrivesAsItWasMade();
    void minutesCountFromWhenItWasWritten();
    void whatIsNoWishIsRemoved_data();
    void whatIsNoWishIsRemoved();
    void hostileFilesAreRemovedAndNotFollowed();
    void aFolderThatCannotBeRemovedStandsInNobodysWay();
    void theOwnerIsWhoWishedIt();
    void oneLookIsBounded();
    void rightsOfTheFolder();
    void whatIsNobodyElsesBusinessIsClosed();
    void withoutAnInboxItSaysWhatToDo();

private:
    [[nodiscard]] QString path(const QString &name) const { return m_folder->filePath(name); }
    [[nodiscard]] Inbox inbox() const { return Inbox(HomeFiles(path(QStringLiteral("home")))); }
    [[nodiscard]] QString inInbox(const QString &name) const { return path(QStringLiteral("home/Inbox/") + name); }
    [[nodiscard]] QStringList left() const { return QDir(path(QStringLiteral("home/Inbox"))).entryList(QDir::AllEntries | QDir::System | QDir::Hidden | QDir::NoDotAndDotDot); }
    static void write(const QString &path, const QByteArray &bytes);

    std::unique_ptr<QTemporaryDir> m_folder;
};

void InboxTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(AgentHome::open(path(QStringLiteral("home"))).ok());
}

void InboxTest::write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

void InboxTest::aWishArrivesAsItWasMade_data()
{
    QTest::addColumn<Wish>("wish");
    const TaskId task = TaskId::mint();
    QTest::newRow("run now") << Wish(task);
    Wish from(task);
    from.fromPlace = 7;
    QTest::newRow("run from an item") << from;
    Wish putOff(task, Wish::Kind::putOff);
    putOff.until = 1'800'000'000'123;
    putOff.notice = QStringLiteral("a notice");
    QTest::newRow("put off") << putOff;
    QTest::newRow("go ahead") << Wish(task, Wish::Kind::goAhead);
}

void InboxTest::aWishArrivesAsItWasMade()
{
    QFETCH(Wish, wish);
    QVERIFY(inbox().leave(wish).ok());
    const std::vector<ReceivedWish> received = inbox().look();
    QCOMPARE(received.size(), size_t(1));
    QVERIFY(received[0].wish == wish);
    QVERIFY(received[0].isPrivileged && !received[0].by.isEmpty());
    QCOMPARE(inbox().look().size(), size_t(1)); // until it was taken
    inbox().remove(received[0].id);
    QVERIFY(left().isEmpty());
}

void InboxTest::minutesCountFromWhenItWasWritten()
{
    const QByteArray bytes = "{\"wish\":\"putOff\",\"task\":\"" + TaskId::mint().toString().toLatin1() + "\",\"minutes\":15}";
    const Result<Wish> wish = readWish(bytes, 1'000'000);
    QVERIFY(wish.ok());
    QCOMPARE(wish->until, 1'000'000 + 15 * millisPerMinute);
}

void InboxTest::whatIsNoWishIsRemoved_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray task = TaskId::mint().toString().toLatin1();
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("no JSON") << QByteArray("run now!");
    QTest::newRow("a list") << QByteArray("[1,2]");
    QTest::newRow("nested deeply") << QByteArray(4000, '[');
    QTest::newRow("unknown word") << QByteArray("{\"wish\":\"format\",\"task\":\"" + task + "\"}");
    QTest::newRow("no task") << QByteArray("{\"wish\":\"runNow\"}");
    QTest::newRow("a task that is no GUID") << QByteArray("{\"wish\":\"runNow\",\"task\":\"../../etc\"}");
    QTest::newRow("item 0") << QByteArray("{\"wish\":\"runNow\",\"task\":\"" + task + "\",\"from\":0}");
    QTest::newRow("half an item") << QByteArray("{\"wish\":\"runNow\",\"task\":\"" + task + "\",\"from\":1.5}");
    QTest::newRow("an item beyond numbers") << QByteArray("{\"wish\":\"runNow\",\"task\":\"" + task + "\",\"from\":1e300}");
    QTest::newRow("put off for how long") << QByteArray("{\"wish\":\"putOff\",\"task\":\"" + task + "\"}");
    QTest::newRow("put off for years") << QByteArray("{\"wish\":\"putOff\",\"task\":\"" + task + "\",\"minutes\":99999999}");
    QTest::newRow("put off until never") << QByteArray("{\"wish\":\"putOff\",\"task\":\"" + task + "\",\"until\":\"never\"}");
    QTest::newRow("too large") << QByteArray("{\"wish\":\"runNow\",\"task\":\"" + task + "\"}") + QByteArray(5000, ' ');
}

void InboxTest::whatIsNoWishIsRemoved()
{
    QFETCH(QByteArray, bytes);
    write(inInbox(QStringLiteral("a.wish")), bytes);
    QVERIFY(inbox().look().empty());
    QVERIFY(left().isEmpty());
}

void InboxTest::hostileFilesAreRemovedAndNotFollowed()
{
    const QByteArray wish = writeWish(Wish(TaskId::mint()));
    const QString outside = path(QStringLiteral("outside"));
    write(outside, wish);
    QVERIFY(QFile::link(outside, inInbox(QStringLiteral("link.wish"))));
    QVERIFY(QFile::link(QStringLiteral("/nowhere"), inInbox(QStringLiteral("loose.wish"))));
    QCOMPARE(::link(QFile::encodeName(outside).constData(), QFile::encodeName(inInbox(QStringLiteral("second.wish"))).constData()), 0);
    QCOMPARE(::mkfifo(QFile::encodeName(inInbox(QStringLiteral("pipe.wish"))).constData(), 0666), 0); // reading one waits for ever
    QVERIFY(QDir().mkdir(inInbox(QStringLiteral("folder.wish"))));
    write(inInbox(QStringLiteral("two\nlines.wish")), wish);
    QVERIFY(inbox().look().empty());
    QCOMPARE(left(), QStringList());
    QFile file(outside);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), wish);
}

void InboxTest::aFolderThatCannotBeRemovedStandsInNobodysWay()
{
    for (int i = 0; i < 100; ++i)
        QVERIFY(QDir().mkpath(inInbox(QStringLiteral("%1.wish/full").arg(i))));
    QVERIFY(inbox().leave(Wish(TaskId::mint())).ok());
    QCOMPARE(inbox().look().size(), size_t(1));
}

void InboxTest::theOwnerIsWhoWishedIt()
{
    if (::geteuid() != 0)
        QSKIP("only root can give a file to somebody else");
    QVERIFY(inbox().leave(Wish(TaskId::mint())).ok());
    const QByteArray file = QFile::encodeName(inInbox(left().value(0)));
    QCOMPARE(::chown(file.constData(), nobody, nobody), 0);
    const std::vector<ReceivedWish> received = inbox().look();
    QCOMPARE(received.size(), size_t(1));
    QVERIFY(!received[0].isPrivileged);
    QCOMPARE(received[0].by, QStringLiteral("nobody"));
}

void InboxTest::oneLookIsBounded()
{
    for (int i = 0; i < 100; ++i)
        QVERIFY(inbox().leave(Wish(TaskId::mint())).ok());
    for (int taken = 0; taken < 100;) {
        const std::vector<ReceivedWish> received = inbox().look();
        QVERIFY(!received.empty() && received.size() <= size_t(Inbox::mostInOneLook));
        for (const ReceivedWish &wish : received)
            inbox().remove(wish.id);
        taken += static_cast<int>(received.size());
        QCOMPARE(left().size(), 100 - taken); // the others stay
    }
    // What is broken is bounded too: each is a line that an agent reads.
    for (int i = 0; i < 100; ++i)
        write(inInbox(QStringLiteral("%1.wish").arg(i)), "no wish");
    QVERIFY(inbox().look().empty());
    QCOMPARE(left().size(), 100 - Inbox::mostInOneLook);
}

void InboxTest::rightsOfTheFolder()
{
    struct stat facts{};
    QCOMPARE(::stat(QFile::encodeName(path(QStringLiteral("home/Inbox"))).constData(), &facts), 0);
    QCOMPARE(facts.st_mode & 07777, ::geteuid() == 0 ? mode_t(01733) : mode_t(0700));
    QCOMPARE(inbox().rights(), Inbox::Rights::everything);
    // A link in its place that leads away keeps an agent from nothing but this.
    QVERIFY(QFileInfo(path(QStringLiteral("home/Inbox"))).isDir());
}

void InboxTest::whatIsNobodyElsesBusinessIsClosed()
{
    if (::geteuid() != 0)
        QSKIP("an agent that does not work as root leaves rights to its user's umask");
    const auto othersOf = [&](const char *name) {
        struct stat facts{};
        return ::stat(QFile::encodeName(path(QStringLiteral("home/") + QLatin1StringView(name))).constData(), &facts) == 0 ? static_cast<int>(facts.st_mode & S_IRWXO) : -1;
    };
    for (const char *name : {"Policies", "Logs", "Events"})
        QVERIFY2(othersOf(name) == 0, name);
    QCOMPARE(othersOf("Package Cache"), 1);         // who knows a package's folder may use it
    QVERIFY((othersOf("Task Synchronization") & 4) != 0); // how everything stands, for people at the computer
}

void InboxTest::withoutAnInboxItSaysWhatToDo()
{
    const Result<> left = Inbox(HomeFiles(path(QStringLiteral("elsewhere")))).leave(Wish(TaskId::mint()));
    QVERIFY(!left.ok());
    QCOMPARE(left.error().code, ErrorCode::notFound);
    QCOMPARE(Inbox(HomeFiles(path(QStringLiteral("elsewhere")))).rights(), Inbox::Rights::nothing);
}

QTEST_GUILESS_MAIN(InboxTest)
#include "inbox_test.moc"
