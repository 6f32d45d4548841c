// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/check.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

namespace vb::bridge {

enum class RowChangeKind : std::uint8_t { Insert, Remove, Move, Update };

/// One step from an old list to a new one; steps are applied in their order. Indexes are those of
/// the list as the steps before have left it.
template <typename Row>
struct RowChange {
    RowChangeKind kind = RowChangeKind::Insert;
    std::uint32_t first = 0;
    std::uint32_t count = 0; ///< rows concerned; 1 for Move
    std::uint32_t to = 0;    ///< Move: the row's index after the move
    std::vector<Row> rows;   ///< Insert, Update: the new rows, `count` of them
    friend bool operator==(const RowChange&, const RowChange&) = default;
};

/// What a list observer gets. Applying every update in order, starting from an empty list, gives
/// the list of the latest generation.
template <typename Row>
struct ListUpdate {
    /// Which state of the store this shows: never 0, rising, the same count for every watch.
    std::uint64_t generation = 0;
    std::vector<RowChange<Row>> changes;
    std::uint32_t total = 0; ///< rows that exist; more than are listed while pages remain
    friend bool operator==(const ListUpdate&, const ListUpdate&) = default;
};

/// Applies one step. Views do the same between their begin and end signals.
template <typename Row>
void applyChange(std::vector<Row>& rows, const RowChange<Row>& change) {
    using Offset = typename std::vector<Row>::difference_type;
    const auto at = [&](std::uint32_t index) {
        VB_CHECK(index <= rows.size());
        return rows.begin() + static_cast<Offset>(index);
    };
    switch (change.kind) {
    case RowChangeKind::Insert:
        rows.insert(at(change.first), change.rows.begin(), change.rows.end());
        break;
    case RowChangeKind::Remove:
        rows.erase(at(change.first), at(change.first + change.count));
        break;
    case RowChangeKind::Move: {
        Row row = std::move(*at(change.first));
        rows.erase(at(change.first));
        rows.insert(at(change.to), std::move(row));
        break;
    }
    case RowChangeKind::Update:
        VB_CHECK(change.first + change.rows.size() <= rows.size());
        std::copy(change.rows.begin(), change.rows.end(), at(change.first));
        break;
    }
}

/// The steps that turn `rows` into `wanted`: removals, then moves and insertions from the front,
/// then updates; neighbours are joined. `keyOf(row)` is unique within each list. Quadratic only in
/// the number of moves; lists are pages of at most a few hundred rows.
template <typename Row, typename KeyOf>
std::vector<RowChange<Row>> rowChanges(std::vector<Row> rows, const std::vector<Row>& wanted,
                                       KeyOf keyOf) {
    using Key = std::decay_t<decltype(keyOf(wanted.front()))>;
    std::vector<RowChange<Row>> changes;
    const auto push = [&](RowChange<Row> change) {
        if (!changes.empty() && change.kind != RowChangeKind::Move) {
            RowChange<Row>& last = changes.back();
            const bool isNext = last.kind == change.kind && change.first == last.first + last.count;
            const bool isAbove = last.kind == change.kind && change.kind == RowChangeKind::Remove &&
                                 change.first + change.count == last.first;
            if (isAbove) {
                last.first = change.first;
                last.count += change.count;
                return;
            }
            if (isNext && change.kind != RowChangeKind::Remove) {
                last.count += change.count;
                last.rows.insert(last.rows.end(), change.rows.begin(), change.rows.end());
                return;
            }
        }
        changes.push_back(std::move(change));
    };
    const auto step = [&](RowChange<Row> change) {
        applyChange(rows, change);
        push(std::move(change));
    };

    std::map<Key, std::size_t> places;
    for (std::size_t i = 0; i < wanted.size(); ++i)
        places.emplace(keyOf(wanted[i]), i);
    for (std::size_t i = rows.size(); i-- > 0;) {
        if (!places.contains(keyOf(rows[i])))
            step({RowChangeKind::Remove, static_cast<std::uint32_t>(i), 1, 0, {}});
    }
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        const Key key = keyOf(wanted[i]);
        if (i < rows.size() && keyOf(rows[i]) == key)
            continue;
        std::size_t found = i;
        while (found < rows.size() && !(keyOf(rows[found]) == key))
            ++found;
        const auto index = static_cast<std::uint32_t>(i);
        if (found < rows.size())
            step({RowChangeKind::Move, static_cast<std::uint32_t>(found), 1, index, {}});
        else
            step({RowChangeKind::Insert, index, 1, 0, {wanted[i]}});
    }
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (!(rows[i] == wanted[i]))
            step({RowChangeKind::Update, static_cast<std::uint32_t>(i), 1, 0, {wanted[i]}});
    }
    return changes;
}

} // namespace vb::bridge
