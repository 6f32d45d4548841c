// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/unit/engine/purge_town.h"

#include "sync/model/edit.h"
#include "tests/support/catch.h"
#include "tests/support/must.h"

#include <algorithm>
#include <fstream>

namespace vb::test {

PurgeTown::PurgeTown() : caseId(openCase({kOffice, kInfo, kNoor, kBram})) {}

void PurgeTown::purge(std::vector<PartHash> parts) {
    membership::PurgeBody body;
    body.wholeCase = parts.empty();
    body.parts = std::move(parts);
    auto& info = replica(kInfo);
    must(info.queueStatement(must(info.sign(caseId, std::move(body)))));
    const auto trouble = sync(kInfo);
    INFO(lastError);
    REQUIRE(trouble == engine::SyncTrouble::None);
}

void PurgeTown::purgeRecord(std::size_t person, const RecordId& record) {
    auto& info = replica(kInfo);
    const auto purges = must(replica(person).purgesOf(record));
    for (const auto& body : purges)
        must(info.queueStatement(must(info.sign(caseId, body))));
    const auto trouble = sync(kInfo);
    INFO(lastError);
    REQUIRE(trouble == engine::SyncTrouble::None);
}

void PurgeTown::withdraw(std::size_t person, const RecordId& record) {
    auto& replica = this->replica(person);
    const auto state = must(replica.record(record));
    REQUIRE(state.has_value());
    std::vector<model::VersionId> shown;
    for (const auto& field : state->fields) {
        for (const auto& version : field.versions)
            shown.push_back(version.id);
    }
    model::Part part{state->type, record, {}, {}};
    part.operations = must(model::withdrawRecordOperations(*state, shown, "verkeerd"));
    engine::Entry entry;
    entry.caseId = caseId;
    entry.parts.push_back(std::move(part));
    must(replica.save({entry}));
}

std::string PurgeTown::filesOf(std::size_t person) {
    auto& device = this->device(person);
    device.kill();
    std::string files;
    for (const auto& file : std::filesystem::recursive_directory_iterator(device.place())) {
        std::ifstream in(file.path(), std::ios::binary);
        files.append(std::istreambuf_iterator<char>(in), {});
    }
    device.open();
    return files;
}

bool PurgeTown::isAnywhere(std::size_t person, const std::string& canary) {
    // In the full-text index it is folded.
    std::string folded = canary;
    std::transform(folded.begin(), folded.end(), folded.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    const auto files = filesOf(person);
    return files.find(canary) != std::string::npos || files.find(folded) != std::string::npos;
}

bool PurgeTown::isEmptyAtHub(const ChangesetId& id) const {
    const auto row = must(hubStore.envelope(id));
    REQUIRE(row.has_value());
    return std::all_of(row->parts.begin(), row->parts.end(),
                       [](const auto& part) { return part.content.empty(); });
}

// ---- Any order

PurgeScript::PurgeScript(PurgeTown& town, std::uint64_t seed) : m_town(town), m_random(seed) {
    for (int i = 0; i < 4; ++i)
        m_records.push_back(m_random.makeId<RecordId>());
}

void PurgeScript::write() {
    const auto person = somebody();
    const auto& record = m_records[m_random.below(m_records.size())];
    const std::string text = "KANARIE-" + std::to_string(m_written.size()) + "-";
    m_written[m_town.write(person, m_town.caseId, record, text)] = text;
}

void PurgeScript::purge() {
    const auto parts =
        must(m_town.replica(somebody()).partsOf(m_records[m_random.below(m_records.size())]));
    if (parts.empty())
        return;
    m_purged.insert(parts.begin(), parts.end());
    m_town.purge(parts);
}

void PurgeScript::withdraw() {
    const auto person = somebody();
    const auto& record = m_records[m_random.below(m_records.size())];
    const auto state = must(m_town.replica(person).record(record));
    const bool hasAny = state && std::any_of(state->fields.begin(), state->fields.end(),
                                             [](const auto& f) { return !f.versions.empty(); });
    if (hasAny)
        m_town.withdraw(person, record);
}

/// A whole record with everything that was accepted of it: repair brings it back.
void PurgeScript::loseRecord() {
    auto& database = m_town.replica(somebody()).store().database();
    must(database.execute(
        "CREATE TEMP TABLE lost AS SELECT r.record_no FROM record r WHERE NOT EXISTS "
        "(SELECT 1 FROM part p JOIN envelope e ON e.envelope_no = p.envelope_no "
        " WHERE p.record_no = r.record_no AND e.position IS NULL) ORDER BY r.record LIMIT 1;"
        "CREATE TEMP TABLE gone AS SELECT envelope_no FROM part WHERE record_no IN "
        "(SELECT record_no FROM lost);"
        "DELETE FROM part WHERE record_no IN (SELECT record_no FROM lost);"
        "DELETE FROM envelope WHERE envelope_no IN (SELECT envelope_no FROM gone);"
        "DELETE FROM search WHERE rowid IN (SELECT record_no FROM lost);"
        "DELETE FROM record WHERE record_no IN (SELECT record_no FROM lost);"
        "DROP TABLE lost; DROP TABLE gone"));
}

void PurgeScript::sync() {
    const auto person = somebody();
    std::size_t left = m_random.chance(1, 2) ? SIZE_MAX : 1 + m_random.below(12);
    const bool isReplyLost = m_random.chance(1, 2);
    static_cast<void>(m_town.sync(
        person, [&](const protocol::Request& request) -> std::optional<protocol::Reply> {
            if (left-- > 1)
                return m_town.ask(request);
            if (isReplyLost)
                static_cast<void>(m_town.ask(request));
            return std::nullopt;
        }));
}

void PurgeScript::step() {
    const auto drawn = m_random.below(20);
    if (drawn < 7)
        return write();
    if (drawn < 9)
        return purge();
    if (drawn < 11)
        return withdraw();
    if (drawn == 11)
        return loseRecord();
    if (drawn == 12) {
        auto& device = m_town.device(somebody());
        device.kill();
        device.open();
        return;
    }
    sync();
}

std::size_t PurgeScript::check() {
    const auto dump = m_town.dump(kOffice, m_town.caseId);
    for (const std::size_t person : kPeople) {
        INFO(m_town.house.people[person].name);
        auto& replica = m_town.replica(person);
        CHECK(m_town.dump(person, m_town.caseId) == dump);
        CHECK(must(replica.outbox().count()) == 0);
        CHECK(m_town.notices(person, store::AttentionKind::Invalid) == 0);
        CHECK(m_town.notices(person, store::AttentionKind::Unreadable) == 0);
    }
    const auto log = must(m_town.replica(kOffice).directory().caseLog(m_town.caseId));
    std::size_t gone = 0;
    for (const auto& [id, text] : m_written) {
        INFO(text);
        const auto atHub = must(m_town.hubStore.envelope(id));
        if (!atHub) { // it stays with its author
            const auto isGivenUp = [&](std::size_t person) {
                return stubOf(m_town, person, id).has_value();
            };
            REQUIRE(std::any_of(std::begin(kPeople), std::end(kPeople), isGivenUp));
            continue;
        }
        const auto& part = atHub->parts.front();
        const bool isNamed = log->purge(part.hash) || !log->withdrawals(part.hash).empty();
        CHECK(isNamed == part.content.empty());
        CHECK((m_purged.count(part.hash) == 0 || part.content.empty()));
        gone += isNamed ? 1U : 0U;
        for (const std::size_t person : kPeople) {
            auto& store = m_town.replica(person).store();
            CHECK(must(store.envelopes().partsOf(id)).empty() == isNamed);
        }
        if (isNamed)
            CHECK(dump.find(text) == std::string::npos);
    }
    for (const std::size_t person : kPeople) {
        const auto files = m_town.filesOf(person);
        for (const auto& [id, text] : m_written) {
            const auto atHub = must(m_town.hubStore.envelope(id));
            if (atHub && atHub->parts.front().content.empty())
                CHECK(files.find(text) == std::string::npos);
        }
    }
    return gone;
}

} // namespace vb::test
