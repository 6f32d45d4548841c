// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/membership/statement.h"

#include "tests/support/property.h"
#include "tests/support/statement_maker.h"

using namespace vb;
using namespace vb::membership;
using namespace vb::test;

TEST_CASE("reading a statement is total, and what is read is well-formed",
          "[membership][property][I-10]") {
    holds("any change to the bytes gives a statement or an error", [] {
        StatementMaker maker(*rc::gen::arbitrary<std::uint64_t>());
        const auto kind = *rc::gen::inRange<std::size_t>(0, StatementMaker::kKinds);
        Bytes bytes = encodeStatement(maker.draft(kind));
        for (int i = *rc::gen::inRange(0, 4); i > 0; --i) {
            const auto at = *rc::gen::inRange<std::size_t>(0, bytes.size());
            bytes[at] = *rc::gen::arbitrary<std::uint8_t>();
        }
        if (*rc::gen::weightedElement<bool>({{5, false}, {1, true}}))
            bytes.resize(*rc::gen::inRange<std::size_t>(0, bytes.size()));
        const auto read = readStatement({bytes, {}});
        if (!read) {
            RC_ASSERT(read.error().code == Code::InvalidInput ||
                      read.error().code == Code::TooNew || read.error().code == Code::TooLarge);
            return;
        }
        const auto again = readStatement({encodeStatement(*read), {}});
        RC_ASSERT(again.has_value());
        RC_ASSERT(again->body == read->body);
        RC_ASSERT(again->basedOn == read->basedOn);
    });
}

TEST_CASE("bytes that were never a statement are refused", "[membership][property][I-10]") {
    holds("random bytes", [](const Bytes& bytes) {
        const auto read = readStatement({bytes, {}});
        RC_ASSERT(!read.has_value());
        RC_ASSERT(!parseSignedStatement(bytes).has_value() || bytes.size() >= 64);
    });
}
