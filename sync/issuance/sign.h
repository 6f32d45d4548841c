// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/signing.h"
#include "sync/base/clock.h"
#include "sync/membership/admission.h"
#include "sync/membership/directory_prefix.h"
#include "sync/membership/statement.h"

namespace vb::issuance {

/// In whose name, in which chain and on what knowledge a statement is made. A view: what it refers
/// to lives as long as the call.
struct SigningContext {
    /// All that the device knows; a null caseLog makes statements about the house. Where own
    /// statements wait for the hub, this is a copy with them appended (they are what the next one
    /// may need, a declared audience for its epoch), and `basedOn` the head without them.
    const membership::DirectoryPrefix& directory;
    DirectoryHead basedOn;
    /// None: `key` is the root key.
    DeviceId signer;
    const crypto::SigningKey& key;
    Instant now;
    /// Hash of sealed text that belongs to the statement; none without.
    Digest256 note{};
};

/// For the common case: nothing waits.
SigningContext signingContext(const membership::DirectoryPrefix& directory, DeviceId signer,
                              const crypto::SigningKey& key, Instant now);

/// Makes and signs a statement. Fails before anything is sent where the hub would refuse it:
/// InvalidInput or TooLarge for a body that breaks a rule of form (readStatement()), Refused with
/// the refusal's name where admit() says so, as if accepted now.
Result<membership::Statement> sign(const SigningContext& context, membership::StatementBody body);

} // namespace vb::issuance
