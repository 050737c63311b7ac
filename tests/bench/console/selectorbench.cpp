#include "tests/bench/baresqlite.h"
#include "tests/bench/console/consolebenchmarks.h"

#include "models/programsearch.h"
#include "models/searchwords.h"
#include "ui/resulttreeview.h"
#include "ui/selectordialog.h"

#include <QAbstractButton>
#include <QCoreApplication>
#include <QKeyEvent>
#include <QLineEdit>

#include <algorithm>
#include <ctime>

namespace seriatim::bench {

namespace {

// Seconds. What the process had of the processors is also told apart: other people's work does not add to that.
struct Latency {
    double median = 0;
    double p99 = 0;
    double medianOfProcessor = 0;
    double p99OfProcessor = 0;
};

class Timer
{
public:
    void begin()
    {
        m_watch = Stopwatch();
        m_clock = std::clock();
    }

    void end()
    {
        m_processor.push_back(static_cast<double>(std::clock() - m_clock) / CLOCKS_PER_SEC);
        m_wall.push_back(m_watch.seconds());
    }

    [[nodiscard]] Latency latency()
    {
        const auto part = [](std::vector<double> &seconds, size_t percent) {
            std::ranges::sort(seconds);
            return seconds[seconds.size() * percent / 100];
        };
        return {part(m_wall, 50), part(m_wall, 99), part(m_processor, 50), part(m_processor, 99)};
    }

private:
    Stopwatch m_watch;
    std::clock_t m_clock = 0;
    std::vector<double> m_wall;
    std::vector<double> m_processor;
};

// What each key press leaves in the field: "r", "re", "rea", …
QStringList typedTexts(const QStringList &words)
{
    QStringList texts;
    for (const QString &word : words) {
        for (qsizetype length = 1; length <= word.size(); ++length)
            texts.append(word.first(length));
    }
    return texts;
}

// The real dialog. A result counts as there when it has been painted and no event is left.
class TypedSearch
{
public:
    [[nodiscard]] static Result<std::shared_ptr<TypedSearch>> make(const std::shared_ptr<OpenStore> &store)
    {
        auto typed = std::make_shared<TypedSearch>(store);
        auto ready = waitFor(QStringLiteral("the selector"), [&] { return typed->m_tree->hint() == u"Search, or Show all"; });
        return ready ? Result(typed) : ready.error();
    }

    explicit TypedSearch(const std::shared_ptr<OpenStore> &store)
        : m_store(store), m_dialog(*store->session, *store->directory, {}, nullptr),
          m_text(m_dialog.findChild<QLineEdit *>(QStringLiteral("searchText"))),
          m_tree(m_dialog.findChild<ResultTreeView *>(QStringLiteral("resultTree"))),
          m_showAll(m_dialog.findChild<QAbstractButton *>(QStringLiteral("showAllButton")))
    {
        m_dialog.show();
    }

    [[nodiscard]] Result<Latency> type(const QStringList &words)
    {
        Timer timer;
        for (const QString &word : words) {
            m_text->clear();
            paintNow(*m_tree);
            for (const QChar letter : word) {
                timer.begin();
                press(letter);
                const bool painted = paintNow(*m_tree);
                timer.end();
                if (!painted)
                    return Error{ErrorCode::notFound, word, QStringLiteral("its result was not painted")};
            }
        }
        return timer.latency();
    }

    [[nodiscard]] Result<double> showAll()
    {
        m_text->setText(QStringLiteral("nothing is called so"));
        paintNow(*m_tree);
        const Stopwatch watch;
        m_showAll->click();
        paintNow(*m_tree);
        const double seconds = watch.seconds();
        return m_tree->model()->rowCount() > 0 ? Result(seconds) : Error{ErrorCode::notFound, {}, QStringLiteral("Show all shows nothing")};
    }

private:
    void press(QChar letter)
    {
        QKeyEvent down(QEvent::KeyPress, 0, Qt::NoModifier, QString(letter));
        QCoreApplication::sendEvent(m_text, &down);
        QKeyEvent up(QEvent::KeyRelease, 0, Qt::NoModifier, QString(letter));
        QCoreApplication::sendEvent(m_text, &up);
    }

    std::shared_ptr<OpenStore> m_store;
    SelectorDialog m_dialog;
    QLineEdit *m_text;
    ResultTreeView *m_tree;
    QAbstractButton *m_showAll;
};

// The same search as a query: every program's GUID by its package's name, with no index that could help.
class LikeSearch
{
public:
    [[nodiscard]] static Result<std::shared_ptr<LikeSearch>> make(const QString &path)
    {
        Result<BareSqlite> database = BareSqlite::openStore(path);
        if (!database)
            return database.error();
        Result<BareStatement> query = database->prepare("SELECT program.guid FROM package JOIN program USING (package_key) "
                                                        "WHERE package.name LIKE '%' || ?1 || '%'");
        if (!query)
            return query.error();
        return std::make_shared<LikeSearch>(std::move(database).value(), std::move(query).value());
    }

    LikeSearch(BareSqlite database, BareStatement query) : m_database(std::move(database)), m_query(std::move(query)) {}

    [[nodiscard]] Result<> search(const QString &text)
    {
        const QByteArray bytes = text.toUtf8();
        m_query.bind(1, bytes);
        return m_query.countRows() ? Result<>(Done{}) : m_database.lastError();
    }

    [[nodiscard]] Result<Latency> searchAll(const QStringList &texts)
    {
        Timer timer;
        for (const QString &text : texts) {
            timer.begin();
            const Result<> done = search(text);
            timer.end();
            if (!done)
                return done.error();
        }
        return timer.latency();
    }

private:
    BareSqlite m_database;
    BareStatement m_query;
};

// One measurement gives several figures: the first contest's turns make it, those of the others take theirs from it.
class Turns
{
public:
    explicit Turns(std::function<Result<Latency>()> measure) : m_measure(std::move(measure)) {}

    [[nodiscard]] static std::function<Result<double>()> first(double Latency::*figure, const std::shared_ptr<Turns> &self)
    {
        return [self, figure]() -> Result<double> {
            const Result<Latency> latency = self->m_measure();
            if (!latency)
                return latency.error();
            self->m_measured.push_back(*latency);
            return *latency.*figure;
        };
    }

    [[nodiscard]] static std::function<Result<double>()> another(double Latency::*figure, const std::shared_ptr<Turns> &self)
    {
        return [self, figure, turn = size_t(0)]() mutable -> Result<double> { return self->m_measured[turn++].*figure; };
    }

private:
    std::function<Result<Latency>()> m_measure;
    std::vector<Latency> m_measured;
};

Contest contestOf(const QString &title, const QString &unit, const Contender &ours, const Contender &peer)
{
    return {title, unit, Show::millisPerUnit, {ours}, {peer}};
}

} // namespace

Result<std::vector<Contest>> selectorContests(const SharedStore &demo, const Options &options)
{
    const Result<QString> path = demo->filled(options);
    if (!path)
        return path.error();
    const auto store = openStore(*path);
    if (!store)
        return store.error();
    const auto typed = TypedSearch::make(*store);
    if (!typed)
        return typed.error();
    const auto like = LikeSearch::make(*path);
    if (!like)
        return like.error();
    const auto search = std::make_shared<const ProgramSearch>((*store)->directory->packages());
    const QStringList words = searchedWords().mid(0, options.choose(3, 200, 200));
    const QStringList texts = typedTexts(words);

    // A query takes so long that a few of them must do.
    QStringList someTexts;
    for (qsizetype i = 0; i < texts.size(); i += 5)
        someTexts.append(texts[i]);
    const auto ours = std::make_shared<Turns>([typed = *typed, words] { return typed->type(words); });
    const auto peers = std::make_shared<Turns>([like = *like, someTexts] { return like->searchAll(someTexts); });
    const auto bare = std::make_shared<Turns>([search, texts]() -> Result<Latency> {
        Timer timer;
        for (const QString &text : texts) {
            timer.begin();
            keep(search->search(searchWords(text), SearchBy::package));
            timer.end();
        }
        return timer.latency();
    });
    const auto all = [like = *like]() -> Result<double> {
        const Stopwatch watch;
        const Result<> done = like->search(QString());
        return done ? Result(watch.seconds()) : done.error();
    };

    const QString programs = QStringLiteral("%1 programs").arg(search->programCount());
    const QString title = QStringLiteral("%1 words typed letter by letter over %2, ").arg(words.size()).arg(programs);
    const QString key = QStringLiteral("key");
    const QString dialog = QStringLiteral("SelectorDialog, to the painted result");
    const QString query = QStringLiteral("LIKE '%…%' in the store");
    const auto also = [&](const QString &what, double Latency::*figure) {
        return contestOf(title + what, key, {dialog, 1, Turns::another(figure, ours)}, {query, 1, Turns::another(figure, peers)});
    };
    return std::vector{
        contestOf(title + QStringLiteral("p50"), key, {dialog, 1, Turns::first(&Latency::median, ours)}, {query, 1, Turns::first(&Latency::median, peers)}),
        also(QStringLiteral("p99"), &Latency::p99),
        also(QStringLiteral("p50 of processor time"), &Latency::medianOfProcessor),
        also(QStringLiteral("p99 of processor time"), &Latency::p99OfProcessor),
        contestOf(title + QStringLiteral("p50 without the dialog"), key, {QStringLiteral("ProgramSearch"), 1, Turns::first(&Latency::median, bare)},
                  {query, 1, Turns::another(&Latency::median, peers)}),
        contestOf(QStringLiteral("Show all of ") + programs, QStringLiteral("click"), {dialog, 1, [typed = *typed] { return typed->showAll(); }},
                  {QStringLiteral("LIKE '%%' in the store"), 1, all}),
    };
}

} // namespace seriatim::bench
