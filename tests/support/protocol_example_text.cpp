// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/protocol/content.pb.h"
#include "sync/protocol/envelope.pb.h"
#include "sync/protocol/log.pb.h"
#include "tests/support/protocol_example.h"
#include "tests/support/wire_listing.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <sstream>

namespace vb::test {
namespace {

namespace v0 = veldboek::v0;

constexpr std::string_view kFence = "```text example:";

/// Names and short values, one to a line; longer values go on indented.
std::string listNamed(const ProtocolExample& example, const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) {
        std::string label = name;
        label.resize(24, ' ');
        const std::string hex = toHex(example.at(name));
        text += label + hex.substr(0, 64) + '\n';
        for (std::size_t at = 64; at < hex.size(); at += 64)
            text += std::string(24, ' ') + hex.substr(at, 64) + '\n';
    }
    return text;
}

std::string listPacked(const Bytes& packed) {
    const std::string first = toHex({packed.data(), 1});
    return first + "                                               dictionary 1\n" +
           hexLines(ByteView(packed).subspan(1));
}

/// Each field of the associated data: its length and its bytes.
std::string listPlace(const Bytes& place) {
    const std::vector<std::string> names{"label",    "suite",    "format",  "kind",   "house",
                                         "case",     "audience", "epoch",   "stream", "counter",
                                         "previous", "part",     "of parts"};
    std::string text;
    std::size_t at = 0;
    for (const std::string& name : names) {
        VB_CHECK(place.size() - at >= 4);
        const std::size_t length = place[at + 3];
        std::string line = toHex(ByteView(place).subspan(at, 4));
        line.resize(12, ' ');
        line += name;
        line.resize(24, ' ');
        line += toHex(ByteView(place).subspan(at + 4, length));
        while (line.back() == ' ')
            line.pop_back();
        text += line + '\n';
        at += 4 + length;
    }
    VB_CHECK(at == place.size());
    return text;
}

std::string listSealed(const Bytes& sealed) {
    const ByteView view(sealed);
    return "nonce\n" + hexLines(view.first(24)) + "ciphertext\n" +
           hexLines(view.subspan(24, sealed.size() - 40)) + "tag\n" + hexLines(view.last(16));
}

/// The place of a block's first line of text and of the line that closes it.
struct BlockPlace {
    std::string name;
    std::size_t first = 0;
    std::size_t end = 0;
};
std::vector<BlockPlace> findBlocks(const std::string& document) {
    std::vector<BlockPlace> places;
    std::size_t at = 0;
    while ((at = document.find(kFence, at)) != std::string::npos) {
        const std::size_t lineEnd = document.find('\n', at);
        VB_CHECK(lineEnd != std::string::npos);
        BlockPlace place;
        place.name = document.substr(at + kFence.size(), lineEnd - at - kFence.size());
        place.first = lineEnd + 1;
        place.end = document.find("```", place.first);
        VB_CHECK(place.end != std::string::npos);
        at = place.end + 3;
        places.push_back(std::move(place));
    }
    return places;
}

} // namespace

std::string writeVector(const ProtocolExample& example) {
    nlohmann::ordered_json json;
    json["about"] = "One changeset sealed, signed and logged; docs/protocol.md tells of it.";
    json["zstd"] = example.zstdVersion;
    for (const auto& piece : example.pieces)
        json["bytes"][piece.name] = toHex(piece.bytes);
    return json.dump(2) + '\n';
}

Result<ProtocolExample> readVector(const std::string& text) {
    const auto json = nlohmann::ordered_json::parse(text, nullptr, false);
    if (!json.is_object() || !json.contains("bytes") || !json["zstd"].is_number_unsigned())
        return fail(Code::InvalidInput, "not a vector");
    ProtocolExample example;
    example.zstdVersion = json["zstd"].get<unsigned>();
    for (const auto& [name, hex] : json["bytes"].items()) {
        VB_TRY(Bytes bytes, fromHex(hex.get<std::string>()));
        example.pieces.push_back({name, std::move(bytes)});
    }
    return example;
}

std::vector<ListedBlock> listBlocks(const ProtocolExample& example) {
    return {
        {"setting", listNamed(example, {"house", "case", "incarnation", "device_seed", "device_key",
                                        "hub_seed", "hub_key", "epoch_key"})},
        {"ids", listNamed(example, {"device", "audience", "stream", "epoch"})},
        {"content", listMessage(example.at("content"), *v0::PartContent::descriptor())},
        {"packed", listPacked(example.at("packed"))},
        {"place", listPlace(example.at("place"))},
        {"sealed", listSealed(example.at("sealed_part"))},
        {"part_hash", listNamed(example, {"part_hash"})},
        {"header", listMessage(example.at("header"), *v0::EnvelopeHeader::descriptor())},
        {"changeset", listNamed(example, {"changeset"})},
        {"stream_head", listMessage(example.at("stream_head"), *v0::StreamHead::descriptor())},
        {"signature", listNamed(example, {"stream_head_signature"})},
        {"leaf", listMessage(example.at("leaf_3"), *v0::LeafEntry::descriptor())},
        {"log", listNamed(example, {"leaf_0", "leaf_hash_0", "leaf_1", "leaf_hash_1", "leaf_2",
                                    "leaf_hash_2", "leaf_hash_3", "path_0", "path_1", "root"})},
        {"log_head", listMessage(example.at("log_head"), *v0::LogHead::descriptor())},
        {"log_head_signature", listNamed(example, {"log_head_signature"})},
    };
}

std::vector<ListedBlock> readBlocks(const std::string& document) {
    std::vector<ListedBlock> blocks;
    for (const BlockPlace& place : findBlocks(document))
        blocks.push_back({place.name, document.substr(place.first, place.end - place.first)});
    return blocks;
}

std::string replaceBlocks(const std::string& document, const std::vector<ListedBlock>& blocks) {
    std::string result;
    std::size_t at = 0;
    for (const BlockPlace& place : findBlocks(document)) {
        result += document.substr(at, place.first - at);
        const auto ours = std::find_if(blocks.begin(), blocks.end(), [&](const ListedBlock& block) {
            return block.name == place.name;
        });
        result += ours == blocks.end() ? document.substr(place.first, place.end - place.first)
                                       : ours->text;
        at = place.end;
    }
    return result + document.substr(at);
}

} // namespace vb::test
