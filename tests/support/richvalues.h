// Values of the domain with something unusual in every field, the same for the same seed: for round trips.
#pragma once

#include "engine/domain/catalogue.h"
#include "engine/domain/sequentialtask.h"

#include <QRandomGenerator>

namespace seriatim::test {

class RichValues
{
public:
    explicit RichValues(quint32 seed) : m_random(seed) {}

    int number(int least, int most) { return m_random.bounded(least, most + 1); }
    bool coin() { return m_random.bounded(2) == 1; }

    QString text()
    {
        static const QStringList parts{QStringLiteral("a<b>&\"c\"'"), QStringLiteral(" spaces "), QStringLiteral("line\r\nbreak\n"),
                                       QStringLiteral("\ttab"), QString::fromUtf8("größe 東京 \xF0\x9F\x98\x80"),
                                       QStringLiteral("]]>"), QStringLiteral("msiexec /i core.msi /qn"), QString(),
                                       QStringLiteral("%TEMP%\\x ${HOME}"), QStringLiteral(" "), QStringLiteral("0")};
        QString result;
        for (int count = number(0, 3); count > 0; --count)
            result += parts[number(0, static_cast<int>(parts.size()) - 1)];
        return result;
    }
    QString name(const QString &prefix) { return prefix + QStringLiteral(" %1 é&<").arg(++m_serial); }

    template <typename Id>
    Id id()
    {
        return Id::fromName(QUuid(QStringLiteral("{2a7d6d0e-6d64-4f0c-9a3c-1f2c63e0a001}")), QByteArray::number(++m_serial));
    }

    ReturnCodeList codes()
    {
        ReturnCodeList list;
        for (int count = number(0, 3); count > 0; --count) {
            const ReturnCode code = number(-5, 5) * 500;
            if (!contains(list, code))
                list.push_back(code);
        }
        return list;
    }

    Rule rule(bool facts, int depth = 0)
    {
        Rule rule;
        const int kind = number(depth > 2 ? 3 : 0, facts ? 7 : 6);
        rule.kind = std::array{Rule::Kind::all, Rule::Kind::any, Rule::Kind::none, Rule::Kind::fileExists,
                               Rule::Kind::folderExists, Rule::Kind::commandExits, Rule::Kind::packageInstalled,
                               Rule::Kind::fact}[static_cast<size_t>(kind)];
        if (kind <= 2) {
            for (int count = kind == 2 ? 1 : number(1, 3); count > 0; --count)
                rule.parts.push_back(this->rule(facts, depth + 1));
        } else if (kind <= 4) {
            rule.path = QStringLiteral("/opt/") + text() + u'x';
            if (kind == 3) {
                rule.minimumVersion = coin() ? QStringLiteral("1.10") : QString();
                rule.sha256 = coin() ? QString(64, u'a') : QString();
            }
        } else if (kind == 5) {
            rule.command = u'x' + text();
            rule.code = number(-2, 4000);
        } else if (kind == 6) {
            rule.packageManager = QStringLiteral("rpm");
            rule.name = u'p' + text();
            rule.minimumVersion = text();
        } else {
            rule.name = QStringLiteral("operatingSystem");
            rule.comparison = QStringLiteral("atLeast");
            rule.value = text();
        }
        return rule;
    }

    Program program()
    {
        Program p(id<ProgramId>(), name(QStringLiteral("Program")));
        p.commandLine = text();
        p.workingDirectory = text();
        p.codes = {codes(), codes(), codes(), codes(), codes()};
        if (p.codes.success.empty())
            p.codes.success = {0};
        p.retryDelayMinutes = number(0, 10);
        p.retryCount = number(0, 10);
        p.maximumAttempts = number(1, 4);
        p.estimatedDiskSpaceMb = number(0, 5000);
        p.estimatedRunTimeMinutes = number(0, 60);
        p.terminateAfterMinutes = number(0, 60);
        p.afterRunning = static_cast<AfterRunning>(number(0, 2));
        if (coin())
            p.restartDelayMinutes = number(0, 5);
        p.startingWindow = static_cast<StartingWindow>(number(0, 3));
        p.rights = static_cast<RunWithRights>(number(0, 2));
        p.specifiedUser = p.rights == RunWithRights::specifiedUser ? QStringLiteral("CORP\\setup") : QString();
        p.canRun = p.rights == RunWithRights::loggedInUser ? CanRun::loggedOn : static_cast<CanRun>(number(0, 2));
        p.minimumConnectionSpeedKbps = number(0, 512);
        for (int count = number(0, 2); count > 0; --count)
            p.environment.push_back({QStringLiteral("NAME%1").arg(count), text()});
        if (coin())
            p.detection = rule(false);
        p.notes = text();
        return p;
    }

    Package package(int programs)
    {
        Package p(id<PackageId>(), name(QStringLiteral("Package")));
        p.displayName = text();
        p.version = coin() ? QStringLiteral("4.%1").arg(number(0, 9)) : QString();
        p.folder = coin() ? QStringLiteral("Telephony/Old & new") : QString();
        p.description = text();
        p.manufacturer = text();
        p.language = text();
        if (coin())
            p.source = {SourceType::unc, QStringLiteral("\\\\server\\share\\") + text()};
        for (int count = number(0, 3); count > 0; --count)
            p.snapshot.push_back({QStringLiteral("sub folder/file %1.msi").arg(count), qint64(count) << 33, QString(64, u'b')});
        p.internalVersion = coin() ? QStringLiteral("7") : QStringLiteral("1");
        p.destination = text();
        p.cleanupAfterMinutes = number(0, 20000);
        p.priority = number(-3, 3);
        p.statusEvents = coin();
        for (int i = 0; i < programs; ++i)
            p.programs.push_back(program());
        return p;
    }

    WallTime wallTime()
    {
        return QDateTime(QDate(2006, number(1, 12), number(1, 28)), QTime(number(0, 23), number(0, 59), number(0, 59)), Qt::UTC);
    }

    Trigger trigger()
    {
        Trigger t;
        t.type = std::array{TriggerType::asSoonAsPossible, TriggerType::once, TriggerType::daily, TriggerType::weekly,
                            TriggerType::monthlyByDate, TriggerType::monthlyByWeekday, TriggerType::atStartup,
                            TriggerType::atLogon}[static_cast<size_t>(number(0, 7))];
        t.description = text();
        if (coin())
            t.begin = wallTime();
        if (coin())
            t.end = wallTime();
        t.durationMinutes = number(0, 60);
        t.intervalMinutes = number(0, 60);
        t.killAtEnd = coin();
        t.disabled = coin();
        t.daysInterval = number(1, 4);
        t.weeksInterval = number(1, 4);
        t.daysOfTheWeek = number(0, 127);
        t.days = static_cast<quint32>(number(0, 0x7ffffffe));
        t.months = number(0, 0xfff);
        t.whichWeek = number(1, 5);
        return t;
    }

    Schedule schedule()
    {
        Schedule s;
        s.triggers.clear();
        for (int count = number(0, 3); count > 0; --count)
            s.triggers.push_back(trigger());
        s.retryMissed = coin();
        s.utc = coin();
        if (coin())
            s.validPeriod.after = wallTime();
        s.validPeriod.afterUtc = coin();
        if (coin())
            s.validPeriod.before = wallTime();
        s.validPeriod.beforeUtc = coin();
        if (coin())
            s.repeat = RepeatUntilSuccessful{number(0, 5), number(0, 90)};
        return s;
    }

    DeliveryOptions options()
    {
        DeliveryOptions o;
        if (coin())
            o.runFromServerKbps = number(0, 2) * 256;
        if (!o.runFromServerKbps || coin())
            o.downloadAndRunKbps = number(0, 2);
        else
            o.downloadAndRunKbps.reset();
        o.downloadAsSoonAsPossible = coin();
        o.multicast = coin();
        o.verboseStatusEvents = coin();
        o.notifyWhenAvailable = coin();
        o.warnBeforeRunning = coin();
        o.warnMinutes = number(0, 5);
        o.deferrableUpToMinutes = number(0, 500);
        for (int count = number(0, 2); count > 0; --count)
            o.maintenanceWindows.push_back({number(0, 127), QTime(number(0, 23), 30), number(1, 600)});
        o.restartFirst = coin();
        return o;
    }

    PortalEntry portal()
    {
        PortalEntry p;
        p.displayName = text();
        p.description = text();
        p.picture = coin() ? QByteArray("\x89PNG\r\n\0\1", 8) : QByteArray();
        p.reportFinalStatusToServer = coin();
        for (int count = number(0, 2); count > 0; --count) {
            p.access.push_back({coin() ? PortalAccess::Kind::user : PortalAccess::Kind::group,
                                QStringLiteral("CORP\\someone %1").arg(count), coin(), coin(), coin()});
        }
        return p;
    }

    // Items over the given programs; each may depend on earlier ones.
    SequentialTask task(const std::vector<ProgramId> &programs, int items)
    {
        SequentialTask t(id<TaskId>(), name(QStringLiteral("Task")));
        t.description = text();
        t.folder = coin() ? QStringLiteral("Rollouts/2006") : QString();
        t.enabled = coin();
        t.priority = static_cast<TaskPriority>(number(0, 2));
        t.revision = number(1, 40);
        for (int i = 0; i < items; ++i) {
            LineItem item(id<LineItemId>(), programs[static_cast<size_t>(number(0, static_cast<int>(programs.size()) - 1))]);
            for (int on = 0; on < i; ++on) {
                if (number(0, 3) == 0)
                    item.dependencies.push_back({t.items[static_cast<size_t>(on)].id, coin() ? std::optional(codes()) : std::nullopt});
            }
            if (coin())
                item.succeeds = {id<LineItemId>(), id<LineItemId>()};
            if (coin())
                item.appliesWhen = rule(true);
            item.exeName = coin() ? text() : QString();
            t.items.push_back(std::move(item));
        }
        t.schedule = schedule();
        if (coin())
            t.options = options();
        if (coin())
            t.portal = portal();
        t.policyVersion = coin() ? QStringLiteral("6.0.6074.0") : QStringLiteral("1.0.0.0");
        return t;
    }

private:
    QRandomGenerator m_random;
    int m_serial = 0;
};

} // namespace seriatim::test
