#include "ui/packageprogramseditor.h"

#include "ui/icons.h"
#include "ui_packageprogramseditor.h"

#include <QAction>

#include <algorithm>

namespace seriatim {

namespace {

class ProgramListWithIcons final : public ProgramListModel
{
public:
    using ProgramListModel::ProgramListModel;

    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override
    {
        if (role != Qt::DecorationRole)
            return ProgramListModel::data(index, role);
        return icon(ProgramListModel::data(index, ProblemRole).toString().isEmpty() ? Symbol::program : Symbol::warning);
    }
};

} // namespace

PackageProgramsEditor::PackageProgramsEditor(FieldBinder<Package>::Edit edit, std::function<void()> endMerging, QWidget *parent)
    : QWidget(parent), m_ui(std::make_unique<Ui::PackageProgramsEditor>()), m_edit(std::move(edit)), m_programs(new ProgramListWithIcons(this)),
      m_editor(new ProgramEditor([this](const QString &text, const std::function<void(Program &)> &change, const QString &key) { editProgram(text, change, key); },
                                 std::move(endMerging), this))
{
    m_ui->setupUi(this);
    m_editor->setObjectName(QStringLiteral("programEditor"));
    m_ui->stack->addWidget(m_editor);
    m_ui->programList->setModel(m_programs);
    m_ui->splitter->setStretchFactor(0, 0);
    m_ui->splitter->setStretchFactor(1, 1);
    makeActions();
    connect(m_ui->programList->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &index) {
        if (m_following)
            return;
        m_current = m_programs->programAt(index.row());
        showCurrent();
    });
    showCurrent();
}

PackageProgramsEditor::~PackageProgramsEditor() = default;

void PackageProgramsEditor::makeActions()
{
    const auto make = [this](const char *name, Symbol symbol, const QString &text, const QString &tip, const QKeySequence &keys, QToolButton *button,
                             const std::function<void()> &act) {
        auto *action = new QAction(icon(symbol), text, this);
        action->setObjectName(QString::fromLatin1(name));
        action->setToolTip(QStringLiteral("%1 (%2)").arg(tip, keys.toString(QKeySequence::NativeText)));
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetShortcut);
        connect(action, &QAction::triggered, this, act);
        m_ui->programList->addAction(action);
        button->setDefaultAction(action);
        return action;
    };
    m_add = make("addProgramAction", Symbol::add, tr("&Add program"), tr("Adds a program"), Qt::Key_Insert, m_ui->addProgramButton, [this] { addProgram(false); });
    m_remove = make("removeProgramAction", Symbol::remove, tr("&Remove program"), tr("Removes the selected program"), QKeySequence::Delete, m_ui->removeProgramButton,
                    [this] { removeProgram(); });
    m_copy = make("copyProgramAction", Symbol::copy, tr("&Duplicate program"), tr("Adds a copy of the selected program"), Qt::CTRL | Qt::Key_D, m_ui->copyProgramButton,
                  [this] { addProgram(true); });
    m_up = make("programUpAction", Symbol::moveUp, tr("Move &up"), tr("Moves the selected program up"), Qt::CTRL | Qt::Key_Up, m_ui->programUpButton,
                [this] { moveProgram(-1); });
    m_down = make("programDownAction", Symbol::moveDown, tr("Move do&wn"), tr("Moves the selected program down"), Qt::CTRL | Qt::Key_Down, m_ui->programDownButton,
                  [this] { moveProgram(1); });
}

void PackageProgramsEditor::editProgram(const QString &text, const std::function<void(Program &)> &change, const QString &key)
{
    if (!m_current)
        return;
    m_edit(text,
           [&](Package &package) {
               const auto program = std::ranges::find(package.programs, *m_current, &Program::id);
               if (program != package.programs.end())
                   change(*program);
           },
           key.isEmpty() ? QString() : m_current->toString() + u'/' + key);
}

void PackageProgramsEditor::addProgram(bool copyOfCurrent)
{
    const int row = currentRow();
    Program added(ProgramId::mint(), tr("Install"));
    if (copyOfCurrent && row >= 0) {
        const ProgramId id = added.id;
        added = m_shown.programs[static_cast<size_t>(row)];
        added.id = id;
        added.placeholder = false;
    }
    added.name = freeProgramName(m_shown, added.name);
    m_current = added.id;
    m_edit(copyOfCurrent ? tr("Duplicate a program") : tr("Add a program"),
           [&](Package &package) {
               const auto at = copyOfCurrent && row >= 0 ? package.programs.begin() + row + 1 : package.programs.end();
               package.programs.insert(at, added);
           },
           QString());
    if (auto *name = m_editor->findChild<QLineEdit *>(QStringLiteral("programNameEdit"))) {
        name->setFocus();
        name->selectAll();
    }
}

void PackageProgramsEditor::removeProgram()
{
    const int row = currentRow();
    if (row < 0 || m_readOnly)
        return;
    const QString name = m_shown.programs[static_cast<size_t>(row)].name;
    const int next = row + 1 < m_programs->rowCount() ? row + 1 : row - 1;
    m_current = m_programs->programAt(next);
    m_edit(tr("Remove program “%1”").arg(name), [&](Package &package) { package.programs.erase(package.programs.begin() + row); }, QString());
}

void PackageProgramsEditor::moveProgram(int by)
{
    const int row = currentRow();
    const int to = row + by;
    if (row < 0 || to < 0 || to >= m_programs->rowCount() || m_readOnly)
        return;
    m_edit(by < 0 ? tr("Move a program up") : tr("Move a program down"),
           [&](Package &package) { std::swap(package.programs[static_cast<size_t>(row)], package.programs[static_cast<size_t>(to)]); }, QString());
}

void PackageProgramsEditor::show(const Package &package)
{
    m_shown = package;
    m_following = true;
    m_programs->setPackage(package);
    if (!m_current || m_programs->rowOf(*m_current) < 0)
        m_current = m_programs->programAt(std::max(0, std::min(currentRow(), m_programs->rowCount() - 1)));
    if (m_current)
        m_ui->programList->setCurrentIndex(m_programs->index(m_programs->rowOf(*m_current)));
    m_following = false;
    showCurrent();
}

void PackageProgramsEditor::select(ProgramId program)
{
    if (const int row = m_programs->rowOf(program); row >= 0)
        m_ui->programList->setCurrentIndex(m_programs->index(row));
}

void PackageProgramsEditor::showCurrent()
{
    const int row = m_current ? m_programs->rowOf(*m_current) : -1;
    if (row < 0) {
        m_ui->stack->setCurrentWidget(m_ui->noProgramPage);
    } else {
        m_ui->stack->setCurrentWidget(m_editor);
        m_editor->show(m_shown, m_shown.programs[static_cast<size_t>(row)]);
    }
    m_add->setEnabled(!m_readOnly);
    m_remove->setEnabled(!m_readOnly && row >= 0);
    m_copy->setEnabled(!m_readOnly && row >= 0);
    m_up->setEnabled(!m_readOnly && row > 0);
    m_down->setEnabled(!m_readOnly && row >= 0 && row + 1 < m_programs->rowCount());
}

void PackageProgramsEditor::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    m_editor->setReadOnly(readOnly);
    showCurrent();
}

QString PackageProgramsEditor::showMistake()
{
    if (m_current) {
        if (const QString mistake = m_editor->showMistake(); !mistake.isEmpty())
            return mistake;
    }
    for (int row = 0; row < m_programs->rowCount(); ++row) {
        if (m_programs->index(row).data(ProgramListModel::ProblemRole).toString().isEmpty())
            continue;
        m_ui->programList->setCurrentIndex(m_programs->index(row));
        return m_editor->showMistake();
    }
    return {};
}

int PackageProgramsEditor::currentRow() const
{
    return m_ui->programList->currentIndex().row();
}

} // namespace seriatim
