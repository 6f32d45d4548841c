// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/base/error.h"

namespace vb {

std::string_view codeName(Code code) {
    switch (code) {
    case Code::InvalidInput:
        return "invalid-input";
    case Code::NotFound:
        return "not-found";
    case Code::AlreadyExists:
        return "already-exists";
    case Code::Refused:
        return "refused";
    case Code::Unauthentic:
        return "unauthentic";
    case Code::Corrupt:
        return "corrupt";
    case Code::WrongPassphrase:
        return "wrong-passphrase";
    case Code::Busy:
        return "busy";
    case Code::Full:
        return "full";
    case Code::Io:
        return "io";
    case Code::Unavailable:
        return "unavailable";
    case Code::TooNew:
        return "too-new";
    case Code::TooLarge:
        return "too-large";
    case Code::Conflict:
        return "conflict";
    case Code::Internal:
        return "internal";
    }
    return "unknown";
}

} // namespace vb
