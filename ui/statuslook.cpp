#include "ui/statuslook.h"

namespace seriatim {

Symbol symbolOf(ItemStatus status)
{
    switch (status) {
    case ItemStatus::notStarted: return Symbol::notStarted;
    case ItemStatus::waiting: return Symbol::waiting;
    case ItemStatus::running: return Symbol::running;
    case ItemStatus::verifying: return Symbol::verifying;
    case ItemStatus::succeeded: return Symbol::succeeded;
    case ItemStatus::alreadyPresent: return Symbol::alreadyPresent;
    case ItemStatus::carriedOver: return Symbol::carriedOver;
    case ItemStatus::notApplicable: return Symbol::notApplicable;
    case ItemStatus::skipped: return Symbol::skipped;
    case ItemStatus::failed: return Symbol::failed;
    case ItemStatus::timedOut: return Symbol::timedOut;
    case ItemStatus::notVerified: return Symbol::notVerified;
    case ItemStatus::interrupted: return Symbol::interrupted;
    }
    Q_UNREACHABLE();
}

Symbol symbolOf(ComputerStatus status)
{
    switch (status) {
    case ComputerStatus::notReceived: return Symbol::notStarted;
    case ComputerStatus::waiting: return Symbol::waiting;
    case ComputerStatus::running: return Symbol::running;
    case ComputerStatus::restartPending: return Symbol::restartPending;
    case ComputerStatus::succeeded: return Symbol::succeeded;
    case ComputerStatus::failed: return Symbol::failed;
    case ComputerStatus::withdrawn: return Symbol::withdrawn;
    }
    Q_UNREACHABLE();
}

Tone toneOf(ItemStatus status)
{
    switch (status) {
    case ItemStatus::notStarted:
    case ItemStatus::notApplicable:
    case ItemStatus::skipped: return Tone::muted;
    case ItemStatus::waiting: return Tone::warning;
    case ItemStatus::running:
    case ItemStatus::verifying: return Tone::busy;
    case ItemStatus::succeeded:
    case ItemStatus::alreadyPresent:
    case ItemStatus::carriedOver: return Tone::good;
    case ItemStatus::failed:
    case ItemStatus::timedOut:
    case ItemStatus::notVerified:
    case ItemStatus::interrupted: return Tone::bad;
    }
    Q_UNREACHABLE();
}

Tone toneOf(ComputerStatus status)
{
    switch (status) {
    case ComputerStatus::notReceived:
    case ComputerStatus::withdrawn: return Tone::muted;
    case ComputerStatus::waiting:
    case ComputerStatus::restartPending: return Tone::warning;
    case ComputerStatus::running: return Tone::busy;
    case ComputerStatus::succeeded: return Tone::good;
    case ComputerStatus::failed: return Tone::bad;
    }
    Q_UNREACHABLE();
}

} // namespace seriatim
