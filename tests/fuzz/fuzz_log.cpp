// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2

// What a lying hub may hand out: leaves, heads, pages, receipts.
#include "sync/base/check.h"
#include "sync/transparency/leaf_entry.h"
#include "sync/transparency/page.h"
#include "sync/transparency/receipt.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using namespace vb::transparency;
    const vb::ByteView view(bytes, size);
    if (const auto leaf = parseLeafEntry(view))
        VB_CHECK(parseLeafEntry(encodeLeafEntry(*leaf)).value() == *leaf);
    if (const auto head = parseLogHead(view))
        VB_CHECK(parseLogHead(encodeLogHead(*head)).value() == *head);
    if (const auto page = parsePage(view))
        VB_CHECK(parsePage(encodePage(*page)).value() == *page);
    if (const auto receipt = parseReceipt(view))
        VB_CHECK(parseReceipt(encodeReceipt(*receipt)).value() == *receipt);
    return 0;
}
