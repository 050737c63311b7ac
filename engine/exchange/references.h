// Names of a document to ids: over the document's own objects and the stored ones. Internal to merging.
#pragma once

#include "engine/exchange/definition.h"
#include "engine/exchange/matching.h"

namespace seriatim {

template <typename Value>
class References
{
public:
    using Id = decltype(Value::id);

    explicit References(QString kind) : m_kind(std::move(kind)) {}

    void add(const Value &value)
    {
        m_ids.insert(value.id, value.id);
        m_byName.insert(value.name.toCaseFolded(), value.id);
        if constexpr (requires { value.domain; }) {
            if (!value.domain.isEmpty())
                m_byName.insert((value.domain + u'\\' + value.name).toCaseFolded(), value.id);
        }
    }

    // The document's guid of an object that the store knows under another.
    void alias(const Id &inDocument, const Id &final) { m_ids.insert(inDocument, final); }

    // `owner` is who refers, for the error.
    [[nodiscard]] Result<Id> resolve(const DefinedReference<Id> &reference, const QString &owner) const
    {
        if (reference.guid) {
            if (const auto found = m_ids.constFind(*reference.guid); found != m_ids.constEnd())
                return *found;
        }
        const QList<Id> found = m_byName.values(reference.name.toCaseFolded());
        if (found.size() == 1)
            return found.first();
        const QString asked = reference.name.isEmpty() && reference.guid ? reference.guid->toString() : reference.name;
        return Error{ErrorCode::notFound, reference.where,
                     QStringLiteral("%1 names the %2 '%3', %4")
                         .arg(owner, m_kind, asked,
                              found.isEmpty() ? QStringLiteral("which is neither in the document nor in the store")
                                              : QStringLiteral("of which there are several; write its guid"))};
    }

private:
    QString m_kind;
    QHash<Id, Id> m_ids;
    QMultiHash<QString, Id> m_byName;
};

} // namespace seriatim
