// AgentModel: an agent's "Application Tasks": the sequences that it knows, their line items below them. Follows new
// readings of its home with precise signals, so that views keep what is selected and expanded.
#pragma once

#include "engine/agent/agentview.h"

#include <QAbstractItemModel>

namespace seriatim {

class AgentModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { Name, Status, Code, Starts, Started, Finished, Why, columnCountOfModel };
    enum Role {
        ItemStatusRole = Qt::UserRole, // an ItemStatus as int, of the status column of line items
        ComputerStatusRole             // a ComputerStatus as int, of the status column of sequences
    };

    using QAbstractItemModel::QAbstractItemModel;

    void setSequences(std::vector<AgentSequenceView> sequences);

    // Null where the index is none of that kind.
    [[nodiscard]] const AgentSequenceView *sequenceAt(const QModelIndex &index) const; // of its items too
    [[nodiscard]] const AgentItemView *itemAt(const QModelIndex &index) const;
    // What the agent works on now: a line item, else the sequence, else nothing.
    [[nodiscard]] QModelIndex current() const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Row {
        quintptr id; // of its line items' indexes: stays while rows before it come and go
        AgentSequenceView sequence;
    };

    void moveRows(const std::vector<AgentSequenceView> &sequences);
    void moveItems(int row, const std::vector<AgentItemView> &items);
    void updateRow(int row, AgentSequenceView sequence);
    [[nodiscard]] int rowOf(quintptr id) const;
    [[nodiscard]] QVariant sequenceData(const AgentSequenceView &sequence, int column, int role) const;
    [[nodiscard]] QVariant itemData(const AgentItemView &item, int column, int role) const;

    std::vector<Row> m_rows;
    quintptr m_nextId = 1; // 0: the index is a sequence's
};

// "2. Tools/Install", or "Item 2" where nothing names its program.
[[nodiscard]] QString itemTitle(const AgentItemView &item);
// With the reason of a wait.
[[nodiscard]] QString statusText(const AgentSequenceView &sequence);
[[nodiscard]] QString statusText(const AgentItemView &item);

} // namespace seriatim
