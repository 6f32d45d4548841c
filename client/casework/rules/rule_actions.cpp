// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/casework/fold.h"
#include "client/casework/rules/scene.h"

#include <algorithm>
#include <set>

// What two people did about one action, who is who, and who coordinates.
namespace vb::casework::rules {

namespace {

std::vector<const model::Version*> liveOf(const model::RecordState& state, const FieldSpec& field) {
    std::vector<const model::Version*> live;
    if (const model::FieldState* found = state.find(field.id())) {
        for (const model::Version& version : found->versions) {
            if (version.isLive())
                live.push_back(&version);
        }
    }
    return live;
}

bool contradictsDone(std::string_view status) {
    return status == "geblokkeerd" || status == "vervallen" || status == "niet_nagekomen";
}

/// C3: done, and blocked, cancelled or missed by somebody who had not seen it.
void findDone(Scene& scene, const model::RecordState& action) {
    if (codeOf(action, actie::kStatus) != "uitgevoerd")
        return;
    std::vector<FindingSide> sides;
    std::vector<ChangesetId> about;
    std::vector<std::string> choices{"uitgevoerd"};
    for (const model::Version* version : liveOf(action, actie::kStatus)) {
        const auto* code = version->value.as<model::CodeValue>();
        if (code == nullptr || (code->code != "uitgevoerd" && !contradictsDone(code->code)))
            continue;
        sides.push_back(scene.side(action, *version, actie::kStatus, code->code));
        about.push_back(version->id.changeset);
        if (std::find(choices.begin(), choices.end(), code->code) == choices.end())
            choices.push_back(code->code);
    }
    if (choices.size() < 2)
        return;
    std::sort(choices.begin() + 1, choices.end());
    scene.add(RuleId::UitgevoerdControleren, action, {action.record}, about, std::move(sides),
              std::move(choices));
}

/// C5: two took it up.
void findDouble(Scene& scene, const model::RecordState& action) {
    if (!isOpenAction(codeOf(action, actie::kStatus)) ||
        workersOf(action, actie::kOokDoor).size() < 2)
        return;
    std::vector<FindingSide> sides;
    std::vector<ChangesetId> about;
    for (const model::Version* version : liveOf(action, actie::kOokDoor)) {
        sides.push_back(scene.side(action, *version, actie::kOokDoor));
        about.push_back(version->id.changeset);
    }
    scene.add(RuleId::DubbelBezoek, action, {action.record}, about, std::move(sides));
}

bool areAliases(const model::RecordState& a, const model::RecordState& b) {
    const auto names = [](const model::RecordState& from, const RecordId& to) {
        const auto others = recordsOf(from, betrokkene::kZelfdeAls);
        return std::find(others.begin(), others.end(), to) != others.end();
    };
    return names(a, b.record) || names(b, a.record);
}

/// "duplicate warning on birth date + surname"
void findDuplicates(Scene& scene, const States& persons) {
    struct Known {
        Day birth;
        std::string surname;
        const model::RecordState* person;
    };
    std::vector<Known> known;
    for (const model::RecordState* person : persons) {
        const model::FieldState* field = person->find(betrokkene::kGeboortedatum.id());
        const model::FieldValue* value = field != nullptr ? field->value() : nullptr;
        const auto* date = value != nullptr ? value->as<model::Date>() : nullptr;
        const std::string surname = fold(textOf(*person, betrokkene::kAchternaam));
        if (date != nullptr && date->precision == model::Precision::Day && !surname.empty())
            known.push_back({date->days, surname, person});
    }
    std::sort(known.begin(), known.end(), [](const Known& a, const Known& b) {
        return std::tie(a.birth, a.surname, a.person->record) <
               std::tie(b.birth, b.surname, b.person->record);
    });
    for (std::size_t i = 0; i < known.size(); ++i) {
        for (std::size_t j = i + 1; j < known.size() && known[j].birth == known[i].birth &&
                                    known[j].surname == known[i].surname;
             ++j) {
            const model::RecordState& a = *known[i].person;
            const model::RecordState& b = *known[j].person;
            if (areAliases(a, b))
                continue;
            scene.add(RuleId::ZelfdePersoon, a, {a.record, b.record}, {},
                      {scene.side(a, wordsFor(a, scene)), scene.side(b, wordsFor(b, scene))});
        }
    }
}

/// C10. The statements are not records, so there is nothing to decide here: naming one ends it.
void findTwoCoordinators(Scene& scene) {
    const States casus = scene.ofType(casusType());
    if (casus.empty())
        return;
    std::vector<RosterLine> holders;
    for (const RosterLine& line : scene.input().roster) {
        if (line.roles.has(model::Role::Casusregisseur))
            holders.push_back(line);
    }
    if (holders.size() < 2)
        return;
    std::sort(holders.begin(), holders.end(),
              [](const RosterLine& a, const RosterLine& b) { return a.worker < b.worker; });
    std::vector<FindingSide> sides;
    std::vector<RecordId> records{casus.front()->record};
    for (const RosterLine& holder : holders) {
        FindingSide one;
        one.record = casus.front()->record;
        one.words = scene.input().names.workerName(holder.worker) + ", casusregisseur";
        one.by.author = holder.worker;
        one.by.organisation = holder.organisation;
        sides.push_back(std::move(one));
    }
    scene.add(RuleId::TweeCasusregisseurs, *casus.front(), std::move(records), {},
              std::move(sides));
}

} // namespace

void findAboutActions(Scene& scene) {
    for (const model::RecordState* action : scene.ofType(actieType())) {
        findDone(scene, *action);
        findDouble(scene, *action);
    }
}

void findAboutPersons(Scene& scene) {
    findDuplicates(scene, scene.ofType(betrokkeneType()));
    findTwoCoordinators(scene);
}

} // namespace vb::casework::rules
