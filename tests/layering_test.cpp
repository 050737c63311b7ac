// The layering of docs/architecture.md: no #include in app, ui, models or engine breaks its table.
#include "tests/layering/includerules.h"

#include <QDirIterator>
#include <QFileInfo>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace seriatim;

namespace {

QList<SourceFile> allFiles()
{
    const QDir root(QStringLiteral(SERIATIM_SOURCE_DIR));
    QList<SourceFile> files;
    for (const QString &layer : {QStringLiteral("app"), QStringLiteral("ui"), QStringLiteral("models"), QStringLiteral("engine")}) {
        QDirIterator found(root.filePath(layer), {QStringLiteral("*.h"), QStringLiteral("*.cpp")}, QDir::Files, QDirIterator::Subdirectories);
        while (found.hasNext()) {
            QFile file(found.next());
            if (file.open(QIODevice::ReadOnly))
                files.append({root.relativeFilePath(file.fileName()), file.readAll()});
        }
    }
    return files;
}

// The folders that Qt Core's own headers are found in, as the engine is built with them.
bool isQtCore(const QString &include)
{
    const QString name = include.startsWith(u"QtCore/") ? include.mid(7) : include;
    const QStringList folders = QStringLiteral(SERIATIM_QT_CORE_INCLUDE).split(u'|');
    return !name.contains(u'/')
           && std::ranges::any_of(folders, [&](const QString &folder) { return QFileInfo(folder + u'/' + name).isFile(); });
}

// The types that a header defines, each with its namespace, as the house writes them: at the beginning of a line.
QStringList typesIn(const QByteArray &header)
{
    static const QRegularExpression line(QStringLiteral("^(?:namespace ([\\w:]+) \\{|\\} // namespace|(?:struct|class) (\\w+)(?: final)?(?: : [^;{]*)?(?: \\{.*)?)$"),
                                         QRegularExpression::MultilineOption);
    QStringList types;
    QStringList spaces;
    for (auto found = line.globalMatch(QString::fromUtf8(header)); found.hasNext();) {
        const QRegularExpressionMatch match = found.next();
        if (!match.captured(1).isEmpty())
            spaces.append(match.captured(1));
        else if (match.captured(2).isEmpty())
            spaces.removeLast();
        else
            types.append((spaces + QStringList(match.captured(2))).join(QStringLiteral("::")));
    }
    return types;
}

// As the house writes it: our own headers and generated ones in quotes.
QByteArray including(const QString &include)
{
    const bool own = include.startsWith(u"ui_") || include.startsWith(u"..") || (include.contains(u'/') && include.front().isLower() && !include.startsWith(u"soci/"));
    return (own ? QStringLiteral("#include \"%1\"\n") : QStringLiteral("#include <%1>\n")).arg(include).toUtf8();
}

} // namespace

class LayeringTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theTreeKeepsTheTable();
    void noTypeIsDefinedTwice();
    void definitionsAreFoundInTheirNamespaces();
    void anIncludeIsJudged_data();
    void anIncludeIsJudged();
    void aHeaderThatShowsPugixmlIsFoundThroughOthers();
    void aFolderWithoutARowIsRefused();
    void theTableHasNoCircle();
    void includesAreFoundHoweverTheyAreWritten();
};

void LayeringTest::theTreeKeepsTheTable()
{
    const QList<SourceFile> files = allFiles();
    QVERIFY2(files.size() > 100, "the sources were not found");
    const IncludeRules rules(files, isQtCore);
    const QStringList violations = rules.violations();
    QVERIFY2(violations.isEmpty(), qPrintable(u'\n' + violations.join(u'\n')));
}

// Two types of one name in one program are one to the linker, whichever of them it takes: what one file makes another one
// takes apart by the other's shape.
void LayeringTest::noTypeIsDefinedTwice()
{
    QHash<QString, QString> definedIn;
    QStringList twice;
    for (const SourceFile &file : allFiles()) {
        for (const QString &type : file.path.endsWith(u".h") ? typesIn(file.text) : QStringList()) {
            if (definedIn.contains(type))
                twice.append(QStringLiteral("%1 is defined in %2 and in %3").arg(type, definedIn[type], file.path));
            definedIn.insert(type, file.path);
        }
    }
    QVERIFY2(definedIn.size() > 300, "the types were not found");
    QVERIFY2(twice.isEmpty(), qPrintable(u'\n' + twice.join(u'\n')));
}

void LayeringTest::definitionsAreFoundInTheirNamespaces()
{
    QCOMPARE(typesIn("class Later;\n\nnamespace seriatim {\n\nclass Known;\n\nstruct One {\n    struct Within {\n    };\n};\n\nclass Two final : public One\n{\n};\n\n"
                     "namespace rows {\n\nstruct Row { int key; };\nstruct Empty {};\n\n} // namespace rows\n\n} // namespace seriatim\n"),
             (QStringList{QStringLiteral("seriatim::One"), QStringLiteral("seriatim::Two"), QStringLiteral("seriatim::rows::Row"), QStringLiteral("seriatim::rows::Empty")}));
}

void LayeringTest::anIncludeIsJudged_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("include");
    QTest::addColumn<bool>("allowed");
    const auto row = [](const char *file, const char *include, bool allowed) {
        QTest::addRow("%s includes %s", file, include) << QString::fromLatin1(file) << QString::fromLatin1(include) << allowed;
    };
    // The layers: app, ui, models, engine; never upward, never around.
    row("app/cli/main.cpp", "engine/workspace/workspace.h", true);
    row("app/console/main.cpp", "ui/mainwindow.h", true);
    row("ui/page.cpp", "models/taskmodel.h", true);
    row("models/taskmodel.cpp", "engine/workspace/workspace.h", true);
    row("ui/page.cpp", "engine/workspace/workspace.h", false);
    row("ui/page.cpp", "app/cli/command.h", false);
    row("models/taskmodel.cpp", "ui/page.h", false);
    row("engine/workspace/workspace.cpp", "models/taskmodel.h", false);
    row("engine/base/files.cpp", "app/shared/processsetup.h", false);
    // The folders of the engine.
    row("engine/domain/rule.h", "engine/base/result.h", true);
    row("engine/base/files.h", "engine/domain/rule.h", false);
    row("engine/domain/rule.cpp", "engine/xml/fragments.h", false);
    row("engine/domain/rule.cpp", "engine/sequence/plan.h", false);
    row("engine/xml/reader.cpp", "engine/domain/rule.h", true);
    row("engine/xml/reader.cpp", "engine/policy/policyxml.h", false);
    row("engine/sequence/machine.cpp", "engine/domain/returncodes.h", true);
    row("engine/sequence/machine.cpp", "engine/policy/clientpolicy.h", false);
    row("engine/sequence/machine.cpp", "engine/xml/fragments.h", false);
    row("engine/policy/plancompiler.cpp", "engine/sequence/plan.h", true);
    row("engine/policy/plancompiler.cpp", "engine/store/store.h", false);
    row("engine/store/taskrows.cpp", "engine/xml/fragments.h", true);
    row("engine/store/taskrows.cpp", "engine/policy/policyxml.h", false);
    row("engine/agent/agent.h", "engine/policy/clientpolicy.h", true);
    row("engine/agent/agent.cpp", "engine/store/store.h", false);
    row("engine/agent/agent.cpp", "engine/workspace/workspace.h", false);
    row("engine/simulation/fleet.cpp", "engine/sequence/machine.h", true);
    row("engine/simulation/fleet.cpp", "engine/agent/agent.h", false);
    row("engine/exchange/policymerge.cpp", "engine/policy/policyxml.h", true);
    row("engine/exchange/policymerge.cpp", "engine/agent/agent.h", false);
    row("engine/advice/codes.cpp", "engine/sequence/plan.h", true);
    row("engine/advice/codes.cpp", "engine/store/store.h", false);
    row("engine/workspace/localagent.h", "engine/agent/agent.h", true);
    row("engine/agent/agent.cpp", "engine/nowhere/thing.h", false);
    row("engine/agent/agent.cpp", "../store/store.h", false);
    row("engine/domain/rule.h", "engine/base/../store/store.h", false);
    // The XML parser.
    row("engine/xml/document.h", "pugixml.hpp", true);
    row("engine/policy/policyxml.cpp", "pugixml.hpp", true);
    row("engine/policy/policyxml.h", "pugixml.hpp", false);
    row("engine/sequence/machine.cpp", "pugixml.hpp", false);
    row("app/cli/main.cpp", "pugixml.hpp", false);
    row("engine/policy/policyxml.cpp", "engine/xml/document.h", true);
    row("engine/policy/policyxml.h", "engine/xml/document.h", false);
    row("engine/store/store.h", "engine/xml/fragments.h", true);
    // The SQL library.
    row("engine/store/sql.cpp", "soci/soci.h", true);
    row("engine/store/sql_p.h", "soci/soci.h", true);
    row("engine/store/store.h", "soci/soci.h", false);
    row("engine/store/store.h", "sqlite3.h", false);
    row("engine/workspace/workspace.cpp", "soci/soci.h", false);
    // Private headers.
    row("engine/store/taskstore.cpp", "engine/store/sql_p.h", true);
    row("engine/workspace/workspace.cpp", "engine/store/sql_p.h", false);
    // Qt Core only.
    row("engine/domain/rule.h", "QString", true);
    row("models/taskmodel.h", "QAbstractItemModel", true);
    row("engine/domain/rule.h", "QtCore/QString", true);
    row("engine/base/id.h", "QtEndian", true);
    row("engine/domain/rule.h", "QIcon", false);
    row("engine/domain/rule.h", "QtGui/QIcon", false);
    row("models/taskmodel.h", "QWidget", false);
    row("models/taskmodel.h", "QMessageBox", false);
    row("models/taskmodel.cpp", "QtWidgets/QWidget", false);
    row("models/taskmodel.cpp", "QtCharts", false);
    row("ui/page.h", "QWidget", true);
    row("ui/page.cpp", "ui_page.h", true);
}

void LayeringTest::anIncludeIsJudged()
{
    QFETCH(const QString, file);
    QFETCH(const QString, include);
    QFETCH(const bool, allowed);
    const IncludeRules rules({{QStringLiteral("engine/xml/document.h"), including(QStringLiteral("pugixml.hpp"))}}, isQtCore);
    QCOMPARE(rules.violationsOf({file, including(include)}).size(), allowed ? 0 : 1);
}

void LayeringTest::aHeaderThatShowsPugixmlIsFoundThroughOthers()
{
    const IncludeRules rules({{QStringLiteral("engine/xml/writer.h"), including(QStringLiteral("engine/xml/reader.h"))},
                              {QStringLiteral("engine/xml/reader.h"), including(QStringLiteral("engine/xml/document.h"))},
                              {QStringLiteral("engine/xml/document.h"), including(QStringLiteral("pugixml.hpp"))}}, isQtCore);
    QCOMPARE(rules.violations(), QStringList());
    QCOMPARE(rules.violationsOf({QStringLiteral("engine/agent/journal.h"), including(QStringLiteral("engine/xml/writer.h"))}).size(), 1);
    QCOMPARE(rules.violationsOf({QStringLiteral("engine/agent/journal.cpp"), including(QStringLiteral("engine/xml/writer.h"))}).size(), 0);
}

void LayeringTest::aFolderWithoutARowIsRefused()
{
    const IncludeRules rules({{QStringLiteral("engine/newthing/newthing.cpp"), QByteArray()}}, isQtCore);
    QCOMPARE(rules.violations().size(), 1);
}

void LayeringTest::theTableHasNoCircle()
{
    const QHash<QString, QStringList> &table = IncludeRules::table();
    QSet<QString> placed;
    while (placed.size() < table.size()) {
        const qsizetype before = placed.size();
        for (auto row = table.begin(); row != table.end(); ++row) {
            if (std::ranges::all_of(row.value(), [&](const QString &used) { return placed.contains(used); }))
                placed.insert(row.key());
        }
        QVERIFY2(placed.size() > before, "the parts that are left use one another in a circle");
    }
}

void LayeringTest::includesAreFoundHoweverTheyAreWritten()
{
    QCOMPARE(includesOf("#include <QString>\n  #  include \"engine/base/id.h\" // why\n// #include <QWidget>\n#include<vector>\r\n"),
             QList<Include>({{QStringLiteral("QString"), false}, {QStringLiteral("engine/base/id.h"), true}, {QStringLiteral("vector"), false}}));
}

QTEST_GUILESS_MAIN(LayeringTest)
#include "layering_test.moc"
