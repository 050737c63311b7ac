#include "engine/store/statusrows_p.h"

#include "engine/store/names_p.h"

namespace seriatim::statusrows {

namespace {

void appendLiteral(QString &pattern, QChar c)
{
    if (c == u'%' || c == u'_' || c == u'\\')
        pattern += u'\\';
    pattern += c;
}

} // namespace

std::string likePattern(const QString &wildcard)
{
    QString pattern;
    bool anywhere = true;
    for (const QChar c : sql::text(sql::folded(wildcard))) {
        if (c == u'*' || c == u'?') {
            pattern += c == u'*' ? u'%' : u'_';
            anywhere = false;
        } else {
            appendLiteral(pattern, c);
        }
    }
    return sql::text(anywhere ? u'%' + pattern + u'%' : pattern);
}

std::string containsPattern(const QString &part)
{
    QString pattern;
    for (const QChar c : part)
        appendLiteral(pattern, c);
    return sql::text(u'%' + pattern + u'%');
}

} // namespace seriatim::statusrows
