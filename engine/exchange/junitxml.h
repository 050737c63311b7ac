// JUnit XML: results of tests as build servers read them.
#pragma once

#include <QByteArray>
#include <QString>

#include <vector>

namespace seriatim {

struct JUnitCase {
    QString className;
    QString name;
    QString failure; // empty: passed; its first line is the message
};

struct JUnitSuite {
    QString name;
    std::vector<JUnitCase> cases;
    QString systemOut; // empty: none

    [[nodiscard]] int failures() const;
};

[[nodiscard]] QByteArray writeJUnit(const QString &name, const std::vector<JUnitSuite> &suites);

} // namespace seriatim
