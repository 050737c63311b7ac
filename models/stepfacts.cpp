#include "models/stepfacts.h"

#include "engine/domain/returncodemeanings.h"

#include <QCoreApplication>

namespace seriatim {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(StepFacts)
};

const QString packageScheme = QStringLiteral("package:");
const QString itemScheme = QStringLiteral("item:");
const QString pageScheme = QStringLiteral("https:");

QString linked(const QString &target, const QString &text)
{
    return QStringLiteral("<a href=\"%1\">%2</a>").arg(target.toHtmlEscaped(), text.toHtmlEscaped());
}

QString programLine(const StepFacts &facts, const LineItemStatus &item)
{
    if (facts.package.isEmpty())
        return Words::tr("Item %1 runs a program that has been deleted.").arg(item.place);
    return Words::tr("Item %1 runs %2 of the package %3.")
        .arg(QString::number(item.place), QStringLiteral("<b>%1</b>").arg(facts.program.toHtmlEscaped()), linked(packageScheme + facts.packageGuid, facts.package));
}

QString codesText(const ReturnCodeList &codes)
{
    return formatReturnCodes(codes).replace(u',', QStringLiteral(", "));
}

QString needsLine(const StepFacts &facts)
{
    QStringList parts;
    for (const StepNeed &need : facts.needs)
        parts.append(Words::tr("%1 to return %2").arg(linked(itemScheme + QString::number(need.place), Words::tr("item %1").arg(need.place)), codesText(need.codes)));
    return parts.isEmpty() ? QString() : Words::tr("It needs %1.").arg(parts.join(Words::tr(" and ")));
}

QString codeLine(const LineItemStatus &item)
{
    if (!item.returnCode)
        return {};
    const std::optional<ReturnCodeMeaning> meaning = meaningOf(*item.returnCode);
    if (!meaning)
        return Words::tr("The code %1 is the program's own: its maker's documentation says what it means.").arg(*item.returnCode);
    const QString name = meaning->name.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(meaning->name);
    return Words::tr("By convention the code %1%2 means: %3. %4")
        .arg(QString::number(*item.returnCode), name.toHtmlEscaped(), meaning->meaning.toHtmlEscaped(), linked(sourceOf(meaning->origin), Words::tr("Where that is documented")));
}

} // namespace

std::vector<StepFacts> stepFactsOf(const SequentialTask &task, const TaskPrograms &programs)
{
    std::vector<StepFacts> all;
    for (const LineItem &item : task.items) {
        StepFacts &facts = all.emplace_back();
        if (const auto found = programs.index.find(item.program)) {
            facts.package = found->package->name;
            facts.packageGuid = found->package->id.toString();
            facts.program = found->program->name;
        }
        for (const Dependency &dependency : item.dependencies) {
            const int place = task.indexOf(dependency.on) + 1;
            const auto needed = place > 0 ? programs.index.find(task.items[static_cast<size_t>(place) - 1].program) : std::nullopt;
            if (dependency.codes || needed)
                facts.needs.push_back({place, dependency.codes ? *dependency.codes : needed->program->codes.successCodes()});
        }
    }
    return all;
}

QString stepHtml(const StepFacts &facts, const LineItemStatus &item)
{
    QStringList lines{programLine(facts, item), needsLine(facts), codeLine(item)};
    lines.removeAll(QString());
    return lines.join(QStringLiteral("<br>"));
}

std::optional<StepLink> stepLinkOf(const QString &link)
{
    if (link.startsWith(packageScheme))
        return StepLink{StepLink::Kind::package, link.mid(packageScheme.size()), 0, {}};
    if (link.startsWith(itemScheme))
        return StepLink{StepLink::Kind::item, {}, link.mid(itemScheme.size()).toInt(), {}};
    if (link.startsWith(pageScheme))
        return StepLink{StepLink::Kind::page, {}, 0, link};
    return std::nullopt;
}

} // namespace seriatim
