// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/casework/rules/scene.h"

#include <algorithm>
#include <set>

namespace vb::casework::rules {

namespace {

bool hasContent(const model::RecordState& state) {
    return !state.fields.empty();
}

States typed(std::span<const model::RecordState> states, const RecordSpec& type) {
    States out;
    for (const model::RecordState& state : states) {
        if (state.type == type.id() && hasContent(state))
            out.push_back(&state);
    }
    std::sort(out.begin(), out.end(),
              [](const auto* a, const auto* b) { return a->record < b->record; });
    return out;
}

std::string keyOf(const Rule& rule, std::span<const RecordId> records,
                  std::span<const ChangesetId> about) {
    std::string key(rule.id);
    for (const RecordId& record : records)
        key += ":" + record.hex();
    const std::set<ChangesetId> sorted(about.begin(), about.end());
    for (const ChangesetId& changeset : sorted)
        key += ":" + changeset.hex();
    return key;
}

/// The item and the choice of one version of `conflictbesluit`.
const std::string* itemOf(const model::Version& version) {
    const auto* members = version.value.as<model::FieldValue::Tuple>();
    return members != nullptr && members->size() == 2 ? (*members)[0].as<std::string>() : nullptr;
}

std::string choiceOf(const model::Version& version) {
    const auto* members = version.value.as<model::FieldValue::Tuple>();
    const auto* code =
        members != nullptr && members->size() == 2 ? (*members)[1].as<model::CodeValue>() : nullptr;
    return code != nullptr ? code->code : std::string();
}

std::vector<const model::Version*> liveDecisions(const model::RecordState& seat,
                                                 std::string_view key) {
    std::vector<const model::Version*> out;
    const model::FieldState* field = seat.find(common::kConflictbesluit.id());
    if (field == nullptr)
        return out;
    for (const model::Version& version : field->versions) {
        const std::string* item = itemOf(version);
        if (version.isLive() && item != nullptr && *item == key)
            out.push_back(&version);
    }
    return out;
}

/// The records that a key names, between the rule's id and the changesets (which are longer).
std::vector<RecordId> recordsIn(std::string_view key) {
    std::vector<RecordId> records;
    std::size_t from = key.find(':');
    while (from != std::string_view::npos) {
        const std::size_t to = key.find(':', from + 1);
        const std::string_view word =
            key.substr(from + 1, to == std::string_view::npos ? to : to - from - 1);
        if (word.size() == 2 * RecordId::kSize) {
            if (const auto bytes = fromHex(word))
                if (const auto id = RecordId::fromBytes(*bytes))
                    records.push_back(*id);
        }
        from = to;
    }
    return records;
}

} // namespace

Scene::Scene(const RuleInput& input) : m_input(input) {
    for (const auto states : {m_input.states, m_input.house})
        for (const model::RecordState& state : states)
            m_byId.emplace(state.record, &state);
}

States Scene::ofType(const RecordSpec& type) const {
    return typed(m_input.states, type);
}

States Scene::ofHouse(const RecordSpec& type) const {
    return typed(m_input.house, type);
}

const model::RecordState* Scene::find(const RecordId& record) const {
    const auto found = m_byId.find(record);
    return found != m_byId.end() ? found->second : nullptr;
}

std::optional<AudienceLevel> Scene::levelOf(const RecordId& record) const {
    return m_input.levelOf ? m_input.levelOf(record) : std::nullopt;
}

Instant Scene::startOf(const model::RecordState& state) const {
    return casework::startOf(happened(state), m_input.calendar);
}

FindingSide Scene::side(const model::RecordState& state, std::string words,
                        std::string_view choice) const {
    FindingSide made;
    made.record = state.record;
    made.words = std::move(words);
    if (state.created)
        made.by = *state.created;
    else if (!state.withdrawals.empty()) {
        made.by = state.withdrawals.back().by;
        made.reden = state.withdrawals.back().reason;
    }
    made.choice = choice;
    return made;
}

FindingSide Scene::side(const model::RecordState& state, const model::Version& version,
                        const FieldSpec& field, std::string_view choice) const {
    FindingSide made;
    made.record = state.record;
    made.words = std::string(field.label) + ": " +
                 shownValue(field, version.value, m_input.names, m_input.calendar);
    made.by = version.by;
    made.reden = version.reason;
    made.choice = choice;
    return made;
}

void Scene::add(RuleId rule, const model::RecordState& seat, std::vector<RecordId> records,
                std::span<const ChangesetId> about, std::vector<FindingSide> sides,
                std::vector<std::string> choices) {
    Finding finding;
    finding.rule = &ruleOf(rule);
    std::sort(records.begin(), records.end());
    finding.key = keyOf(*finding.rule, records, about);
    if (decisionOn(seat, finding.key))
        return; // decided; a dispute is found by itself
    finding.seat = seat.record;
    finding.records = std::move(records);
    finding.sides = std::move(sides);
    std::stable_sort(
        finding.sides.begin(), finding.sides.end(),
        [](const FindingSide& a, const FindingSide& b) { return a.by.effective < b.by.effective; });
    finding.choices = std::move(choices);
    m_findings.push_back(std::move(finding));
}

void Scene::add(RuleId rule, const model::RecordState& seat, std::vector<RecordId> records,
                std::span<const ChangesetId> about, std::vector<FindingSide> sides) {
    const auto choices = ruleOf(rule).choices;
    add(rule, seat, std::move(records), about, std::move(sides),
        std::vector<std::string>(choices.begin(), choices.end()));
}

void Scene::addDisputes(const model::RecordState& seat) {
    const model::FieldState* field = seat.find(common::kConflictbesluit.id());
    if (field == nullptr || !field->isConflict)
        return;
    std::set<std::string> keys;
    for (const model::Version& version : field->versions) {
        if (const std::string* item = itemOf(version); item != nullptr && version.isLive())
            keys.insert(*item);
    }
    for (const std::string& key : keys) {
        const auto decided = decisionOn(seat, key);
        const Rule* rule = findRule(std::string_view(key).substr(0, key.find(':')));
        if (!decided || !decided->isDisputed || rule == nullptr)
            continue;
        Finding finding;
        finding.rule = rule;
        finding.key = key;
        finding.seat = seat.record;
        finding.records = recordsIn(key);
        finding.isDisputed = true;
        for (const model::Version* version : liveDecisions(seat, key)) {
            FindingSide one;
            one.record = seat.record;
            one.choice = choiceOf(*version);
            one.words = choiceLabel(*rule, one.choice);
            one.by = version->by;
            one.reden = version->reason;
            finding.sides.push_back(std::move(one));
        }
        finding.choices.assign(rule->choices.begin(), rule->choices.end());
        m_findings.push_back(std::move(finding));
    }
}

std::vector<Finding> Scene::take() {
    for (const auto states : {m_input.states, m_input.house})
        for (const model::RecordState& state : states)
            addDisputes(state);
    std::sort(m_findings.begin(), m_findings.end(), [](const Finding& a, const Finding& b) {
        return std::tie(a.rule->rule, a.key) < std::tie(b.rule->rule, b.key);
    });
    return std::move(m_findings);
}

std::string wordsFor(const model::RecordState& state, const Scene& scene) {
    const RecordSpec* type = findRecordType(state.type);
    std::string words = type != nullptr ? std::string(type->label) : std::string();
    const auto add = [&](const std::string& more) {
        if (!more.empty())
            words += (words.empty() ? "" : ", ") + more;
    };
    const auto label = [&](const FieldSpec& field) {
        const std::string code = codeOf(state, field);
        return code.empty() ? code : codeList(field.list).labelOf(code);
    };
    if (state.type == contactkopType().id()) {
        words = label(contactkop::kSoort);
        add(label(contactkop::kUitkomst));
    } else if (state.type == actieType().id()) {
        add(textOf(state, actie::kTekst));
    } else if (state.type == betrokkeneType().id()) {
        words = personName(state);
    } else if (state.type == besluitType().id()) {
        add(textOf(state, besluit::kTekst));
    } else if (state.type == deelbesluitType().id()) {
        add(label(deelbesluit::kGrond));
        add(label(deelbesluit::kStatus));
    } else if (state.type == veldaanmeldingType().id()) {
        add(textOf(state, veldaanmelding::kWie));
    }
    if (!state.fields.empty())
        add(dutchMoment(scene.startOf(state), scene.input().calendar));
    return words;
}

bool isAcceptedAfter(const model::Attribution& later, const model::Attribution& earlier) {
    if (!earlier.position)
        return false; // not accepted yet: the hub has not put it before anything
    return !later.position || *later.position > *earlier.position;
}

RecordId rootOf(const model::RecordState& state, const Scene& scene) {
    // A forged circle ends where it comes back.
    std::set<RecordId> seen;
    const model::RecordState* at = &state;
    RecordId root = state.record;
    while (at != nullptr && seen.insert(at->record).second) {
        const auto origin = recordOf(*at, common::kHerkomst);
        if (!origin)
            break;
        root = *origin;
        at = scene.find(*origin);
    }
    return root;
}

std::optional<Decided> decisionOn(const model::RecordState& seat, std::string_view key) {
    const auto live = liveDecisions(seat, key);
    if (live.empty())
        return std::nullopt;
    Decided decided{choiceOf(*live.back()), false};
    for (const model::Version* version : live)
        decided.isDisputed = decided.isDisputed || choiceOf(*version) != decided.choice;
    return decided;
}

} // namespace vb::casework::rules
