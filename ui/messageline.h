// MessageLine: one sentence beside the control it is about, with an icon; takes no room while there is nothing to say.
#pragma once

#include <QLabel>
#include <QWidget>

namespace seriatim {

class MessageLine : public QWidget
{
    Q_OBJECT

public:
    explicit MessageLine(QWidget *parent = nullptr);

    // An empty text hides the line.
    void showHint(const QString &text);    // allowed, worth knowing
    void showWarning(const QString &text); // allowed, surely not meant
    void showMistake(const QString &text); // may not be stored

    [[nodiscard]] QString text() const { return m_text->text(); }

protected:
    void changeEvent(QEvent *event) override;

private:
    enum class Kind { hint, warning, mistake };
    void display(Kind kind, const QString &text);
    void paintKind();

    QLabel *m_icon;
    QLabel *m_text;
    Kind m_kind = Kind::hint;
};

} // namespace seriatim
