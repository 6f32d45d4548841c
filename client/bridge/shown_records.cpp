// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/bridge/shown_records.h"

#include "client/bridge/saving.h"
#include "client/bridge/shown.h"
#include "client/casework/record_types.h"
#include "sync/model/edit.h"

namespace vb::bridge {

namespace cw = casework;

namespace {

ActionIntent intentOf(const cw::Step& step) {
    if (step.to == "uitgevoerd")
        return ActionIntent::Done;
    if (step.to == "vervallen")
        return ActionIntent::Cancel;
    if (step.to == "geblokkeerd" || step.to == "niet_nagekomen")
        return ActionIntent::CannotDo;
    const bool isBack = step.from == "uitgevoerd" || step.to == "toegezegd";
    return isBack ? ActionIntent::Reopen : ActionIntent::PickUp;
}

/// In the order of the interface: what is good news first.
int orderOf(ActionIntent intent) {
    switch (intent) {
    case ActionIntent::Done:
        return 0;
    case ActionIntent::PickUp:
        return 1;
    case ActionIntent::Reopen:
        return 2;
    case ActionIntent::CannotDo:
        return 3;
    case ActionIntent::Cancel:
        break;
    }
    return 4;
}

std::vector<ActionStep> stepsOf(std::string_view status, const cw::Actor& actor) {
    std::vector<ActionStep> steps;
    for (const auto& step : cw::allowedSteps(cw::Machine::Actie, status, actor))
        steps.push_back({intentOf(step), coded(cw::ListId::Actiestatus, step.to),
                         step.asks(cw::Need::Proof),
                         step.asks(cw::Need::Reason) || step.asks(cw::Need::Blocker)});
    std::stable_sort(steps.begin(), steps.end(), [](const auto& a, const auto& b) {
        return orderOf(a.intent) < orderOf(b.intent);
    });
    return steps;
}

} // namespace

Result<Action> shownAction(const Reader& reader, const CaseId& caseId, const std::string& caseName,
                           const cw::ActionView& view, const model::RecordState& state,
                           const Delivery& delivery) {
    Action action;
    action.record = view.record;
    action.caseId = caseId;
    action.caseName = caseName;
    action.kind = coded(cw::ListId::Actiesoort, view.soort);
    action.text = view.tekst;
    if (view.eigenaarOrganisatie)
        action.ownerOrganisation = reader.names.organisationName(*view.eigenaarOrganisatie);
    if (view.eigenaar)
        action.ownerPerson = reader.names.workerName(*view.eigenaar);
    action.isMine = cw::isOwner(view, reader.me(), reader.organisation());
    if (view.uiterlijk)
        action.due = momentOf(*view.uiterlijk, reader.calendar);
    action.isOverdue = view.isOverdue;
    action.status = coded(cw::ListId::Actiestatus, view.status);
    action.isOpen = view.isOpen;
    for (const auto& other : view.alsoReported)
        action.alsoReported.push_back(cw::describe(other, reader.names));
    action.needsCheck = view.needsCheck;
    for (const auto& worker : view.ookDoor)
        action.takenUpBy.push_back(reader.names.workerName(worker));
    action.proof = view.bewijs;
    VB_TRY(const auto actor, actorFor(reader.replica, caseId, state));
    action.steps = stepsOf(view.status, actor);
    if (const auto* status = state.find(cw::actie::kStatus.id())) {
        for (const auto& version : model::shownVersions(*status))
            action.seen.push_back(keyOf({version}));
    }
    action.delivery = delivery;
    return action;
}

ContextItem shownContext(const Reader& reader, const model::RecordState& state,
                         const std::string& audience, const Delivery& delivery) {
    const auto view = cw::contextView(state, reader.today());
    ContextItem item;
    item.record = view.record;
    item.kind = coded(cw::ListId::Contextsoort, view.soort);
    item.subject = view.onderwerp;
    item.text = view.tekst;
    item.source = coded(cw::ListId::Bronsoort, view.bronsoort);
    item.sourceName = view.bron;
    if (view.bronorganisatie)
        item.sourceOrganisation = reader.names.organisationName(*view.bronorganisatie);
    item.verification.value =
        coded(cw::ListId::Verificatie, cw::codeOf(state, cw::contextinformatie::kVerificatie));
    item.verification.isContested = view.trust == cw::Trust::Tegenstrijdig;
    item.isExpired = view.isExpired;
    if (view.geldigTot)
        item.validUntil = dateOf(*view.geldigTot);
    item.author = authorOf(view.author, reader.names, reader.me());
    item.happened = momentOf(view.happened, reader.calendar);
    item.audience = audience;
    item.delivery = delivery;
    return item;
}

SafetyWarning shownWarning(const Reader& reader, const cw::WarningView& view,
                           const Delivery& delivery) {
    SafetyWarning warning;
    warning.record = view.record;
    warning.level = safetyLevel(view.niveau);
    warning.levelLabel = cw::codeList(cw::ListId::Waarschuwingsniveau).labelOf(view.niveau);
    warning.kind = coded(cw::ListId::Waarschuwing, view.soort);
    warning.advice = view.advies;
    warning.source = coded(cw::ListId::Bronsoort, view.bron);
    warning.author = authorOf(view.author, reader.names, reader.me());
    warning.since = momentOf(view.since, reader.calendar);
    if (view.herzien)
        warning.review = dateOf(*view.herzien);
    warning.isOverdue = view.isOverdue;
    if (view.unseenWithdrawal)
        warning.withdrawalBy = reader.names.workerName(view.unseenWithdrawal->author);
    warning.delivery = delivery;
    return warning;
}

Person shownPerson(const cw::PersonView& view, std::span<const model::RecordState> states,
                   const cw::Calendar& calendar) {
    Person person;
    person.record = view.record;
    person.name = view.name;
    if (view.age)
        person.age = static_cast<std::uint32_t>(*view.age);
    for (const auto& role : view.rollen)
        person.roles.push_back(coded(cw::ListId::Rol, role));
    person.filledLeefgebieden = static_cast<std::uint32_t>(
        cw::filledOf(cw::leefgebiedViews(states, view.record, calendar)));
    person.isMinor = view.isMinor;
    return person;
}

bool isVisit(const Action& action, cw::Day today, const cw::Calendar& calendar) {
    const bool isGoing = action.kind.code == "contacttaak" || action.kind.code == "afspraak";
    return isGoing && action.due && calendar.dayOf(action.due->at) <= today;
}

} // namespace vb::bridge
