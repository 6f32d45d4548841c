// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2

// What lies on a device's disk and anybody may have changed: key files, the offline keys of a
// house, and what the client keeps of drafts and lists.
#include "client/bridge/draft_codec.h"
#include "client/bridge/record_summary.h"
#include "crypto/key_file.h"
#include "sync/base/check.h"
#include "sync/issuance/offline_keys.h"
#include "tests/unit/crypto/cheap.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using namespace vb;
    const ByteView view(bytes, size);
    // Dear ones are refused before they are computed.
    constexpr crypto::Argon2Policy kPolicy{test::kCheapCost, test::kCheapCost};
    static const crypto::SecretBytes secret = test::passphrase("een lange zin");
    if (const auto file = crypto::KeyFile::parse(view)) {
        VB_CHECK(crypto::KeyFile::parse(file->encode()).value() == *file);
        static_cast<void>(file->unlock(crypto::WrapKind::Passphrase, secret, kPolicy));
        static_cast<void>(file->unlock(crypto::WrapKind::Recovery, secret, kPolicy));
    }
    static_cast<void>(issuance::openRootFile(view, secret, kPolicy));
    static_cast<void>(issuance::openSuccessorFile(view, secret, kPolicy));
    static_cast<void>(issuance::openRecoveryFile(view, secret, kPolicy));
    if (const auto draft = bridge::decodeDraft(view))
        VB_CHECK(bridge::decodeDraft(bridge::encodeDraft(*draft)).has_value());
    const auto summary = bridge::decodeSummary(view);
    VB_CHECK(bridge::decodeSummary(bridge::encodeSummary(summary)) == summary);
    return 0;
}
