// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2

// Statements as a hub gets them from devices and devices from a hub, with the message that carries
// one and its signature.
#include "sync/base/check.h"
#include "sync/membership/statement.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

namespace {

void readSigned(vb::ByteView message) {
    const auto sent = vb::membership::parseSignedStatement(message);
    if (!sent)
        return;
    const auto again =
        vb::membership::parseSignedStatement(vb::membership::encodeSignedStatement(*sent));
    VB_CHECK(again && again->statement == sent->statement && again->signature == sent->signature);
    static_cast<void>(vb::membership::readStatement(*sent));
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    readSigned({bytes, size});
    vb::membership::SignedStatement sent;
    sent.statement.assign(bytes, bytes + size);
    const auto statement = vb::membership::readStatement(sent);
    if (!statement)
        return 0;
    VB_CHECK(statement->sent.statement == sent.statement);
    // Written again by us it says the same, under an id of its own.
    const auto again =
        vb::membership::readStatement({vb::membership::encodeStatement(*statement), {}});
    VB_CHECK(again.has_value());
    VB_CHECK(again->house == statement->house && again->caseId == statement->caseId);
    VB_CHECK(again->signer == statement->signer && again->basedOn == statement->basedOn);
    VB_CHECK(again->madeAt == statement->madeAt && again->note == statement->note);
    VB_CHECK(again->body == statement->body);
    return 0;
}
