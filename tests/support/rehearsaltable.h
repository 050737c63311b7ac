// Tables of rehearsals: each row is a plan, what the world does, and the exact log that they give.
#pragma once

#include "tests/support/rehearsal.h"

#include <QTest>

namespace seriatim::test {

inline void addRehearsalColumns()
{
    QTest::addColumn<Plan>("plan");
    QTest::addColumn<Script>("script");
    QTest::addColumn<QString>("expected");
}

inline void addRehearsal(const char *name, const Plan &plan, const Script &script, const char *log)
{
    QTest::newRow(name) << plan << script << Rehearsal::lines(log).join(u'\n');
}

inline void checkRehearsal()
{
    QFETCH(Plan, plan);
    QFETCH(Script, script);
    QFETCH(QString, expected);
    Rehearsal rehearsal(plan, script);
    QVERIFY2(rehearsal.run(), "the run did not end");
    QCOMPARE(rehearsal.log.join(u'\n'), expected);
}

// 3010 restart needed, 1641 restart started, 1618 try again: Windows Installer's codes (B15).
inline ReturnCodeRules msi()
{
    return ReturnCodeRules::windowsInstaller();
}

inline ReturnCodeRules succeedsWith(ReturnCodeList codes)
{
    ReturnCodeRules rules;
    rules.success = std::move(codes);
    return rules;
}

} // namespace seriatim::test
