#include "engine/exchange/junitxml.h"

#include "engine/xml/writer.h"

#include <algorithm>

namespace seriatim {

namespace {

void setCounts(pugi::xml_node element, qsizetype tests, int failures)
{
    setAttribute(element, "tests", static_cast<int>(tests));
    setAttribute(element, "failures", failures);
    setAttribute(element, "errors", 0); // what cannot be tested gives no document at all
}

void writeCase(pugi::xml_node suite, const JUnitCase &one)
{
    const pugi::xml_node element = addElement(suite, "testcase");
    setAttribute(element, "classname", one.className);
    setAttribute(element, "name", one.name);
    if (one.failure.isEmpty())
        return;
    addText(element, "failure", one.failure);
    const pugi::xml_node failure = element.last_child();
    setAttribute(failure, "message", one.failure.section(u'\n', 0, 0));
    setAttribute(failure, "type", QStringLiteral("expectation"));
}

} // namespace

int JUnitSuite::failures() const
{
    return static_cast<int>(std::ranges::count_if(cases, [](const JUnitCase &one) { return !one.failure.isEmpty(); }));
}

QByteArray writeJUnit(const QString &name, const std::vector<JUnitSuite> &suites)
{
    qsizetype tests = 0;
    int failures = 0;
    for (const JUnitSuite &suite : suites) {
        tests += std::ssize(suite.cases);
        failures += suite.failures();
    }
    pugi::xml_document document;
    const pugi::xml_node root = addElement(document, "testsuites");
    setAttribute(root, "name", name);
    setCounts(root, tests, failures);
    for (const JUnitSuite &suite : suites) {
        const pugi::xml_node element = addElement(root, "testsuite");
        setAttribute(element, "name", suite.name);
        setCounts(element, std::ssize(suite.cases), suite.failures());
        for (const JUnitCase &one : suite.cases)
            writeCase(element, one);
        if (!suite.systemOut.isEmpty())
            addText(element, "system-out", suite.systemOut);
    }
    return documentText(document);
}

} // namespace seriatim
