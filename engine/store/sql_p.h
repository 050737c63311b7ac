// Private to the store's .cpp files: SOCI, bulk reading and writing, and its exceptions turned into errors.
#pragma once

#include "engine/base/id.h"
#include "engine/base/result.h"

#include <soci/soci.h>

#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace seriatim::sql {

using Key = long long; // keys inside the store; GUIDs are for the outside

[[nodiscard]] inline std::string text(const QString &value)
{
    return value.toStdString();
}
[[nodiscard]] inline QString text(const std::string &value)
{
    return QString::fromStdString(value);
}
[[nodiscard]] inline std::string bytes(const QByteArray &value)
{
    return value.toStdString();
}
[[nodiscard]] inline QByteArray bytes(const std::string &value)
{
    return QByteArray::fromStdString(value);
}

template <typename Tag>
[[nodiscard]] std::string text(const Id<Tag> &id)
{
    return text(id.toString());
}

// What the store wrote itself; anything else there is damage, which `check` reports.
template <typename IdType>
[[nodiscard]] Result<IdType> idFrom(const QString &guid)
{
    if (const auto id = IdType::parse(guid))
        return *id;
    return Error{ErrorCode::invalidInput, guid, QStringLiteral("is no GUID; the store is damaged, restore a backup")};
}

// An Error on its way out of a function that SOCI's exceptions leave as well; guarded() turns both into a Result.
struct Refusal {
    Error error;
};

[[noreturn]] inline void refuse(ErrorCode code, const QString &subject, const QString &detail)
{
    throw Refusal{Error{code, subject, detail}};
}

// The value, or out with the error.
template <typename T>
T orRefuse(Result<T> result)
{
    if (!result.ok())
        throw Refusal{result.error()};
    return std::move(result).value();
}

// `path` is the store's, for the message.
Error errorFrom(const soci::soci_error &exception, const QString &path);

// Runs what may throw at the edge of the folder.
template <typename Work>
auto guarded(const QString &path, Work &&work) -> Result<decltype(work())>
{
    try {
        return work();
    } catch (const Refusal &refusal) {
        return refusal.error;
    } catch (const soci::soci_error &exception) {
        return errorFrom(exception, path);
    }
}

// A column that may be NULL is read as std::optional; any other is NOT NULL in the schema.
template <typename T>
struct Column {
    using Stored = T;
    static T take(T &stored, soci::indicator) { return std::move(stored); }
};

template <typename T>
struct Column<std::optional<T>> {
    using Stored = T;
    static std::optional<T> take(T &stored, soci::indicator state)
    {
        return state == soci::i_ok ? std::optional<T>(std::move(stored)) : std::nullopt;
    }
};

namespace detail {

template <typename... Types, typename Row, size_t... index>
void readRows(soci::statement &statement, size_t batch, Row &&row, std::index_sequence<index...>)
{
    std::tuple<std::vector<typename Column<Types>::Stored>...> columns;
    std::array<std::vector<soci::indicator>, sizeof...(Types)> states;
    (std::get<index>(columns).resize(batch), ...);
    for (auto &state : states)
        state.resize(batch);
    (statement.exchange(soci::into(std::get<index>(columns), states[index])), ...);
    statement.define_and_bind();
    statement.execute();
    while (statement.fetch()) {
        const size_t count = std::get<0>(columns).size();
        for (size_t i = 0; i < count; ++i)
            row(Column<Types>::take(std::get<index>(columns)[i], states[index][i])...);
        (std::get<index>(columns).resize(batch), ...);
        for (auto &state : states)
            state.resize(batch);
    }
}

} // namespace detail

template <typename... Types, typename Row, typename... Parameters>
void readInBatches(soci::session &session, size_t batch, const std::string &query, Row &&row,
                   const Parameters &...parameters)
{
    soci::statement statement(session);
    (statement.exchange(soci::use(parameters)), ...);
    statement.alloc();
    statement.prepare(query);
    detail::readRows<Types...>(statement, batch, std::forward<Row>(row), std::index_sequence_for<Types...>{});
}

// Calls `row` with the columns of each row. Parameters are bound in the order of the query.
template <typename... Types, typename Row, typename... Parameters>
void forEachRow(soci::session &session, const std::string &query, Row &&row, const Parameters &...parameters)
{
    constexpr size_t batch = 256;
    readInBatches<Types...>(session, batch, query, std::forward<Row>(row), parameters...);
}

// The first row, if there is one; for queries that give few.
template <typename... Types, typename... Parameters>
std::optional<std::tuple<Types...>> firstRow(soci::session &session, const std::string &query,
                                             const Parameters &...parameters)
{
    std::optional<std::tuple<Types...>> first;
    constexpr size_t batch = 1;
    readInBatches<Types...>(
        session, batch, query,
        [&](Types... columns) {
            if (!first)
                first.emplace(std::move(columns)...);
        },
        parameters...);
    return first;
}

template <typename Type, typename... Parameters>
std::optional<Type> firstValue(soci::session &session, const std::string &query, const Parameters &...parameters)
{
    const auto row = firstRow<Type>(session, query, parameters...);
    return row ? std::optional<Type>(std::get<0>(*row)) : std::nullopt;
}

// Runs a statement once; the number of rows it touched.
template <typename... Parameters>
long long run(soci::session &session, const std::string &statementText, const Parameters &...parameters)
{
    soci::statement statement(session);
    (statement.exchange(soci::use(parameters)), ...);
    statement.alloc();
    statement.prepare(statementText);
    statement.define_and_bind();
    statement.execute(true);
    return statement.get_affected_rows();
}

// A vector of a column that may be NULL.
template <typename T>
struct NullableColumn {
    // SOCI takes them by plain reference, though it only reads them.
    mutable std::vector<T> values;
    mutable std::vector<soci::indicator> states;

    void push(const std::optional<T> &value)
    {
        values.push_back(value.value_or(T{}));
        states.push_back(value ? soci::i_ok : soci::i_null);
    }
};

namespace detail {

// What soci::use returns refers to its own default arguments, so it must not leave the expression it is made in.
template <typename T>
void bind(soci::statement &statement, const std::vector<T> &column)
{
    statement.exchange(soci::use(column));
}

template <typename T>
void bind(soci::statement &statement, const NullableColumn<T> &column)
{
    statement.exchange(soci::use(column.values, column.states));
}

template <typename T>
size_t sizeOf(const std::vector<T> &column)
{
    return column.size();
}

template <typename T>
size_t sizeOf(const NullableColumn<T> &column)
{
    return column.values.size();
}

} // namespace detail

// Runs a statement once for each index of the columns, which are all of one length; nothing where they are empty.
template <typename First, typename... Columns>
void runForEach(soci::session &session, const std::string &statementText, const First &first, const Columns &...columns)
{
    if (detail::sizeOf(first) == 0)
        return;
    soci::statement statement(session);
    detail::bind(statement, first);
    (detail::bind(statement, columns), ...);
    statement.alloc();
    statement.prepare(statementText);
    statement.define_and_bind();
    statement.execute(true);
}

// "INSERT INTO package (a, b) VALUES (:a, :b)"
std::string insertInto(const std::string &table, const std::vector<std::string> &columns);

// The same, or an update of the other columns where a row with these keys is there.
[[nodiscard]] std::string upsertInto(const std::string &table, const std::vector<std::string> &keys,
                                     const std::vector<std::string> &others);

// Hands out `count` keys that were never used in this store; the first one. Only within a write transaction.
Key takeKeys(soci::session &session, const std::string &name, size_t count = 1);

} // namespace seriatim::sql
