// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/signing.h"
#include "sync/base/random_source.h"
#include "sync/engine/events.h"
#include "sync/engine/upload_course.h"
#include "sync/engine/wire.h"
#include "sync/store/outbox.h"

#include <deque>

namespace vb::engine {

/// Whose work an outbox holds and for which hub: all that must be known of it without the store.
struct DeliveryPlace {
    HouseId house;
    DeviceId device;
    crypto::SigningPublicKey hubKey;
    friend bool operator==(const DeliveryPlace&, const DeliveryPlace&) = default;
};
/// In the outbox, where it is found when nothing else opens.
Result<void> keepDeliveryPlace(store::Outbox& outbox, const DeliveryPlace& place);
/// Nothing before the device knew its house; Corrupt when it is not what was written.
Result<std::optional<DeliveryPlace>> readDeliveryPlace(store::Outbox& outbox);

/// Delivers what waits in an outbox while its store is closed: its lease ended, its passphrase is
/// forgotten, or nobody is there to open it (I-13). Opens a session with the push-only key, pushes,
/// and uploads the attachments whose work the hub has. A state machine as SyncEngine is: no I/O, no
/// threads, one request under way at a time.
///
/// Invariants: no item leaves the outbox here, because only the store can record what became of it;
/// the next sync pushes it again and is told so. What the hub took is marked, once its receipt is
/// verified, and not sent a second time here; what it refused is left to that sync. An attachment
/// leaves the outbox when the hub has it whole: the store has it still. The outbox is not opened by
/// anybody else meanwhile, and outlives this. Core thread.
class Delivery {
public:
    Delivery(store::Outbox& outbox, DeliveryPlace place, crypto::SigningKey pushKey,
             RandomSource& random, std::size_t pushBytes);

    /// SyncRequested begins one when none is under way. Gives SendRequest and, at the end of each,
    /// SyncFinished.
    Actions handle(const Event& event);
    [[nodiscard]] bool isIdle() const { return m_step == Step::Idle; }

private:
    enum class Step : std::uint8_t { Idle, Hello, Session, Push, Upload };

    void begin();
    void send(protocol::Endpoint endpoint, Bytes body);
    void onReply(const protocol::Reply& reply);
    void onFailureReply(const protocol::Reply& reply);
    Result<void> onHello(ByteView body);
    Result<void> onSession(ByteView body);
    Result<void> pushNext();
    Result<void> onPush(ByteView body);
    Result<void> verify(const wire::Push& push) const;
    Result<void> beginUploads();
    Result<void> uploadNext();
    Result<void> sendChunk(const UploadCourse::Step& step);
    Result<void> onUploaded(ByteView body);
    void finish(SyncTrouble trouble);
    void failWith(const Error& error);

    store::Outbox& m_outbox;
    DeliveryPlace m_place;
    crypto::SigningKey m_pushKey;
    RandomSource& m_random;
    std::size_t m_pushBytes;

    Step m_step = Step::Idle;
    Actions m_actions;
    SyncFigures m_figures;
    std::optional<Error> m_error;
    protocol::RequestNumber m_lastNumber = 0;
    Bytes m_token;
    wire::PushBatch m_batch;
    std::int64_t m_pushedUpTo = 0;
    /// What waits behind a refused end of a run needs another pass; not for ever.
    static constexpr std::size_t kMaxPasses = 4;
    std::size_t m_passes = 0;
    bool m_hasProgress = false;
    std::deque<store::OutboxAttachment> m_uploads; ///< still to be begun
    struct Upload {
        store::OutboxAttachment attachment;
        UploadCourse course;
    };
    std::optional<Upload> m_upload; ///< that the request under way is about
};

} // namespace vb::engine
