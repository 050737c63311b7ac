#include "engine/agent/ruleevaluator.h"

#include "engine/agent/variables.h"
#include "engine/domain/computer.h"

#include <QCryptographicHash>
#include <QDir>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace seriatim;

namespace {

Rule ofKind(Rule::Kind kind)
{
    Rule rule;
    rule.kind = kind;
    return rule;
}

Rule fileRule(const QString &path, const QString &minimumVersion = {}, const QString &sha256 = {})
{
    Rule rule = ofKind(Rule::Kind::fileExists);
    rule.path = path;
    rule.minimumVersion = minimumVersion;
    rule.sha256 = sha256;
    return rule;
}

Rule folderRule(const QString &path)
{
    Rule rule = ofKind(Rule::Kind::folderExists);
    rule.path = path;
    return rule;
}

Rule commandRule(const QString &command, int code)
{
    Rule rule = ofKind(Rule::Kind::commandExits);
    rule.command = command;
    rule.code = code;
    return rule;
}

Rule packageRule(const QString &manager, const QString &name, const QString &minimumVersion = {})
{
    Rule rule = ofKind(Rule::Kind::packageInstalled);
    rule.packageManager = manager;
    rule.name = name;
    rule.minimumVersion = minimumVersion;
    return rule;
}

Rule factRule(const QString &name, const QString &comparison, const QString &value)
{
    Rule rule = ofKind(Rule::Kind::fact);
    rule.name = name;
    rule.comparison = comparison;
    rule.value = value;
    return rule;
}

Rule group(Rule::Kind kind, std::vector<Rule> parts)
{
    Rule rule = ofKind(kind);
    rule.parts = std::move(parts);
    return rule;
}

const auto holding = [] { return folderRule(QStringLiteral("/")); };
const auto failing = [] { return folderRule(QStringLiteral("/no/such/folder")); };
const auto unknown = [] { return folderRule(QStringLiteral("relative")); };

} // namespace

class RuleEvaluatorTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
        m_surroundings = {};
        m_surroundings.environment = {{QStringLiteral("PLACE"), m_folder->path()}};
    }

    void filesAndFolders_B34()
    {
        const QString file = write(QStringLiteral("a.txt"), "hello\n");
        holds(fileRule(file));
        holds(folderRule(m_folder->path()));
        holdsNot(fileRule(file + u'x'));
        holdsNot(fileRule(file + QStringLiteral("/below"))); // not a folder
        holdsNot(fileRule(m_folder->path()));
        holdsNot(folderRule(file));
    }

    void variablesInPaths_B34()
    {
        write(QStringLiteral("100% done%.txt"), "x");
        holds(fileRule(QStringLiteral("%PLACE%/100% done%.txt")));
        holds(fileRule(QStringLiteral("${PLACE}/100% done%.txt")));
        holdsNot(fileRule(QStringLiteral("${PLACE}/other")));
        cannotTell(fileRule(QStringLiteral("%SERIATIM_NOT_SET%/x")), QStringLiteral("SERIATIM_NOT_SET"));
    }

    void relativePathsBeginInTheWorkingDirectory()
    {
        write(QStringLiteral("a.txt"), "x");
        cannotTell(fileRule(QStringLiteral("a.txt")), QStringLiteral("relative"));
        m_surroundings.workingDirectory = m_folder->path();
        holds(fileRule(QStringLiteral("a.txt")));
    }

    void sha256_B34()
    {
        const QString file = write(QStringLiteral("a.txt"), "hello\n");
        const QString right = QString::fromLatin1(QCryptographicHash::hash("hello\n", QCryptographicHash::Sha256).toHex());
        holds(fileRule(file, {}, right));
        holds(fileRule(file, {}, right.toUpper()));
        holdsNot(fileRule(file, {}, QString(64, u'0')));
    }

    void minimumVersion_B34_data()
    {
        QTest::addColumn<QByteArray>("contents");
        QTest::addColumn<QString>("minimum");
        QTest::addColumn<QString>("answer");
        QTest::newRow("newer") << QByteArray("1.10\n") << QStringLiteral("1.9") << QStringLiteral("yes");
        QTest::newRow("same") << QByteArray("v4.0.2\nmore") << QStringLiteral("4.0.2") << QStringLiteral("yes");
        QTest::newRow("older") << QByteArray("4.0\n") << QStringLiteral("4.1") << QStringLiteral("no");
        QTest::newRow("no version") << QByteArray("Hello 4.0\n") << QStringLiteral("1") << QStringLiteral("unknown");
        QTest::newRow("binary") << QByteArray("\x7f" "ELF\0\1", 6) << QStringLiteral("1") << QStringLiteral("unknown");
        QTest::newRow("empty") << QByteArray() << QStringLiteral("1") << QStringLiteral("unknown");
    }
    void minimumVersion_B34()
    {
        QFETCH(QByteArray, contents);
        QFETCH(QString, minimum);
        QFETCH(QString, answer);
        const RuleAnswer given = evaluate(fileRule(write(QStringLiteral("VERSION"), contents), minimum));
        QCOMPARE(given.holds, answer == u"yes");
        QCOMPARE(given.why.isEmpty(), answer != u"unknown");
    }

    void commands_B34()
    {
        holds(commandRule(QStringLiteral("exit 3"), 3));
        holdsNot(commandRule(QStringLiteral("exit 3"), 0));
        holds(commandRule(QStringLiteral("test -d \"$PLACE\""), 0));
        cannotTell(commandRule(QStringLiteral("no-such-program"), 0), QStringLiteral("'no-such-program' was not found"));
        m_surroundings.commandTimeLimitMs = 200;
        cannotTell(commandRule(QStringLiteral("sleep 600"), 0), QStringLiteral("within 0.2 s"));
    }

    void aCommandsOutputDoesNotPileUp()
    {
        m_surroundings.scratchLog = m_folder->filePath(QStringLiteral("log"));
        holds(commandRule(QStringLiteral("echo one"), 0));
        holds(commandRule(QStringLiteral("echo two"), 0));
        QCOMPARE(QFileInfo(m_surroundings.scratchLog).size(), 4);
    }

    void dpkg_B34()
    {
        if (QStandardPaths::findExecutable(QStringLiteral("dpkg-query")).isEmpty())
            QSKIP("no dpkg on this computer");
        holds(packageRule(QStringLiteral("dpkg"), QStringLiteral("dpkg")));
        holds(packageRule(QStringLiteral("DPKG"), QStringLiteral("dpkg"), QStringLiteral("1.0~rc1")));
        holdsNot(packageRule(QStringLiteral("dpkg"), QStringLiteral("dpkg"), QStringLiteral("99:1.0")));
        holdsNot(packageRule(QStringLiteral("dpkg"), QStringLiteral("no-such-package-here")));
        cannotTell(packageRule(QStringLiteral("dpkg"), QStringLiteral("d*")), QStringLiteral("d*"));
        cannotTell(packageRule(QStringLiteral("dpkg"), QStringLiteral("--version")), QStringLiteral("not a package's name"));
        cannotTell(packageRule(QStringLiteral("dpkg"), QStringLiteral("dpkg"), QStringLiteral("-x")), QStringLiteral("not a version"));
    }

    void rpm_B34()
    {
        // Answers as rpm does: the version, or a sentence and code 1.
        const QString tool = write(QStringLiteral("rpm"), "#!/bin/sh\n[ \"$1 $2 $3 $4\" = '-q --qf %{VERSION}\\n tool' ] "
                                                          "&& echo 2.10 || { echo not installed; exit 1; }\n");
        QFile(tool).setPermissions(QFile::ReadOwner | QFile::ExeOwner);
        const QByteArray path = qgetenv("PATH");
        qputenv("PATH", m_folder->path().toUtf8());
        const RuleAnswer installed = evaluate(packageRule(QStringLiteral("rpm"), QStringLiteral("tool"), QStringLiteral("2.9")));
        const RuleAnswer old = evaluate(packageRule(QStringLiteral("rpm"), QStringLiteral("tool"), QStringLiteral("2.11")));
        const RuleAnswer missing = evaluate(packageRule(QStringLiteral("rpm"), QStringLiteral("other")));
        QFile::remove(tool);
        const RuleAnswer noTool = evaluate(packageRule(QStringLiteral("rpm"), QStringLiteral("tool")));
        qputenv("PATH", path);
        QVERIFY2(installed.holds, qPrintable(installed.why));
        QVERIFY(!old.holds && old.why.isEmpty());
        QVERIFY(!missing.holds && missing.why.isEmpty());
        QVERIFY(!noTool.holds);
        QVERIFY(noTool.why.contains(QStringLiteral("rpm: this tool is not installed")));
    }

    void facts_B11a()
    {
        Computer computer(ComputerId::mint(), QStringLiteral("PC-1"));
        computer.memoryMb = 4096;
        m_surroundings.fact = [&](const QString &name) { return computer.fact(name); };
        holds(factRule(QStringLiteral("name"), QStringLiteral("matches"), QStringLiteral("pc-*")));
        holds(factRule(QStringLiteral("memory"), QStringLiteral("atLeast"), QStringLiteral("2048")));
        holdsNot(factRule(QStringLiteral("memory"), QStringLiteral("atLeast"), QStringLiteral("8192")));
        holds(factRule(QStringLiteral("domain"), QStringLiteral("notEquals"), QStringLiteral("CORP"))); // in none
        cannotTell(factRule(QStringLiteral("architecture"), QStringLiteral("notEquals"), QStringLiteral("arm64")),
                   QStringLiteral("architecture"));
    }

    // B13: what cannot be evaluated does not hold, and neither does the opposite.
    void threeAnswers_B13_data()
    {
        QTest::addColumn<int>("row");
        QTest::addColumn<QString>("answer");
        const auto add = [this](const char *name, Rule rule, const QString &answer) {
            QTest::newRow(name) << static_cast<int>(m_rules.size()) << answer;
            m_rules.push_back(std::move(rule));
        };
        const QString yes = QStringLiteral("yes");
        const QString no = QStringLiteral("no");
        const QString open = QStringLiteral("unknown");
        using Kind = Rule::Kind;
        add("not yes", group(Kind::none, {holding()}), no);
        add("not no", group(Kind::none, {failing()}), yes);
        add("not unknown", group(Kind::none, {unknown()}), open);
        add("not not unknown", group(Kind::none, {group(Kind::none, {unknown()})}), open);
        add("all yes", group(Kind::all, {holding(), holding()}), yes);
        add("all with a no", group(Kind::all, {holding(), failing()}), no);
        add("all with unknown", group(Kind::all, {unknown(), holding()}), open);
        add("all: no decides", group(Kind::all, {unknown(), failing()}), no);
        add("any yes", group(Kind::any, {failing(), holding()}), yes);
        add("any no", group(Kind::any, {failing(), failing()}), no);
        add("any with unknown", group(Kind::any, {unknown(), failing()}), open);
        add("any: yes decides", group(Kind::any, {unknown(), holding()}), yes);
        add("not all of unknown and no", group(Kind::none, {group(Kind::all, {unknown(), failing()})}), yes);
    }
    void threeAnswers_B13()
    {
        QFETCH(int, row);
        QFETCH(QString, answer);
        const RuleAnswer given = evaluate(m_rules[static_cast<size_t>(row)]);
        QCOMPARE(given.holds, answer == u"yes");
        QCOMPARE(given.why.isEmpty(), answer != u"unknown");
    }

    void whatCannotBeLookedAtIsNotAbsent_B13()
    {
        const QString loop = m_folder->filePath(QStringLiteral("loop"));
        QVERIFY(QFile::link(loop, loop));
        cannotTell(fileRule(loop + QStringLiteral("/x")), loop);
        cannotTell(group(Rule::Kind::none, {fileRule(loop + QStringLiteral("/x"))}), loop);
    }

    void variablesAreExpandedOnce()
    {
        const std::vector<EnvironmentVariable> added{{QStringLiteral("A"), QStringLiteral("old")},
                                                     {QStringLiteral("A"), QStringLiteral("%B%${B}")}};
        QCOMPARE(*expandVariables(QStringLiteral("<%A%>"), added), QStringLiteral("<%B%${B}>"));
        QCOMPARE(*expandVariables(QStringLiteral("5% of 10% $A ${ } %%"), added), QStringLiteral("5% of 10% $A ${ } %%"));
        QCOMPARE(*expandVariables(QStringLiteral("${PATH}"), added), qEnvironmentVariable("PATH"));
    }

private:
    RuleAnswer evaluate(const Rule &rule)
    {
        SystemProgramRunner runner;
        return RuleEvaluator(runner, m_surroundings).evaluate(rule);
    }

    void holds(const Rule &rule)
    {
        const RuleAnswer answer = evaluate(rule);
        QVERIFY2(answer.holds, qPrintable(describeRule(rule) + answer.why));
        QVERIFY(answer.why.isEmpty());
    }

    void holdsNot(const Rule &rule)
    {
        const RuleAnswer answer = evaluate(rule);
        QVERIFY2(!answer.holds, qPrintable(describeRule(rule)));
        QVERIFY2(answer.why.isEmpty(), qPrintable(answer.why));
    }

    void cannotTell(const Rule &rule, const QString &why)
    {
        const RuleAnswer answer = evaluate(rule);
        QVERIFY(!answer.holds);
        QVERIFY2(answer.why.contains(why), qPrintable(answer.why));
    }

    QString write(const QString &name, const QByteArray &contents) const
    {
        QFile file(m_folder->filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(contents) == contents.size() ? file.fileName() : QString();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    RuleSurroundings m_surroundings;
    std::vector<Rule> m_rules;
};

QTEST_GUILESS_MAIN(RuleEvaluatorTest)
#include "ruleevaluator_test.moc"
