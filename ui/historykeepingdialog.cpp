#include "ui/historykeepingdialog.h"

#include "models/timewords.h"
#include "ui/icons.h"
#include "ui/messages.h"
#include "ui/workrow.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace seriatim {

namespace {

constexpr int suggestedDays = 90;

QLabel *makeText(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

HistoryKeepingDialog::HistoryKeepingDialog(HistoryKeeper &keeper, QWidget *parent)
    : QDialog(parent), m_keeper(keeper), m_state(makeText({}, this)), m_forEver(new QRadioButton(tr("For &ever"), this)),
      m_forDays(new QRadioButton(tr("For the last"), this)), m_days(new QSpinBox(this)),
      m_remove(new QPushButton(icon(Symbol::remove), tr("&Remove what is older now…"), this)), m_work(new WorkRow(this)), m_outcome(makeText({}, this))
{
    setObjectName(QStringLiteral("historyKeepingDialog"));
    setWindowTitle(tr("Reported History"));
    m_state->setObjectName(QStringLiteral("historyState"));
    m_forEver->setObjectName(QStringLiteral("keepForEver"));
    m_forDays->setObjectName(QStringLiteral("keepForDays"));
    m_days->setObjectName(QStringLiteral("keptDays"));
    m_days->setRange(1, mostHistoryDays);
    m_days->setSuffix(tr(" days"));
    m_days->setAccessibleName(tr("Days for which it is kept"));
    m_remove->setObjectName(QStringLiteral("removeOldButton"));
    m_outcome->setObjectName(QStringLiteral("historyOutcome"));
    m_outcome->hide();
    auto *days = new QHBoxLayout;
    days->addWidget(m_forDays);
    days->addWidget(m_days);
    days->addStretch(1);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Save)->setObjectName(QStringLiteral("saveHistoryButton"));
    buttons->button(QDialogButtonBox::Save)->setEnabled(m_keeper.mayChange());
    auto *remove = new QHBoxLayout;
    remove->addWidget(m_remove);
    remove->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(makeText(tr("Every event that a computer reports is kept for its timeline. How each computer stands, the totals and what is counted of each "
                                  "day are kept for ever, whatever is chosen here."), this));
    layout->addWidget(m_state);
    layout->addSpacing(fontMetrics().height() / 2);
    layout->addWidget(new QLabel(tr("Keep the events"), this));
    layout->addWidget(m_forEver);
    layout->addLayout(days);
    layout->addWidget(makeText(tr("What is older is removed once a day while a console has the store open, without holding anybody up."), this));
    layout->addLayout(remove);
    layout->addWidget(m_work);
    layout->addWidget(m_outcome);
    layout->addStretch(1);
    layout->addWidget(buttons);
    resize(fontMetrics().averageCharWidth() * 78, sizeHint().height());

    connect(buttons, &QDialogButtonBox::accepted, this, &HistoryKeepingDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_forDays, &QRadioButton::toggled, this, &HistoryKeepingDialog::showChoice);
    connect(m_remove, &QPushButton::clicked, this, &HistoryKeepingDialog::removeOld);
    connect(&m_keeper, &HistoryKeeper::begun, this, &HistoryKeepingDialog::showWork);
    connect(&m_keeper, &HistoryKeeper::ended, this, &HistoryKeepingDialog::showOutcome);
    connect(&m_keeper, &QObject::destroyed, this, &QDialog::reject);
    showStored();
    showWork();
}

void HistoryKeepingDialog::showStored()
{
    const Result<std::optional<int>> days = m_keeper.keptDays();
    if (!days) {
        m_state->setText(days.error().message());
        m_remove->setEnabled(false);
        return;
    }
    m_stored = *days;
    m_days->setValue(m_stored.value_or(suggestedDays));
    (m_stored ? m_forDays : m_forEver)->setChecked(true);
    showState();
    showChoice();
}

void HistoryKeepingDialog::showState()
{
    const Result<std::optional<Instant>> since = m_keeper.completeSince();
    if (!since) {
        m_state->setText(since.error().message());
        return;
    }
    m_state->setText(*since ? tr("Whatever came in since %1 is all there; of what came in before, only how things stand now.").arg(timeText(**since))
                            : tr("Nothing has been removed yet: whatever came in is all there."));
}

void HistoryKeepingDialog::showChoice()
{
    const bool mayChange = m_keeper.mayChange();
    m_forEver->setEnabled(mayChange);
    m_forDays->setEnabled(mayChange);
    m_days->setEnabled(mayChange && m_forDays->isChecked());
    m_remove->setEnabled(mayChange && m_forDays->isChecked() && !m_keeper.isRunning());
}

void HistoryKeepingDialog::showWork()
{
    if (m_keeper.isRunning()) {
        m_outcome->hide();
        m_work->follow(m_keeper.control());
    }
    showChoice();
}

void HistoryKeepingDialog::showOutcome(const Result<CompactOutcome> &outcome)
{
    const QLocale locale;
    m_work->end();
    if (!outcome)
        m_outcome->setText(outcome.error().message());
    else if (!outcome->isComplete)
        m_outcome->setText(tr("Ended after %1 events had been removed; it goes on tomorrow.").arg(locale.toString(outcome->removed)));
    else if (outcome->removed == 0)
        m_outcome->setText(tr("There was nothing older."));
    else if (outcome->freeBytes == 0)
        m_outcome->setText(tr("%1 events removed.").arg(locale.toString(outcome->removed)));
    else
        m_outcome->setText(tr("%1 events removed. %2 in the store's file are free for what comes next.")
                               .arg(locale.toString(outcome->removed), locale.formattedDataSize(outcome->freeBytes)));
    m_outcome->show();
    showState(); // it may have begun by itself: what is being chosen here stays
    showChoice();
}

std::optional<int> HistoryKeepingDialog::chosenDays() const
{
    return m_forDays->isChecked() ? std::optional(m_days->value()) : std::nullopt;
}

bool HistoryKeepingDialog::save()
{
    if (chosenDays() == m_stored)
        return true;
    const Result<> saved = m_keeper.setKeptDays(chosenDays());
    if (!saved) {
        showError(this, tr("This was not saved."), saved.error());
        return false;
    }
    m_stored = chosenDays();
    return true;
}

void HistoryKeepingDialog::accept()
{
    if (save())
        QDialog::accept();
}

void HistoryKeepingDialog::removeOld()
{
    Question question;
    question.objectName = QStringLiteral("removeHistoryBox");
    question.text = tr("Remove the events that came in more than %n day(s) ago?", nullptr, m_days->value());
    question.information = tr("They are gone from the timelines for good. How each computer stands, and every report's figures, stay.");
    question.answers = {tr("&Remove them")};
    question.dangerous = true;
    if (ask(this, question) == 0 && save())
        m_keeper.removeOld();
}

} // namespace seriatim
