// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/protocol/attachment.pb.h"
#include "sync/protocol/sync.pb.h"
#include "sync/server/chains.h"
#include "sync/server/hub.h"
#include "sync/server/rate_limiter.h"
#include "sync/server/reconcile_sets.h"
#include "sync/server/sessions.h"
#include "sync/transparency/compact_range.h"
#include "sync/transparency/page.h"

#include <string>

namespace vb::server {

namespace wire = veldboek::v0;

/// Who asks, once the session is known.
struct Caller {
    DeviceId device;
    membership::Affiliation holder;
    wire::SessionScope scope = wire::SESSION_SCOPE_UNSPECIFIED;
};

/// What an endpoint needs beside the body.
struct Call {
    protocol::Endpoint endpoint = protocol::Endpoint::Hello;
    ByteView body;
    const PeerFacts& peer;
    std::optional<Caller> caller;
    AnswerFacts& facts;
    std::optional<PollWait>& wait;
};

/// The serialised reply, or why there is none. The codes that endpoints answer with, and only
/// those, stand for the peer's faults: InvalidInput, TooLarge, TooNew (a version), Conflict
/// (another house), Unauthentic, Refused (not allowed), NotFound, Full (a quota), Busy. Whatever
/// comes from the store goes through ours(), which makes it Internal.
using EndpointResult = Result<std::string>;

template <typename T>
Result<T> ours(Result<T> result) {
    if (result)
        return result;
    return fail(Code::Internal,
                std::string(codeName(result.error().code)) + ": " + result.error().context);
}

/// A message of the body; InvalidInput when it is none.
template <typename Message>
Result<Message> parseBody(ByteView body) {
    Message message;
    if (!message.ParseFromArray(body.data(), static_cast<int>(body.size())))
        return fail(Code::InvalidInput, "not the endpoint's message");
    return message;
}

inline std::string wireText(ByteView bytes) {
    return std::string(asText(bytes));
}

/// How much of the two chains somebody may see: an ended device or membership sees what ended it
/// and nothing after.
struct Sight {
    std::uint64_t statements = 0;
    /// So many of them whatever their leaves say: up to the last about the own membership, which
    /// may have come after the end that it names.
    std::uint64_t atLeast = 0;
    std::optional<std::uint64_t> houseSize; ///< of the leaf's directory, at most
    std::optional<Instant> until;           ///< hub time of the leaf, at most
};

/// What is behind Hub: its state and one function for each endpoint (in the file of that name).
/// Contract and threads as Hub.
class HubCore {
public:
    HubCore(HubStore& store, const crypto::SigningKey& key, const Clock& clock,
            RandomSource& random, const HubLimits& limits, HouseRow house, Chains chains);

    /// Reads the log's state and frontier; after a rollback too.
    Result<void> reload();
    /// One request, applied and not yet committed.
    Answer answer(const Incoming& incoming);
    Result<void> commit();
    /// Takes back what is not committed; the answers that rest on it must not be sent.
    Result<void> takeBack();
    Result<void> tidy();
    void trim() { m_chains.trim(m_limits.maxCachedCases); }

    [[nodiscard]] bool hasUncommitted() const { return m_uncommitted; }
    [[nodiscard]] LogSize logSize() const { return m_log.size; }
    [[nodiscard]] HubFigures& figures() { return m_figures; }
    [[nodiscard]] std::size_t sessionCount() const { return m_sessions.size(); }
    static Answer failed(const Error& error, std::chrono::milliseconds retryAfter);

private:
    friend class PushBatch;
    friend class Outgoing;

    EndpointResult dispatch(Call& call);
    Result<void> identify(Call& call, ByteView token);
    Result<void> limit(const Call& call);
    [[nodiscard]] std::optional<wire::SessionScope> scopeOf(const DeviceId& device,
                                                            bool pushOnly) const;

    EndpointResult hello(Call& call);
    EndpointResult session(Call& call);
    EndpointResult directory(Call& call);
    EndpointResult push(Call& call);
    EndpointResult pull(Call& call);
    EndpointResult compare(Call& call);
    EndpointResult fetch(Call& call);
    EndpointResult poll(Call& call);
    EndpointResult proof(Call& call);
    EndpointResult mailbox(Call& call);
    EndpointResult reconcile(Call& call);
    EndpointResult upload(Call& call);
    EndpointResult download(Call& call);

    /// Hub time: the clock's, but never before the last leaf's.
    [[nodiscard]] Instant now() const { return std::max(m_clock.now(), m_log.hubTime); }
    /// The audience as it may be read now by this caller; nullopt when it may not.
    Result<std::optional<membership::Audience>> readable(const Caller& caller, const CaseId& caseId,
                                                         const AudienceId& audience);
    /// Refused unless this device, as its certificate and the named directory have it, belonged to
    /// the audience: what it wrote before it learned of its end is delivered, as envelopes are.
    Result<void> mayUpload(const Caller& caller, const AttachmentPlace& place,
                           OrganisationCode organisation, const DirectoryHead& directory);
    /// Refused where the push-only key brings what the device itself did not sign for.
    Result<void> checkClaim(const Caller& caller, const wire::UploadRequest& request,
                            const AttachmentPlace& place) const;
    Result<void> makeRoomForUpload(const DeviceId& device, std::uint64_t total);
    /// The last chunk is in: whole if the bytes are the address's, dropped if they are not.
    Result<void> finishUpload(const AttachmentRow& row);
    /// Takes what so many hashes cost out of the caller's allowance; Full when it is not there.
    Result<void> charge(const Call& call, std::uint64_t hashed);
    /// The ids as they are reconciled; charges the caller for what must be read and hashed.
    Result<const transparency::ReconcileSet*> reconcileSet(const Call& call, const AskedSet& asked);
    Result<Sight> sightOfCase(const Caller& caller, const membership::MembershipLog& log);
    [[nodiscard]] Sight sightOfHouse(const Caller& caller) const;

    /// What makes a device that has pinned an earlier generation believe in this one.
    Result<void> showGenerations(std::uint64_t pinnedGeneration, LogSize pinnedSize,
                                 wire::SessionReply& reply);
    wire::SignedLogHead signedHead();
    wire::SignedPage signedPage(std::span<const transparency::PageLeaf> leaves) const;
    [[nodiscard]] transparency::LogHead logHead() const;

    HubStore& m_store;
    const crypto::SigningKey& m_key;
    const Clock& m_clock;
    HubLimits m_limits;
    HouseRow m_house;

    Chains m_chains;
    LogState m_log;
    std::vector<GenerationRow> m_generations;
    transparency::CompactRange m_range;
    std::optional<wire::SignedLogHead> m_signedHead;
    /// The store or the chains in memory are ahead of what is committed.
    bool m_uncommitted = false;
    /// What is in memory could not be brought back to what is stored: tried again at each request.
    bool m_adrift = false;

    Nonces m_nonces;
    Sessions m_sessions;
    RateLimiter m_anonymous;
    RateLimiter m_requests;
    RateLimiter m_pushedBytes;
    ReconcileSets m_reconcileSets;
    /// For the Failure that answers the current request.
    std::chrono::milliseconds m_retryAfter{0};
    HubFigures m_figures;
};

} // namespace vb::server
