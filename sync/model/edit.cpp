// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/model/edit.h"

#include "sync/model/validate.h"

#include <algorithm>

namespace vb::model {

namespace {

using VersionIds = std::vector<VersionId>;

void makeSet(VersionIds& ids) {
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
}

/// `shown`, and what those of them that are not accepted yet had observed themselves.
VersionIds withReplaced(const FieldState* state, std::span<const VersionId> shown) {
    VersionIds ids(shown.begin(), shown.end());
    if (state != nullptr)
        for (const VersionId& id : shown)
            if (const Version* version = state->find(id);
                version != nullptr && !version->by.isAccepted())
                ids.insert(ids.end(), version->observed.begin(), version->observed.end());
    makeSet(ids);
    return ids;
}

/// Exactly `named`, and what those not accepted yet had replaced as far as it fits.
VersionIds namedAndReplaced(const FieldState& state, VersionIds named) {
    VersionIds more = withReplaced(&state, named);
    return more.size() <= kMaxObserved ? more : named;
}

/// At most kMaxObserved of `ids`: what is live or open first, oldest first.
VersionIds withinBound(const FieldState* state, VersionIds ids) {
    if (ids.size() <= kMaxObserved || state == nullptr)
        return ids;
    VersionIds kept;
    for (const Version& version : state->versions)
        if ((version.isLive() || version.isOpen()) && kept.size() < kMaxObserved &&
            std::binary_search(ids.begin(), ids.end(), version.id))
            kept.push_back(version.id);
    makeSet(kept);
    return kept;
}

Result<VersionIds> known(const FieldState& state, std::span<const VersionId> ids) {
    for (const VersionId& id : ids)
        if (state.find(id) == nullptr)
            return fail(Code::NotFound,
                        "version of field " + std::to_string(state.key.field.value));
    VersionIds out(ids.begin(), ids.end());
    makeSet(out);
    return out;
}

Result<Operation> checked(const FieldDeclaration& field, Operation operation) {
    VB_TRY_VOID(validateOperation(field, operation));
    return operation;
}

/// Versions of the same operation as `id`: what a proposed resolution keeps stands together.
std::vector<const Version*> siblings(const FieldState& state, const VersionId& id) {
    std::vector<const Version*> out;
    for (const Version& version : state.versions)
        if (version.id.changeset == id.changeset && version.id.part == id.part &&
            version.id.operation == id.operation)
            out.push_back(&version);
    return out;
}

} // namespace

std::vector<VersionId> shownVersions(const FieldState& state) {
    VersionIds ids;
    for (const Version& version : state.versions)
        if (version.isLive() || version.status == VersionStatus::Proposal)
            ids.push_back(version.id);
    makeSet(ids);
    return ids;
}

std::vector<VersionId> versionsHolding(const FieldState& state, const FieldValue& value) {
    VersionIds ids;
    for (const Version& version : state.versions)
        if (version.isLive() && version.value == value)
            ids.push_back(version.id);
    makeSet(ids);
    return ids;
}

Result<Operation> writeOperation(const FieldDeclaration& field, const FieldState* state,
                                 FieldValue value, std::span<const VersionId> shown,
                                 std::string reason) {
    VersionIds observed;
    if (doWritesSupersede(field.policy))
        observed = withinBound(state, withReplaced(state, shown));
    return checked(field, {OperationKind::Write,
                           field.key(),
                           {std::move(value)},
                           std::move(observed),
                           std::move(reason),
                           {}});
}

Result<Operation> correctOperation(const FieldDeclaration& field, const FieldState& state,
                                   const VersionId& corrected, FieldValue value,
                                   std::string reason) {
    if (field.policy != MergePolicy::Append)
        return fail(Code::InvalidInput, field.name + ": only append is corrected");
    VB_TRY(VersionIds observed, known(state, {&corrected, 1}));
    return checked(field, {OperationKind::Write,
                           field.key(),
                           {std::move(value)},
                           std::move(observed),
                           std::move(reason),
                           {}});
}

Result<Operation> withdrawOperation(const FieldDeclaration& field, const FieldState& state,
                                    std::span<const VersionId> taken, std::string reason) {
    VB_TRY(VersionIds observed, known(state, taken));
    return checked(
        field,
        {OperationKind::Withdraw, field.key(), {}, std::move(observed), std::move(reason), {}});
}

Result<Operation> resolveOperation(const FieldDeclaration& field, const FieldState& state,
                                   std::span<const VersionId> candidates,
                                   std::vector<FieldValue> kept, std::string reason) {
    VB_TRY(VersionIds observed, known(state, candidates));
    return checked(field, {OperationKind::Resolve,
                           field.key(),
                           std::move(kept),
                           namedAndReplaced(state, std::move(observed)),
                           std::move(reason),
                           {}});
}

Result<Operation> confirmOperation(const FieldDeclaration& field, const FieldState& state,
                                   const VersionId& proposal, std::span<const VersionId> shown,
                                   std::string reason) {
    const std::vector<const Version*> versions = siblings(state, proposal);
    if (versions.empty())
        return fail(Code::NotFound, field.name + ": proposal");
    VersionIds observed;
    if (doWritesSupersede(field.policy))
        observed = withReplaced(&state, shown);
    std::vector<FieldValue> values;
    for (const Version* version : versions) {
        if (!version->isOpen())
            return fail(Code::InvalidInput, field.name + ": already answered");
        values.push_back(version->value);
        observed.push_back(version->id);
        // A resolution goes on listing the candidates that it decided on.
        if (version->isResolution)
            observed.insert(observed.end(), version->observed.begin(), version->observed.end());
    }
    makeSet(observed);
    const bool isResolution = versions.front()->isResolution;
    return checked(field, {isResolution ? OperationKind::Resolve : OperationKind::Write,
                           field.key(),
                           std::move(values),
                           std::move(observed),
                           std::move(reason),
                           {}});
}

Result<std::vector<Operation>> withdrawRecordOperations(const RecordState& state,
                                                        std::span<const VersionId> shown,
                                                        const std::string& reason) {
    VersionIds sortedShown(shown.begin(), shown.end());
    makeSet(sortedShown);
    VersionIds observed;
    for (const FieldState& field : state.fields)
        for (const Version& version : field.versions) {
            const bool isShown =
                std::binary_search(sortedShown.begin(), sortedShown.end(), version.id);
            if ((version.isLive() || version.isOpen()) && !isShown)
                continue;
            observed.push_back(version.id);
            observed.insert(observed.end(), version.observed.begin(), version.observed.end());
        }
    makeSet(observed);
    if (observed.empty())
        return fail(Code::InvalidInput, "nothing to withdraw");
    std::vector<Operation> operations;
    for (std::size_t from = 0; from < observed.size(); from += kMaxObserved) {
        const std::size_t to = std::min(observed.size(), from + kMaxObserved);
        const auto begin = observed.begin();
        Operation operation{
            OperationKind::Withdraw,
            kRecordKey,
            {},
            {begin + static_cast<std::ptrdiff_t>(from), begin + static_cast<std::ptrdiff_t>(to)},
            reason,
            {}};
        VB_TRY_VOID(validateStructure(operation));
        operations.push_back(std::move(operation));
    }
    if (operations.size() > kMaxOperations)
        return fail(Code::TooLarge, "record with too many versions for one changeset");
    return operations;
}

} // namespace vb::model
