// What nearly every file of models includes, compiled once.
#include <QAbstractItemModel>
#include <QHash>
#include <QObject>
#include <QString>
#include <QStringList>
#include <QVariant>

#include <functional>
#include <memory>
#include <optional>
#include <vector>
