// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/bridge/case_desk.h"
#include "client/bridge/saving.h"
#include "client/bridge/shown.h"
#include "client/casework/entry_input.h"
#include "client/casework/record_types.h"

#include <algorithm>

// From the forms of the interface to the inputs of the domain.
namespace vb::bridge {

namespace cw = casework;

namespace {

std::optional<cw::EventTime> eventTime(const std::optional<Moment>& moment,
                                       const cw::Calendar& calendar) {
    return moment ? std::optional(eventTimeOf(*moment, calendar)) : std::nullopt;
}

std::optional<cw::Day> day(const std::optional<Date>& date) {
    return date ? std::optional(dayOf(*date)) : std::nullopt;
}

/// The persons of a case, as far as an entry needs them.
struct Persons {
    std::optional<RecordId> subject;
    std::set<RecordId> minors;
    std::optional<RecordId> casus;
};

Result<Persons> personsOf(engine::Replica& replica, const CaseId& caseId, cw::Day today) {
    Persons persons;
    VB_TRY(const auto states,
           replica.records(caseId, {cw::betrokkeneType().id(), cw::casusType().id()}));
    std::optional<RecordId> first;
    for (const auto& state : states) {
        if (state.isWithdrawn())
            continue;
        if (state.type == cw::casusType().id()) {
            persons.casus = state.record;
            continue;
        }
        const auto view = cw::personView(state, today);
        if (view.isMinor)
            persons.minors.insert(state.record);
        const bool isSubject =
            std::find(view.rollen.begin(), view.rollen.end(), "casussubject") != view.rollen.end();
        if (isSubject && !persons.subject)
            persons.subject = state.record;
        if (!first)
            first = state.record;
    }
    if (!persons.subject)
        persons.subject = first;
    return persons;
}

/// Whom it is about: those named, or the one whose case it is.
std::vector<RecordId> about(const std::vector<RecordId>& named, const Persons& persons) {
    if (!named.empty() || !persons.subject)
        return named;
    return {*persons.subject};
}

bool isAboutMinor(const std::vector<RecordId>& about, const Persons& persons) {
    return std::any_of(about.begin(), about.end(),
                       [&](const auto& person) { return persons.minors.contains(person); });
}

/// Nothing for an empty code; the failure for one that is no organisation.
Result<std::optional<OrganisationCode>> organisation(const std::string& code) {
    if (code.empty())
        return std::optional<OrganisationCode>{};
    const auto known = cw::organisationCode(code);
    return known ? Result<std::optional<OrganisationCode>>(known)
                 : fail(Code::InvalidInput, "an organisation");
}

} // namespace

Result<Done> CaseDesk::writeContact(const CaseId& caseId, const ContactEntry& entry) {
    auto& replica = m_core.replica();
    VB_TRY(const auto persons, personsOf(replica, caseId, m_calendar.dayOf(m_clock.now())));
    cw::NewContact input;
    input.common.gebeurdOp = eventTime(entry.happened, m_calendar);
    input.common.betreft = about(entry.persons, persons);
    input.common.leefgebieden = entry.leefgebieden;
    input.soort = entry.kind;
    input.uitkomst = entry.outcome;
    input.plaats = entry.place;
    input.actie = entry.action;
    input.actiestatus = entry.actionStatus;
    input.verslag.waargenomen = entry.observed;
    input.verslag.duiding = entry.interpretation;
    input.verslag.verklaard = {entry.stated, entry.statedBy, {}};
    input.verslag.publiek = entry.audience;
    input.betreftMinderjarige = isAboutMinor(input.common.betreft, persons);
    if (entry.followUp) {
        const auto owner = organisation(entry.followUp->organisation);
        if (!owner)
            return Done::failed(FailureKind::UnknownCode, "eigenaar");
        input.verslag.vervolg = cw::Vervolg{
            entry.followUp->text, eventTime(entry.followUp->due, m_calendar), *owner, {}};
    }

    std::optional<model::RecordState> action;
    std::optional<cw::ShownRecord> shown;
    if (entry.action && !entry.actionStatus.empty()) {
        VB_TRY(action, recordOf(caseId, *entry.action));
        if (!action)
            return Done::failed(FailureKind::NotFound, "actie");
        VB_TRY(const auto actor, actorFor(replica, caseId, *action));
        shown.emplace(cw::ShownRecord{replica.schema(), *action, {}, actor});
    }
    // A draft has the id that its contact will have, so that it is recognised once it was saved.
    VB_TRY(const auto draft, m_book.storedDraft(caseId));
    cw::FirstId first(draft ? draft->record : replica.random().makeId<RecordId>(),
                      replica.random());
    VB_TRY(auto done,
           write(caseId, cw::enterContact(input, circumstances(first), shown ? &*shown : nullptr)));
    // Saved is saved, also when its draft does not go now: it is recognised by its id.
    if (!done.failure.isSet() && draft && replica.store().drafts().drop(caseId, kContactSlot))
        done.changed.drafts = true;
    return done;
}

Result<Done> CaseDesk::writeContext(const CaseId& caseId, const ContextEntry& entry) {
    auto& replica = m_core.replica();
    VB_TRY(const auto persons, personsOf(replica, caseId, m_calendar.dayOf(m_clock.now())));
    if (entry.leefgebieden.empty())
        return Done::failed(FailureKind::Required, "leefgebieden");
    const auto source = organisation(entry.sourceOrganisation);
    if (!source)
        return Done::failed(FailureKind::UnknownCode, "bronorganisatie");
    cw::NewContext input;
    input.common.gebeurdOp = eventTime(entry.happened, m_calendar);
    input.common.betreft = about(entry.persons, persons);
    input.common.leefgebieden = entry.leefgebieden;
    input.soort = entry.kind;
    input.onderwerp = entry.subject;
    input.tekst = entry.text;
    input.bronsoort = entry.source;
    input.bronorganisatie = *source;
    input.bron = entry.sourceName;
    input.geldigTot = day(entry.validUntil);
    input.publiek = entry.audience;
    input.betreftMinderjarige = isAboutMinor(input.common.betreft, persons);
    return write(caseId, cw::enterContext(input, circumstances(replica.random())));
}

Result<Done> CaseDesk::writeWarning(const CaseId& caseId, const WarningEntry& entry) {
    auto& replica = m_core.replica();
    VB_TRY(const auto persons, personsOf(replica, caseId, m_calendar.dayOf(m_clock.now())));
    cw::NewSafetyWarning input;
    input.soort = entry.kind;
    input.niveau = entry.level;
    input.advies = entry.advice;
    input.bron = entry.source;
    input.geldtVoor = entry.persons;
    if (input.geldtVoor.empty() && persons.casus)
        input.geldtVoor = {*persons.casus};
    input.herzien = day(entry.review);
    return write(caseId, cw::enterWarning(input, circumstances(replica.random())));
}

Result<Done> CaseDesk::writeActionChange(const CaseId& caseId, const RecordId& record,
                                         const ActionChange& change) {
    auto& replica = m_core.replica();
    VB_TRY(const auto state, recordOf(caseId, record));
    if (!state || state->type != cw::actieType().id())
        return Done::failed(FailureKind::NotFound);
    VB_TRY(const auto actor, actorFor(replica, caseId, *state));
    std::vector<model::VersionId> seen;
    for (const auto& key : change.seen) {
        const auto versions = versionsOf(key);
        if (!versions)
            return Done::failed(FailureKind::Stale);
        seen.insert(seen.end(), versions->begin(), versions->end());
    }
    cw::ActionChange input;
    input.status = change.status;
    if (!change.proof.empty())
        input.bewijs = change.proof;
    input.reden = change.reason;
    // The form asks for one text: why it cannot be done is what it waits for.
    if (change.status == "geblokkeerd")
        input.geblokkeerdDoor = change.reason;
    const cw::ShownRecord shown{replica.schema(), *state, std::span(std::as_const(seen)), actor};
    return write(caseId, cw::enterActionChange(input, shown, circumstances(replica.random())));
}

} // namespace vb::bridge
