// Which agent settings a computer goes by (B28).
#include "engine/domain/settingschoice.h"

#include <QTest>

using namespace seriatim;

namespace {

const CollectionId pilot = CollectionId::mint();
const CollectionId office = CollectionId::mint();

AgentSettings settings(const char *name, int priority, std::vector<CollectionId> appliesTo)
{
    AgentSettings made(AgentSettingsId::mint(), QString::fromLatin1(name));
    made.priority = priority;
    made.appliesTo = std::move(appliesTo);
    return made;
}

QString nameFor(const std::vector<CollectionId> &collections, const std::vector<AgentSettings> &all)
{
    const AgentSettings *found = settingsFor(collections, all);
    return found ? found->name : QStringLiteral("none");
}

} // namespace

class SettingsChoiceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theHighestPriorityCounts_B28()
    {
        const std::vector all{settings("low", -5, {pilot}), settings("high", 7, {office, pilot}), settings("other", 99, {})};
        QCOMPARE(nameFor({pilot}, all), QStringLiteral("high"));
        QCOMPARE(nameFor({office}, all), QStringLiteral("high"));
        QCOMPARE(nameFor({CollectionId::mint(), pilot}, {all[0]}), QStringLiteral("low"));
    }

    void withoutAnyTheBuiltInValuesHold_B28()
    {
        QCOMPARE(nameFor({}, {settings("a", 1, {pilot})}), QStringLiteral("none"));
        QCOMPARE(nameFor({office}, {settings("a", 1, {pilot}), settings("b", 1, {})}), QStringLiteral("none"));
        QCOMPARE(nameFor({office}, {}), QStringLiteral("none"));
    }

    void aTieIsDecidedByTheName_B28() // and never by the order in which they are stored
    {
        const std::vector all{settings("beta", 1, {pilot}), settings("Alpha", 1, {pilot}), settings("gamma", 1, {pilot})};
        QCOMPARE(nameFor({pilot}, all), QStringLiteral("Alpha"));
        QCOMPARE(nameFor({pilot}, {all[2], all[1], all[0]}), QStringLiteral("Alpha"));
        AgentSettings twin = all[1];
        twin.id = AgentSettingsId::mint();
        QVERIFY(outranks(twin, all[1]) != outranks(all[1], twin));
        QVERIFY(!outranks(twin, twin));
    }

    void theOrderIsTheSame()
    {
        const std::vector all{settings("c", 1, {}), settings("b", 2, {}), settings("a", 1, {})};
        QStringList names;
        for (const AgentSettings *each : byRank(all))
            names.append(each->name);
        QCOMPARE(names.join(u','), QStringLiteral("b,a,c"));
    }
};

QTEST_GUILESS_MAIN(SettingsChoiceTest)
#include "settingschoice_test.moc"
