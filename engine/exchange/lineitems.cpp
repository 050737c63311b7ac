#include "engine/exchange/lineitems.h"

#include "engine/domain/itemindexes.h"
#include "engine/xml/ruleelement.h"
#include "engine/xml/writer.h"

#include <QHash>

#include <algorithm>

namespace seriatim {

namespace {

QString source()
{
    return QStringLiteral("the clipboard");
}

QString programName(ProgramId program, const ProgramIndex &programs)
{
    const auto found = programs.find(program);
    return found ? found->package->name + u'/' + found->program->name : program.toString();
}

class ItemWriter
{
public:
    ItemWriter(const SequentialTask &task, const std::vector<int> &indexes, const ProgramIndex &programs)
        : m_task(task), m_programs(programs), m_indexes(indexesOf(task))
    {
        for (const int index : indexes)
            m_places.insert(task.items[static_cast<size_t>(index)].id, static_cast<int>(m_places.size()) + 1);
    }

    void write(pugi::xml_node order, const LineItem &item) const
    {
        const pugi::xml_node element = addElement(order, "LineItem");
        if (const auto found = m_programs.find(item.program)) {
            setAttribute(element, "package", found->package->name);
            setAttributeUnless(element, "version", found->package->version);
            setAttribute(element, "program", found->program->name);
        }
        setAttribute(element, "programGuid", item.program.toString());
        for (const Dependency &dependency : item.dependencies)
            writeDependency(element, dependency);
        writeRuleIn(element, "AppliesWhen", item.appliesWhen);
        addTextUnless(element, "ExeName", item.exeName);
    }

private:
    void writeDependency(pugi::xml_node element, const Dependency &dependency) const
    {
        const int place = m_places.value(dependency.on);
        if (place == 0) {
            const int index = m_indexes.value(dependency.on, -1);
            if (index >= 0) {
                setAttribute(addElement(element, "DependedOn"), "program",
                             programName(m_task.items[static_cast<size_t>(index)].program, m_programs));
            }
            return;
        }
        const pugi::xml_node child = addElement(element, "DependsOn");
        setAttribute(child, "item", place);
        if (dependency.codes && !dependency.codes->empty())
            setAttribute(child, "returnCodes", formatReturnCodes(*dependency.codes));
    }

    const SequentialTask &m_task;
    const ProgramIndex &m_programs;
    QHash<LineItemId, int> m_indexes;
    QHash<LineItemId, int> m_places; // among those that are copied
};

// Words that are no XML at all are no news for people who look for a line and a column.
Error noLineItems(const QString &why)
{
    return {ErrorCode::invalidInput, source(), QStringLiteral("there are no line items in it (%1); copy them in a sequence first").arg(why)};
}

std::vector<QStringList> lostDependenciesIn(const QByteArray &text, size_t count)
{
    std::vector<QStringList> lost(count);
    const auto document = XmlDocument::parse(text, source());
    if (!document)
        return lost;
    size_t place = 0;
    for (const pugi::xml_node item : childrenNamed(childNamed(childNamed(document->root(), "SequentialTask"), "ExecutionOrder"), "LineItem")) {
        for (const pugi::xml_node child : childrenNamed(item, "DependedOn")) {
            if (const auto program = fieldNamed(child, "program"); program && place < count)
                lost[place].append(program->text);
        }
        ++place;
    }
    return lost;
}

} // namespace

QByteArray writeLineItems(const SequentialTask &task, const std::vector<int> &chosen, const ProgramIndex &programs)
{
    std::vector<int> indexes;
    std::ranges::copy_if(chosen, std::back_inserter(indexes), [&](int index) { return index >= 0 && index < static_cast<int>(task.items.size()); });
    std::ranges::sort(indexes);
    indexes.erase(std::unique(indexes.begin(), indexes.end()), indexes.end()); // clang 14 has no ranges::unique

    pugi::xml_document document;
    const pugi::xml_node root = addElement(document, "Seriatim");
    setAttribute(root, "version", 1);
    setAttribute(root, "content", QString::fromUtf16(lineItemContent));
    const pugi::xml_node element = addElement(root, "SequentialTask");
    setAttribute(element, "name", task.name.trimmed().isEmpty() ? QStringLiteral("Line items") : task.name);
    const pugi::xml_node order = addElement(element, "ExecutionOrder");
    const ItemWriter writer(task, indexes, programs);
    for (const int index : indexes)
        writer.write(order, task.items[static_cast<size_t>(index)]);
    return documentText(document);
}

Result<CopiedItems> readCopiedItems(const QByteArray &text)
{
    const Result<QByteArray> decoded = decodeToUtf8(text, source());
    if (!decoded)
        return decoded.error();
    if (!decoded->trimmed().startsWith('<'))
        return noLineItems(decoded->trimmed().isEmpty() ? QStringLiteral("it is empty") : QStringLiteral("it is text of another kind"));
    const Result<QString> root = rootNameOf(text, source());
    if (!root)
        return root.error();
    if (!isDefinitionRoot(*root))
        return noLineItems(QStringLiteral("it is <%1>").arg(*root));
    Result<Definition> definition = readDefinition(text, source());
    if (!definition)
        return definition.error();
    if (definition->tasks.size() != 1) {
        return noLineItems(definition->tasks.empty() ? QStringLiteral("it is a definition without a sequential task")
                                                     : QStringLiteral("it is a definition of %1 sequential tasks").arg(definition->tasks.size()));
    }
    if (definition->tasks.front().items.empty())
        return noLineItems(QStringLiteral("its sequential task has an empty execution order"));
    CopiedItems copied{std::move(definition->tasks.front()), {}};
    copied.lostDependencies = lostDependenciesIn(text, copied.task.items.size());
    return copied;
}

} // namespace seriatim
