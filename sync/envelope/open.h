// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/keys.h"
#include "sync/base/ids.h"
#include "sync/envelope/content_codec.h"
#include "sync/envelope/packing.h"
#include "sync/membership/envelope_header.h"
#include "sync/model/changeset.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace vb::envelope {

/// What the certificate of the stream's device says about whoever wrote a changeset.
struct Author {
    WorkerId worker;
    OrganisationCode organisation;
};

/// What a changeset says, once opened. With what the log says about it (position, time, roles,
/// standing) it becomes a model::LoggedChangeset.
struct OpenedChangeset {
    ChangesetId id;
    /// Only the parts that are there; the index of each in the envelope is in partIndexes.
    model::Changeset content;
    std::vector<std::uint16_t> partIndexes;
    std::optional<Witness> witness;
};

struct OpenedAcknowledgement {
    ChangesetId id;
    Acknowledgement content;
};

/// Opens a Changeset or ReadLog envelope. The envelope's structure and hashes are already checked
/// (parseEnvelope); that it is authentic and valid is verifyRun() and validity(). `key` must be the
/// key that the header's epoch names, or the answer is Unauthentic; so it is when a part was sealed
/// for another house, case, audience, epoch, stream, counter, predecessor or index. A withdrawn
/// part is simply absent; when all are, the answer is NotFound. InvalidInput, TooLarge or TooNew
/// when the sealed content breaks a bound, the frames of the parts differ, or a newer version wrote
/// it. Any failure is about the whole envelope, because a changeset is one act.
Result<OpenedChangeset> open(Packer& packer, const membership::CheckedEnvelope& envelope,
                             const crypto::EpochKey& key, const Author& author);

/// The same for an Acknowledgement envelope.
Result<OpenedAcknowledgement> openAcknowledgement(Packer& packer,
                                                  const membership::CheckedEnvelope& envelope,
                                                  const crypto::EpochKey& key);

} // namespace vb::envelope
