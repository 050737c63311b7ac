#include "ui/pagetabs.h"

#include "ui/icons.h"

#include <QMenu>
#include <QMouseEvent>
#include <QTabBar>

namespace seriatim {

PageTabs::PageTabs(QWidget *parent) : QTabWidget(parent), m_revision(new QLabel(this))
{
    setObjectName(QStringLiteral("pageTabs"));
    setDocumentMode(true);
    setTabsClosable(true);
    setMovable(true);
    setUsesScrollButtons(true);
    setElideMode(Qt::ElideRight);
    tabBar()->setObjectName(QStringLiteral("pageTabBar"));
    tabBar()->setAccessibleName(tr("Open pages"));
    tabBar()->setContextMenuPolicy(Qt::CustomContextMenu);
    tabBar()->setExpanding(false);
    tabBar()->setChangeCurrentOnDrag(true); // from the packages into an execution order
    tabBar()->installEventFilter(this);
    m_revision->setObjectName(QStringLiteral("revisionLabel"));
    m_revision->setContentsMargins(fontMetrics().averageCharWidth(), 0, fontMetrics().averageCharWidth(), fontMetrics().height() / 3);
    setCornerWidget(m_revision, Qt::TopRightCorner);

    connect(this, &QTabWidget::tabCloseRequested, this, [this](int index) { Q_EMIT closeWished({qobject_cast<EditorPage *>(widget(index))}); });
    connect(this, &QTabWidget::currentChanged, this, [this] {
        if (EditorPage *page = currentPage())
            refresh(page);
        else
            m_revision->clear();
        Q_EMIT pageChanged();
    });
    connect(tabBar(), &QWidget::customContextMenuRequested, this, &PageTabs::showMenu);
}

void PageTabs::add(EditorPage *page)
{
    connect(page, &EditorPage::stateChanged, this, [this, page] {
        refresh(page);
        if (page == currentPage())
            Q_EMIT pageChanged();
    });
    addTab(page, QString());
    refresh(page);
}

void PageTabs::take(EditorPage *page)
{
    disconnect(page, nullptr, this, nullptr);
    removeTab(indexOf(page));
}

EditorPage *PageTabs::currentPage() const
{
    return qobject_cast<EditorPage *>(currentWidget());
}

QList<EditorPage *> PageTabs::pages() const
{
    QList<EditorPage *> pages;
    for (int i = 0; i < count(); ++i)
        pages.append(qobject_cast<EditorPage *>(widget(i)));
    return pages;
}

EditorPage *PageTabs::find(const PageKey &key) const
{
    for (EditorPage *page : pages()) {
        if (page->key() == key)
            return page;
    }
    return nullptr;
}

void PageTabs::showNext(int step)
{
    if (count() > 1)
        setCurrentIndex((currentIndex() + step + count()) % count());
}

void PageTabs::refresh(EditorPage *page)
{
    const int index = indexOf(page);
    if (index < 0)
        return;
    QString title = page->title();
    setTabToolTip(index, page->isDirty() ? tr("%1\nhas changes that are not saved").arg(title) : title);
    if (page->isDirty())
        title += QStringLiteral(" *");
    setTabText(index, title.replace(u'&', QStringLiteral("&&")));
    setTabIcon(index, page->pageIcon());
    if (page == currentPage())
        m_revision->setText(page->revisionText());
}

bool PageTabs::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == tabBar() && event->type() == QEvent::MouseButtonRelease) {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        const int index = tabBar()->tabAt(mouse->position().toPoint());
        if (mouse->button() == Qt::MiddleButton && index >= 0) {
            Q_EMIT closeWished({qobject_cast<EditorPage *>(widget(index))});
            return true;
        }
    }
    return QTabWidget::eventFilter(watched, event);
}

void PageTabs::showMenu(const QPoint &position)
{
    const int index = tabBar()->tabAt(position);
    if (index < 0)
        return;
    auto *page = qobject_cast<EditorPage *>(widget(index));
    QList<EditorPage *> others = pages();
    others.removeOne(page);
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(icon(Symbol::close), tr("&Close"), this, [this, page] { Q_EMIT closeWished({page}); });
    menu->addAction(tr("Close &Others"), this, [this, others] { Q_EMIT closeWished(others); })->setEnabled(!others.isEmpty());
    menu->addAction(tr("Close &All"), this, [this] { Q_EMIT closeWished(pages()); });
    menu->addSeparator();
    menu->addAction(tr("Move to a New &Window"), this, [this, page] { Q_EMIT detachWished(page); })->setEnabled(!others.isEmpty());
    menu->popup(tabBar()->mapToGlobal(position));
}

} // namespace seriatim
