// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "crypto/aead.h"
#include "crypto/digest.h"
#include "crypto/key_derivation.h"
#include "crypto/padding.h"
#include "crypto/sealed_box.h"
#include "crypto/signing.h"
#include "crypto/stream.h"
#include "crypto/vector_bytes.h"
#include "tests/support/catch.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>

// tests/vectors/crypto.json comes from tests/vectors/reference.py, which shares no code with us.

using namespace vb::crypto;
using nlohmann::json;

namespace {

json load() {
    std::ifstream file(VB_VECTORS "/crypto.json");
    REQUIRE(file.is_open());
    return json::parse(file);
}

Bytes bytesOf(const json& object, const char* name) {
    return vectorBytes(object.at(name).get<std::string>());
}

template <std::size_t N>
ByteArray<N> arrayOf(const json& object, const char* name) {
    const Bytes bytes = bytesOf(object, name);
    ByteArray<N> out{};
    REQUIRE(bytes.size() == N);
    std::copy(bytes.begin(), bytes.end(), out.begin());
    return out;
}

Kind kindOf(const json& object) {
    const std::string label = "veldboek/" + object.at("kind").get<std::string>() + "/v0";
    const auto row = std::find_if(kKindLabels.begin(), kKindLabels.end(),
                                  [&](const KindLabel& each) { return each.label == label; });
    REQUIRE(row != kKindLabels.end());
    return row->kind;
}

template <std::size_t N>
Bytes toBytes(const ByteArray<N>& array) {
    return {array.begin(), array.end()};
}

} // namespace

TEST_CASE("digests are what the reference computes", "[crypto][vectors]") {
    const json all = load();
    const auto house = arrayOf<16>(all, "house");
    for (const json& row : all.at("digests")) {
        const Bytes message = bytesOf(row, "message");
        CHECK(toBytes(digest(kindOf(row), house, message)) == bytesOf(row, "digest"));
        Digester pieces(kindOf(row), house);
        for (const std::uint8_t byte : message)
            pieces.add({&byte, 1});
        CHECK(toBytes(pieces.finish()) == bytesOf(row, "digest"));
    }
    CHECK(all.at("digests").size() == 6);
}

TEST_CASE("signatures are what the reference computes", "[crypto][vectors]") {
    const json all = load();
    const auto house = arrayOf<16>(all, "house");
    for (const json& row : all.at("signatures")) {
        const auto key = SigningKey::fromSeed(*SigningSeed::fromBytes(bytesOf(row, "seed")));
        const Bytes message = bytesOf(row, "message");
        CHECK(toBytes(key.publicKey().bytes()) == bytesOf(row, "public"));
        CHECK(toBytes(key.sign(kindOf(row), house, message).bytes()) == bytesOf(row, "signature"));
        CHECK(verify(SigningPublicKey(arrayOf<32>(row, "public")), kindOf(row), house, message,
                     Signature(arrayOf<64>(row, "signature"))));
    }
    CHECK(all.at("signatures").size() == 3);
}

TEST_CASE("seals of the reference open", "[crypto][vectors]") {
    const json all = load();
    for (const json& row : all.at("seals")) {
        const auto key = EpochKey::fromBytes(bytesOf(row, "key"));
        const auto context = AssociatedData(Kind::SealedPart)
                                 .add(bytesOf(row, "house"))
                                 .addNumber(row.at("number").get<std::uint64_t>())
                                 .add({});
        CHECK(open(*key, context, bytesOf(row, "sealed")) == bytesOf(row, "text"));
    }
    CHECK(all.at("seals").size() == 6);
}

TEST_CASE("sealed boxes of the reference open", "[crypto][vectors]") {
    const json all = load();
    for (const json& row : all.at("boxes")) {
        const auto pair = BoxKeyPair::fromSecret(*BoxSecretKey::fromBytes(bytesOf(row, "secret")));
        CHECK(toBytes(pair.publicKey().bytes()) == bytesOf(row, "public"));
        CHECK(openWithContext(pair, bytesOf(row, "context"), bytesOf(row, "box")) ==
              SecretBytes::copyOf(bytesOf(row, "text")));
    }
    CHECK(all.at("boxes").size() == 3);
}

TEST_CASE("streams of the reference open, and have the length foretold", "[crypto][vectors]") {
    const json all = load();
    std::size_t opened = 0;
    for (const json& row : all.at("streams")) {
        CHECK(sealedStreamLength(row.at("length").get<std::uint64_t>()) ==
              row.at("sealed_length").get<std::uint64_t>());
        const Bytes sealed = bytesOf(row, "sealed");
        if (sealed.empty())
            continue; // too long for the file; its length was compared
        const auto key = AttachmentKey::fromBytes(bytesOf(row, "key"));
        const auto content = openStream(
            *key, AssociatedData(Kind::AttachmentStream).add(bytesOf(row, "house")), sealed);
        REQUIRE(content.has_value());
        CHECK(toBytes(sha256(*content)) == bytesOf(row, "text_sha256"));
        ++opened;
    }
    CHECK(opened == 3);
}

TEST_CASE("subkeys and paddings are what the reference computes", "[crypto][vectors]") {
    const json all = load();
    const auto master = DataKey::fromBytes(bytesOf(all.at("subkeys")[0], "master"));
    const auto invitation = InvitationSecret::fromBytes(bytesOf(all.at("subkeys")[3], "master"));
    const auto same = [&](const auto& key, std::size_t row) {
        const auto expected = bytesOf(all.at("subkeys").at(row), "subkey");
        return equalInConstantTime(key.bytes(), expected);
    };
    CHECK(same(pageKey(*master), 0));
    CHECK(same(storedEpochKeyKey(*master), 1));
    CHECK(same(storedDeviceKeyKey(*master), 2));
    CHECK(same(mailboxKey(*invitation), 3));
    for (const json& row : all.at("paddings"))
        CHECK(paddedLength(row.at("length").get<std::uint64_t>(),
                           row.at("floor").get<std::uint64_t>()) ==
              row.at("padded").get<std::uint64_t>());
}

TEST_CASE("docs/crypto.md lists every kind and every subkey", "[crypto][kinds]") {
    std::ifstream file(VB_CRYPTO_DOC);
    REQUIRE(file.is_open());
    const std::string page{std::istreambuf_iterator<char>(file), {}};
    for (const KindLabel& kind : kKindLabels) {
        CAPTURE(std::string(kind.label));
        CHECK(page.find("| `" + std::string(kind.label) + "` |") != std::string::npos);
    }
    for (const SubkeyName& name : kSubkeyNames) {
        const std::string entry = std::string(name.context) + " " + std::to_string(name.number);
        CAPTURE(entry);
        CHECK(page.find(entry + ":") != std::string::npos);
    }
}

TEST_CASE("no two subkeys have one name", "[crypto][key_derivation]") {
    std::set<std::pair<std::string_view, std::uint64_t>> names;
    for (const SubkeyName& name : kSubkeyNames) {
        CHECK(name.context.size() == 8);
        CHECK(names.emplace(name.context, name.number).second);
    }
}
