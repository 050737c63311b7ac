// BreakpointProxy: an agent's application tasks with a check box before each line item: the debugger stops there.
#pragma once

#include "models/agentmodel.h"

#include <QIdentityProxyModel>

#include <set>

namespace seriatim {

class BreakpointProxy : public QIdentityProxyModel
{
    Q_OBJECT

public:
    explicit BreakpointProxy(AgentModel &tasks, QObject *parent = nullptr);

    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    // The item's index in the order; nothing for a sequence's row.
    [[nodiscard]] std::optional<int> itemOf(const QModelIndex &index) const;
    void toggle(const QModelIndex &index);

Q_SIGNALS:
    void breakpointSet(int item, bool set);

private:
    AgentModel &m_tasks;
    std::set<int> m_items;
};

} // namespace seriatim
