// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/bytes.h"
#include "sync/base/ids.h"

#include <optional>
#include <string>

namespace vb::bridge {

/// Bits of engine::Projection::marks.
inline constexpr std::uint32_t kMarkOpenAction = 1;  ///< somebody still has to do it
inline constexpr std::uint32_t kMarkCheckAction = 2; ///< flag "controleren"

/// What a list shows of one record without merging it: kept beside the record, made anew whenever
/// it changes. Texts as entered, codes as ids of their lists; a member that does not apply is
/// empty. JSON, because it is small, seldom read in bulk and must tolerate other versions.
struct RecordSummary {
    /// Casus: weergavenaam. Betrokkene: the name. Contextinformatie: onderwerp.
    /// Veiligheidswaarschuwing: advies. Actie: tekst. Contact: empty.
    std::string title;
    std::string kind; ///< soort; Casus: onderwerpsoort
    /// Casus, Actie: status. Contact: uitkomst. Contextinformatie: verificatie.
    /// Veiligheidswaarschuwing: niveau.
    std::string state;
    /// Casus: nummer. Betrokkene: geboortedatum, or the first day of what is known of it.
    std::string number;
    /// Nothing to do with it any more: a warning or record withdrawn, an action that is not open, a
    /// case that is closed.
    bool isOver = false;
    /// How exactly it is known when it happened: empty to the minute, else d, m, y or u (unknown).
    std::string precision = {};
    /// Contactverslag: the kop that it belongs to.
    std::optional<RecordId> link = {};
    // An open action: whose it is, and when due (the first instant of the period).
    OrganisationCode ownerOrganisation = {};
    std::optional<WorkerId> owner = {};
    std::optional<std::int64_t> dueMillis = {};
    friend bool operator==(const RecordSummary&, const RecordSummary&) = default;
};

Bytes encodeSummary(const RecordSummary& summary);
/// Total: what is not a summary gives an empty one.
RecordSummary decodeSummary(ByteView bytes);

} // namespace vb::bridge
