// Packages and programs of a document beside those of the store. Internal to merging.
#pragma once

#include "engine/exchange/definitionmerge.h"

#include <QHash>

namespace seriatim {

class PackageMerge
{
public:
    // Puts new and changed packages and the report into the plan.
    [[nodiscard]] static Result<PackageMerge> run(const std::vector<DefinedPackage> &defined,
                                                  const std::vector<Package> &stored, ImportPlan &plan);

    // The program that a line item names; `owner` is the line item, for the error.
    [[nodiscard]] Result<ProgramId> resolve(const DefinedItem &item, const QString &owner) const;
    [[nodiscard]] const Program *program(ProgramId id) const;

    // The indexes point into the packages: they survive a move, not a copy.
    PackageMerge(PackageMerge &&) = default;
    PackageMerge &operator=(PackageMerge &&) = default;

private:
    PackageMerge() = default;
    [[nodiscard]] Result<Package> merge(const DefinedPackage &defined, const Package *stored);
    [[nodiscard]] Result<> addNewProgram(const DefinedPackage &defined, const DefinedProgram &program, Package &merged);
    [[nodiscard]] Result<> checkNames(const std::vector<DefinedPackage> &defined) const;
    void index();

    std::vector<Package> m_fromDocument;    // with their final ids
    std::vector<Package> m_others;          // of the store, untouched
    QHash<ProgramId, ProgramId> m_finalIds; // the document's id -> the final one
    QHash<ProgramId, QString> m_storedOwners;
    QHash<ProgramId, const Program *> m_programs;
    QMultiHash<QString, const Package *> m_documentByName;
    QMultiHash<QString, const Package *> m_othersByName;
};

} // namespace seriatim
