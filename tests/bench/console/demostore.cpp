#include "tests/bench/console/demostore.h"

#include "engine/workspace/exchange.h"

#include <QAbstractScrollArea>
#include <QCoreApplication>
#include <QDeadlineTimer>

namespace seriatim::bench {

Result<QString> DemoStore::filled(const Options &options)
{
    if (!m_filled.isEmpty())
        return m_filled;
    const QString path = m_folder.filePath(QStringLiteral("demo.store"));
    Result<Workspace> workspace = Workspace::create(path);
    if (!workspace)
        return workspace.error();
    if (auto done = fillWithDemo(*workspace, options.choose(300, 100'000, 100'000), 1); !done)
        return done.error();
    m_filled = path;
    return path;
}

Result<QString> DemoStore::empty()
{
    if (!m_empty.isEmpty())
        return m_empty;
    const QString path = m_folder.filePath(QStringLiteral("empty.store"));
    if (const Result<Workspace> workspace = Workspace::create(path); !workspace)
        return workspace.error();
    m_empty = path;
    return path;
}

Result<std::shared_ptr<OpenStore>> openStore(const QString &path)
{
    Result<std::unique_ptr<StoreSession>> session = StoreSession::open(path, Access::readWrite);
    if (!session)
        return session.error();
    auto open = std::make_shared<OpenStore>();
    open->session = std::move(session).value();
    open->directory = std::make_unique<CatalogueDirectory>(*open->session);
    if (auto loaded = waitFor(QStringLiteral("the catalogue"), [&] { return open->directory->isLoaded(); }); !loaded)
        return loaded.error();
    return open;
}

// A view lays its rows out when its viewport is painted, and painting the window leaves out a viewport that is clean.
void paintNow(QAbstractScrollArea &view)
{
    QCoreApplication::sendPostedEvents();
    view.viewport()->repaint();
    QCoreApplication::sendPostedEvents();
    view.window()->repaint();
}

Result<> waitFor(const QString &what, const std::function<bool()> &is)
{
    const QDeadlineTimer deadline(60'000);
    while (!is()) {
        if (deadline.hasExpired())
            return Error{ErrorCode::busy, what, QStringLiteral("is not ready after a minute")};
        QCoreApplication::processEvents(QEventLoop::AllEvents, 10);
    }
    return Done{};
}

} // namespace seriatim::bench
