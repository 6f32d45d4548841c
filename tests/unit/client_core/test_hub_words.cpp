// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// What an operator brings over from the hub is a file like any other: it may hold anything.
#include "client/ctl/hub_words.h"
#include "tests/support/catch.h"
#include "tests/support/must.h"

namespace vb::ctl {
namespace {

std::string hexOf(char digit) {
    return std::string(64, digit);
}

std::string identity(const std::string& key, const std::string& pin) {
    return "{\"signing_key\":" + key + ",\"tls_pin\":" + pin + "}\nand more\n";
}

std::string quoted(const std::string& text) {
    return "\"" + text + "\"";
}

} // namespace

TEST_CASE("what veldboekd printed of itself is read", "[ctl]") {
    const auto hub = test::must(readHubIdentity(identity(quoted(hexOf('1')), quoted(hexOf('2')))));
    CHECK(hub.tlsPin.hex() == hexOf('2'));
    const auto head = test::must(
        readHubHead("{\"generation\":3,\"size\":20,\"root\":" + quoted(hexOf('a')) + "}"));
    CHECK(head.previous == 3);
    CHECK(head.generation == 4);
    CHECK(head.size == 20);
    CHECK(head.kept == 20);
    CHECK(head.root.hex() == hexOf('a'));
}

TEST_CASE("whatever else the file holds is refused", "[ctl]") {
    const std::string other =
        GENERATE("5", "[1]", "{}", "null", "true", "1e400", "\"\"", "\"11\"", "\"\xff\"", "");
    CAPTURE(other);
    CHECK_FALSE(readHubIdentity(other).has_value());
    CHECK_FALSE(readHubIdentity(identity(other, quoted(hexOf('2')))).has_value());
    CHECK_FALSE(readHubIdentity(identity(quoted(hexOf('1')), other)).has_value());
    CHECK_FALSE(readHubHead(other).has_value());
    CHECK_FALSE(readHubHead("{\"generation\":1,\"size\":2,\"root\":" + other + "}").has_value());
    if (other != "5")
        CHECK_FALSE(readHubHead("{\"generation\":" + other +
                                ",\"size\":2,\"root\":" + quoted(hexOf('a')) + "}")
                        .has_value());
    CHECK_FALSE(readHubHead("{\"generation\":18446744073709551615,\"size\":2,\"root\":" +
                            quoted(hexOf('a')) + "}")
                    .has_value());
}

} // namespace vb::ctl
