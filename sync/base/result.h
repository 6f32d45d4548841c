// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/check.h"
#include "sync/base/error.h"

#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace vb {

/// The failure half of a Result; named as in std::expected, so that the real one can replace it.
class Unexpected {
public:
    explicit Unexpected(Error error) : m_error(std::move(error)) {}
    [[nodiscard]] const Error& error() const& { return m_error; }
    [[nodiscard]] Error&& error() && { return std::move(m_error); }

private:
    Error m_error;
};

/// `return fail(Code::NotFound, "case " + hex);`
[[nodiscard]] inline Unexpected fail(Code code, std::string context = {}) {
    return Unexpected(Error{code, std::move(context)});
}

/// Either a value or an Error: what every function returns that can fail because of input or the
/// outside world. Member names follow std::expected. Looking at the wrong half is a VB_CHECK.
template <typename T>
class [[nodiscard]] Result {
public:
    using value_type = T;

    // Implicit, so that `return value;` and `return fail(...)` read plainly.
    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    Result(Unexpected failure) : m_state(std::in_place_index<1>, std::move(failure).error()) {}

    [[nodiscard]] bool has_value() const { return m_state.index() == 0; }
    explicit operator bool() const { return has_value(); }

    T& value() & {
        VB_CHECK(has_value());
        return *std::get_if<0>(&m_state);
    }
    const T& value() const& {
        VB_CHECK(has_value());
        return *std::get_if<0>(&m_state);
    }
    T&& value() && {
        VB_CHECK(has_value());
        return std::move(*std::get_if<0>(&m_state));
    }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::move(*this).value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }

    [[nodiscard]] const Error& error() const& {
        VB_CHECK(!has_value());
        return *std::get_if<1>(&m_state);
    }
    template <typename U>
    [[nodiscard]] T value_or(U&& other) const& {
        return has_value() ? **this : static_cast<T>(std::forward<U>(other));
    }

private:
    std::variant<T, Error> m_state;
};

template <>
class [[nodiscard]] Result<void> {
public:
    using value_type = void;

    Result() = default;
    Result(Unexpected failure) : m_error(std::move(failure).error()) {}

    [[nodiscard]] bool has_value() const { return !m_error.has_value(); }
    explicit operator bool() const { return has_value(); }
    void value() const { VB_CHECK(has_value()); }
    [[nodiscard]] const Error& error() const& {
        VB_CHECK(m_error.has_value());
        return *m_error;
    }

private:
    std::optional<Error> m_error;
};

} // namespace vb

#define VB_CONCAT_INNER(a, b) a##b
#define VB_CONCAT(a, b) VB_CONCAT_INNER(a, b)

/// `VB_TRY(auto row, store.find(id));` - returns the error to our caller, or binds the value.
#define VB_TRY(declaration, expression)                                                            \
    auto VB_CONCAT(vbTry, __LINE__) = (expression);                                                \
    if (!VB_CONCAT(vbTry, __LINE__).has_value())                                                   \
        return ::vb::Unexpected(VB_CONCAT(vbTry, __LINE__).error());                               \
    declaration = std::move(VB_CONCAT(vbTry, __LINE__)).value()

/// `VB_TRY_VOID(transaction.commit());`
#define VB_TRY_VOID(expression)                                                                    \
    do {                                                                                           \
        auto vbTryResult = (expression);                                                           \
        if (!vbTryResult.has_value())                                                              \
            return ::vb::Unexpected(vbTryResult.error());                                          \
    } while (false)
