// Collects what changed of one object, a sentence for each field.
#pragma once

#include "engine/base/text.h"

#include <QHash>
#include <QStringList>

#include <algorithm>
#include <optional>
#include <vector>

namespace seriatim {

class Changes
{
public:
    // `owner`: whose fields these are, where the sentence has to say so: "program 'Install'".
    explicit Changes(const QString &owner = {}) : m_of(owner.isEmpty() ? QString() : QStringLiteral(" of ") + owner) {}

    void text(const QString &field, const QString &before, const QString &after)
    {
        if (before == after)
            return;
        if (before.isEmpty())
            add(QStringLiteral("%1 set to '%2'").arg(field + m_of, shown(after)));
        else if (after.isEmpty())
            add(QStringLiteral("%1 removed; it was '%2'").arg(field + m_of, shown(before)));
        else
            add(QStringLiteral("%1 changed from '%2' to '%3'").arg(field + m_of, shown(before), shown(after)));
    }

    // Words, numbers and the like, which need no quotation marks.
    void value(const QString &field, const QString &before, const QString &after)
    {
        if (before != after)
            add(QStringLiteral("%1 changed from %2 to %3").arg(field + m_of, before, after));
    }
    void number(const QString &field, qint64 before, qint64 after, const QString &unit = {})
    {
        if (before != after)
            value(field, QString::number(before), QString::number(after) + (unit.isEmpty() ? unit : u' ' + unit));
    }
    void flag(const QString &field, bool before, bool after)
    {
        if (before != after)
            add(field + m_of + (after ? QStringLiteral(" switched on") : QStringLiteral(" switched off")));
    }

    void part(const QString &field, bool changed)
    {
        if (changed)
            add(field + m_of + QStringLiteral(" changed"));
    }

    // "computers added: A, B and 7 more"
    void members(const QString &kind, const QStringList &added, const QStringList &removed)
    {
        for (const auto &[names, what] : {std::pair(added, QStringLiteral("added")), std::pair(removed, QStringLiteral("removed"))}) {
            if (!names.isEmpty())
                add(QStringLiteral("%1 %2: %3").arg(kind, what, shortList(names)));
        }
    }

    void add(const QString &sentence) { m_sentences.append(sentence); }
    [[nodiscard]] const QStringList &sentences() const { return m_sentences; }

private:
    static QString shown(const QString &text)
    {
        constexpr qsizetype longest = 300;
        const QString line = text.simplified();
        return line.size() > longest ? line.left(longest) + u'…' : line;
    }
    static QString shortList(const QStringList &names)
    {
        constexpr qsizetype shownNames = 10;
        if (names.size() <= shownNames)
            return joinWords(names, QStringLiteral("and"));
        return names.mid(0, shownNames).join(QStringLiteral(", ")) + QStringLiteral(" and %1 more").arg(names.size() - shownNames);
    }

    QString m_of;
    QStringList m_sentences;
};

// What one list of ids has and the other has not; `moved` where they differ in order alone.
template <typename IdType>
struct ListChange {
    std::vector<IdType> added;
    std::vector<IdType> removed;
    bool moved = false;
};

template <typename IdType>
[[nodiscard]] ListChange<IdType> compareLists(const std::vector<IdType> &before, const std::vector<IdType> &after)
{
    ListChange<IdType> change;
    if (before == after)
        return change;
    const auto missingIn = [](const std::vector<IdType> &some, const std::vector<IdType> &others) {
        QHash<IdType, bool> known;
        for (const IdType &id : others)
            known.insert(id, true);
        std::vector<IdType> missing;
        std::ranges::copy_if(some, std::back_inserter(missing), [&](const IdType &id) { return !known.contains(id); });
        return missing;
    };
    change.added = missingIn(after, before);
    change.removed = missingIn(before, after);
    change.moved = change.added.empty() && change.removed.empty();
    return change;
}

} // namespace seriatim
