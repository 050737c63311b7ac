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
    // Where it is scrolled to: the first row in sight by its name, as rows come and go above it.
    struct Place {
        QString firstName;
        int vertical = 0;
        int horizontal = 0;
    };
    [[nodiscard]] Place place() const;
    // `row` is where the place's first name stands now; -1: nobody knows, so it is scrolled as far as it was.
    void goBackTo(const Place &place, int row);
    // Makes a row the current one without scrolling to it.
    void selectQuietly(const QModelIndex &index);

    // Rows with the header above, tab-separated, as spreadsheets take it.
    void copySelection() const;

Q_SIGNALS:
    void copyWished(); // by Ctrl+C. Nothing is copied by itself
};

} // namespace seriatim
