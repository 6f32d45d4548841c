// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/bridge/store_identity.h"

#include "crypto/aead.h"
#include "crypto/key_derivation.h"

namespace vb::bridge {
namespace {

constexpr auto kHouse = "owner.house";
constexpr auto kWorker = "owner.worker";
constexpr auto kOrganisation = "owner.organisation";
constexpr auto kRoot = "owner.root";
constexpr auto kHat = "owner.hat";
constexpr auto kHubAddress = "hub.address";
constexpr auto kHubPin = "hub.pin";
constexpr auto kPushSeed = "push.seed";

/// Two places by turns, so that the keys of one generation never overwrite those of the one before.
std::string deviceKeysPlace(std::uint32_t generation) {
    return generation % 2 == 0 ? "device.keys.even" : "device.keys.odd";
}

crypto::AssociatedData deviceKeysContext(const HouseId& house, std::uint32_t generation) {
    crypto::AssociatedData context(crypto::Kind::StoredDeviceKey);
    context.add(house.view()).addNumber(generation);
    return context;
}

Result<Bytes> required(store::MetaTable meta, std::string_view key) {
    VB_TRY(auto value, meta.get(key));
    if (!value)
        return fail(Code::Corrupt, "a store without " + std::string(key));
    return std::move(*value);
}

template <typename Id>
Result<Id> requiredId(store::ReplicaStore& store, std::string_view key) {
    VB_TRY(const Bytes bytes, required(store.meta(), key));
    auto id = Id::fromBytes(bytes);
    if (!id)
        return fail(Code::Corrupt, "a store with a wrong " + std::string(key));
    return id;
}

Result<std::string> requiredText(store::ReplicaStore& store, const char* key) {
    VB_TRY(const Bytes bytes, required(store.meta(), key));
    return std::string(asText(bytes));
}

} // namespace

Result<void> keepOwner(store::ReplicaStore& store, const StoreOwner& owner) {
    auto meta = store.meta();
    VB_TRY_VOID(meta.put(kHouse, owner.house.view()));
    VB_TRY_VOID(meta.put(kWorker, owner.holder.worker.view()));
    VB_TRY_VOID(meta.putNumber(kOrganisation, owner.holder.organisation.value));
    VB_TRY_VOID(meta.put(kRoot, owner.rootFingerprint.view()));
    VB_TRY_VOID(meta.put(kHat, asBytes(owner.hat)));
    VB_TRY_VOID(meta.put(kHubAddress, asBytes(owner.hub.address)));
    return meta.put(kHubPin, owner.hub.tlsPin.view());
}

Result<StoreOwner> readOwner(store::ReplicaStore& store) {
    StoreOwner owner;
    VB_TRY(owner.house, requiredId<HouseId>(store, kHouse));
    VB_TRY(owner.holder.worker, requiredId<WorkerId>(store, kWorker));
    VB_TRY(const auto organisation, store.meta().number(kOrganisation));
    if (!organisation || *organisation < 0 || *organisation > UINT16_MAX)
        return fail(Code::Corrupt, std::string("a store without ") + kOrganisation);
    owner.holder.organisation = {static_cast<std::uint16_t>(*organisation)};
    VB_TRY(owner.rootFingerprint, requiredId<Digest256>(store, kRoot));
    VB_TRY(owner.hat, requiredText(store, kHat));
    VB_TRY(owner.hub.address, requiredText(store, kHubAddress));
    VB_TRY(owner.hub.tlsPin, requiredId<Digest256>(store, kHubPin));
    return owner;
}

Result<void> keepDeviceKeys(store::ReplicaStore& store, const HouseId& house,
                            const issuance::DeviceKeys& keys,
                            const crypto::NumberedDataKey& under) {
    const auto seed = keys.signing.seed();
    const auto& box = keys.box.secretKey();
    crypto::SecretBytes secret(crypto::SigningSeed::kSize + crypto::BoxSecretKey::kSize);
    const auto out = secret.mutableBytes();
    std::copy(seed.bytes().begin(), seed.bytes().end(), out.begin());
    std::copy(box.bytes().begin(), box.bytes().end(), out.begin() + crypto::SigningSeed::kSize);
    const Bytes sealed = crypto::seal(crypto::storedDeviceKeyKey(under.key),
                                      deviceKeysContext(house, under.generation), secret.bytes());
    return store.meta().put(deviceKeysPlace(under.generation), sealed);
}

Result<void> keepPushKey(store::Outbox& outbox, const crypto::SigningKey& push) {
    const auto seed = push.seed();
    return outbox.setMeta(kPushSeed, seed.bytes());
}

Result<crypto::SigningKey> readPushKey(store::Outbox& outbox) {
    VB_TRY(const auto bytes, outbox.meta(kPushSeed));
    if (!bytes)
        return fail(Code::Corrupt, "an outbox without its push key");
    const auto seed = crypto::SigningSeed::fromBytes(*bytes);
    if (!seed)
        return fail(Code::Corrupt, "an outbox with a wrong push key");
    return crypto::SigningKey::fromSeed(*seed);
}

Result<issuance::DeviceKeys> readDeviceKeys(store::ReplicaStore& store, store::Outbox& outbox,
                                            const HouseId& house,
                                            const crypto::NumberedDataKey& under) {
    VB_TRY(const Bytes sealed, required(store.meta(), deviceKeysPlace(under.generation).c_str()));
    const auto secret = crypto::openSecret(crypto::storedDeviceKeyKey(under.key),
                                           deviceKeysContext(house, under.generation), sealed);
    if (!secret || secret->size() != crypto::SigningSeed::kSize + crypto::BoxSecretKey::kSize)
        return fail(Code::Corrupt, "device keys that do not open");
    const auto signing =
        crypto::SigningSeed::fromBytes(secret->bytes().first(crypto::SigningSeed::kSize));
    auto box = crypto::BoxSecretKey::fromBytes(secret->bytes().subspan(crypto::SigningSeed::kSize));
    VB_TRY(auto push, readPushKey(outbox));
    return issuance::DeviceKeys{crypto::SigningKey::fromSeed(*signing),
                                crypto::BoxKeyPair::fromSecret(std::move(*box)), std::move(push)};
}

Result<void> keepIncarnation(store::ReplicaStore& store, const IncarnationId& incarnation) {
    return store.meta().put(store::kIncarnation, incarnation.view());
}

Result<IncarnationId> readIncarnation(store::ReplicaStore& store) {
    return requiredId<IncarnationId>(store, store::kIncarnation);
}

} // namespace vb::bridge
