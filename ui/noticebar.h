// NoticeBar: one sentence that stands where it matters, with its symbol and up to two buttons. Hidden until it has
// something to say.
#pragma once

#include "ui/icons.h"

#include <QFrame>

#include <functional>

class QLabel;
class QPushButton;

namespace seriatim {

class NoticeBar : public QFrame
{
    Q_OBJECT

public:
    explicit NoticeBar(QWidget *parent = nullptr);

    struct Answer {
        QString text;
        std::function<void()> act; // may be empty: the bar closes only
    };

    // The same text again changes nothing. Any answer closes the bar before it acts.
    void say(Symbol symbol, const QString &text, const std::vector<Answer> &answers = {});
    void clear();
    [[nodiscard]] QString text() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    void tint();

    QLabel *m_symbol;
    QLabel *m_text;
    std::vector<QPushButton *> m_buttons; // "answer0Button", "answer1Button"
    std::vector<Answer> m_answers;
    Symbol m_shown = Symbol::information;
    bool m_tinting = false;
};

} // namespace seriatim
