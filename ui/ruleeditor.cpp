#include "ui/ruleeditor.h"

#include "models/ruletest.h"
#include "models/runapart.h"
#include "ui/icons.h"
#include "ui/ruleeditorwords.h"
#include "ui_ruleeditor.h"

#include <QFileDialog>
#include <QHeaderView>
#include <QMenu>
#include <QShortcut>
#include <QSignalBlocker>

namespace seriatim {

namespace {

// Draws an answer with its symbol and a mistake with a warning, so that colour is not the only sign.
class ConditionTreeModel final : public RuleTreeModel
{
public:
    using RuleTreeModel::RuleTreeModel;

    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override
    {
        if (role != Qt::DecorationRole)
            return RuleTreeModel::data(index, role);
        if (index.column() == ConditionColumn)
            return RuleTreeModel::data(index, ProblemRole).toString().isEmpty() ? QVariant() : QVariant(icon(Symbol::warning));
        const QVariant answer = RuleTreeModel::data(index, AnswerRole);
        return answer.isValid() ? QVariant(icon(answerSymbol(static_cast<RuleTestAnswer::State>(answer.toInt())))) : QVariant();
    }
};

void setTextQuietly(QLineEdit *edit, const QString &text)
{
    if (edit->text() != text)
        edit->setText(text);
}

} // namespace

RuleEditor::RuleEditor(RuleUse use, QWidget *parent)
    : QWidget(parent), m_ui(std::make_unique<Ui::RuleEditor>()), m_model(new ConditionTreeModel(use, this))
{
    m_ui->setupUi(this);
    m_ui->addConditionButton->setIcon(icon(Symbol::add));
    m_ui->removeConditionButton->setIcon(icon(Symbol::remove));
    m_ui->conditionUpButton->setIcon(icon(Symbol::moveUp));
    m_ui->conditionDownButton->setIcon(icon(Symbol::moveDown));
    m_ui->conditionTree->setModel(m_model);
    m_ui->conditionTree->header()->setStretchLastSection(false);
    m_ui->conditionTree->header()->setSectionResizeMode(RuleTreeModel::ConditionColumn, QHeaderView::Stretch);
    m_ui->conditionTree->header()->setSectionResizeMode(RuleTreeModel::AnswerColumn, QHeaderView::ResizeToContents);
    m_ui->conditionTree->setColumnHidden(RuleTreeModel::AnswerColumn, true);
    m_ui->conditionTree->setMinimumHeight(fontMetrics().lineSpacing() * 5);
    m_ui->testRow->setVisible(use != RuleUse::collectionFilter);
    fillMenus();
    connectFields();
    showRule();
    showCondition();
}

RuleEditor::~RuleEditor() = default;

void RuleEditor::fillMenus()
{
    auto *add = new QMenu(m_ui->addConditionButton);
    for (const Rule::Kind kind : conditionKinds(m_model->use())) {
        QAction *action = add->addAction(kindText(kind), this, [this, kind] { addCondition(kind); });
        action->setObjectName(QStringLiteral("add%1Action").arg(kindName(kind)));
    }
    add->addSeparator();
    QMenu *groups = add->addMenu(tr("&Group of conditions"));
    auto *wrap = new QMenu(m_ui->groupButton);
    for (const Rule::Kind kind : {Rule::Kind::all, Rule::Kind::any, Rule::Kind::none}) {
        groups->addAction(ruleGroupText(kind), this, [this, kind] { addCondition(kind); })
            ->setObjectName(QStringLiteral("add%1Action").arg(kindName(kind)));
        wrap->addAction(tr("Put into “%1”").arg(ruleGroupText(kind)), this, [this, kind] { wrapCondition(kind); })
            ->setObjectName(QStringLiteral("wrap%1Action").arg(kindName(kind)));
        m_ui->groupKindBox->addItem(ruleGroupText(kind), static_cast<int>(kind));
        if (kind != Rule::Kind::none)
            m_ui->rootKindBox->addItem(ruleGroupText(kind).toLower(), static_cast<int>(kind));
    }
    QAction *apart = wrap->addAction(tr("Take the group apart"), this, [this] {
        m_model->unwrap(current());
        edited(tr("Take a group of conditions apart"));
    });
    apart->setObjectName(QStringLiteral("unwrapAction"));
    connect(wrap, &QMenu::aboutToShow, apart, [this, apart] {
        apart->setEnabled(current().isValid() && isRuleGroup(m_model->condition(current()).kind) && m_model->rowCount(current()) > 0);
    });
    m_ui->addConditionButton->setMenu(add);
    m_ui->groupButton->setMenu(wrap);
    for (const auto &[value, text] : packageManagerNames())
        m_ui->packageManagerBox->addItem(text, value);
    for (const auto &[value, text] : factNames())
        m_ui->factBox->addItem(text, value);
    for (const auto &[value, text] : comparisonNames())
        m_ui->comparisonBox->addItem(text, value);
}

void RuleEditor::connectFields()
{
    const auto text = [this](QLineEdit *edit, QString Rule::*member) {
        connect(edit, &QLineEdit::textEdited, this, [this, edit, member](const QString &value) {
            applyField(edit->objectName(), [&](Rule &rule) { rule.*member = value; });
        });
    };
    text(m_ui->filePathEdit, &Rule::path);
    text(m_ui->fileVersionEdit, &Rule::minimumVersion);
    text(m_ui->fileSha256Edit, &Rule::sha256);
    text(m_ui->folderPathEdit, &Rule::path);
    text(m_ui->commandEdit, &Rule::command);
    text(m_ui->packageNameEdit, &Rule::name);
    text(m_ui->packageVersionEdit, &Rule::minimumVersion);
    text(m_ui->factValueEdit, &Rule::value);
    const auto choice = [this](QComboBox *box, QString Rule::*member) {
        connect(box, &QComboBox::activated, this, [this, box, member] {
            applyField(QString(), [&](Rule &rule) { rule.*member = box->currentData().toString(); });
        });
    };
    choice(m_ui->packageManagerBox, &Rule::packageManager);
    choice(m_ui->factBox, &Rule::name);
    choice(m_ui->comparisonBox, &Rule::comparison);
    connect(m_ui->commandCodeEdit, &QLineEdit::textEdited, this, [this](const QString &value) {
        if (const Result<ReturnCode> code = parseReturnCode(value))
            applyField(m_ui->commandCodeEdit->objectName(), [&](Rule &rule) { rule.code = *code; });
        else
            showRule();
    });
    connect(m_ui->groupKindBox, &QComboBox::activated, this, [this] {
        applyField(QString(), [&](Rule &rule) { rule.kind = static_cast<Rule::Kind>(m_ui->groupKindBox->currentData().toInt()); });
    });
    connect(m_ui->rootKindBox, &QComboBox::activated, this, [this] {
        m_model->setRootKind(static_cast<Rule::Kind>(m_ui->rootKindBox->currentData().toInt()));
        edited(tr("Change how the conditions go together"));
    });
    connect(m_ui->filePathBrowseButton, &QPushButton::clicked, this, [this] {
        const QString path = QFileDialog::getOpenFileName(this, tr("File to look for"), m_ui->filePathEdit->text());
        if (!path.isEmpty())
            applyField(QString(), [&](Rule &rule) { rule.path = path; });
        showCondition();
    });
    connect(m_ui->folderPathBrowseButton, &QPushButton::clicked, this, [this] {
        const QString path = QFileDialog::getExistingDirectory(this, tr("Folder to look for"), m_ui->folderPathEdit->text());
        if (!path.isEmpty())
            applyField(QString(), [&](Rule &rule) { rule.path = path; });
        showCondition();
    });
    connect(m_ui->fileSha256Button, &QPushButton::clicked, this, &RuleEditor::takeSha256);
    connect(m_ui->removeConditionButton, &QToolButton::clicked, this, &RuleEditor::removeCondition);
    connect(m_ui->conditionUpButton, &QToolButton::clicked, this, [this] { moveCondition(-1); });
    connect(m_ui->conditionDownButton, &QToolButton::clicked, this, [this] { moveCondition(1); });
    connect(m_ui->testButton, &QPushButton::clicked, this, &RuleEditor::testHere);
    connect(m_ui->conditionTree->selectionModel(), &QItemSelectionModel::currentChanged, this, &RuleEditor::showCondition);
    connect(m_model, &RuleTreeModel::dragged, this, [this](const QModelIndex &now) {
        select(now);
        edited(tr("Move a condition"));
    });
    const auto key = [this](const QKeySequence &keys, const std::function<void()> &act) {
        connect(new QShortcut(keys, m_ui->conditionTree, nullptr, nullptr, Qt::WidgetShortcut), &QShortcut::activated, this, act);
    };
    key(QKeySequence::Delete, [this] { removeCondition(); });
    key(QKeySequence(Qt::CTRL | Qt::Key_Up), [this] { moveCondition(-1); });
    key(QKeySequence(Qt::CTRL | Qt::Key_Down), [this] { moveCondition(1); });
}

void RuleEditor::setRule(const std::optional<Rule> &rule)
{
    if (m_model->rule() == rule)
        return;
    std::vector<int> path;
    for (QModelIndex at = current(); at.isValid(); at = at.parent())
        path.insert(path.begin(), at.row());
    if (m_test)
        m_test->cancel();
    m_model->setRule(rule);
    m_ui->conditionTree->expandAll();
    QModelIndex index;
    for (const int row : path) {
        const QModelIndex next = m_model->index(std::min(row, m_model->rowCount(index) - 1), 0, index);
        if (!next.isValid())
            break;
        index = next;
    }
    select(index.isValid() ? index : m_model->index(0, 0));
    showRule();
}

bool RuleEditor::isValid() const
{
    const std::optional<Rule> whole = rule();
    return !whole || validateRule(*whole, m_model->use(), QString()).ok();
}

void RuleEditor::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    for (QLineEdit *edit : findChildren<QLineEdit *>())
        edit->setReadOnly(readOnly);
    for (QComboBox *box : findChildren<QComboBox *>())
        box->setEnabled(!readOnly);
    for (QWidget *button : {static_cast<QWidget *>(m_ui->filePathBrowseButton), static_cast<QWidget *>(m_ui->folderPathBrowseButton),
                            static_cast<QWidget *>(m_ui->fileSha256Button)})
        button->setVisible(!readOnly);
    m_ui->conditionTree->setDragEnabled(!readOnly);
    m_ui->conditionTree->setAcceptDrops(!readOnly);
    showRule();
}

void RuleEditor::addCondition(Rule::Kind kind)
{
    const QModelIndex added = m_model->add(emptyCondition(kind), current());
    m_ui->conditionTree->expand(added.parent());
    select(added);
    edited(tr("Add a condition"));
    if (QWidget *first = m_ui->fields->currentWidget()->findChild<QLineEdit *>())
        first->setFocus();
}

void RuleEditor::removeCondition()
{
    const QModelIndex index = current();
    if (m_readOnly || !index.isValid())
        return;
    const QPersistentModelIndex next = index.siblingAtRow(index.row() + 1).isValid() ? index.siblingAtRow(index.row() + 1)
                                       : index.row() > 0                             ? index.siblingAtRow(index.row() - 1)
                                                                                     : index.parent();
    m_model->remove(index);
    select(next);
    edited(tr("Remove a condition"));
}

void RuleEditor::moveCondition(int by)
{
    if (m_readOnly || !m_model->canMove(current(), by))
        return;
    m_model->move(current(), by);
    edited(by < 0 ? tr("Move a condition up") : tr("Move a condition down"));
}

void RuleEditor::wrapCondition(Rule::Kind group)
{
    if (!current().isValid())
        return;
    const QModelIndex around = m_model->wrap(current(), group);
    m_ui->conditionTree->expand(around);
    select(around);
    edited(tr("Put a condition into a group"));
}

void RuleEditor::applyField(const QString &key, const std::function<void(Rule &)> &change)
{
    if (m_showing || !current().isValid())
        return;
    Rule condition = m_model->condition(current());
    change(condition);
    m_model->setCondition(current(), condition);
    edited(tr("Change a condition"), key);
}

void RuleEditor::edited(const QString &text, const QString &key)
{
    if (m_test)
        m_test->cancel();
    m_ui->conditionTree->setColumnHidden(RuleTreeModel::AnswerColumn, true);
    m_ui->testAnswerLabel->clear();
    m_editText = text;
    m_editKey = key.isEmpty() ? QString() : QStringLiteral("rule/") + key;
    showRule();
    showCondition();
    Q_EMIT ruleEdited();
}

void RuleEditor::takeSha256()
{
    const QString path = QFileDialog::getOpenFileName(this, tr("File whose SHA-256 to take"), m_ui->filePathEdit->text());
    if (path.isEmpty())
        return;
    m_ui->fileSha256Button->setEnabled(false);
    m_ui->fileSha256Edit->setPlaceholderText(tr("reading the file…"));
    const QPersistentModelIndex index = current();
    runApart<Result<QString>>([path](JobControl &) { return fileHash(path); }).then(this, [this, index](const Result<QString> &hash) {
        m_ui->fileSha256Button->setEnabled(true);
        m_ui->fileSha256Edit->setPlaceholderText(tr("any contents"));
        if (!hash)
            m_ui->problemLabel->setText(hash.error().message());
        else if (index.isValid() && index == current())
            applyField(QString(), [&](Rule &rule) { rule.sha256 = *hash; });
    });
}

void RuleEditor::testHere()
{
    if (m_test && m_test->isRunning()) {
        m_test->cancel();
        return;
    }
    if (!m_test) {
        m_test = new RuleTest(this);
        connect(m_test, &RuleTest::finished, this, &RuleEditor::showAnswers);
        connect(m_test, &RuleTest::cancelled, this, [this] {
            m_ui->testButton->setText(tr("&Test here"));
            m_ui->testAnswerLabel->setTone(Tone::muted);
            m_ui->testAnswerLabel->setText(tr("The test was stopped."));
        });
    }
    if (!rule())
        return;
    m_test->start(*rule(), m_testPlace);
    m_ui->testButton->setText(tr("S&top the test"));
    m_ui->testAnswerLabel->setTone(Tone::muted);
    m_ui->testAnswerLabel->setText(tr("Looking…"));
}

void RuleEditor::showAnswers(const std::vector<RuleTestAnswer> &answers)
{
    using State = RuleTestAnswer::State;
    m_ui->testButton->setText(tr("&Test here"));
    m_model->setAnswers(answers);
    m_ui->conditionTree->setColumnHidden(RuleTreeModel::AnswerColumn, m_model->rowCount() < 2 && !isRuleGroup(rule()->kind));
    const RuleTestAnswer &whole = answers.front();
    QString text;
    switch (whole.state) {
    case State::holds: text = tr("The rule holds on this computer."); break;
    case State::doesNotHold: text = tr("The rule does not hold on this computer."); break;
    case State::cannotTell:
    case State::notLooked: text = tr("It cannot be told, which counts as not holding: %1").arg(whole.why); break;
    }
    const Tone tone = whole.state == State::holds ? Tone::good : whole.state == State::doesNotHold ? Tone::bad : Tone::warning;
    m_ui->testAnswerLabel->setTone(tone);
    m_ui->testAnswerLabel->setText(text);
}

void RuleEditor::select(const QModelIndex &index)
{
    m_ui->conditionTree->setCurrentIndex(index);
    showCondition();
}

QModelIndex RuleEditor::current() const
{
    return m_ui->conditionTree->currentIndex().siblingAtColumn(0);
}

void RuleEditor::showCondition()
{
    m_showing = true;
    const QModelIndex index = current();
    if (!index.isValid()) {
        showFields(m_ui->emptyFields);
    } else {
        const Rule rule = m_model->condition(index);
        showFields(findChild<QWidget *>(fieldsName(rule.kind)));
        setTextQuietly(m_ui->filePathEdit, rule.path);
        setTextQuietly(m_ui->fileVersionEdit, rule.minimumVersion);
        setTextQuietly(m_ui->fileSha256Edit, rule.sha256);
        setTextQuietly(m_ui->folderPathEdit, rule.path);
        setTextQuietly(m_ui->commandEdit, rule.command);
        setTextQuietly(m_ui->packageNameEdit, rule.name);
        setTextQuietly(m_ui->packageVersionEdit, rule.minimumVersion);
        setTextQuietly(m_ui->factValueEdit, rule.value);
        const Result<ReturnCode> shown = parseReturnCode(m_ui->commandCodeEdit->text());
        if ((shown && *shown != rule.code) || !m_ui->commandCodeEdit->hasFocus())
            setTextQuietly(m_ui->commandCodeEdit, QString::number(rule.code));
        m_ui->packageManagerBox->setCurrentIndex(m_ui->packageManagerBox->findData(rule.packageManager, Qt::UserRole, Qt::MatchFixedString));
        m_ui->factBox->setCurrentIndex(m_ui->factBox->findData(rule.name, Qt::UserRole, Qt::MatchFixedString));
        m_ui->comparisonBox->setCurrentIndex(m_ui->comparisonBox->findData(rule.comparison, Qt::UserRole, Qt::MatchFixedString));
        m_ui->groupKindBox->setCurrentIndex(m_ui->groupKindBox->findData(static_cast<int>(rule.kind)));
        m_ui->factHintLabel->setText(factHint(rule));
    }
    m_showing = false;
    showRule();
}

// Only the page that is shown takes room.
void RuleEditor::showFields(QWidget *page)
{
    for (int i = 0; i < m_ui->fields->count(); ++i) {
        QWidget *each = m_ui->fields->widget(i);
        each->setSizePolicy(QSizePolicy::Preferred, each == page ? QSizePolicy::Preferred : QSizePolicy::Ignored);
    }
    m_ui->fields->setCurrentWidget(page);
    m_ui->fields->updateGeometry();
}

void RuleEditor::showRule()
{
    const QModelIndex index = current();
    const bool any = m_model->rowCount() > 0;
    m_ui->addConditionButton->setEnabled(!m_readOnly);
    m_ui->groupButton->setEnabled(!m_readOnly && index.isValid());
    m_ui->removeConditionButton->setEnabled(!m_readOnly && index.isValid());
    m_ui->conditionUpButton->setEnabled(!m_readOnly && m_model->canMove(index, -1));
    m_ui->conditionDownButton->setEnabled(!m_readOnly && m_model->canMove(index, 1));
    m_ui->conditionTree->setVisible(any);
    m_ui->rootKindLabel->setVisible(m_model->rowCount() > 1);
    m_ui->rootKindBox->setVisible(m_model->rowCount() > 1);
    m_ui->rootKindBox->setCurrentIndex(m_ui->rootKindBox->findData(static_cast<int>(m_model->rootKind())));
    m_ui->emptyLabel->setText(any ? tr("Select a condition to edit it.") : emptyRuleText(m_model->use()));

    QString problem = index.isValid() ? m_model->data(index, RuleTreeModel::ProblemRole).toString() : QString();
    if (problem.isEmpty() && m_ui->fields->currentWidget() == m_ui->commandFields) {
        if (const Result<ReturnCode> code = parseReturnCode(m_ui->commandCodeEdit->text()); !code)
            problem = code.error().message();
    }
    if (problem.isEmpty() && !isValid())
        problem = tr("A condition is not complete; it has a warning sign in the list.");
    m_ui->problemLabel->say(problem);
    m_ui->ruleWordsLabel->setText(any ? tr("In words: %1").arg(ruleSentence(*rule())) : QString());
    m_ui->ruleWordsLabel->setVisible(any && problem.isEmpty());
    m_ui->testButton->setEnabled(any && isValid());
}

} // namespace seriatim
