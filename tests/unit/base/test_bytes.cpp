// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/base/ids.h"
#include "tests/support/catch.h"
#include "tests/support/property.h"

using namespace vb;

TEST_CASE("hexadecimal survives a round trip", "[sync][base]") {
    test::holds("fromHex(toHex(x)) == x", [](const Bytes& bytes) {
        const auto back = fromHex(toHex(bytes));
        RC_ASSERT(back.has_value());
        RC_ASSERT(*back == bytes);
    });
}

TEST_CASE("what is not hexadecimal is refused", "[sync][base]") {
    for (const char* text : {"0", "0g", "zz", " 0", "00 "}) {
        CAPTURE(text);
        REQUIRE_FALSE(fromHex(text).has_value());
    }
}

TEST_CASE("an identifier takes exactly its own length", "[sync][base]") {
    REQUIRE(CaseId::fromBytes(Bytes(16)).has_value());
    REQUIRE_FALSE(CaseId::fromBytes(Bytes(15)).has_value());
    REQUIRE_FALSE(CaseId::fromBytes(Bytes(17)).has_value());
    REQUIRE(CaseId().isNone());
}

TEST_CASE("integers are appended big-endian", "[sync][base]") {
    Bytes out;
    appendU16(out, 0x0102);
    appendU32(out, 0x03040506);
    appendU64(out, 0x0708090a0b0c0d0eULL);
    REQUIRE(toHex(out) == "0102030405060708090a0b0c0d0e");
}
