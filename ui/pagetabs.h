// PageTabs: the pages that are open in a window, one behind the other, with a tab for each. Asks nothing: the window decides
// what a wish to close a page means.
#pragma once

#include "ui/editorpage.h"

#include <QLabel>
#include <QTabWidget>

namespace seriatim {

class PageTabs : public QTabWidget
{
    Q_OBJECT

public:
    explicit PageTabs(QWidget *parent = nullptr);

    void add(EditorPage *page);
    void take(EditorPage *page); // out of the tabs; the caller deletes it
    void show(EditorPage *page) { setCurrentWidget(page); }

    [[nodiscard]] EditorPage *currentPage() const;
    [[nodiscard]] QList<EditorPage *> pages() const;
    [[nodiscard]] EditorPage *find(const PageKey &key) const; // null: not open here

    void showNext(int step); // around the end

Q_SIGNALS:
    void pageChanged();                                     // another one is the current page, or it changed
    void closeWished(const QList<seriatim::EditorPage *> &pages);
    void detachWished(seriatim::EditorPage *page); // into a window of its own

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void refresh(EditorPage *page);
    void showMenu(const QPoint &position);

    QLabel *m_revision;
};

} // namespace seriatim
