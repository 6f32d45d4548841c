// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/clock.h"
#include "sync/base/ids.h"
#include "sync/membership/admission.h"
#include "sync/membership/judgement.h"
#include "sync/membership/stream_head.h"
#include "sync/membership/stub.h"
#include "sync/protocol/transport.h"
#include "sync/store/outbox.h"
#include "sync/store/rows.h"
#include "sync/transparency/messages.h"
#include "sync/transparency/reconcile.h"

#include <optional>
#include <vector>

namespace vb::engine::wire {

// The messages of sync.proto as the engine uses them: bounded, typed, and still unverified unless
// the name says so. Every read is total: InvalidInput for what is not the message or breaks a
// bound.

/// A leaf as it came, with what it says.
struct Leaf {
    Bytes entry; ///< LeafEntry as hashed
    std::uint64_t position = 0;
    Digest256 item;
    membership::LeafFacts facts;
    /// Statements only: the chain with this statement in it.
    ChainHead chain;
};
Result<Leaf> readLeaf(Bytes entry, std::uint64_t position);

struct Hello {
    std::uint32_t version = 0;
    Bytes hubNonce;
    crypto::SigningPublicKey hubKey;
    Instant hubTime;
};
Bytes helloRequest(HouseId house, DeviceId device);
Result<Hello> readHello(ByteView body);

/// What the device signs to open a session.
enum class SigningWith : std::uint8_t { DeviceKey, PushOnlyKey };
Bytes challenge(HouseId house, DeviceId device, const Hello& hello, ByteView deviceNonce,
                SigningWith key = SigningWith::DeviceKey);
Bytes sessionRequest(ByteView challenge, const crypto::Signature& signature,
                     std::uint64_t pinnedGeneration, std::uint64_t pinnedSize);
enum class SessionScope : std::uint8_t { Full = 1, PushOnly = 2, Ended = 3 };
struct Session {
    Bytes token;
    Instant expires;
    transparency::SignedLogHead head;
    std::optional<transparency::ConsistencyProof> consistency; ///< from the pinned size
    SessionScope scope = SessionScope::Full;
    /// About generations after the pinned one, ascending.
    std::vector<membership::SignedStatement> generations;
    std::optional<transparency::ConsistencyProof> sinceRestored;
    bool isRecovering = false;
};
Result<Session> readSession(ByteView body);

struct ChainFrom {
    CaseId chain;
    std::uint64_t from = 0;
};
Bytes directoryRequest(std::uint64_t houseFrom, const std::vector<ChainFrom>& cases);
struct DirectoryStatement {
    CaseId chain; ///< CaseId(): the house
    membership::LoggedStatement logged;
    store::StatementRow row;
};
struct Directory {
    std::vector<DirectoryStatement> statements; ///< the house first
    std::vector<CaseId> memberOf;
    bool more = false;
    std::vector<Leaf> leaves;
    std::optional<transparency::SignedPage> page; ///< absent in an empty reply
};
Result<Directory> readDirectory(HouseId house, ByteView body);

/// One push: the request's body and the outbox items it carries, in order.
struct PushBatch {
    Bytes body;
    std::vector<store::OutboxItem> items;
};
/// Takes items until `maxBytes`; at least one when there is any.
PushBatch pushRequest(std::vector<store::OutboxItem> items, std::size_t maxBytes);
/// Whether a leaf is that of an item of ours: of a stub its own, or the one of what it stands for.
bool isAbout(HouseId house, const store::OutboxItem& item, const Leaf& leaf);
/// What a restored hub lost, with the leaf that it had.
struct ReturnedItem {
    store::OutboxKind kind = store::OutboxKind::Envelope;
    Digest256 id;
    Bytes content; ///< SignedStatement, Envelope or SignedStub
    Bytes leaf;
    Bytes head; ///< SignedStreamHead of the end of an envelope's run
    std::uint64_t position = 0;
};
Bytes returnRequest(const std::vector<ReturnedItem>& items);
struct PushVerdict {
    membership::Refusal refusal = membership::Refusal::None;
    /// protocol's REFUSAL_RUN and REFUSAL_RECOVERING: nothing is wrong with the item itself.
    bool pushAgain = false;
    bool duplicate = false;
    std::optional<Leaf> leaf; ///< accepted, now or before
    std::uint64_t expectedCounter = 0;
};
struct Push {
    std::optional<transparency::SignedReceipt> receipt; ///< absent when nothing new was accepted
    std::optional<transparency::SignedPage> page;       ///< over the leaves of duplicates
    std::vector<PushVerdict> verdicts;
    std::vector<Leaf> duplicates;
};
/// Positions and leaves of new items come out of the receipt, which the caller verifies.
Result<Push> readPush(ByteView body, std::size_t items);

struct Cursor {
    CaseId caseId;
    AudienceId audience;
    std::uint64_t after = 0;
    /// What this very device once wrote there is not here: the audience left it and came back.
    bool lacksOwn = false;
};
/// Of cursors that all lack their own work, or none.
Bytes pullRequest(const std::vector<Cursor>& cursors, bool bulk, std::size_t maxBytes);
struct PulledItem {
    Leaf leaf;
    Bytes envelope;          ///< Envelope; empty when a stub stands for it
    Bytes stub;              ///< SignedStub; empty when there is an envelope
    bool isWithheld = false; ///< the header alone
};
struct Pulled {
    std::vector<PulledItem> items;
    std::vector<membership::SignedStreamHead> heads;
    std::vector<Cursor> next;
    bool more = false;
    std::vector<ChangesetId> ids; ///< fetch: the listing
    std::uint64_t nextListing = 0;
    std::optional<transparency::SignedPage> page; ///< absent in an empty reply
    /// By the index of the item, once checkEnvelopes() was here; nothing for a stub and for what
    /// is no envelope of the house.
    std::vector<std::optional<membership::CheckedEnvelope>> checked;
    /// The same of stubs; whose they are is not verified yet.
    std::vector<std::optional<membership::CheckedStub>> stubs;
};
/// Fills Pulled::checked and Pulled::stubs, once.
void checkEnvelopes(HouseId house, Pulled& pulled);
Result<Pulled> readPulled(ByteView body);
Result<Pulled> readFetched(ByteView body);

struct AudienceDigest {
    CaseId caseId;
    AudienceId audience;
    std::uint64_t from = 0;
    std::uint64_t upTo = 0;
    std::uint64_t count = 0;
    Bytes digest;
};
Bytes compareRequest(const std::vector<AudienceDigest>& digests);
Result<std::vector<AudienceDigest>> readCompare(ByteView body);
Bytes reconcileRequest(const AudienceDigest& about,
                       const transparency::ReconcileQuestion& question);
Result<transparency::ReconcileAnswer> readReconciled(ByteView body);
Bytes fetchRequest(const CaseId& caseId, const AudienceId& audience,
                   const std::vector<ChangesetId>& ids, std::uint64_t from, std::uint64_t upTo);

/// The leaves of a reply as verifyPage() takes them; they live as long as `leaves`.
std::vector<transparency::PageLeaf> pageLeaves(const std::vector<Leaf>& leaves);
std::vector<transparency::PageLeaf> pageLeaves(const Pulled& pulled);

enum class FailureReason : std::uint8_t {
    Unspecified,
    Malformed,
    TooLarge,
    Version,
    House,
    Unauthenticated,
    Unauthorised,
    Busy,
    NotFound,
    Internal,
    Quota,
};
struct Failure {
    FailureReason reason = FailureReason::Unspecified;
    std::uint32_t retryAfterMillis = 0;
};
/// Total: anything that is no Failure is Unspecified.
Failure readFailure(ByteView body);

} // namespace vb::engine::wire
