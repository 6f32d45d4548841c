// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/unit/engine/move_town.h"

#include "sync/model/edit.h"
#include "tests/support/catch.h"
#include "tests/support/must.h"

#include <algorithm>

namespace vb::test {
namespace {

constexpr model::RecordTypeId kProef{1};

engine::Entry entryOf(const CaseId& caseId, membership::Level level, model::Part part) {
    engine::Entry entry;
    entry.caseId = caseId;
    entry.level = level;
    entry.parts.push_back(std::move(part));
    return entry;
}

} // namespace

MoveTown::MoveTown() {
    assign(caseId, kSaar, true);
    everybodySyncs();
}

ChangesetId MoveTown::say(std::size_t person, membership::Level level, const RecordId& record,
                          const std::string& text) {
    return set(person, level, record, "append", text);
}

ChangesetId MoveTown::set(std::size_t person, membership::Level level, const RecordId& record,
                          const char* name, model::FieldValue value) {
    auto& replica = this->replica(person);
    const auto* field = replica.schema().find(kProef)->findByName(name);
    const auto known = must(replica.record(record));
    const auto* before =
        known && field->policy != model::MergePolicy::Append ? known->find(field->id) : nullptr;
    const auto shown =
        before != nullptr ? model::shownVersions(*before) : std::vector<model::VersionId>{};
    model::Part part{kProef, record, {}, {}};
    part.operations.push_back(
        must(model::writeOperation(*field, before, std::move(value), shown, "reden")));
    return must(replica.save({entryOf(caseId, level, std::move(part))})).front();
}

AudienceId MoveTown::declare(std::size_t person, std::vector<std::size_t> who) {
    membership::AudienceBody body;
    body.salt = random.makeId<membership::AudienceSalt>();
    for (const std::size_t one : who)
        body.workers.push_back(house.people[one].who);
    std::sort(body.workers.begin(), body.workers.end());
    auto& replica = this->replica(person);
    must(replica.queueStatement(must(replica.sign(caseId, body))));
    REQUIRE(sync(person) == engine::SyncTrouble::None);
    for (const std::size_t one : who)
        REQUIRE(sync(one) == engine::SyncTrouble::None);
    return membership::namedPersons(house.id, caseId, body.salt).id;
}

void MoveTown::withdrawAs(std::size_t person, const RecordId& record, const model::MovedTo& moved) {
    const auto before = state(person, record);
    std::vector<model::VersionId> shown;
    for (const auto& field : before.fields) {
        for (const auto& version : field.versions)
            shown.push_back(version.id);
    }
    model::Part part{before.type, record, {}, {}};
    part.operations = must(model::withdrawRecordOperations(before, shown, "weg"));
    for (auto& operation : part.operations)
        operation.moved = moved;
    must(replica(person).save({entryOf(caseId, membership::Level::Casusteam, std::move(part))}));
}

void MoveTown::fill(std::size_t person) {
    auto& database = replica(person).store().database();
    auto count = must(database.prepare("PRAGMA page_count"));
    REQUIRE(must(count.step()));
    const auto pages = std::to_string(count.int64(0));
    count.reset();
    must(database.execute("PRAGMA max_page_count=" + pages));
}

void MoveTown::everybodySyncs() {
    for (int round = 0; round < 2; ++round)
        syncAll({kOffice, kInfo, kNoor, kSaar, kBram});
}

model::RecordState MoveTown::state(std::size_t person, const RecordId& record) {
    auto found = must(replica(person).record(record));
    INFO(house.people[person].name);
    REQUIRE(found.has_value());
    return std::move(*found);
}

bool MoveTown::has(std::size_t person, const RecordId& record, const std::string& text) {
    const auto found = must(replica(person).record(record));
    if (!found)
        return false;
    return std::any_of(found->fields.begin(), found->fields.end(), [&](const auto& field) {
        const auto values = field.values();
        return std::find(values.begin(), values.end(), model::FieldValue(text)) != values.end();
    });
}

void MoveTown::checkAlike() {
    std::map<AudienceId, std::string> dumps;
    for (const std::size_t person : kMembers) {
        INFO(house.people[person].name);
        auto& replica = this->replica(person);
        for (const auto& audience : must(replica.readableAudiences(caseId))) {
            const auto dump = must(replica.canonicalDump(audience.id));
            CHECK(dumps.emplace(audience.id, dump).first->second == dump);
        }
        CHECK(must(replica.outbox().count()) == 0);
        CHECK(notices(person, store::AttentionKind::Invalid) == 0);
        CHECK(notices(person, store::AttentionKind::Refused) == 0);
    }
}

void MoveTown::checkSettled() {
    const auto size = must(replica(kOffice).directory().head(caseId)).caseLog.size;
    everybodySyncs();
    CHECK(must(replica(kOffice).directory().head(caseId)).caseLog.size == size);
    for (const std::size_t person : kMembers) {
        INFO(house.people[person].name);
        CHECK(must(replica(person).store().records().dueRoots()).empty());
    }
}

} // namespace vb::test
