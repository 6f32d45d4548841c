// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/bytes.h"

#include <string>
#include <vector>

namespace vb::test {

/// One changeset from its plaintext to its place in the log, as named byte strings in the order in
/// which docs/protocol.md tells of them. What the names mean stands there and in the tests.
struct ProtocolExample {
    struct Piece {
        std::string name;
        Bytes bytes;
        friend bool operator==(const Piece&, const Piece&) = default;
    };
    std::vector<Piece> pieces;
    /// Compression is not the same in every version of zstd; what was compressed opens in all.
    unsigned zstdVersion = 0;

    [[nodiscard]] const Bytes& at(const std::string& name) const;
    friend bool operator==(const ProtocolExample&, const ProtocolExample&) = default;
};

/// Makes the example with fixed keys, ids and randomness: the same bytes each time.
ProtocolExample makeProtocolExample();

/// tests/vectors/envelope_1.json, for whoever writes another implementation.
std::string writeVector(const ProtocolExample& example);
Result<ProtocolExample> readVector(const std::string& json);

/// What stands in docs/protocol.md in fenced blocks that begin with ```text example:<name>.
struct ListedBlock {
    std::string name;
    std::string text;
};
std::vector<ListedBlock> listBlocks(const ProtocolExample& example);

/// The fenced blocks of a document, in order.
std::vector<ListedBlock> readBlocks(const std::string& document);
/// The document with the text of every block replaced by ours of the same name.
std::string replaceBlocks(const std::string& document, const std::vector<ListedBlock>& blocks);

} // namespace vb::test
