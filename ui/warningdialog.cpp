#include "ui/warningdialog.h"

#include "models/warningwords.h"
#include "models/wishes.h"
#include "ui/icons.h"
#include "ui/messageline.h"

#include <QComboBox>
#include <QEvent>
#include <QAbstractItemView>
#include <QBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace seriatim {

namespace {

constexpr int patienceMs = 15'000; // an agent looks into its inbox every two seconds at the least
constexpr int iconExtent = 48;
constexpr int lineWidth = 62; // characters

QLabel *makeText(QWidget *parent, const char *name)
{
    auto *label = new QLabel(parent);
    label->setObjectName(QLatin1StringView(name));
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

QFont scaled(QFont font, double factor, bool bold)
{
    font.setPointSizeF(font.pointSizeF() * factor);
    font.setBold(bold);
    return font;
}

QPushButton *makeButton(QWidget *parent, const char *name, const QString &text)
{
    auto *button = new QPushButton(text, parent);
    button->setObjectName(QLatin1StringView(name));
    button->setAutoDefault(false); // Enter stays with the harmless one
    return button;
}

} // namespace

WarningDialog::WarningDialog(QString home, const AgentSequenceView &sequence, const Clock &clock, QWidget *parent)
    : QDialog(parent, Qt::Dialog | Qt::WindowStaysOnTopHint), m_home(std::move(home)), m_sequence(sequence), m_clock(clock),
      m_icon(new QLabel(this)), m_heading(makeText(this, "warningHeading")), m_programs(makeText(this, "warningPrograms")),
      m_meaning(makeText(this, "warningMeaning")), m_comes(new QLabel(this)), m_remaining(new QLabel(this)),
      m_deferral(makeText(this, "warningDeferral")), m_howLongLabel(new QLabel(tr("&Put it off for"), this)), m_howLong(new QComboBox(this)),
      m_putOff(makeButton(this, "putOffButton", tr("Put &off"))), m_goAhead(makeButton(this, "goAheadButton", QString())),
      m_close(makeButton(this, "closeWarningButton", tr("&Close"))), m_message(new MessageLine(this))
{
    const bool restart = warning().what == AgentWarningView::For::restart;
    setObjectName(QStringLiteral("warningDialog"));
    setAttribute(Qt::WA_ShowWithoutActivating);
    setAttribute(Qt::WA_QuitOnClose, false);
    setWindowTitle(warningTitle(warning()));
    m_comes->setObjectName(QStringLiteral("warningComes"));
    m_remaining->setObjectName(QStringLiteral("warningRemaining"));
    m_message->setObjectName(QStringLiteral("warningMessage"));
    m_heading->setFont(scaled(font(), 1.25, true));
    m_remaining->setFont(scaled(font(), 1.6, true));
    m_howLong->setObjectName(QStringLiteral("deferralBox"));
    m_howLongLabel->setBuddy(m_howLong);
    m_goAhead->setText(restart ? tr("&Restart now") : tr("&Start now"));
    m_goAhead->setIcon(icon(restart ? Symbol::restart : Symbol::runNow));
    m_putOff->setIcon(icon(Symbol::schedule));
    m_close->setToolTip(tr("Closes this window; the time goes on"));
    m_answer.setSingleShot(true);
    m_answer.setInterval(patienceMs);
    connect(m_putOff, &QPushButton::clicked, this, &WarningDialog::putOff);
    connect(m_goAhead, &QPushButton::clicked, this, &WarningDialog::goAhead);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    connect(&m_answer, &QTimer::timeout, this, [this] {
        setBusy(false);
        m_message->showWarning(tr("The agent has not answered yet. It takes your wish when it can."));
    });
    makeLayout();
    paintIcon();
    tick();
    fit();
}

void WarningDialog::makeLayout()
{
    auto *time = new QHBoxLayout;
    time->addWidget(m_comes, 0, Qt::AlignBaseline);
    time->addWidget(m_remaining, 0, Qt::AlignBaseline);
    time->addStretch(1);
    auto *deferral = new QHBoxLayout;
    deferral->addWidget(m_howLongLabel);
    deferral->addWidget(m_howLong, 1);
    deferral->addWidget(m_putOff);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_goAhead);
    buttons->addWidget(m_close);
    auto *text = new QVBoxLayout;
    text->addWidget(m_heading);
    const bool restart = warning().what == AgentWarningView::For::restart; // its programs follow afterwards
    text->addWidget(restart ? m_meaning : m_programs);
    text->addWidget(restart ? m_programs : m_meaning);
    text->addLayout(time);
    text->addWidget(m_deferral);
    text->addLayout(deferral);
    text->addWidget(m_message);
    auto *top = new QHBoxLayout;
    top->addWidget(m_icon, 0, Qt::AlignTop);
    top->addLayout(text, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(layout->spacing() * 2);
    layout->addLayout(top);
    layout->addStretch(1);
    layout->addLayout(buttons);
    setMinimumWidth(fontMetrics().averageCharWidth() * lineWidth + iconExtent);
    setTabOrder(m_howLong, m_putOff);
    setTabOrder(m_putOff, m_goAhead);
    setTabOrder(m_goAhead, m_close);
}

void WarningDialog::take(const AgentSequenceView &sequence)
{
    const bool wasPutOff = m_isBusy && sequence.warning->deferred && sequence.warning->until > m_clock.now()
                           && (!warning().deferred || warning().until != sequence.warning->until);
    m_sequence = sequence;
    tick();
    if (wasPutOff)
        accept();
}

void WarningDialog::tick()
{
    const Instant now = m_clock.now();
    const qint64 remaining = warning().standsStill && warning().unattendedSince > 0 ? warning().until - warning().unattendedSince : warning().until - now;
    const auto set = [](QLabel &label, const QString &text) {
        if (label.text() != text)
            label.setText(text);
    };
    set(*m_heading, warningHeading(m_sequence));
    set(*m_programs, warningPrograms(warning()).join(u'\n'));
    m_programs->setVisible(!m_programs->text().isEmpty());
    set(*m_meaning, warningMeaning(warning()));
    set(*m_comes, warningComes(warning(), now));
    set(*m_remaining, remainingText(remaining));
    m_remaining->setVisible(remaining > 0);
    // Read aloud once a minute, not every second.
    if (const QString aloud = m_comes->text() + u' ' + remainingWords(remaining); m_remaining->accessibleName() != aloud)
        m_remaining->setAccessibleName(aloud);
    set(*m_deferral, warningDeferral(warning(), now));
    offerDeferrals();
}

void WarningDialog::offerDeferrals()
{
    const std::vector<Deferral> choices = deferralsOf(warning(), m_clock.now());
    QStringList texts;
    for (const Deferral &choice : choices)
        texts.append(choice.text);
    QStringList shown;
    for (int i = 0; i < m_howLong->count(); ++i)
        shown.append(m_howLong->itemText(i));
    if (texts != shown && !m_howLong->view()->isVisible()) { // not under the user's hands
        const QString chosen = m_howLong->currentText();
        m_howLong->clear();
        m_howLong->addItems(texts);
        m_howLong->setCurrentIndex(std::max(0, m_howLong->findText(chosen)));
    }
    for (QWidget *widget : {static_cast<QWidget *>(m_howLongLabel), static_cast<QWidget *>(m_howLong), static_cast<QWidget *>(m_putOff)})
        widget->setVisible(!choices.empty());
    chooseDefault(!choices.empty());
}

// As high as its texts need, and no higher.
void WarningDialog::fit()
{
    const int wide = std::max(minimumWidth(), layout()->minimumSize().width());
    resize(wide, layout()->totalHeightForWidth(wide));
}

void WarningDialog::chooseDefault(bool canPutOff)
{
    QPushButton *harmless = canPutOff ? m_putOff : m_close;
    if (harmless->isDefault())
        return;
    harmless->setDefault(true);
    harmless->setFocus();
    fit();
}

// The choices are counted from the moment of the click, as their words say.
void WarningDialog::putOff()
{
    const std::vector<Deferral> choices = deferralsOf(warning(), m_clock.now());
    const auto chosen = std::ranges::find(choices, m_howLong->currentText(), &Deferral::text);
    if (chosen == choices.end()) {
        tick();
        return;
    }
    Wish wish(m_sequence.guid, Wish::Kind::putOff);
    wish.until = chosen->until;
    send(wish);
}

void WarningDialog::goAhead()
{
    send(Wish(m_sequence.guid, Wish::Kind::goAhead));
}

void WarningDialog::send(const Wish &wish)
{
    Wish answer = wish;
    answer.notice = warning().notice;
    setBusy(true);
    leaveWish(m_home, answer).then(this, [this](const Result<> &left) {
        if (left) {
            m_message->showHint(tr("The agent has been asked…"));
            m_answer.start();
            return;
        }
        setBusy(false);
        m_message->showMistake(left.error().message());
    });
}

void WarningDialog::setBusy(bool busy)
{
    m_isBusy = busy;
    m_putOff->setEnabled(!busy);
    m_goAhead->setEnabled(!busy);
    m_howLong->setEnabled(!busy);
}

void WarningDialog::paintIcon()
{
    const Symbol symbol = warning().what == AgentWarningView::For::restart ? Symbol::restart : Symbol::package;
    m_icon->setPixmap(icon(symbol).pixmap(QSize(iconExtent, iconExtent), devicePixelRatioF()));
}

void WarningDialog::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        paintIcon();
    QDialog::changeEvent(event);
}

} // namespace seriatim
