// Migrations: the numbered SQL scripts that bring a store's schema forward, from 1 without gaps.
#pragma once

#include <QByteArray>
#include <QString>

#include <vector>

namespace seriatim {

struct Migration {
    int number = 0;
    QString name;
    QByteArray script;
};

// Those in resources/migrations, by number.
[[nodiscard]] std::vector<Migration> builtInMigrations();

} // namespace seriatim
