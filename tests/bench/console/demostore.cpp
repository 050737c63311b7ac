#include "tests/bench/console/demostore.h"

#include "engine/workspace/exchange.h"

#include <QAbstractScrollArea>
#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QEvent>
#include <QEventLoop>

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

namespace {

class PaintCount : public QObject
{
public:
    [[nodiscard]] bool eventFilter(QObject *, QEvent *event) override
    {
        count += event->type() == QEvent::Paint ? 1 : 0;
        return false;
    }

    int count = 0;
};

} // namespace

bool paintNow(QAbstractScrollArea &view)
{
    PaintCount paints;
    view.viewport()->installEventFilter(&paints);
    QCoreApplication::processEvents(QEventLoop::AllEvents, 10'000);
    return paints.count > 0;
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
