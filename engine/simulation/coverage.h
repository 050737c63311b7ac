// Coverage: which ends of line items, and which sides of their dependencies, simulations of one plan have come to.
#pragma once

#include "engine/simulation/computersimulation.h"

#include <QStringList>

namespace seriatim {

class Coverage
{
public:
    explicit Coverage(const Plan &plan);

    // Of its last run.
    void add(const SimulatedComputer &computer);

    struct Branch {
        int on = 0; // index
        bool met = false;
        bool operator==(const Branch &) const = default;
    };
    // What one item can come to and never did.
    struct Gap {
        int item = 0; // index
        std::vector<ItemStatus> outcomes;
        std::vector<Branch> branches;
    };
    [[nodiscard]] std::vector<Gap> gaps() const; // of items that have any
    [[nodiscard]] int possible() const;          // outcomes and branches
    [[nodiscard]] int reached() const;

    // In sentences, the summary first.
    [[nodiscard]] QStringList inWords(const QStringList &programNames) const;

private:
    struct Item {
        std::vector<ItemStatus> possible;
        quint32 reached = 0; // bits by ItemStatus
        std::vector<std::pair<bool, bool>> branches; // by dependency: seen not to hold, seen to hold
    };

    Plan m_plan;
    std::vector<Item> m_items;
};

} // namespace seriatim
