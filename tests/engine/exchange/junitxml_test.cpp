// JUnit XML as build servers read it.
#include "engine/exchange/junitxml.h"

#include <QTest>
#include <QXmlStreamReader>

using namespace seriatim;

class JUnitXmlTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsAndFailures()
    {
        const JUnitSuite one{QStringLiteral("a \"suite\" & more"), {{QStringLiteral("f.xml:1:2"), QStringLiteral("it holds"), {}},
                                                                   {QStringLiteral("f.xml:2:2"), QStringLiteral("it does not"), QStringLiteral("PC-1: <no>\nPC-2: no")}},
                             QStringLiteral("coverage")};
        const JUnitSuite two{QStringLiteral("second"), {{QStringLiteral("g.xml:1:2"), QStringLiteral("it holds"), {}}}, {}};
        QCOMPARE(writeJUnit(QStringLiteral("seriatim"), {one, two}),
                 QByteArray("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                            "<testsuites name=\"seriatim\" tests=\"3\" failures=\"1\" errors=\"0\">\n"
                            "  <testsuite name=\"a &quot;suite&quot; &amp; more\" tests=\"2\" failures=\"1\" errors=\"0\">\n"
                            "    <testcase classname=\"f.xml:1:2\" name=\"it holds\" />\n"
                            "    <testcase classname=\"f.xml:2:2\" name=\"it does not\">\n"
                            "      <failure message=\"PC-1: &lt;no&gt;\" type=\"expectation\">PC-1: &lt;no&gt;\nPC-2: no</failure>\n"
                            "    </testcase>\n"
                            "    <system-out>coverage</system-out>\n"
                            "  </testsuite>\n"
                            "  <testsuite name=\"second\" tests=\"1\" failures=\"0\" errors=\"0\">\n"
                            "    <testcase classname=\"g.xml:1:2\" name=\"it holds\" />\n"
                            "  </testsuite>\n"
                            "</testsuites>\n"));
    }

    void anotherParserReadsIt()
    {
        JUnitSuite suite{QStringLiteral("s"), {}, QStringLiteral("x\ty")};
        suite.cases.push_back({QStringLiteral("c"), QString::fromUtf8("Ä \"n\"\n"), QStringLiteral("first\nsecond")});
        QXmlStreamReader reader(writeJUnit(QStringLiteral("seriatim"), {suite}));
        QString name;
        QString message;
        while (!reader.atEnd()) {
            reader.readNext();
            if (reader.isStartElement() && reader.name() == u"testcase")
                name = reader.attributes().value(QStringLiteral("name")).toString();
            if (reader.isStartElement() && reader.name() == u"failure")
                message = reader.attributes().value(QStringLiteral("message")).toString();
        }
        QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
        QCOMPARE(name, suite.cases[0].name);
        QCOMPARE(message, QStringLiteral("first"));
    }
};

QTEST_GUILESS_MAIN(JUnitXmlTest)
#include "junitxml_test.moc"
