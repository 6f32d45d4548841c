// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/casework/change.h"
#include "client/casework/entry_check.h"
#include "client/casework/rules/scene.h"
#include "sync/model/edit.h"

#include <algorithm>
#include <map>
#include <memory>
#include <set>

// From a decision on a finding to what is saved: the decision itself and what follows from it.
namespace vb::casework {

namespace {

using model::RecordState;

/// Collects the changes of one decision, record by record.
class Decision {
public:
    Decision(const Finding& finding, std::string_view choice, std::string_view reason,
             const model::Schema& schema, std::span<const RecordState> states, const Actor& actor)
        : m_finding(finding),
          m_choice(choice),
          m_reason(trimmed(reason)),
          m_schema(schema),
          m_states(states),
          m_actor(actor) {}

    Checked<Entry> run() {
        follow();
        // A status that was written says everything: who, what and why.
        if (m_finding.rule->rule != RuleId::UitgevoerdControleren)
            keepDecision();
        if (m_isMissing)
            return Problems{problemWith(common::kConflictbesluit, ProblemKind::NotThere)};
        Entry entry{m_finding.seat, {}};
        for (auto& [record, change] : m_changes) {
            auto part = change->writer.finish();
            if (!part.isAccepted())
                return part.problems();
            for (EntryPart& one : std::move(part).value().parts)
                entry.parts.push_back(std::move(one));
        }
        return entry;
    }

private:
    struct Change {
        Change(const RecordSpec& type, const ShownRecord& record)
            : shown(record), writer(type, shown) {}
        ShownRecord shown;
        ChangeWriter writer;
    };

    [[nodiscard]] const RecordState* find(const RecordId& id) const {
        const auto found =
            std::find_if(m_states.begin(), m_states.end(),
                         [&](const RecordState& state) { return state.record == id; });
        return found != m_states.end() ? &*found : nullptr;
    }
    const RecordState* findOf(const RecordSpec& type) {
        for (const RecordId& id : m_finding.records) {
            const RecordState* state = find(id);
            if (state != nullptr && state->type == type.id())
                return state;
        }
        return nullptr;
    }
    /// The record beside the seat.
    const RecordState* other() {
        for (const RecordId& id : m_finding.records) {
            if (id != m_finding.seat)
                return find(id);
        }
        return nullptr;
    }
    ChangeWriter* on(const RecordState* state) {
        const RecordSpec* type = state != nullptr ? findRecordType(state->type) : nullptr;
        if (type == nullptr) {
            m_isMissing = true;
            return nullptr;
        }
        auto& change = m_changes[state->record];
        if (!change)
            change = std::make_unique<Change>(*type, ShownRecord{m_schema, *state, {}, m_actor});
        return &change->writer;
    }
    const model::FieldDeclaration& declared(const RecordState& state, const FieldSpec& field) {
        const auto* found = m_schema.find(state.type, field.id());
        VB_CHECK(found != nullptr);
        return *found;
    }
    void write(const RecordState* state, const FieldSpec& field, std::string_view code) {
        if (ChangeWriter* change = on(state))
            change->write(field, codeValue(code), m_reason);
    }

    void keepDecision() {
        const RecordState* seat = find(m_finding.seat);
        ChangeWriter* change = on(seat);
        if (change == nullptr)
            return;
        const FieldSpec& field = common::kConflictbesluit;
        model::FieldValue value =
            model::FieldValue::Tuple{m_finding.key, model::CodeValue{std::string(m_choice)}};
        std::vector<model::VersionId> candidates;
        const model::FieldState* state = seat->find(field.id());
        for (std::size_t i = 0; state != nullptr && i < state->versions.size(); ++i) {
            const model::Version& version = state->versions[i];
            const auto* members = version.value.as<model::FieldValue::Tuple>();
            if (version.isLive() && members != nullptr && !members->empty() &&
                members->front() == model::FieldValue(m_finding.key))
                candidates.push_back(version.id);
        }
        if (candidates.empty())
            change->write(field, std::move(value), m_reason);
        else
            change->add(field, model::resolveOperation(declared(*seat, field), *state, candidates,
                                                       {std::move(value)}, std::string(m_reason)));
    }

    /// A link between the two records, made or unmade.
    void link(const FieldSpec& field, bool isSame) {
        const RecordState* seat = find(m_finding.seat);
        const RecordState* second = other();
        if (seat == nullptr || second == nullptr) {
            m_isMissing = true;
            return;
        }
        const auto holds = [&](const RecordState& from, const RecordState& to) {
            const auto others = recordsOf(from, field);
            return std::find(others.begin(), others.end(), to.record) != others.end();
        };
        if (isSame && !holds(*seat, *second) && !holds(*second, *seat))
            on(seat)->write(field, model::RecordRef{second->record}, m_reason);
        for (const auto& [from, to] : {std::pair(seat, second), std::pair(second, seat)}) {
            if (!isSame && holds(*from, *to))
                on(from)->remove(field, model::RecordRef{to->record}, m_reason);
        }
    }

    void withdraw(const RecordState* state) {
        ChangeWriter* change = on(state);
        if (change == nullptr)
            return;
        std::vector<model::VersionId> shown;
        for (const model::FieldState& field : state->fields) {
            const auto ids = model::shownVersions(field);
            shown.insert(shown.end(), ids.begin(), ids.end());
        }
        auto operations = model::withdrawRecordOperations(*state, shown, std::string(m_reason));
        if (!operations) {
            m_isMissing = true;
            return;
        }
        for (model::Operation& operation : operations.value())
            change->add(common::kConflictbesluit, std::move(operation));
    }

    /// What was written in the withdrawn record, written anew in the copy under the name of the one
    /// who takes it over.
    void takeOverEdits() {
        const RecordState* withdrawn = other();
        ChangeWriter* copy = on(find(m_finding.seat));
        const RecordSpec* type = withdrawn != nullptr ? findRecordType(withdrawn->type) : nullptr;
        if (copy == nullptr || type == nullptr) {
            m_isMissing = true;
            return;
        }
        for (const model::FieldState& field : withdrawn->fields) {
            const FieldSpec* spec = type->find(field.key.field);
            if (spec == nullptr || spec == &common::kConflictbesluit)
                continue;
            for (const model::FieldValue& value : field.values())
                copy->write(*spec, value, m_reason);
        }
    }

    /// Makes what lies beyond the cut one's own. What is only late has its effect already.
    void adopt() {
        const RecordState* state = find(m_finding.seat);
        ChangeWriter* change = on(state);
        if (change == nullptr)
            return;
        for (const model::FieldState& field : state->fields) {
            const RecordSpec* type = findRecordType(state->type);
            const FieldSpec* spec = type->find(field.key.field);
            std::set<std::tuple<ChangesetId, std::uint16_t, std::uint16_t>> done;
            for (const model::Version& version : field.versions) {
                const auto& id = version.id;
                if (spec != nullptr && version.status == model::VersionStatus::Refused &&
                    done.emplace(id.changeset, id.part, id.operation).second)
                    change->add(*spec, model::confirmOperation(declared(*state, *spec), field, id,
                                                               model::shownVersions(field),
                                                               std::string(m_reason)));
            }
        }
    }

    void follow() {
        const RecordState* seat = find(m_finding.seat);
        if (m_choice == "heropenen")
            write(findOf(casusType()), casus::kStatus, "in_voorbereiding");
        else if (m_finding.rule->rule == RuleId::UitgevoerdControleren)
            write(seat, actie::kStatus, m_choice);
        else if (m_finding.rule->rule == RuleId::ZelfdeContact)
            link(contactkop::kZelfdeContact, m_choice == "zelfde_contact");
        else if (m_finding.rule->rule == RuleId::ZelfdePersoon)
            link(betrokkene::kZelfdeAls, m_choice == "zelfde_persoon");
        else if (m_finding.rule->rule == RuleId::ZelfdeMelding)
            linkReports();
        else if (m_finding.rule->rule == RuleId::NaUittreding && m_choice == "overnemen")
            adopt();
        else if (m_finding.rule->rule == RuleId::WijzigingNaIntrekken && m_choice == "overnemen")
            takeOverEdits();
        else if (m_choice == "delen")
            write(seat, deelbesluit::kStatus, "goedgekeurd");
        else if (m_choice == "niet_delen")
            write(seat, deelbesluit::kStatus, "beeindigd");
        else if (m_choice == "intrekken")
            stopSharing(seat);
    }

    void linkReports() {
        link(veldaanmelding::kGekoppeldAan, m_choice == "gekoppeld");
        if (m_choice == "gekoppeld")
            write(find(m_finding.seat), veldaanmelding::kStatus, "gekoppeld");
    }

    void stopSharing(const RecordState* seat) {
        if (seat != nullptr && seat->type == deelbesluitType().id())
            write(seat, deelbesluit::kStatus, "beeindigd");
        else
            withdraw(seat);
    }

    const Finding& m_finding;
    std::string_view m_choice;
    std::string_view m_reason;
    const model::Schema& m_schema;
    std::span<const RecordState> m_states;
    Actor m_actor;
    std::map<RecordId, std::unique_ptr<Change>> m_changes;
    bool m_isMissing = false;
};

} // namespace

Checked<Entry> enterDecision(const Finding& finding, std::string_view choice,
                             std::string_view reason, const model::Schema& schema,
                             std::span<const RecordState> states, const Actor& actor,
                             const Circumstances& at) {
    const FieldSpec& field = common::kConflictbesluit;
    EntryCheck check(at);
    if (!mayDecide(finding, actor))
        check.add(field, ProblemKind::NotAllowed);
    check.reason(field, reason, true);
    if (choice.empty())
        check.add(field, ProblemKind::Required);
    else if (std::find(finding.choices.begin(), finding.choices.end(), choice) ==
             finding.choices.end())
        check.add(field, ProblemKind::NotAChoiceHere);
    if (!check.isClean())
        return check.problems();
    return Decision(finding, choice, reason, schema, states, actor).run();
}

} // namespace vb::casework
