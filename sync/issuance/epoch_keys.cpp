// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/issuance/epoch_keys.h"

#include "sync/envelope/epoch_key.h"
#include "sync/protocol/limits.h"

#include <algorithm>
#include <utility>

namespace vb::issuance {
namespace {

// A box with its recipient and epoch takes some 260 bytes; a statement at most
// protocol::kMaxStatementBytes.
constexpr std::size_t kBoxesOfAGrant = 1024;

const HeldKey* find(const std::vector<HeldKey>& held, EpochId epoch) {
    const auto at = std::find_if(held.begin(), held.end(),
                                 [&](const HeldKey& one) { return one.epoch == epoch; });
    return at == held.end() ? nullptr : &*at;
}

/// The boxes that this device can make, in the order that a statement wants.
std::vector<membership::KeyBox> missingBoxes(const SigningContext& context,
                                             const membership::Audience& audience,
                                             const std::vector<HeldKey>& held) {
    const HouseId house = context.directory.house.house();
    std::vector<membership::KeyBox> boxes;
    for (const auto& missing :
         membership::missingKeys(context.directory, audience.id, context.now)) {
        const HeldKey* key = find(held, missing.epoch);
        if (!key)
            continue;
        auto box = envelope::sealEpochKey(house, audience.id, key->key, missing.recipient.boxKey);
        if (box)
            boxes.push_back({missing.recipient.id, missing.epoch, std::move(*box)});
    }
    std::sort(boxes.begin(), boxes.end(), [](const auto& left, const auto& right) {
        return std::pair(left.recipient, left.epoch) < std::pair(right.recipient, right.epoch);
    });
    return boxes;
}

} // namespace

Result<OpenedEpoch> openEpoch(const SigningContext& context, const membership::Audience& audience) {
    const HouseId house = context.directory.house.house();
    auto key = crypto::EpochKey::generate();
    const EpochId epoch = envelope::epochId(house, audience.id, key);
    membership::EpochBody body{audience, epoch, {}};
    for (const membership::Recipient& one :
         membership::recipients(context.directory, audience, context.now)) {
        auto box = envelope::sealEpochKey(house, audience.id, key, one.boxKey);
        if (box)
            body.boxes.push_back({one.id, epoch, std::move(*box)});
    }
    VB_TRY(membership::Statement statement, sign(context, std::move(body)));
    return OpenedEpoch{std::move(statement), epoch, std::move(key)};
}

Result<std::vector<membership::Statement>> grantKeys(const SigningContext& context,
                                                     const membership::Audience& audience,
                                                     const std::vector<HeldKey>& held) {
    std::vector<membership::KeyBox> boxes = missingBoxes(context, audience, held);
    std::vector<membership::Statement> statements;
    for (std::size_t first = 0; first < boxes.size(); first += kBoxesOfAGrant) {
        const auto from = boxes.begin() + static_cast<std::ptrdiff_t>(first);
        const auto count = std::min(kBoxesOfAGrant, boxes.size() - first);
        membership::GrantBody body{
            audience.id,
            {std::make_move_iterator(from),
             std::make_move_iterator(from + static_cast<std::ptrdiff_t>(count))}};
        VB_TRY(membership::Statement statement, sign(context, std::move(body)));
        statements.push_back(std::move(statement));
    }
    return statements;
}

ReceivedKeys receiveKeys(const membership::Statement& statement, const Digest256& recipient,
                         const crypto::BoxKeyPair& boxKeys) {
    ReceivedKeys received;
    for (const auto& box : membership::boxesFor(statement, recipient)) {
        auto key =
            envelope::openEpochKey(statement.house, box.audience, box.epoch, box.box, boxKeys);
        if (key)
            received.keys.push_back({box.audience, box.epoch, std::move(*key)});
        else
            ++received.unreadable;
    }
    return received;
}

} // namespace vb::issuance
