// What return codes of installers and of systems usually mean: a table of our own, from what their makers document.
// A program may give a code any meaning that it likes; this says what the code stands for by convention.
#pragma once

#include "engine/domain/returncodes.h"

#include <QString>

#include <optional>
#include <vector>

namespace seriatim {

// Who defined the code.
enum class CodeOrigin { windowsInstaller, windows, windowsUpdate, windowsException, shell };

struct ReturnCodeMeaning {
    ReturnCode code = 0;
    CodeOrigin origin = CodeOrigin::windows;
    QString name;    // its constant, "ERROR_INSTALL_FAILURE"; empty where it has none
    QString meaning; // a phrase without a full stop: "the installation failed; its log says where"
    bool operator==(const ReturnCodeMeaning &) const = default;
};

// Absent for a code that the table does not have. 0x8007nnnn stands for the Windows code nnnn.
[[nodiscard]] std::optional<ReturnCodeMeaning> meaningOf(ReturnCode code);

// The whole table, by origin and code.
[[nodiscard]] std::vector<ReturnCodeMeaning> returnCodeMeanings();

// The page that documents the codes of this origin.
[[nodiscard]] QString sourceOf(CodeOrigin origin);

} // namespace seriatim
