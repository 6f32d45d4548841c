// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/envelope/epoch_key.h"

#include "crypto/associated_data.h"
#include "crypto/digest.h"

#include <utility>

namespace vb::envelope {
namespace {

Bytes boxContext(HouseId house, AudienceId audience, EpochId epoch) {
    crypto::AssociatedData context(crypto::Kind::EpochBox);
    context.add(house.view()).add(audience.view()).add(epoch.view());
    return context.bytes();
}

} // namespace

EpochId epochId(HouseId house, AudienceId audience, const crypto::EpochKey& key) {
    crypto::Digester digester(crypto::Kind::Epoch, house.bytes());
    digester.add(audience.view()).add(key.bytes());
    return EpochId(digester.finish());
}

Result<Bytes> sealEpochKey(HouseId house, AudienceId audience, const crypto::EpochKey& key,
                           const crypto::BoxPublicKey& recipient) {
    const EpochId epoch = epochId(house, audience, key);
    auto box = crypto::sealWithContext(recipient, boxContext(house, audience, epoch), key.bytes());
    if (!box)
        return fail(Code::InvalidInput, "box key of a recipient");
    return std::move(*box);
}

Result<crypto::EpochKey> openEpochKey(HouseId house, AudienceId audience, EpochId epoch,
                                      ByteView box, const crypto::BoxKeyPair& recipient) {
    auto secret = crypto::openWithContext(recipient, boxContext(house, audience, epoch), box);
    if (!secret)
        return fail(Code::Unauthentic, "box of an epoch key");
    auto key = crypto::EpochKey::fromSecret(std::move(*secret));
    if (!key || epochId(house, audience, *key) != epoch)
        return fail(Code::Unauthentic, "key of another epoch");
    return std::move(*key);
}

} // namespace vb::envelope
