// CardFlow: cards side by side, as many in a row as there is room for, the rows below each other. Owns what it holds.
#pragma once

#include <QWidget>

class QGridLayout;

namespace seriatim {

class CardFlow : public QWidget
{
    Q_OBJECT

public:
    // Cards are at least so wide, in average characters.
    explicit CardFlow(int characters, QWidget *parent = nullptr);

    // In this order; those that were there before and are not any more are deleted.
    void setCards(const QList<QWidget *> &cards);
    [[nodiscard]] const QList<QWidget *> &cards() const { return m_cards; }

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void arrange();
    [[nodiscard]] int columnsThatFit() const;

    int m_characters;
    int m_columns = 0;
    QList<QWidget *> m_cards;
    QGridLayout *m_grid;
};

} // namespace seriatim
