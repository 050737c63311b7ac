#include "ui/agentactions.h"

#include "models/wishes.h"
#include "ui/icons.h"
#include "ui/messages.h"

#include <QCoreApplication>
#include <QWidget>

namespace seriatim {

AgentActions::AgentActions(QWidget &window)
    : QObject(&window), m_window(window), m_runNow(new QAction(icon(Symbol::runNow), tr("&Run now"), &window)),
      m_runFrom(new QAction(icon(Symbol::runNow), tr("Run &from this item"), &window))
{
    m_runNow->setObjectName(QStringLiteral("agentRunNow"));
    m_runNow->setShortcut(Qt::CTRL | Qt::Key_R);
    m_runFrom->setObjectName(QStringLiteral("agentRunFrom"));
    m_runFrom->setShortcut(Qt::CTRL | Qt::ALT | Qt::Key_R);
    window.addActions({m_runNow, m_runFrom});
    connect(m_runNow, &QAction::triggered, this, [this] { ask({}); });
    connect(m_runFrom, &QAction::triggered, this, [this] { ask(m_place); });
    setCurrent(nullptr, nullptr, nullptr);
}

// A console that runs a task there itself is no agent that takes wishes.
void AgentActions::setCurrent(const AgentView *view, const AgentSequenceView *sequence, const AgentItemView *item)
{
    if (view && view->folder != m_home && m_asked) {
        m_asked.reset();
        Q_EMIT asked({});
    }
    m_home = view ? view->folder : QString();
    m_agentWorks = view && view->process && *view->process != QCoreApplication::applicationPid();
    m_rights = view ? view->wishes : Inbox::Rights::nothing;
    m_sequence = sequence ? std::optional(*sequence) : std::nullopt;
    m_place = item ? std::optional(item->place) : std::nullopt;
    const QString why = obstacle();
    const bool runs = m_sequence && m_sequence->status == ComputerStatus::running;
    const auto withKeys = [](const QAction &action, const QString &text) {
        return QStringLiteral("%1 (%2)").arg(text, action.shortcut().toString(QKeySequence::NativeText));
    };
    m_runNow->setEnabled(why.isEmpty() && !runs && m_sequence->status != ComputerStatus::restartPending);
    m_runNow->setToolTip(!why.isEmpty() ? why : runs ? tr("It is running now") : withKeys(*m_runNow, tr("Runs the whole order now, whatever its schedule; goes on with a run that waits")));
    m_runFrom->setEnabled(why.isEmpty() && m_place);
    m_runFrom->setText(m_place ? tr("Run &from item %1").arg(*m_place) : tr("Run &from this item"));
    m_runFrom->setToolTip(!why.isEmpty() ? why : !m_place ? tr("Select a line item first") : withKeys(*m_runFrom, tr("Runs this item and those after it now; the items before it keep their last result")));
    if (m_asked && m_sequence && m_sequence->guid == m_asked->first && m_sequence->run != m_asked->second) {
        m_asked.reset();
        Q_EMIT asked({});
    }
}

QString AgentActions::obstacle() const
{
    if (!m_sequence)
        return tr("Select a sequence first");
    if (m_rights != Inbox::Rights::everything)
        return tr("Only an administrator of this computer, or the user that the agent works as, may have a task run now");
    if (m_sequence->status == ComputerStatus::withdrawn)
        return tr("Its task was disabled or taken away");
    return {};
}

void AgentActions::ask(std::optional<int> fromPlace)
{
    if (fromPlace && isInProgress()) {
        Question question;
        question.objectName = QStringLiteral("runInProgressBox");
        question.text = tr("“%1” is in the middle of a run.").arg(m_sequence->name);
        question.information = tr("Running it from item %1 on ends that run. A program that is running is let run to its end first.").arg(*fromPlace);
        question.answers = {tr("&Run from item %1").arg(*fromPlace)};
        question.dangerous = true;
        if (seriatim::ask(&m_window, question) != 0 || !m_sequence)
            return;
    }
    Wish wish(m_sequence->guid);
    wish.fromPlace = fromPlace;
    const std::pair asking(m_sequence->guid, m_sequence->run);
    const QString name = m_sequence->name;
    leaveWish(m_home, wish).then(this, [this, asking, name](const Result<> &left) {
        if (!left) {
            Q_EMIT refused(left.error().message());
            return;
        }
        m_asked = asking;
        Q_EMIT asked(m_agentWorks ? tr("The agent has been asked to run “%1”. It begins as soon as the program that runs now, if any, has ended.").arg(name)
                                  : tr("No agent works in this home now. “%1” runs when one starts.").arg(name));
    });
}

} // namespace seriatim
