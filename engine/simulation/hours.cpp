#include "engine/simulation/hours.h"

namespace seriatim {

namespace {

constexpr qint64 aDay = 24 * 60 * millisPerMinute;

qint64 fromOf(const Hours &hours)
{
    return hours.from.isValid() ? hours.from.msecsSinceStartOfDay() : 0;
}

qint64 toOf(const Hours &hours)
{
    return hours.to.isValid() && hours.to.msecsSinceStartOfDay() > 0 ? hours.to.msecsSinceStartOfDay() : aDay;
}

bool includesDay(const Hours &hours, qint64 day)
{
    // 1970-01-01 was a Thursday, the fourth day after Sunday.
    return hours.daysOfTheWeek & (1 << ((day + 4) % 7));
}

} // namespace

bool Hours::include(Instant instant) const
{
    const qint64 day = instant / aDay;
    const qint64 timeOfDay = instant % aDay;
    if (fromOf(*this) < toOf(*this))
        return includesDay(*this, day) && timeOfDay >= fromOf(*this) && timeOfDay < toOf(*this);
    return (includesDay(*this, day) && timeOfDay >= fromOf(*this)) || (includesDay(*this, day - 1) && timeOfDay < toOf(*this));
}

std::optional<Instant> Hours::nextEdge(Instant after, Instant until) const
{
    std::optional<Instant> next;
    for (Instant midnight = after - after % aDay; midnight <= until && !next; midnight += aDay) {
        for (const qint64 timeOfDay : {fromOf(*this), toOf(*this), qint64(0)}) {
            const Instant moment = midnight + timeOfDay;
            if (moment > after && moment <= until && (!next || moment < *next))
                next = moment;
        }
    }
    return next;
}

} // namespace seriatim
