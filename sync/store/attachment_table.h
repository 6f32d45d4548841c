// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/sql/database.h"
#include "sync/store/rows.h"

#include <optional>
#include <vector>

namespace vb::store {

/// Where an attachment stands. Numbers are in the file.
enum class AttachmentState : std::uint8_t {
    Loose = 0,   ///< made here, whole, and named by no record yet: it goes nowhere
    Owed = 1,    ///< whole here; the hub is not known to have it
    Wanted = 2,  ///< a record names it, and it is not whole here
    Held = 3,    ///< whole here and at the hub
    GivenUp = 4, ///< whole here, and the hub will not have it from this device
    Left = 5,    ///< named, and more than is fetched without anybody asking: not here
    Gone = 6,    ///< named, and purged or withdrawn: not here, and not to be had
};

struct AttachmentRow {
    std::int64_t number = 0; ///< this file's own
    CaseId caseId;
    AudienceId audience;
    AttachmentId address;
    AttachmentState state = AttachmentState::Loose;
    std::uint64_t total = 0;    ///< bytes; 0 while nobody has said
    std::uint64_t held = 0;     ///< bytes here, from the beginning
    Bytes directory;            ///< DirectoryHead; empty unless a record of this device names it
    bool isAsked = false;       ///< somebody wants to read it
    std::uint32_t refusals = 0; ///< times that the hub refused its bytes as none of this address
};

/// The ciphertext of attachments, in chunks, and which parts name them. An attachment belongs to
/// one audience and is erased with it; bytes that two audiences share are here twice. It is found
/// by its address, and whether its bytes have that digest is for the caller to check. In the
/// caller's transaction; core thread.
class AttachmentTable {
public:
    explicit AttachmentTable(sql::Database& database) : m_database(database) {}

    /// Its number. AlreadyExists when the audience has one with this address.
    Result<std::int64_t> add(std::int64_t audienceNumber, const AttachmentId& address,
                             AttachmentState state, std::uint64_t total);
    Result<std::optional<AttachmentRow>> find(const AudienceId& audience,
                                              const AttachmentId& address);
    /// One that is whole here, in whichever audience.
    Result<std::optional<AttachmentRow>> whole(const AttachmentId& address);
    /// Owed ones that a record names which the hub has accepted, by number.
    Result<std::vector<AttachmentRow>> toUpload();
    /// Held ones that this device's own records name, by number, after `afterNumber` and then from
    /// the beginning; at most `limit`.
    Result<std::vector<AttachmentRow>> ownHeld(std::int64_t afterNumber, std::size_t limit);
    /// Wanted ones, by number.
    Result<std::vector<AttachmentRow>> toDownload();
    /// Whether the hub is to get it: it is owed, and a record that waits or is accepted names it.
    Result<bool> isOwed(std::int64_t number);
    Result<std::uint64_t> countOwed();
    /// Owed ones that unsent work of this device names, each with the changesets that do.
    struct Unsent {
        AttachmentRow row;
        std::vector<ChangesetId> namedBy;
    };
    Result<std::vector<Unsent>> unsent();
    /// Whether the case has one of toUpload().
    Result<bool> hasToUpload(const CaseId& caseId);
    Result<std::uint64_t> countInState(AttachmentState state);

    /// The next chunk; `total` is as it is known from now on.
    Result<void> putChunk(const AttachmentRow& row, std::uint64_t chunkNumber, ByteView content,
                          std::uint64_t total);
    /// NotFound when it is not here.
    Result<Bytes> chunk(std::int64_t number, std::uint64_t chunkNumber);
    /// Drops what is here of one that is wanted.
    Result<void> empty(std::int64_t number);
    /// The chunks of a whole one, for another audience.
    Result<void> copyChunks(const AttachmentRow& from, std::int64_t to);
    Result<void> setState(std::int64_t number, AttachmentState state);
    /// It is left at the hub, where it has so many bytes.
    Result<void> leave(std::int64_t number, std::uint64_t total);
    /// Wanted from now on, by somebody, in every audience where it is named and not whole here;
    /// whether there is any.
    Result<bool> ask(const AttachmentId& address);
    /// Bytes of attachments of the case that are here, or begun, without anybody having asked and
    /// without this device having named them.
    Result<std::uint64_t> unaskedBytes(const CaseId& caseId);
    Result<void> setRefusals(std::int64_t number, std::uint32_t refusals);
    /// One of the changesets that name it.
    Result<std::optional<ChangesetId>> namedBy(std::int64_t number);
    /// One with this address, in whichever audience: where it is nearest to being here.
    Result<std::optional<AttachmentRow>> nearest(const AttachmentId& address);
    Result<void> setDirectory(std::int64_t number, ByteView directory);
    Result<void> drop(std::int64_t number);

    /// A part that is stored, with the numbers to name an attachment by.
    struct StoredPart {
        CaseId caseId;
        AudienceId audience;
        DeviceId device; ///< its author's
        std::int64_t audienceNumber = 0;
        std::int64_t recordNumber = 0;
        std::int64_t envelopeNumber = 0;
        std::uint16_t index = 0;
        Bytes content;
    };
    /// Parts whose content has these bytes somewhere.
    Result<std::vector<StoredPart>> partsWith(ByteView bytes);
    Result<void> name(std::int64_t number, std::int64_t recordNumber, std::int64_t envelopeNumber,
                      std::uint16_t part);
    /// The part by which a record names it.
    struct Naming {
        ChangesetId changeset;
        std::uint16_t part = 0;
        EnvelopeState state = EnvelopeState::Unsent;
        RecordId record;
        OrganisationCode organisation; ///< its author's
    };
    /// In the order in which they came here.
    Result<std::vector<Naming>> namings(std::int64_t number);
    /// Whether a part names it that the hub has, or is to get.
    Result<bool> isNamed(std::int64_t number);
    Result<std::vector<AttachmentRow>> ofCase(const CaseId& caseId);
    /// Those that a part of the record names.
    Result<std::vector<AttachmentRow>> ofRecord(const RecordId& record);
    /// Drops the bytes of one that stays named.
    Result<void> takeAway(std::int64_t number);
    /// Takes away what no part names any more; not what is loose or kept.
    Result<void> dropUnnamed();

    // What withdrawn parts named and no statement does: kept until release().

    /// For a record that named it with a part of this organisation.
    struct Kept {
        RecordId record;
        OrganisationCode organisation;
        std::uint64_t since = 0; ///< the newest statement that withdrew such a part
        bool isIdle = false;     ///< as setIdle() said
    };
    /// Keeps what this part names, which is about to be dropped by the statement of this number.
    Result<void> keepNamedBy(const ChangesetId& changeset, std::uint16_t part, std::uint64_t since);
    Result<std::vector<AttachmentRow>> allKept();
    Result<std::vector<Kept>> keptFor(std::int64_t number);
    Result<void> setIdle(std::int64_t number, bool isIdle);
    /// From now on it is owed to the hub, as if a part named it.
    Result<void> offerKept(std::int64_t number);
    /// Nothing when it is not kept.
    Result<void> release(std::int64_t number);

    /// A restored hub may lack what it had: every held one is owed again.
    Result<void> offerAgain();

private:
    sql::Database& m_database;
};

} // namespace vb::store
