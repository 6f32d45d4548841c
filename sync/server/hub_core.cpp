// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/server/hub_core.h"

#include "sync/transparency/messages.h"

namespace vb::server {

using protocol::Endpoint;

namespace {

constexpr std::size_t kEndpoints = static_cast<std::size_t>(Endpoint::Download) + 1;

struct FailureForm {
    wire::FailureReason reason;
    int status;
};

FailureForm formOf(Code code) {
    switch (code) {
    case Code::InvalidInput:
        return {wire::FAILURE_REASON_MALFORMED, 400};
    case Code::TooLarge:
        return {wire::FAILURE_REASON_TOO_LARGE, 413};
    case Code::TooNew:
        return {wire::FAILURE_REASON_VERSION, 400};
    case Code::Conflict:
        return {wire::FAILURE_REASON_HOUSE, 404};
    case Code::Unauthentic:
        return {wire::FAILURE_REASON_UNAUTHENTICATED, 401};
    case Code::Refused:
        return {wire::FAILURE_REASON_UNAUTHORISED, 403};
    case Code::NotFound:
        return {wire::FAILURE_REASON_NOT_FOUND, 404};
    case Code::Full:
        return {wire::FAILURE_REASON_QUOTA, 429};
    case Code::Busy:
        return {wire::FAILURE_REASON_BUSY, 503};
    default:
        return {wire::FAILURE_REASON_INTERNAL, 500};
    }
}

bool isAllowed(wire::SessionScope scope, Endpoint endpoint) {
    switch (scope) {
    case wire::SESSION_SCOPE_FULL:
        return true;
    case wire::SESSION_SCOPE_PUSH_ONLY:
        return endpoint == Endpoint::Push || endpoint == Endpoint::Proof ||
               endpoint == Endpoint::Upload;
    case wire::SESSION_SCOPE_ENDED:
        return endpoint == Endpoint::Push || endpoint == Endpoint::Proof ||
               endpoint == Endpoint::Directory || endpoint == Endpoint::Upload;
    default:
        return false;
    }
}

bool needsSession(Endpoint endpoint) {
    return endpoint != Endpoint::Hello && endpoint != Endpoint::Session &&
           endpoint != Endpoint::Mailbox;
}

} // namespace

HubCore::HubCore(HubStore& store, const crypto::SigningKey& key, const Clock& clock,
                 RandomSource& random, const HubLimits& limits, HouseRow house, Chains chains)
    : m_store(store),
      m_key(key),
      m_clock(clock),
      m_limits(limits),
      m_house(house),
      m_chains(std::move(chains)),
      m_nonces(house.house, random, limits.challengeLifetime),
      m_sessions(random, limits),
      m_anonymous(limits.anonymousPerAddress, limits.maxCounted),
      m_requests(limits.requestsPerDevice, limits.maxCounted),
      m_pushedBytes(limits.pushedBytesPerDevice, limits.maxCounted) {
    m_figures.refusals.resize(wire::Refusal_ARRAYSIZE);
    m_figures.failures.resize(wire::FailureReason_ARRAYSIZE);
    m_figures.requests.resize(kEndpoints);
}

Result<void> HubCore::reload() {
    VB_TRY(m_log, m_store.logState());
    VB_TRY(m_generations, m_store.generations());
    VB_TRY(m_range, transparency::CompactRange::ofNodes(m_store, m_log.size));
    m_signedHead.reset();
    m_reconcileSets.clear();
    return {};
}

Answer HubCore::failed(const Error& error, std::chrono::milliseconds retryAfter) {
    const FailureForm form = formOf(error.code);
    wire::Failure failure;
    failure.set_reason(form.reason);
    failure.set_retry_after_millis(
        static_cast<std::uint32_t>(std::clamp<std::int64_t>(retryAfter.count(), 0, 3'600'000)));
    Answer answer;
    answer.reply = {form.status, toBytes(asBytes(failure.SerializeAsString()))};
    if (form.reason == wire::FAILURE_REASON_INTERNAL)
        answer.facts.trouble = error;
    return answer;
}

Answer HubCore::answer(const Incoming& incoming) {
    const protocol::Request& request = incoming.request;
    m_retryAfter = {};
    AnswerFacts facts;
    std::optional<PollWait> wait;
    Call call{request.endpoint, request.body, incoming.peer, std::nullopt, facts, wait};
    const auto endpoint = static_cast<std::size_t>(request.endpoint);
    if (endpoint < kEndpoints)
        ++m_figures.requests[endpoint];

    EndpointResult result = [&]() -> EndpointResult {
        if (m_adrift)
            VB_TRY_VOID(takeBack());
        if (request.body.size() > protocol::kMaxRequestBytes)
            return fail(Code::TooLarge, "request");
        VB_TRY_VOID(identify(call, request.session));
        VB_TRY_VOID(limit(call));
        return dispatch(call);
    }();
    if (call.caller)
        facts.device = call.caller->device;
    if (!result) {
        Answer refused = failed(result.error(), m_retryAfter);
        ++m_figures.failures[static_cast<std::size_t>(formOf(result.error().code).reason)];
        refused.facts.device = facts.device;
        return refused;
    }
    Answer answer;
    answer.reply = {200, toBytes(asBytes(*result))};
    answer.wait = wait;
    answer.facts = facts;
    return answer;
}

std::optional<wire::SessionScope> HubCore::scopeOf(const DeviceId& device, bool pushOnly) const {
    const membership::DirectoryPrefix prefix = membership::wholeDirectory(m_chains.house());
    if (!m_chains.holderOf(device))
        return std::nullopt;
    if (pushOnly)
        return wire::SESSION_SCOPE_PUSH_ONLY;
    const bool certified = membership::isDeviceInForce(prefix, device) &&
                           membership::certificateCovers(prefix, device, now());
    if (certified || membership::isIssuerInForce(prefix, device, now()))
        return wire::SESSION_SCOPE_FULL;
    return wire::SESSION_SCOPE_ENDED;
}

Result<void> HubCore::identify(Call& call, ByteView token) {
    if (token.empty()) {
        if (needsSession(call.endpoint))
            return fail(Code::Unauthentic, "no session");
        return {};
    }
    const auto session = m_sessions.find(token, m_clock.monotonic());
    const auto scope = session ? scopeOf(session->device, session->pushOnly) : std::nullopt;
    if (!scope) {
        if (needsSession(call.endpoint))
            return fail(Code::Unauthentic, "unknown session");
        return {};
    }
    call.caller = Caller{session->device, *m_chains.holderOf(session->device), *scope};
    if (needsSession(call.endpoint) && !isAllowed(*scope, call.endpoint))
        return fail(Code::Refused, "outside the scope of the session");
    return {};
}

Result<void> HubCore::limit(const Call& call) {
    const auto at = m_clock.monotonic();
    std::optional<std::chrono::milliseconds> wait;
    if (call.caller) {
        const std::string key = wireText(call.caller->device.view());
        wait = m_requests.take(key, 1, at);
        if (!wait && (call.endpoint == Endpoint::Push || call.endpoint == Endpoint::Upload))
            wait = m_pushedBytes.take(key, static_cast<double>(call.body.size()), at);
    } else {
        wait = m_anonymous.take(call.peer.address, 1, at);
    }
    if (!wait)
        return {};
    m_retryAfter = *wait;
    return fail(Code::Full, "too many requests");
}

EndpointResult HubCore::dispatch(Call& call) {
    switch (call.endpoint) {
    case Endpoint::Hello:
        return hello(call);
    case Endpoint::Session:
        return session(call);
    case Endpoint::Directory:
        return directory(call);
    case Endpoint::Push:
        return push(call);
    case Endpoint::Pull:
        return pull(call);
    case Endpoint::Compare:
        return compare(call);
    case Endpoint::Fetch:
        return fetch(call);
    case Endpoint::Poll:
        return poll(call);
    case Endpoint::Proof:
        return proof(call);
    case Endpoint::Mailbox:
        return mailbox(call);
    case Endpoint::Reconcile:
        return reconcile(call);
    case Endpoint::Upload:
        return upload(call);
    case Endpoint::Download:
        return download(call);
    }
    return fail(Code::NotFound, "no such endpoint");
}

Result<void> HubCore::commit() {
    if (!m_uncommitted)
        return {};
    VB_TRY_VOID(ours(m_store.commit()));
    m_uncommitted = false;
    ++m_figures.commits;
    return {};
}

Result<void> HubCore::takeBack() {
    m_store.rollback();
    m_uncommitted = false;
    m_adrift = true;
    VB_TRY_VOID(ours(m_chains.forget()));
    VB_TRY_VOID(ours(reload()));
    m_adrift = false;
    return {};
}

Result<void> HubCore::tidy() {
    const auto at = m_clock.monotonic();
    m_nonces.tidy(at);
    m_sessions.tidy(at);
    m_anonymous.tidy(at);
    m_requests.tidy(at);
    m_pushedBytes.tidy(at);
    VB_TRY_VOID(ours(m_store.expireMail(now())));
    VB_TRY_VOID(ours(m_store.expireUploads(now() - m_limits.uploadLifetime)));
    VB_TRY_VOID(ours(m_store.commit()));
    // Another process may have said that more is secured, or that the recovery ends.
    VB_TRY(const LogState log, ours(m_store.logState()));
    if (log.secured != m_log.secured) {
        m_log.secured = log.secured;
        m_signedHead.reset();
    }
    m_log.isRecovering = log.isRecovering;
    return {};
}

Result<std::optional<membership::Audience>>
HubCore::readable(const Caller& caller, const CaseId& caseId, const AudienceId& audience) {
    VB_TRY(const membership::DirectoryPrefix prefix, ours(m_chains.whole(caseId)));
    auto found = membership::findAudience(prefix, audience);
    if (found && !membership::belongs(prefix, caller.holder, *found, now()))
        found.reset();
    return found;
}

transparency::LogHead HubCore::logHead() const {
    return {m_house.house,  m_log.generation, m_range.size(),
            m_range.root(), m_log.hubTime,    m_log.secured};
}

wire::SignedLogHead HubCore::signedHead() {
    if (!m_signedHead) {
        transparency::SignedLogHead head;
        head.head = transparency::encodeLogHead(logHead());
        head.signature = m_key.sign(crypto::Kind::LogHead, m_house.house.bytes(), head.head);
        m_signedHead.emplace();
        transparency::toMessage(head, *m_signedHead);
    }
    return *m_signedHead;
}

wire::SignedPage HubCore::signedPage(std::span<const transparency::PageLeaf> leaves) const {
    const transparency::Page page{m_house.house,
                                  transparency::hashPageLeaves(m_house.house, leaves),
                                  m_log.generation, m_log.size, now()};
    transparency::SignedPage signedPage;
    signedPage.page = transparency::encodePage(page);
    signedPage.signature = m_key.sign(crypto::Kind::Page, m_house.house.bytes(), signedPage.page);
    wire::SignedPage message;
    transparency::toMessage(signedPage, message);
    return message;
}

} // namespace vb::server
