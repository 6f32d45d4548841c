// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// Endpoints hello and session.
#include "crypto/signature.h"
#include "sync/protocol/versions.h"
#include "sync/server/hub_core.h"
#include "sync/transparency/messages.h"
#include "sync/transparency/proofs.h"

namespace vb::server {
namespace {

constexpr std::size_t kMaxChallengeBytes = 512;
constexpr std::size_t kMaxVersions = 64;
constexpr std::size_t kDeviceNonceBytes = 32;

struct ReadChallenge {
    DeviceId device;
    HubNonce nonce;
    bool pushOnly = false;
};

Result<ReadChallenge> readChallenge(ByteView bytes, const HouseId& house,
                                    const crypto::SigningPublicKey& hubKey) {
    if (bytes.size() > kMaxChallengeBytes)
        return fail(Code::InvalidInput, "challenge");
    VB_TRY(const wire::Challenge challenge, parseBody<wire::Challenge>(bytes));
    VB_TRY(const HouseId named, HouseId::fromBytes(asBytes(challenge.house())));
    if (named != house)
        return fail(Code::Conflict, "challenge of another house");
    ReadChallenge read;
    VB_TRY(read.device, DeviceId::fromBytes(asBytes(challenge.device())));
    VB_TRY(read.nonce, HubNonce::fromBytes(asBytes(challenge.hub_nonce())));
    if (challenge.device_nonce().size() != kDeviceNonceBytes)
        return fail(Code::InvalidInput, "device nonce");
    // A signature that a device made for another hub opens nothing here.
    if (crypto::SigningPublicKey::fromBytes(asBytes(challenge.hub_key())) != hubKey)
        return fail(Code::Unauthentic, "challenge of another hub");
    read.pushOnly = challenge.push_only();
    return read;
}

} // namespace

EndpointResult HubCore::hello(Call& call) {
    VB_TRY(const wire::HelloRequest request, parseBody<wire::HelloRequest>(call.body));
    VB_TRY(const HouseId house, HouseId::fromBytes(asBytes(request.house())));
    VB_TRY_VOID(DeviceId::fromBytes(asBytes(request.device())));
    if (house != m_house.house)
        return fail(Code::Conflict, "another house");
    const auto& versions = request.versions();
    if (versions.size() > static_cast<int>(kMaxVersions))
        return fail(Code::InvalidInput, "versions");
    const auto agreed = protocol::agreedVersion(protocol::kProtocolVersions, versions);
    if (!agreed)
        return fail(Code::TooNew, "no common version");
    wire::HelloReply reply;
    reply.set_version(*agreed);
    reply.set_hub_nonce(wireText(m_nonces.make(m_clock.monotonic()).view()));
    reply.set_hub_key(wireText(m_key.publicKey().bytes()));
    reply.set_hub_time_millis(now().millis);
    return reply.SerializeAsString();
}

EndpointResult HubCore::session(Call& call) {
    VB_TRY(const wire::SessionRequest request, parseBody<wire::SessionRequest>(call.body));
    const ByteView signedBytes = asBytes(request.challenge());
    VB_TRY(const ReadChallenge challenge,
           readChallenge(signedBytes, m_house.house, m_key.publicKey()));
    const auto at = m_clock.monotonic();
    if (!m_nonces.isOpen(challenge.nonce, at))
        return fail(Code::Unauthentic, "nonce");

    std::optional<crypto::SigningPublicKey> key = m_chains.signingKeyOf(challenge.device);
    if (challenge.pushOnly) {
        const auto* device = m_chains.house().device(challenge.device);
        key = device ? std::optional(device->pushKey) : std::nullopt;
    }
    const auto signature = crypto::Signature::fromBytes(asBytes(request.signature()));
    const auto kind = challenge.pushOnly ? crypto::Kind::PushChallenge : crypto::Kind::Challenge;
    if (!key || !signature ||
        !crypto::verify(*key, kind, m_house.house.bytes(), signedBytes, *signature))
        return fail(Code::Unauthentic, "challenge not signed by a device of this house");
    m_nonces.use(challenge.nonce, at);

    const auto token = m_sessions.open(challenge.device, challenge.pushOnly, at);
    if (!token)
        return fail(Code::Busy, "too many sessions");
    call.facts.device = challenge.device;
    if (m_log.isRecovering) {
        // It offers again what is not back.
        m_uncommitted = true;
        VB_TRY_VOID(ours(m_store.awaitNothingOf(challenge.device)));
    }
    wire::SessionReply reply;
    reply.set_token(wireText(token->view()));
    reply.set_expires_millis((now() + m_limits.sessionLifetime).millis);
    *reply.mutable_head() = signedHead();
    // A device that has pinned more than we have is told by the head itself.
    if (request.pinned_generation() == m_log.generation && request.pinned_size() <= m_log.size) {
        VB_TRY(const auto proof,
               ours(transparency::proveConsistency(m_store, request.pinned_size(), m_log.size)));
        transparency::toMessage(proof, *reply.mutable_consistency());
    }
    VB_TRY_VOID(showGenerations(request.pinned_generation(), request.pinned_size(), reply));
    reply.set_house_directory_size(m_chains.house().size());
    reply.mutable_limits()->set_max_request_bytes(protocol::kMaxRequestBytes);
    reply.mutable_limits()->set_max_items(protocol::kMaxPushItems);
    reply.set_scope(*scopeOf(challenge.device, challenge.pushOnly));
    return reply.SerializeAsString();
}

Result<void> HubCore::showGenerations(std::uint64_t pinnedGeneration, LogSize pinnedSize,
                                      wire::SessionReply& reply) {
    reply.set_recovering(m_log.isRecovering);
    if (pinnedGeneration == 0 || pinnedGeneration >= m_log.generation)
        return {};
    // What lies below every head restored to since is still the log that the device knows.
    LogSize kept = m_log.size;
    for (const GenerationRow& row : m_generations) {
        if (row.generation <= pinnedGeneration)
            continue;
        kept = std::min(kept, row.kept);
        wire::SignedStatement& shown = *reply.add_generations();
        shown.set_statement(wireText(row.statement));
        shown.set_signature(wireText(row.signature.bytes()));
    }
    if (m_generations.empty())
        return {};
    VB_TRY(const auto since,
           ours(transparency::proveConsistency(m_store, m_generations.back().size, m_log.size)));
    transparency::toMessage(since, *reply.mutable_since_restored());
    if (pinnedSize <= kept) {
        VB_TRY(const auto proof,
               ours(transparency::proveConsistency(m_store, pinnedSize, m_log.size)));
        transparency::toMessage(proof, *reply.mutable_consistency());
    }
    return {};
}

} // namespace vb::server
