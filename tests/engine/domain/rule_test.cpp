// B11a, B34: the grammar of rules, versions and facts.
#include "engine/domain/computer.h"

#include <QTest>

using namespace seriatim;

namespace {

Rule leaf(Rule::Kind kind, const char *text)
{
    Rule rule;
    rule.kind = kind;
    rule.path = rule.command = rule.name = QString::fromUtf8(text);
    rule.packageManager = QStringLiteral("dpkg");
    return rule;
}

Rule group(Rule::Kind kind, std::vector<Rule> parts)
{
    Rule rule;
    rule.kind = kind;
    rule.parts = std::move(parts);
    return rule;
}

Rule fact(const char *name, const char *comparison, const char *value)
{
    Rule rule;
    rule.kind = Rule::Kind::fact;
    rule.name = QString::fromUtf8(name);
    rule.comparison = QString::fromUtf8(comparison);
    rule.value = QString::fromUtf8(value);
    return rule;
}

QString refusal(const Rule &rule, RuleUse use)
{
    const Result<> result = validateRule(rule, use, QStringLiteral("X"));
    return result ? QStringLiteral("ok") : result.error().message();
}

} // namespace

class RuleTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void versions_data()
    {
        QTest::addColumn<QString>("a");
        QTest::addColumn<QString>("b");
        QTest::addColumn<int>("order");
        const auto row = [](const char *a, const char *b, int order) {
            QTest::addRow("%s ? %s", a, b) << QString::fromUtf8(a) << QString::fromUtf8(b) << order;
        };
        row("1.10", "1.9", 1);
        row("1.9", "1.10", -1);
        row("1.0", "1", 0);
        row("1.0.0.1", "1", 1);
        row("2", "10", -1);
        row("01.2", "1.2", 0);
        row("6.0.6074.0", "6.0.6074.0", 0);
        row("1.0a", "1.0b", -1);
        row("1.0B", "1.0b", 0);
        row("", "0", -1);
        row("", "1", -1);
        row("99999999999.1", "99999999999.2", -1);
    }
    void versions()
    {
        QFETCH(QString, a);
        QFETCH(QString, b);
        QFETCH(int, order);
        const auto sign = [](int value) { return (value > 0) - (value < 0); };
        QCOMPARE(sign(compareVersions(a, b)), order);
        QCOMPARE(sign(compareVersions(b, a)), -order);
    }

    void facts_B11a_data()
    {
        QTest::addColumn<QString>("comparison");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("fact");
        QTest::addColumn<bool>("holds");
        const auto row = [](const char *comparison, const char *value, const char *is, bool holds) {
            QTest::addRow("'%s' %s '%s'", is, comparison, value) << QString::fromUtf8(comparison) << QString::fromUtf8(value) << QString::fromUtf8(is) << holds;
        };
        row("equals", "windows 7", "Windows 7", true);
        row("equals", "Windows", "Windows 7", false);
        row("notEquals", "CORP", "corp", false);
        row("notEquals", "CORP", "LAB", true);
        row("contains", "WINDOWS", "Microsoft Windows 7", true);
        row("contains", "Linux", "Microsoft Windows 7", false);
        row("matches", "pc-??", "PC-01", true);
        row("matches", "pc-?", "PC-01", false);
        row("matches", "*7", "Windows 7", true);
        row("matches", "", "x", false);
        row("atLeast", "512", "2048", true);
        row("atLeast", "512", "512", true);
        row("atLeast", "512", "64", false);
        row("atMost", "512", "64", true);
        row("atMost", "10.2", "10.10", false);
        row("ATLEAST", "512", "511", false);
        row("atLeast", "512", "", false); // not known
        row("atMost", "512", "", false);
    }
    void facts_B11a()
    {
        QFETCH(QString, comparison);
        QFETCH(QString, value);
        QFETCH(QString, fact);
        QFETCH(bool, holds);
        Rule rule;
        rule.kind = Rule::Kind::fact;
        rule.comparison = comparison;
        rule.value = value;
        QCOMPARE(factHolds(rule, fact), holds);
    }

    void filters()
    {
        Computer computer(ComputerId::mint(), QStringLiteral("PC-0001"));
        computer.domain = QStringLiteral("CORP");
        computer.memoryMb = 2048;
        const Rule corp = fact("DOMAIN", "equals", "corp");
        const Rule big = fact("memory", "atLeast", "4096");
        QVERIFY(filterHolds(corp, computer));
        QVERIFY(!filterHolds(group(Rule::Kind::all, {corp, big}), computer));
        QVERIFY(filterHolds(group(Rule::Kind::any, {big, corp}), computer));
        QVERIFY(filterHolds(group(Rule::Kind::none, {big}), computer));
        QVERIFY(filterHolds(group(Rule::Kind::all, {corp, group(Rule::Kind::none, {big})}), computer));

        Collection collection(CollectionId::mint(), QStringLiteral("C"));
        QVERIFY(!collection.includes(computer));
        collection.filter = corp;
        QVERIFY(collection.includes(computer));
        collection.filter = big;
        QVERIFY(!collection.includes(computer));
        collection.members = {computer.id};
        QVERIFY(collection.includes(computer)); // list and filter add up
    }

    void refused_data()
    {
        QTest::addColumn<QString>("actual");
        QTest::addColumn<QString>("expected");
        using K = Rule::Kind;
        const auto row = [](const char *name, const Rule &rule, RuleUse use, const char *expected) {
            QTest::newRow(name) << refusal(rule, use) << QString::fromUtf8(expected);
        };
        const Rule file = leaf(K::fileExists, "/opt/x");
        row("file", file, RuleUse::detection, "ok");
        row("file in a filter", file, RuleUse::collectionFilter, "X: a collection's filter can only ask for facts of the inventory");
        row("fact in detection, deep inside", group(K::all, {group(K::none, {fact("name", "equals", "x")})}), RuleUse::detection,
            "X: a detection rule cannot ask for a fact; use AppliesWhen for that");
        row("fact in applies when", fact("operatingSystem", "contains", "Windows"), RuleUse::appliesWhen, "ok");
        row("unknown fact", fact("colour", "equals", "x"), RuleUse::appliesWhen,
            "X: there is no fact 'colour'; use one of operatingSystem, architecture, memory, domain, name, user");
        row("unknown operator", fact("name", "like", "x"), RuleUse::appliesWhen,
            "X: there is no operator 'like' for a fact; use one of equals, notEquals, contains, matches, atLeast, atMost");
        row("an empty group", group(K::any, {}), RuleUse::detection, "X: All, Any and Not need a rule inside");
        row("not of two", group(K::none, {file, file}), RuleUse::detection, "X: Not takes one rule; put several into All or Any");
        row("no path", leaf(K::folderExists, " "), RuleUse::detection, "X: a file or folder rule needs a path");
        row("no command", leaf(K::commandExits, ""), RuleUse::detection, "X: a CommandExits rule needs a command");
        row("no package", leaf(K::packageInstalled, ""), RuleUse::detection, "X: a PackageInstalled rule needs a name");
        Rule apt = leaf(K::packageInstalled, "x");
        apt.packageManager = QStringLiteral("apt");
        row("unknown package manager", apt, RuleUse::detection, "X: there is no package manager 'apt'; use dpkg, rpm or uninstallKey");
        Rule digest = file;
        digest.sha256 = QString(63, u'a');
        row("a short digest", digest, RuleUse::detection, qPrintable(QStringLiteral("X: sha256 '%1' is not 64 hexadecimal digits").arg(digest.sha256)));
        digest.sha256 = QString(64, u'A');
        row("a digest in capitals", digest, RuleUse::detection, "ok");
        digest.sha256 = QString(64, u'g');
        row("no hexadecimal digits", digest, RuleUse::detection, qPrintable(QStringLiteral("X: sha256 '%1' is not 64 hexadecimal digits").arg(digest.sha256)));
    }
    void refused()
    {
        QFETCH(QString, actual);
        QFETCH(QString, expected);
        QCOMPARE(actual, expected);
    }

    void inWords()
    {
        using K = Rule::Kind;
        Rule versioned = leaf(K::packageInstalled, "bash");
        versioned.minimumVersion = QStringLiteral("5.1");
        QCOMPARE(describeRule(leaf(K::fileExists, "/x")), QStringLiteral("file '/x' exists"));
        QCOMPARE(describeRule(versioned), QStringLiteral("dpkg package 'bash' is installed in version 5.1 or newer"));
        QCOMPARE(describeRule(leaf(K::commandExits, "true")), QStringLiteral("command 'true' exits with 0"));
        const QString nested = describeRule(group(K::all, {leaf(K::fileExists, "/x"), group(K::any, {leaf(K::folderExists, "/y"), versioned})}));
        QVERIFY2(nested.contains(u"(folder '/y' exists"), qPrintable(nested)); // brackets tell what belongs together
    }
};

QTEST_GUILESS_MAIN(RuleTest)
#include "rule_test.moc"
