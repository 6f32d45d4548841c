// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/casework/entering.h"
#include "client/casework/entry_check.h"

#include <algorithm>

namespace vb::casework {

namespace {

constexpr std::int64_t kMaxHours = 240;
constexpr std::int64_t kMinutes = 60;

/// What the specification fills in where nothing was chosen.
struct Prefilled {
    const FieldSpec* field;
    std::string_view code;
};
constexpr Prefilled kPrefilled[] = {
    {&adres::kToestand, "onbevestigd"},     {&adres::kBeschermd, "nee"},
    {&besluit::kRegel, "consensus"},        {&overdracht::kStatus, "concept"},
    {&deelbesluit::kStatus, "voorgesteld"}, {&veldaanmelding::kStatus, "ingediend"},
    {&maatregel::kStatus, "aangevraagd"},
};

/// One new record while it is checked: its inputs and what they say.
class RecordCheck {
public:
    RecordCheck(const NewRecord& input, const model::Schema& schema, Actor actor,
                const Circumstances& at)
        : m_input(input), m_schema(schema), m_actor(actor), m_check(at) {
        m_actor.isAuthor = true;
        m_actor.isOfSourceOrganisation = true;
        const model::FieldValue* executor = find(maatregel::kUitvoerder);
        const auto* organisation = executor != nullptr ? executor->as<OrganisationCode>() : nullptr;
        m_actor.isExecutor = organisation != nullptr && *organisation == at.organisation;
    }

    const Problems& run() {
        m_check.common(m_input.common);
        for (const FieldInput& given : m_input.fields)
            checkOne(given);
        for (const FieldSpec* field : m_input.type->fields) {
            if (field->requirement == Requirement::Required && find(*field) == nullptr &&
                !isPrefilled(*field))
                m_check.add(*field, ProblemKind::Required);
        }
        checkConditions();
        return m_check.problems();
    }

private:
    static bool isPrefilled(const FieldSpec& field) {
        return std::any_of(std::begin(kPrefilled), std::end(kPrefilled),
                           [&](const Prefilled& one) { return one.field == &field; });
    }

    [[nodiscard]] const model::FieldValue* find(const FieldSpec& field) const {
        for (const FieldInput& given : m_input.fields) {
            if (given.field == &field && !given.value.isEmpty())
                return &given.value;
        }
        return nullptr;
    }

    [[nodiscard]] std::string_view codeIn(const FieldSpec& field) const {
        const model::FieldValue* value = find(field);
        const auto* code = value != nullptr ? value->as<model::CodeValue>() : nullptr;
        return code != nullptr ? std::string_view(code->code) : std::string_view();
    }

    void checkOne(const FieldInput& given) {
        const FieldSpec& field = *given.field;
        const model::FieldDeclaration* declared = m_schema.find(m_input.type->id(), field.id());
        VB_CHECK(declared != nullptr && m_input.type->find(field.id()) == &field);
        if (given.value.isEmpty())
            return;
        // What a record is born with needs no role.
        if (!field.initialByCreator && !mayWrite(field, m_actor))
            m_check.add(field, ProblemKind::NotAllowed);
        checkValue(m_check, field, *declared, given.value);
        m_check.reason(field, given.reden, false);
        const auto count =
            std::count_if(m_input.fields.begin(), m_input.fields.end(),
                          [&](const FieldInput& other) { return other.field == given.field; });
        const bool isSingle = field.policy == model::MergePolicy::RegisterAsk ||
                              field.policy == model::MergePolicy::Protected ||
                              field.policy == model::MergePolicy::RegisterLatest;
        if (isSingle && count > 1)
            m_check.add(field, ProblemKind::NotAChoiceHere);
        m_check.count(field, static_cast<std::size_t>(count));
    }

    void notBefore(const FieldSpec& from, const FieldSpec& to) {
        const model::FieldValue* start = find(from);
        const model::FieldValue* end = find(to);
        const auto* first = start != nullptr ? start->as<model::Date>() : nullptr;
        const auto* last = end != nullptr ? end->as<model::Date>() : nullptr;
        if (first != nullptr && last != nullptr && last->days < first->days)
            m_check.add(to, ProblemKind::BeforeStart);
    }

    void within(const FieldSpec& field, std::int64_t most) {
        const model::FieldValue* value = find(field);
        const auto* number = value != nullptr ? value->as<std::int64_t>() : nullptr;
        if (number != nullptr && (*number < 0 || *number > most))
            m_check.add(field, ProblemKind::OutOfRange);
    }

    void checkConditions() {
        notBefore(adres::kVanaf, adres::kTot);
        notBefore(maatregel::kStart, maatregel::kEind);
        notBefore(overdracht::kPer, overdracht::kTot);
        within(maatregel::kOpgelegd, kMaxHours * kMinutes);
        within(maatregel::kF2fNorm, 31);
        if (codeIn(maatregel::kSoort) == "taakstraf" && find(maatregel::kOpgelegd) == nullptr)
            m_check.add(maatregel::kOpgelegd, ProblemKind::Required);
        if (codeIn(overdracht::kSoort) == "vervanging" && find(overdracht::kTot) == nullptr)
            m_check.add(overdracht::kTot, ProblemKind::Required);
        // A share that is not necessary, proportional and subsidiary is none.
        if (const model::FieldValue* ticks = find(deelbesluit::kToets)) {
            const auto* members = ticks->as<model::FieldValue::Tuple>();
            for (std::size_t i = 0; members != nullptr && i < 3; ++i) {
                const auto* tick = i < members->size() ? (*members)[i].as<bool>() : nullptr;
                if (tick == nullptr || !*tick) {
                    m_check.add(deelbesluit::kToets, ProblemKind::Required);
                    break;
                }
            }
        }
    }

    const NewRecord& m_input;
    const model::Schema& m_schema;
    Actor m_actor;
    EntryCheck m_check;
};

} // namespace

Checked<Entry> enterRecord(const NewRecord& input, const model::Schema& schema, Actor actor,
                           const Circumstances& at) {
    VB_CHECK(input.type != nullptr);
    RecordCheck check(input, schema, actor, at);
    if (const Problems& problems = check.run(); !problems.empty())
        return problems;
    auto level =
        audienceLevel(input.publiek.empty() ? input.type->level : std::string_view(input.publiek));
    if (!level)
        return Problems{{ProblemKind::UnknownCode, "publiek", "Zichtbaar voor"}};

    Entry entry{at.ids.makeId<RecordId>(), {}};
    PartWriter part(*input.type, entry.record);
    part.common(input.common, at);
    for (const FieldInput& given : input.fields) {
        if (!given.value.isEmpty())
            part.value(*given.field, withoutBlanks(given.value), given.reden);
    }
    for (const Prefilled& one : kPrefilled) {
        const bool isOfType = input.type->find(one.field->id()) == one.field;
        const bool isGiven =
            std::any_of(input.fields.begin(), input.fields.end(), [&](const FieldInput& given) {
                return given.field == one.field && !given.value.isEmpty();
            });
        if (isOfType && !isGiven)
            part.code(*one.field, one.code);
    }
    entry.parts.push_back(part.take(*level));
    return entry;
}

} // namespace vb::casework
