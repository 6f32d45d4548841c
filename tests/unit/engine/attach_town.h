// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/protocol/limits.h"
#include "sync/server/generation.h"
#include "tests/support/must.h"
#include "tests/unit/engine/purge_town.h"

namespace vb::test {

inline constexpr std::uint64_t kChunk = protocol::kAttachmentChunkBytes;

/// A case of the office, the informatievoorziening, Noor and Bram, in which attachments are made.
struct AttachTown : PurgeTown {
    Bytes bytes(std::size_t size) {
        Bytes made(size);
        random.fill(made);
        return made;
    }
    AttachmentId attach(std::size_t person, const Bytes& sealed) {
        return must(replica(person).attachments().attach(caseId, team(caseId), sealed));
    }
    engine::Entry naming(const std::vector<AttachmentId>& addresses) {
        model::Part part{{1}, random.makeId<RecordId>(), {}, {}};
        for (const AttachmentId& address : addresses) {
            model::Operation operation;
            operation.field = {{1}, static_cast<std::uint8_t>(model::MergePolicy::Append)};
            operation.values = {model::AttachmentRef{address}};
            part.operations.push_back(std::move(operation));
        }
        engine::Entry entry;
        entry.caseId = caseId;
        entry.parts.push_back(std::move(part));
        return entry;
    }
    RecordId name(std::size_t person, const std::vector<AttachmentId>& addresses) {
        const auto entry = naming(addresses);
        must(replica(person).save({entry}));
        return entry.parts.front().record;
    }
    using EngineTown::write;
    AttachmentId write(std::size_t person, const Bytes& sealed) {
        const auto address = attach(person, sealed);
        name(person, {address});
        return address;
    }
    [[nodiscard]] server::AttachmentPlace place(const AttachmentId& address) const {
        return {caseId, team(caseId), address};
    }
    [[nodiscard]] bool isAtHub(const AttachmentId& address) const {
        return must(hubStore.attachment(place(address), DeviceId())).has_value();
    }
    bool has(std::size_t person, const AttachmentId& address) {
        return must(replica(person).attachments().isWhole(address));
    }
    Bytes read(std::size_t person, const AttachmentId& address) {
        return must(replica(person).attachments().read(address));
    }
    store::AttachmentState state(std::size_t person, const AttachmentId& address) {
        const auto row = must(replica(person).store().attachments().find(team(caseId), address));
        REQUIRE(row.has_value());
        return row->state;
    }
    void requireSync(std::size_t person, const Wire& wire = {}) {
        const auto trouble = sync(person, wire);
        INFO(house.people[person].name << ": " << lastError);
        REQUIRE(trouble == engine::SyncTrouble::None);
    }
    void reopenHub() {
        hub.reset();
        hub = must(server::Hub::open(hubStore, house.hubKey, clock, random));
    }
    /// The hub as it was at `copy`, which the office says; until server::endRecovery().
    void putBack(const server::MemoryHubStore& copy) {
        hub.reset();
        hubStore = copy;
        const auto head = must(server::headToRestore(hubStore));
        const auto said = must(replica(kOffice).signAboutHouse(membership::LogGenerationBody{
            2, head.size, Digest256(head.root.bytes()), head.generation, head.size}));
        must(
            server::beginGeneration(hubStore, membership::encodeSignedStatement(said.sent), clock));
        reopenHub();
    }
    void reopen(std::size_t person) {
        device(person).kill();
        device(person).open();
    }
};

} // namespace vb::test
