// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/ctl/importing.h"

#include "client/bridge/house_names.h"
#include "client/bridge/office.h"
#include "client/bridge/replica_case.h"
#include "client/bridge/saving.h"
#include "crypto/digest.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

namespace vb::ctl {
namespace {

namespace cw = casework;

constexpr auto kDoneKey = "import.done";

template <typename Id>
Id idOf(HouseId house, std::string_view key) {
    const auto digest = crypto::digest(crypto::Kind::Imported, house.bytes(), asBytes(key));
    ByteArray<Id::kSize> bytes{};
    std::copy_n(digest.begin(), Id::kSize, bytes.begin());
    return Id(bytes);
}

class HouseScene final : public cw::ImportScene {
public:
    HouseScene(HouseId house, std::map<std::string, WorkerId> workers)
        : m_house(house), m_workers(std::move(workers)) {}

    [[nodiscard]] RecordId recordOf(std::string_view key) const override {
        return importedRecord(m_house, key);
    }
    [[nodiscard]] std::optional<WorkerId> workerOf(std::string_view code) const override {
        const auto found = m_workers.find(std::string(code));
        return found == m_workers.end() ? std::nullopt : std::optional(found->second);
    }

private:
    HouseId m_house;
    std::map<std::string, WorkerId> m_workers;
};

/// Codes of the files to workers of this house, by name.
Result<std::map<std::string, membership::Affiliation>> peopleOf(Workplace& place,
                                                                const cw::ImportBatch& batch) {
    VB_TRY(const auto names, bridge::HouseNames::read(place.replica()));
    std::map<std::string, membership::Affiliation> people;
    for (const auto& person : batch.mensen) {
        const auto worker = names.find(person.naam);
        if (worker)
            people[person.code] = {*worker, person.organisatie};
    }
    return people;
}

/// Whether an input changes a record that is there already.
bool isChange(const cw::EntryInput& input) {
    return std::holds_alternative<cw::ActionStepInput>(input) ||
           std::holds_alternative<cw::ContextCheckInput>(input) ||
           std::holds_alternative<cw::WarningChangeInput>(input) ||
           std::holds_alternative<cw::CaseStepInput>(input) ||
           std::holds_alternative<cw::CaseChangeInput>(input);
}

bool isMissingSomething(const cw::Problems& problems) {
    return std::any_of(problems.begin(), problems.end(), [](const cw::Problem& problem) {
        return problem.kind == cw::ProblemKind::NotThere;
    });
}

/// Keys of changes that this device has made: a change leaves no record by which it could be
/// recognised.
class DoneKeys {
public:
    static Result<DoneKeys> read(engine::Replica& replica) {
        DoneKeys done(replica);
        VB_TRY(const auto stored, replica.store().meta().get(kDoneKey));
        if (!stored)
            return done;
        const auto list = nlohmann::json::parse(stored->begin(), stored->end(), nullptr, false);
        if (!list.is_array())
            return fail(Code::Corrupt, "the list of imported changes");
        for (const auto& key : list)
            done.m_keys.insert(key.get<std::string>());
        return done;
    }
    [[nodiscard]] bool has(const std::string& key) const { return m_keys.contains(key); }
    Result<void> add(const std::string& key) {
        m_keys.insert(key);
        return m_replica->store().meta().put(kDoneKey, asBytes(nlohmann::json(m_keys).dump()));
    }

private:
    explicit DoneKeys(engine::Replica& replica) : m_replica(&replica) {}

    engine::Replica* m_replica;
    std::set<std::string> m_keys;
};

/// The entries of one worker, on their own device.
class Importer {
public:
    Importer(Workplace& place, std::string author, DoneKeys done)
        : m_place(place),
          m_replica(place.replica()),
          m_author(std::move(author)),
          m_done(std::move(done)),
          m_saver(m_replica) {}

    Result<void> take(const cw::ImportedCase& imported) {
        const CaseId caseId = importedCase(m_replica.identity().house, imported.key);
        VB_TRY(const auto actor, bridge::actorIn(m_replica, caseId));
        for (const auto& left : imported.leftOut) {
            if (left.author == m_author)
                ++m_report.leftOut[left.soort];
        }
        for (const auto& entry : imported.entries) {
            if (entry.author != m_author) {
                ++m_report.others;
            } else if (!actor.isMember) {
                ++m_report.waiting;
            } else {
                VB_TRY_VOID(take(caseId, entry));
            }
        }
        return m_saver.flush();
    }

    [[nodiscard]] ImportReport report() const {
        ImportReport report = m_report;
        report.changesets = m_saver.changesets();
        report.records = m_saver.records();
        return report;
    }

private:
    Result<void> take(const CaseId& caseId, const cw::ImportedEntry& entry) {
        const RecordId record = importedRecord(m_replica.identity().house, entry.key);
        VB_TRY(const auto known, m_replica.store().records().find(record));
        if (known || m_done.has(entry.key)) {
            ++m_report.present;
            return {};
        }
        VB_TRY_VOID(m_saver.prepare(entry.input));
        cw::FirstId ids(record, m_place.around().random);
        bridge::ReplicaCase shown(m_replica, caseId);
        const auto entered = cw::enter(entry.input, m_place.circumstances(&ids), shown);
        if (shown.failure())
            return Unexpected(*shown.failure());
        if (!entered.isAccepted()) {
            if (!isMissingSomething(entered.problems()))
                return fail(Code::InvalidInput,
                            entry.key + ": " + cw::sentences(entered.problems()));
            ++m_report.waiting;
            return {};
        }
        VB_TRY_VOID(m_saver.add(caseId, entered.value()));
        ++m_report.entries;
        if (!isChange(entry.input))
            return {};
        VB_TRY_VOID(m_saver.flush());
        return m_done.add(entry.key);
    }

    Workplace& m_place;
    engine::Replica& m_replica;
    std::string m_author;
    DoneKeys m_done;
    BulkSaver m_saver;
    ImportReport m_report;
};

} // namespace

CaseId importedCase(HouseId house, std::string_view key) {
    return idOf<CaseId>(house, "zaak/" + std::string(key));
}

RecordId importedRecord(HouseId house, std::string_view key) {
    return idOf<RecordId>(house, key);
}

// ---- Saving

namespace {

/// The record that an input changes or reports on, apart from the case itself.
std::optional<RecordId> targetOf(const cw::EntryInput& input) {
    if (const auto* step = std::get_if<cw::ActionStepInput>(&input))
        return step->actie;
    if (const auto* check = std::get_if<cw::ContextCheckInput>(&input))
        return check->context;
    if (const auto* change = std::get_if<cw::WarningChangeInput>(&input))
        return change->waarschuwing;
    if (const auto* contact = std::get_if<cw::NewContact>(&input))
        return contact->actie;
    return std::nullopt;
}

} // namespace

Result<void> BulkSaver::prepare(const cw::EntryInput& input) {
    const bool isAboutCase = std::holds_alternative<cw::CaseStepInput>(input) ||
                             std::holds_alternative<cw::CaseChangeInput>(input);
    const auto target = targetOf(input);
    return isAboutCase || (target && m_pending.contains(*target)) ? flush() : Result<void>();
}

Result<void> BulkSaver::add(const CaseId& caseId, const cw::Entry& entry) {
    VB_TRY(auto entries, bridge::entriesOf(m_replica, caseId, entry, {}, true));
    for (auto& one : entries) {
        m_records += one.parts.size();
        for (const auto& part : one.parts)
            m_pending.insert(part.record);
        m_group.push_back(std::move(one));
    }
    return m_group.size() < kGroup ? Result<void>() : flush();
}

Result<void> BulkSaver::flush() {
    if (m_group.empty())
        return {};
    VB_TRY(const auto saved, m_replica.save(m_group));
    m_changesets += saved.size();
    m_group.clear();
    m_pending.clear();
    return {};
}

// ---- Importing

Result<cw::ImportBatch> readBatch(Workplace& place, std::span<const cw::ImportFile> files) {
    const HouseId house = place.owner().house;
    const Instant now = place.around().clock.now();
    const auto& calendar = *place.around().calendar;
    // Once for the people in the files, then again knowing which of them work here.
    VB_TRY(const auto first, cw::readImport(files, HouseScene(house, {}), now, calendar));
    VB_TRY(const auto people, peopleOf(place, first));
    std::map<std::string, WorkerId> workers;
    for (const auto& [code, holder] : people)
        workers[code] = holder.worker;
    return cw::readImport(files, HouseScene(house, std::move(workers)), now, calendar);
}

Result<std::uint64_t> openImportedCases(Workplace& place, const cw::ImportBatch& batch) {
    auto& replica = place.replica();
    VB_TRY(const auto people, peopleOf(place, batch));
    const auto house = membership::wholeDirectory(replica.directory().house());
    const bool mayNameRegisseur = membership::roles(house, place.owner().holder, replica.hubNow())
                                      .has(model::Role::Procesregisseur);
    std::map<std::string, const cw::ImportPerson*> known;
    for (const auto& person : batch.mensen)
        known[person.code] = &person;
    std::uint64_t opened = 0;
    for (const auto& imported : batch.cases) {
        const CaseId caseId = importedCase(replica.identity().house, imported.key);
        VB_TRY(const auto prefix, replica.directory().prefix(caseId));
        if (prefix.caseSize > 0)
            continue;
        for (const std::string& code : imported.leden) {
            const auto person = people.find(code);
            if (person == people.end())
                continue;
            bridge::Assignment assignment;
            assignment.member = person->second;
            assignment.hat = known[code]->functie;
            VB_TRY_VOID(bridge::assign(replica, caseId, assignment));
            if (mayNameRegisseur && known[code]->rollen.has(model::Role::Casusregisseur))
                VB_TRY_VOID(
                    bridge::giveRole(replica, caseId, person->second, model::Role::Casusregisseur));
        }
        ++opened;
    }
    return opened;
}

Result<ImportReport> importEntries(Workplace& place, const cw::ImportBatch& batch) {
    VB_TRY(const auto people, peopleOf(place, batch));
    const auto& me = place.owner().holder;
    const auto own = std::find_if(people.begin(), people.end(),
                                  [&me](const auto& person) { return person.second == me; });
    if (own == people.end())
        return fail(Code::NotFound, "deze medewerker staat niet in de bestanden");
    VB_TRY(auto done, DoneKeys::read(place.replica()));
    Importer importer(place, own->first, std::move(done));
    for (const auto& imported : batch.cases)
        VB_TRY_VOID(importer.take(imported));
    return importer.report();
}

} // namespace vb::ctl
