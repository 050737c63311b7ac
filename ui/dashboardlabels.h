// What the parts of the start page share: headings, and sentences with links in them.
#pragma once

#include <QLabel>

namespace seriatim {

// Bold, `size` times as large as the font of its parent.
[[nodiscard]] QLabel *headingLabel(const QString &text, double size, QWidget *parent);

// "<a href=…>text</a>" of plain texts.
[[nodiscard]] QString linkHtml(const QString &target, const QString &text);

// LinkLabel: a wrapped sentence whose links are reached by mouse and keyboard, a Tab each, and follow the palette from light
// to dark.
class LinkLabel : public QLabel
{
    Q_OBJECT

public:
    explicit LinkLabel(QWidget *parent = nullptr);

    // `plain` is the same for screen readers. Texts that are shown already change nothing.
    void setSentence(const QString &html, const QString &plain);

protected:
    void changeEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    QString m_html;
};

} // namespace seriatim
