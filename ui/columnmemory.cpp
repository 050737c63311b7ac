#include "ui/columnmemory.h"

#include "models/consolesettings.h"

#include <QAction>
#include <QEvent>
#include <QHeaderView>
#include <QTimer>

namespace seriatim {

namespace {

constexpr int widest = 4000; // pixels; a settings file may say anything

QString settingsKey(const QString &name)
{
    return QStringLiteral("columns/") + name;
}

} // namespace

ColumnMemory::ColumnMemory(QHeaderView &header, QString name) : QObject(&header), m_header(header), m_name(std::move(name))
{
    auto *reset = new QAction(tr("&Reset the columns"), this);
    reset->setObjectName(QStringLiteral("resetColumns"));
    connect(reset, &QAction::triggered, this, &ColumnMemory::forget);
    header.addAction(reset);
    header.setContextMenuPolicy(Qt::ActionsContextMenu);
    header.viewport()->installEventFilter(this);
    read();
    apply();
    if (m_sorting) {
        for (int column = 0; column < header.count(); ++column) {
            if (title(column) == m_sorting->title)
                header.setSortIndicator(column, m_sorting->descending ? Qt::DescendingOrder : Qt::AscendingOrder);
        }
    }
}

void ColumnMemory::apply()
{
    for (int column = 0; column < m_header.count(); ++column) {
        const auto chosen = m_chosen.constFind(title(column));
        if (chosen == m_chosen.constEnd() || !isChosenByUser(column) || m_header.sectionSize(column) == *chosen)
            continue;
        m_own.insert(chosen.key(), m_header.sectionSize(column));
        m_header.resizeSection(column, *chosen);
    }
}

void ColumnMemory::forget()
{
    m_chosen.clear();
    m_sorting.reset();
    ConsoleSettings().setValue(settingsKey(m_name), {});
    for (int column = 0; column < m_header.count(); ++column) {
        if (const auto own = m_own.constFind(title(column)); own != m_own.constEnd())
            m_header.resizeSection(column, *own);
    }
    m_own.clear();
}

// The header itself acts on the mouse first, so what has become of it is looked at afterwards.
bool ColumnMemory::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::MouseButtonPress || event->type() == QEvent::MouseButtonDblClick) {
        m_pressed = widths();
        m_pressedSorting = sorting();
    } else if (event->type() == QEvent::MouseButtonRelease) {
        QTimer::singleShot(0, this, &ColumnMemory::rememberChanges);
    }
    return QObject::eventFilter(watched, event);
}

void ColumnMemory::rememberChanges()
{
    bool changed = false;
    const QHash<QString, int> now = widths();
    for (auto width = now.begin(); width != now.end(); ++width) {
        const int before = m_pressed.value(width.key(), *width);
        if (before == *width)
            continue;
        if (!m_chosen.contains(width.key()))
            m_own.insert(width.key(), before);
        m_chosen.insert(width.key(), *width);
        changed = true;
    }
    if (sorting() != m_pressedSorting) {
        m_sorting = m_pressedSorting = sorting();
        changed = true;
    }
    m_pressed = now;
    if (changed)
        write();
}

// The others have their widths from the window's or the contents'.
bool ColumnMemory::isChosenByUser(int column) const
{
    return m_header.sectionResizeMode(column) == QHeaderView::Interactive && !m_header.isSectionHidden(column)
           && !(m_header.stretchLastSection() && column == m_header.count() - 1);
}

QString ColumnMemory::title(int column) const
{
    return m_header.model()->headerData(column, m_header.orientation()).toString();
}

QHash<QString, int> ColumnMemory::widths() const
{
    QHash<QString, int> widths;
    for (int column = 0; column < m_header.count(); ++column) {
        if (isChosenByUser(column))
            widths.insert(title(column), m_header.sectionSize(column));
    }
    return widths;
}

ColumnMemory::Sorting ColumnMemory::sorting() const
{
    if (!m_header.isSortIndicatorShown() || m_header.sortIndicatorSection() >= m_header.count())
        return {};
    return {title(m_header.sortIndicatorSection()), m_header.sortIndicatorOrder() == Qt::DescendingOrder};
}

void ColumnMemory::read()
{
    const QVariantMap kept = ConsoleSettings().value(settingsKey(m_name)).toMap();
    const QVariantMap widths = kept.value(QStringLiteral("widths")).toMap();
    for (auto width = widths.begin(); width != widths.end(); ++width) {
        const int pixels = width->toInt();
        if (pixels >= m_header.minimumSectionSize() && pixels <= widest)
            m_chosen.insert(width.key(), pixels);
    }
    if (kept.contains(QStringLiteral("sortedBy")))
        m_sorting = Sorting{kept.value(QStringLiteral("sortedBy")).toString(), kept.value(QStringLiteral("descending")).toBool()};
}

void ColumnMemory::write() const
{
    QVariantMap widths;
    for (auto width = m_chosen.begin(); width != m_chosen.end(); ++width)
        widths.insert(width.key(), *width);
    QVariantMap kept{{QStringLiteral("widths"), widths}};
    if (m_sorting) {
        kept.insert(QStringLiteral("sortedBy"), m_sorting->title);
        kept.insert(QStringLiteral("descending"), m_sorting->descending);
    }
    ConsoleSettings().setValue(settingsKey(m_name), kept);
}

} // namespace seriatim
