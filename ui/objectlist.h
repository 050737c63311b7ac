// ObjectList: a long list of catalogue objects with a search field, sorting, and the same actions as buttons, context menu
// and keys. Knows rows of a table model and nothing of what they are.
#pragma once

#include <QAbstractItemModel>
#include <QWidget>

class QAction;
class QLabel;
class QLineEdit;
class QTreeView;

namespace seriatim {

class ObjectList : public QWidget
{
    Q_OBJECT

public:
    struct Words {
        QString objectName; // "computers": the controls are computersView, computersFilter, computersNew…
        QString newText;    // "&New computer"
        QString empty;      // what to do while there is none
    };

    // The model outlives it.
    ObjectList(const Words &words, QAbstractItemModel &model, std::function<void(const QString &)> setFilter, bool readOnly, QWidget *parent);
    ~ObjectList() override;

    // An action of one's own, for the rows that are selected.
    QAction *addRowAction(const QIcon &icon, const QString &text, const QString &objectName, bool changes);

    [[nodiscard]] std::vector<int> selectedRows() const; // ascending
    void selectRow(int row);
    void showCount(int total);
    void showTrouble(const QString &message);

Q_SIGNALS:
    void newRequested();
    void openRequested(int row);
    void duplicateRequested(int row);
    void removeRequested(const std::vector<int> &rows);
    void historyRequested(int row);

private:
    QAction *makeAction(const QIcon &icon, const QString &text, const QString &name, const QKeySequence &shortcut = {});
    void addButton(QAction *action);
    void refreshActions();
    [[nodiscard]] bool eventFilter(QObject *watched, QEvent *event) override;

    struct RowAction {
        QAction *action;
        bool oneRow;
        bool changes; // not in a store that is open for reading only
    };

    Words m_words;
    bool m_readOnly;
    QLineEdit *m_filter;
    QLabel *m_count;
    QLabel *m_empty;
    QTreeView *m_view;
    QLayout *m_buttons = nullptr;
    std::vector<RowAction> m_rowActions;
};

} // namespace seriatim
