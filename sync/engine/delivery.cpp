// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/engine/delivery.h"

#include "sync/engine/sync_trouble.h"
#include "sync/engine/wire_attachment.h"
#include "sync/protocol/limits.h"
#include "sync/protocol/versions.h"
#include "sync/transparency/page.h"
#include "sync/transparency/receipt.h"

#include <algorithm>

namespace vb::engine {
namespace {

constexpr auto kPlaceKey = "delivery.place";

} // namespace

// ---- Where to

Result<void> keepDeliveryPlace(store::Outbox& outbox, const DeliveryPlace& place) {
    Bytes content;
    append(content, place.house.view());
    append(content, place.device.view());
    append(content, place.hubKey.bytes());
    return outbox.setMeta(kPlaceKey, content);
}

Result<std::optional<DeliveryPlace>> readDeliveryPlace(store::Outbox& outbox) {
    VB_TRY(const auto content, outbox.meta(kPlaceKey));
    std::optional<DeliveryPlace> place;
    if (!content)
        return place;
    constexpr std::size_t kIds = HouseId::kSize + DeviceId::kSize;
    const ByteView bytes(*content);
    if (bytes.size() < kIds)
        return fail(Code::Corrupt, "for whom an outbox is");
    const auto hubKey = crypto::SigningPublicKey::fromBytes(bytes.subspan(kIds));
    if (!hubKey)
        return fail(Code::Corrupt, "for which hub an outbox is");
    place.emplace();
    VB_TRY(place->house, HouseId::fromBytes(bytes.first(HouseId::kSize)));
    VB_TRY(place->device, DeviceId::fromBytes(bytes.subspan(HouseId::kSize, DeviceId::kSize)));
    place->hubKey = *hubKey;
    return place;
}

// ---- Events

Delivery::Delivery(store::Outbox& outbox, DeliveryPlace place, crypto::SigningKey pushKey,
                   RandomSource& random, std::size_t pushBytes)
    : m_outbox(outbox),
      m_place(place),
      m_pushKey(std::move(pushKey)),
      m_random(random),
      m_pushBytes(pushBytes) {}

Actions Delivery::handle(const Event& event) {
    m_actions.clear();
    if (std::holds_alternative<SyncRequested>(event)) {
        if (m_step == Step::Idle)
            begin();
    } else if (const auto* reply = std::get_if<ReplyArrived>(&event)) {
        if (reply->number == m_lastNumber && m_step != Step::Idle)
            onReply(reply->reply);
    } else if (const auto* failed = std::get_if<RequestFailed>(&event)) {
        if (failed->number == m_lastNumber && m_step != Step::Idle)
            finish(failed->why == RequestFailure::NotTrusted ? SyncTrouble::NotTrusted
                                                             : SyncTrouble::Unreachable);
    }
    return std::move(m_actions);
}

void Delivery::begin() {
    m_figures = {};
    m_error.reset();
    m_pushedUpTo = 0;
    m_passes = 0;
    m_hasProgress = false;
    m_step = Step::Hello;
    send(protocol::Endpoint::Hello, wire::helloRequest(m_place.house, m_place.device));
}

void Delivery::send(protocol::Endpoint endpoint, Bytes body) {
    ++m_figures.requests;
    m_figures.bytesUp += body.size();
    m_actions.emplace_back(SendRequest{++m_lastNumber, {endpoint, m_token, std::move(body)}});
}

void Delivery::onReply(const protocol::Reply& reply) {
    m_figures.bytesDown += reply.body.size();
    if (reply.status != 200)
        return onFailureReply(reply);
    Result<void> done;
    switch (m_step) {
    case Step::Idle:
        return;
    case Step::Hello:
        done = onHello(reply.body);
        break;
    case Step::Session:
        done = onSession(reply.body);
        break;
    case Step::Push:
        done = onPush(reply.body);
        break;
    case Step::Upload:
        done = onUploaded(reply.body);
        break;
    }
    if (!done)
        failWith(done.error());
}

/// Of attachments one that is refused keeps the next from nothing.
void Delivery::onFailureReply(const protocol::Reply& reply) {
    const auto trouble = troubleOf(wire::readFailure(reply.body).reason);
    const bool isAboutOne = m_step == Step::Upload && trouble != SyncTrouble::HubBusy;
    if (!isAboutOne) {
        m_error = Error{Code::Refused, "the hub answered " + std::to_string(reply.status)};
        return finish(trouble);
    }
    if (const auto next = uploadNext(); !next)
        failWith(next.error());
}

void Delivery::finish(SyncTrouble trouble) {
    m_step = Step::Idle;
    m_token.clear();
    m_batch = {};
    m_uploads.clear();
    m_upload.reset();
    m_actions.emplace_back(SyncFinished{trouble, m_figures, std::exchange(m_error, {})});
}

void Delivery::failWith(const Error& error) {
    m_error = error;
    finish(troubleOf(error));
}

// ---- Hello, session

Result<void> Delivery::onHello(ByteView body) {
    VB_TRY(const auto hello, wire::readHello(body));
    const auto& spoken = protocol::kProtocolVersions;
    if (std::find(spoken.begin(), spoken.end(), hello.version) == spoken.end()) {
        finish(SyncTrouble::VersionTooOld);
        return {};
    }
    if (hello.hubKey != m_place.hubKey) {
        finish(SyncTrouble::NotTrusted);
        return {};
    }
    ByteArray<32> nonce{};
    m_random.fill(nonce);
    const Bytes challenge = wire::challenge(m_place.house, m_place.device, hello, nonce,
                                            wire::SigningWith::PushOnlyKey);
    const auto signature =
        m_pushKey.sign(crypto::Kind::PushChallenge, m_place.house.bytes(), challenge);
    m_step = Step::Session;
    send(protocol::Endpoint::Session, wire::sessionRequest(challenge, signature, 0, 0));
    return {};
}

/// What the head of the log says is for the store's next sync, which has something to hold it
/// against.
Result<void> Delivery::onSession(ByteView body) {
    VB_TRY(auto session, wire::readSession(body));
    m_token = std::move(session.token);
    return pushNext();
}

// ---- Push

Result<void> Delivery::pushNext() {
    VB_TRY(auto items, m_outbox.undelivered(m_pushedUpTo, protocol::kMaxPushItems, m_pushBytes));
    if (items.empty() && m_hasProgress && ++m_passes < kMaxPasses) {
        m_hasProgress = false;
        m_pushedUpTo = 0;
        VB_TRY(items, m_outbox.undelivered(0, protocol::kMaxPushItems, m_pushBytes));
    }
    if (items.empty())
        return beginUploads();
    m_batch = wire::pushRequest(std::move(items), m_pushBytes);
    m_pushedUpTo = m_batch.items.back().seq;
    m_step = Step::Push;
    send(protocol::Endpoint::Push, m_batch.body);
    return {};
}

Result<void> Delivery::verify(const wire::Push& push) const {
    if (push.receipt) {
        const transparency::ReceiptExpectation expected{
            m_place.hubKey, m_place.house, m_place.device,
            transparency::batchId(m_place.house, m_batch.body)};
        VB_TRY_VOID(transparency::verifyReceipt(expected, *push.receipt));
    }
    const auto leaves = wire::pageLeaves(push.duplicates);
    if (push.page)
        VB_TRY_VOID(transparency::verifyPage(m_place.hubKey, m_place.house, *push.page, leaves));
    else if (!leaves.empty())
        return fail(Code::Unauthentic, "leaves that the hub does not answer for");
    for (std::size_t i = 0; i < push.verdicts.size(); ++i) {
        const auto& leaf = push.verdicts[i].leaf;
        if (leaf && !wire::isAbout(m_place.house, m_batch.items[i], *leaf))
            return fail(Code::Unauthentic, "a leaf for another item");
    }
    return {};
}

Result<void> Delivery::onPush(ByteView body) {
    VB_TRY(const auto push, wire::readPush(body, m_batch.items.size()));
    VB_TRY_VOID(verify(push));
    std::vector<Digest256> taken;
    for (std::size_t i = 0; i < push.verdicts.size(); ++i) {
        if (push.verdicts[i].leaf)
            taken.push_back(m_batch.items[i].id);
        m_figures.refused += push.verdicts[i].leaf ? 0U : 1U;
    }
    VB_TRY_VOID(m_outbox.setDelivered(taken));
    m_figures.pushed += taken.size();
    m_hasProgress = m_hasProgress || (!taken.empty() && taken.size() < push.verdicts.size());
    return pushNext();
}

// ---- Attachments

Result<void> Delivery::beginUploads() {
    VB_TRY(const auto due, m_outbox.dueAttachments());
    m_uploads.assign(due.begin(), due.end());
    return uploadNext();
}

Result<void> Delivery::uploadNext() {
    m_upload.reset();
    if (m_uploads.empty()) {
        finish(SyncTrouble::None);
        return {};
    }
    const auto total = m_uploads.front().total;
    m_upload.emplace(Upload{std::move(m_uploads.front()), UploadCourse(total)});
    m_uploads.pop_front();
    m_step = Step::Upload;
    return sendChunk(m_upload->course.begin());
}

Result<void> Delivery::sendChunk(const UploadCourse::Step& step) {
    const auto& about = m_upload->attachment;
    Bytes chunk;
    if (step.withContent) {
        VB_TRY(chunk,
               m_outbox.attachmentChunk(about, step.offset / protocol::kAttachmentChunkBytes));
    }
    VB_TRY(auto request, wire::uploadRequest({about.caseId, about.audience, about.address,
                                              about.directory, about.total, about.signature},
                                             step.offset, chunk));
    send(protocol::Endpoint::Upload, std::move(request));
    return {};
}

Result<void> Delivery::onUploaded(ByteView body) {
    const auto held = wire::readUploaded(body);
    if (held && m_upload->course.isAllHeld(*held)) {
        VB_TRY_VOID(
            m_outbox.dropAttachment(m_upload->attachment.audience, m_upload->attachment.address));
        ++m_figures.uploaded;
        return uploadNext();
    }
    const auto step = held ? m_upload->course.next(*held) : std::nullopt;
    return step ? sendChunk(*step) : uploadNext();
}

} // namespace vb::engine
