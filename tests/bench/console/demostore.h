// DemoStore: a store with the demonstration catalogue, made when it is first asked for and gone with its owner; and an
// empty one beside it. 100,000 programs bring 10,000 computers along.
#pragma once

#include "models/cataloguedirectory.h"
#include "tests/bench/harness.h"

#include <QTemporaryDir>

class QAbstractScrollArea;

namespace seriatim::bench {

class DemoStore
{
public:
    [[nodiscard]] Result<QString> filled(const Options &options);
    [[nodiscard]] Result<QString> empty();

private:
    QTemporaryDir m_folder;
    QString m_filled;
    QString m_empty;
};

// A session over it with the catalogue's names in memory, as the window has them.
struct OpenStore {
    std::unique_ptr<StoreSession> session;
    std::unique_ptr<CatalogueDirectory> directory;
};
[[nodiscard]] Result<std::shared_ptr<OpenStore>> openStore(const QString &path);

// Lets events come until `is` holds; an error that names `what` after a minute.
[[nodiscard]] Result<> waitFor(const QString &what, const std::function<bool()> &is);

// Works off all events, layout and painting among them, as the event loop does. False where the view was not painted.
bool paintNow(QAbstractScrollArea &view);

} // namespace seriatim::bench
