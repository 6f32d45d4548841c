// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/transparency/compact_range.h"
#include "sync/transparency/leaf_entry.h"
#include "sync/transparency/log_head.h"

#include <span>
#include <vector>

namespace vb::transparency {

/// What the hub says about one push batch: these leaves stand at the end of this tree. A value;
/// checked as verifyReceipt() says when it came from there.
struct Receipt {
    HouseId house;
    DeviceId device;
    /// batchId() of the request.
    Digest256 batch;
    /// The tree before the batch.
    CompactRange before;
    /// LeafEntry as sent, from position before.size() on.
    std::vector<Bytes> leaves;
    /// The tree just after the batch.
    LogHead head;
    friend bool operator==(const Receipt&, const Receipt&) = default;

    [[nodiscard]] LogSize firstPosition() const { return before.size(); }
};

/// The bytes that were signed and the hub's signature over them.
struct SignedReceipt {
    Bytes receipt;
    crypto::Signature signature;
    friend bool operator==(const SignedReceipt&, const SignedReceipt&) = default;
};

/// What a device knows about the batch it pushed and the hub it pushed it to.
struct ReceiptExpectation {
    crypto::SigningPublicKey hub;
    HouseId house;
    DeviceId device;
    Digest256 batch;
};

/// The identity of a push request: hash of its body as sent.
Digest256 batchId(const HouseId& house, ByteView body);

Bytes encodeReceipt(const Receipt& receipt);
/// Total; InvalidInput unless the bytes are a receipt within bounds whose head is of its house.
Result<Receipt> parseReceipt(ByteView receipt);

/// The receipt, once the hub signed it, it is for this device and batch, and the compact range with
/// the leaves gives size and root of its head: which includes all of them in that tree.
/// InvalidInput or Unauthentic otherwise. That the tree extends the one a device has pinned is for
/// PinnedHead to say.
Result<Receipt> verifyReceipt(const ReceiptExpectation& expected, const SignedReceipt& receipt);

} // namespace vb::transparency
