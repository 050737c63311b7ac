#include "models/noticefeed.h"

#include <algorithm>

namespace seriatim {

namespace {

const QString toldKey = QStringLiteral("toldNotices"); // ids, oldest first
constexpr qsizetype mostRemembered = 500;
constexpr qint64 endedIsNewsFor = 60 * millisPerMinute;
constexpr qint64 availableIsNewsFor = qint64(7) * 24 * 60 * millisPerMinute;

bool goesOn(const Notice &notice, const AgentView &view)
{
    return view.process && std::ranges::any_of(view.sequences, [&](const AgentSequenceView &sequence) {
               return sequence.warning && sequence.warning->notice == notice.id;
           });
}

bool isNews(const Notice &notice, const AgentView &view, Instant now)
{
    switch (notice.kind) {
    case Notice::Kind::available: return now - notice.time < availableIsNewsFor;
    case Notice::Kind::warning:
    case Notice::Kind::restart: return goesOn(notice, view);
    case Notice::Kind::ended: return now - notice.time < endedIsNewsFor;
    }
    Q_UNREACHABLE();
}

} // namespace

std::vector<Notice> NoticeFeed::takeNews(const AgentView &view, Instant now)
{
    std::vector<Notice> news;
    const QStringList before = m_settings.value(toldKey).toStringList();
    QStringList told = before;
    for (const Notice &notice : view.notices) {
        // A warning that is not in the journal yet, as its notice was read a moment before, is news at the next look.
        const bool known = told.contains(notice.id);
        if (known || !isNews(notice, view, now))
            continue;
        told.append(notice.id);
        news.push_back(notice);
    }
    if (told == before)
        return news;
    if (told.size() > mostRemembered)
        told.remove(0, told.size() - mostRemembered);
    m_settings.setValue(toldKey, told);
    if (news.size() > static_cast<size_t>(mostAtOnce))
        news.erase(news.begin(), news.end() - mostAtOnce);
    return news;
}

} // namespace seriatim
