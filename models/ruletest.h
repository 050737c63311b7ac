// RuleTest: looks whether a rule holds on the computer that the console runs on, as the agent would, in a thread of its own.
#pragma once

#include "engine/agent/ruleevaluator.h"
#include "models/jobqueue.h"

#include <QObject>

#include <atomic>
#include <memory>

namespace seriatim {

struct RuleTestAnswer {
    enum class State { notLooked, holds, doesNotHold, cannotTell };
    State state = State::notLooked;
    QString why; // cannotTell
    bool operator==(const RuleTestAnswer &) const = default;
};

// What the agent would give the rule's paths and commands.
struct RuleTestPlace {
    std::vector<EnvironmentVariable> environment;
    QString workingDirectory; // of commands, and where relative paths begin; empty: none
    qint64 commandTimeLimitMs = 120000;
};

// SHA-256 of a file on this computer, as a rule compares it. Reads the whole file.
[[nodiscard]] Result<QString> fileHash(const QString &path);

class RuleTest : public QObject
{
    Q_OBJECT

public:
    explicit RuleTest(QObject *parent = nullptr);
    ~RuleTest() override; // ends what still runs

    // What ran before is cancelled, and no finished() comes of it.
    void start(const Rule &rule, const RuleTestPlace &place);
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_running != nullptr; }

Q_SIGNALS:
    // One for the rule and each of its parts, every part right after what it stands in. A part that could not change the
    // answer any more was not looked at, as the agent does not.
    void finished(const std::vector<seriatim::RuleTestAnswer> &answers);
    void cancelled();

private:
    struct Run;
    std::shared_ptr<Run> m_running;
    JobQueue m_queue{2}; // the one that was cancelled may still be ending
};

} // namespace seriatim
