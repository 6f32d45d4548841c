// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2

// What lies behind a seal. Whoever has the key, a member, an invited device, whoever knows the
// passphrase, seals what they like; so the input is sealed here as they would, and then opened. It
// opens to what was sealed or is refused, and what is malformed inside is never taken. The first
// byte says which seal.
#include "crypto/aead.h"
#include "crypto/key_derivation.h"
#include "crypto/sealed_box.h"
#include "crypto/stream.h"
#include "sync/base/check.h"
#include "sync/envelope/content_codec.h"
#include "sync/envelope/epoch_key.h"
#include "sync/envelope/working_note.h"
#include "sync/issuance/enrolment.h"
#include "sync/issuance/offline_keys.h"
#include "tests/unit/crypto/cheap.h"

#include <sodium.h>

#include <algorithm>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

namespace {

using namespace vb;

template <typename Key>
Key fixedKey() {
    const ByteArray<32> bytes{4, 2};
    auto key = Key::fromBytes(bytes);
    VB_CHECK(key.has_value());
    return std::move(*key);
}

// ---- Enrolment: the mailbox key follows from the invitation

const issuance::Invitation& invitation() {
    static const issuance::Invitation made = [] {
        issuance::InvitationPlan plan;
        plan.hubAddress = "hub.example:7443";
        plan.holder.organisation = {2};
        auto invited = issuance::invite(std::move(plan));
        VB_CHECK(invited.has_value());
        return std::move(invited).value();
    }();
    return made;
}

const issuance::DeviceKeys& deviceKeys() {
    static const auto keys = issuance::DeviceKeys::generate();
    return keys;
}

/// As docs/protocol.md binds a message to house, mailbox and slot.
Bytes mailed(std::uint64_t slot, ByteView content) {
    crypto::AssociatedData bound(crypto::Kind::MailboxMessage);
    bound.add(invitation().house.view())
        .add(issuance::mailboxAddress(invitation()).view())
        .addNumber(slot);
    return crypto::seal(crypto::mailboxKey(invitation().secret), bound, content);
}

void notice(ByteView content) {
    const bool isRight =
        toBytes(content) == toBytes(issuance::invitationDigest(invitation()).view());
    VB_CHECK(issuance::openNotice(invitation(), mailed(0, content)).has_value() == isRight);
}

/// Signed by the keys that it names, whatever else it says.
void request(ByteView content) {
    static_cast<void>(issuance::openRequest(invitation(), mailed(1, content)));
    const auto keys = deviceKeys().publicKeys(invitation().house);
    Bytes bytes = toBytes(keys.signing.bytes());
    append(bytes, keys.box.bytes());
    append(bytes, keys.push.bytes());
    append(bytes, content);
    Bytes proven = toBytes(issuance::invitationDigest(invitation()).view());
    append(proven, bytes);
    for (const auto* key : {&deviceKeys().signing, &deviceKeys().push})
        append(bytes,
               key->sign(crypto::Kind::Enrolment, invitation().house.bytes(), proven).bytes());
    const auto opened = issuance::openRequest(invitation(), mailed(1, bytes));
    // A count, and so many numbers of four bytes.
    const bool isWhole = !content.empty() && content.size() == 1 + std::size_t{4} * content[0];
    VB_CHECK(!opened || (isWhole && opened->keys == keys && opened->formats.size() == content[0]));
}

void answer(ByteView content) {
    static const auto keys = deviceKeys().publicKeys(invitation().house);
    const auto opened = issuance::openAnswer(invitation(), keys, mailed(2, content));
    VB_CHECK(!opened || opened->as<membership::DeviceBody>() != nullptr);
}

// ---- Keys and notes

void epochBox(ByteView content) {
    static const auto box = crypto::BoxKeyPair::fromSecret(fixedKey<crypto::BoxSecretKey>());
    const HouseId house;
    const AudienceId audience;
    const auto key = crypto::EpochKey::fromBytes(content);
    // Of another key where this is none: then nothing may come out.
    static const auto another = fixedKey<crypto::EpochKey>();
    const EpochId epoch = envelope::epochId(house, audience, key ? *key : another);
    crypto::AssociatedData context(crypto::Kind::EpochBox);
    context.add(house.view()).add(audience.view()).add(epoch.view());
    const auto secret = content.first(std::min(content.size(), crypto::kMaxBoxSecret));
    const auto sealed = crypto::sealWithContext(box.publicKey(), context.bytes(), secret);
    VB_CHECK(sealed.has_value());
    const auto opened = envelope::openEpochKey(house, audience, epoch, *sealed, box);
    VB_CHECK(opened.has_value() == key.has_value());
    // The context is inside the box, and its length with it: as somebody may have written both.
    Bytes raw(content.size() + crypto_box_SEALBYTES);
    VB_CHECK(crypto_box_seal(raw.data(), content.data(), content.size(),
                             box.publicKey().bytes().data()) == 0);
    static_cast<void>(crypto::openWithContext(box, context.bytes(), raw));
    static_cast<void>(crypto::openWithContext(box, {}, raw));
}

void workingNote(ByteView content) {
    static const auto key = fixedKey<crypto::NotesKey>();
    const envelope::NotePlace place{{}, {}, {}, 3};
    const Bytes sealed = envelope::sealWorkingNote(key, place, content);
    const auto opened = envelope::openWorkingNote(key, place, sealed);
    VB_CHECK(opened && *opened == toBytes(content));
    VB_CHECK(!envelope::openWorkingNote(key, {{}, {}, {}, 4}, sealed));
    // As the replica goes on with it.
    static_cast<void>(envelope::decodePart(*opened));
}

// ---- Attachments

/// The chunks that a member's device may have sealed: cut, tagged and measured as the input says.
/// The first byte of each piece is its tag, the next two are its length.
void stream(ByteView content) {
    static const auto key = fixedKey<crypto::AttachmentKey>();
    const crypto::AssociatedData data(crypto::Kind::MailboxMessage);
    crypto_secretstream_xchacha20poly1305_state state;
    Bytes sealed(crypto::kStreamHeaderSize);
    crypto_secretstream_xchacha20poly1305_init_push(&state, sealed.data(), key.bytes().data());
    Bytes bound = data.bytes();
    std::size_t plainBytes = 0;
    while (content.size() >= 3) {
        const auto tag = static_cast<unsigned char>(content[0] % 4);
        const std::size_t wanted = std::size_t{content[1]} << 8 | content[2];
        content = content.subspan(3);
        // Whole chunks of zeros too, which no small input could hold.
        Bytes plain(wanted == 0xffff ? crypto::kStreamChunkSize : wanted);
        const std::size_t given = std::min(plain.size(), content.size());
        std::copy_n(content.begin(), given, plain.begin());
        content = content.subspan(given);
        Bytes chunk(plain.size() + crypto_secretstream_xchacha20poly1305_ABYTES);
        crypto_secretstream_xchacha20poly1305_push(&state, chunk.data(), nullptr, plain.data(),
                                                   plain.size(), bound.data(), bound.size(), tag);
        bound.clear();
        plainBytes += plain.size();
        append(sealed, chunk);
        if (sealed.size() > std::size_t{4} << 20)
            break;
    }
    const auto opened = crypto::openStream(key, data, sealed);
    if (!opened)
        return;
    // One content has one sealed form: as long as ours is, and read the same.
    VB_CHECK(opened->size() <= plainBytes);
    VB_CHECK(sealed.size() == crypto::sealedStreamLength(opened->size()));
    VB_CHECK(crypto::openStream(key, data, crypto::sealStream(key, data, *opened)) == opened);
}

// ---- Offline keys

/// The file's head with a purpose of the input's, and its secrets sealed under the passphrase.
void offlineKeys(ByteView content) {
    constexpr crypto::Argon2Policy kPolicy{test::kCheapCost, test::kCheapCost};
    constexpr std::size_t kHead = 57;
    constexpr std::size_t kPurpose = 10;
    static const crypto::SecretBytes passphrase = test::passphrase("een lange zin");
    static const auto parameters = crypto::newParameters(test::kCheapCost, kPolicy).value();
    static const auto key = crypto::hashPassphrase(passphrase, parameters, kPolicy).value();
    static const Bytes head = [] {
        Bytes made = toBytes(asBytes("VBOFFKEY"));
        made.resize(kHead - parameters.salt.size() - 12);
        made[9] = 1;
        appendU32(made, parameters.cost.passes);
        appendU64(made, parameters.cost.memoryBytes);
        append(made, parameters.salt);
        return made;
    }();
    if (content.empty())
        return;
    Bytes file = head;
    file[kPurpose] = static_cast<std::uint8_t>(content[0] % 5);
    crypto::AssociatedData bound(crypto::Kind::RootFile);
    bound.add(file);
    const ByteView secrets = content.subspan(1);
    append(file, crypto::seal(key, bound, secrets));
    const auto place = issuance::offlineKeyPlace(file);
    const bool isKnown = place.has_value();
    const auto opens = [&](issuance::OfflinePurpose purpose, std::size_t size) {
        return isKnown && place->purpose == purpose && secrets.size() == size;
    };
    using issuance::OfflinePurpose;
    VB_CHECK(issuance::openRootFile(file, passphrase, kPolicy).has_value() ==
             opens(OfflinePurpose::Root, 64));
    VB_CHECK(issuance::openSuccessorFile(file, passphrase, kPolicy).has_value() ==
             opens(OfflinePurpose::Successor, 32));
    VB_CHECK(issuance::openRecoveryFile(file, passphrase, kPolicy).has_value() ==
             opens(OfflinePurpose::OrganisationRecovery, 32));
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    if (size == 0)
        return 0;
    constexpr void (*kSeals[])(ByteView) = {notice,      request, answer,     epochBox,
                                            workingNote, stream,  offlineKeys};
    kSeals[bytes[0] % std::size(kSeals)](ByteView(bytes + 1, size - 1));
    return 0;
}
