#include "ui/agentitempane.h"

#include "models/agentwords.h"
#include "ui/statuslook.h"

#include <QDesktopServices>
#include <QEvent>
#include <QFontDatabase>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QStyle>
#include <QUrl>
#include <QVBoxLayout>

namespace seriatim {

namespace {

QLabel *makeText(QWidget *parent, const char *name)
{
    auto *label = new QLabel(parent);
    label->setObjectName(QLatin1StringView(name));
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

// What a program printed since is added at the end, where a reader who has scrolled back or selected something is not
// disturbed.
void showText(QPlainTextEdit &edit, const QString &text)
{
    const QString shown = edit.toPlainText();
    if (shown == text)
        return;
    QScrollBar &bar = *edit.verticalScrollBar();
    const bool atEnd = bar.value() == bar.maximum();
    if (!shown.isEmpty() && text.startsWith(shown)) {
        QTextCursor end(edit.document());
        end.movePosition(QTextCursor::End);
        end.insertText(text.mid(shown.size()));
    } else {
        edit.setPlainText(text);
    }
    if (atEnd)
        bar.setValue(bar.maximum());
}

} // namespace

AgentItemPane::AgentItemPane(QWidget *parent)
    : QWidget(parent), m_icon(new QLabel(this)), m_heading(makeText(this, "agentItemHeading")), m_times(makeText(this, "agentItemTimes")),
      m_explanation(makeText(this, "agentItemExplanation")), m_logTitle(new QLabel(this)), m_output(new QPlainTextEdit(this)),
      m_openButton(new QPushButton(icon(Symbol::open), tr("Open &log"), this))
{
    QFont bold = m_heading->font();
    bold.setBold(true);
    m_heading->setFont(bold);
    m_heading->setWordWrap(true);
    m_explanation->setWordWrap(true);
    m_logTitle->setObjectName(QStringLiteral("agentLogTitle"));
    m_output->setObjectName(QStringLiteral("agentLog"));
    m_output->setAccessibleName(tr("What the program printed"));
    m_output->setReadOnly(true);
    m_output->setUndoRedoEnabled(false);
    m_output->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_openButton->setObjectName(QStringLiteral("openLogButton"));
    m_openButton->setToolTip(tr("Opens the whole log in the program that this computer shows text with"));

    auto *header = new QHBoxLayout;
    header->addWidget(m_icon, 0, Qt::AlignTop);
    header->addWidget(m_heading, 1);
    header->addWidget(m_times, 0, Qt::AlignTop);
    auto *logHeader = new QHBoxLayout;
    logHeader->addWidget(m_logTitle, 1);
    logHeader->addWidget(m_openButton);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(header);
    layout->addWidget(m_explanation);
    layout->addLayout(logHeader);
    constexpr int allTheRest = 100;
    layout->addWidget(m_output, allTheRest);
    layout->addStretch(1); // where there is no output to show

    connect(&m_log, &LogFollower::changed, this, &AgentItemPane::showLog);
    connect(m_openButton, &QPushButton::clicked, this, &AgentItemPane::openLog);
    showNothing();
}

void AgentItemPane::say(const QString &heading, const QString &times, const QString &explanation)
{
    const auto set = [](QLabel &label, const QString &text) {
        if (label.text() != text)
            label.setText(text); // which would take away what is selected in it
    };
    set(*m_heading, heading);
    set(*m_times, times);
    set(*m_explanation, explanation);
    m_explanation->setVisible(!explanation.isEmpty());
    paintStatus();
}

void AgentItemPane::show(const AgentSequenceView &sequence)
{
    m_item.reset();
    m_sequenceStatus = sequence.status;
    say(headingText(sequence), timesText(sequence, SystemClock().now()), sequence.explanation);
    m_log.setFile({});
    showLog();
}

void AgentItemPane::show(const AgentItemView &item, const AgentSequenceView &sequence)
{
    m_item = item;
    m_sequenceStatus.reset();
    const QString explanation = item.explanation.isEmpty() && !sequence.policyAtHand
                                    ? tr("Why cannot be said: the policy of this revision is neither in the agent's folder nor in the open store.")
                                    : item.explanation;
    say(headingText(item), timesText(item, SystemClock().now()), explanation);
    m_log.setFile(item.log.path);
    showLog();
}

void AgentItemPane::showNothing()
{
    m_item.reset();
    m_sequenceStatus.reset();
    say(tr("Select a line item to see why it is as it is, and what its program printed."), {}, {});
    m_log.setFile({});
    showLog();
}

void AgentItemPane::showLog()
{
    const bool any = !m_log.file().isEmpty();
    m_logTitle->setText(any ? logText(*m_item, m_log.end()) : QString());
    m_logTitle->setVisible(any);
    m_openButton->setVisible(any);
    m_output->setVisible(m_item.has_value());
    m_output->setPlaceholderText(!any                        ? tr("Its program has not been started, or its log is gone.")
                                 : m_log.problem().isEmpty() ? tr("Nothing yet.")
                                                             : m_log.problem());
    showText(*m_output, m_log.end().text);
}

void AgentItemPane::paintStatus()
{
    const int extent = style()->pixelMetric(QStyle::PM_SmallIconSize, nullptr, this);
    const auto picture = [&](Symbol symbol) { return icon(symbol).pixmap(QSize(extent, extent), devicePixelRatioF()); };
    m_icon->setPixmap(m_item             ? picture(symbolOf(m_item->state.status))
                      : m_sequenceStatus ? picture(symbolOf(*m_sequenceStatus))
                                         : QPixmap());
}

void AgentItemPane::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        paintStatus();
    QWidget::changeEvent(event);
}

void AgentItemPane::openLog() const
{
    QDesktopServices::openUrl(QUrl::fromLocalFile(m_log.file()));
}

QString AgentItemPane::text() const
{
    QStringList parts{m_heading->text(), m_times->text(), m_explanation->text(), m_output->toPlainText()};
    parts.removeAll(QString());
    return parts.join(u'\n');
}

} // namespace seriatim
