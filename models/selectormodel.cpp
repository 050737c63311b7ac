#include "models/selectormodel.h"

#include <algorithm>

namespace seriatim {

namespace {

// A row's internal id is its parent: which folder for a package, which package hit for a program.
constexpr quintptr folderId = 0;
quintptr packageIn(int folder) { return (static_cast<quintptr>(folder) << 2) | 1; }
quintptr programIn(int hit) { return (static_cast<quintptr>(hit) << 2) | 2; }
int ownerOf(const QModelIndex &index) { return static_cast<int>(index.internalId() >> 2); }

Qt::CheckState stateOf(int checked, int total)
{
    return checked == 0 ? Qt::Unchecked : checked == total ? Qt::Checked : Qt::PartiallyChecked;
}

} // namespace

SelectorModel::SelectorModel(const QSet<ProgramId> &inOrder, QObject *parent) : QAbstractItemModel(parent), m_inOrderIds(inOrder) {}

void SelectorModel::setSearch(std::shared_ptr<const ProgramSearch> search)
{
    beginResetModel();
    const std::vector<ProgramId> checked = chosen();
    m_search = std::move(search);
    takeOver(checked);
    refresh();
    endResetModel();
    Q_EMIT selectionChanged();
}

void SelectorModel::takeOver(const std::vector<ProgramId> &checked)
{
    m_checkedPrograms = 0;
    m_checkedPackages = 0;
    m_checked.assign(m_search ? static_cast<size_t>(m_search->programCount()) : 0, 0);
    m_inOrder = m_checked;
    m_checkedOf.assign(m_search ? static_cast<size_t>(m_search->packageCount()) : 0, 0);
    if (!m_search)
        return;
    for (const ProgramId &program : checked) {
        if (const std::optional<int> number = m_search->find(program))
            check(*number, true);
    }
    for (const ProgramId &program : std::as_const(m_inOrderIds)) {
        if (const std::optional<int> number = m_search->find(program))
            m_inOrder[static_cast<size_t>(*number)] = 1;
    }
}

void SelectorModel::find(const QString &text, SearchBy by)
{
    beginResetModel();
    m_words = searchWords(text);
    m_by = by;
    m_asked = m_words.isEmpty() ? Asked::nothing : Asked::words;
    refresh();
    endResetModel();
}

void SelectorModel::showAll()
{
    beginResetModel();
    m_words.clear();
    m_asked = Asked::all;
    refresh();
    endResetModel();
}

void SelectorModel::showNothing()
{
    find(QString(), m_by);
}

void SelectorModel::refresh()
{
    m_lastChange.clear();
    m_hits = m_search && isAsked() ? m_search->search(m_words, m_by) : SearchHits();
    makeFolders();
}

void SelectorModel::makeFolders()
{
    m_folders.clear();
    m_folderOf.clear();
    m_folderOf.reserve(m_hits.packages.size());
    for (int i = 0; i < foundPackages(); ++i) {
        if (i == 0 || m_search->folderOf(hit(i).package) != m_search->folderOf(hit(i - 1).package))
            m_folders.push_back({i, 0, 0, 0, 0});
        FolderRow &folder = m_folders.back();
        ++folder.hitCount;
        folder.shown += hit(i).programCount;
        folder.programs += m_search->programCount(hit(i).package);
        m_folderOf.push_back(static_cast<int>(m_folders.size()) - 1);
    }
    for (FolderRow &folder : m_folders)
        countChecked(folder);
}

void SelectorModel::countChecked(FolderRow &folder) const
{
    folder.checked = 0;
    for (int i = folder.firstHit; i < folder.firstHit + folder.hitCount; ++i)
        folder.checked += m_checkedOf[static_cast<size_t>(hit(i).package)];
}

QModelIndex SelectorModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    if (!parent.isValid())
        return createIndex(row, column, folderId);
    if (kindOf(parent) == Kind::folder)
        return createIndex(row, column, packageIn(parent.row()));
    return createIndex(row, column, programIn(hitOf(parent)));
}

QModelIndex SelectorModel::parent(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    switch (kindOf(index)) {
    case Kind::folder: return {};
    case Kind::package: return createIndex(ownerOf(index), 0, folderId);
    case Kind::program: return packageIndex(ownerOf(index), 0);
    }
    Q_UNREACHABLE();
}

int SelectorModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_folders.size());
    if (parent.column() > 0)
        return 0;
    switch (kindOf(parent)) {
    case Kind::folder: return folder(parent.row()).hitCount;
    case Kind::package: return hit(hitOf(parent)).programCount;
    case Kind::program: return 0;
    }
    Q_UNREACHABLE();
}

int SelectorModel::columnCount(const QModelIndex &) const
{
    return columnTotal;
}

SelectorModel::Kind SelectorModel::kindOf(const QModelIndex &index) const
{
    switch (index.internalId() & 3) {
    case 1: return Kind::package;
    case 2: return Kind::program;
    }
    return Kind::folder;
}

int SelectorModel::hitOf(const QModelIndex &index) const
{
    return kindOf(index) == Kind::package ? folder(ownerOf(index)).firstHit + index.row() : ownerOf(index);
}

int SelectorModel::programOf(const QModelIndex &index) const
{
    return m_hits.programs[static_cast<size_t>(hit(ownerOf(index)).firstProgram + index.row())];
}

QModelIndex SelectorModel::packageIndex(int hit, int column) const
{
    const int row = m_folderOf[static_cast<size_t>(hit)];
    return createIndex(hit - folder(row).firstHit, column, packageIn(row));
}

std::optional<ProgramId> SelectorModel::programAt(const QModelIndex &index) const
{
    if (!index.isValid() || kindOf(index) != Kind::program)
        return std::nullopt;
    return m_search->program(programOf(index)).id;
}

QModelIndex SelectorModel::indexOf(ProgramId program) const
{
    const std::optional<int> number = m_search ? m_search->find(program) : std::nullopt;
    if (!number)
        return {};
    const auto place = std::ranges::lower_bound(m_hits.programs, *number);
    if (place == m_hits.programs.end() || *place != *number)
        return {};
    const auto owner = std::ranges::lower_bound(m_hits.packages, m_search->packageOf(*number), {}, &PackageHit::package);
    const int row = static_cast<int>(place - m_hits.programs.begin()) - owner->firstProgram;
    return createIndex(row, 0, programIn(static_cast<int>(owner - m_hits.packages.begin())));
}

QModelIndex SelectorModel::firstProgram() const
{
    return m_hits.programs.empty() ? QModelIndex() : indexOf(m_search->program(m_hits.programs.front()).id);
}

Qt::ItemFlags SelectorModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    if (kindOf(index) == Kind::program)
        flags |= Qt::ItemNeverHasChildren;
    if (index.column() == nameColumn && checkState(index).isValid())
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

// A package without programs has no box: there is nothing to choose in it.
QVariant SelectorModel::checkState(const QModelIndex &index) const
{
    const auto state = [](int checked, int total) { return total > 0 ? QVariant(stateOf(checked, total)) : QVariant(); };
    switch (kindOf(index)) {
    case Kind::folder: return state(folder(index.row()).checked, folder(index.row()).programs);
    case Kind::package: {
        const int package = hit(hitOf(index)).package;
        return state(m_checkedOf[static_cast<size_t>(package)], m_search->programCount(package));
    }
    case Kind::program: return m_checked[static_cast<size_t>(programOf(index))] != 0 ? Qt::Checked : Qt::Unchecked;
    }
    Q_UNREACHABLE();
}

bool SelectorModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::CheckStateRole || !index.isValid() || !checkState(index).isValid())
        return false;
    const bool on = value.toInt() != Qt::Unchecked;
    switch (kindOf(index)) {
    case Kind::folder:
        for (int i = 0; i < folder(index.row()).hitCount; ++i)
            checkPackage(hit(folder(index.row()).firstHit + i).package, on);
        break;
    case Kind::package:
        checkPackage(hit(hitOf(index)).package, on);
        break;
    case Kind::program:
        check(programOf(index), on);
        break;
    }
    tellChanged(index);
    noteChange(index, on);
    Q_EMIT selectionChanged();
    return true;
}

bool SelectorModel::check(int program, bool on)
{
    uint8_t &checked = m_checked[static_cast<size_t>(program)];
    if ((checked != 0) == on)
        return false;
    checked = on ? 1 : 0;
    const int change = on ? 1 : -1;
    int &ofPackage = m_checkedOf[static_cast<size_t>(m_search->packageOf(program))];
    m_checkedPackages += (on ? ofPackage == 0 : ofPackage == 1) ? change : 0;
    m_checkedPrograms += change;
    ofPackage += change;
    return true;
}

int SelectorModel::checkPackage(int package, bool on)
{
    int changed = 0;
    for (int program = m_search->firstProgram(package); program < m_search->firstProgram(package + 1); ++program)
        changed += check(program, on) ? 1 : 0;
    return changed;
}

// The row itself, what is above it and what is below.
void SelectorModel::tellChanged(const QModelIndex &index)
{
    const Kind kind = kindOf(index);
    const int row = kind == Kind::folder ? index.row() : m_folderOf[static_cast<size_t>(hitOf(index))];
    countChecked(m_folders[static_cast<size_t>(row)]);
    const QModelIndex top = createIndex(row, 0, folderId);
    Q_EMIT dataChanged(top, top.siblingAtColumn(columnTotal - 1));
    const int firstHit = kind == Kind::folder ? folder(row).firstHit : hitOf(index);
    const int lastHit = kind == Kind::folder ? firstHit + folder(row).hitCount - 1 : firstHit;
    Q_EMIT dataChanged(packageIndex(firstHit, 0), packageIndex(lastHit, columnTotal - 1));
    for (int i = firstHit; i <= lastHit; ++i)
        tellProgramsChanged(i);
}

void SelectorModel::tellProgramsChanged(int hit)
{
    const int count = this->hit(hit).programCount;
    if (count > 0)
        Q_EMIT dataChanged(createIndex(0, 0, programIn(hit)), createIndex(count - 1, columnTotal - 1, programIn(hit)));
}

// Program numbers are in the order of folder, package and place.
std::vector<ProgramId> SelectorModel::chosen() const
{
    std::vector<ProgramId> programs;
    programs.reserve(static_cast<size_t>(m_checkedPrograms));
    for (size_t number = 0; m_checkedPrograms > 0 && number < m_checked.size(); ++number) {
        if (m_checked[number] != 0)
            programs.push_back(m_search->program(static_cast<int>(number)).id);
    }
    return programs;
}

} // namespace seriatim
