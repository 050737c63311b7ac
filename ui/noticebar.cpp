#include "ui/noticebar.h"

#include "ui/theme.h"

#include <QApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStyle>

namespace seriatim {

NoticeBar::NoticeBar(QWidget *parent) : QFrame(parent), m_symbol(new QLabel(this)), m_text(new QLabel(this))
{
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    m_text->setObjectName(QStringLiteral("noticeText"));
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *layout = new QHBoxLayout(this);
    layout->addWidget(m_symbol, 0, Qt::AlignTop);
    layout->addWidget(m_text, 1);
    for (int i = 0; i < 2; ++i) {
        auto *button = new QPushButton(this);
        button->setObjectName(QStringLiteral("answer%1Button").arg(i));
        connect(button, &QPushButton::clicked, this, [this, i] {
            const std::function<void()> act = m_answers[static_cast<size_t>(i)].act;
            clear();
            if (act)
                act();
        });
        layout->addWidget(button, 0, Qt::AlignVCenter);
        m_buttons.push_back(button);
    }
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    tint();
    hide();
}

void NoticeBar::say(Symbol symbol, const QString &text, const std::vector<Answer> &answers)
{
    m_answers = answers;
    m_shown = symbol;
    m_text->setText(text);
    for (size_t i = 0; i < m_buttons.size(); ++i) {
        m_buttons[i]->setVisible(i < answers.size());
        m_buttons[i]->setText(i < answers.size() ? answers[i].text : QString());
    }
    tint();
    show();
}

void NoticeBar::clear()
{
    m_text->clear();
    hide();
}

QString NoticeBar::text() const
{
    return m_text->text();
}

void NoticeBar::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !m_tinting)
        tint();
}

void NoticeBar::tint()
{
    m_tinting = true;
    const QPalette base = QApplication::palette(this);
    const QColor background = base.color(QPalette::Base);
    const Tone tone = m_shown == Symbol::problem ? Tone::bad : m_shown == Symbol::warning ? Tone::warning : Tone::accent;
    const QColor accent = toneColor(tone, base);
    const auto mix = [](int a, int b) { return (a * 9 + b) / 10; };
    QPalette tinted;
    tinted.setColor(QPalette::Window, QColor(mix(background.red(), accent.red()), mix(background.green(), accent.green()),
                                             mix(background.blue(), accent.blue())));
    setPalette(tinted);
    const int size = style()->pixelMetric(QStyle::PM_SmallIconSize, nullptr, this);
    m_symbol->setPixmap(icon(m_shown).pixmap(QSize(size, size), devicePixelRatioF()));
    m_tinting = false;
}

} // namespace seriatim
