// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/model/field_fold.h"

#include <algorithm>
#include <limits>
#include <tuple>

namespace vb::model {

namespace {

using Indexes = std::vector<std::size_t>;

const FieldValue& firstMember(const FieldValue& value) {
    const auto* tuple = value.as<FieldValue::Tuple>();
    return tuple != nullptr && !tuple->empty() ? tuple->front() : value;
}

bool isSameOperation(const VersionId& a, const VersionId& b) {
    return a.changeset == b.changeset && a.part == b.part && a.operation == b.operation;
}

bool areEqual(const FieldValue* a, const FieldValue* b) {
    return *a == *b;
}

bool areSameValues(const Stand& a, const Stand& b) {
    return std::equal(a.values.begin(), a.values.end(), b.values.begin(), b.values.end(), areEqual);
}

bool hasValue(const Stand& stand, const FieldValue& value) {
    return std::any_of(stand.values.begin(), stand.values.end(),
                       [&](const FieldValue* kept) { return *kept == value; });
}

/// When a value is, for ordering: a date counts from its midnight UTC. Lower precision is better.
struct TimeKey {
    bool isKnown = false;
    std::int64_t millis = 0;
    int precision = 0;
};

TimeKey timeKey(const FieldValue& value) {
    constexpr std::int64_t kDayMillis = 86'400'000;
    const FieldValue& deciding = firstMember(value);
    if (const auto* instant = deciding.as<Instant>())
        return {true, instant->millis, 0};
    if (const auto* date = deciding.as<Date>(); date && date->precision != Precision::Unknown)
        return {true, date->days * kDayMillis, 1 + static_cast<int>(date->precision)};
    return {};
}

/// The greatest of `live` by a key made of the value; the newest among equals.
template <typename MakeKey>
std::size_t greatest(const FieldState& state, const Indexes& live, MakeKey&& makeKey) {
    std::size_t best = live.front();
    auto bestKey = makeKey(state.versions[best].value);
    for (const std::size_t index : live) {
        auto key = makeKey(state.versions[index].value);
        if (!(key < bestKey)) {
            best = index;
            bestKey = std::move(key);
        }
    }
    return best;
}

std::size_t earliest(const FieldState& state, const Indexes& live) {
    return greatest(state, live, [](const FieldValue& value) {
        const TimeKey key = timeKey(value);
        // Bitwise complement reverses the order without the overflow that negation has.
        return std::tuple(key.isKnown, ~key.millis, -key.precision);
    });
}

std::size_t latest(const FieldState& state, const Indexes& live) {
    return greatest(state, live, [](const FieldValue& value) {
        const TimeKey key = timeKey(value);
        return std::tuple(key.isKnown, key.millis, -key.precision);
    });
}

std::size_t strongest(const FieldDeclaration& field, const FieldState& state, const Indexes& live) {
    return greatest(state, live, [&](const FieldValue& value) {
        const auto rank = field.rank(value);
        return rank ? static_cast<std::int64_t>(*rank) : std::int64_t{-1};
    });
}

/// Every one of `live` that says what the shown version says is in force.
void settle(FieldState& state, const Indexes& live, std::size_t shown) {
    const FieldValue& value = state.versions[shown].value;
    for (const std::size_t index : live)
        if (state.versions[index].value == value)
            state.versions[index].status = VersionStatus::InForce;
    state.shown = shown;
}

void setInForce(FieldState& state, const Indexes& live) {
    for (const std::size_t index : live)
        state.versions[index].status = VersionStatus::InForce;
}

bool isAnyBeside(const FieldState& state, const Indexes& live) {
    return std::any_of(live.begin(), live.end(), [&](std::size_t index) {
        return state.versions[index].status == VersionStatus::AlsoLive;
    });
}

void foldAsk(const FieldDeclaration& field, FieldState& state, const Indexes& live) {
    std::size_t shown = live.back();
    if (live.size() > 1) {
        if (field.whileOpen == WhileOpen::EarliestValue)
            shown = earliest(state, live);
        else if (field.whileOpen == WhileOpen::Strongest)
            shown = strongest(field, state, live);
        if (!standsAgree(standsOf(state.versions, live))) {
            state.isConflict = true;
            settle(state, live, shown);
            return;
        }
    }
    setInForce(state, live);
    state.shown = shown;
}

void foldUnion(const FieldDeclaration& field, FieldState& state, const Indexes& live) {
    if (!field.keyedItems) {
        setInForce(state, live);
    } else {
        for (const Indexes& item : itemsOf(state.versions, live))
            foldAsk(field, state, item);
    }
    for (const std::size_t index : live)
        if (state.versions[index].status == VersionStatus::InForce)
            state.shown = index;
}

void foldCounter(FieldState& state, const Indexes& live) {
    Indexes byEntry = live;
    const auto entryOf = [&](std::size_t index) -> const FieldValue& {
        return firstMember(state.versions[index].value);
    };
    std::sort(byEntry.begin(), byEntry.end(), [&](std::size_t a, std::size_t b) {
        const auto order = entryOf(a) <=> entryOf(b);
        return order != 0 ? order < 0 : a < b;
    });
    std::size_t counted = byEntry.front();
    for (const std::size_t index : byEntry) {
        Version& version = state.versions[index];
        if (index == byEntry.front() || entryOf(index) != entryOf(counted)) {
            counted = index;
            version.status = VersionStatus::InForce;
            state.total += *(*version.value.as<FieldValue::Tuple>())[1].as<std::int64_t>();
        } else if (version.value != state.versions[counted].value) {
            state.isAlsoReported = true;
        }
    }
    for (const std::size_t index : live)
        if (state.versions[index].status == VersionStatus::InForce)
            state.shown = index;
}

Indexes liveOf(const FieldState& state) {
    Indexes live;
    for (std::size_t i = 0; i < state.versions.size(); ++i)
        if (state.versions[i].status == VersionStatus::AlsoLive)
            live.push_back(i);
    return live;
}

} // namespace

std::vector<Stand> standsOf(std::span<const Version> versions, std::span<const std::size_t> live) {
    Indexes byOperation(live.begin(), live.end());
    std::sort(byOperation.begin(), byOperation.end(),
              [&](std::size_t a, std::size_t b) { return versions[a].id < versions[b].id; });
    std::vector<Stand> stands;
    for (const std::size_t index : byOperation) {
        const Version& version = versions[index];
        if (stands.empty() ||
            !isSameOperation(versions[stands.back().versions.back()].id, version.id)) {
            stands.emplace_back();
            stands.back().isResolution = version.isResolution;
        }
        stands.back().versions.push_back(index);
        stands.back().values.push_back(&version.value);
    }
    for (Stand& stand : stands) {
        std::sort(stand.versions.begin(), stand.versions.end());
        std::sort(stand.values.begin(), stand.values.end(),
                  [](const FieldValue* a, const FieldValue* b) { return *a < *b; });
        stand.values.erase(std::unique(stand.values.begin(), stand.values.end(), areEqual),
                           stand.values.end());
    }
    std::sort(stands.begin(), stands.end(), [](const Stand& a, const Stand& b) {
        return a.versions.front() < b.versions.front();
    });
    return stands;
}

bool standsAgree(std::span<const Stand> stands) {
    if (stands.empty())
        return true;
    const auto resolution = std::find_if(stands.begin(), stands.end(),
                                         [](const Stand& stand) { return stand.isResolution; });
    const Stand& measure = resolution != stands.end() ? *resolution : stands.front();
    return std::all_of(stands.begin(), stands.end(), [&](const Stand& stand) {
        return stand.isResolution ? areSameValues(stand, measure)
                                  : hasValue(measure, *stand.values.front());
    });
}

std::vector<std::vector<std::size_t>> itemsOf(std::span<const Version> versions,
                                              std::span<const std::size_t> live) {
    Indexes sorted(live.begin(), live.end());
    std::sort(sorted.begin(), sorted.end(), [&](std::size_t a, std::size_t b) {
        const auto order = firstMember(versions[a].value) <=> firstMember(versions[b].value);
        return order != 0 ? order < 0 : a < b;
    });
    std::vector<Indexes> items;
    for (const std::size_t index : sorted) {
        if (items.empty() ||
            firstMember(versions[items.back().front()].value) != firstMember(versions[index].value))
            items.emplace_back();
        items.back().push_back(index);
    }
    return items;
}

void foldField(const FieldDeclaration& field, FieldState& state) {
    const Indexes live = liveOf(state);
    if (live.empty())
        return;
    switch (field.policy) {
    case MergePolicy::Append:
        setInForce(state, live);
        state.shown = live.back();
        return;
    case MergePolicy::RegisterAsk:
    case MergePolicy::Protected:
        return foldAsk(field, state, live);
    case MergePolicy::RegisterLatest:
        return settle(state, live, live.back());
    case MergePolicy::MostRestrictive:
    case MergePolicy::MostCautious:
    case MergePolicy::Lattice:
        settle(state, live, strongest(field, state, live));
        state.isAlsoReported = isAnyBeside(state, live);
        return;
    case MergePolicy::Earliest:
        return settle(state, live, earliest(state, live));
    case MergePolicy::LatestDate:
        return settle(state, live, latest(state, live));
    case MergePolicy::Union:
        return foldUnion(field, state, live);
    case MergePolicy::Counter:
        return foldCounter(state, live);
    }
}

} // namespace vb::model
