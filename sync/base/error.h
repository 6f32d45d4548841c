// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

namespace vb {

/// Why a fallible function failed, for programs. The sentence for people is made at the edge
/// (client/), never here; `context` names the thing, for logs, and never holds content of a case.
enum class Code {
    InvalidInput,    ///< bytes or arguments from outside break a stated bound or form
    NotFound,        ///< the named thing does not exist here
    AlreadyExists,   ///< the named thing exists and must not be made again
    Refused,         ///< understood and not allowed (authorisation, role, state)
    Unauthentic,     ///< a signature, tag or hash does not fit
    Corrupt,         ///< our own stored bytes are damaged
    WrongPassphrase, ///< the key file cannot be opened with what was given
    Busy,            ///< somebody else holds the lock
    Full,            ///< no space, or a quota is reached
    Io,              ///< the operating system failed us
    Unavailable,     ///< the other side cannot be reached now
    TooNew,          ///< written by a newer version than this one
    TooLarge,        ///< over a limit of limits.h
    Conflict,        ///< a second, different thing under one identity
    Internal,        ///< an invariant of ours did not hold
};

std::string_view codeName(Code code);

struct Error {
    Code code = Code::Internal;
    std::string context;

    friend bool operator==(const Error&, const Error&) = default;
};

} // namespace vb
