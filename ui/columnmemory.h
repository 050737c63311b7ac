// ColumnMemory: the widths and the sorting that a user gave a table's columns, kept from one day to the next. Columns are
// known by their titles, so that a release which adds or moves some leaves the others as they were.
#pragma once

#include <QHash>
#include <QObject>

#include <optional>

class QHeaderView;

namespace seriatim {

class ColumnMemory : public QObject
{
    Q_OBJECT

public:
    // A child of the header, which has its columns by now. `name` is the table's in the settings; tables of the same kind
    // share one. Applies what is remembered, and gives the header a menu entry that forgets it.
    ColumnMemory(QHeaderView &header, QString name);

    // To be called after widths were set by the program: those that the user has chosen come back.
    void apply();
    // The program's own widths again, now and from now on.
    void forget();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Sorting {
        QString title;
        bool descending = false;
        bool operator==(const Sorting &) const = default;
    };

    [[nodiscard]] bool isChosenByUser(int column) const;
    [[nodiscard]] QString title(int column) const;
    [[nodiscard]] QHash<QString, int> widths() const;
    [[nodiscard]] Sorting sorting() const;
    void read();
    void write() const;
    void rememberChanges();

    QHeaderView &m_header;
    QString m_name;
    QHash<QString, int> m_chosen;     // pixels, by title
    std::optional<Sorting> m_sorting; // as the user chose
    QHash<QString, int> m_own;        // the program's widths, of the columns that have another one now
    QHash<QString, int> m_pressed;    // as they were when the mouse went down
    Sorting m_pressedSorting;
};

} // namespace seriatim
