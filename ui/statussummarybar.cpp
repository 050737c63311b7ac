#include "ui/statussummarybar.h"

#include "ui/statuslook.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>

#include <array>

namespace seriatim {

namespace {

constexpr std::array shownOrder{ComputerStatus::succeeded, ComputerStatus::failed,  ComputerStatus::running,    ComputerStatus::restartPending,
                                ComputerStatus::waiting,   ComputerStatus::withdrawn, ComputerStatus::notReceived};

int countOf(const StatusSummary &summary, ComputerStatus status)
{
    const auto found = summary.byStatus.find(status);
    return found == summary.byStatus.end() ? 0 : found->second;
}

QString inWords(const StatusSummary &summary, ComputerStatus status)
{
    return StatusSummaryBar::tr("%1 %2").arg(QString::number(countOf(summary, status)), statusText(status));
}

// Patterns beside the colours, so that a grey print tells them apart.
Qt::BrushStyle patternOf(ComputerStatus status)
{
    switch (status) {
    case ComputerStatus::succeeded: return Qt::SolidPattern;
    case ComputerStatus::failed: return Qt::DiagCrossPattern;
    case ComputerStatus::running: return Qt::BDiagPattern;
    case ComputerStatus::restartPending: return Qt::FDiagPattern;
    case ComputerStatus::waiting: return Qt::Dense6Pattern;
    case ComputerStatus::withdrawn: return Qt::HorPattern;
    case ComputerStatus::notReceived: return Qt::NoBrush;
    }
    Q_UNREACHABLE();
}

} // namespace

class StatusSummaryBar::Bar : public QWidget
{
public:
    explicit Bar(QWidget *parent, const StatusSummary &summary) : QWidget(parent), m_summary(summary)
    {
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    }

    QSize sizeHint() const override { return {fontMetrics().averageCharWidth() * 30, fontMetrics().height()}; }
    QSize minimumSizeHint() const override { return {fontMetrics().averageCharWidth() * 8, fontMetrics().height()}; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const QRect frame = rect().adjusted(0, 1, -1, -2);
        painter.fillRect(frame, palette().base());
        int before = 0;
        for (const ComputerStatus status : shownOrder) {
            const int count = countOf(m_summary, status);
            const auto x = [&](int computers) { return frame.left() + static_cast<int>(qint64(frame.width()) * computers / std::max(m_summary.computers, 1)); };
            const QRect part(x(before), frame.top(), x(before + count) - x(before), frame.height());
            before += count;
            if (part.width() > 0)
                paintPart(painter, part, status);
        }
        painter.setPen(palette().color(QPalette::Mid));
        painter.drawRect(frame);
    }

private:
    void paintPart(QPainter &painter, const QRect &part, ComputerStatus status) const
    {
        const QColor color = toneColor(toneOf(status), palette());
        QColor background = color;
        constexpr int faint = 70;
        background.setAlpha(status == ComputerStatus::notReceived ? 0 : faint);
        painter.fillRect(part, background);
        painter.fillRect(part, QBrush(color, patternOf(status)));
    }

    const StatusSummary &m_summary;
};

StatusSummaryBar::StatusSummaryBar(QWidget *parent)
    : QWidget(parent), m_total(new QLabel(this)), m_bar(new Bar(this, m_summary)), m_words(new QLabel(this))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_total);
    layout->addWidget(m_bar, 1);
    layout->addWidget(m_words, 2);
    m_total->setObjectName(QStringLiteral("summaryTotal"));
    m_words->setObjectName(QStringLiteral("summaryWords"));
    m_words->setWordWrap(true);
    m_words->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    m_words->setToolTip(tr("Click a state to show its computers only"));
    connect(m_words, &QLabel::linkActivated, this, [this](const QString &link) {
        Q_EMIT statusClicked(static_cast<ComputerStatus>(link.toInt()));
    });
    showSummary();
}

void StatusSummaryBar::setSummary(const StatusSummary &summary)
{
    if (summary == m_summary)
        return;
    m_summary = summary;
    showSummary();
}

QString StatusSummaryBar::summaryText() const
{
    QStringList parts;
    for (const ComputerStatus status : shownOrder) {
        if (countOf(m_summary, status) > 0)
            parts.append(inWords(m_summary, status));
    }
    const QString total = m_summary.computers == 1 ? tr("1 computer") : tr("%1 computers").arg(m_summary.computers);
    return parts.isEmpty() ? total : total + QStringLiteral(": ") + parts.join(QStringLiteral(", "));
}

void StatusSummaryBar::showSummary()
{
    QStringList words;
    for (const ComputerStatus status : shownOrder) {
        if (countOf(m_summary, status) == 0)
            continue;
        words.append(QStringLiteral("<a href=\"%1\" style=\"color:%2; text-decoration:none\">%3</a>")
                         .arg(QString::number(static_cast<int>(status)), toneColor(toneOf(status), palette()).name(),
                              inWords(m_summary, status).replace(u' ', QStringLiteral("&nbsp;"))));
    }
    m_total->setText(m_summary.computers == 1 ? tr("1 computer") : tr("%1 computers").arg(m_summary.computers));
    m_words->setText(words.join(QStringLiteral(" · ")));
    m_bar->setToolTip(summaryText());
    m_bar->setAccessibleName(summaryText());
    m_bar->update();
}

void StatusSummaryBar::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        showSummary();
    QWidget::changeEvent(event);
}

} // namespace seriatim
