// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/casework/change.h"
#include "client/casework/entering.h"
#include "client/casework/entry_check.h"
#include "client/casework/reading.h"
#include "sync/model/edit.h"

#include <algorithm>

namespace vb::casework {

namespace {

const RecordSpec& typeOf(const ShownRecord& shown) {
    const RecordSpec* type = findRecordType(shown.state.type);
    VB_CHECK(type != nullptr); // nobody can edit a record that this version cannot show
    return *type;
}

/// Fields whose every value goes through a state machine or an editor of its own.
bool hasSteps(const FieldSpec& field) {
    return &field == &casus::kStatus || &field == &actie::kStatus ||
           &field == &contextinformatie::kVerificatie ||
           &field == &veiligheidswaarschuwing::kStatus ||
           &field == &veiligheidswaarschuwing::kNiveau || &field == &overdracht::kStatus ||
           &field == &veldaanmelding::kStatus || &field == &deelbesluit::kStatus;
}

} // namespace

Checked<Entry> enterFieldChange(const FieldSpec& field, model::FieldValue value,
                                std::string_view reason, const ShownRecord& shown,
                                const Circumstances& at) {
    const RecordSpec& type = typeOf(shown);
    EntryCheck check(at);
    const model::FieldDeclaration* declared = shown.schema.find(type.id(), field.id());
    VB_CHECK(declared != nullptr);
    const bool isRegister = field.policy == model::MergePolicy::RegisterAsk ||
                            field.policy == model::MergePolicy::RegisterLatest ||
                            field.policy == model::MergePolicy::Protected ||
                            field.policy == model::MergePolicy::MostCautious ||
                            field.policy == model::MergePolicy::MostRestrictive;
    VB_CHECK(isRegister && !hasSteps(field));
    if (!mayWrite(field, shown.actor))
        check.add(field, ProblemKind::NotAllowed);
    if (value.isEmpty() && field.requirement == Requirement::Required)
        check.add(field, ProblemKind::Required);
    if (!value.isEmpty())
        checkValue(check, field, *declared, value);
    // The recall date is "date + reason": without one nobody knows why that day.
    check.reason(field, reason, &field == &casus::kRappeldatum && !value.isEmpty());
    if (!check.isClean())
        return check.problems();
    ChangeWriter change(type, shown);
    change.write(field, withoutBlanks(std::move(value)), reason);
    return change.finish();
}

Checked<Entry> enterSetChange(const FieldSpec& field, std::span<const model::FieldValue> added,
                              std::span<const model::FieldValue> removed, const ShownRecord& shown,
                              const Circumstances& at) {
    const RecordSpec& type = typeOf(shown);
    VB_CHECK(field.policy == model::MergePolicy::Union ||
             field.policy == model::MergePolicy::Counter ||
             field.policy == model::MergePolicy::Earliest ||
             field.policy == model::MergePolicy::LatestDate);
    const model::FieldDeclaration* declared = shown.schema.find(type.id(), field.id());
    VB_CHECK(declared != nullptr);
    EntryCheck check(at);
    if (!mayWrite(field, shown.actor))
        check.add(field, ProblemKind::NotAllowed);
    check.count(field, added.size());
    check.count(field, removed.size());
    for (const model::FieldValue& value : added)
        checkValue(check, field, *declared, value);
    if (!check.isClean())
        return check.problems();
    ChangeWriter change(type, shown);
    for (const model::FieldValue& value : added)
        change.write(field, value);
    for (const model::FieldValue& value : removed)
        change.remove(field, value);
    return change.finish();
}

Checked<Entry> enterCorrection(const FieldSpec& field, model::FieldValue value,
                               const ShownRecord& shown, const Circumstances& at) {
    const RecordSpec& type = typeOf(shown);
    VB_CHECK(field.policy == model::MergePolicy::Append);
    const model::FieldDeclaration* declared = shown.schema.find(type.id(), field.id());
    VB_CHECK(declared != nullptr);
    EntryCheck check(at);
    if (!shown.actor.isAuthor)
        check.add(field, ProblemKind::NotAllowed);
    checkValue(check, field, *declared, value);
    if (!check.isClean())
        return check.problems();

    value = withoutBlanks(std::move(value));
    ChangeWriter change(type, shown);
    const model::FieldState* state = shown.state.find(field.id());
    const model::Version* own = nullptr;
    if (state != nullptr) {
        for (const model::Version& version : state->versions) {
            if (version.by.author == at.worker && version.status == model::VersionStatus::InForce)
                own = &version;
        }
    }
    if (own != nullptr)
        change.add(field, model::correctOperation(*declared, *state, own->id, std::move(value)));
    else
        change.write(field, std::move(value));
    return change.finish();
}

Checked<Entry> enterResolution(const FieldSpec& field, std::span<const model::VersionId> candidates,
                               std::vector<model::FieldValue> kept, std::string_view reason,
                               const ShownRecord& shown, const Circumstances& at) {
    const RecordSpec& type = typeOf(shown);
    const model::FieldDeclaration* declared = shown.schema.find(type.id(), field.id());
    const model::FieldState* state = shown.state.find(field.id());
    EntryCheck check(at);
    if (declared == nullptr || state == nullptr || candidates.empty())
        check.add(field, ProblemKind::NotThere);
    if (!mayDecide(type, field, shown.actor))
        check.add(field, ProblemKind::NotAllowed);
    check.reason(field, reason, true);
    if (kept.empty())
        check.add(field, ProblemKind::Required);
    for (const model::FieldValue& value : kept) {
        if (declared != nullptr && !value.isEmpty())
            checkValue(check, field, *declared, value);
    }
    if (!check.isClean())
        return check.problems();
    ChangeWriter change(type, shown);
    change.add(field, model::resolveOperation(*declared, *state, candidates, std::move(kept),
                                              std::string(trimmed(reason))));
    return change.finish();
}

Checked<Entry> enterWithdrawal(std::string_view reason, const ShownRecord& shown,
                               const Circumstances& at) {
    static constexpr FieldSpec kIngetrokken =
        spec::text(0, "ingetrokken", "Ingetrokken", kMaxReason);
    const RecordSpec& type = typeOf(shown);
    EntryCheck check(at);
    check.reason(kIngetrokken, reason, true);
    if (!shown.actor.isAuthor && !shown.actor.isOfSourceOrganisation)
        check.add(kIngetrokken, ProblemKind::NotAllowed);
    if (shown.state.isWithdrawn())
        check.add(kIngetrokken, ProblemKind::NothingChanged);
    if (!check.isClean())
        return check.problems();

    std::vector<model::VersionId> versions;
    for (const model::FieldState& field : shown.state.fields) {
        const auto ids = model::shownVersions(field);
        versions.insert(versions.end(), ids.begin(), ids.end());
    }
    if (shown.versions)
        versions.assign(shown.versions->begin(), shown.versions->end());
    auto operations =
        model::withdrawRecordOperations(shown.state, versions, std::string(trimmed(reason)));
    if (!operations)
        return Problems{problemWith(kIngetrokken, ProblemKind::NotThere)};
    Entry entry{shown.state.record, {}};
    entry.parts.push_back(
        {{type.id(), shown.state.record, std::move(operations).value(), {}}, std::nullopt});
    return entry;
}

Checked<Entry> enterStatus(std::string_view status, std::string_view reason,
                           const ShownRecord& shown, const Circumstances& at) {
    const auto& id = shown.state.type;
    const bool isHandOver = id == overdrachtType().id();
    const bool isReport = id == veldaanmeldingType().id();
    VB_CHECK(isHandOver || isReport || id == deelbesluitType().id());
    const FieldSpec& field = isHandOver ? overdracht::kStatus
                             : isReport ? veldaanmelding::kStatus
                                        : deelbesluit::kStatus;
    const Machine machine = isHandOver ? Machine::Overdracht
                            : isReport ? Machine::Veldaanmelding
                                       : Machine::Deelbesluit;
    EntryCheck check(at);
    const auto step = findStep(machine, codeOf(shown.state, field), status);
    if (!codeList(field.list).has(status))
        check.add(field, ProblemKind::UnknownCode);
    else if (!step)
        check.add(field, ProblemKind::NoSuchStep);
    else if (!step->who.intersects(shown.actor.who()))
        check.add(field, ProblemKind::NotAllowed);
    check.reason(field, reason, step && step->asks(Need::Reason));
    if (!check.isClean())
        return check.problems();
    ChangeWriter change(typeOf(shown), shown);
    change.write(field, codeValue(status), reason);
    return change.finish();
}

Checked<Entry> enterCaseStep(std::string_view status, std::string_view reason,
                             std::optional<Day> rappeldatum, const CaseFacts& facts,
                             const ShownRecord& casus, const Circumstances& at) {
    const FieldSpec& field = casus::kStatus;
    EntryCheck check(at);
    const std::string stored = codeOf(casus.state, field);
    const std::string from = stored.empty() ? "aangemeld" : stored;
    const auto step = findStep(Machine::Casus, from, status);
    if (!codeList(ListId::Casusstatus).has(status))
        check.add(field, ProblemKind::UnknownCode);
    else if (!step)
        check.add(field, ProblemKind::NoSuchStep);
    else if (!step->who.intersects(casus.actor.who()))
        check.add(field, ProblemKind::NotAllowed);
    else
        check.addAll(casusGuard(*step, facts, reason, rappeldatum, at.today()));
    check.text("reden", "Reden", reason, kMaxReason);
    check.day(casus::kRappeldatum, rappeldatum);
    if (!check.isClean())
        return check.problems();
    ChangeWriter change(casusType(), casus);
    change.write(field, codeValue(status), reason);
    if (rappeldatum)
        change.write(casus::kRappeldatum, dayValue(*rappeldatum), reason);
    return change.finish();
}

} // namespace vb::casework
