#include "engine/exchange/draftdocument.h"

#include "engine/exchange/definitiontaskreader.h"
#include "engine/exchange/definitiontaskwriter.h"
#include "engine/xml/writer.h"

#include <limits>

namespace seriatim {

QByteArray writeDraftDocument(const DraftDocument &document)
{
    pugi::xml_document tree;
    const pugi::xml_node root = addElement(tree, "Seriatim");
    setAttribute(root, "version", 1);
    setAttribute(root, "content", QStringLiteral("draft"));
    setAttribute(root, "store", document.storePath);
    setAttribute(root, "written", QString::number(document.written));
    writeDefinedTasks(root, Catalogue(), {document.draft});
    return documentText(tree);
}

Result<DraftDocument> readDraftDocument(const QByteArray &text, const QString &source)
{
    const auto document = XmlDocument::parse(text, source);
    if (!document)
        return document.error();
    const pugi::xml_node root = document->root();
    const pugi::xml_node element = childNamed(root, "SequentialTask");
    const auto content = fieldNamed(root, "content");
    if (!isDefinitionRoot(document->rootName()) || !content || content->text != u"draft" || !element)
        return document->errorAt(root, QStringLiteral("is no draft of a sequential task"));
    XmlReader reader(*document, XmlChecks::formOnly);
    DraftDocument draft;
    reader.text(root, "store", draft.storePath);
    reader.integer64(root, "written", draft.written, 0, std::numeric_limits<qint64>::max());
    DefinedTask defined = readDefinedTask(reader, element);
    draft.draft = std::move(defined.task);
    for (size_t i = 0; i < defined.items.size(); ++i) {
        if (!defined.hasGuid || !defined.items[i].hasGuid || !defined.items[i].programGuid)
            reader.fail(element, QStringLiteral("has an item or a program without its GUID"));
    }
    for (const DefinedReference<CollectionId> &collection : defined.appliesTo) {
        if (collection.guid)
            draft.draft.appliesTo.push_back(*collection.guid);
    }
    return reader.finish(std::move(draft));
}

} // namespace seriatim
