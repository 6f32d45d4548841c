// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2

// Everything that opens a seal: whoever made the bytes, they open whole or not at all.
#include "crypto/aead.h"
#include "crypto/sealed_box.h"
#include "crypto/stream.h"
#include "sync/base/check.h"
#include "sync/envelope/epoch_key.h"
#include "sync/envelope/open.h"
#include "sync/envelope/working_note.h"

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

crypto::AssociatedData someContext() {
    crypto::AssociatedData context(crypto::Kind::MailboxMessage);
    context.addNumber(7);
    return context;
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    static const auto epochKey = fixedKey<crypto::EpochKey>();
    static const auto notesKey = fixedKey<crypto::NotesKey>();
    static const auto sealingKey = fixedKey<crypto::MailboxKey>();
    static const auto attachmentKey = fixedKey<crypto::AttachmentKey>();
    static const auto box = crypto::BoxKeyPair::fromSecret(fixedKey<crypto::BoxSecretKey>());
    static envelope::Packer packer;
    const ByteView view(bytes, size);
    // The house of the example, so that the corpus gets through to the parts.
    ByteArray<16> house{};
    for (std::size_t i = 0; i < house.size(); ++i)
        house[i] = static_cast<std::uint8_t>(0x10 + i);
    if (const auto checked = membership::parseEnvelope(HouseId(house), view)) {
        VB_CHECK(!envelope::open(packer, *checked, epochKey, {}));
        VB_CHECK(!envelope::openAcknowledgement(packer, *checked, epochKey));
    }
    // What was not sealed under these keys opens with none of them; what was opens to itself.
    VB_CHECK(!envelope::openEpochKey(HouseId(house), AudienceId(), EpochId(), view, box));
    VB_CHECK(!envelope::openWorkingNote(notesKey, {HouseId(house), {}, {}, 0}, view));
    VB_CHECK(!crypto::openSecret(sealingKey, someContext(), view));
    VB_CHECK(!crypto::openStream(attachmentKey, someContext(), view));
    VB_CHECK(!crypto::openWithContext(box, {}, view));
    const Bytes sealed = crypto::sealStream(attachmentKey, someContext(), view);
    VB_CHECK(crypto::openStream(attachmentKey, someContext(), sealed) == toBytes(view));
    return 0;
}
