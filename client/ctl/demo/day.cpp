// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// A day on the street and at the office, on shared cases and without a network.
#include "client/bridge/house_names.h"
#include "client/bridge/saving.h"
#include "client/casework/case_view.h"
#include "client/casework/record_types.h"
#include "client/ctl/demo/stage.h"

#include <QProcess>

#include <algorithm>
#include <set>
#include <thread>

namespace vb::ctl::demo {
namespace {

namespace cw = casework;

cw::CaseChangeInput change(const cw::FieldSpec& field, model::FieldValue value,
                           const std::string& reason) {
    return {&field, std::move(value), reason};
}

cw::ActionStepInput step(const RecordId& action, const std::string& status,
                         const std::string& proof, const std::string& reason) {
    cw::ActionChange made;
    made.status = status;
    if (!proof.empty())
        made.bewijs = cw::Bewijs(proof);
    made.reden = reason;
    return {action, made};
}

std::uint64_t unsentOf(Stage& stage, const std::string& code) {
    auto& core = stage.player(code).place->core();
    core.refreshStatus();
    return core.status().unsent;
}

/// The case as somebody's device shows it.
Result<cw::CaseView> viewOf(Stage& stage, const std::string& code, const CaseId& caseId) {
    auto& replica = stage.replica(code);
    VB_TRY(const auto names, bridge::HouseNames::read(replica));
    VB_TRY(const auto states, replica.records(caseId, {}));
    const auto& calendar = *stage.around.calendar;
    return cw::caseView(states, names, calendar.dayOf(stage.around.clock.now()), calendar);
}

Result<cw::ActionView> actionOf(Stage& stage, const std::string& code, const RecordId& record) {
    auto& replica = stage.replica(code);
    VB_TRY(const auto names, bridge::HouseNames::read(replica));
    VB_TRY(const auto state, replica.record(record));
    if (!state)
        return fail(Code::NotFound, "de actie bij " + code);
    const auto& calendar = *stage.around.calendar;
    return cw::actionView(*state, names, calendar.dayOf(stage.around.clock.now()), calendar);
}

constexpr const char* kCase = "d4";       // both field workers are in it
constexpr const char* kActionCase = "d1"; // and in this one, with an action of the wijkagent

} // namespace

// ---- The day

Result<void> playDay(Stage& stage) {
    auto& narrator = stage.narrator;
    narrator.chapter("De dag begint; op straat is er geen netwerk");
    VB_TRY_VOID(stage.hub.stop());
    const CaseId shared = stage.scenario(kCase);
    const CaseId actions = stage.scenario(kActionCase);
    const auto unsentBefore = unsentOf(stage, "po");

    for (const char* code : {"po", "re"}) {
        for (const auto& [kind, outcome] : {std::pair{"huisbezoek", "gesproken"},
                                            {"aan_de_deur", "niet_thuis"},
                                            {"telefonisch", "gesproken"}})
            VB_TRY_VOID(stage.contact(code, shared, kind, outcome,
                                      std::string("Genoteerd zonder bereik, ") + stage.canary,
                                      "casusteam"));
    }
    narrator.say("Noor en Bram leggen elk drie contacten vast in dezelfde casus.");

    VB_TRY_VOID(stage.write(
        "po", shared,
        change(cw::casus::kKleurcode, model::CodeValue{"oranje"}, "Hij zoekt haar weer op.")));
    VB_TRY_VOID(stage.write(
        "re", shared,
        change(cw::casus::kKleurcode, model::CodeValue{"geel"}, "Op kantoor is hij rustig.")));
    narrator.say("Ze zetten dezelfde kleurcode allebei anders: oranje en geel.");

    VB_TRY_VOID(stage.write(
        "k", shared,
        change(cw::casus::kAfgesprokenLijn, std::string("Iedereen zegt hetzelfde."), "afspraak")));
    VB_TRY_VOID(
        stage.write("p", shared,
                    change(cw::casus::kNoodscenario, std::string("Bel de meldkamer."), "overleg")));
    narrator.say("Hilde en Tom vullen op kantoor verschillende velden van die casus.");

    cw::NewSafetyWarning warning;
    warning.soort = "bedreiging";
    warning.niveau = "alleen_met_politie";
    warning.advies = "Alleen met politie naar binnen.";
    VB_TRY(const auto casus,
           stage.replica("po").store().records().ofCase(shared, {cw::casusType().id()}, 1));
    warning.geldtVoor = {casus.at(0).record};
    VB_TRY_VOID(stage.write("po", shared, warning));
    narrator.say("Noor waarschuwt: alleen met politie naar binnen.");

    VB_TRY(const auto bring, stage.action("po", actions, "Brengen"));
    VB_TRY_VOID(stage.write("po", actions, step(bring, "uitgevoerd", "Gebracht, 09:40.", {})));
    VB_TRY_VOID(stage.write("p", actions, step(bring, "vervallen", {}, "Zitting uitgesteld.")));
    narrator.say("Noor rondt een actie af die Tom op kantoor intussen laat vervallen.");

    const auto trouble = stage.player("po").place->sync();
    const auto status = stage.player("po").place->core().status();
    narrator.check(trouble == engine::SyncTrouble::Unreachable && !status.online,
                   "zonder netwerk zegt het apparaat dat het offline is, en belooft niets");
    narrator.check(status.unsent > unsentBefore,
                   "wat is vastgelegd staat klaar om te versturen: " + counted(status.unsent) +
                       " bij Noor, " + counted(unsentOf(stage, "re")) + " bij Bram");
    return {};
}

// ---- The device that is killed

namespace {

/// Waits until the child says that it is sending, and strikes within the next half second.
Result<bool> strike(Stage& stage, QProcess& child) {
    std::string said;
    while (said.find("fase: versturen") == std::string::npos) {
        if (!child.waitForReadyRead(60'000))
            break;
        said += child.readAllStandardError().toStdString();
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(20 + stage.below(400)));
    child.kill();
    child.waitForFinished(60'000);
    said +=
        child.readAllStandardError().toStdString() + child.readAllStandardOutput().toStdString();
    if (said.find(stage.canary) != std::string::npos)
        return fail(Code::Internal, "de kanarie in wat een programma zegt");
    return child.exitStatus() == QProcess::CrashExit;
}

} // namespace

Result<void> killInMidSync(Stage& stage) {
    auto& narrator = stage.narrator;
    narrator.chapter("Het netwerk is terug, en Brams apparaat valt uit midden in het versturen");
    VB_TRY_VOID(stage.hub.start(stage.hub.port()));
    const auto unsent = unsentOf(stage, "re");
    stage.close("re");
    QProcess child;
    child.setReadChannel(QProcess::StandardError);
    child.start(
        QString::fromStdString(stage.places.ctlProgram.string()),
        {"--store", QString::fromStdString(stage.places.client("re").string()), "--passphrase-file",
         QString::fromStdString(stage.places.passphraseFile().string()), "sync", "--verbose"},
        QIODevice::ReadOnly);
    if (!child.waitForStarted())
        return fail(Code::Unavailable, "veldboekctl start niet als eigen proces");
    VB_TRY(const bool isKilled, strike(stage, child));
    narrator.check(isKilled, "het programma is met SIGKILL gestopt terwijl het bezig was");

    VB_TRY_VOID(stage.open("re"));
    const auto left = unsentOf(stage, "re");
    narrator.say("Na het opnieuw openen staan er nog " + counted(left) + " van de " +
                 counted(unsent) + " wijzigingen klaar.");
    auto& replica = stage.replica("re");
    VB_TRY_VOID(replica.store().database().checkIntegrity());
    VB_TRY_VOID(stage.sync("re"));
    narrator.check(unsentOf(stage, "re") == 0, "het ging verder waar het was; alles is verstuurd");
    return {};
}

// ---- Together again

Result<void> comeTogether(Stage& stage) {
    auto& narrator = stage.narrator;
    narrator.chapter("Iedereen synchroniseert");
    for (int round = 0; round < 3; ++round)
        VB_TRY_VOID(stage.syncAll());
    const CaseId shared = stage.scenario(kCase);
    const CaseId actions = stage.scenario(kActionCase);

    VB_TRY(const auto bring, stage.action("po", actions, "Brengen"));
    for (const char* code : {"po", "re", "p", "k"}) {
        VB_TRY(const auto view, actionOf(stage, code, bring));
        const bool isKept = view.status == "uitgevoerd" && view.alsoReported.size() == 1 &&
                            view.needsCheck && !view.bewijs.empty();
        narrator.check(isKept, stage.player(code).name +
                                   " ziet: uitgevoerd, ook gemeld: vervallen, controleren");
    }
    for (const char* code : {"re", "k", "om"}) {
        VB_TRY(const auto view, viewOf(stage, code, shared));
        narrator.check(view.highestLevel == "alleen_met_politie",
                       stage.player(code).name + " ziet bovenaan: alleen met politie");
    }
    VB_TRY(const auto casus, stage.replica("i").records(shared, {cw::casusType().id()}));
    const bool hasBoth = casus.size() == 1 &&
                         !cw::textOf(casus[0], cw::casus::kAfgesprokenLijn).empty() &&
                         !cw::textOf(casus[0], cw::casus::kNoodscenario).empty() &&
                         !cw::isContested(casus[0], cw::casus::kAfgesprokenLijn) &&
                         !cw::isContested(casus[0], cw::casus::kNoodscenario);
    narrator.check(hasBoth, "verschillende velden gaan zonder verschil samen");
    return {};
}

// ---- The conflict

namespace {

using ConflictName = std::pair<RecordId, model::FieldId>;

/// What is contested on anybody's device.
Result<std::set<ConflictName>> openConflicts(Stage& stage) {
    std::set<ConflictName> open;
    for (const Player* player : stage.players()) {
        VB_TRY(const auto conflicts, player->place->replica().conflicts());
        for (const auto& conflict : conflicts)
            open.emplace(conflict.record, conflict.field.field);
    }
    return open;
}

/// The card of one conflict as its decider sees it, answered with the side that `wanted` picks.
template <typename Wanted>
Result<void> decide(Stage& stage, const std::string& code, const CaseId& caseId,
                    const model::RecordState& state, const cw::ConflictView& card,
                    const std::string& reason, Wanted wanted) {
    auto& replica = stage.replica(code);
    const auto chosen = std::find_if(card.sides.begin(), card.sides.end(), wanted);
    if (chosen == card.sides.end())
        return fail(Code::NotFound, "de kant die blijft");
    VB_TRY(const auto actor, bridge::actorFor(replica, caseId, state));
    const auto entered = cw::enterResolution(*card.field, card.candidates, chosen->values, reason,
                                             {replica.schema(), state, {}, actor},
                                             stage.player(code).place->circumstances());
    if (!entered.isAccepted())
        return fail(Code::Refused, cw::sentences(entered.problems()));
    VB_TRY_VOID(bridge::save(replica, caseId, entered.value()));
    ++stage.conflictsResolved;
    return {};
}

std::vector<cw::ConflictView> cardsOf(Stage& stage, const std::string& code,
                                      const model::RecordState& state,
                                      const bridge::HouseNames& names) {
    auto& replica = stage.replica(code);
    const std::vector<model::RecordState> states{state};
    return cw::conflictViews(replica.schema(), states, replica.identity().holder.worker, names,
                             *stage.around.calendar);
}

/// The disagreement of the day, with everything that the decider is shown.
Result<void> decideColour(Stage& stage, const bridge::HouseNames& names) {
    auto& narrator = stage.narrator;
    const CaseId shared = stage.scenario(kCase);
    VB_TRY(const auto states, stage.replica("k").records(shared, {cw::casusType().id()}));
    const auto cards = cardsOf(stage, "k", states.at(0), names);
    const auto colour = std::find_if(cards.begin(), cards.end(), [](const auto& card) {
        return card.field->number == cw::casus::kKleurcode.number;
    });
    const bool isShown = colour != cards.end() && colour->sides.size() == 2;
    narrator.check(isShown, "Hilde ziet het verschil naast elkaar, met wie, wanneer en waarom");
    if (!isShown)
        return fail(Code::NotFound, "het verschil over de kleurcode");
    for (const auto& side : colour->sides)
        narrator.say(side.words + ", " + names.workerName(side.by.author) + ": " + side.reden);
    narrator.say("Hilde kiest oranje: twee meldingen uit de buurt wegen zwaarder.");
    return decide(stage, "k", shared, states[0], *colour,
                  "Twee meldingen uit de buurt wegen zwaarder.",
                  [](const auto& side) { return side.code == "oranje"; });
}

/// What else waits for the casusregisseur: the newest stays.
Result<void> decideOthers(Stage& stage, const bridge::HouseNames& names) {
    auto& replica = stage.replica("k");
    VB_TRY(const auto rows, replica.store().records().conflicted());
    for (const auto& row : rows) {
        VB_TRY(const auto state, replica.record(row.record));
        for (const auto& card : cardsOf(stage, "k", *state, names)) {
            const auto newest = std::max_element(card.sides.begin(), card.sides.end(),
                                                 [](const auto& one, const auto& other) {
                                                     return one.by.effective < other.by.effective;
                                                 });
            const auto& value = newest->words;
            VB_TRY_VOID(decide(stage, "k", row.caseId, *state, card, "Het nieuwste beeld geldt.",
                               [&value](const auto& side) { return side.words == value; }));
        }
    }
    return {};
}

} // namespace

Result<void> decideConflict(Stage& stage) {
    auto& narrator = stage.narrator;
    narrator.chapter("Een mens beslist over het verschil");
    VB_TRY(const auto found, openConflicts(stage));
    stage.conflictsFound = found.size();
    VB_TRY(const auto names, bridge::HouseNames::read(stage.replica("k")));
    VB_TRY_VOID(decideColour(stage, names));
    VB_TRY_VOID(decideOthers(stage, names));
    VB_TRY_VOID(stage.sync("k"));
    const CaseId shared = stage.scenario(kCase);
    for (const char* code : {"po", "re"}) {
        VB_TRY_VOID(stage.sync(code));
        VB_TRY(const auto view, viewOf(stage, code, shared));
        narrator.check(view.kleurcode.code == "oranje" && !view.kleurcode.isContested,
                       stage.player(code).name + " ziet oranje, en dat erover beslist is");
    }
    VB_TRY_VOID(stage.syncAll());
    VB_TRY(const auto left, openConflicts(stage));
    narrator.say(counted(found.size()) + " verschillen waren er, " +
                 counted(stage.conflictsResolved) + " heeft Hilde beslist.");
    narrator.check(left.size() + stage.conflictsResolved == found.size(),
                   "wat zij besliste staat bij niemand meer open");
    return {};
}

} // namespace vb::ctl::demo
