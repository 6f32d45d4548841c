// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/check.h"

#include <utility>
#include <variant>

namespace vb::crypto {

/// Either a value or the reason why there is none, an enum of the function's own. Member names
/// follow std::expected. Looking at the wrong half stops the process.
template <typename T, typename E>
class [[nodiscard]] Outcome {
public:
    // Implicit, so that `return value;` and `return Failure::X;` read plainly.
    Outcome(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    Outcome(E failure) : m_state(std::in_place_index<1>, failure) {}

    [[nodiscard]] bool has_value() const { return m_state.index() == 0; }
    explicit operator bool() const { return has_value(); }

    T& value() & {
        VB_CRYPTO_CHECK(has_value());
        return *std::get_if<0>(&m_state);
    }
    const T& value() const& {
        VB_CRYPTO_CHECK(has_value());
        return *std::get_if<0>(&m_state);
    }
    T&& value() && {
        VB_CRYPTO_CHECK(has_value());
        return std::move(*std::get_if<0>(&m_state));
    }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::move(*this).value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }

    [[nodiscard]] E error() const {
        VB_CRYPTO_CHECK(!has_value());
        return *std::get_if<1>(&m_state);
    }

private:
    std::variant<T, E> m_state;
};

} // namespace vb::crypto
