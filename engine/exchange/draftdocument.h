// An unsaved draft as a document: a definition with content="draft" and one sequential task, whole, with its revision and
// every GUID. It takes drafts that contradict the rules, which nobody would be able to save.
#pragma once

#include "engine/base/clock.h"
#include "engine/domain/sequentialtask.h"

namespace seriatim {

struct DraftDocument {
    QString storePath;
    Instant written = 0;
    SequentialTask draft;
};

[[nodiscard]] QByteArray writeDraftDocument(const DraftDocument &document);
[[nodiscard]] Result<DraftDocument> readDraftDocument(const QByteArray &text, const QString &source);

} // namespace seriatim
