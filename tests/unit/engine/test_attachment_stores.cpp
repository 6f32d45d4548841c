// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// Attachments in a store that is full, or that an older program wrote.
#include "tests/unit/engine/attach_town.h"

namespace vb::engine {

using namespace vb::test;
using protocol::Endpoint;
using protocol::Reply;
using protocol::Request;
using store::AttachmentState;

TEST_CASE("a disk that is full stops attachments and nothing before them", "[engine][attachment]") {
    AttachTown town;
    const Bytes sealed = town.bytes(3 * kChunk);
    const auto address = town.write(kNoor, sealed);
    town.requireSync(kNoor);
    std::size_t got = 0;
    const auto filling = [&](const Request& request) -> std::optional<Reply> {
        if (request.endpoint == Endpoint::Download && ++got == 2) {
            auto& database = town.replica(kBram).store().database();
            auto count = must(database.prepare("PRAGMA page_count"));
            REQUIRE(must(count.step()));
            must(database.execute("PRAGMA max_page_count=" + std::to_string(count.int64(0))));
        }
        return town.ask(request);
    };
    CHECK(town.sync(kBram, filling) == SyncTrouble::StoreFailed);
    CHECK(town.dump(kBram, town.caseId) == town.dump(kNoor, town.caseId));
    CHECK_FALSE(town.has(kBram, address));
    town.requireSync(kBram);
    CHECK(town.read(kBram, address) == sealed);
}

TEST_CASE("a store from before attachments fetches what its records name",
          "[engine][attachment][I-12]") {
    AttachTown town;
    const Bytes sealed = town.bytes(kChunk + 9);
    const auto address = town.write(kNoor, sealed);
    town.syncAll({kNoor, kBram});
    // As the older program left it.
    must(town.replica(kBram).store().database().execute(
        "DROP INDEX record_of_root; DROP INDEX record_kin_due;"
        "ALTER TABLE record DROP COLUMN root; ALTER TABLE record DROP COLUMN kin_due;"
        "DROP TABLE attachment_kept; DROP TABLE attachment_name; DROP TABLE attachment_chunk; DROP "
        "TABLE attachment;"
        "PRAGMA user_version = 5"));
    town.reopen(kBram);
    CHECK_FALSE(town.has(kBram, address));
    town.requireSync(kBram);
    CHECK(town.read(kBram, address) == sealed);
    town.reopen(kBram);
    CHECK(town.state(kBram, address) == AttachmentState::Held);
}

TEST_CASE("a store from before attachments were kept has its own, and keeps them from now on",
          "[engine][attachment][I-12]") {
    AttachTown town;
    town.assign(town.caseId, kSaar, true);
    town.syncAll({kOffice, kInfo, kNoor, kSaar, kBram});
    const Bytes sealed = town.bytes(kChunk + 9);
    const auto address = town.attach(kNoor, sealed);
    const auto record = town.name(kNoor, {address});
    const auto notYet = [&town](const Request& request) {
        return request.endpoint == Endpoint::Upload ? std::nullopt
                                                    : std::optional(town.ask(request));
    };
    town.sync(kNoor, notYet);
    // As the older program left it.
    must(town.replica(kNoor).store().database().execute(
        "DROP TABLE attachment_kept; PRAGMA user_version = 8"));
    town.reopen(kNoor);
    CHECK(town.read(kNoor, address) == sealed);
    CHECK(town.state(kNoor, address) == AttachmentState::Owed);
    // What is moved elsewhere meanwhile has it from nowhere else.
    town.requireSync(kSaar);
    must(town.replica(kSaar).moveTo(record, {membership::Level::EigenOrganisatie, {}}, "te breed"));
    town.requireSync(kSaar);
    for (int i = 0; i < 2; ++i)
        town.syncAll({kNoor, kSaar});
    CHECK(town.read(kSaar, address) == sealed);
    CHECK_FALSE(town.isAtHub(address));
}

} // namespace vb::engine
