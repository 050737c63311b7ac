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
#include <deque>

namespace seriatim::bench {

namespace {

struct Latency {
    double median = 0; // seconds
    double p99 = 0;
};

Latency latencyOf(std::vector<double> seconds)
{
    std::ranges::sort(seconds);
    return {seconds[seconds.size() / 2], seconds[seconds.size() * 99 / 100]};
}

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
        std::vector<double> seconds;
        for (const QString &word : words) {
            m_text->clear();
            paintNow(*m_tree);
            for (const QChar letter : word) {
                const Stopwatch watch;
                press(letter);
                const bool painted = paintNow(*m_tree);
                seconds.push_back(watch.seconds());
                if (!painted)
                    return Error{ErrorCode::notFound, word, QStringLiteral("its result was not painted")};
            }
        }
        return latencyOf(std::move(seconds));
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

    [[nodiscard]] Result<double> search(const QString &text)
    {
        const QByteArray bytes = text.toUtf8();
        const Stopwatch watch;
        m_query.bind(1, bytes);
        if (!m_query.countRows())
            return m_database.lastError();
        return watch.seconds();
    }

    [[nodiscard]] Result<Latency> searchAll(const QStringList &texts)
    {
        std::vector<double> seconds;
        for (const QString &text : texts) {
            const Result<double> one = search(text);
            if (!one)
                return one.error();
            seconds.push_back(*one);
        }
        return latencyOf(std::move(seconds));
    }

private:
    BareSqlite m_database;
    BareStatement m_query;
};

// One measurement gives two figures: the median's turn makes it, the turn for the 99th percentile takes the rest of it.
class Turns
{
public:
    explicit Turns(std::function<Result<Latency>()> measure) : m_measure(std::move(measure)) {}

    [[nodiscard]] Result<double> median()
    {
        const Result<Latency> latency = m_measure();
        if (!latency)
            return latency.error();
        m_p99.push_back(latency->p99);
        return latency->median;
    }

    [[nodiscard]] Result<double> p99()
    {
        if (m_p99.empty()) {
            if (const Result<double> measured = median(); !measured)
                return measured;
        }
        const double seconds = m_p99.front();
        m_p99.pop_front();
        return seconds;
    }

private:
    std::function<Result<Latency>()> m_measure;
    std::deque<double> m_p99;
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

    const auto ourTurns = std::make_shared<Turns>([typed = *typed, words] { return typed->type(words); });
    const auto likeTurns = std::make_shared<Turns>([like = *like, texts] { return like->searchAll(texts); });
    const auto bare = [search, texts]() -> Result<double> {
        const Stopwatch watch;
        for (const QString &text : texts)
            keep(search->search(searchWords(text), SearchBy::package));
        return watch.seconds();
    };
    const auto likeBare = [like = *like, texts]() -> Result<double> {
        const Stopwatch watch;
        const Result<Latency> done = like->searchAll(texts);
        return done ? Result(watch.seconds()) : done.error();
    };
    const QString work = QStringLiteral("%1 words typed letter by letter over %2 programs").arg(words.size()).arg(search->programCount());
    const double keys = static_cast<double>(texts.size());
    const QString key = QStringLiteral("key");
    const QString likeName = QStringLiteral("LIKE '%…%' in the store, nothing painted");
    return std::vector{
        contestOf(work + QStringLiteral(", to the painted result, p50"), key, {QStringLiteral("SelectorDialog"), 1, [ourTurns] { return ourTurns->median(); }},
                  {likeName, 1, [likeTurns] { return likeTurns->median(); }}),
        contestOf(work + QStringLiteral(", to the painted result, p99"), key, {QStringLiteral("SelectorDialog"), 1, [ourTurns] { return ourTurns->p99(); }},
                  {likeName, 1, [likeTurns] { return likeTurns->p99(); }}),
        contestOf(work + QStringLiteral(", the search alone, mean"), key, {QStringLiteral("ProgramSearch"), keys, bare}, {likeName, keys, likeBare}),
        contestOf(QStringLiteral("Show all of %1 programs, to the painted result").arg(search->programCount()), QStringLiteral("click"),
                  {QStringLiteral("SelectorDialog"), 1, [typed = *typed] { return typed->showAll(); }},
                  {QStringLiteral("LIKE '%%' in the store, nothing painted"), 1, [like = *like] { return like->search(QString()); }}),
    };
}

} // namespace seriatim::bench
