// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/casework/rules/scene.h"

#include <algorithm>
#include <map>

// Who may read what: narrowing beside widening, embargo, consent, the convenant.
namespace vb::casework {

namespace rules {
namespace {

bool hasEmbargo(const model::RecordState& state) {
    const auto codes = codesOf(state, common::kBeperking);
    return std::find(codes.begin(), codes.end(), "embargo_opsporing") != codes.end();
}

bool hasEffect(std::string_view status) {
    return status == "voorgesteld" || status == "goedgekeurd" || status == "van_kracht";
}

/// Lower is for fewer readers. Zorgdeel and strafdeel cannot be compared: neither is narrower.
bool isNarrower(AudienceLevel a, AudienceLevel b) {
    const auto rank = [](AudienceLevel level) {
        return level == AudienceLevel::Strafdeel ? static_cast<int>(AudienceLevel::Zorgdeel)
                                                 : static_cast<int>(level);
    };
    return rank(a) < rank(b);
}

/// The records with content of one origin, by that origin, where there is more than one.
using Families = std::map<RecordId, States>;

Families familiesOf(const Scene& scene) {
    Families families;
    for (const model::RecordState& state : scene.input().states) {
        if (!state.fields.empty() && recordOf(state, common::kHerkomst))
            families[rootOf(state, scene)].push_back(&state);
    }
    for (auto& [root, family] : families) {
        const model::RecordState* origin = scene.find(root);
        if (origin != nullptr && !origin->fields.empty())
            family.push_back(origin);
    }
    return families;
}

/// The narrowest copy that a narrowing of this origin left, when the origin is withdrawn; or the
/// record under embargo.
const model::RecordState* ruling(const Scene& scene, const RecordId& root, const States& family) {
    const model::RecordState* origin = scene.find(root);
    const model::RecordState* best = nullptr;
    for (const model::RecordState* copy : family) {
        if (hasEmbargo(*copy))
            return copy;
        const auto level = scene.levelOf(copy->record);
        const auto from = scene.levelOf(root);
        const bool isNarrowing = copy->record != root && origin != nullptr &&
                                 origin->isWithdrawn() && level && from &&
                                 isNarrower(*level, *from);
        if (isNarrowing && (best == nullptr || isNarrower(*level, *scene.levelOf(best->record))))
            best = copy;
    }
    return best;
}

bool isWiderThan(const Scene& scene, const model::RecordState& copy,
                 const model::RecordState& rules) {
    if (copy.record == rules.record || hasEmbargo(copy))
        return false;
    const auto wide = scene.levelOf(copy.record);
    const auto narrow = scene.levelOf(rules.record);
    // Under embargo every copy goes that is not for named persons.
    if (hasEmbargo(rules))
        return wide && *wide != AudienceLevel::GenoemdePersonen;
    return wide && narrow && isNarrower(*narrow, *wide);
}

/// C8, C19, C24: a copy for more readers than the narrowing or the embargo leaves.
void findWider(Scene& scene) {
    if (!scene.input().levelOf)
        return;
    for (const auto& [root, family] : familiesOf(scene)) {
        const model::RecordState* rule = ruling(scene, root, family);
        for (const model::RecordState* copy : family) {
            if (rule == nullptr || copy->isWithdrawn() || !isWiderThan(scene, *copy, *rule))
                continue;
            scene.add(RuleId::RuimereKopie, *copy, {copy->record, rule->record}, {},
                      {scene.side(*copy, wordsFor(*copy, scene), "laten_staan"),
                       scene.side(*rule, wordsFor(*rule, scene), "intrekken")});
        }
    }
}

bool concerns(const model::RecordState& share, const RecordId& record) {
    const auto records = recordsOf(share, deelbesluit::kRecords);
    return std::find(records.begin(), records.end(), record) != records.end();
}

/// C8 towards the outside: what a Deelbesluit shares has been narrowed or put under embargo.
void findSharedThough(Scene& scene, const model::RecordState& share) {
    for (const RecordId& record : recordsOf(share, deelbesluit::kRecords)) {
        const model::RecordState* shared = scene.find(record);
        if (shared == nullptr || !(shared->isWithdrawn() || hasEmbargo(*shared)))
            continue;
        std::vector<ChangesetId> about;
        for (const model::Withdrawal& withdrawal : shared->withdrawals)
            about.push_back(withdrawal.id.changeset);
        scene.add(
            RuleId::RuimereKopie, share, {share.record, record}, about,
            {scene.side(share, wordsFor(share, scene), "laten_staan"),
             scene.side(*shared,
                        shared->isWithdrawn() ? "ingetrokken of versmald" : "embargo opsporing",
                        "intrekken")});
    }
}

/// The consent of a person, when it says no.
const model::Version* refusalOf(const model::RecordState& person) {
    const model::FieldState* consent = person.find(betrokkene::kToestemming.id());
    const model::Version* shown = consent != nullptr ? consent->shownVersion() : nullptr;
    const std::string code = codeOf(person, betrokkene::kToestemming);
    return code == "ingetrokken" || code == "geweigerd" ? shown : nullptr;
}

template <typename Visit>
void forEachRefusal(const model::RecordState& share, std::span<const model::RecordState> states,
                    Visit&& visit) {
    if (codeOf(share, deelbesluit::kGrond) != "toestemming_betrokkene")
        return;
    for (const model::RecordState& person : states) {
        const auto about = recordsOf(share, common::kBetreft);
        if (person.type != betrokkeneType().id() ||
            std::find(about.begin(), about.end(), person.record) == about.end())
            continue;
        if (const model::Version* refusal = refusalOf(person))
            visit(person, *refusal);
    }
}

/// C32: the consent on which something is shared is withdrawn.
void findWithoutConsent(Scene& scene, const model::RecordState& share) {
    forEachRefusal(
        share, scene.input().states,
        [&](const model::RecordState& person, const model::Version& refusal) {
            const ChangesetId about[] = {refusal.id.changeset};
            scene.add(RuleId::ToestemmingIngetrokken, share, {share.record, person.record}, about,
                      {scene.side(share, wordsFor(share, scene), "laten_staan"),
                       scene.side(person, refusal, betrokkene::kToestemming, "intrekken")});
        });
}

std::vector<OrganisationCode> addressed(const model::RecordState& share) {
    std::vector<OrganisationCode> out;
    if (const model::FieldState* field = share.find(deelbesluit::kNaar.id())) {
        for (const model::FieldValue& value : field->values()) {
            if (const auto* organisation = value.as<OrganisationCode>())
                out.push_back(*organisation);
        }
    }
    return out;
}

/// The newest reglement version in which an organisation's switch was put on.
const model::Version* switchedOn(OrganisationCode organisation,
                                 std::span<const model::RecordState> house) {
    const model::Version* newest = nullptr;
    for (const model::RecordState& state : house) {
        if (state.type != reglementType().id())
            continue;
        const model::FieldState* field = state.find(reglement::kConvenant.id());
        const model::Version* shown = field != nullptr ? field->shownVersion() : nullptr;
        if (shown == nullptr)
            continue;
        const auto members = tupleOf(state, reglement::kConvenant);
        const auto* signatories =
            members.size() > 1 ? members[1].as<model::FieldValue::Tuple>() : nullptr;
        const bool hasSigned = signatories != nullptr &&
                               std::find(signatories->begin(), signatories->end(),
                                         model::FieldValue(organisation)) != signatories->end();
        bool isOn = false;
        for (const model::FieldValue& line : tupleOf(state, reglement::kUitwisseling)) {
            const auto* pair = line.as<model::FieldValue::Tuple>();
            isOn = isOn || (pair != nullptr && pair->size() == 2 &&
                            (*pair)[0] == model::FieldValue(organisation) &&
                            (*pair)[1] == model::FieldValue(model::CodeValue{"aan"}));
        }
        if (hasSigned && isOn && (newest == nullptr || newest->by.effective < shown->by.effective))
            newest = shown;
    }
    return newest;
}

/// C25: addressed to an organisation that had not signed. Until it signs it waits, with nothing to
/// choose; then its author is asked whether it still holds.
void findWaiting(Scene& scene, const model::RecordState& share) {
    if (codeOf(share, deelbesluit::kStatus) != "voorgesteld" || !share.created)
        return;
    for (const OrganisationCode organisation : addressed(share)) {
        const model::Version* since = switchedOn(organisation, scene.input().house);
        if (since != nullptr && isAcceptedAfter(*share.created, since->by))
            continue; // signed already when it was asked: nothing to wait for
        std::vector<FindingSide> sides{
            scene.side(share, wordsFor(share, scene), since != nullptr ? "delen" : "")};
        std::vector<ChangesetId> about;
        std::vector<std::string> choices;
        if (since != nullptr) {
            about.push_back(since->id.changeset);
            choices = {"delen", "niet_delen"};
        }
        FindingSide partner;
        partner.record = share.record;
        partner.words = scene.input().names.organisationName(organisation) +
                        (since != nullptr ? ": convenant getekend" : ": wacht op convenant");
        if (since != nullptr) {
            partner.by = since->by;
            partner.choice = "delen";
        }
        sides.front().choice.clear();
        sides.push_back(std::move(partner));
        scene.add(RuleId::WachtOpConvenant, share, {share.record}, about, std::move(sides),
                  std::move(choices));
    }
}

/// C19: what somebody wrote in a record that had been withdrawn meanwhile.
void findEditsOfWithdrawn(Scene& scene) {
    for (const model::RecordState& state : scene.input().states) {
        if (!state.isWithdrawn() || state.fields.empty())
            continue;
        std::vector<FindingSide> sides;
        std::vector<ChangesetId> about;
        const RecordSpec* type = findRecordType(state.type);
        for (const model::FieldState& field : state.fields) {
            const FieldSpec* spec = type != nullptr ? type->find(field.key.field) : nullptr;
            for (const model::Version& version : field.versions) {
                if (spec == nullptr || spec == &common::kConflictbesluit || !version.isLive())
                    continue;
                sides.push_back(scene.side(state, version, *spec, "overnemen"));
                about.push_back(version.id.changeset);
            }
        }
        if (sides.empty())
            continue;
        // The copy that took its place carries the decision, where this reader has one.
        const model::RecordState* copy = nullptr;
        for (const model::RecordState& other : scene.input().states) {
            if (recordOf(other, common::kHerkomst) == state.record && !other.isWithdrawn())
                copy = &other;
        }
        std::vector<std::string> choices{"niet_overnemen"};
        std::vector<RecordId> records{state.record};
        if (copy != nullptr) {
            choices.insert(choices.begin(), "overnemen");
            records.push_back(copy->record);
            sides.push_back(scene.side(*copy, wordsFor(*copy, scene), "niet_overnemen"));
        }
        scene.add(RuleId::WijzigingNaIntrekken, copy != nullptr ? *copy : state, std::move(records),
                  about, std::move(sides), std::move(choices));
    }
}

} // namespace

void findAboutSharing(Scene& scene) {
    findWider(scene);
    findEditsOfWithdrawn(scene);
    for (const model::RecordState* share : scene.ofType(deelbesluitType())) {
        if (!hasEffect(codeOf(*share, deelbesluit::kStatus)))
            continue;
        findSharedThough(scene, *share);
        findWithoutConsent(scene, *share);
        findWaiting(scene, *share);
    }
}

} // namespace rules

bool isSharingInForce(const model::RecordState& deelbesluit,
                      std::span<const model::RecordState> states) {
    const std::string status = codeOf(deelbesluit, deelbesluit::kStatus);
    if (status != "goedgekeurd" && status != "van_kracht")
        return false;
    bool isStopped = false;
    rules::forEachRefusal(deelbesluit, states, [&](const auto&, const auto&) { isStopped = true; });
    for (const model::RecordState& state : states) {
        if (rules::concerns(deelbesluit, state.record))
            isStopped = isStopped || state.isWithdrawn() || rules::hasEmbargo(state);
    }
    return !isStopped;
}

bool isOutranked(const RecordId& record, const RuleInput& input) {
    const rules::Scene scene(input);
    const model::RecordState* state = scene.find(record);
    if (state == nullptr || !input.levelOf)
        return false;
    const RecordId root = rules::rootOf(*state, scene);
    const auto families = rules::familiesOf(scene);
    const auto family = families.find(root);
    if (family == families.end())
        return false;
    const model::RecordState* rule = rules::ruling(scene, root, family->second);
    return rule != nullptr && rules::isWiderThan(scene, *state, *rule);
}

bool isPartnerOn(OrganisationCode organisation, std::span<const model::RecordState> house) {
    return rules::switchedOn(organisation, house) != nullptr;
}

} // namespace vb::casework
