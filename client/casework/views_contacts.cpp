// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// Views of contacts and actions.
#include "client/casework/views.h"

#include <algorithm>
#include <map>
#include <set>

namespace vb::casework {

namespace {

bool hasMark(ListId list, std::string_view code, CodeMark mark) {
    const CodeEntry* entry = codeList(list).find(code);
    return entry != nullptr && entry->mark == mark;
}

void addParagraph(std::string& text, const std::string& more) {
    if (more.empty())
        return;
    if (!text.empty())
        text += "\n\n";
    text += more;
}

std::size_t versionsOf(const model::RecordState& state) {
    std::size_t most = 1;
    for (const model::FieldState& field : state.fields)
        most = std::max(most, static_cast<std::size_t>(std::count_if(
                                  field.versions.begin(), field.versions.end(), [](const auto& v) {
                                      return v.status == model::VersionStatus::InForce ||
                                             v.status == model::VersionStatus::Corrected;
                                  })));
    return most;
}

ContactView kopView(const model::RecordState& kop) {
    ContactView view;
    view.kop = kop.record;
    view.soort = codeOf(kop, contactkop::kSoort);
    view.uitkomst = codeOf(kop, contactkop::kUitkomst);
    view.isAttempt = hasMark(ListId::Uitkomst, view.uitkomst, CodeMark::Attempt);
    view.isFaceToFace = hasMark(ListId::Contactsoort, view.soort, CodeMark::FaceToFace);
    view.happened = happened(kop);
    view.plaats = codeOf(kop, contactkop::kPlaats);
    view.duur = numberOf(kop, contactkop::kDuur);
    for (const model::FieldValue& person : tupleOf(kop, contactkop::kGesprokenMet)) {
        if (const auto* ref = person.as<model::RecordRef>())
            view.gesprokenMet.push_back(ref->id);
    }
    view.zelfdeContact = recordsOf(kop, contactkop::kZelfdeContact);
    if (kop.created)
        view.author = *kop.created;
    return view;
}

void addReport(ContactView& view, const model::RecordState& verslag, const NameBook& names) {
    view.verslagen.push_back(verslag.record);
    addParagraph(view.waargenomen, textOf(verslag, contactverslag::kWaargenomen));
    addParagraph(view.duiding, textOf(verslag, contactverslag::kDuiding));
    const model::FieldValue::Tuple said = tupleOf(verslag, contactverslag::kVerklaard);
    if (!said.empty()) {
        if (const auto* text = said[0].as<std::string>())
            addParagraph(view.verklaard, *text);
        if (said.size() > 1) {
            if (const auto* words = said[1].as<std::string>())
                view.verklaardDoor = *words;
            else if (const auto* person = said[1].as<model::RecordRef>())
                view.verklaardDoor = names.recordName(person->id);
        }
    }
    view.versions = std::max(view.versions, versionsOf(verslag));
}

/// Which contacts are reports of one and the same: the groups that zelfdeContact links.
std::map<RecordId, RecordId> groupsOf(std::span<const ContactView> contacts) {
    std::map<RecordId, RecordId> leader;
    for (const ContactView& contact : contacts)
        leader[contact.kop] = contact.kop;
    const auto find = [&](RecordId id) {
        while (leader[id] != id)
            id = leader[id];
        return id;
    };
    for (const ContactView& contact : contacts) {
        for (const RecordId& same : contact.zelfdeContact) {
            if (!leader.contains(same))
                continue;
            const RecordId a = find(contact.kop);
            const RecordId b = find(same);
            leader[std::max(a, b)] = std::min(a, b);
        }
    }
    std::map<RecordId, RecordId> group;
    for (const ContactView& contact : contacts)
        group[contact.kop] = find(contact.kop);
    return group;
}

void keepLater(std::optional<Day>& last, Day day) {
    if (!last || *last < day)
        last = day;
}

std::vector<ActionView::AlsoReported> alsoReported(const model::RecordState& action) {
    std::vector<ActionView::AlsoReported> others;
    const model::FieldState* status = action.find(actie::kStatus.id());
    if (status == nullptr || !status->isAlsoReported)
        return others;
    for (const model::Version& version : status->versions) {
        const auto* code = version.value.as<model::CodeValue>();
        if (version.status == model::VersionStatus::AlsoLive && code != nullptr)
            others.push_back({code->code, version.reason, version.by});
    }
    return others;
}

bool contradictsDone(const ActionView::AlsoReported& other) {
    return other.status == "geblokkeerd" || other.status == "vervallen" ||
           other.status == "niet_nagekomen";
}

void readProof(ActionView& view, const model::RecordState& action, const NameBook& names) {
    const model::FieldState* field = action.find(actie::kBewijs.id());
    const model::FieldValue* value = field != nullptr ? field->value() : nullptr;
    if (value == nullptr)
        return;
    if (const auto* record = value->as<model::RecordRef>()) {
        view.isBewijsRecord = true;
        view.bewijs = names.recordName(record->id);
    } else if (const auto* text = value->as<std::string>()) {
        view.bewijs = *text;
    }
}

} // namespace

std::vector<ContactView> contactViews(std::span<const model::RecordState> states,
                                      const NameBook& names, const Calendar& calendar) {
    std::vector<ContactView> views;
    std::map<RecordId, std::size_t> byKop;
    for (const model::RecordState& state : states) {
        if (state.type == contactkopType().id() && !codeOf(state, contactkop::kSoort).empty()) {
            byKop[state.record] = views.size();
            views.push_back(kopView(state));
        }
    }
    for (const model::RecordState& state : states) {
        if (state.type != contactverslagType().id())
            continue;
        const auto kop = recordOf(state, contactverslag::kKop);
        const auto found = kop ? byKop.find(*kop) : byKop.end();
        if (found != byKop.end())
            addReport(views[found->second], state, names);
    }
    std::sort(views.begin(), views.end(), [&](const ContactView& a, const ContactView& b) {
        const Instant atA = startOf(a.happened, calendar);
        const Instant atB = startOf(b.happened, calendar);
        return atA != atB ? atA > atB : a.kop < b.kop;
    });
    return views;
}

ContactCount countContacts(std::span<const ContactView> contacts, const Calendar& calendar) {
    const auto groups = groupsOf(contacts);
    std::set<RecordId> spoken;
    std::set<RecordId> attempts;
    std::set<RecordId> faceToFace;
    ContactCount count;
    for (const ContactView& contact : contacts) {
        const RecordId& group = groups.at(contact.kop);
        const Day day = dayOf(contact.happened, calendar);
        keepLater(count.last, day);
        if (contact.isAttempt) {
            attempts.insert(group);
            continue;
        }
        spoken.insert(group);
        keepLater(count.lastSpoken, day);
        if (contact.isFaceToFace)
            faceToFace.insert(group);
    }
    count.spoken = spoken.size();
    count.attempts = attempts.size();
    count.faceToFace = faceToFace.size();
    return count;
}

ActionView actionView(const model::RecordState& action, const NameBook& names, Day today,
                      const Calendar& calendar) {
    ActionView view;
    view.record = action.record;
    view.soort = codeOf(action, actie::kSoort);
    view.tekst = textOf(action, actie::kTekst);
    for (const model::FieldValue& member : tupleOf(action, actie::kEigenaar)) {
        if (const auto* organisation = member.as<OrganisationCode>())
            view.eigenaarOrganisatie = *organisation;
        else if (const auto* worker = member.as<model::WorkerRef>())
            view.eigenaar = worker->id;
    }
    view.uiterlijk = timeOf(action, actie::kUiterlijk);
    view.status = codeOf(action, actie::kStatus);
    view.isOpen = isOpenAction(view.status);
    view.isOverdue = view.isOpen && view.uiterlijk && dayOf(*view.uiterlijk, calendar) < today;
    view.alsoReported = alsoReported(action);
    view.ookDoor = workersOf(action, actie::kOokDoor);
    view.isDouble = view.isOpen && view.ookDoor.size() > 1;
    readProof(view, action, names);
    if (action.created)
        view.author = *action.created;
    const model::FieldState* status = action.find(actie::kStatus.id());
    const model::Version* shown = status != nullptr ? status->shownVersion() : nullptr;
    if (shown == nullptr)
        return view;
    view.reden = shown->reason;
    if (view.status == "uitgevoerd") {
        const bool isByOther = !isOwner(view, shown->by.author, shown->by.organisation);
        view.needsCheck = isByOther || std::any_of(view.alsoReported.begin(),
                                                   view.alsoReported.end(), contradictsDone);
    }
    return view;
}

bool isOwner(const ActionView& action, const WorkerId& worker, OrganisationCode organisation) {
    if (action.eigenaar)
        return *action.eigenaar == worker;
    return action.eigenaarOrganisatie == organisation;
}

std::string describe(const ActionView::AlsoReported& other, const NameBook& names) {
    std::string status = codeList(ListId::Actiestatus).labelOf(other.status);
    if (!status.empty() && status[0] >= 'A' && status[0] <= 'Z')
        status[0] = static_cast<char>(status[0] - 'A' + 'a'); // inside a sentence
    return "ook gemeld: " + status + " (" + names.workerName(other.by.author) + ")";
}

std::vector<ActionView> actionViews(std::span<const model::RecordState> states,
                                    const NameBook& names, Day today, const Calendar& calendar) {
    struct Placed {
        ActionView view;
        Instant at;
    };
    std::vector<Placed> placed;
    for (const model::RecordState& state : states) {
        if (state.type != actieType().id() || textOf(state, actie::kTekst).empty())
            continue;
        Placed one{actionView(state, names, today, calendar), startOf(happened(state), calendar)};
        if (one.view.isOpen && one.view.uiterlijk)
            one.at = startOf(*one.view.uiterlijk, calendar);
        placed.push_back(std::move(one));
    }
    std::sort(placed.begin(), placed.end(), [](const Placed& a, const Placed& b) {
        if (a.view.isOpen != b.view.isOpen)
            return a.view.isOpen;
        if (a.at != b.at)
            return a.view.isOpen ? a.at < b.at : a.at > b.at;
        return a.view.record < b.view.record;
    });
    std::vector<ActionView> views;
    views.reserve(placed.size());
    for (Placed& one : placed)
        views.push_back(std::move(one.view));
    return views;
}

} // namespace vb::casework
