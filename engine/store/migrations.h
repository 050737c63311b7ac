// Migrations: the numbered SQL scripts that bring a store's schema forward, from 1 without gaps, each with a step of
// code after it where SQL alone cannot bring the contents over.
#pragma once

#include <QByteArray>
#include <QString>

#include <vector>

namespace soci {
class session;
}

namespace seriatim {

using MigrationStep = void (*)(soci::session &session); // throws as the store's private functions do

struct Migration {
    int number = 0;
    QString name;
    QByteArray script;
    MigrationStep step = nullptr;
};

// Those in resources/migrations, by number.
[[nodiscard]] std::vector<Migration> builtInMigrations();

} // namespace seriatim
