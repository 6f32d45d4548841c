// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "tests/unit/engine/purge_town.h"

namespace vb::test {

inline constexpr std::size_t kMembers[] = {kOffice, kInfo, kNoor, kSaar, kBram};

/// A town with one case of everybody, where records are widened and narrowed.
struct MoveTown : PurgeTown {
    MoveTown();

    /// An append, and a value of another field of that name.
    ChangesetId say(std::size_t person, membership::Level level, const RecordId& record,
                    const std::string& text);
    ChangesetId set(std::size_t person, membership::Level level, const RecordId& record,
                    const char* field, model::FieldValue value);
    /// An audience of these, numbered and known to all of them.
    AudienceId declare(std::size_t person, std::vector<std::size_t> who);
    /// Takes a record back, saying that it moved.
    void withdrawAs(std::size_t person, const RecordId& record, const model::MovedTo& moved);
    /// From here on the store cannot grow, until its connection is given up for a new one.
    void fill(std::size_t person);

    /// Often enough for every word about a word to come round.
    void everybodySyncs();
    model::RecordState state(std::size_t person, const RecordId& record);
    /// Whether the person is shown this text in the record.
    bool has(std::size_t person, const RecordId& record, const std::string& text);
    /// Whoever reads an audience has the same of it, and nothing waits.
    void checkAlike();
    /// Another round says nothing new.
    void checkSettled();
};

} // namespace vb::test
