// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/bridge/store_errors.h"

namespace vb::bridge {
namespace {

Code codeOf(crypto::DatabaseFault fault) {
    switch (fault) {
    case crypto::DatabaseFault::NotFound:
        return Code::NotFound;
    case crypto::DatabaseFault::AlreadyExists:
        return Code::AlreadyExists;
    case crypto::DatabaseFault::Busy:
        return Code::Busy;
    case crypto::DatabaseFault::OtherKey:
        return Code::Unauthentic;
    case crypto::DatabaseFault::Damaged:
    case crypto::DatabaseFault::Truncated:
        return Code::Corrupt;
    case crypto::DatabaseFault::NoSpace:
        return Code::Full;
    case crypto::DatabaseFault::Failed:
        return Code::Io;
    }
    return Code::Io;
}

Code codeOf(crypto::KeyFileFailure failure) {
    switch (failure) {
    case crypto::KeyFileFailure::NotAKeyFile:
    case crypto::KeyFileFailure::Damaged:
        return Code::Corrupt;
    case crypto::KeyFileFailure::TooNew:
        return Code::TooNew;
    case crypto::KeyFileFailure::OtherStore:
        return Code::Unauthentic;
    case crypto::KeyFileFailure::WrongPassphrase:
        return Code::WrongPassphrase;
    case crypto::KeyFileFailure::PassphraseSize:
    case crypto::KeyFileFailure::BelowFloor:
    case crypto::KeyFileFailure::TooCostly:
        return Code::InvalidInput;
    case crypto::KeyFileFailure::OutOfMemory:
        return Code::Full;
    case crypto::KeyFileFailure::NoSuchWrap:
        return Code::NotFound;
    case crypto::KeyFileFailure::LastWrap:
    case crypto::KeyFileFailure::RotationPending:
    case crypto::KeyFileFailure::NoRotation:
        return Code::Refused;
    }
    return Code::Internal;
}

} // namespace

Unexpected storeFailure(crypto::DatabaseFault fault, std::string_view doing) {
    return fail(codeOf(fault), std::string(doing) + ": " + std::string(crypto::describe(fault)));
}

Unexpected keyFileFailure(crypto::KeyFileFailure failure) {
    return fail(codeOf(failure), "key file: " + std::string(crypto::describe(failure)));
}

} // namespace vb::bridge
