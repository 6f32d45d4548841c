// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2

// The files that an operator carries between a hub and a house: what the hub printed of itself, the
// statements that open the house, and the one that lets a restored hub go on. The first byte says
// which, and whether they are the bytes of the input or real statements that the input picks,
// doubles and falsifies: those get behind the signatures. What is refused changes nothing.
#include "client/ctl/hub_words.h"
#include "crypto/kinds.h"
#include "sync/base/check.h"
#include "sync/protocol/sync.pb.h"
#include "sync/server/bootstrap.h"
#include "sync/server/chains.h"
#include "sync/server/generation.h"
#include "tests/fuzz/fuzz_house.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

namespace {

using namespace vb;

void readWords(ByteView text) {
    if (const auto hub = ctl::readHubIdentity(asText(text)))
        VB_CHECK(hub->signingKey.bytes().size() == 32);
    if (const auto head = ctl::readHubHead(asText(text)))
        VB_CHECK(head->generation == head->previous + 1 && head->kept == head->size);
}

void open(ByteView statements) {
    const auto& house = fuzz::FuzzHouse::instance().house;
    const test::FakeClock clock(fuzz::kStart);
    const server::HubKeys keys{house.hub.signingKey, house.hub.tlsPin};
    server::MemoryHubStore store;
    const auto before = store.digest();
    const auto opened = server::openHouse(store, statements, keys, clock);
    if (!opened) {
        VB_CHECK(store.digest() == before);
        return;
    }
    VB_CHECK(*opened == house.id && store.house().value().rootFingerprint == house.rootFingerprint);
    // Once more it is the same house, and says nothing new.
    const auto made = store.digest();
    VB_CHECK(server::openHouse(store, statements, keys, clock).has_value());
    VB_CHECK(store.digest() == made);
    test::SeededRandom random(1);
    VB_CHECK(server::Hub::open(store, house.hubKey, clock, random).has_value());
}

/// Statements of the house, in the order that the input says, some with a byte changed.
void openPicked(fuzz::Choices choices) {
    veldboek::v0::PushRequest all;
    const Bytes& bootstrap = fuzz::FuzzHouse::instance().house.bootstrap;
    VB_CHECK(all.ParseFromArray(bootstrap.data(), static_cast<int>(bootstrap.size())));
    veldboek::v0::PushRequest picked;
    constexpr int kMost = 24;
    // Whole runs of them, because a house takes its root first and its hub at some time.
    while (!choices.isEmpty() && picked.items_size() < kMost) {
        const auto from =
            static_cast<int>(choices.below(static_cast<std::size_t>(all.items_size())));
        const auto count = static_cast<int>(choices.below(16));
        for (int i = from; i <= from + count && i < all.items_size(); ++i)
            *picked.add_items() = all.items(i);
        if (choices.below(4) != 3 || picked.items().empty())
            continue;
        auto& last = *picked.mutable_items(picked.items_size() - 1)->mutable_statement();
        auto& bytes = choices.below(2) == 0 ? *last.mutable_statement() : *last.mutable_signature();
        bytes[choices.below(bytes.size())] ^= static_cast<char>(1 + choices.below(255));
    }
    const std::string said = picked.SerializeAsString();
    open(asBytes(said));
}

/// A statement about a generation: by whom, about which head, and what of it was changed, as the
/// input says.
void generate(fuzz::Choices choices) {
    const auto& town = fuzz::FuzzHouse::instance();
    const test::FakeClock clock(fuzz::kStart + std::chrono::hours(1));
    server::MemoryHubStore store = town.store;
    const auto before = store.digest();
    const auto head = server::headToRestore(store).value();
    membership::LogGenerationBody body;
    const std::size_t person = choices.below(town.house.people.size());
    body.previous = head.generation + choices.below(2);
    body.generation = body.previous + choices.below(3);
    body.size = head.size - choices.below(2);
    body.kept = body.size - choices.below(3);
    body.root = choices.below(4) == 3 ? Digest256() : Digest256(head.root.bytes());
    Bytes signedBytes;
    {
        membership::Statement draft;
        draft.house = town.house.id;
        draft.signer = town.house.people[person].keys.publicKeys(town.house.id).device;
        draft.madeAt = clock.now();
        const auto chains = server::Chains::load(store);
        VB_CHECK(chains.has_value());
        draft.basedOn = membership::wholeDirectory(chains->house()).head();
        draft.body = body;
        const auto statement = membership::encodeStatement(draft);
        const auto signature = town.house.people[person].keys.signing.sign(
            crypto::Kind::StatementSignature, town.house.id.bytes(), statement);
        signedBytes = membership::encodeSignedStatement({statement, signature});
    }
    if (choices.below(4) == 3)
        signedBytes[choices.below(signedBytes.size())] ^=
            static_cast<std::uint8_t>(1 + choices.below(255));
    if (!server::beginGeneration(store, signedBytes, clock)) {
        VB_CHECK(store.digest() == before);
        return;
    }
    const auto log = store.logState().value();
    VB_CHECK(log.isRecovering && log.generation == body.generation && log.size == head.size);
    VB_CHECK(!server::beginGeneration(store, signedBytes, clock).has_value());
    VB_CHECK(server::endRecovery(store).has_value() && !store.logState().value().isRecovering);
}

void generateFrom(ByteView statement) {
    const test::FakeClock clock(fuzz::kStart + std::chrono::hours(1));
    server::MemoryHubStore store = fuzz::FuzzHouse::instance().store;
    const auto before = store.digest();
    // Nobody but the house's own signs for it.
    VB_CHECK(!server::beginGeneration(store, statement, clock).has_value());
    VB_CHECK(store.digest() == before);
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    if (size == 0)
        return 0;
    const ByteView view(bytes + 1, size - 1);
    switch (bytes[0] % 5) {
    case 0:
        readWords(view);
        break;
    case 1:
        open(view);
        break;
    case 2:
        openPicked(fuzz::Choices(view));
        break;
    case 3:
        generate(fuzz::Choices(view));
        break;
    default:
        generateFrom(view);
        break;
    }
    return 0;
}
