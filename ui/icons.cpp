#include "ui/icons.h"

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
    case Symbol::problem: return QStringLiteral("problem");
    case Symbol::locked: return QStringLiteral("locked");
    }
    Q_UNREACHABLE();
}

} // namespace

QIcon icon(Symbol symbol)
{
    return QIcon(QStringLiteral(":/seriatim/icons/%1.svg").arg(fileName(symbol)));
}

} // namespace seriatim
