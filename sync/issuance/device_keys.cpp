// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/issuance/device_keys.h"

#include <algorithm>
#include <utility>

namespace vb::issuance {

DeviceKeys DeviceKeys::generate() {
    return {crypto::SigningKey::generate(), crypto::BoxKeyPair::generate(),
            crypto::SigningKey::generate()};
}

DevicePublicKeys DeviceKeys::publicKeys(HouseId house) const {
    return {membership::deviceId(house, signing.publicKey()), signing.publicKey(), box.publicKey(),
            push.publicKey()};
}

membership::DeviceBody certificateBody(const DevicePublicKeys& keys,
                                       const membership::Affiliation& holder,
                                       membership::Period period,
                                       std::vector<std::uint32_t> formats) {
    std::sort(formats.begin(), formats.end());
    formats.erase(std::unique(formats.begin(), formats.end()), formats.end());
    return {keys.device, holder, keys.signing, keys.box, keys.push, std::move(formats), period};
}

} // namespace vb::issuance
