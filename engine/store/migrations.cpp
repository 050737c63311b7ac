#include "engine/store/migrations.h"

#include "engine/store/folders_p.h"

#include <QDir>
#include <QFile>

#include <algorithm>

namespace seriatim {

namespace {

MigrationStep stepOf(int number)
{
    return number == 2 ? folders::bringOverFromBodies : nullptr;
}

} // namespace

std::vector<Migration> builtInMigrations()
{
    std::vector<Migration> migrations;
    const QDir folder(QStringLiteral(":/seriatim/migrations"));
    for (const QString &name : folder.entryList({QStringLiteral("*.sql")}, QDir::Files)) {
        QFile file(folder.filePath(name));
        const bool opened = file.open(QIODevice::ReadOnly);
        Q_ASSERT(opened);
        const int number = name.section(u'_', 0, 0).toInt();
        migrations.push_back({number, name, opened ? file.readAll() : QByteArray(), stepOf(number)});
    }
    std::ranges::sort(migrations, {}, &Migration::number);
    for (size_t i = 0; i < migrations.size(); ++i)
        Q_ASSERT(migrations[i].number == static_cast<int>(i) + 1);
    return migrations;
}

} // namespace seriatim
