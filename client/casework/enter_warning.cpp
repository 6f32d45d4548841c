// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/casework/change.h"
#include "client/casework/entering.h"
#include "client/casework/entry_check.h"
#include "client/casework/reading.h"
#include "sync/model/edit.h"

namespace vb::casework {

namespace {

constexpr std::int32_t kReviewMonths = 6; // "d +6 months (A)"
constexpr std::int32_t kMaxReviewMonths = 60;

void checkReview(EntryCheck& check, std::optional<Day> review) {
    check.day(veiligheidswaarschuwing::kHerzien, review);
    const Day today = check.at().today();
    if (review && *review < today)
        check.add(veiligheidswaarschuwing::kHerzien, ProblemKind::BeforeStart);
    else if (review && *review > addMonths(today, kMaxReviewMonths))
        check.add(veiligheidswaarschuwing::kHerzien, ProblemKind::NoSuchDay);
}

/// Lower is stricter: the list stands most cautious first.
std::size_t strictness(std::string_view niveau) {
    return codeList(ListId::Waarschuwingsniveau).indexOf(niveau);
}

/// A new review date takes the place of the shown ones: `herzien` is the earliest of all that
/// stand, so a later one counts only when they are withdrawn.
void renew(ChangeWriter& change, const ShownRecord& warning, Day review, std::string_view reason) {
    const FieldSpec& field = veiligheidswaarschuwing::kHerzien;
    if (const model::FieldState* state = warning.state.find(field.id())) {
        for (const model::FieldValue& old : state->values())
            change.remove(field, old, reason);
    }
    change.write(field, dayValue(review), reason);
}

void checkChange(EntryCheck& check, const WarningChange& input, const ShownRecord& warning) {
    const FieldSpec& level = veiligheidswaarschuwing::kNiveau;
    const FieldSpec& status = veiligheidswaarschuwing::kStatus;
    check.reason(status, input.reden, input.trekIn);
    if (input.trekIn && !mayWrite(status, warning.actor))
        check.add(status, ProblemKind::NotAllowed);
    if (!input.niveau.empty()) {
        check.code(level, input.niveau);
        if (!mayWrite(level, warning.actor))
            check.add(level, ProblemKind::NotAllowed);
        const std::string now = codeOf(warning.state, level);
        const bool isLowered = strictness(input.niveau) > strictness(now);
        if (isLowered && trimmed(input.reden).empty())
            check.add(level, ProblemKind::ReasonRequired);
        if (input.trekIn)
            check.add(level, ProblemKind::NotAChoiceHere);
    }
    if (input.herzien) {
        checkReview(check, input.herzien);
        if (trimmed(input.reden).empty())
            check.add(veiligheidswaarschuwing::kHerzien, ProblemKind::ReasonRequired);
    }
}

} // namespace

std::string_view defaultAdvice(std::string_view niveau) {
    if (niveau == "niet_betreden")
        return "Ga niet naar binnen. Overleg eerst met de politie.";
    if (niveau == "alleen_met_politie")
        return "Ga alleen samen met de politie.";
    if (niveau == "niet_alleen")
        return "Ga niet alleen.";
    return "Let op. Vraag eerst aan de melder wat er speelt.";
}

Checked<Entry> enterWarning(const NewSafetyWarning& input, const Circumstances& at) {
    EntryCheck check(at);
    check.common(input.common);
    check.code(veiligheidswaarschuwing::kSoort, input.soort);
    check.code(veiligheidswaarschuwing::kNiveau, input.niveau);
    const std::string_view advice =
        trimmed(input.advies).empty() ? defaultAdvice(input.niveau) : trimmed(input.advies);
    check.text(veiligheidswaarschuwing::kAdvies, advice);
    const std::string_view source =
        input.bron.empty() ? "eigen_waarneming" : std::string_view(input.bron);
    check.code(veiligheidswaarschuwing::kBron, source);
    if (input.geldtVoor.empty())
        check.add(veiligheidswaarschuwing::kGeldtVoor, ProblemKind::Required);
    check.count(veiligheidswaarschuwing::kGeldtVoor, input.geldtVoor.size());
    checkReview(check, input.herzien);
    if (!check.isClean())
        return check.problems();

    Entry entry{at.ids.makeId<RecordId>(), {}};
    PartWriter part(veiligheidswaarschuwingType(), entry.record);
    part.common(input.common, at);
    part.code(veiligheidswaarschuwing::kSoort, input.soort);
    part.text(veiligheidswaarschuwing::kAdvies, advice);
    part.code(veiligheidswaarschuwing::kBron, source);
    part.records(veiligheidswaarschuwing::kGeldtVoor, input.geldtVoor);
    part.code(veiligheidswaarschuwing::kNiveau, input.niveau);
    part.day(veiligheidswaarschuwing::kHerzien,
             input.herzien.value_or(addMonths(at.today(), kReviewMonths)));
    part.code(veiligheidswaarschuwing::kStatus, "actief");
    entry.parts.push_back(part.take(AudienceLevel::Casusteam));
    return entry;
}

Checked<Entry> enterWarningChange(const WarningChange& input, const ShownRecord& warning,
                                  const Circumstances& at) {
    EntryCheck check(at);
    checkChange(check, input, warning);
    if (!check.isClean())
        return check.problems();
    ChangeWriter change(veiligheidswaarschuwingType(), warning);
    if (!input.niveau.empty())
        change.write(veiligheidswaarschuwing::kNiveau, codeValue(input.niveau), input.reden);
    if (input.trekIn)
        change.write(veiligheidswaarschuwing::kStatus, codeValue("ingetrokken"), input.reden);
    else if (!input.niveau.empty() || input.herzien)
        change.write(veiligheidswaarschuwing::kStatus, codeValue("actief"), input.reden);
    if (input.herzien)
        renew(change, warning, *input.herzien, input.reden);
    return change.finish();
}

} // namespace vb::casework
