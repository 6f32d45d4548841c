// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/envelope/content_codec.h"
#include "sync/model/changeset.h"
#include "tests/support/seeded_random.h"

namespace vb::test {

/// Any valid content, from one seed: every kind of value, operation and optional member comes up
/// with a fair chance, sizes stay small.
model::FieldValue arbitraryValue(SeededRandom& random, int depth = 0);
model::Operation arbitraryOperation(SeededRandom& random);
model::Part arbitraryPart(SeededRandom& random);
envelope::Frame arbitraryFrame(SeededRandom& random);
envelope::Witness arbitraryWitness(SeededRandom& random);
/// One to five parts; case and audience as given.
model::Changeset arbitraryChangeset(SeededRandom& random, CaseId caseId, AudienceId audience);

/// Valid UTF-8 of up to `maxCharacters` characters of every length.
std::string arbitraryText(SeededRandom& random, std::size_t maxCharacters);
Bytes arbitraryBytes(SeededRandom& random, std::size_t maxBytes);

} // namespace vb::test
