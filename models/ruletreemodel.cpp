#include "models/ruletreemodel.h"

#include <QDataStream>
#include <QIODevice>
#include <QMimeData>

#include <algorithm>
#include <functional>

namespace seriatim {

namespace {

const QString dragType = QStringLiteral("application/x-seriatim-condition");

QString sentence(QString text)
{
    text[0] = text[0].toUpper();
    return text + u'.';
}

} // namespace

struct RuleTreeModel::Node {
    Rule rule; // without parts
    Node *parent = nullptr;
    std::vector<std::unique_ptr<Node>> children;
    RuleTestAnswer answer;

    [[nodiscard]] size_t row() const
    {
        const auto &siblings = parent->children;
        return static_cast<size_t>(std::ranges::find_if(siblings, [this](const auto &node) { return node.get() == this; }) - siblings.begin());
    }
    [[nodiscard]] bool isWithin(const Node *other) const
    {
        const Node *node = this;
        while (node && node != other)
            node = node->parent;
        return node == other;
    }
    [[nodiscard]] Rule whole() const
    {
        Rule result = rule;
        for (const auto &child : children)
            result.parts.push_back(child->whole());
        return result;
    }
    static std::unique_ptr<Node> of(const Rule &rule, Node *parent)
    {
        auto node = std::make_unique<Node>();
        node->rule = rule;
        node->rule.parts.clear();
        node->parent = parent;
        for (const Rule &part : rule.parts)
            node->children.push_back(of(part, node.get()));
        return node;
    }
};

RuleTreeModel::RuleTreeModel(RuleUse use, QObject *parent) : QAbstractItemModel(parent), m_use(use), m_root(std::make_unique<Node>()) {}

RuleTreeModel::~RuleTreeModel() = default;

void RuleTreeModel::setRule(const std::optional<Rule> &rule)
{
    beginResetModel();
    m_answered = false;
    m_rootStands = rule && (rule->kind == Rule::Kind::all || rule->kind == Rule::Kind::any);
    m_root = m_rootStands ? Node::of(*rule, nullptr) : std::make_unique<Node>();
    if (rule && !m_rootStands)
        m_root->children.push_back(Node::of(*rule, m_root.get()));
    endResetModel();
}

std::optional<Rule> RuleTreeModel::rule() const
{
    if (m_root->children.empty())
        return std::nullopt;
    if (m_root->children.size() == 1 && !m_rootStands)
        return m_root->children.front()->whole();
    return m_root->whole();
}

Rule::Kind RuleTreeModel::rootKind() const
{
    return m_root->rule.kind;
}

void RuleTreeModel::setRootKind(Rule::Kind kind)
{
    clearAnswers();
    m_root->rule.kind = kind;
}

Rule RuleTreeModel::condition(const QModelIndex &index) const
{
    return nodeOf(index)->rule;
}

void RuleTreeModel::setCondition(const QModelIndex &index, const Rule &condition)
{
    clearAnswers();
    Node *node = nodeOf(index);
    node->rule = condition;
    node->rule.parts.clear();
    Q_EMIT dataChanged(indexOf(node), indexOf(node, AnswerColumn));
}

QModelIndex RuleTreeModel::add(const Rule &condition, const QModelIndex &current)
{
    clearAnswers();
    Node *beside = current.isValid() ? nodeOf(current) : nullptr;
    Node *parent = beside && canTake(beside) ? beside : beside ? beside->parent : m_root.get();
    while (!canTake(parent)) { // a Not is full with one
        beside = parent;
        parent = parent->parent;
    }
    const bool inside = parent == beside || !beside;
    auto node = Node::of(condition, parent);
    const Node *added = node.get();
    insertNode(parent, inside ? parent->children.size() : beside->row() + 1, std::move(node));
    return indexOf(added);
}

void RuleTreeModel::remove(const QModelIndex &index)
{
    clearAnswers();
    Node *node = nodeOf(index);
    (void)takeNode(node->parent, node->row());
    if (m_root->children.size() < 2)
        m_rootStands = false;
}

bool RuleTreeModel::canMove(const QModelIndex &index, int by) const
{
    if (!index.isValid())
        return false;
    const int row = index.row() + by;
    return row >= 0 && row < rowCount(index.parent());
}

void RuleTreeModel::move(const QModelIndex &index, int by)
{
    if (!canMove(index, by))
        return;
    Node *node = nodeOf(index);
    moveNode(node, node->parent, static_cast<size_t>(index.row() + (by > 0 ? by + 1 : by)));
}

QModelIndex RuleTreeModel::wrap(const QModelIndex &index, Rule::Kind group)
{
    clearAnswers();
    Node *node = nodeOf(index);
    Rule around;
    around.kind = group;
    auto fresh = Node::of(around, node->parent);
    Node *outer = fresh.get();
    insertNode(node->parent, node->row(), std::move(fresh));
    moveNode(node, outer, 0);
    return indexOf(outer);
}

void RuleTreeModel::unwrap(const QModelIndex &group)
{
    clearAnswers();
    Node *node = nodeOf(group);
    while (!node->children.empty()) {
        if (!moveNode(node->children.front().get(), node->parent, node->row()))
            return;
    }
    (void)takeNode(node->parent, node->row());
}

void RuleTreeModel::setAnswers(const std::vector<RuleTestAnswer> &answers)
{
    m_answered = !answers.empty();
    size_t next = 0;
    const std::function<void(Node &)> give = [&](Node &node) {
        node.answer = next < answers.size() ? answers[next++] : RuleTestAnswer();
        for (const auto &child : node.children)
            give(*child);
        if (&node != m_root.get())
            Q_EMIT dataChanged(indexOf(&node), indexOf(&node, AnswerColumn));
    };
    if (m_root->children.size() == 1 && !m_rootStands)
        give(*m_root->children.front());
    else
        give(*m_root);
}

void RuleTreeModel::clearAnswers()
{
    if (m_answered)
        setAnswers({});
}

QModelIndex RuleTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, nodeOf(parent)->children[static_cast<size_t>(row)].get());
}

QModelIndex RuleTreeModel::parent(const QModelIndex &index) const
{
    return index.isValid() ? indexOf(nodeOf(index)->parent) : QModelIndex();
}

int RuleTreeModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : static_cast<int>(nodeOf(parent)->children.size());
}

int RuleTreeModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

QVariant RuleTreeModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Node &node = *nodeOf(index);
    const auto answerText = [&] {
        using State = RuleTestAnswer::State;
        switch (node.answer.state) {
        case State::notLooked: return m_answered ? tr("not looked at") : QString();
        case State::holds: return tr("holds");
        case State::doesNotHold: return tr("does not hold");
        case State::cannotTell: return tr("cannot be told");
        }
        Q_UNREACHABLE();
    };
    if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole)
        return index.column() == ConditionColumn ? conditionText(node.rule) : answerText();
    if (role == ProblemRole)
        return problemOf(node);
    if (role == AnswerRole)
        return m_answered ? QVariant(static_cast<int>(node.answer.state)) : QVariant();
    if (role == Qt::ToolTipRole) {
        if (index.column() == ConditionColumn)
            return problemOf(node);
        if (m_answered && node.answer.state == RuleTestAnswer::State::notLooked)
            return tr("The answer was clear without it, so the agent would not look at it either.");
        return node.answer.why;
    }
    return {};
}

QVariant RuleTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == ConditionColumn ? tr("Condition") : tr("On this computer");
}

Qt::ItemFlags RuleTreeModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::ItemIsDropEnabled;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDragEnabled;
    if (canTake(nodeOf(index)))
        flags |= Qt::ItemIsDropEnabled;
    return flags;
}

QStringList RuleTreeModel::mimeTypes() const
{
    return {dragType};
}

// The address of the model and of the node: a drag ends in the process that began it, or nowhere.
QMimeData *RuleTreeModel::mimeData(const QModelIndexList &indexes) const
{
    if (indexes.isEmpty())
        return nullptr;
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream << quint64(reinterpret_cast<quintptr>(this)) << quint64(reinterpret_cast<quintptr>(nodeOf(indexes.first())));
    auto *data = new QMimeData;
    data->setData(dragType, bytes);
    return data;
}

// The move is made here; false keeps the view from removing the row that it thinks it has copied.
bool RuleTreeModel::dropMimeData(const QMimeData *data, Qt::DropAction action, int row, int, const QModelIndex &parent)
{
    if (!data || action != Qt::MoveAction)
        return false;
    quint64 model = 0;
    quint64 dragged = 0;
    QDataStream stream(data->data(dragType));
    stream >> model >> dragged;
    if (model != quint64(reinterpret_cast<quintptr>(this)))
        return false;
    Node *target = nodeOf(parent.siblingAtColumn(0));
    Node *node = nullptr;
    const std::function<void(Node &)> find = [&](Node &at) {
        if (quint64(reinterpret_cast<quintptr>(&at)) == dragged)
            node = &at;
        for (const auto &child : at.children)
            find(*child);
    };
    find(*m_root);
    if (!node || node == m_root.get())
        return false;
    clearAnswers();
    if (moveNode(node, target, row < 0 ? target->children.size() : static_cast<size_t>(row)))
        Q_EMIT this->dragged(indexOf(node));
    return false;
}

RuleTreeModel::Node *RuleTreeModel::nodeOf(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<Node *>(index.internalPointer()) : m_root.get();
}

QModelIndex RuleTreeModel::indexOf(const Node *node, int column) const
{
    return node == m_root.get() ? QModelIndex() : createIndex(static_cast<int>(node->row()), column, const_cast<Node *>(node));
}

bool RuleTreeModel::canTake(const Node *group) const
{
    return isRuleGroup(group->rule.kind) && (group->rule.kind != Rule::Kind::none || group->children.empty());
}

void RuleTreeModel::insertNode(Node *parent, size_t row, std::unique_ptr<Node> node)
{
    beginInsertRows(indexOf(parent), static_cast<int>(row), static_cast<int>(row));
    node->parent = parent;
    parent->children.insert(parent->children.begin() + static_cast<qptrdiff>(row), std::move(node));
    endInsertRows();
}

std::unique_ptr<RuleTreeModel::Node> RuleTreeModel::takeNode(Node *parent, size_t row)
{
    beginRemoveRows(indexOf(parent), static_cast<int>(row), static_cast<int>(row));
    auto node = std::move(parent->children[row]);
    parent->children.erase(parent->children.begin() + static_cast<qptrdiff>(row));
    endRemoveRows();
    return node;
}

// `row` counts as in beginMoveRows: before the node is taken out.
bool RuleTreeModel::moveNode(Node *node, Node *target, size_t row)
{
    Node *source = node->parent;
    const size_t from = node->row();
    const bool full = source != target && !canTake(target) && !(target->rule.kind == Rule::Kind::none && node->isWithin(target));
    if (target->isWithin(node) || full || !isRuleGroup(target->rule.kind))
        return false;
    if (!beginMoveRows(indexOf(source), static_cast<int>(from), static_cast<int>(from), indexOf(target), static_cast<int>(row)))
        return false;
    auto taken = std::move(source->children[from]);
    source->children.erase(source->children.begin() + static_cast<qptrdiff>(from));
    const size_t to = source == target && row > from ? row - 1 : row;
    taken->parent = target;
    target->children.insert(target->children.begin() + static_cast<qptrdiff>(to), std::move(taken));
    endMoveRows();
    if (m_root->children.size() > 1)
        return true;
    m_rootStands = false;
    return true;
}

// A group is judged by itself alone: what is wrong with a part is said at the part.
QString RuleTreeModel::problemOf(const Node &node) const
{
    Rule rule = node.rule;
    if (isRuleGroup(rule.kind)) {
        if (node.children.empty())
            return tr("This group has no condition yet; add one, or remove the group.");
        if (rule.kind == Rule::Kind::none && node.children.size() > 1)
            return tr("“This does not hold” takes one condition; put several into a group inside it.");
        return {};
    }
    if ((rule.kind == Rule::Kind::fileExists || rule.kind == Rule::Kind::folderExists) && rule.path.trimmed().isEmpty())
        return tr("Enter the path from the root on, such as /opt/phone/bin or C:\\Program Files\\Phone.");
    if (rule.kind == Rule::Kind::commandExits && rule.command.trimmed().isEmpty())
        return tr("Enter the command to run.");
    if (rule.kind == Rule::Kind::packageInstalled && rule.name.trimmed().isEmpty())
        return tr("Enter the name of the installed package.");
    const Result<> valid = validateRule(rule, m_use, QString());
    return valid ? QString() : sentence(valid.error().message());
}

} // namespace seriatim
