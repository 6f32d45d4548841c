// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/casework/fold.h"
#include "client/casework/rules/scene.h"

#include <algorithm>
#include <set>

// Reports that may be about the same people, and what came after somebody had been removed.
namespace vb::casework::rules {

namespace {

/// How far apart two reports of one family come in (A).
constexpr std::chrono::hours kSameFamily{24 * 30};
/// Shorter words are "van", "fam" and initials.
constexpr std::size_t kNameLetters = 4;

bool isOpenReport(const model::RecordState& report) {
    const std::string status = codeOf(report, veldaanmelding::kStatus);
    return status == "ingediend" || status == "ontvangen" || status == "in_triage" ||
           status == "aanvulling_gevraagd" || status == "toegelaten";
}

std::set<std::string> namesIn(const model::RecordState& report) {
    const std::string folded = fold(textOf(report, veldaanmelding::kWie));
    std::set<std::string> names;
    for (const std::string_view word : wordsOf(folded)) {
        if (word.size() >= kNameLetters && word != "familie" && word != "gezin")
            names.emplace(word);
    }
    return names;
}

bool sharesName(const model::RecordState& a, const model::RecordState& b) {
    const auto one = namesIn(a);
    const auto two = namesIn(b);
    return std::any_of(one.begin(), one.end(),
                       [&](const std::string& name) { return two.contains(name); });
}

bool areLinked(const model::RecordState& a, const model::RecordState& b) {
    const auto names = [](const model::RecordState& from, const RecordId& to) {
        const auto others = recordsOf(from, veldaanmelding::kGekoppeldAan);
        return std::find(others.begin(), others.end(), to) != others.end();
    };
    return names(a, b.record) || names(b, a.record);
}

/// What of this record lies beyond a cut, or came late.
std::vector<const model::Version*> afterRemoval(const model::RecordState& state) {
    std::vector<const model::Version*> out;
    for (const model::FieldState& field : state.fields) {
        for (const model::Version& version : field.versions) {
            const bool isLate = version.by.late && (version.isLive() || version.isOpen());
            if (version.status == model::VersionStatus::Refused || isLate)
                out.push_back(&version);
        }
    }
    return out;
}

} // namespace

/// C29: two reports of one family.
void findAboutReports(Scene& scene) {
    const States reports = scene.ofHouse(veldaanmeldingType());
    for (std::size_t i = 0; i < reports.size(); ++i) {
        for (std::size_t j = i + 1; j < reports.size(); ++j) {
            const model::RecordState& a = *reports[i];
            const model::RecordState& b = *reports[j];
            const auto apart = scene.startOf(a) - scene.startOf(b);
            const auto place = tupleOf(a, veldaanmelding::kWaar);
            const auto other = tupleOf(b, veldaanmelding::kWaar);
            if (!isOpenReport(a) || !isOpenReport(b) || !a.created || !b.created ||
                a.created->author == b.created->author || apart > kSameFamily ||
                -apart > kSameFamily || place.empty() || other.empty() ||
                place.front() != other.front() || !sharesName(a, b) || areLinked(a, b))
                continue;
            // The second is linked to the first.
            const bool isALater = isAcceptedAfter(*a.created, *b.created);
            scene.add(RuleId::ZelfdeMelding, isALater ? a : b, {a.record, b.record}, {},
                      {scene.side(a, wordsFor(a, scene)), scene.side(b, wordsFor(b, scene))});
        }
    }
}

/// C12, C31: one finding for each record that somebody wrote in after having been removed.
void findAfterRemoval(Scene& scene) {
    for (const model::RecordState& state : scene.input().states) {
        const auto versions = afterRemoval(state);
        std::set<ChangesetId> about;
        std::vector<FindingSide> sides;
        for (const model::Version* version : versions) {
            if (!about.insert(version->id.changeset).second)
                continue; // one side for each changeset
            FindingSide one;
            one.record = state.record;
            one.words = wordsFor(state, scene);
            one.by = version->by;
            one.reden = version->reason;
            sides.push_back(std::move(one));
        }
        if (sides.empty())
            continue;
        const std::vector<ChangesetId> ids(about.begin(), about.end());
        scene.add(RuleId::NaUittreding, state, {state.record}, ids, std::move(sides));
    }
}

} // namespace vb::casework::rules
