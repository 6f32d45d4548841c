// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/model/conflict.h"
#include "sync/model/validate.h"
#include "tests/support/must.h"
#include "tests/unit/casework/case_book.h"

using namespace vb;
using namespace vb::casework;
using vb::test::CaseBook;

namespace {

/// Every operation of an entry is one that the model takes.
void requireSound(const CaseBook& book, const Entry& entry) {
    for (const EntryPart& part : entry.parts) {
        vb::test::must(model::validateStructure(part.part));
        for (const model::Operation& operation : part.part.operations) {
            CAPTURE(part.part.type.value, operation.field.field.value);
            if (operation.field.field != model::kRecordField)
                vb::test::must(model::validateOperation(book.schema, part.part.type, operation));
        }
    }
}

Checked<Entry> step(CaseBook& book, const RecordId& action, const vb::test::Colleague& who,
                    const ActionChange& change) {
    const model::RecordState state = book.state(action);
    return enterActionChange(change, book.shown(state, who), book.as(who));
}

ActionChange to(std::string status) {
    ActionChange change;
    change.status = std::move(status);
    return change;
}

} // namespace

TEST_CASE("a contact is a kop for the team and a verslag for fewer", "[client][casework]") {
    CaseBook book;
    const RecordId person = book.save(book.i, enterPerson(book.newPerson(), book.as(book.i)));
    NewContact contact = book.newContact();
    contact.common.betreft = {person};
    contact.common.leefgebieden = {"wonen", "wonen", "financien"};
    contact.plaats = "woning";
    contact.duur = 35;
    contact.verslag.waargenomen = "  Koelkast leeg.\n";
    contact.verslag.verklaard = {"Het gaat wel.", "de buurvrouw", std::nullopt};
    const auto entry = enterContact(contact, book.as(book.po));
    REQUIRE(entry.isAccepted());
    requireSound(book, entry.value());
    REQUIRE(entry.value().parts.size() == 2);
    CHECK(entry.value().parts[0].level == AudienceLevel::Casusteam);
    CHECK(entry.value().parts[0].part.record == entry.value().record);
    CHECK(entry.value().parts[1].level == AudienceLevel::EigenOrganisatie);
    // Nothing that was seen or told is in the part that everybody reads.
    for (const model::Operation& operation : entry.value().parts[0].part.operations)
        for (const model::FieldValue& value : operation.values)
            CHECK(value.as<std::string>() == nullptr);

    book.save(book.po, entry);
    const auto views = contactViews(book.states(), book, book.calendar);
    REQUIRE(views.size() == 1);
    CHECK(views[0].waargenomen == "Koelkast leeg.");
    CHECK(views[0].verklaard == "Het gaat wel.");
    CHECK(views[0].verklaardDoor == "de buurvrouw");
    CHECK(views[0].gesprokenMet == std::vector<RecordId>{person}); // prefilled from betreft
    CHECK(views[0].duur == 35);
    CHECK(codesOf(book.state(entry.value().record), common::kLeefgebieden) ==
          std::vector<std::string>{"financien", "wonen"});
}

TEST_CASE("a contact without texts has no verslag, and may get one later", "[client][casework]") {
    CaseBook book;
    const RecordId kop = book.save(book.po, enterContact(book.newContact(), book.as(book.po)));
    CHECK(contactViews(book.states(), book, book.calendar).front().verslagen.empty());
    VerslagInput later;
    later.waargenomen = "Post in de la.";
    later.publiek = "casusteam";
    const auto entry = enterReport(kop, later, book.now, false, book.as(book.po));
    REQUIRE(entry.isAccepted());
    CHECK(entry.value().parts[0].level == AudienceLevel::Casusteam);
    book.save(book.po, entry);
    CHECK(contactViews(book.states(), book, book.calendar).front().waargenomen == "Post in de la.");
    CHECK_FALSE(enterReport(kop, {}, book.now, false, book.as(book.po)).isAccepted());
}

TEST_CASE("a follow-up becomes an action, also for another organisation", "[client][casework]") {
    CaseBook book;
    NewContact contact = book.newContact();
    contact.verslag.vervolg =
        Vervolg{"Id-kaart aanvragen", EventTime(model::Date{book.today() + 3}),
                organisationCode("wijkteam"), std::nullopt};
    book.save(book.po, enterContact(contact, book.as(book.po)));
    const auto actions = actionViews(book.states(), book, book.today(), book.calendar);
    REQUIRE(actions.size() == 1);
    CHECK(actions[0].tekst == "Id-kaart aanvragen");
    CHECK(actions[0].eigenaarOrganisatie == organisationCode("wijkteam"));
    CHECK(actions[0].status == "toegezegd");
}

TEST_CASE("a contact can be the proof of an action", "[client][casework]") {
    CaseBook book;
    const RecordId action = book.save(book.k, enterAction(book.newAction(), book.as(book.k)));
    const model::RecordState state = book.state(action);
    const ShownRecord shown = book.shown(state, book.po);
    NewContact contact = book.newContact();
    contact.actie = action;
    contact.actiestatus = "uitgevoerd";
    const RecordId kop = book.save(book.po, enterContact(contact, book.as(book.po), &shown));
    const ActionView view = actionView(book.state(action), book, book.today(), book.calendar);
    CHECK(view.status == "uitgevoerd");
    CHECK(view.isBewijsRecord);
    CHECK(recordOf(book.state(action), actie::kBewijs) == kop);
}

TEST_CASE("new records are what the model takes", "[client][casework]") {
    CaseBook book;
    NewCase made = book.newCase();
    made.kaders = {"overlast"};
    made.rappeldatum = book.today() + 30;
    made.rappelreden = "na de zitting";
    NewPerson person = book.newPerson();
    person.eerderBekend = {{"opname", organisationCode("ggz").value(), 2019}};
    person.toestemming = "gegeven";
    person.toestemmingVoor = "delen met de kliniek";
    person.tolk = false;
    person.taal = "nl";
    NewContext context = book.newContext();
    context.soort = "risico_instrument";
    context.instrument = InstrumentInput{"b_safer", book.today(), "reclassering", "hoog"};
    context.geldigTot = book.today() + 100;
    NewAction action = book.newAction();
    action.frequentie = Frequentie{2, "per_week"};
    action.partijen = {organisationCode("ggz").value(), std::string("markthal")};
    for (const auto& entry :
         {enterCase(made, book.as(book.i)), enterPerson(person, book.as(book.i)),
          enterContext(context, book.as(book.po)),
          enterWarning(book.newWarning(), book.as(book.po)),
          enterAction(action, book.as(book.k))}) {
        if (!entry.isAccepted())
            FAIL(sentences(entry.problems()));
        requireSound(book, entry.value());
        CHECK(entry.value().parts.front().part.record == entry.value().record);
    }
}

TEST_CASE("the same source of ids gives an entry the same record", "[client][casework]") {
    CaseBook book;
    vb::test::SeededRandom first(7);
    vb::test::SeededRandom second(7);
    const Circumstances a{book.now, book.calendar, first, book.po.id, book.po.organisation, "x"};
    const Circumstances b{book.now, book.calendar, second, book.po.id, book.po.organisation, "x"};
    CHECK(enterContext(book.newContext(), a).value() == enterContext(book.newContext(), b).value());
}

TEST_CASE("C3: done outlives a cancellation that had not seen it", "[client][casework][conflict]") {
    CaseBook book;
    const RecordId action = book.save(book.k, enterAction(book.newAction(), book.as(book.k)));
    book.save(book.po, step(book, action, book.po, to("opgepakt")));
    const model::RecordState before = book.state(action);
    ActionChange done = to("uitgevoerd");
    done.bewijs = std::string("gebracht, ontvangen door de kliniek");
    ActionChange cancel = to("vervallen");
    cancel.reden = "zitting gaat niet door";
    const auto byPo = enterActionChange(done, book.shown(before, book.po), book.as(book.po));
    const auto byP = enterActionChange(cancel, book.shown(before, book.p), book.as(book.p));
    book.save(book.po, byPo);
    book.save(book.p, byP);

    const ActionView view = actionView(book.state(action), book, book.today(), book.calendar);
    CHECK(view.status == "uitgevoerd");
    REQUIRE(view.alsoReported.size() == 1);
    CHECK(describe(view.alsoReported[0], book) == "ook gemeld: vervallen (Tom Achterveld)");
    CHECK(view.alsoReported[0].reden == "zitting gaat niet door");
    CHECK(view.needsCheck);
    CHECK(view.bewijs == "gebracht, ontvangen door de kliniek");
}

TEST_CASE("C4: reopened by somebody who had seen it", "[client][casework][conflict]") {
    CaseBook book;
    const RecordId action = book.save(book.k, enterAction(book.newAction(), book.as(book.k)));
    ActionChange done = to("uitgevoerd");
    done.bewijs = std::string("gedaan");
    book.save(book.po, step(book, action, book.po, done));
    ActionChange again = to("opgepakt");
    CHECK_FALSE(step(book, action, book.k, again).isAccepted()); // why?
    again.reden = "kliniek stuurde haar weg";
    book.save(book.k, step(book, action, book.k, again));
    const ActionView view = actionView(book.state(action), book, book.today(), book.calendar);
    CHECK(view.status == "opgepakt");
    CHECK_FALSE(view.needsCheck);
    CHECK(view.alsoReported.empty());
}

TEST_CASE("C5: two who take it up both stay", "[client][casework][conflict]") {
    CaseBook book;
    const RecordId action = book.save(book.k, enterAction(book.newAction(), book.as(book.k)));
    const model::RecordState before = book.state(action);
    book.save(book.po,
              enterActionChange(to("opgepakt"), book.shown(before, book.po), book.as(book.po)));
    book.save(book.gg,
              enterActionChange(to("opgepakt"), book.shown(before, book.gg), book.as(book.gg)));
    const ActionView view = actionView(book.state(action), book, book.today(), book.calendar);
    CHECK(view.status == "opgepakt");
    CHECK(view.ookDoor.size() == 2);
    CHECK(view.isDouble);
}

TEST_CASE("who takes up what another took up joins in", "[client][casework]") {
    CaseBook book;
    const RecordId action = book.save(book.k, enterAction(book.newAction(), book.as(book.k)));
    book.save(book.po, step(book, action, book.po, to("opgepakt")));
    const auto entry = step(book, action, book.gg, to("opgepakt"));
    REQUIRE(entry.isAccepted());
    CHECK(entry.value().parts[0].part.operations.size() == 1); // the status stands already
    book.save(book.gg, entry);
    CHECK(actionView(book.state(action), book, book.today(), book.calendar).ookDoor.size() == 2);
}

TEST_CASE("done by another than the owner is to be checked", "[client][casework]") {
    CaseBook book;
    const RecordId action = book.save(book.k, enterAction(book.newAction(), book.as(book.k)));
    ActionChange done = to("uitgevoerd");
    done.bewijs = std::string("zelf gebracht");
    book.save(book.gg, step(book, action, book.gg, done));
    CHECK(actionView(book.state(action), book, book.today(), book.calendar).needsCheck);
}

TEST_CASE("steps of an action ask for what the specification asks", "[client][casework]") {
    CaseBook book;
    const RecordId action = book.save(book.k, enterAction(book.newAction(), book.as(book.k)));
    const auto refusedFor = [&](const vb::test::Colleague& who, const ActionChange& change) {
        const auto entry = step(book, action, who, change);
        REQUIRE_FALSE(entry.isAccepted());
        return entry.problems().front().kind;
    };
    CHECK(refusedFor(book.po, to("uitgevoerd")) == ProblemKind::ProofRequired);
    CHECK(refusedFor(book.po, to("toegezegd")) == ProblemKind::NothingChanged);
    ActionChange done = to("uitgevoerd");
    done.bewijs = std::string("gedaan");
    book.save(book.po, step(book, action, book.po, done));
    CHECK(refusedFor(book.po, to("toegezegd")) == ProblemKind::NoSuchStep);
    ActionChange again = to("opgepakt");
    again.reden = "toch niet";
    book.save(book.po, step(book, action, book.po, again));
    CHECK(refusedFor(book.po, to("klaar")) == ProblemKind::UnknownCode);
    ActionChange cancel = to("vervallen");
    CHECK(refusedFor(book.p, cancel) == ProblemKind::ReasonRequired);
    cancel.reden = "niet meer nodig";
    CHECK(refusedFor(book.gg, cancel) == ProblemKind::NotAllowed);
    CHECK(step(book, action, book.p, cancel).isAccepted());
    ActionChange blocked = to("geblokkeerd");
    blocked.reden = "geen plek";
    CHECK(refusedFor(book.po, blocked) == ProblemKind::Required); // waits for what?
    blocked.geblokkeerdDoor = "de kliniek";
    CHECK(step(book, action, book.po, blocked).isAccepted());
    ActionChange text;
    text.tekst = "Brengen en wachten";
    CHECK(refusedFor(book.gg, text) == ProblemKind::NotAllowed);
    CHECK(refusedFor(book.po, ActionChange{}) == ProblemKind::NothingChanged);
}

TEST_CASE("C28: disjoint fields do not meet", "[client][casework][conflict]") {
    CaseBook book;
    const RecordId action = book.save(book.k, enterAction(book.newAction(), book.as(book.k)));
    const model::RecordState before = book.state(action);
    ActionChange words;
    words.tekst = "Brengen naar de intake";
    words.uiterlijk = EventTime(model::Date{book.today() + 1});
    ActionChange done = to("uitgevoerd");
    done.bewijs = std::string("gebracht");
    book.save(book.p, enterActionChange(words, book.shown(before, book.p), book.as(book.p)));
    book.save(book.po, enterActionChange(done, book.shown(before, book.po), book.as(book.po)));
    const model::RecordState after = book.state(action);
    CHECK(textOf(after, actie::kTekst) == "Brengen naar de intake");
    CHECK(dayOf(*timeOf(after, actie::kUiterlijk), book.calendar) == book.today() + 1);
    CHECK(codeOf(after, actie::kStatus) == "uitgevoerd");
    CHECK(textOf(after, actie::kBewijs) == "gebracht");
    CHECK(model::conflictsOf(book.schema, after).empty());
}

TEST_CASE("C9: an older copy never ends a raised warning", "[client][casework][conflict][I-7]") {
    CaseBook book;
    const RecordId warning = book.save(book.po, enterWarning(book.newWarning(), book.as(book.po)));
    const model::RecordState before = book.state(warning);
    WarningChange raise;
    raise.niveau = "alleen_met_politie";
    WarningChange withdraw;
    withdraw.trekIn = true;
    withdraw.reden = "lang rustig";
    vb::test::Colleague colleague = book.re;
    colleague.organisation = book.po.organisation; // B: of the source organisation
    const auto byPo = enterWarningChange(raise, book.shown(before, book.po), book.as(book.po));
    const auto byRe =
        enterWarningChange(withdraw, book.shown(before, colleague), book.as(colleague));
    book.save(book.po, byPo);
    book.save(colleague, byRe);

    const auto active = activeWarnings(book.states(), book.today(), book.calendar);
    REQUIRE(active.size() == 1);
    CHECK(active[0].niveau == "alleen_met_politie");
    REQUIRE(active[0].unseenWithdrawal.has_value());
    CHECK(active[0].unseenWithdrawal->author == colleague.id);
    // With the raise before one's eyes it can be withdrawn.
    const model::RecordState now = book.state(warning);
    book.save(book.p, enterWarningChange(withdraw, book.shown(now, book.p), book.as(book.p)));
    CHECK(activeWarnings(book.states(), book.today(), book.calendar).empty());
}

TEST_CASE("a warning is lowered and withdrawn with a reason only", "[client][casework][I-7]") {
    CaseBook book;
    NewSafetyWarning strict = book.newWarning();
    strict.niveau = "niet_alleen";
    const RecordId warning = book.save(book.po, enterWarning(strict, book.as(book.po)));
    const model::RecordState state = book.state(warning);
    const ShownRecord shown = book.shown(state, book.po);
    WarningChange lower;
    lower.niveau = "let_op";
    CHECK_FALSE(enterWarningChange(lower, shown, book.as(book.po)).isAccepted());
    lower.reden = "wapen ingeleverd";
    CHECK(enterWarningChange(lower, shown, book.as(book.po)).isAccepted());
    WarningChange withdraw;
    withdraw.trekIn = true;
    CHECK_FALSE(enterWarningChange(withdraw, shown, book.as(book.po)).isAccepted());
    withdraw.reden = "wapen ingeleverd";
    CHECK(enterWarningChange(withdraw, shown, book.as(book.po)).isAccepted());
    CHECK_FALSE(
        enterWarningChange(withdraw, book.shown(state, book.gg), book.as(book.gg)).isAccepted());
    CHECK_FALSE(enterWarningChange({}, shown, book.as(book.po)).isAccepted());
}

TEST_CASE("a renewed warning takes the new review date", "[client][casework]") {
    CaseBook book;
    const RecordId warning = book.save(book.po, enterWarning(book.newWarning(), book.as(book.po)));
    CHECK(dayOf(book.state(warning), veiligheidswaarschuwing::kHerzien) ==
          addMonths(book.today(), 6));
    const model::RecordState state = book.state(warning);
    WarningChange renew;
    renew.herzien = addMonths(book.today(), 12);
    renew.reden = "nog steeds";
    book.save(book.po, enterWarningChange(renew, book.shown(state, book.po), book.as(book.po)));
    CHECK(dayOf(book.state(warning), veiligheidswaarschuwing::kHerzien) ==
          addMonths(book.today(), 12));
}

TEST_CASE("C2: two colours stand until somebody decides", "[client][casework][conflict]") {
    CaseBook book;
    NewCase made = book.newCase();
    made.kleurcode = "groen";
    const RecordId casus = book.save(book.i, enterCase(made, book.as(book.i)));
    const model::RecordState before = book.state(casus);
    const auto colour = [&](const vb::test::Colleague& who, const char* code, const char* why) {
        return enterFieldChange(casus::kKleurcode, model::CodeValue{code}, why,
                                book.shown(before, who), book.as(who));
    };
    const auto byPo = colour(book.po, "oranje", "mes gezien");
    const auto byRe = colour(book.re, "geel", "rustig");
    book.save(book.po, byPo);
    book.save(book.re, byRe);

    const CaseView view = caseView(book.states(), book, book.today(), book.calendar);
    CHECK(view.kleurcode.code == "geel"); // the newest, with a mark
    CHECK(view.kleurcode.isContested);
    const auto conflicts =
        conflictViews(book.schema, book.states(), book.re.id, book, book.calendar);
    REQUIRE(conflicts.size() == 1);
    REQUIRE(conflicts[0].sides.size() == 2);
    CHECK(conflicts[0].sides[0].isMine);
    CHECK(conflicts[0].sides[0].words == "Geel");
    CHECK(conflicts[0].sides[1].words == "Oranje");
    REQUIRE(conflicts[0].base.has_value());
    CHECK(conflicts[0].base->words == "Groen");
    const std::string card = describe(conflicts[0], book, book.calendar);
    CHECK(card.starts_with("Casus: Kleurcode\nWas: Ilse Wagter"));
    CHECK(card.find("Nu: jij (Reclassering") != std::string::npos);
    CHECK(card.find("\u2018mes gezien\u2019") != std::string::npos);
    CHECK(card.ends_with("Kiezen kan de casusregisseur of de procesregisseur."));

    const model::RecordState contested = book.state(casus);
    const auto decide = [&](const vb::test::Colleague& who, const char* why) {
        return enterResolution(casus::kKleurcode, conflicts[0].candidates,
                               {model::CodeValue{"oranje"}}, why, book.shown(contested, who),
                               book.as(who));
    };
    CHECK_FALSE(decide(book.po, "het mes telt").isAccepted());
    CHECK_FALSE(decide(book.k, "").isAccepted());
    book.save(book.k, decide(book.k, "het mes telt"));
    const CaseView after = caseView(book.states(), book, book.today(), book.calendar);
    CHECK(after.kleurcode.code == "oranje");
    CHECK_FALSE(after.kleurcode.isContested);
    CHECK(conflictViews(book.schema, book.states(), book.re.id, book, book.calendar).empty());
}

TEST_CASE("C16: the earliest recall date rules while two stand", "[client][casework][conflict]") {
    CaseBook book;
    const RecordId casus = book.save(book.i, enterCase(book.newCase(), book.as(book.i)));
    const model::RecordState before = book.state(casus);
    const auto recall = [&](const vb::test::Colleague& who, Day day) {
        return enterFieldChange(casus::kRappeldatum, model::Date{day}, "overleg",
                                book.shown(before, who), book.as(who));
    };
    const auto byK = recall(book.k, book.today() + 10);
    const auto byP = recall(book.p, book.today() + 24);
    const Day earliest = book.today() + 10;
    book.save(book.k, byK);
    book.save(book.p, byP);
    const CaseView view = caseView(book.states(), book, book.today(), book.calendar);
    CHECK(view.rappeldatum == earliest);
    CHECK(view.isRappelContested);
    CHECK_FALSE(enterFieldChange(casus::kRappeldatum, model::Date{earliest}, "",
                                 book.shown(before, book.k), book.as(book.k))
                    .isAccepted());
    CHECK_FALSE(enterFieldChange(casus::kRappeldatum, model::Date{earliest}, "ik wil",
                                 book.shown(before, book.po), book.as(book.po))
                    .isAccepted());
}

TEST_CASE("C21: verified and contradicted at once is a contradiction", "[client][casework]") {
    CaseBook book;
    NewContext hearsay = book.newContext();
    hearsay.bronsoort = "omwonende";
    const RecordId context = book.save(book.po, enterContext(hearsay, book.as(book.po)));
    const model::RecordState before = book.state(context);
    const auto check = [&](const vb::test::Colleague& who, const char* verdict) {
        return enterContextCheck({verdict, "zelf gehoord", {}}, book.shown(before, who),
                                 book.as(who));
    };
    CHECK_FALSE(check(book.po, "geverifieerd").isAccepted()); // not by who wrote it down
    CHECK_FALSE(check(book.re, "verlopen").isAccepted());
    const auto byRe = check(book.re, "geverifieerd");
    const auto byGg = check(book.gg, "weersproken");
    book.save(book.re, byRe);
    book.save(book.gg, byGg);
    CHECK(contextView(book.state(context), book.today()).trust == Trust::Tegenstrijdig);
    CHECK(trustLabel(Trust::Tegenstrijdig) == "Tegenstrijdig");
}

TEST_CASE("C23: a field worker cannot close a case, and a forged try is a proposal",
          "[client][casework]") {
    CaseBook book;
    NewCase made = book.newCase();
    made.succes = "bed in de kliniek";
    made.status = "in_uitvoering";
    const RecordId casus = book.save(book.i, enterCase(made, book.as(book.i)));
    const model::RecordState state = book.state(casus);
    CaseFacts facts;
    facts.hasSucces = true;
    CHECK_FALSE(enterCaseStep("afgesloten", "klaar", {}, facts, book.shown(state, book.po),
                              book.as(book.po))
                    .isAccepted());
    vb::test::Colleague forged = book.po;
    forged.roles = {model::Role::Procesregisseur};
    const auto entry =
        enterCaseStep("afgesloten", "klaar", {}, facts, book.shown(state, forged), book.as(forged));
    book.save(book.po, entry); // the log knows better
    CHECK(codeOf(book.state(casus), casus::kStatus) == "in_uitvoering");
    CHECK(book.state(casus).find(casus::kStatus.id())->has(model::VersionStatus::Proposal));
}

TEST_CASE("C26: one author corrects one entry on two devices", "[client][casework][conflict]") {
    CaseBook book;
    const RecordId context = book.save(book.po, enterContext(book.newContext(), book.as(book.po)));
    const model::RecordState before = book.state(context);
    const auto correct = [&](const char* text) {
        return enterCorrection(contextinformatie::kTekst, std::string(text),
                               book.shown(before, book.po), book.as(book.po));
    };
    const auto tablet = correct("Koelkast leeg.");
    const auto laptop = correct("Koelkast leeg, post op tafel.");
    CHECK_FALSE(enterCorrection(contextinformatie::kTekst, std::string("Vol."),
                                book.shown(before, book.re), book.as(book.re))
                    .isAccepted());
    book.save(book.po, tablet);
    book.save(book.po, laptop);
    const model::RecordState after = book.state(context);
    const model::FieldState* text = after.find(contextinformatie::kTekst.id());
    CHECK(text->versions.size() == 3); // none is deleted
    CHECK(text->values().size() == 2);
    CHECK(textOf(after, contextinformatie::kTekst) == "Koelkast leeg, post op tafel.");
}

TEST_CASE("sets grow and shrink by what was seen", "[client][casework]") {
    CaseBook book;
    NewCase made = book.newCase();
    made.kaders = {"overlast"};
    const RecordId casus = book.save(book.i, enterCase(made, book.as(book.i)));
    const model::RecordState state = book.state(casus);
    const std::vector<model::FieldValue> added{model::CodeValue{"veelplegers"}};
    const std::vector<model::FieldValue> removed{model::CodeValue{"overlast"}};
    book.save(book.k, enterSetChange(casus::kKaders, added, removed, book.shown(state, book.k),
                                     book.as(book.k)));
    CHECK(codesOf(book.state(casus), casus::kKaders) == std::vector<std::string>{"veelplegers"});
    const model::RecordState now = book.state(casus);
    CHECK_FALSE(enterSetChange(casus::kKaders, {}, removed, book.shown(now, book.k),
                               book.as(book.k))
                    .isAccepted()); // it is not there any more
    CHECK_FALSE(
        enterSetChange(casus::kKaders, added, {}, book.shown(now, book.po), book.as(book.po))
            .isAccepted());
}

TEST_CASE("withdrawing a record is for its author and organisation", "[client][casework]") {
    CaseBook book;
    const RecordId context = book.save(book.po, enterContext(book.newContext(), book.as(book.po)));
    const model::RecordState state = book.state(context);
    CHECK_FALSE(enterWithdrawal("fout", book.shown(state, book.re), book.as(book.re)).isAccepted());
    CHECK_FALSE(enterWithdrawal(" ", book.shown(state, book.po), book.as(book.po)).isAccepted());
    const auto entry =
        enterWithdrawal("verkeerde persoon", book.shown(state, book.po), book.as(book.po));
    requireSound(book, entry.value());
    book.save(book.po, entry);
    CHECK(book.state(context).isWithdrawn());
    CHECK(textOf(book.state(context), contextinformatie::kTekst).empty());
}

TEST_CASE("what has arrived since is not observed", "[client][casework]") {
    CaseBook book;
    NewCase made = book.newCase();
    made.kleurcode = "groen";
    const RecordId casus = book.save(book.i, enterCase(made, book.as(book.i)));
    const auto onScreen = book.state(casus).find(casus::kKleurcode.id())->versions[0].id;
    const model::RecordState first = book.state(casus);
    book.save(book.re, enterFieldChange(casus::kKleurcode, model::CodeValue{"geel"}, "",
                                        book.shown(first, book.re), book.as(book.re)));
    // The store already has geel; the screen still showed groen.
    const model::RecordState received = book.state(casus);
    const std::vector<model::VersionId> versions{onScreen};
    ShownRecord shown = book.shown(received, book.po);
    shown.versions = versions;
    book.save(book.po, enterFieldChange(casus::kKleurcode, model::CodeValue{"rood"}, "", shown,
                                        book.as(book.po)));
    CHECK(isContested(book.state(casus), casus::kKleurcode));
}
