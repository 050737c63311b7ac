#include "models/deliverywords.h"

#include "models/durationwords.h"
#include "models/schedulewords.h"

#include <QCoreApplication>

#include <algorithm>

namespace seriatim {

namespace {

struct DeliveryWords {
    Q_DECLARE_TR_FUNCTIONS(seriatim::DeliveryWords)
};

using Words = DeliveryWords;

// Running from the server is looked at first.
QString sourceRemark(const DeliveryOptions &options, bool &contradiction)
{
    const std::optional<int> server = options.runFromServerKbps;
    const std::optional<int> download = options.downloadAndRunKbps;
    contradiction = true;
    if (!server && !download)
        return Words::tr("Both are off, so a program could come from nowhere: switch one on.");
    if (server && download && *server <= *download) {
        return *server == 0 ? Words::tr("Every connection may run from the server, so nothing is ever downloaded: ask for a "
                                        "higher speed there, or switch downloading off.")
                            : Words::tr("A connection that is fast enough to download is fast enough to run from the server, so "
                                        "nothing is ever downloaded: ask for more than %1 there.").arg(linkSpeedText(*download));
    }
    contradiction = false;
    const int least = std::min(server.value_or(download.value_or(0)), download.value_or(server.value_or(0)));
    return least > 0 ? Words::tr("Computers with a connection slower than %1 wait.").arg(linkSpeedText(least)) : QString();
}

QString deferralRemark(const DeliveryOptions &options)
{
    if (options.deferrableUpToMinutes == 0)
        return {};
    if (!options.warnBeforeRunning)
        return Words::tr("Users put a run off when they are warned, and the warning is off: switch it on, or allow no putting off.");
    if (options.deferrableUpToMinutes < options.warnMinutes) {
        return Words::tr("Putting off for %1 is shorter than the warning of %2: allow longer, or warn later.")
            .arg(lengthInWords(options.deferrableUpToMinutes), lengthInWords(options.warnMinutes));
    }
    int longest = 0;
    for (const MaintenanceWindow &window : options.maintenanceWindows)
        longest = std::max(longest, window.durationMinutes);
    if (longest > 0 && options.deferrableUpToMinutes >= longest) {
        return Words::tr("Users may put it off for %1, and the longest maintenance window lasts %2: they can put it off past "
                         "every window.").arg(lengthInWords(options.deferrableUpToMinutes), lengthInWords(longest));
    }
    return {};
}

QString windowRemark(const DeliveryOptions &options)
{
    for (const MaintenanceWindow &window : options.maintenanceWindows) {
        if (window.durationMinutes <= options.warnMinutes) {
            return Words::tr("Nothing fits in the window %1: the countdown before a restart alone takes %2.")
                .arg(windowText(window), lengthInWords(options.warnMinutes));
        }
    }
    return {};
}

} // namespace

QString linkSpeedText(int kilobytesPerSecond)
{
    if (kilobytesPerSecond == 0)
        return Words::tr("any speed");
    if (kilobytesPerSecond % 1024 == 0)
        return Words::tr("%1 MB/s").arg(kilobytesPerSecond / 1024);
    return Words::tr("%1 KB/s").arg(kilobytesPerSecond);
}

QString windowText(const MaintenanceWindow &window)
{
    return Words::tr("%1 %2 for %3").arg(weekdaysInWords(window.daysOfTheWeek), window.start.toString(QStringLiteral("HH:mm")),
                                         lengthText(window.durationMinutes));
}

std::vector<DeliveryRemark> remarksOn(const DeliveryOptions &options)
{
    std::vector<DeliveryRemark> remarks;
    const auto add = [&](DeliveryField field, const QString &text, bool contradiction = true) {
        if (!text.isEmpty())
            remarks.push_back({field, contradiction, text});
    };
    bool contradiction = false;
    const QString source = sourceRemark(options, contradiction);
    add(DeliveryField::source, source, contradiction);
    if (options.downloadAsSoonAsPossible && !options.downloadAndRunKbps)
        add(DeliveryField::asSoonAsPossible, Words::tr("Downloading is off: switch on “download and run”, or this off."));
    if (options.multicast && !options.downloadAndRunKbps)
        add(DeliveryField::multicast, Words::tr("Multicast is a way to download, and downloading is off: switch on “download and run”, or this off."));
    if (options.warnBeforeRunning && options.warnMinutes == 0)
        add(DeliveryField::warning, Words::tr("A warning 0 minutes before is none: set at least 1 minute, or switch it off."));
    else if (!options.warnBeforeRunning && options.warnMinutes > 0)
        add(DeliveryField::warning, Words::tr("Nobody is warned; the time is the countdown before a restart only."), false);
    add(DeliveryField::deferral, deferralRemark(options));
    add(DeliveryField::windows, windowRemark(options));
    return remarks;
}

} // namespace seriatim
