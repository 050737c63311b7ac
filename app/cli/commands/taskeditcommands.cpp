// Edits of the execution order, each one save; and what such a save would cost, without saving.
#include "app/cli/taskediting.h"
#include "engine/domain/executionorder.h"
#include "engine/workspace/impact.h"

#include <QJsonArray>

namespace seriatim {

namespace {

const QString keepOption = QStringLiteral("keep-finished");
const QString dropOption = QStringLiteral("drop-dependencies");

// One kind of edit: its words, its options, and what it does to a draft. Shared by the edit command and 'task impact'.
class TaskEdit
{
public:
    TaskEdit(QString editVerb, QString editSynopsis, QString editDescription)
        : verb(std::move(editVerb)), synopsis(std::move(editSynopsis)), description(std::move(editDescription)) {}
    virtual ~TaskEdit() = default;

    [[nodiscard]] virtual QList<QCommandLineOption> options() const { return {}; }
    // `words` are the arguments behind TASK; their number has been checked.
    [[nodiscard]] virtual Result<> apply(Invocation &invocation, const QStringList &words, Workspace &workspace, SequentialTask &draft) const = 0;

    const QString verb;
    const QString synopsis; // behind TASK
    const QString description;
    static constexpr int wordCount = 1; // of every edit, behind TASK

protected:
    static OnBreak onBreak(const Invocation &invocation)
    {
        return invocation.isSet(dropOption) ? OnBreak::dropDependencies : OnBreak::refuse;
    }
    static Result<int> place(Invocation &invocation, const QString &text, const QString &name = QStringLiteral("N"))
    {
        return invocation.number(text, name, 1, 1'000'000'000);
    }
    static Result<int> placeOption(Invocation &invocation, const QString &option)
    {
        if (!invocation.isSet(option))
            return invocation.usageError(QStringLiteral("--%1 is missing; give the place of a line item").arg(option));
        return place(invocation, invocation.value(option), QStringLiteral("--") + option);
    }
    static QCommandLineOption placeOptionNamed(const QString &name, const QString &meaning)
    {
        return {name, meaning, QStringLiteral("PLACE")};
    }
};

class AddEdit final : public TaskEdit
{
public:
    AddEdit() : TaskEdit(QStringLiteral("add"), QStringLiteral("PACKAGE/PROGRAM [--at N]"), QStringLiteral("Adds a line item, at the end or at place N.")) {}

    QList<QCommandLineOption> options() const override { return {placeOptionNamed(QStringLiteral("at"), QStringLiteral("The place of the new line item."))}; }

    Result<> apply(Invocation &invocation, const QStringList &words, Workspace &workspace, SequentialTask &draft) const override
    {
        int at = static_cast<int>(draft.items.size()) + 1;
        if (invocation.isSet(QStringLiteral("at"))) {
            const Result<int> given = placeOption(invocation, QStringLiteral("at"));
            if (!given)
                return given.error();
            at = *given;
        }
        const Result<ProgramId> program = workspace.findProgram(words[0]);
        if (!program)
            return program.error();
        return addItem(draft, LineItem(LineItemId::mint(), *program), at);
    }
};

class RemoveEdit final : public TaskEdit
{
public:
    RemoveEdit() : TaskEdit(QStringLiteral("remove"), QStringLiteral("N"), QStringLiteral("Removes the line item at place N.")) {}

    Result<> apply(Invocation &invocation, const QStringList &words, Workspace &, SequentialTask &draft) const override
    {
        const Result<int> at = place(invocation, words[0]);
        return at ? removeItem(draft, *at, onBreak(invocation)) : Result<>(at.error());
    }
};

class MoveEdit final : public TaskEdit
{
public:
    MoveEdit() : TaskEdit(QStringLiteral("move"), QStringLiteral("N --to M"), QStringLiteral("Moves the line item at place N to place M.")) {}

    QList<QCommandLineOption> options() const override { return {placeOptionNamed(QStringLiteral("to"), QStringLiteral("The place to move it to."))}; }

    Result<> apply(Invocation &invocation, const QStringList &words, Workspace &, SequentialTask &draft) const override
    {
        const Result<int> from = place(invocation, words[0]);
        if (!from)
            return from.error();
        const Result<int> to = placeOption(invocation, QStringLiteral("to"));
        return to ? moveItem(draft, *from, *to, onBreak(invocation)) : Result<>(to.error());
    }
};

class DependEdit final : public TaskEdit
{
public:
    DependEdit()
        : TaskEdit(QStringLiteral("depend"), QStringLiteral("N --on M [--codes LIST]"),
                   QStringLiteral("Makes line item N depend on line item M; without codes on those that count as its success."))
    {
    }

    QList<QCommandLineOption> options() const override
    {
        return {placeOptionNamed(QStringLiteral("on"), QStringLiteral("The earlier line item.")),
                {QStringLiteral("codes"), QStringLiteral("The return codes that satisfy it, e.g. 0,3010."), QStringLiteral("LIST")}};
    }

    Result<> apply(Invocation &invocation, const QStringList &words, Workspace &, SequentialTask &draft) const override
    {
        const Result<int> at = place(invocation, words[0]);
        if (!at)
            return at.error();
        const Result<int> on = placeOption(invocation, QStringLiteral("on"));
        if (!on)
            return on.error();
        std::optional<ReturnCodeList> codes;
        if (const auto text = invocation.optionalValue(QStringLiteral("codes"))) {
            const Result<ReturnCodeList> parsed = parseReturnCodes(*text);
            if (!parsed)
                return invocation.usageError(QStringLiteral("--codes: ") + parsed.error().message());
            if (parsed->empty())
                return invocation.usageError(QStringLiteral("--codes is empty; leave it out to follow the program's own codes"));
            codes = *parsed;
        }
        return addDependency(draft, *at, *on, codes);
    }
};

class UndependEdit final : public TaskEdit
{
public:
    UndependEdit() : TaskEdit(QStringLiteral("undepend"), QStringLiteral("N --on M"), QStringLiteral("Removes the dependency of line item N on line item M.")) {}

    QList<QCommandLineOption> options() const override { return {placeOptionNamed(QStringLiteral("on"), QStringLiteral("The earlier line item."))}; }

    Result<> apply(Invocation &invocation, const QStringList &words, Workspace &, SequentialTask &draft) const override
    {
        const Result<int> at = place(invocation, words[0]);
        if (!at)
            return at.error();
        const Result<int> on = placeOption(invocation, QStringLiteral("on"));
        return on ? removeDependency(draft, *at, *on) : Result<>(on.error());
    }
};

std::vector<std::unique_ptr<TaskEdit>> allEdits()
{
    std::vector<std::unique_ptr<TaskEdit>> edits;
    edits.push_back(std::make_unique<AddEdit>());
    edits.push_back(std::make_unique<RemoveEdit>());
    edits.push_back(std::make_unique<MoveEdit>());
    edits.push_back(std::make_unique<DependEdit>());
    edits.push_back(std::make_unique<UndependEdit>());
    return edits;
}

void addChoices(QCommandLineParser &parser)
{
    parser.addOption({keepOption, QStringLiteral("Where the execution order changes: keep finished steps, instead of running everything again.")});
    parser.addOption({dropOption, QStringLiteral("Drop the dependencies that the edit would break, instead of refusing it.")});
}

class EditCommand final : public Command
{
public:
    explicit EditCommand(std::unique_ptr<TaskEdit> edit)
        : Command(QStringLiteral("task ") + edit->verb, QStringLiteral("TASK ") + edit->synopsis, edit->description), m_edit(std::move(edit))
    {
        takes(1 + TaskEdit::wordCount, 1 + TaskEdit::wordCount);
    }

    void addOptions(QCommandLineParser &parser) const override
    {
        parser.addOptions(m_edit->options());
        addChoices(parser);
        addRevisionOption(parser);
    }

    Result<int> run(Invocation &invocation) const override
    {
        const KeepFinished keep = invocation.isSet(keepOption) ? KeepFinished::yes : KeepFinished::no;
        return editTask(invocation, keep, [&](Workspace &workspace, SequentialTask &task) {
            return m_edit->apply(invocation, invocation.arguments().mid(1), workspace, task);
        });
    }

private:
    std::unique_ptr<TaskEdit> m_edit;
};

class ImpactCommand final : public Command
{
public:
    ImpactCommand()
        : Command(QStringLiteral("task impact"), QStringLiteral("TASK add|remove|move|depend|undepend …"),
                  QStringLiteral("Tells what such a save would cost, without saving."))
        , m_edits(allEdits())
    {
        takes(2, any);
    }

    void addOptions(QCommandLineParser &parser) const override
    {
        QStringList known;
        for (const auto &edit : m_edits) {
            for (const QCommandLineOption &option : edit->options()) {
                if (!known.contains(option.names().first()))
                    parser.addOption(option);
                known += option.names();
            }
        }
        addChoices(parser);
    }

    Result<int> run(Invocation &invocation) const override
    {
        const TaskEdit *edit = nullptr;
        for (const auto &candidate : m_edits) {
            if (candidate->verb == invocation.argument(1))
                edit = candidate.get();
        }
        if (!edit)
            return invocation.usageError(QStringLiteral("'%1' is no edit; use add, remove, move, depend or undepend").arg(invocation.argument(1)));
        const QStringList words = invocation.arguments().mid(2);
        if (words.size() != TaskEdit::wordCount)
            return invocation.usageError(QStringLiteral("usage: seriatimctl task impact TASK %1 %2").arg(edit->verb, edit->synopsis));
        Result<OpenTask> open = openTask(invocation, Access::readOnly);
        if (!open)
            return open.error();
        SequentialTask draft = open->task;
        if (auto edited = edit->apply(invocation, words, open->workspace, draft); !edited)
            return edited.error();
        const Result<Impact> impact = impactOf(open->workspace, open->task, draft);
        if (!impact)
            return impact.error();
        print(invocation, *impact);
        return exitDone;
    }

private:
    static void print(const Invocation &invocation, const Impact &impact)
    {
        if (invocation.json()) {
            QJsonArray steps;
            for (const StepImpact &step : impact.steps)
                steps.append(QJsonObject{{QStringLiteral("item"), step.place},
                                         {QStringLiteral("new"), step.isNew},
                                         {QStringLiteral("kept"), step.unchanged},
                                         {QStringLiteral("finishedOn"), step.finishedOn}});
            invocation.print(QJsonObject{{QStringLiteral("orderChanged"), impact.orderChanged},
                                         {QStringLiteral("computers"), QJsonObject{{QStringLiteral("succeeded"), impact.succeeded},
                                                                                   {QStringLiteral("failed"), impact.failed},
                                                                                   {QStringLiteral("inProgress"), impact.inProgress}}},
                                         {QStringLiteral("runAgain"), impact.computersRunningAgain()},
                                         {QStringLiteral("items"), steps}});
            return;
        }
        if (!impact.orderChanged) {
            invocation.print(QStringLiteral("The execution order stays the same: nothing runs again."));
            return;
        }
        invocation.print(QStringLiteral("%1 already run it (%2 succeeded, %3 failed, %4 in progress) and will run it again.")
                             .arg(counted(impact.computersRunningAgain(), QStringLiteral("computer")) + (impact.computersRunningAgain() == 1 ? QStringLiteral(" has") : QStringLiteral(" have"))).arg(impact.succeeded).arg(impact.failed).arg(impact.inProgress));
        for (const StepImpact &step : impact.steps) {
            invocation.print(QStringLiteral("item %1: %2").arg(step.place).arg(
                step.isNew       ? QStringLiteral("new, runs everywhere")
                : step.unchanged ? QStringLiteral("finished on %1; repeated there, unless --keep-finished").arg(counted(step.finishedOn, QStringLiteral("computer")))
                                 : QStringLiteral("finished on %1; repeated there").arg(counted(step.finishedOn, QStringLiteral("computer")))));
        }
    }

    std::vector<std::unique_ptr<TaskEdit>> m_edits;
};

} // namespace

void addTaskEditCommands(Commands &commands)
{
    for (auto &edit : allEdits())
        commands.push_back(std::make_unique<EditCommand>(std::move(edit)));
    commands.push_back(std::make_unique<ImpactCommand>());
}

} // namespace seriatim
