// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2

// Statements as a hub gets them from devices and devices from a hub.
#include "sync/base/check.h"
#include "sync/membership/statement.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    vb::membership::SignedStatement sent;
    sent.statement.assign(bytes, bytes + size);
    const auto statement = vb::membership::readStatement(sent);
    if (!statement)
        return 0;
    VB_CHECK(statement->sent.statement == sent.statement);
    // Written again by us it says the same, under an id of its own.
    auto again = vb::membership::readStatement({vb::membership::encodeStatement(*statement), {}});
    VB_CHECK(again.has_value());
    again->id = statement->id;
    again->sent = statement->sent;
    VB_CHECK(*again == *statement);
    return 0;
}
