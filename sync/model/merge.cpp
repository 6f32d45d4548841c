// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/model/merge.h"

#include "sync/base/check.h"
#include "sync/model/merge_entry.h"

#include <limits>
#include <map>
#include <tuple>

namespace vb::model {

namespace {

bool comesBefore(const Entry& a, const Entry& b) {
    return std::tie(a.operation->field, a.effective, a.source->facts.id, a.source->index,
                    a.number) <
           std::tie(b.operation->field, b.effective, b.source->facts.id, b.source->index, b.number);
}

/// Accepted comes before not accepted, lower positions before higher.
std::uint64_t positionOrLast(const ChangesetFacts& facts) {
    return facts.position.value_or(std::numeric_limits<std::uint64_t>::max());
}

/// The input as a set: sorted by (changeset, part), one of each, preferring the one with log facts.
std::vector<const RecordPart*> distinctParts(std::span<const RecordPart> parts) {
    std::vector<const RecordPart*> out;
    out.reserve(parts.size());
    for (const RecordPart& part : parts)
        out.push_back(&part);
    const auto keyOf = [](const RecordPart* part) {
        return std::tuple(part->facts.id, part->index, positionOrLast(part->facts));
    };
    std::sort(out.begin(), out.end(),
              [&](const RecordPart* a, const RecordPart* b) { return keyOf(a) < keyOf(b); });
    const auto isSame = [](const RecordPart* a, const RecordPart* b) {
        return a->facts.id == b->facts.id && a->index == b->index;
    };
    out.erase(std::unique(out.begin(), out.end(), isSame), out.end());
    return out;
}

const RecordPart* firstOf(std::span<const RecordPart* const> parts) {
    const auto keyOf = [](const RecordPart* part) {
        return std::tuple(positionOrLast(part->facts), part->facts.effective(), part->facts.id,
                          part->index);
    };
    const auto first =
        std::min_element(parts.begin(), parts.end(), [&](const RecordPart* a, const RecordPart* b) {
            return keyOf(a) < keyOf(b);
        });
    return first != parts.end() ? *first : nullptr;
}

bool isRecordWithdrawal(const Operation& operation) {
    return operation.field == kRecordKey && operation.kind == OperationKind::Withdraw &&
           operation.values.empty();
}

template <typename Counts>
std::vector<RecordState> mergeThose(const Schema& schema,
                                    std::span<const LoggedChangeset> changesets, Counts&& counts) {
    std::map<std::pair<RecordTypeId, RecordId>, std::vector<RecordPart>> records;
    for (const LoggedChangeset& changeset : changesets) {
        if (!counts(changeset))
            continue;
        VB_CHECK(changeset.partIndexes.size() == changeset.content.parts.size());
        for (std::size_t i = 0; i < changeset.content.parts.size(); ++i) {
            const Part& part = changeset.content.parts[i];
            records[{part.type, part.record}].push_back(
                {factsOf(changeset), changeset.partIndexes[i], &part});
        }
    }
    std::vector<RecordState> states;
    states.reserve(records.size());
    for (const auto& [key, parts] : records)
        states.push_back(mergeRecord(schema, key.first, key.second, parts));
    return states;
}

} // namespace

ChangesetFacts factsOf(const LoggedChangeset& changeset) {
    return {changeset.id,          changeset.content.author,    changeset.content.organisation,
            changeset.content.hat, changeset.content.stamp,     changeset.position,
            changeset.hubTime,     changeset.rolesAtAcceptance, changeset.standing,
            changeset.late};
}

RecordState mergeRecord(const Schema& schema, RecordTypeId type, const RecordId& record,
                        std::span<const RecordPart> parts) {
    RecordState state{type, record, {}, {}, {}, {}};
    const std::vector<const RecordPart*> sources = distinctParts(parts);
    RecordContext context;
    context.type = schema.find(type);
    context.first = firstOf(sources);

    std::vector<Entry> entries;
    std::vector<Entry> withdrawals;
    for (const RecordPart* source : sources) {
        VB_CHECK(source->part->type == type && source->part->record == record);
        const HybridStamp effective = source->facts.effective();
        std::uint16_t number = 0;
        for (const Operation& operation : source->part->operations)
            (isRecordWithdrawal(operation) ? withdrawals : entries)
                .push_back({source, &operation, number++, effective, Standpoint::NotUnderstood});
    }
    std::sort(withdrawals.begin(), withdrawals.end(), comesBefore);
    for (const Entry& entry : withdrawals) {
        state.withdrawals.push_back(withdrawalOf(entry));
        if (entry.source->facts.standing == Standing::Effective)
            context.erased.insert(context.erased.end(), entry.operation->observed.begin(),
                                  entry.operation->observed.end());
    }
    std::sort(context.erased.begin(), context.erased.end());
    if (state.isWithdrawn())
        context.first = nullptr;
    if (context.first != nullptr) {
        state.created = attributionOf(context.first->facts);
        state.lineage = context.first->part->lineage;
    }

    std::sort(entries.begin(), entries.end(), comesBefore);
    for (auto from = entries.begin(); from != entries.end();) {
        const auto to = std::find_if(from, entries.end(), [&](const Entry& entry) {
            return entry.operation->field != from->operation->field;
        });
        FieldState field = mergeField(context, {from, to});
        if (!field.versions.empty())
            state.fields.push_back(std::move(field));
        from = to;
    }
    return state;
}

std::vector<RecordState> mergeAll(const Schema& schema,
                                  std::span<const LoggedChangeset> changesets) {
    return mergeThose(schema, changesets, [](const LoggedChangeset&) { return true; });
}

std::vector<RecordState> mergeAccepted(const Schema& schema,
                                       std::span<const LoggedChangeset> changesets) {
    return mergeThose(schema, changesets, [](const LoggedChangeset& changeset) {
        return changeset.position.has_value();
    });
}

} // namespace vb::model
