// Private to the comparisons: finds the computers that two lists share while both come in in portions. Where both come in
// nearly the same order, as they do from the store, little is held at a time.
#pragma once

#include <QHash>

namespace seriatim {

template <typename Key, typename First, typename Second>
class ComputerPairing
{
public:
    // `met(first, second)` where the other list has had the computer already.
    template <typename Met>
    void addFirst(const Key &key, First value, Met &&met)
    {
        if (const auto partner = m_seconds.find(key); partner != m_seconds.end()) {
            met(value, *partner);
            m_seconds.erase(partner);
        } else {
            m_firsts.insert(key, std::move(value));
        }
    }

    template <typename Met>
    void addSecond(const Key &key, Second value, Met &&met)
    {
        if (const auto partner = m_firsts.find(key); partner != m_firsts.end()) {
            met(*partner, value);
            m_firsts.erase(partner);
        } else {
            m_seconds.insert(key, std::move(value));
        }
    }

    // Those without a partner so far.
    [[nodiscard]] const QHash<Key, First> &firsts() const { return m_firsts; }
    [[nodiscard]] const QHash<Key, Second> &seconds() const { return m_seconds; }

private:
    QHash<Key, First> m_firsts;
    QHash<Key, Second> m_seconds;
};

} // namespace seriatim
