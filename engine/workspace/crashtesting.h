// The crash matrix and the search for trouble of a stored task, and their JSON (docs/formats.md). Both simulate one made-up
// computer, the first of the scenario's.
#pragma once

#include "engine/simulation/crashmatrix.h"
#include "engine/simulation/troublesearch.h"
#include "engine/workspace/preparedsimulation.h"

#include <QJsonObject>

namespace seriatim {

// Without `endpoints` the scenario gets one.
[[nodiscard]] Result<std::unique_ptr<PreparedSimulation>> prepareCrashTest(Workspace &workspace, const QString &task, Scenario scenario);

[[nodiscard]] CrashMatrix crashMatrix(const PreparedSimulation &prepared, const CrashMatrixRequest &request);
[[nodiscard]] TroubleReport searchTrouble(const PreparedSimulation &prepared, const TroubleRequest &request);

[[nodiscard]] QJsonObject toJson(const CrashMatrix &matrix, const PreparedSimulation &prepared, AgentProfile profile);
[[nodiscard]] QJsonObject toJson(const TroubleReport &report, const PreparedSimulation &prepared);

// What the matrix has for one item: cells whose first fault strikes it.
struct MatrixRow {
    int cells = 0;
    int ended = 0;
    int looping = 0; // the others that do not end too
    int lossy = 0;
    int rerunning = 0; // cells in which anything ran again
    int mostRestarts = 0;
};
[[nodiscard]] std::vector<MatrixRow> matrixRows(const CrashMatrix &matrix, int items);

[[nodiscard]] QString toWord(AgentProfile profile); // "ours", "pre-sp3"

// "item 2 installer-restart whenever running"
[[nodiscard]] QString inWords(const Strike &strike);

} // namespace seriatim
