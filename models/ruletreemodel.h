// RuleTreeModel: the conditions of one rule as a tree to edit. An outermost All or Any is not a row: its parts are the top
// rows and rootKind() tells which it is, so that a single condition is a list of one. Signals are precise.
#pragma once

#include "models/ruletest.h"
#include "models/rulewords.h"

#include <QAbstractItemModel>

#include <memory>
#include <optional>
#include <vector>

namespace seriatim {

class RuleTreeModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { ConditionColumn, AnswerColumn, ColumnCount };
    enum Role { ProblemRole = Qt::UserRole, AnswerRole }; // a sentence, empty: none; int of RuleTestAnswer::State

    explicit RuleTreeModel(RuleUse use, QObject *parent = nullptr);
    ~RuleTreeModel() override;

    [[nodiscard]] RuleUse use() const { return m_use; }
    void setRule(const std::optional<Rule> &rule); // a reset
    [[nodiscard]] std::optional<Rule> rule() const; // absent without conditions
    [[nodiscard]] Rule::Kind rootKind() const;
    void setRootKind(Rule::Kind kind); // all, any

    [[nodiscard]] Rule condition(const QModelIndex &index) const; // a group without its parts
    void setCondition(const QModelIndex &index, const Rule &condition); // a group keeps its parts

    // Into `current` where that is a group with room, else after it, at the end where there is none. The new row.
    QModelIndex add(const Rule &condition, const QModelIndex &current);
    void remove(const QModelIndex &index);
    [[nodiscard]] bool canMove(const QModelIndex &index, int by) const;
    void move(const QModelIndex &index, int by); // -1: up, 1: down, among its neighbours
    QModelIndex wrap(const QModelIndex &index, Rule::Kind group); // the new group around it
    void unwrap(const QModelIndex &group);                        // its parts take its place

    // As RuleTest gives them for rule(); they go with the next change.
    void setAnswers(const std::vector<RuleTestAnswer> &answers);
    void clearAnswers();

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &index) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    [[nodiscard]] QStringList mimeTypes() const override;
    [[nodiscard]] QMimeData *mimeData(const QModelIndexList &indexes) const override;
    bool dropMimeData(const QMimeData *data, Qt::DropAction action, int row, int column, const QModelIndex &parent) override;

Q_SIGNALS:
    void dragged(const QModelIndex &now); // a condition was moved by drag and drop

private:
    struct Node;
    [[nodiscard]] Node *nodeOf(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex indexOf(const Node *node, int column = 0) const;
    [[nodiscard]] bool canTake(const Node *group) const;
    void insertNode(Node *parent, size_t row, std::unique_ptr<Node> node);
    [[nodiscard]] std::unique_ptr<Node> takeNode(Node *parent, size_t row);
    bool moveNode(Node *node, Node *target, size_t row);
    [[nodiscard]] QString problemOf(const Node &node) const;

    RuleUse m_use;
    std::unique_ptr<Node> m_root;
    bool m_rootStands = false; // the outermost group is part of the rule even around a single condition
    bool m_answered = false;
};

} // namespace seriatim
