// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/store/outbox.h"
#include "tests/support/must.h"
#include "tests/support/seeded_random.h"
#include "tests/support/temp_dir.h"

using namespace vb;
using namespace vb::test;
using store::Outbox;
using store::OutboxItem;
using store::OutboxKind;

namespace {

OutboxItem envelope(SeededRandom& random, std::uint64_t counter) {
    OutboxItem item;
    item.kind = OutboxKind::Envelope;
    item.id = random.makeId<Digest256>();
    item.content = {1, 2, 3};
    item.head = {4, 5};
    item.stream = StreamId();
    item.counter = counter;
    return item;
}

} // namespace

TEST_CASE("what was appended is there after opening again, in the same order", "[store][I-1]") {
    TempDir dir;
    SeededRandom random(1);
    std::vector<OutboxItem> items{envelope(random, 1), envelope(random, 2), envelope(random, 3)};
    {
        auto outbox = must(Outbox::open(dir.file("outbox.db")));
        must(outbox.append(items));
    }
    auto outbox = must(Outbox::open(dir.file("outbox.db")));
    const auto found = must(outbox.items(0, 10));
    REQUIRE(found.size() == 3);
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(found[i].id == items[i].id);
        CHECK(found[i].content == items[i].content);
        CHECK(found[i].head == items[i].head);
        CHECK(found[i].counter == i + 1);
    }
    CHECK(must(outbox.items(found[0].seq, 1)).front().id == items[1].id);
}

TEST_CASE("a batch goes in whole or not at all", "[store]") {
    TempDir dir;
    SeededRandom random(2);
    auto outbox = must(Outbox::open(dir.file("outbox.db")));
    std::vector<OutboxItem> first{envelope(random, 1)};
    must(outbox.append(first));
    std::vector<OutboxItem> second{envelope(random, 2), first.front()};
    const auto refused = outbox.append(second);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == Code::Conflict);
    CHECK(must(outbox.count()) == 1);
}

TEST_CASE("a stub takes the place of what was refused", "[store][I-9]") {
    TempDir dir;
    SeededRandom random(3);
    auto outbox = must(Outbox::open(dir.file("outbox.db")));
    std::vector<OutboxItem> items{envelope(random, 1), envelope(random, 2)};
    must(outbox.append(items));
    auto stub = items.front();
    stub.kind = OutboxKind::Stub;
    stub.content = {9};
    must(outbox.replace(stub));
    const auto found = must(outbox.items(0, 10));
    REQUIRE(found.size() == 2);
    CHECK(found[0].kind == OutboxKind::Stub);
    CHECK(found[0].content == Bytes{9});
    CHECK(found[0].head.empty());
    CHECK(found[1].kind == OutboxKind::Envelope);
    must(outbox.remove({items[0].id, items[1].id, random.makeId<Digest256>()}));
    CHECK(must(outbox.count()) == 0);
}
