#include "ui/cardflow.h"

#include <QGridLayout>
#include <QResizeEvent>

#include <algorithm>

namespace seriatim {

CardFlow::CardFlow(int characters, QWidget *parent) : QWidget(parent), m_characters(characters), m_grid(new QGridLayout(this)) {}

int CardFlow::columnsThatFit() const
{
    const QMargins margins = m_grid->contentsMargins();
    const int room = width() - margins.left() - margins.right() + m_grid->horizontalSpacing();
    const int card = fontMetrics().averageCharWidth() * m_characters + m_grid->horizontalSpacing();
    return std::max(1, room / card);
}

void CardFlow::setCards(const QList<QWidget *> &cards)
{
    for (QWidget *card : std::as_const(m_cards)) {
        if (cards.contains(card))
            continue;
        card->hide();
        card->deleteLater(); // it may be what was clicked
    }
    const bool same = cards == m_cards;
    m_cards = cards;
    if (!same)
        arrange();
}

void CardFlow::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (columnsThatFit() != m_columns)
        arrange();
}

void CardFlow::arrange()
{
    while (QLayoutItem *item = m_grid->takeAt(0))
        delete item;
    const int before = m_columns;
    m_columns = columnsThatFit();
    for (int column = 0; column < std::max(before, m_columns); ++column)
        m_grid->setColumnStretch(column, column < m_columns ? 1 : 0);
    for (int row = 0, rows = m_grid->rowCount(); row < rows; ++row)
        m_grid->setRowStretch(row, 0);
    QWidget *last = nullptr;
    for (qsizetype i = 0; i < m_cards.size(); ++i) {
        m_grid->addWidget(m_cards[i], static_cast<int>(i) / m_columns, static_cast<int>(i) % m_columns);
        m_cards[i]->show();
        if (last)
            setTabOrder(last, m_cards[i]);
        last = m_cards[i];
    }
    // What is left over stays empty, so that cards are as high as they need to be.
    m_grid->setRowStretch(static_cast<int>(m_cards.size()) / m_columns + 1, 1);
}

} // namespace seriatim
