// Finds the stored object that an element of a document stands for: by guid first, for all elements, then by name among
// those that are left. Internal to merging.
#pragma once

#include "engine/base/result.h"

#include <QHash>
#include <QSet>

#include <functional>
#include <vector>

namespace seriatim {

template <typename Value>
struct MatchCandidate {
    const Value *value; // as the document has it
    bool hasGuid;
    QString where;
};

template <typename Value>
using SameName = std::function<bool(const Value &inDocument, const Value &stored)>;

// For each candidate the stored object or null. Two stored objects of the same name: an error that asks for the guid.
template <typename Value>
[[nodiscard]] Result<std::vector<const Value *>> matchStored(const std::vector<MatchCandidate<Value>> &candidates,
                                                             const std::vector<Value> &stored, const SameName<Value> &same)
{
    QHash<decltype(Value::id), const Value *> byId;
    QMultiHash<QString, const Value *> byName;
    for (const Value &value : stored) {
        byId.insert(value.id, &value);
        byName.insert(value.name.toCaseFolded(), &value);
    }
    std::vector<const Value *> matches(candidates.size(), nullptr);
    QSet<const Value *> taken;
    for (size_t i = 0; i < candidates.size(); ++i) {
        if (candidates[i].hasGuid)
            matches[i] = byId.value(candidates[i].value->id, nullptr);
        if (matches[i])
            taken.insert(matches[i]);
    }
    for (size_t i = 0; i < candidates.size(); ++i) {
        if (matches[i])
            continue;
        for (const Value *value : byName.values(candidates[i].value->name.toCaseFolded())) {
            if (taken.contains(value) || !same(*candidates[i].value, *value))
                continue;
            if (matches[i]) {
                return Error{ErrorCode::invalidInput, candidates[i].where,
                             QStringLiteral("'%1' may be %2 or %3 of the store; write its guid")
                                 .arg(value->name, matches[i]->id.toString(), value->id.toString())};
            }
            matches[i] = value;
        }
        if (matches[i])
            taken.insert(matches[i]);
    }
    return matches;
}

[[nodiscard]] inline bool sameText(const QString &a, const QString &b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

} // namespace seriatim
