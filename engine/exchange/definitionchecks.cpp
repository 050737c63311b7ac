#include "engine/exchange/definitionchecks.h"

#include <QHash>

namespace seriatim {

namespace {

class UniqueChecker
{
public:
    template <typename Tag>
    void guid(bool given, const Id<Tag> &id, const QString &where, const QString &what)
    {
        if (!given)
            return;
        if (const auto other = m_guids.constFind(id.uuid()); other != m_guids.constEnd()) {
            fail(where, QStringLiteral("%1 has the GUID %2, which %3 has already; expected each GUID once in a document")
                            .arg(what, id.toString(), *other));
        }
        m_guids.insert(id.uuid(), what);
    }

    // Two of one name can be told apart only when both have a GUID.
    void name(const QString &kind, const QString &name, bool hasGuid, const QString &where, const QString &what)
    {
        const QString key = kind + QChar(0x1f) + name.toCaseFolded();
        const auto other = m_names.constFind(key);
        if (other != m_names.constEnd() && !(*other && hasGuid))
            fail(where, QStringLiteral("%1 stands twice in the document; give both a guid, or remove one").arg(what));
        m_names.insert(key, hasGuid && (other == m_names.constEnd() || *other));
    }

    void fail(const QString &where, const QString &detail)
    {
        if (!m_error)
            m_error = Error{ErrorCode::invalidInput, where, detail};
    }

    [[nodiscard]] Result<> result() const { return m_error ? Result<>(*m_error) : Result<>(Done{}); }

private:
    QHash<QUuid, QString> m_guids;
    QHash<QString, bool> m_names; // whether all so far have a GUID
    std::optional<Error> m_error;
};

void checkPackage(UniqueChecker &checker, const DefinedPackage &defined)
{
    const Package &package = defined.package;
    const QString what = QStringLiteral("package '%1' version '%2'").arg(package.name, package.version);
    checker.guid(defined.hasGuid, package.id, defined.where, what);
    // Line items name packages by name and version: here a GUID does not help.
    checker.name(QStringLiteral("package"), package.name + QChar(0x1f) + package.version, false, defined.where, what);
    for (const DefinedProgram &program : defined.programs) {
        checker.guid(program.hasGuid, program.program.id, defined.where,
                     QStringLiteral("program '%1/%2'").arg(package.name, program.program.name));
    }
}

void checkTask(UniqueChecker &checker, const DefinedTask &defined)
{
    const QString what = QStringLiteral("sequential task '%1'").arg(defined.task.name);
    checker.guid(defined.hasGuid, defined.task.id, defined.where, what);
    checker.name(QStringLiteral("task"), defined.task.name, defined.hasGuid, defined.where, what);
    for (size_t i = 0; i < defined.items.size(); ++i) {
        checker.guid(defined.items[i].hasGuid, defined.task.items[i].id, defined.items[i].where,
                     what + QStringLiteral(", item %1").arg(i + 1));
    }
}

template <typename Defined>
void checkNamed(UniqueChecker &checker, const std::vector<Defined> &elements, const QString &kind, auto nameOf)
{
    for (const Defined &defined : elements) {
        const QString what = kind + QStringLiteral(" '") + defined.value.name + u'\'';
        checker.guid(defined.hasGuid, defined.value.id, defined.where, what);
        checker.name(kind, nameOf(defined.value), defined.hasGuid, defined.where, what);
    }
}

} // namespace

Result<> checkUnique(const Definition &definition)
{
    const auto plain = [](const auto &value) { return value.name; };
    const auto withDomain = [](const auto &value) { return value.domain + u'\\' + value.name; };
    UniqueChecker checker;
    for (const DefinedPackage &package : definition.packages)
        checkPackage(checker, package);
    checkNamed(checker, definition.users, QStringLiteral("user"), withDomain);
    checkNamed(checker, definition.groups, QStringLiteral("group"), withDomain);
    checkNamed(checker, definition.computers, QStringLiteral("computer"), withDomain);
    checkNamed(checker, definition.collections, QStringLiteral("collection"), plain);
    checkNamed(checker, definition.agentSettings, QStringLiteral("agent settings"), plain);
    for (const DefinedTask &task : definition.tasks)
        checkTask(checker, task);
    return checker.result();
}

} // namespace seriatim
