// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/casework/case_view.h"
#include "client/casework/entering.h"
#include "sync/model/merge.h"
#include "tests/support/catch.h"
#include "tests/support/seeded_random.h"

#include <map>

namespace vb::test {

/// Somebody of the specification's examples.
struct Colleague {
    std::string name;
    WorkerId id;
    OrganisationCode organisation;
    std::string hat;
    model::RoleSet roles = {};
};

/// One case on one replica: what is saved is merged by the real kernel. Whoever edits an older
/// snapshot was offline.
class CaseBook final : public casework::NameBook {
public:
    CaseBook() {
        using model::Role;
        po = colleague("Noor Dijkgraaf", "politie", "wijkagent");
        re = colleague("Bram Uitslag", "reclassering", "reclassering_toezichthouder");
        gg = colleague("Joke Lammerink", "ggd_oggz", "ggd_oggz_medewerker");
        k = colleague("Hilde Roosma", "wijkteam", "casusregisseur", {Role::Casusregisseur});
        p = colleague("Tom Achterveld", "veiligheidshuis", "procesregisseur",
                      {Role::Procesregisseur});
        i = colleague("Ilse Wagter", "veiligheidshuis", "informatievoorziening",
                      {Role::Informatievoorziening});
    }

    Colleague po, re, gg, k, p, i;
    Instant now{1'790'000'000'000}; // 21 September 2026, 14:13 UTC
    casework::UtcCalendar calendar;
    model::Schema schema = casework::makeSchema();
    SeededRandom ids{1};

    [[nodiscard]] casework::Day today() const { return calendar.dayOf(now); }
    casework::Circumstances as(const Colleague& who) {
        return {now, calendar, ids, who.id, who.organisation, who.hat};
    }
    /// Saves and is accepted by the hub at once; a minute passes.
    RecordId save(const Colleague& who, const casework::Checked<casework::Entry>& entry) {
        if (!entry.isAccepted())
            FAIL(casework::sentences(entry.problems()));
        model::LoggedChangeset saved;
        saved.id = ids.makeId<ChangesetId>();
        saved.content.author = who.id;
        saved.content.organisation = who.organisation;
        saved.content.hat = who.hat;
        saved.content.stamp = {now.millis, 0};
        for (const casework::EntryPart& part : entry.value().parts) {
            saved.partIndexes.push_back(static_cast<std::uint16_t>(saved.content.parts.size()));
            saved.content.parts.push_back(part.part);
        }
        saved.position = m_saved.size() + 1;
        saved.hubTime = now;
        saved.rolesAtAcceptance = who.roles;
        m_saved.push_back(std::move(saved));
        wait(std::chrono::minutes(1));
        return entry.value().record;
    }
    void wait(std::chrono::milliseconds span) { now = now + span; }

    [[nodiscard]] std::vector<model::RecordState> states() const {
        return model::mergeAll(schema, m_saved);
    }
    [[nodiscard]] model::RecordState state(const RecordId& record) const {
        for (model::RecordState& state : states()) {
            if (state.record == record)
                return std::move(state);
        }
        FAIL("no such record");
        return {};
    }
    /// The record as `who` sees it and what they are to it.
    [[nodiscard]] casework::ShownRecord shown(const model::RecordState& state,
                                              const Colleague& who) const {
        casework::Actor actor;
        actor.roles = who.roles;
        if (state.created) {
            actor.isAuthor = state.created->author == who.id;
            actor.isOfSourceOrganisation = state.created->organisation == who.organisation;
        }
        if (state.type == casework::actieType().id())
            actor.ownsAction = casework::isOwner(
                casework::actionView(state, *this, today(), calendar), who.id, who.organisation);
        return {schema, state, {}, actor};
    }

    std::string workerName(const WorkerId& worker) const override {
        const auto found = m_names.find(worker);
        return found == m_names.end() ? "onbekend" : found->second;
    }
    std::string organisationName(OrganisationCode organisation) const override {
        return casework::organisationLabel(organisation);
    }
    std::string recordName(const RecordId& record) const override {
        for (const model::RecordState& state : states()) {
            if (state.record == record && state.type == casework::betrokkeneType().id())
                return casework::personName(state);
        }
        return {};
    }

    // Entries with which most stories begin.
    casework::NewCase newCase() const {
        casework::NewCase made;
        made.nummer = "LV-2026-001";
        made.inbrenger = {casework::organisationCode("politie").value(), "Noor Dijkgraaf"};
        made.weergavenaam = "D. Kortlever";
        made.onderwerpsoort = "persoon";
        made.domein = "volwassenen";
        made.gemeente = "lindervoort";
        made.procesregisseur = p.id;
        made.samenwerkingsdoel = "Voor de zitting aangemeld bij de kliniek";
        made.regie = casework::organisationCode("veiligheidshuis").value();
        made.rolHuis = "regisseur";
        made.locatie = "huis";
        made.aanleiding = "Zitting";
        return made;
    }
    casework::NewPerson newPerson() const {
        casework::NewPerson made;
        made.voorletters = "D.";
        made.achternaam = "Kortlever";
        made.geboortedatum = model::Date{casework::dayFrom({1987, 3, 9})};
        made.geslacht = "vrouw";
        made.rollen = {"casussubject"};
        return made;
    }
    casework::NewContact newContact() const {
        casework::NewContact made;
        made.soort = "huisbezoek";
        made.uitkomst = "binnengelaten";
        return made;
    }
    casework::NewContext newContext() const {
        casework::NewContext made;
        made.soort = "feit";
        made.onderwerp = "Post";
        made.tekst = "Koelkast leeg, post in de la.";
        made.bronsoort = "eigen_waarneming";
        made.common.leefgebieden = {"financien"};
        return made;
    }
    casework::NewSafetyWarning newWarning() {
        casework::NewSafetyWarning made;
        made.soort = "wapen";
        made.niveau = "let_op";
        made.geldtVoor = {ids.makeId<RecordId>()};
        return made;
    }
    casework::NewAction newAction() const {
        casework::NewAction made;
        made.soort = "actie";
        made.tekst = "Brengen naar de kliniek";
        made.eigenaar = {po.organisation, po.id};
        made.uiterlijk = casework::EventTime(model::Date{today() + 7});
        return made;
    }

private:
    Colleague colleague(std::string name, std::string_view organisation, std::string hat,
                        model::RoleSet roles = {}) {
        Colleague made{std::move(name), ids.makeId<WorkerId>(),
                       casework::organisationCode(organisation).value(), std::move(hat), roles};
        m_names[made.id] = made.name;
        return made;
    }

    std::vector<model::LoggedChangeset> m_saved;
    std::map<WorkerId, std::string> m_names;
};

} // namespace vb::test
