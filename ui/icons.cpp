#include "ui/icons.h"

#include "ui/theme.h"

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace seriatim {

namespace {

QString fileName(Symbol symbol)
{
    switch (symbol) {
    case Symbol::seriatim: return QStringLiteral("seriatim");
    case Symbol::package: return QStringLiteral("package");
    case Symbol::program: return QStringLiteral("program");
    case Symbol::task: return QStringLiteral("task");
    case Symbol::taskDisabled: return QStringLiteral("taskdisabled");
    case Symbol::folder: return QStringLiteral("folder");
    case Symbol::computer: return QStringLiteral("computer");
    case Symbol::collection: return QStringLiteral("collection");
    case Symbol::user: return QStringLiteral("user");
    case Symbol::userGroup: return QStringLiteral("usergroup");
    case Symbol::agentSettings: return QStringLiteral("agentsettings");
    case Symbol::portalRequest: return QStringLiteral("portalrequest");
    case Symbol::simulation: return QStringLiteral("simulation");
    case Symbol::report: return QStringLiteral("report");
    case Symbol::store: return QStringLiteral("store");
    case Symbol::history: return QStringLiteral("history");
    case Symbol::add: return QStringLiteral("add");
    case Symbol::remove: return QStringLiteral("remove");
    case Symbol::moveUp: return QStringLiteral("moveup");
    case Symbol::moveDown: return QStringLiteral("movedown");
    case Symbol::moveTop: return QStringLiteral("movetop");
    case Symbol::moveBottom: return QStringLiteral("movebottom");
    case Symbol::cut: return QStringLiteral("cut");
    case Symbol::copy: return QStringLiteral("copy");
    case Symbol::paste: return QStringLiteral("paste");
    case Symbol::rename: return QStringLiteral("rename");
    case Symbol::edit: return QStringLiteral("edit");
    case Symbol::search: return QStringLiteral("search");
    case Symbol::filter: return QStringLiteral("filter");
    case Symbol::refresh: return QStringLiteral("refresh");
    case Symbol::exportFile: return QStringLiteral("exportfile");
    case Symbol::open: return QStringLiteral("open");
    case Symbol::close: return QStringLiteral("close");
    case Symbol::settings: return QStringLiteral("settings");
    case Symbol::createNew: return QStringLiteral("createnew");
    case Symbol::save: return QStringLiteral("save");
    case Symbol::saveCopy: return QStringLiteral("savecopy");
    case Symbol::revert: return QStringLiteral("revert");
    case Symbol::undo: return QStringLiteral("undo");
    case Symbol::redo: return QStringLiteral("redo");
    case Symbol::runNow: return QStringLiteral("runnow");
    case Symbol::stop: return QStringLiteral("stop");
    case Symbol::check: return QStringLiteral("check");
    case Symbol::schedule: return QStringLiteral("schedule");
    case Symbol::dependency: return QStringLiteral("dependency");
    case Symbol::restart: return QStringLiteral("restart");
    case Symbol::logOff: return QStringLiteral("logoff");
    case Symbol::download: return QStringLiteral("download");
    case Symbol::notStarted: return QStringLiteral("notstarted");
    case Symbol::waiting: return QStringLiteral("waiting");
    case Symbol::running: return QStringLiteral("running");
    case Symbol::verifying: return QStringLiteral("verifying");
    case Symbol::succeeded: return QStringLiteral("succeeded");
    case Symbol::alreadyPresent: return QStringLiteral("alreadypresent");
    case Symbol::carriedOver: return QStringLiteral("carriedover");
    case Symbol::notApplicable: return QStringLiteral("notapplicable");
    case Symbol::skipped: return QStringLiteral("skipped");
    case Symbol::failed: return QStringLiteral("failed");
    case Symbol::timedOut: return QStringLiteral("timedout");
    case Symbol::notVerified: return QStringLiteral("notverified");
    case Symbol::interrupted: return QStringLiteral("interrupted");
    case Symbol::restartPending: return QStringLiteral("restartpending");
    case Symbol::withdrawn: return QStringLiteral("withdrawn");
    case Symbol::warning: return QStringLiteral("warning");
    case Symbol::information: return QStringLiteral("information");
    case Symbol::question: return QStringLiteral("question");
    case Symbol::problem: return QStringLiteral("problem");
    case Symbol::locked: return QStringLiteral("locked");
    case Symbol::step: return QStringLiteral("step");
    case Symbol::stepBack: return QStringLiteral("stepback");
    case Symbol::runToEnd: return QStringLiteral("runtoend");
    case Symbol::breakpoint: return QStringLiteral("breakpoint");
    case Symbol::power: return QStringLiteral("power");
    case Symbol::fork: return QStringLiteral("fork");
    }
    Q_UNREACHABLE();
}

// The drawings name their colours by these; what is painted is the palette's.
struct Ink {
    const char *inDrawing;
    Tone tone;
};
constexpr Ink inks[]{{"#0b5cd5", Tone::accent}, {"#1a7f37", Tone::good}, {"#c41e2a", Tone::bad}, {"#8a5a00", Tone::warning}};

QColor textColor(QIcon::Mode mode)
{
    const QPalette palette = QGuiApplication::palette();
    switch (mode) {
    case QIcon::Normal:
    case QIcon::Active: return palette.color(QPalette::Active, QPalette::WindowText);
    case QIcon::Disabled: return palette.color(QPalette::Disabled, QPalette::WindowText);
    case QIcon::Selected: return palette.color(QPalette::Active, QPalette::HighlightedText);
    }
    Q_UNREACHABLE();
}

// On a selection, and disabled, one colour must do: the shape says the rest.
bool hasTones(QIcon::Mode mode)
{
    return mode == QIcon::Normal || mode == QIcon::Active;
}

QByteArray drawing(const QString &name, QIcon::Mode mode)
{
    QFile file(QStringLiteral(":/seriatim/icons/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QByteArray svg = file.readAll();
    const QColor text = textColor(mode);
    svg.replace("currentColor", text.name().toLatin1());
    for (const Ink &ink : inks)
        svg.replace(ink.inDrawing, (hasTones(mode) ? toneColor(ink.tone, QGuiApplication::palette()) : text).name().toLatin1());
    return svg;
}

// Draws at the size and scale that is asked for, in the colours of the moment.
class SymbolEngine : public QIconEngine
{
public:
    explicit SymbolEngine(Symbol symbol) : m_name(fileName(symbol)) {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        const qreal scale = painter->device() ? painter->device()->devicePixelRatioF() : 1;
        painter->drawPixmap(rect, scaledPixmap(rect.size() * scale, mode, state, scale));
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override { return scaledPixmap(size, mode, state, 1); }

    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State, qreal) override
    {
        const QString key = QStringLiteral("seriatim %1 %2x%3 %4 %5").arg(m_name).arg(size.width()).arg(size.height()).arg(hasTones(mode))
                                .arg(textColor(mode).rgba(), 0, 16);
        QPixmap pixmap;
        if (QPixmapCache::find(key, &pixmap))
            return pixmap;
        pixmap = QPixmap(size);
        pixmap.fill(Qt::transparent);
        QSvgRenderer renderer(drawing(m_name, mode));
        renderer.setAspectRatioMode(Qt::KeepAspectRatio);
        QPainter painter(&pixmap);
        renderer.render(&painter);
        painter.end();
        QPixmapCache::insert(key, pixmap);
        return pixmap;
    }

    QList<QSize> availableSizes(QIcon::Mode, QIcon::State) override
    {
        return {{16, 16}, {24, 24}, {32, 32}, {48, 48}, {64, 64}, {128, 128}, {256, 256}};
    }

    QIconEngine *clone() const override { return new SymbolEngine(*this); }
    bool isNull() override { return false; }
    QString key() const override { return QStringLiteral("SymbolEngine"); }

private:
    QString m_name;
};

} // namespace

QIcon icon(Symbol symbol)
{
    return QIcon(new SymbolEngine(symbol));
}

} // namespace seriatim
