// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/public_keys.h"
#include "sync/base/clock.h"
#include "sync/transparency/tree_hash.h"

namespace vb::transparency {

/// The state of the log that the hub answers for.
struct LogHead {
    HouseId house;
    /// A restored hub begins a new one.
    std::uint64_t generation = 0;
    LogSize size = 0;
    TreeHash root;
    /// Of the last leaf; 0 in an empty log.
    Instant hubTime;
    /// Everything before this position is in a copy off the machine.
    LogSize secured = 0;
    friend bool operator==(const LogHead&, const LogHead&) = default;
};

/// The bytes that were signed and the hub's signature over them.
struct SignedLogHead {
    Bytes head;
    crypto::Signature signature;
    friend bool operator==(const SignedLogHead&, const SignedLogHead&) = default;
};

/// Total; InvalidInput when it is no head or says what no log can (secured beyond its size, an
/// empty log with another root than the empty one).
Result<LogHead> parseLogHead(ByteView head);
Bytes encodeLogHead(const LogHead& head);

/// The head, once the signature is the hub's and the house ours. Unauthentic otherwise.
Result<LogHead> verifyLogHead(const crypto::SigningPublicKey& hub, const HouseId& house,
                              const SignedLogHead& head);

} // namespace vb::transparency
