// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/model/conflict.h"

#include "sync/model/field_fold.h"

#include <algorithm>
#include <map>

namespace vb::model {

namespace {

using Indexes = std::vector<std::size_t>;

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

/// For each version of a field the indexes of those it observed. Versions stand in causal order, so
/// these are lower than its own, but where a forged circle was cut.
std::vector<Indexes> observedOf(const FieldState& state) {
    std::vector<std::pair<VersionId, std::size_t>> byId;
    for (std::size_t i = 0; i < state.versions.size(); ++i)
        byId.emplace_back(state.versions[i].id, i);
    std::sort(byId.begin(), byId.end());
    const auto indexOf = [&](const VersionId& id) {
        const auto at = std::lower_bound(byId.begin(), byId.end(), std::pair(id, std::size_t{0}));
        return at != byId.end() && at->first == id ? at->second : kNone;
    };
    std::vector<Indexes> observed(state.versions.size());
    for (std::size_t i = 0; i < state.versions.size(); ++i)
        for (const VersionId& id : state.versions[i].observed)
            if (const std::size_t index = indexOf(id); index != kNone && index < i)
                observed[i].push_back(index);
    return observed;
}

/// The base: docs/merge.md section 5.1. One pass from the newest back, with one bit per candidate
/// version for "knew this"; of more than 64 candidates, the base of the 64 oldest.
Indexes baseOf(const std::vector<Indexes>& observed, const Indexes& live) {
    const std::size_t count = std::min<std::size_t>(live.size(), 64);
    const std::uint64_t all = ~std::uint64_t{0} >> (64 - count);
    std::vector<std::uint64_t> knownBy(observed.size(), 0);
    std::vector<std::uint64_t> own(observed.size(), 0);
    for (std::size_t bit = 0; bit < count; ++bit)
        own[live[bit]] = std::uint64_t{1} << bit;
    for (std::size_t i = observed.size(); i-- > 0;)
        for (const std::size_t earlier : observed[i])
            knownBy[earlier] |= knownBy[i] | own[i];

    // What everybody knew, except what something else that everybody knew had observed.
    std::vector<bool> isBase(observed.size(), false);
    for (std::size_t i = 0; i < observed.size(); ++i)
        isBase[i] = knownBy[i] == all;
    for (std::size_t i = 0; i < observed.size(); ++i)
        if (knownBy[i] == all)
            for (const std::size_t earlier : observed[i])
                isBase[earlier] = false;
    if (std::find(isBase.begin(), isBase.end(), true) == isBase.end())
        for (const std::size_t index : live)
            for (const std::size_t earlier : observed[index])
                isBase[earlier] = true;
    for (const std::size_t index : live)
        isBase[index] = false;
    Indexes base;
    for (std::size_t i = 0; i < isBase.size(); ++i)
        if (isBase[i])
            base.push_back(i);
    return base;
}

std::vector<Candidate> candidatesOf(const FieldState& state, std::span<const Stand> stands) {
    // Equal stands of several people are one candidate with several attributions.
    std::map<std::pair<bool, std::vector<FieldValue>>, Indexes> versionsOf;
    for (const Stand& stand : stands) {
        std::vector<FieldValue> values;
        for (const FieldValue* value : stand.values)
            values.push_back(*value);
        Indexes& versions = versionsOf[{stand.isResolution, std::move(values)}];
        versions.insert(versions.end(), stand.versions.begin(), stand.versions.end());
    }
    using Newest = std::pair<HybridStamp, VersionId>;
    std::vector<std::pair<Newest, Candidate>> sorted;
    for (auto& [key, versions] : versionsOf) {
        std::sort(versions.begin(), versions.end());
        Candidate candidate{key.second, {}, key.first};
        Newest newest;
        for (const std::size_t index : versions) {
            const Version& version = state.versions[index];
            newest = std::max(newest, Newest(version.by.effective, version.id));
            candidate.versions.push_back(version);
        }
        sorted.emplace_back(newest, std::move(candidate));
    }
    std::sort(sorted.begin(), sorted.end(),
              [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<Candidate> candidates;
    candidates.reserve(sorted.size());
    for (auto& [newest, candidate] : sorted)
        candidates.push_back(std::move(candidate));
    return candidates;
}

void addConflict(std::vector<Conflict>& out, const RecordState& record, const FieldState& state,
                 const std::vector<Indexes>& observed, const Indexes& live, FieldValue item) {
    const std::vector<Stand> stands = standsOf(state.versions, live);
    if (standsAgree(stands))
        return;
    Conflict conflict{record.type, record.record, state.key, std::move(item), {}, {}};
    for (const std::size_t index : baseOf(observed, live))
        conflict.base.push_back(state.versions[index]);
    conflict.candidates = candidatesOf(state, stands);
    out.push_back(std::move(conflict));
}

Indexes liveOf(const FieldState& state) {
    Indexes live;
    for (std::size_t i = 0; i < state.versions.size(); ++i)
        if (state.versions[i].isLive())
            live.push_back(i);
    return live;
}

} // namespace

std::vector<VersionId> Conflict::candidateIds() const {
    std::vector<VersionId> ids;
    for (const Candidate& candidate : candidates)
        for (const Version& version : candidate.versions)
            ids.push_back(version.id);
    std::sort(ids.begin(), ids.end());
    return ids;
}

std::vector<Conflict> conflictsOf(const Schema& schema, const RecordState& record) {
    std::vector<Conflict> out;
    for (const FieldState& state : record.fields) {
        if (!state.isConflict)
            continue;
        const FieldDeclaration* field = schema.find(record.type, state.key.field);
        if (field == nullptr)
            continue;
        const Indexes live = liveOf(state);
        const std::vector<Indexes> observed = observedOf(state);
        if (field->keyedItems) {
            for (const Indexes& item : itemsOf(state.versions, live))
                addConflict(out, record, state, observed, item,
                            state.versions[item.front()].value.as<FieldValue::Tuple>()->front());
        } else {
            addConflict(out, record, state, observed, live, {});
        }
    }
    return out;
}

std::vector<Conflict> conflictsOf(const Schema& schema, std::span<const RecordState> records) {
    std::vector<Conflict> out;
    for (const RecordState& record : records) {
        std::vector<Conflict> some = conflictsOf(schema, record);
        std::move(some.begin(), some.end(), std::back_inserter(out));
    }
    return out;
}

} // namespace vb::model
