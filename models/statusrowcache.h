// StatusRowCache: the rows of the status grid that are in memory, and the pieces of the list that were looked at last.
// SilentNames: numbers for the names of computers that never reported, which stay the same while the list changes.
#pragma once

#include "engine/store/statuslist.h"

#include <QHash>

#include <unordered_map>

namespace seriatim {

class SilentNames
{
public:
    // ~number
    [[nodiscard]] StatusKey entryOf(const QString &name);
    [[nodiscard]] std::optional<StatusKey> knownEntryOf(const QString &name) const;
    [[nodiscard]] const QString &name(StatusKey entry) const { return m_names[static_cast<qsizetype>(~entry)]; }
    void clear();

private:
    QStringList m_names;
    QHash<QString, StatusKey> m_entries; // by folded name
};

class StatusRowCache
{
public:
    static constexpr int chunkRows = 64;

    [[nodiscard]] const ComputerTaskStatus *find(StatusKey key) const;
    [[nodiscard]] std::optional<StatusKey> keyOf(const QString &computer) const; // among those that are here
    [[nodiscard]] bool isFresh(StatusKey key) const; // or will soon be: it has been asked for
    [[nodiscard]] bool isRead(StatusKey key) const;  // and not outdated since
    // Whether it is another one than before.
    bool put(StatusKey key, ComputerTaskStatus row);

    // For so many that are put together, so that the first of them are still here after the last.
    void makeRoom(size_t rows);

    // To be shown until it is read.
    void assume(StatusKey key, ComputerTaskStatus row);

    // All are still shown, and read again when they come into sight; the pieces looked at last are wanted again.
    void outdate();
    // They could be other items' now.
    void forgetItems();
    void clear();

    void look(int row); // somebody does
    // Pieces that are to be read, the one that was wanted last first. What was scrolled past since is not worth it.
    void want(int row);
    [[nodiscard]] std::optional<int> takeWanted();
    // Keys that are being read: not asked for again until they are here or outdated.
    void markAsked(StatusKey key) { m_rows[key].state = State::asked; }

private:
    enum class State : quint8 { outdated, asked, fresh };
    struct Row {
        std::optional<ComputerTaskStatus> status;
        State state = State::outdated;
    };
    void shrink();

    std::unordered_map<StatusKey, Row> m_rows;
    std::vector<int> m_wanted;
    std::vector<int> m_recent; // pieces, the last one at the end
};

} // namespace seriatim
