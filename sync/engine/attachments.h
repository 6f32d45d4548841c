// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/engine/wire_attachment.h"
#include "sync/store/attachment_table.h"
#include "sync/store/outbox.h"

#include <vector>

namespace vb::engine {

class Replica;

/// The attachments of a replica: ciphertext that travels by itself, after records. What opens one
/// is inside the record that names it, and this class never has it: it takes, keeps and gives back
/// sealed bytes (crypto/stream.h) under the address that is their digest.
///
/// Invariants: read() gives exactly the bytes of the address or nothing; an attachment goes to the
/// hub only once it has accepted a record that names it; with the last part that names one, and
/// with its case, its bytes leave this device. A light view of the replica, which outlives it; core
/// thread.
class Attachments {
public:
    explicit Attachments(Replica& replica) : m_replica(replica) {}

    // For whoever writes and reads records.

    /// Keeps a sealed attachment and says its address, for the field of a record that is to be
    /// saved for this audience; durable when it returns. Until then it goes nowhere. The same bytes
    /// again are the same attachment. Refused: not a member of the case. InvalidInput without
    /// bytes, TooLarge above protocol::kMaxAttachmentBytes.
    Result<AttachmentId> attach(const CaseId& caseId, const AudienceId& audience, ByteView sealed);
    /// Takes back what attach() made, of an entry that was thrown away; nothing happens to what a
    /// record names.
    Result<void> discard(const AudienceId& audience, const AttachmentId& address);
    /// The sealed bytes; NotFound while they are not whole here.
    Result<Bytes> read(const AttachmentId& address);
    Result<bool> isWhole(const AttachmentId& address);

    // For the replica, in its transaction.

    struct Naming {
        CaseId caseId;
        AudienceId audience;
        std::int64_t audienceNumber = 0;
        std::int64_t recordNumber = 0;
        std::int64_t envelopeNumber = 0;
        bool isOwn = false; ///< a changeset of this device
    };
    /// A part that is being stored names them: what is here is owed to the hub when the part is
    /// this device's own, and what is not here is wanted.
    Result<void> name(const Naming& naming, const store::PartRow& part);

    /// As it goes into the outbox with work of this device that names it, for nobody yet; reads the
    /// store when its chunks are asked for. Nothing when the hub has it, or will not, or it is not
    /// whole here.
    Result<std::optional<store::OwedAttachment>>
    owed(const CaseId& caseId, const AudienceId& audience, const AttachmentId& address);
    /// Makes one that is wanted whole and owed, where the bytes are on this device.
    Result<void> fill(const AudienceId& audience, std::int64_t number, const AttachmentId& address);

    // For the sync.

    /// What the hub is to get, with what it must be told; and what this device is to get.
    Result<std::vector<store::AttachmentRow>> toUpload();
    Result<std::vector<store::AttachmentRow>> toDownload();
    /// Names the directory under which this device belonged to the audience.
    Result<wire::UploadQuestion> question(const store::AttachmentRow& row);
    /// The chunk that begins there.
    Result<Bytes> chunkAt(const store::AttachmentRow& row, std::uint64_t offset);
    Result<void> setUploaded(const store::AttachmentRow& row);
    /// The hub will not have it from this device. It is given up only when this device does not
    /// belong to the audience any more; otherwise it stays owed.
    Result<void> refused(const store::AttachmentRow& row);
    enum class Taken {
        More,    ///< and the next chunk is to be asked for
        Whole,   ///< it is here, and its digest is the address
        Spoilt,  ///< the bytes were another's: dropped, to be asked for from the beginning
        Misfits, ///< no chunk that could follow: what is here stays
    };
    /// The chunk that was asked for; `row` says afterwards how it stands.
    Result<Taken> take(store::AttachmentRow& row, const wire::Downloaded& reply);

private:
    Result<void> putAll(store::AttachmentRow row, ByteView sealed);
    Result<void> nameOne(const Naming& naming, std::uint16_t part, const AttachmentId& address);
    Result<void> passOn(const store::AttachmentRow& row);
    Result<bool> isAuthentic(const store::AttachmentRow& row);

    Replica& m_replica;
};

} // namespace vb::engine
