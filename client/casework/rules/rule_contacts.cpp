// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/casework/rules/scene.h"

#include <algorithm>
#include <map>
#include <set>

// What a contact says beside a closing, a decision or another contact.
namespace vb::casework::rules {

namespace {

/// "within 2 h"
constexpr std::chrono::hours kSameVisit{2};
/// News of longer before a decision is history, not news (A).
constexpr std::chrono::hours kNewsBefore{24 * 30};

bool isAttempt(const model::RecordState& kop) {
    const CodeEntry* entry = codeList(ListId::Uitkomst).find(codeOf(kop, contactkop::kUitkomst));
    return entry != nullptr && entry->mark == CodeMark::Attempt;
}

/// C11: a contact of before the closing that the hub took after it.
void findAfterClosing(Scene& scene, const States& contacts) {
    for (const model::RecordState* casus : scene.ofType(casusType())) {
        const model::FieldState* status = casus->find(casus::kStatus.id());
        const model::Version* closing = status != nullptr ? status->shownVersion() : nullptr;
        const std::string code = codeOf(*casus, casus::kStatus);
        if (closing == nullptr || (code != "afgesloten" && code != "niet_opgenomen"))
            continue;
        for (const model::RecordState* contact : contacts) {
            if (!contact->created || !isAcceptedAfter(*contact->created, closing->by) ||
                scene.startOf(*contact).millis > closing->by.effective.millis)
                continue;
            const ChangesetId about[] = {closing->id.changeset};
            scene.add(RuleId::ContactNaAfsluiting, *contact, {contact->record, casus->record},
                      about,
                      {scene.side(*casus, *closing, casus::kStatus, "blijft_afgesloten"),
                       scene.side(*contact, wordsFor(*contact, scene), "heropenen")});
        }
    }
}

/// C15: news from before a decision that nobody could have weighed.
void findBeforeDecision(Scene& scene, const States& contacts) {
    const States decisions = scene.ofType(besluitType());
    const auto isRevisedAfter = [&](const model::RecordState& decision,
                                    const model::Attribution& news) {
        return std::any_of(decisions.begin(), decisions.end(), [&](const auto* other) {
            return other->created && recordOf(*other, besluit::kHerziet) == decision.record &&
                   isAcceptedAfter(*other->created, news);
        });
    };
    for (const model::RecordState* decision : decisions) {
        const Instant decided = scene.startOf(*decision);
        for (const model::RecordState* contact : contacts) {
            const Instant at = scene.startOf(*contact);
            if (!decision->created || !contact->created || at >= decided ||
                decided - at > kNewsBefore ||
                !isAcceptedAfter(*contact->created, *decision->created) ||
                isRevisedAfter(*decision, *contact->created))
                continue;
            scene.add(RuleId::GebeurdVoorBesluit, *contact, {contact->record, decision->record}, {},
                      {scene.side(*decision, wordsFor(*decision, scene), "besluit_blijft"),
                       scene.side(*contact, wordsFor(*contact, scene), "herzien")});
        }
    }
}

bool areAboutOthers(const model::RecordState& a, const model::RecordState& b) {
    const auto one = recordsOf(a, common::kBetreft);
    const auto two = recordsOf(b, common::kBetreft);
    if (one.empty() || two.empty())
        return false; // says nothing, so may be about the same
    return std::none_of(one.begin(), one.end(), [&](const RecordId& person) {
        return std::find(two.begin(), two.end(), person) != two.end();
    });
}

bool areLinked(const model::RecordState& a, const model::RecordState& b) {
    const auto one = recordsOf(a, contactkop::kZelfdeContact);
    const auto two = recordsOf(b, contactkop::kZelfdeContact);
    return std::find(one.begin(), one.end(), b.record) != one.end() ||
           std::find(two.begin(), two.end(), a.record) != two.end();
}

bool isFaceToFace(const model::RecordState& kop) {
    const CodeEntry* entry = codeList(ListId::Contactsoort).find(codeOf(kop, contactkop::kSoort));
    return entry != nullptr && entry->mark == CodeMark::FaceToFace;
}

/// C6: two people log one and the same visit.
void findJoint(Scene& scene, const States& contacts) {
    struct Placed {
        Instant at;
        const model::RecordState* kop;
    };
    std::vector<Placed> placed;
    for (const model::RecordState* kop : contacts) {
        const EventTime when = happened(*kop);
        if (kop->created && std::holds_alternative<Instant>(when) && isFaceToFace(*kop) &&
            !isAttempt(*kop))
            placed.push_back({std::get<Instant>(when), kop});
    }
    std::sort(placed.begin(), placed.end(), [](const Placed& a, const Placed& b) {
        return std::tie(a.at, a.kop->record) < std::tie(b.at, b.kop->record);
    });
    for (std::size_t i = 0; i < placed.size(); ++i) {
        for (std::size_t j = i + 1; j < placed.size() && placed[j].at - placed[i].at <= kSameVisit;
             ++j) {
            const model::RecordState& a = *placed[i].kop;
            const model::RecordState& b = *placed[j].kop;
            if (a.created->author == b.created->author || areAboutOthers(a, b) ||
                codeOf(a, contactkop::kSoort) != codeOf(b, contactkop::kSoort) || areLinked(a, b))
                continue;
            // The later one accepted carries the decision: it is the one that made the question.
            const bool isALater = isAcceptedAfter(*a.created, *b.created);
            scene.add(RuleId::ZelfdeContact, isALater ? a : b, {a.record, b.record}, {},
                      {scene.side(a, wordsFor(a, scene)), scene.side(b, wordsFor(b, scene))});
        }
    }
}

} // namespace

void findAboutContacts(Scene& scene) {
    const States contacts = scene.ofType(contactkopType());
    findAfterClosing(scene, contacts);
    findBeforeDecision(scene, contacts);
    findJoint(scene, contacts);
}

} // namespace vb::casework::rules
