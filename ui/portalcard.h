// PortalCard: one task as an end user sees it in the Software Portal.
#pragma once

#include "models/portalwords.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace seriatim {

class PortalCard : public QFrame
{
    Q_OBJECT

public:
    explicit PortalCard(QWidget *parent = nullptr);

    void setContent(const PortalCardContent &content);
    void setPreview(bool preview); // the button can be seen and does nothing

Q_SIGNALS:
    void requested();

protected:
    void changeEvent(QEvent *event) override;

private:
    void display();

    QLabel *m_picture;
    QLabel *m_name;
    QLabel *m_recommended;
    QLabel *m_description;
    QLabel *m_effort;
    QLabel *m_standing; // of a request that is under way, else what a request leads to
    QPushButton *m_request;
    PortalCardContent m_content;
};

} // namespace seriatim
