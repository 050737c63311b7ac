// Result<T>: a value or an Error, shaped like std::expected. Every function that can fail returns one.
#pragma once

#include <QString>

#include <utility>
#include <variant>

namespace seriatim {

enum class ErrorCode {
    invalidInput,       // what was given contradicts the rules or cannot be read
    notFound,           // what was named does not exist
    alreadyExists,      // what would be made exists
    stale,              // somebody else saved in between (B8)
    refused,            // possible, but not without a consent that was not given (B4)
    readOnly,           // no right to write there
    unsupportedVersion, // made by a newer Seriatim
    busy,               // held by another process for too long
    io,                 // the operating system said no
    cancelled,          // whoever asked for it did not want it any more; nothing was changed
    pending             // not known yet; ask again
};

// What went wrong: the thing (file with line and column, object, field) and what is wrong with it with the remedy.
struct Error {
    ErrorCode code = ErrorCode::invalidInput;
    QString subject;
    QString detail;

    [[nodiscard]] QString message() const { return subject.isEmpty() ? detail : subject + QStringLiteral(": ") + detail; }
    bool operator==(const Error &) const = default;
};

struct Done {
    bool operator==(const Done &) const = default;
};

template <typename T = Done>
class [[nodiscard]] Result
{
public:
    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : m_state(std::in_place_index<1>, std::move(error)) {}

    [[nodiscard]] bool ok() const { return m_state.index() == 0; }
    explicit operator bool() const { return ok(); }

    [[nodiscard]] const T &value() const & { Q_ASSERT(ok()); return *std::get_if<0>(&m_state); }
    [[nodiscard]] T &value() & { Q_ASSERT(ok()); return *std::get_if<0>(&m_state); }
    [[nodiscard]] T &&value() && { Q_ASSERT(ok()); return std::move(*std::get_if<0>(&m_state)); }
    [[nodiscard]] const Error &error() const { Q_ASSERT(!ok()); return *std::get_if<1>(&m_state); }

    const T &operator*() const & { return value(); }
    T &operator*() & { return value(); }
    T &&operator*() && { return std::move(*this).value(); }
    const T *operator->() const { return &value(); }
    T *operator->() { return &value(); }

private:
    std::variant<T, Error> m_state;
};

} // namespace seriatim
