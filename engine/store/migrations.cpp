#include "engine/store/migrations.h"

#include <QDir>
#include <QFile>

#include <algorithm>

namespace seriatim {

std::vector<Migration> builtInMigrations()
{
    std::vector<Migration> migrations;
    const QDir folder(QStringLiteral(":/seriatim/migrations"));
    for (const QString &name : folder.entryList({QStringLiteral("*.sql")}, QDir::Files)) {
        QFile file(folder.filePath(name));
        const bool opened = file.open(QIODevice::ReadOnly);
        Q_ASSERT(opened);
        migrations.push_back({name.section(u'_', 0, 0).toInt(), name, opened ? file.readAll() : QByteArray()});
    }
    std::ranges::sort(migrations, {}, &Migration::number);
    for (size_t i = 0; i < migrations.size(); ++i)
        Q_ASSERT(migrations[i].number == static_cast<int>(i) + 1);
    return migrations;
}

} // namespace seriatim
