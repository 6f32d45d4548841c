// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/bridge/office.h"

#include "client/casework/code_list.h"
#include "tests/support/catch.h"

namespace vb::bridge {
namespace {

TEST_CASE("the directory and the domain mean the same house", "[client][office]") {
    CHECK(casework::organisationCode("veiligheidshuis") == membership::kHouseOrganisation);
}

TEST_CASE("every function has a number in statements, and back", "[client][office]") {
    CHECK(hatNumber("") == 0);
    CHECK(hatNumber("astronaut") == 0);
    CHECK(hatOf(0).empty());
    CHECK(hatOf(60'000).empty());
    for (const auto& entry : casework::codeList(casework::ListId::Functie).entries) {
        CAPTURE(entry.id);
        REQUIRE(hatNumber(entry.id) != 0);
        CHECK(hatOf(hatNumber(entry.id)) == entry.id);
    }
}

} // namespace
} // namespace vb::bridge
