// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/casework/entry_input.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

// Cases from JSON files (docs/casework.md, "Import"): what people wrote elsewhere, as the typed
// inputs that entering.h takes. Reading changes nothing; everything in all files is checked before
// the first entry could be saved.
namespace vb::casework {

/// A file to read: its name stands in every message, its text is JSON in UTF-8.
struct ImportFile {
    std::string_view name;
    std::string_view text;
};

inline constexpr std::size_t kMaxImportBytes = 4 * 1024 * 1024; // per file
inline constexpr std::size_t kMaxImportEntries = 10'000;        // per case

/// Somebody who wrote entries, by the short code that the files use.
struct ImportPerson {
    std::string code;
    std::string naam;
    OrganisationCode organisatie;
    std::string functie; ///< the pet
    model::RoleSet rollen;
};

/// What files cannot know. Duplicates: an entry has a key, "d1/straat", that stays the same when
/// the file is read again; `recordOf` derives the record's id from it, so that whoever imports
/// twice, on whatever day or device, meets the same record and can leave it alone. The entry
/// is then entered with that id first (FirstId).
class ImportScene {
public:
    virtual ~ImportScene() = default;
    [[nodiscard]] virtual RecordId recordOf(std::string_view key) const = 0;
    /// Nothing for somebody who is no worker of this house: then their organisation stands alone.
    [[nodiscard]] virtual std::optional<WorkerId> workerOf(std::string_view code) const = 0;
};

struct ImportedEntry {
    std::string key;    ///< "d1/straat"; of the case itself "d1/casus"
    std::string author; ///< an ImportPerson's code
    EventTime at;
    EntryInput input;
};

/// An entry whose kind of record this version does not have.
struct LeftOutEntry {
    std::string key;
    std::string author;
    std::string soort;
};

struct ImportedCase {
    std::string key;
    std::string title;
    std::string nummer; ///< by which a device finds the case that another one made
    std::vector<std::string> leden;
    std::vector<ImportedEntry> entries; ///< by time; the case first, then its persons
    std::vector<LeftOutEntry> leftOut;
};

struct ImportBatch {
    std::vector<ImportPerson> mensen;
    std::vector<ImportedCase> cases;
};

/// Days in the files count from `now`'s day; what would then lie in the future (today, later than
/// now) is put at `now`. InvalidInput names file, case, entry, field and what to do; the first
/// mistake ends it. Never holds what is in a field.
Result<ImportBatch> readImport(std::span<const ImportFile> files, const ImportScene& scene,
                               Instant now, const Calendar& calendar);

/// The twelve demo scenarios of the domain specification and the people in them, all fictional.
/// Compiled in.
std::span<const ImportFile> demoScenarios();

} // namespace vb::casework
