// Private to the store's .cpp files: the folders of packages and of tasks, within an open transaction. Every folder has
// a row, and so have its parents. Throws as SOCI does.
#pragma once

#include "engine/store/sql_p.h"

#include <QHash>
#include <QStringList>

namespace seriatim::folders {

enum class Tree { packages, tasks };

// The folders of one tree as they are now.
class Book
{
public:
    Book(soci::session &session, Tree tree);

    // The path as the tree spells it; it is made, with its parents, where it is not there.
    [[nodiscard]] QString place(const QString &path);

    [[nodiscard]] bool contains(const QString &path) const;
    [[nodiscard]] QStringList all() const; // sorted

    // Refusals: alreadyExists, notFound, refused (not empty, into itself), invalidInput (no name).
    void add(const QString &path);
    void remove(const QString &path);
    // Everything in it moves along: each folder's path before, and now. Objects in them are the caller's.
    [[nodiscard]] std::vector<std::pair<QString, QString>> rename(const QString &from, const QString &to);

private:
    [[nodiscard]] QString require(const QString &path) const; // as it is spelled
    void respell(const std::vector<std::pair<QString, QString>> &renamed);

    soci::session &m_session;
    Tree m_tree;
    QHash<QString, QString> m_paths; // by folded path
};

// Of migration 2: what the bodies of schema 1 say.
void bringOverFromBodies(soci::session &session);

} // namespace seriatim::folders
