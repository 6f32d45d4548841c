// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/model/merge_entry.h"

namespace vb::model {

namespace {

bool isUnderstood(const FieldDeclaration* field, const Operation& operation) {
    if (field == nullptr || field->key() != operation.field)
        return false;
    const std::size_t count = operation.values.size();
    switch (operation.kind) {
    case OperationKind::Write:
        if (count != 1)
            return false;
        break;
    case OperationKind::Withdraw:
        return count == 0 && field->policy != MergePolicy::Append;
    case OperationKind::Resolve:
        if (count == 0 || field->policy == MergePolicy::Append)
            return false;
        break;
    default:
        return false;
    }
    return std::all_of(operation.values.begin(), operation.values.end(),
                       [&](const FieldValue& value) { return field->accepts(value); });
}

/// Whether a value names this author, or the author's organisation, anywhere in it.
bool names(const FieldValue& value, const ChangesetFacts& facts) {
    if (const auto* worker = value.as<WorkerRef>())
        return worker->id == facts.author;
    if (const auto* organisation = value.as<OrganisationCode>())
        return *organisation == facts.organisation;
    if (const auto* tuple = value.as<FieldValue::Tuple>())
        return std::any_of(tuple->begin(), tuple->end(),
                           [&](const FieldValue& member) { return names(member, facts); });
    return false;
}

bool isNamedBy(const FirstVersionWriter& writer, const RecordContext& context,
               const ChangesetFacts& facts) {
    const ChangesetFacts& first = context.first->facts;
    if (writer.field == kRecordField)
        return writer.who == FirstWriter::Author ? facts.author == first.author
                                                 : facts.organisation == first.organisation;
    const FieldDeclaration* field = context.type->find(writer.field);
    for (const Operation& operation : context.first->part->operations)
        if (operation.field.field == writer.field && isUnderstood(field, operation))
            for (const FieldValue& value : operation.values)
                if (names(value, facts))
                    return true;
    return false;
}

bool mayWrite(const Protection& protection, const RecordContext& context,
              const ChangesetFacts& facts) {
    if (facts.late)
        return false;
    if (protection.roles.intersects(facts.rolesAtAcceptance))
        return true;
    if (context.first == nullptr)
        return false;
    if (protection.initialByCreator && facts.id == context.first->facts.id)
        return true;
    return std::any_of(
        protection.firstVersion.begin(), protection.firstVersion.end(),
        [&](const FirstVersionWriter& writer) { return isNamedBy(writer, context, facts); });
}

} // namespace

Standpoint judge(const FieldDeclaration* field, const RecordContext& context, const Entry& entry) {
    if (!isUnderstood(field, *entry.operation))
        return Standpoint::NotUnderstood;
    if (entry.source->facts.standing != Standing::Effective)
        return Standpoint::Refused;
    // Whoever copies a proposal does not confirm it by that.
    if (entry.operation->quoted && entry.operation->quoted->isOpen)
        return Standpoint::Proposal;
    if (field->protection && !mayWrite(*field->protection, context, entry.source->facts))
        return Standpoint::Proposal;
    return Standpoint::Effective;
}

Attribution attributionOf(const ChangesetFacts& facts) {
    return {facts.author,   facts.organisation, facts.hat,      facts.stamp, facts.effective(),
            facts.position, facts.hubTime,      facts.standing, facts.late};
}

Withdrawal withdrawalOf(const Entry& entry) {
    return {entry.version(0), attributionOf(entry.source->facts), entry.operation->reason,
            entry.operation->observed, entry.operation->moved};
}

} // namespace vb::model
