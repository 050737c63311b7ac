#include "ui/portalcard.h"

#include "ui/icons.h"
#include "ui/portalpicture.h"
#include "ui/theme.h"

#include <QEvent>
#include <QGridLayout>

namespace seriatim {

namespace {

QLabel *label(QWidget *parent, const char *objectName)
{
    auto *made = new QLabel(parent);
    made->setObjectName(QString::fromLatin1(objectName));
    made->setWordWrap(true);
    made->setTextFormat(Qt::PlainText);
    return made;
}

void tint(QLabel *label, Tone tone)
{
    QPalette colours = label->parentWidget()->palette();
    const QColor colour = toneColor(tone, colours);
    colours.setColor(QPalette::WindowText, colour);
    colours.setColor(QPalette::Text, colour); // on the base
    if (label->palette().color(QPalette::Text) != colour)
        label->setPalette(colours);
}

} // namespace

PortalCard::PortalCard(QWidget *parent)
    : QFrame(parent), m_picture(new QLabel(this)), m_name(label(this, "cardName")), m_recommended(label(this, "cardRecommended")),
      m_description(label(this, "cardDescription")), m_effort(label(this, "cardEffort")),
      m_standing(label(this, "cardStanding")), m_request(new QPushButton(this))
{
    setFrameShape(QFrame::StyledPanel);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    m_picture->setObjectName(QStringLiteral("cardPicture"));
    m_picture->setAlignment(Qt::AlignCenter);
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.3);
    large.setBold(true);
    m_name->setFont(large);
    m_recommended->setText(tr("★ Recommended for you"));
    m_request->setObjectName(QStringLiteral("cardRequest"));

    auto *grid = new QGridLayout(this);
    grid->setColumnStretch(1, 1);
    grid->addWidget(m_picture, 0, 0, 5, 1, Qt::AlignTop);
    grid->addWidget(m_name, 0, 1);
    grid->addWidget(m_recommended, 1, 1);
    grid->addWidget(m_description, 2, 1);
    grid->addWidget(m_effort, 3, 1);
    grid->addWidget(m_standing, 4, 1);
    grid->addWidget(m_request, 5, 0, 1, 2, Qt::AlignRight | Qt::AlignBottom);
    grid->setRowStretch(5, 1); // where a card is higher than it needs to be
    connect(m_request, &QPushButton::clicked, this, &PortalCard::requested);
    display();
}

void PortalCard::setContent(const PortalCardContent &content)
{
    m_content = content;
    display();
}

void PortalCard::setPreview(bool preview)
{
    m_request->setAttribute(Qt::WA_TransparentForMouseEvents, preview);
    m_request->setFocusPolicy(preview ? Qt::NoFocus : Qt::StrongFocus);
}

void PortalCard::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        display();
    QFrame::changeEvent(event);
}

void PortalCard::display()
{
    const int side = fontMetrics().lineSpacing() * 4;
    QPixmap picture = picturePixmap(m_content.picture, side, devicePixelRatioF());
    if (picture.isNull())
        picture = icon(Symbol::task).pixmap(QSize(side, side), devicePixelRatioF());
    m_picture->setPixmap(picture);
    m_picture->setMinimumWidth(side);
    setAccessibleName(m_content.name);
    m_name->setText(m_content.name);
    m_recommended->setVisible(m_content.recommended);
    m_description->setText(m_content.description);
    m_description->setVisible(!m_content.description.isEmpty());
    m_effort->setText(m_content.effort);
    const QString leadsTo = m_content.preApproved ? tr("Starts at once, without an approval.") : tr("An administrator approves it first.");
    m_standing->setText(m_content.standing.isEmpty() ? leadsTo : m_content.standing);
    m_request->setText(m_content.preApproved ? tr("Install") : tr("Request"));
    m_request->setToolTip(leadsTo);
    m_request->setAccessibleName(m_content.preApproved ? tr("Install %1").arg(m_content.name) : tr("Request %1").arg(m_content.name));
    m_request->setEnabled(m_content.standing.isEmpty());
    tint(m_recommended, Tone::accent);
    tint(m_standing, m_content.standing.isEmpty() ? Tone::muted : Tone::busy);
    tint(m_effort, Tone::muted);
}

} // namespace seriatim
