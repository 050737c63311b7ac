// ToneLabel: wrapped text in the colour of a tone (ui/theme.h), which follows the palette from light to dark.
#pragma once

#include "ui/theme.h"

#include <QLabel>

namespace seriatim {

class ToneLabel : public QLabel
{
    Q_OBJECT

public:
    explicit ToneLabel(QWidget *parent = nullptr);

    void setTone(Tone tone);
    void say(const QString &text); // shows it, or hides itself where it is empty

protected:
    void changeEvent(QEvent *event) override;

private:
    void paintTone();

    Tone m_tone = Tone::bad;
    bool m_painting = false;
};

} // namespace seriatim
