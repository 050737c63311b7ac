#include "models/dependencychain.h"

#include <QHash>

#include <algorithm>
#include <numeric>

namespace seriatim {

namespace {

constexpr int rowsInBlock = 64;

} // namespace

DependencyChain::DependencyChain(const std::vector<LineItem> &items)
{
    QHash<LineItemId, int> rows;
    rows.reserve(static_cast<qsizetype>(items.size()));
    for (size_t i = 0; i < items.size(); ++i) {
        DependencyLine line;
        line.item = static_cast<int>(i);
        for (const Dependency &dependency : items[i].dependencies) {
            if (const auto on = rows.constFind(dependency.on); on != rows.constEnd())
                line.on.push_back(*on);
        }
        rows.insert(items[i].id, static_cast<int>(i));
        std::ranges::sort(line.on);
        if (!line.on.empty())
            m_lines.push_back(std::move(line));
    }

    // Short ones first, so that a chain from row to row lies next to the list. A lane is free where the last line in it
    // ends; two lines may meet in a row, as they do in a chain.
    std::vector<size_t> byLength(m_lines.size());
    std::iota(byLength.begin(), byLength.end(), 0);
    std::ranges::stable_sort(byLength, {}, [&](size_t i) { return m_lines[i].item - m_lines[i].on.front(); });
    m_byRow.resize(items.size() / rowsInBlock + 1);
    const auto isFree = [&](const DependencyLine &wanted, int lane) {
        for (int block = wanted.on.front() / rowsInBlock; block <= wanted.item / rowsInBlock; ++block) {
            for (const int index : m_byRow[static_cast<size_t>(block)]) {
                const DependencyLine &other = m_lines[static_cast<size_t>(index)];
                if (other.lane == lane && other.on.front() < wanted.item && wanted.on.front() < other.item)
                    return false;
            }
        }
        return true;
    };
    for (const size_t index : byLength) {
        DependencyLine &line = m_lines[index];
        int lane = 0;
        while (lane < maximumLanes - 1 && !isFree(line, lane))
            ++lane;
        line.lane = lane;
        m_laneCount = std::max(m_laneCount, lane + 1);
        for (int block = line.on.front() / rowsInBlock; block <= line.item / rowsInBlock; ++block)
            m_byRow[static_cast<size_t>(block)].push_back(static_cast<int>(index));
    }
}

std::vector<const DependencyLine *> DependencyChain::through(int row) const
{
    std::vector<const DependencyLine *> lines;
    const auto block = static_cast<size_t>(row / rowsInBlock);
    if (row < 0 || block >= m_byRow.size())
        return lines;
    for (const int index : m_byRow[block]) {
        const DependencyLine &line = m_lines[static_cast<size_t>(index)];
        if (line.on.front() <= row && row <= line.item)
            lines.push_back(&line);
    }
    return lines;
}

} // namespace seriatim
