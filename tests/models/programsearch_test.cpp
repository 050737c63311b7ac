#include "models/programsearch.h"
#include "models/searchwords.h"

#include "engine/base/text.h"

#include <QTest>

#include <random>

using namespace seriatim;

namespace {

class Dice
{
public:
    explicit Dice(quint64 seed) : m_engine(seed) {}
    int below(int bound) { return static_cast<int>(m_engine() % static_cast<quint64>(bound)); }

    // Few letters, so that words are found; accents of both kinds, ß, both Turkish i, a ligature, what lies beyond 16 bits.
    QString text(int atMost)
    {
        static const QStringList letters{u"a"_qs, u"B"_qs, u"ä"_qs, u"a\u0308"_qs, u"É"_qs, u"e"_qs, u"ß"_qs, u"s"_qs, u"ss"_qs, u"İ"_qs,
                                         u"ı"_qs, u"I"_qs, u"i"_qs, u"ﬁ"_qs, u"f"_qs, u" "_qs, u"1"_qs, u"."_qs, u"한"_qs, u"𝐀"_qs, u"Ⅳ"_qs, u"\u00a0"_qs};
        QString text;
        for (int i = below(atMost + 1); i > 0; --i)
            text += letters[below(static_cast<int>(letters.size()))];
        return text;
    }

private:
    std::mt19937_64 m_engine;
};

std::shared_ptr<const CatalogueIndex> catalogueOf(Dice &dice, int packages)
{
    auto catalogue = std::make_shared<CatalogueIndex>();
    for (int i = 0; i < packages; ++i) {
        IndexedPackage package(PackageId::mint(), dice.text(8));
        package.version = dice.text(3);
        for (int n = dice.below(5); n > 0; --n)
            package.programs.emplace_back(ProgramId::mint(), dice.text(6));
        catalogue->packages.push_back(std::move(package));
    }
    return catalogue;
}

bool has(const QString &name, const QString &word)
{
    return foldForSearch(name).contains(word);
}

// What the search is to find, one name after the other.
SearchHits naively(const CatalogueIndex &catalogue, const QStringList &words, SearchBy by)
{
    SearchHits hits;
    int number = 0;
    for (size_t i = 0; i < catalogue.packages.size(); ++i) {
        const IndexedPackage &package = catalogue.packages[i];
        PackageHit hit{static_cast<int>(i), static_cast<int>(hits.programs.size()), 0};
        const auto inPackage = [&](const QString &word) {
            return by != SearchBy::program && (has(package.name, word) || has(package.version, word));
        };
        for (const IndexedProgram &program : package.programs) {
            const bool fits = std::ranges::all_of(words, [&](const QString &word) {
                return inPackage(word) || (by != SearchBy::package && has(program.name, word));
            });
            if (fits) {
                hits.programs.push_back(number);
                ++hit.programCount;
            }
            ++number;
        }
        if (hit.programCount > 0 || std::ranges::all_of(words, inPackage))
            hits.packages.push_back(hit);
    }
    return hits;
}

} // namespace

class ProgramSearchTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsWhatLookingAtEachNameFinds();
    void findsProgramsById();
    void anEmptyCatalogueIsSearchedToo();
    void marks_data();
    void marks();
    void marksCoverTheWordAndNothingMore();
};

void ProgramSearchTest::findsWhatLookingAtEachNameFinds()
{
    Dice dice(7);
    int found = 0;
    for (int round = 0; round < 30; ++round) {
        const auto catalogue = catalogueOf(dice, dice.below(60));
        const ProgramSearch search(catalogue);
        for (int query = 0; query < 40; ++query) {
            const QStringList words = searchWords(dice.text(5));
            for (const SearchBy by : {SearchBy::package, SearchBy::program, SearchBy::either}) {
                const SearchHits hits = search.search(words, by);
                QVERIFY2(hits == naively(*catalogue, words, by), qPrintable(words.join(u'|')));
                found += static_cast<int>(hits.programs.size());
            }
        }
    }
    QVERIFY(found > 1000);
}

void ProgramSearchTest::findsProgramsById()
{
    Dice dice(8);
    const auto catalogue = catalogueOf(dice, 50);
    const ProgramSearch search(catalogue);
    int number = 0;
    for (const IndexedPackage &package : catalogue->packages) {
        for (const IndexedProgram &program : package.programs) {
            QCOMPARE(search.find(program.id), std::optional(number));
            QVERIFY(search.program(number) == program);
            QVERIFY(search.package(search.packageOf(number)) == package);
            ++number;
        }
    }
    QCOMPARE(search.programCount(), number);
    QVERIFY(!search.find(ProgramId::mint()));
}

void ProgramSearchTest::anEmptyCatalogueIsSearchedToo()
{
    const ProgramSearch search(std::make_shared<const CatalogueIndex>());
    QVERIFY(search.search({}, SearchBy::either) == SearchHits());
    QVERIFY(search.search({u"a"_qs}, SearchBy::either) == SearchHits());
    QVERIFY(!search.find(ProgramId::mint()));
}

void ProgramSearchTest::marks_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("marked"); // the name with its marked parts in brackets
    QTest::newRow("case") << u"QFI"_qs << u"Qfiniti"_qs << u"[Qfi]niti"_qs;
    QTest::newRow("inside") << u"nit"_qs << u"Qfiniti"_qs << u"Qfi[nit]i"_qs;
    QTest::newRow("twice") << u"in"_qs << u"Install in"_qs << u"[In]stall [in]"_qs;
    QTest::newRow("accent in the name") << u"lumiere"_qs << u"Lumière Reader"_qs << u"[Lumière] Reader"_qs;
    QTest::newRow("accent in the query") << u"gündel"_qs << u"Gundel Mail"_qs << u"[Gundel] Mail"_qs;
    QTest::newRow("loose accent") << u"e"_qs << u"ae\u0301b"_qs << u"a[e\u0301]b"_qs;
    QTest::newRow("sharp s is two letters") << u"stras"_qs << u"Die Straße"_qs << u"Die [Straß]e"_qs;
    QTest::newRow("before a sharp s") << u"tra"_qs << u"Straße"_qs << u"S[tra]ße"_qs;
    QTest::newRow("after a sharp s") << u"e"_qs << u"ßße"_qs << u"ßß[e]"_qs;
    QTest::newRow("dotted capital i") << u"istanbul"_qs << u"İstanbul x"_qs << u"[İstanbul] x"_qs;
    QTest::newRow("dotless i is another letter") << u"i"_qs << u"ısı"_qs << u"ısı"_qs;
    QTest::newRow("ligature") << u"fi"_qs << u"ﬁx"_qs << u"[ﬁ]x"_qs;
    QTest::newRow("beyond 16 bits") << u"b"_qs << u"𝐀𝐁"_qs << u"𝐀[𝐁]"_qs;
    QTest::newRow("words that overlap") << u"abc bcd"_qs << u"xabcdx"_qs << u"x[abcd]x"_qs;
    QTest::newRow("one word only") << u"core zzz"_qs << u"Core"_qs << u"[Core]"_qs;
    QTest::newRow("none") << u"zzz"_qs << u"Core"_qs << u"Core"_qs;
    QTest::newRow("no words") << u"  "_qs << u"Core"_qs << u"Core"_qs;
}

void ProgramSearchTest::marks()
{
    QFETCH(QString, query);
    QFETCH(QString, name);
    const QList<TextRange> ranges = rangesOf(searchWords(query), name);
    for (auto range = ranges.rbegin(); range != ranges.rend(); ++range) {
        name.insert(range->start + range->length, u']');
        name.insert(range->start, u'[');
    }
    QTEST(name, "marked");
}

void ProgramSearchTest::marksCoverTheWordAndNothingMore()
{
    Dice dice(9);
    int marked = 0;
    for (int round = 0; round < 5000; ++round) {
        const QString name = dice.text(8);
        const QStringList words = searchWords(dice.text(3));
        if (words.size() != 1)
            continue;
        const QList<TextRange> ranges = rangesOf(words, name);
        QCOMPARE(!ranges.isEmpty(), has(name, words.first()));
        for (const TextRange &range : ranges) {
            const QString piece = foldForSearch(name.mid(range.start, range.length));
            QVERIFY2(piece.contains(words.first()), qPrintable(name + u'|' + words.first()));
            ++marked;
        }
    }
    QVERIFY(marked > 100);
}

QTEST_GUILESS_MAIN(ProgramSearchTest)
#include "programsearch_test.moc"
