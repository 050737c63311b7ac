// Tests of sequences: files with scenarios whose <Expect> rows have to hold (docs/formats.md).
#pragma once

#include "engine/simulation/coverage.h"
#include "engine/simulation/expectations.h"
#include "engine/workspace/workspace.h"

namespace seriatim {

struct SequenceTestRequest {
    QStringList files;  // a scenario; or a definition with scenarios, which needs no store
    QString store;      // opened where a file is no definition
    QString task;       // for scenarios that name none; empty: the only one that there is
    bool coverage = false;
};

struct TestedScenario {
    QString file;
    int number = 1; // in its file
    int inFile = 1; // how many there are
    QString task;
    std::vector<ExpectationResult> results;
    QStringList coverage; // beside the last scenario of each task, of all its scenarios; else empty

    [[nodiscard]] QString name() const; // "pilot.xml, scenario 2 of 3: Qfiniti rollout"
};

// All files, or the first error: one that cannot be read or simulated, or that expects nothing.
[[nodiscard]] Result<std::vector<TestedScenario>> runSequenceTests(const SequenceTestRequest &request);

// As JUnit XML has them.
[[nodiscard]] QByteArray toJUnit(const std::vector<TestedScenario> &tested);

} // namespace seriatim
