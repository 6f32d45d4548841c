// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/engine/wire_attachment.h"
#include "sync/membership/statement.h"
#include "sync/store/attachment_table.h"
#include "sync/store/outbox.h"

#include <set>
#include <vector>

namespace vb::engine {

class Replica;

/// What a device fetches of one case's attachments without anybody having asked for them: some
/// hundred photos. A member may name as many as they like, and the next device has little room.
inline constexpr std::uint64_t kUnaskedBytesOfCase = std::uint64_t{256} * 1024 * 1024;
/// Times that the hub refuses the bytes of an address, which they have here, before a device gives
/// that up: the line between them may spoil a few.
inline constexpr std::uint32_t kMaxUploadRefusals = 3;
/// A hub that lost an attachment and nothing else is offered it again only by whoever asks: so many
/// of a device's own are asked about, so often.
inline constexpr std::size_t kAskedAboutAtOnce = 8;
inline constexpr std::chrono::hours kAskedAboutEvery{24};

/// Where an attachment is, for whoever shows its record.
enum class AttachmentPlace : std::uint8_t {
    Here,
    Coming,  ///< the next syncs fetch it, as soon as the hub has it
    AtHub,   ///< not fetched, being more than is fetched unasked: want() it
    Gone,    ///< a purge or withdrawal took it
    Nowhere, ///< no record names it
};
struct AttachmentSight {
    AttachmentPlace place = AttachmentPlace::Nowhere;
    std::uint64_t total = 0; ///< bytes; 0 while nobody has said
};

/// The attachments of a replica: ciphertext that travels by itself, after records. What opens one
/// is inside the record that names it, and this class never has it: it takes, keeps and gives back
/// sealed bytes (crypto/stream.h) under the address that is their digest. What a purge names goes
/// here as at the hub; what a withdrawal names goes where no part names it any more.
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
    /// again are the same attachment. Refused: not a member of the case, or these bytes were purged
    /// there. InvalidInput without bytes, TooLarge above
    /// protocol::kMaxAttachmentBytes.
    Result<AttachmentId> attach(const CaseId& caseId, const AudienceId& audience, ByteView sealed);
    /// Takes back what attach() made, of an entry that was thrown away; nothing happens to what a
    /// record names.
    Result<void> discard(const AudienceId& audience, const AttachmentId& address);
    /// The sealed bytes; NotFound while they are not whole here.
    Result<Bytes> read(const AttachmentId& address);
    Result<bool> isWhole(const AttachmentId& address);
    Result<AttachmentSight> sight(const AttachmentId& address);
    /// Somebody asks to read it: the next syncs fetch it, however much that is. Nothing happens to
    /// one that is here; NotFound when no record names it.
    Result<void> want(const AttachmentId& address);

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

    /// Before the parts go that a purge in the case names, and with them what only they name: a
    /// record for other readers that waits for the same bytes has them from here.
    Result<void> givePurgedToWaiting(const CaseId& caseId);
    /// After a purge or withdrawal in the case: what it names is not here any more, and what stays
    /// though the hub dropped it is owed again. Whether bytes went.
    Result<bool> takeAwayNamed(const CaseId& caseId);
    /// What a statement about these parts of a record names too: what they name, and no other part
    /// that the hub has or is to get. Other unsent work on the record counts unless a purge is to
    /// give it up.
    enum class Dropping { Purge, Withdrawal };
    Result<std::set<membership::NamedAttachment>>
    namedOnlyBy(const RecordId& record, const std::set<PartHash>& parts, Dropping dropping);

    /// Whether what another audience of the case has with the same bytes is still to come or to go.
    Result<bool> isNeededElsewhere(const store::AttachmentRow& row);
    /// What moved from `kept` to `wanted`, for fewer readers: the same bytes are owed there, or
    /// asked for where they are to come from.
    Result<void> bring(const store::AttachmentRow& kept, const store::AttachmentRow& wanted);

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
    /// Some of its own that the hub had, a few each day in rotation: whether it has them still.
    Result<std::vector<store::AttachmentRow>> toAskAbout();
    /// Names the directory under which this device belonged to the audience.
    Result<wire::UploadQuestion> question(const store::AttachmentRow& row);
    /// The chunk that begins there.
    Result<Bytes> chunkAt(const store::AttachmentRow& row, std::uint64_t offset);
    Result<void> setUploaded(const store::AttachmentRow& row);
    /// The hub had it and says that it does not: it is owed again.
    Result<void> lostAtHub(const store::AttachmentRow& row);
    /// The hub, whose hour it was `hubTime` when the sync began, will not have it from this device.
    /// It is given up only when this device does not belong to the audience any more, or it was
    /// purged; otherwise, and while a certificate that ran out may be renewed, it stays owed.
    Result<void> refused(const store::AttachmentRow& row, Instant hubTime);
    /// The hub says that the bytes are not those of the address. The person is told when that is so
    /// here, too, and when it has said so kMaxUploadRefusals times; then it is given up.
    Result<void> refusedBytes(const store::AttachmentRow& row);
    enum class Taken {
        More,    ///< and the next chunk is to be asked for
        Whole,   ///< it is here, and its digest is the address
        Spoilt,  ///< the bytes were another's: dropped, to be asked for from the beginning
        Misfits, ///< no chunk that could follow, or nothing is wanted any more: what is here stays
        Left,    ///< it would be more of its case than is fetched unasked: nothing is kept
    };
    /// The chunk that was asked for; `row` says afterwards how it stands.
    Result<Taken> take(store::AttachmentRow& row, const wire::Downloaded& reply);
    /// The hub has no chunk behind what is here, so that was another's, of another length: it is
    /// dropped, and asked for from the beginning at the next sync.
    Result<void> startOver(const store::AttachmentRow& row);

private:
    Result<void> putAll(store::AttachmentRow row, ByteView sealed);
    Result<void> nameOne(const Naming& naming, std::uint16_t part, const AttachmentId& address);
    Result<void> putNamed(const Naming& naming, store::AttachmentRow row);
    Result<bool> isToGo(const store::AttachmentRow& row);
    Result<void> giveToWaiting(const store::AttachmentRow& row);
    Result<void> copyWhole(const store::AttachmentRow& whole, const store::AttachmentRow& to);
    Result<OrganisationCode> whose(const store::AttachmentRow& row);
    Result<bool> takeAwayIfNamed(const store::AttachmentRow& row);
    Result<void> offerWithdrawn(const store::AttachmentRow& row);
    Result<bool> isTooMuch(const store::AttachmentRow& row, std::uint64_t total);
    Result<void> giveUp(const store::AttachmentRow& row);
    Result<void> passOn(const store::AttachmentRow& row);
    Result<bool> isAuthentic(const store::AttachmentRow& row);

    Replica& m_replica;
};

} // namespace vb::engine
