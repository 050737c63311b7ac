// StatusGrid: computers × line items, as the Status tab and the pages of recorded simulations show them. The model's first
// column is the computer, its second the state, then come the items, then others.
#pragma once

#include <QTableView>

namespace seriatim {

class StatusGrid : public QTableView
{
    Q_OBJECT

public:
    static constexpr int computerColumn = 0;
    static constexpr int statusColumn = 1;
    static constexpr int firstItemColumn = 2;

    // The roles are those of StatusDelegate; the model outlives it, or is another's child.
    StatusGrid(QAbstractItemModel &model, int itemStatusRole, int computerStatusRole, QWidget *parent);

    // To the header and to the longest words of the states; after the items as wide as these texts.
    void fitColumns(int itemCount, const QStringList &widestAfterItems);
    // Rows with the header above, tab-separated, as spreadsheets take it.
    void copySelection() const;

Q_SIGNALS:
    void copyWished(); // by Ctrl+C. Nothing is copied by itself
};

} // namespace seriatim
