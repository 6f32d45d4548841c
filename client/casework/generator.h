// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/casework/entry_input.h"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// A fictional caseload of a chosen size: section 10 of the domain specification. For trying,
// measuring and demonstrating; nobody in it exists.
namespace vb::casework {

/// How much. `records` is a floor: what the distributions give is filled up to it with further
/// context and actions, so that a volume weighs what the specification says it weighs.
struct Volume {
    std::string_view name;
    std::size_t cases = 0;
    std::size_t contacts = 0;
    std::size_t records = 0;
};
/// demo, typical, large, house.
std::span<const Volume> volumes();
std::optional<Volume> findVolume(std::string_view name);

/// Somebody in whose name entries are made. The first one of the list writes most.
struct GeneratorAuthor {
    WorkerId worker;
    OrganisationCode organisatie;
    std::string functie;
};

struct GeneratorRequest {
    std::uint64_t seed = 0;
    Volume volume;
    Instant now; ///< nothing is later than this
    std::vector<GeneratorAuthor> authors;
    WorkerId procesregisseur;
};

/// What a case was drawn to be. The distributions are those of the specification.
struct GeneratedCase {
    std::string nummer;
    Day intake = 0;
    double ageAtIntake = 0; ///< years
    std::string geslacht;
    std::vector<std::size_t> leefgebieden; ///< filled ones, by place in list 4.1
    std::int32_t timesDiscussed = 0;
    std::int32_t pva = 0; ///< plan score 0 to 3
    std::int32_t bvh = 0; ///< police registrations in the year before
    std::int32_t hks = 0; ///< convictions in the year before
    std::int32_t partners = 0;
    double contactsPerYear = 0; ///< as drawn
    double years = 0;           ///< from intake to now
    std::size_t contacts = 0;   ///< as given
    bool hasInitials = true;
    bool isNearlyEmpty = false;
    RecordId casus;
    std::vector<RecordId> persons; ///< the subject first
};

/// One changeset-to-be. To be entered with FirstId(record, ...), by `author`, at `at`.
struct GeneratedEntry {
    std::size_t caseIndex = 0;
    std::size_t author = 0;
    EventTime at;
    RecordId record; ///< of the new record; none for a change
    EntryInput input;
    /// Written without having seen what others wrote to that field meanwhile: whoever saves it
    /// shows it no version (ShownRecord::versions empty).
    bool isConcurrent = false;
};

/// Makes the caseload. Same request, same ids: same entries, on every machine. The cases are drawn
/// when it is made; the entries one by one when they are asked for, so that a large volume needs
/// memory for its plan alone (some 40 bytes an entry). Not for several threads at once.
class Generator {
public:
    /// InvalidInput without cases or authors, or with more than a million records.
    static Result<Generator> create(GeneratorRequest request, const Calendar& calendar,
                                    RandomSource& ids);

    [[nodiscard]] const std::vector<GeneratedCase>& cases() const { return m_cases; }
    /// Entries that run() will give; records among them (a contact with texts makes two).
    [[nodiscard]] std::size_t entries() const { return m_plan.size(); }
    [[nodiscard]] std::size_t records() const { return m_records; }

    /// All entries in the order of their time. Stops at the first error of `take` and returns it.
    Result<void> run(const std::function<Result<void>(const GeneratedEntry&)>& take) const;

private:
    enum class Kind : std::uint8_t {
        Casus,
        Person,
        Context,
        Warning,
        Action,
        ActionTaken,
        ActionEnd,
        Contact,
        Colour,
    };
    /// One entry to come: enough to draw it again, always alike.
    struct Planned {
        std::int64_t at = 0; ///< millis
        std::uint32_t caseIndex = 0;
        std::uint32_t number = 0; ///< within its kind and case
        Kind kind = Kind::Contact;
        std::uint8_t detail = 0;  ///< a leefgebied, an outcome, flags: by kind
        std::uint32_t record = 0; ///< index into m_ids
        std::int32_t days = 0;    ///< of an action: until it is due
    };
    class Planner;
    class Writer;

    Generator(GeneratorRequest request, const Calendar& calendar);

    GeneratorRequest m_request;
    const Calendar* m_calendar;
    std::vector<GeneratedCase> m_cases;
    std::vector<Planned> m_plan; ///< by time
    std::vector<RecordId> m_ids;
    std::size_t m_records = 0;
};

} // namespace vb::casework
