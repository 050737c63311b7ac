#include "engine/base/textcolumns.h"

#include <algorithm>

namespace seriatim {

QStringList inColumns(const std::vector<QStringList> &rows, const std::vector<bool> &isRight)
{
    std::vector<qsizetype> widths;
    for (const QStringList &row : rows) {
        widths.resize(std::max(widths.size(), static_cast<size_t>(row.size())), 0);
        for (qsizetype c = 0; c < row.size(); ++c)
            widths[static_cast<size_t>(c)] = std::max(widths[static_cast<size_t>(c)], row[c].size());
    }
    QStringList lines;
    for (const QStringList &row : rows) {
        QString line;
        for (qsizetype c = 0; c < row.size(); ++c) {
            const auto column = static_cast<size_t>(c);
            const bool right = column < isRight.size() && isRight[column];
            line += (right ? row[c].rightJustified(widths[column]) : row[c].leftJustified(widths[column])) + QStringLiteral("  ");
        }
        while (line.endsWith(u' '))
            line.chop(1);
        lines.append(line);
    }
    return lines;
}

} // namespace seriatim
