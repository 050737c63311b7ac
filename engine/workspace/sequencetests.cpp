#include "engine/workspace/sequencetests.h"

#include "engine/base/files.h"
#include "engine/exchange/definition.h"
#include "engine/exchange/junitxml.h"
#include "engine/workspace/exchange.h"
#include "engine/workspace/preparedsimulation.h"

#include <QTemporaryDir>

#include <algorithm>
#include <list>

namespace seriatim {

namespace {

constexpr qint64 maximumBytes = qint64(64) << 20; // formats.md

class Tester
{
public:
    explicit Tester(const SequenceTestRequest &request) : m_request(request) {}

    Result<std::vector<TestedScenario>> run()
    {
        for (const QString &file : m_request.files) {
            if (auto tested = testFile(file); !tested)
                return tested.error();
        }
        for (const Covered &covered : m_covered)
            m_tested[covered.lastScenario].coverage = covered.coverage.inWords(covered.programNames);
        return std::move(m_tested);
    }

private:
    // What all scenarios of one task have come to, in one file where the file brings its task.
    struct Covered {
        QString key;
        QStringList programNames;
        Coverage coverage;
        size_t lastScenario = 0;
    };

    Result<> testFile(const QString &file)
    {
        const Result<QByteArray> document = readFile(file, maximumBytes);
        if (!document)
            return document.error();
        const Result<std::vector<Scenario>> scenarios = readScenarios(*document, file);
        if (!scenarios)
            return scenarios.error();
        if (std::ranges::all_of(*scenarios, [](const Scenario &scenario) { return scenario.expectations.empty(); })) {
            return Error{ErrorCode::invalidInput, file,
                         QStringLiteral("expects nothing, so there is nothing to test; say what has to come out, such as <Expect status=\"succeeded\" />")};
        }
        const Result<QString> root = rootNameOf(*document, file);
        if (!root)
            return root.error();
        if (!isDefinitionRoot(*root)) {
            const Result<Workspace *> store = commonStore();
            return store ? testAll(**store, file, {}, *scenarios) : store.error();
        }
        const QTemporaryDir folder;
        if (!folder.isValid())
            return Error{ErrorCode::io, file, QStringLiteral("there is no room for a store of its own: ") + folder.errorString()};
        Result<Workspace> own = Workspace::create(folder.filePath(QStringLiteral("test.store")));
        if (!own)
            return own.error();
        if (auto imported = importFiles(*own, {file}); !imported)
            return imported.error();
        return testAll(*own, file, file, *scenarios);
    }

    Result<Workspace *> commonStore()
    {
        if (!m_store) {
            Result<Workspace> opened = Workspace::open(m_request.store, Access::readOnly);
            if (!opened)
                return opened.error();
            m_store.emplace(std::move(opened).value());
        }
        return &*m_store;
    }

    Result<> testAll(Workspace &workspace, const QString &file, const QString &origin, const std::vector<Scenario> &scenarios)
    {
        for (size_t i = 0; i < scenarios.size(); ++i) {
            TestedScenario tested;
            tested.file = file;
            tested.number = static_cast<int>(i) + 1;
            tested.inFile = static_cast<int>(scenarios.size());
            if (auto done = test(workspace, scenarios[i], origin, tested); !done)
                return Error{done.error().code, file, done.error().message()};
            m_tested.push_back(std::move(tested));
        }
        return Done{};
    }

    Result<> test(Workspace &workspace, const Scenario &scenario, const QString &origin, TestedScenario &tested)
    {
        const Result<QString> task = taskFor(workspace, scenario);
        if (!task)
            return task.error();
        const Result<std::unique_ptr<PreparedSimulation>> prepared = PreparedSimulation::prepare(workspace, *task, scenario);
        if (!prepared)
            return prepared.error();
        tested.task = (*prepared)->task().name;
        Coverage *coverage = m_request.coverage ? &coverageOf(**prepared, origin) : nullptr;
        ExpectationCheck check(scenario.expectations, static_cast<int>((*prepared)->plan().items.size()));
        FleetRun run = (*prepared)->run();
        run.visit = [&](int index, const SimulatedComputer &computer) {
            check.add(computer, (*prepared)->member(index));
            if (coverage)
                coverage->add(computer);
        };
        [[maybe_unused]] const SimulationTotals totals = run.run();
        tested.results = check.results();
        return Done{};
    }

    Result<QString> taskFor(Workspace &workspace, const Scenario &scenario) const
    {
        if (!scenario.task.isEmpty())
            return scenario.task;
        if (!m_request.task.isEmpty())
            return m_request.task;
        const Result<std::vector<TaskSummary>> tasks = workspace.store().tasks().list();
        if (!tasks)
            return tasks.error();
        if (tasks->size() == 1)
            return tasks->front().id.toString();
        return Error{ErrorCode::invalidInput, {},
                     tasks->empty() ? QStringLiteral("there is no sequential task to test")
                                    : QStringLiteral("which of the %1 tasks? name it in the scenario, <Scenario task=\"…\">, or with --task").arg(tasks->size())};
    }

    Coverage &coverageOf(const PreparedSimulation &prepared, const QString &origin)
    {
        const QString key = origin + u'\n' + prepared.task().id.toString();
        auto found = std::ranges::find(m_covered, key, &Covered::key);
        if (found == m_covered.end())
            found = m_covered.insert(m_covered.end(), {key, prepared.programNames(), Coverage(prepared.plan()), 0});
        found->lastScenario = m_tested.size();
        return found->coverage;
    }

    const SequenceTestRequest &m_request;
    std::optional<Workspace> m_store;
    std::vector<TestedScenario> m_tested;
    std::list<Covered> m_covered;
};

} // namespace

QString TestedScenario::name() const
{
    const QString which = inFile > 1 ? QStringLiteral(", scenario %1 of %2").arg(number).arg(inFile) : QString();
    return file + which + QStringLiteral(": ") + task;
}

Result<std::vector<TestedScenario>> runSequenceTests(const SequenceTestRequest &request)
{
    return Tester(request).run();
}

QByteArray toJUnit(const std::vector<TestedScenario> &tested)
{
    std::vector<JUnitSuite> suites;
    for (const TestedScenario &scenario : tested) {
        JUnitSuite suite;
        suite.name = scenario.name();
        for (const ExpectationResult &result : scenario.results)
            suite.cases.push_back({result.position, result.name, result.failure()});
        suite.systemOut = scenario.coverage.join(u'\n');
        suites.push_back(std::move(suite));
    }
    return writeJUnit(QStringLiteral("seriatim"), suites);
}

} // namespace seriatim
