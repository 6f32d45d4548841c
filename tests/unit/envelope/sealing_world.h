// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/random.h"
#include "crypto/signing.h"
#include "sync/envelope/epoch_key.h"
#include "sync/envelope/open.h"
#include "sync/envelope/seal.h"
#include "sync/envelope/stream_signing.h"
#include "sync/membership/derived_ids.h"
#include "tests/support/seeded_random.h"
#include "tests/unit/envelope/arbitrary.h"

namespace vb::test {

/// One device that writes in one audience of one case, and a reader that knows its certificate.
/// Ids come from the seed; keys and nonces from the system, as in the product.
struct SealingWorld {
    explicit SealingWorld(std::uint64_t seed = 1)
        : random(seed),
          house(random.makeId<HouseId>()),
          caseId(random.makeId<CaseId>()),
          audience(random.makeId<AudienceId>()),
          device(crypto::SigningKey::generate()),
          incarnation(random.makeId<IncarnationId>()),
          key(crypto::EpochKey::generate()),
          epoch(envelope::epochId(house, audience, key)),
          deviceId(membership::deviceId(house, device.publicKey())),
          stream(membership::streamId(house, deviceId, incarnation, audience)) {}

    [[nodiscard]] envelope::SealContext context(std::uint64_t counter = 1) {
        envelope::SealContext context{house, caseId, audience, epoch, key, {stream, counter, {}}};
        if (counter > 1)
            context.position.previous = random.makeId<ChangesetId>();
        context.directory = {{7, random.makeId<Digest256>()}, {3, random.makeId<Digest256>()}};
        context.retentionClass = 2;
        return context;
    }
    [[nodiscard]] model::Changeset changeset() {
        return arbitraryChangeset(random, caseId, audience);
    }
    [[nodiscard]] envelope::Author author(const model::Changeset& changeset) const {
        return {changeset.author, changeset.organisation};
    }
    /// What a reader gets to open: the envelope as it travels, its structure checked.
    [[nodiscard]] membership::CheckedEnvelope
    checked(const envelope::SealedEnvelope& envelope) const {
        return *membership::parseEnvelope(house, envelope.encode());
    }
    [[nodiscard]] membership::StreamHead head(std::uint64_t counter, ChangesetId id) const {
        return {stream, deviceId, incarnation, audience, counter, id};
    }

    SeededRandom random;
    HouseId house;
    CaseId caseId;
    AudienceId audience;
    crypto::SigningKey device;
    IncarnationId incarnation;
    crypto::EpochKey key;
    EpochId epoch;
    DeviceId deviceId;
    StreamId stream;
    envelope::Packer packer;
};

} // namespace vb::test
