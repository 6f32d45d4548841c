// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/model/conflict.h"

#include "sync/model/field_fold.h"

#include <algorithm>
#include <map>

namespace vb::model {

namespace {

using Indexes = std::vector<std::size_t>;

/// The versions of a field by id, for walking back through what was observed.
class History {
public:
    explicit History(const FieldState& state) : m_state(state) {
        for (std::size_t i = 0; i < state.versions.size(); ++i)
            m_byId.emplace(state.versions[i].id, i);
    }

    [[nodiscard]] Indexes observedBy(std::size_t index) const {
        Indexes out;
        for (const VersionId& id : m_state.versions[index].observed)
            if (const auto at = m_byId.find(id); at != m_byId.end() && at->second != index)
                out.push_back(at->second);
        return out;
    }

    /// Marks everything that `index` observed, directly or not; not itself.
    [[nodiscard]] std::vector<bool> before(std::size_t index) const {
        std::vector<bool> marked(m_state.versions.size(), false);
        Indexes open = observedBy(index);
        while (!open.empty()) {
            const std::size_t next = open.back();
            open.pop_back();
            if (marked[next])
                continue;
            marked[next] = true;
            const Indexes further = observedBy(next);
            open.insert(open.end(), further.begin(), further.end());
        }
        return marked;
    }

private:
    const FieldState& m_state;
    std::map<VersionId, std::size_t> m_byId;
};

/// What all of `live` knew and nothing else of it knew better: docs/merge.md section 5.1.
Indexes baseOf(const History& history, const Indexes& live, std::size_t count) {
    std::vector<bool> common(count, true);
    for (const std::size_t index : live) {
        const std::vector<bool> before = history.before(index);
        for (std::size_t i = 0; i < count; ++i)
            common[i] = common[i] && before[i];
    }
    std::vector<bool> isBase = common;
    for (std::size_t i = 0; i < count; ++i) {
        if (!common[i])
            continue;
        const std::vector<bool> before = history.before(i);
        for (std::size_t j = 0; j < count; ++j)
            if (before[j] && j != i)
                isBase[j] = false;
    }
    if (std::find(isBase.begin(), isBase.end(), true) == isBase.end())
        for (const std::size_t index : live)
            for (const std::size_t observed : history.observedBy(index))
                isBase[observed] = true;
    for (const std::size_t index : live)
        isBase[index] = false;
    Indexes base;
    for (std::size_t i = 0; i < count; ++i)
        if (isBase[i])
            base.push_back(i);
    return base;
}

bool isSame(const Candidate& candidate, const Stand& stand) {
    return candidate.isResolution == stand.isResolution &&
           std::equal(candidate.values.begin(), candidate.values.end(), stand.values.begin(),
                      stand.values.end(),
                      [](const FieldValue& a, const FieldValue* b) { return a == *b; });
}

std::vector<Candidate> candidatesOf(const FieldState& state, std::span<const Stand> stands) {
    std::vector<Candidate> candidates;
    for (const Stand& stand : stands) {
        auto at = std::find_if(candidates.begin(), candidates.end(),
                               [&](const Candidate& known) { return isSame(known, stand); });
        if (at == candidates.end()) {
            candidates.emplace_back();
            at = std::prev(candidates.end());
            at->isResolution = stand.isResolution;
            for (const FieldValue* value : stand.values)
                at->values.push_back(*value);
        }
        for (const std::size_t index : stand.versions)
            at->versions.push_back(state.versions[index]);
    }
    // Stands came in the order of their first version, candidates are shown by their newest.
    const auto newest = [](const Candidate& candidate) {
        const auto at = std::max_element(candidate.versions.begin(), candidate.versions.end(),
                                         [](const Version& a, const Version& b) {
                                             return std::tie(a.by.effective, a.id) <
                                                    std::tie(b.by.effective, b.id);
                                         });
        return std::tie(at->by.effective, at->id);
    };
    std::sort(candidates.begin(), candidates.end(),
              [&](const Candidate& a, const Candidate& b) { return newest(a) > newest(b); });
    return candidates;
}

void addConflict(std::vector<Conflict>& out, const RecordState& record, const FieldState& state,
                 const Indexes& live, FieldValue item) {
    const std::vector<Stand> stands = standsOf(state.versions, live);
    if (standsAgree(stands))
        return;
    Conflict conflict{record.type, record.record, state.key, std::move(item), {}, {}};
    const History history(state);
    for (const std::size_t index : baseOf(history, live, state.versions.size()))
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
        if (field->keyedItems) {
            for (const Indexes& item : itemsOf(state.versions, live))
                addConflict(out, record, state, item,
                            state.versions[item.front()].value.as<FieldValue::Tuple>()->front());
        } else {
            addConflict(out, record, state, live, {});
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
