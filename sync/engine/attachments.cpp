// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/engine/attachments.h"

#include "crypto/digest.h"
#include "sync/engine/replica.h"
#include "sync/membership/admission.h"
#include "sync/protocol/directory.pb.h"
#include "sync/protocol/heads.h"
#include "sync/protocol/limits.h"
#include "sync/protocol/upload_claim.h"

#include <algorithm>

namespace vb::engine {

using protocol::kAttachmentChunkBytes;
using store::AttachmentRow;
using store::AttachmentState;

namespace {

constexpr auto kAskedAtKey = "attachments.asked_at";
constexpr auto kAskedUpToKey = "attachments.asked_up_to";

Bytes encoded(const DirectoryHead& head) {
    veldboek::v0::DirectoryHead message;
    protocol::writeDirectoryHead(head, message);
    return toBytes(asBytes(message.SerializeAsString()));
}

} // namespace

Result<std::optional<store::OwedAttachment>>
Attachments::owed(const CaseId& caseId, const AudienceId& audience, const AttachmentId& address) {
    auto table = m_replica.store().attachments();
    std::optional<store::OwedAttachment> owed;
    VB_TRY(auto row, table.find(audience, address));
    if (row && (row->state == AttachmentState::Held || row->state == AttachmentState::GivenUp ||
                row->state == AttachmentState::Gone))
        return owed;
    if (!row || row->state == AttachmentState::Wanted || row->state == AttachmentState::Left) {
        VB_TRY(row, table.whole(address));
    }
    if (!row)
        return owed;
    // Under which it was named first: this device may have left since.
    Bytes directory = row->audience == audience ? row->directory : Bytes{};
    if (directory.empty()) {
        VB_TRY(const DirectoryHead head, m_replica.directory().head(caseId));
        directory = encoded(head);
    }
    const auto& identity = m_replica.identity();
    const auto signature =
        identity.signingKey.sign(crypto::Kind::UploadClaim, identity.house.bytes(),
                                 protocol::uploadClaim(caseId, audience, address, row->total));
    owed.emplace();
    owed->facts = {
        0, caseId, audience, address, row->total, std::move(directory), toBytes(signature.bytes())};
    owed->chunks = protocol::attachmentChunks(row->total);
    owed->chunk = [&store = m_replica.store(), number = row->number](std::uint64_t chunk) {
        return store.attachments().chunk(number, chunk);
    };
    return owed;
}

// ---- Writing and reading

Result<AttachmentId> Attachments::attach(const CaseId& caseId, const AudienceId& audience,
                                         ByteView sealed) {
    if (sealed.empty())
        return fail(Code::InvalidInput, "an attachment without bytes");
    if (sealed.size() > protocol::kMaxAttachmentBytes)
        return fail(Code::TooLarge, "attachment");
    VB_TRY(const auto prefix, m_replica.directory().prefix(caseId));
    if (!membership::isMember(prefix, m_replica.identity().holder, m_replica.hubNow()))
        return fail(Code::Refused, "not a member of the case");
    const AttachmentId address(
        crypto::digest(crypto::Kind::Attachment, m_replica.identity().house.bytes(), sealed));
    if (membership::isPurged(prefix, {audience, address}))
        return fail(Code::Refused, "an attachment that was purged");
    auto table = m_replica.store().attachments();
    VB_TRY(auto transaction, m_replica.store().beginDurable());
    VB_TRY(auto row, table.find(audience, address));
    if (!row) {
        VB_TRY(const auto audienceNumber,
               m_replica.store().audiences().audienceNumber(caseId, audience));
        VB_TRY_VOID(table.add(audienceNumber, address, AttachmentState::Loose, sealed.size()));
        VB_TRY(row, table.find(audience, address));
        VB_TRY_VOID(putAll(*row, sealed));
    } else if (row->state == AttachmentState::Wanted || row->state == AttachmentState::Left ||
               row->state == AttachmentState::Gone) {
        VB_TRY_VOID(table.empty(row->number));
        row->held = 0;
        VB_TRY_VOID(putAll(*row, sealed));
        VB_TRY_VOID(table.setState(row->number, AttachmentState::Owed));
    }
    VB_TRY_VOID(transaction.commit());
    return address;
}

Result<void> Attachments::putAll(AttachmentRow row, ByteView sealed) {
    for (std::size_t offset = 0; offset < sealed.size(); offset += kAttachmentChunkBytes) {
        const auto chunk =
            sealed.subspan(offset, std::min(kAttachmentChunkBytes, sealed.size() - offset));
        VB_TRY_VOID(m_replica.store().attachments().putChunk(row, offset / kAttachmentChunkBytes,
                                                             chunk, sealed.size()));
        row.held += chunk.size();
    }
    return {};
}

Result<void> Attachments::discard(const AudienceId& audience, const AttachmentId& address) {
    auto table = m_replica.store().attachments();
    VB_TRY(const auto row, table.find(audience, address));
    if (!row || row->state != AttachmentState::Loose)
        return {};
    VB_TRY(auto transaction, m_replica.store().begin());
    VB_TRY_VOID(table.drop(row->number));
    return transaction.commit();
}

Result<Bytes> Attachments::read(const AttachmentId& address) {
    VB_TRY(const auto row, m_replica.store().attachments().whole(address));
    if (!row)
        return fail(Code::NotFound, "attachment " + address.hex());
    Bytes sealed;
    sealed.reserve(row->total);
    for (std::uint64_t offset = 0; offset < row->total; offset += kAttachmentChunkBytes) {
        VB_TRY(const Bytes chunk, chunkAt(*row, offset));
        append(sealed, chunk);
    }
    return sealed;
}

Result<bool> Attachments::isWhole(const AttachmentId& address) {
    VB_TRY(const auto row, m_replica.store().attachments().whole(address));
    return row.has_value();
}

Result<AttachmentSight> Attachments::sight(const AttachmentId& address) {
    VB_TRY(const auto row, m_replica.store().attachments().nearest(address));
    if (!row)
        return AttachmentSight{};
    switch (row->state) {
    case AttachmentState::Wanted:
        return AttachmentSight{AttachmentPlace::Coming, row->total};
    case AttachmentState::Left:
        return AttachmentSight{AttachmentPlace::AtHub, row->total};
    case AttachmentState::Gone:
        return AttachmentSight{AttachmentPlace::Gone, 0};
    default:
        return AttachmentSight{AttachmentPlace::Here, row->total};
    }
}

Result<void> Attachments::want(const AttachmentId& address) {
    VB_TRY(const bool isHere, isWhole(address));
    if (isHere)
        return {};
    VB_TRY(auto transaction, m_replica.store().begin());
    VB_TRY(const bool isNamed, m_replica.store().attachments().ask(address));
    if (!isNamed)
        return fail(Code::NotFound, "attachment " + address.hex());
    return transaction.commit();
}

// ---- Naming

Result<void> Attachments::name(const Naming& naming, const store::PartRow& part) {
    for (const AttachmentId& address : part.attachments)
        VB_TRY_VOID(nameOne(naming, part.index, address));
    return {};
}

Result<void> Attachments::nameOne(const Naming& naming, std::uint16_t part,
                                  const AttachmentId& address) {
    auto table = m_replica.store().attachments();
    VB_TRY(auto row, table.find(naming.audience, address));
    if (!row) {
        VB_TRY_VOID(table.add(naming.audienceNumber, address, AttachmentState::Wanted, 0));
        VB_TRY(row, table.find(naming.audience, address));
    }
    VB_TRY_VOID(table.name(row->number, naming.recordNumber, naming.envelopeNumber, part));
    VB_TRY_VOID(takeAwayIfNamed(*row));
    VB_TRY(row, table.find(naming.audience, address));
    return putNamed(naming, *row);
}

Result<void> Attachments::putNamed(const Naming& naming, AttachmentRow row) {
    auto table = m_replica.store().attachments();
    if (row.state == AttachmentState::Loose)
        VB_TRY_VOID(table.setState(row.number, AttachmentState::Owed));
    if (!naming.isOwn)
        return {};
    if (row.state == AttachmentState::Left) {
        VB_TRY_VOID(table.setState(row.number, AttachmentState::Wanted));
        row.state = AttachmentState::Wanted;
    }
    if (row.state == AttachmentState::Wanted)
        VB_TRY_VOID(fill(naming.audience, row.number, row.address));
    if (!row.directory.empty())
        return {};
    VB_TRY(const DirectoryHead head, m_replica.directory().head(naming.caseId));
    return table.setDirectory(row.number, encoded(head));
}

/// What was sealed anew for another audience names the same bytes: they are owed there too. And
/// what the store lost with its log, the outbox may still have.
Result<void> Attachments::fill(const AudienceId& audience, std::int64_t number,
                               const AttachmentId& address) {
    auto table = m_replica.store().attachments();
    VB_TRY(const auto whole, table.whole(address));
    if (whole) {
        VB_TRY_VOID(table.empty(number));
        VB_TRY_VOID(table.copyChunks(*whole, number));
        return table.setState(number, AttachmentState::Owed);
    }
    VB_TRY(const auto kept, m_replica.outbox().findAttachment(audience, address));
    if (!kept)
        return {};
    VB_TRY_VOID(table.empty(number));
    AttachmentRow row;
    row.number = number;
    for (std::uint64_t chunk = 0; chunk < protocol::attachmentChunks(kept->total); ++chunk) {
        VB_TRY(const Bytes content, m_replica.outbox().attachmentChunk(*kept, chunk));
        VB_TRY_VOID(table.putChunk(row, chunk, content, kept->total));
        row.held += content.size();
    }
    return table.setState(number, AttachmentState::Owed);
}

// ---- Sync

Result<std::vector<AttachmentRow>> Attachments::toUpload() {
    return m_replica.store().attachments().toUpload();
}

Result<std::vector<AttachmentRow>> Attachments::toAskAbout() {
    auto meta = m_replica.store().meta();
    const Instant now = m_replica.clock().now();
    VB_TRY(const auto asked, meta.number(kAskedAtKey));
    // From the first time on; and a clock that was set back keeps nobody from it for long.
    const bool isDue =
        asked && (now - Instant{*asked} >= kAskedAboutEvery || now < Instant{*asked});
    if (asked && !isDue)
        return std::vector<AttachmentRow>{};
    VB_TRY_VOID(meta.putNumber(kAskedAtKey, now.millis));
    if (!asked)
        return std::vector<AttachmentRow>{};
    VB_TRY(const auto last, meta.number(kAskedUpToKey));
    VB_TRY(auto rows, m_replica.store().attachments().ownHeld(last.value_or(0), kAskedAboutAtOnce));
    if (!rows.empty())
        VB_TRY_VOID(meta.putNumber(kAskedUpToKey, rows.back().number));
    return rows;
}

Result<std::vector<AttachmentRow>> Attachments::toDownload() {
    return m_replica.store().attachments().toDownload();
}

namespace {

Result<bool> belongsNow(Replica& replica, const AttachmentRow& row) {
    VB_TRY(const auto prefix, replica.directory().prefix(row.caseId));
    const auto audience = membership::findAudience(prefix, row.audience);
    return audience && membership::isDeviceInForce(prefix, replica.identity().device) &&
           membership::belongs(prefix, replica.identity().holder, *audience, replica.hubNow());
}

} // namespace

Result<wire::UploadQuestion> Attachments::question(const AttachmentRow& row) {
    wire::UploadQuestion question{row.caseId, row.audience, row.address, row.directory, row.total};
    VB_TRY(const bool belongs, belongsNow(m_replica, row));
    if (belongs) {
        VB_TRY(const DirectoryHead head, m_replica.directory().head(row.caseId));
        question.directory = encoded(head);
    }
    VB_TRY(question.organisation, whose(row));
    return question;
}

Result<Bytes> Attachments::chunkAt(const AttachmentRow& row, std::uint64_t offset) {
    auto chunk = m_replica.store().attachments().chunk(row.number, offset / kAttachmentChunkBytes);
    if (!chunk && chunk.error().code == Code::NotFound)
        return fail(Code::Corrupt, "an attachment that is not as whole as it says");
    return chunk;
}

Result<void> Attachments::setUploaded(const AttachmentRow& row) {
    VB_TRY_VOID(m_replica.store().attachments().setState(row.number, AttachmentState::Held));
    return m_replica.outbox().dropAttachment(row.audience, row.address);
}

Result<void> Attachments::lostAtHub(const AttachmentRow& row) {
    return m_replica.store().attachments().setState(row.number, AttachmentState::Owed);
}

Result<void> Attachments::refused(const AttachmentRow& row, Instant hubTime) {
    VB_TRY(const auto prefix, m_replica.directory().prefix(row.caseId));
    const bool isPurged = membership::isPurged(prefix, {row.audience, row.address});
    VB_TRY(const bool belongs, belongsNow(m_replica, row));
    // A clock that was set since says less than the hub did, and one that went on says more.
    const auto& device = m_replica.identity().device;
    const bool isCertified = membership::certificateCovers(prefix, device, hubTime) &&
                             membership::certificateCovers(prefix, device, m_replica.hubNow());
    const bool waitsForRenewal = membership::isDeviceInForce(prefix, device) && !isCertified;
    if ((belongs || waitsForRenewal) && !isPurged)
        return {};
    return giveUp(row);
}

Result<void> Attachments::giveUp(const AttachmentRow& row) {
    VB_TRY_VOID(m_replica.store().attachments().setState(row.number, AttachmentState::GivenUp));
    return m_replica.outbox().dropAttachment(row.audience, row.address);
}

Result<void> Attachments::refusedBytes(const AttachmentRow& row) {
    auto table = m_replica.store().attachments();
    VB_TRY(const bool isAuthentic, this->isAuthentic(row));
    if (isAuthentic && row.refusals + 1 < kMaxUploadRefusals)
        return table.setRefusals(row.number, row.refusals + 1);
    VB_TRY(const auto named, table.namedBy(row.number));
    if (named)
        VB_TRY_VOID(m_replica.notice(store::AttentionKind::AttachmentRefused, row.caseId,
                                     named->view(),
                                     static_cast<std::uint32_t>(membership::Refusal::Malformed)));
    return giveUp(row);
}

/// Of what nobody asked for and this device did not name itself.
Result<bool> Attachments::isTooMuch(const AttachmentRow& row, std::uint64_t total) {
    if (row.held > 0 || !row.directory.empty() || row.isAsked)
        return false;
    VB_TRY(const auto bytes, m_replica.store().attachments().unaskedBytes(row.caseId));
    return bytes + total > m_replica.unaskedBytes();
}

/// The row is as old as the question: meanwhile somebody may have asked for it, made the same
/// bytes here, or taken back what named it.
Result<Attachments::Taken> Attachments::take(AttachmentRow& row, const wire::Downloaded& reply) {
    auto table = m_replica.store().attachments();
    VB_TRY(auto transaction, m_replica.store().begin());
    VB_TRY(const auto now, table.find(row.audience, row.address));
    if (!now || now->number != row.number || now->state != AttachmentState::Wanted ||
        now->held != row.held)
        return Taken::Misfits;
    const bool isOther = now->total != 0 && now->total != reply.total;
    if (!isOther && (now->held >= reply.total ||
                     reply.chunk.size() !=
                         std::min<std::uint64_t>(kAttachmentChunkBytes, reply.total - now->held)))
        return Taken::Misfits;
    row = *now;
    VB_TRY(const bool isTooMuch, this->isTooMuch(row, reply.total));
    auto taken = Taken::Spoilt;
    if (!isOther && isTooMuch) {
        VB_TRY_VOID(table.leave(row.number, reply.total));
        taken = Taken::Left;
    } else if (!isOther) {
        VB_TRY_VOID(
            table.putChunk(row, row.held / kAttachmentChunkBytes, reply.chunk, reply.total));
        row.total = reply.total;
        row.held += reply.chunk.size();
        taken = Taken::More;
    }
    if (taken == Taken::More && row.held == row.total) {
        VB_TRY(const bool isAuthentic, this->isAuthentic(row));
        taken = isAuthentic ? Taken::Whole : Taken::Spoilt;
    }
    if (taken == Taken::Whole) {
        VB_TRY_VOID(table.setState(row.number, AttachmentState::Held));
        VB_TRY_VOID(passOn(row));
    }
    if (taken == Taken::Spoilt) {
        VB_TRY_VOID(table.empty(row.number));
        row.total = row.held = 0;
    }
    VB_TRY_VOID(transaction.commit());
    return taken;
}

Result<void> Attachments::startOver(const AttachmentRow& row) {
    auto table = m_replica.store().attachments();
    VB_TRY(auto transaction, m_replica.store().begin());
    VB_TRY(const auto now, table.find(row.audience, row.address));
    if (now && now->state == AttachmentState::Wanted)
        VB_TRY_VOID(table.empty(now->number));
    return transaction.commit();
}

/// What this device sealed anew for another audience before it had the bytes.
Result<void> Attachments::passOn(const AttachmentRow& row) {
    auto table = m_replica.store().attachments();
    VB_TRY(const auto wanted, table.toDownload());
    for (const AttachmentRow& other : wanted) {
        if (other.address != row.address || other.directory.empty())
            continue;
        VB_TRY_VOID(copyWhole(row, other));
    }
    return {};
}

Result<void> Attachments::copyWhole(const AttachmentRow& whole, const AttachmentRow& to) {
    auto table = m_replica.store().attachments();
    VB_TRY_VOID(table.empty(to.number));
    VB_TRY_VOID(table.copyChunks(whole, to.number));
    return table.setState(to.number, AttachmentState::Owed);
}

Result<bool> Attachments::isAuthentic(const AttachmentRow& row) {
    crypto::Digester digester(crypto::Kind::Attachment, m_replica.identity().house.bytes());
    for (std::uint64_t offset = 0; offset < row.total; offset += kAttachmentChunkBytes) {
        VB_TRY(const Bytes chunk, chunkAt(row, offset));
        digester.add(chunk);
    }
    return AttachmentId(digester.finish()) == row.address;
}

} // namespace vb::engine
