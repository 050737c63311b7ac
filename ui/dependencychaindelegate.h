// DependencyChainDelegate: draws, row by row, the lines of a DependencyChain beside the execution order. A line ends in a dot
// at each item that is needed and in an arrow at the item that needs it; the current item's lines stand out.
#pragma once

#include "models/dependencychain.h"

#include <QStyledItemDelegate>

namespace seriatim {

class DependencyChainDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void setChain(DependencyChain chain) { m_chain = std::move(chain); }
    void setCurrentRow(int row) { m_currentRow = row; } // -1: none
    [[nodiscard]] const DependencyChain &chain() const { return m_chain; }
    [[nodiscard]] static int widthFor(const DependencyChain &chain, const QFontMetrics &metrics);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintLine(QPainter &painter, const QStyleOptionViewItem &option, const DependencyLine &line, int row) const;

    DependencyChain m_chain;
    int m_currentRow = -1;
};

} // namespace seriatim
