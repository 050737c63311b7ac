#include "models/selectormodel.h"

#include <QLocale>

#include <algorithm>

namespace seriatim {

namespace {

QString number(int count)
{
    return QLocale().toString(count);
}

QString programs(int count)
{
    return count == 1 ? SelectorModel::tr("1 program") : SelectorModel::tr("%1 programs").arg(number(count));
}

QString packages(int count)
{
    return count == 1 ? SelectorModel::tr("1 package") : SelectorModel::tr("%1 packages").arg(number(count));
}

QString folderText(const QString &folder)
{
    return folder.isEmpty() ? SelectorModel::tr("(in no folder)") : folder;
}

} // namespace

QString SelectorModel::foundText() const
{
    if (!isAsked() || !m_search || m_hits.packages.empty())
        return {};
    return m_asked == Asked::all ? tr("%1 of %2").arg(programs(foundPrograms()), packages(foundPackages()))
                                 : tr("%1 of %2 found").arg(programs(foundPrograms()), packages(foundPackages()));
}

QString SelectorModel::selectionText() const
{
    if (m_checkedPrograms == 0)
        return tr("No programs selected");
    return tr("%1 of %2 selected").arg(programs(m_checkedPrograms), packages(m_checkedPackages));
}

// A box may stand for programs that this search does not show; what it did to those must not stay unsaid.
void SelectorModel::noteChange(const QModelIndex &index, bool on)
{
    if (kindOf(index) == Kind::program) {
        m_lastChange.clear();
        return;
    }
    const bool isFolder = kindOf(index) == Kind::folder;
    const int firstHit = isFolder ? folder(index.row()).firstHit : hitOf(index);
    const int hitCount = isFolder ? folder(index.row()).hitCount : 1;
    const int all = isFolder ? folder(index.row()).programs : m_search->programCount(hit(firstHit).package);
    const int shown = isFolder ? folder(index.row()).shown : hit(firstHit).programCount;
    const QString of = isFolder ? tr("%1 in %2").arg(packages(hitCount), folderText(packageOfHit(firstHit).folder))
                                : packageOfHit(firstHit).name;
    m_lastChange = on ? tr("Selected %1 of %2").arg(programs(all), of) : tr("Deselected %1 of %2").arg(programs(all), of);
    if (shown < all)
        m_lastChange += tr(", %1 of them not shown").arg(number(all - shown));
}

QVariant SelectorModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case nameColumn: return tr("Name");
    case versionColumn: return tr("Version");
    case selectionColumn: return tr("Selection");
    }
    return {};
}

QVariant SelectorModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    switch (role) {
    case Qt::DisplayRole: return text(index);
    case Qt::ToolTipRole: return pathText(index);
    case Qt::CheckStateRole: return index.column() == nameColumn ? checkState(index) : QVariant();
    case kindRole: return static_cast<int>(kindOf(index));
    case rangesRole: return QVariant::fromValue(ranges(index));
    case inOrderRole: return kindOf(index) == Kind::program && m_inOrder[static_cast<size_t>(programOf(index))] != 0;
    }
    return {};
}

QString SelectorModel::text(const QModelIndex &index) const
{
    if (index.column() == selectionColumn)
        return selectionColumnText(index);
    const bool isName = index.column() == nameColumn;
    switch (kindOf(index)) {
    case Kind::folder: return isName ? folderText(packageOfHit(folder(index.row()).firstHit).folder) : QString();
    case Kind::package: return isName ? packageOfHit(hitOf(index)).name : packageOfHit(hitOf(index)).version;
    case Kind::program: return isName ? m_search->program(programOf(index)).name : QString();
    }
    Q_UNREACHABLE();
}

QString SelectorModel::shareText(int checked, int shown, int all) const
{
    if (all == 0)
        return tr("no programs");
    const QString share = checked == 0 ? programs(all) : tr("%1 of %2 selected").arg(number(checked), number(all));
    return shown == all ? share : tr("%1, %2 not shown").arg(share, number(all - shown));
}

QString SelectorModel::selectionColumnText(const QModelIndex &index) const
{
    switch (kindOf(index)) {
    case Kind::folder: {
        const FolderRow &row = folder(index.row());
        return shareText(row.checked, row.shown, row.programs);
    }
    case Kind::package: {
        const PackageHit &found = hit(hitOf(index));
        const QString share = shareText(m_checkedOf[static_cast<size_t>(found.package)], found.programCount, m_search->programCount(found.package));
        const int placed = inOrderOf(found.package);
        return placed == 0 ? share : tr("%1, %2 in the order").arg(share, number(placed));
    }
    case Kind::program: return m_inOrder[static_cast<size_t>(programOf(index))] != 0 ? tr("already in the order") : QString();
    }
    Q_UNREACHABLE();
}

int SelectorModel::inOrderOf(int package) const
{
    const auto first = m_inOrder.begin() + m_search->firstProgram(package);
    return static_cast<int>(std::count(first, first + m_search->programCount(package), 1));
}

QString SelectorModel::pathText(const QModelIndex &index) const
{
    if (kindOf(index) == Kind::folder)
        return text(index.siblingAtColumn(nameColumn));
    const IndexedPackage &package = packageOfHit(hitOf(index));
    QStringList parts{folderText(package.folder), (package.name + u' ' + package.version).trimmed()};
    if (kindOf(index) == Kind::program)
        parts.append(m_search->program(programOf(index)).name);
    return parts.join(QStringLiteral(" › "));
}

QList<TextRange> SelectorModel::ranges(const QModelIndex &index) const
{
    const bool isSearched = (kindOf(index) == Kind::package && m_by != SearchBy::program)
                            || (kindOf(index) == Kind::program && m_by != SearchBy::package);
    return isSearched && index.column() != selectionColumn ? rangesOf(m_words, text(index)) : QList<TextRange>();
}

} // namespace seriatim
