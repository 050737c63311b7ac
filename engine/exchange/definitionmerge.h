// What a document would do to a store: pure, nothing is written. The plan holds whole new and changed objects.
// Matched by guid, else by name; else created with the document's guid or a minted one. Errors name the place.
#pragma once

#include "engine/exchange/definition.h"
#include "engine/policy/policyxml.h"

namespace seriatim {

struct ImportPlan {
    struct ImportedTask {
        SequentialTask task; // an existing one has the store's id and revision; saving it applies B5 and B6
        bool isNew = true;
    };

    Catalogue catalogue;             // new and changed objects only
    std::vector<ImportedTask> tasks; // the same
    QStringList added;
    QStringList changed;
    QStringList unchanged;
    QStringList notBroughtOver;
};

[[nodiscard]] Result<ImportPlan> mergeDefinition(const Definition &definition, const Catalogue &existing,
                                                 const std::vector<SequentialTask> &existingTasks);

// A line item without its delivery policy gets a placeholder program, named after its GUID, in the package "Placeholders".
[[nodiscard]] Result<ImportPlan> mergePolicies(const PolicyDocument &policies, const Catalogue &existing,
                                               const std::vector<SequentialTask> &existingTasks);

} // namespace seriatim
