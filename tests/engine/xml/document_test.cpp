#include "engine/xml/document.h"

#include "engine/exchange/definition.h"
#include "engine/policy/policyxml.h"
#include "engine/simulation/scenario.h"

#include <QStringEncoder>
#include <QTest>

using namespace seriatim;

class DocumentTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // formats.md, the general rules; the same table goes through every reader.
    void hostileDocumentsAreRefused_data()
    {
        QTest::addColumn<QByteArray>("document");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *name, const QByteArray &document, const char *says) {
            QTest::newRow(name) << document << QString::fromLatin1(says);
        };
        row("empty", "", "d.xml:1:1: the document is empty");
        row("blank", " \n\t ", "the document is empty");
        row("not XML", "hello world", "d.xml:1:1: there is text before the root");
        row("binary", QByteArray("\x89PNG\r\n\x1a\n", 8), "not valid UTF-8");
        row("an SQLite file", QByteArray("SQLite format 3\0x", 17), "NUL");
        row("truncated in an element", "<A>\n<B>text</B>\n", "cut off");
        row("truncated in a tag", "<A><", "tag is broken off");
        row("truncated in a name", "<A><B na", "attribute is malformed");
        row("truncated in an attribute", "<A><B name=\"x", "attribute is malformed");
        row("truncated in a comment", "<A><!-- never", "comment is not closed");
        row("truncated in CDATA", "<A><![CDATA[never", "CDATA section is not closed");
        row("wrong end tag", "<A>\n  <B></A>", "d.xml:2:");
        row("DOCTYPE", "<!DOCTYPE a>\n<A/>", "a DOCTYPE is not accepted");
        row("entity bomb", "<?xml version=\"1.0\"?>\n<!DOCTYPE l [<!ENTITY a \"aa\"><!ENTITY b \"&a;&a;&a;\">]>\n<A>&b;</A>", "a DOCTYPE is not accepted");
        row("DOCTYPE inside", "<A><!DOCTYPE a></A>", "a DOCTYPE is not accepted");
        row("second root", "<A/>\n<B/>", "d.xml:2:1: there is a second root element <B>; expected the end after </A>");
        row("text after the root", "<A/>\nand more", "text after the root");
        row("CDATA after the root", "<A/><![CDATA[x]]>", "text after the root");
        row("text before the root", "x<A/>", "text before the root");
        row("duplicate attribute", "<A>\n  <B c=\"1\" c=\"2\"/></A>", "d.xml:2:3: attribute 'c' stands twice in <B>");
        row("duplicate attribute in another case", "<A guid=\"1\" GUID=\"2\"/>", "attribute 'GUID' stands twice");
        QByteArray many = "<A";
        for (int i = 0; i < 500; ++i)
            many += " a" + QByteArray::number(i) + "=\"\"";
        row("duplicate among many attributes", many + " a77=\"\"/>", "attribute 'a77' stands twice");
        row("broken UTF-8", "<A>\n\xC3\xA4\xFF</A>", "d.xml:2:2: byte 0xff is not valid UTF-8");
        row("overlong UTF-8", "<A>\xC0\xAF</A>", "not valid UTF-8");
        row("surrogate in UTF-8", "<A>\xED\xA0\x80</A>", "not valid UTF-8");
        row("UTF-8 cut off", "<A/>\xE2\x82", "not valid UTF-8");
        row("NUL", QByteArray("<A/>\0<B/>", 9), "a NUL byte");
        row("only a comment", "<!-- x -->", "no root element");
        row("300 levels", QByteArray("<a>").repeated(300) + QByteArray("</a>").repeated(300), "more than 256 levels");
        row("a million levels", QByteArray("<a>").repeated(1'000'000), "cut off");
        row("too large", QByteArray(qsizetype(maximumDocumentBytes) + 1, ' '), "at most 64 MiB");
    }

    void hostileDocumentsAreRefused()
    {
        QFETCH(QByteArray, document);
        QFETCH(QString, says);
        const QString source = QStringLiteral("d.xml");
        const auto parsed = XmlDocument::parse(document, source);
        QVERIFY(!parsed.ok());
        QVERIFY2(parsed.error().message().contains(says), qPrintable(parsed.error().message()));
        QVERIFY(parsed.error().message().startsWith(QStringLiteral("d.xml")));
        QVERIFY(!parsed.error().message().contains(u'\n'));
        QCOMPARE(readPolicies(document, source).error(), parsed.error());
        QCOMPARE(readDefinition(document, source).error(), parsed.error());
        QCOMPARE(readScenario(document, source).error(), parsed.error());
    }

    void allButTheLastByteIsTruncated()
    {
        const QByteArray whole = "<?xml version='1.0'?><A b='1'><!-- c --><C><![CDATA[d]]>&amp;</C></A>";
        QVERIFY(XmlDocument::parse(whole, QString()).ok());
        for (qsizetype length = 0; length < whole.size(); ++length)
            QVERIFY2(!XmlDocument::parse(whole.left(length), QString()).ok(), whole.left(length).constData());
    }

    void goodDocumentsAreRead_data()
    {
        QTest::addColumn<QByteArray>("document");
        const QString text = QString::fromUtf8("<?xml version=\"1.0\" encoding=\"utf-16\"?><A b=\"größe 東京\"/>");
        QTest::newRow("UTF-8") << text.toUtf8();
        QTest::newRow("UTF-8 with a mark") << "\xEF\xBB\xBF" + text.toUtf8();
        QStringEncoder little(QStringConverter::Utf16LE, QStringConverter::Flag::WriteBom);
        QTest::newRow("UTF-16 LE with a mark") << QByteArray(little(text));
        QStringEncoder big(QStringConverter::Utf16BE, QStringConverter::Flag::WriteBom);
        QTest::newRow("UTF-16 BE with a mark") << QByteArray(big(text));
        QStringEncoder bare(QStringConverter::Utf16LE);
        QTest::newRow("UTF-16 without a mark") << QByteArray(bare(text));
        QTest::newRow("comments and white space around") << "<!-- a -->\r\n" + text.mid(text.indexOf(u"<A")).toUtf8() + "\n<!-- b -->\n";
    }

    void goodDocumentsAreRead()
    {
        QFETCH(QByteArray, document);
        const auto parsed = XmlDocument::parse(document, QString());
        QVERIFY2(parsed.ok(), parsed.ok() ? "" : qPrintable(parsed.error().message()));
        QCOMPARE(parsed->rootName(), QStringLiteral("A"));
        QCOMPARE(QString::fromUtf8(parsed->root().attribute("b").value()), QString::fromUtf8("größe 東京"));
    }

    void latin1IsReadWhereItIsDeclared()
    {
        const auto parsed = XmlDocument::parse("<?xml version='1.0' encoding='ISO-8859-1'?><A b='\xE4'/>", QString());
        QVERIFY(parsed.ok());
        QCOMPARE(QString::fromUtf8(parsed->root().attribute("b").value()), QString::fromUtf8("ä"));
    }

    void depth256IsAllowed()
    {
        QVERIFY(XmlDocument::parse(QByteArray("<a>").repeated(256) + QByteArray("</a>").repeated(256), QString()).ok());
        QVERIFY(!XmlDocument::parse(QByteArray("<a>").repeated(257) + QByteArray("</a>").repeated(257), QString()).ok());
    }
};

QTEST_GUILESS_MAIN(DocumentTest)
#include "document_test.moc"
