// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/casework/rules/rules.h"

#include "client/casework/rules/scene.h"

#include <algorithm>

namespace vb::casework {

namespace {

using Words = std::string_view;
constexpr Words kAfterClosing[] = {"heropenen", "blijft_afgesloten"};
constexpr Words kBeforeDecision[] = {"herzien", "besluit_blijft"};
constexpr Words kSameContact[] = {"zelfde_contact", "ander_contact"};
constexpr Words kSamePerson[] = {"zelfde_persoon", "ander_persoon"};
constexpr Words kDouble[] = {"afgestemd"};
constexpr Words kWider[] = {"intrekken", "laten_staan"};
constexpr Words kTakeOver[] = {"overnemen", "niet_overnemen"};
constexpr Words kShare[] = {"delen", "niet_delen"};
constexpr Words kSameReport[] = {"gekoppeld", "los"};

constexpr Rule kRules[] = {
    {RuleId::ContactNaAfsluiting, "contact_na_afsluiting", "Contact op een afgesloten casus",
     "Dit contact was bij het afsluiten niet bekend. Moet de casus weer open?", WhoSet("P"),
     WhoSet("P"), kAfterClosing},
    {RuleId::UitgevoerdControleren,
     "uitgevoerd_controleren",
     "Uitgevoerd, en ook anders gemeld",
     "De een meldt uitgevoerd, de ander niet. Wat is het?",
     WhoSet("EKP"),
     WhoSet("EKP"),
     {}},
    {RuleId::GebeurdVoorBesluit, "gebeurd_voor_besluit", "Gebeurd v\u00f3\u00f3r het besluit",
     "Dit was bij het besluit niet bekend. Moet het besluit worden herzien?", WhoSet("PK"),
     WhoSet("PK"), kBeforeDecision},
    {RuleId::ZelfdeContact, "zelfde_contact", "Zelfde contact?",
     "Twee mensen leggen rond hetzelfde moment een contact vast. Is het hetzelfde contact?",
     WhoSet("AK"), WhoSet("AKP"), kSameContact},
    {RuleId::ZelfdePersoon, "zelfde_persoon", "Zelfde persoon?",
     "Geboortedatum en achternaam zijn gelijk. Is het dezelfde persoon?", WhoSet("I"), WhoSet("I"),
     kSamePerson},
    {RuleId::DubbelBezoek, "dubbel_bezoek", "Dubbel bezoek mogelijk",
     "Meer dan een heeft dit opgepakt. Is het op elkaar afgestemd?", WhoSet("T"), WhoSet("T"),
     kDouble},
    {RuleId::TweeCasusregisseurs,
     "twee_casusregisseurs",
     "Twee casusregisseurs",
     "Er zijn er meer dan een aangewezen. Wijs er een aan; niemand verliest toegang.",
     WhoSet("PK"),
     WhoSet("P"),
     {}},
    {RuleId::RuimereKopie, "ruimere_kopie", "Gedeeld en ook versmald",
     "De een deelde dit ruimer, de ander versmalde het. De versmalling geldt. Trek de ruimere "
     "versie in.",
     WhoSet("ABPO"), WhoSet("ABPO"), kWider},
    {RuleId::WijzigingNaIntrekken, "wijziging_na_intrekken", "Gewijzigd nadat het was ingetrokken",
     "Wie dit schreef wist niet van het intrekken. Neem je het over?", WhoSet("T"), WhoSet("T"),
     kTakeOver},
    {RuleId::ToestemmingIngetrokken, "toestemming_ingetrokken", "Toestemming ingetrokken",
     "Er wordt gedeeld op grond van een toestemming die er niet meer is. Het delen ligt stil.",
     WhoSet("ABP"), WhoSet("ABP"), kWider},
    {RuleId::WachtOpConvenant, "wacht_op_convenant", "Wacht op convenant",
     "Deze partner mocht nog niets ontvangen. Wil je het nu delen?", WhoSet("AB"), WhoSet("AB"),
     kShare},
    {RuleId::ZelfdeMelding, "zelfde_melding", "Twee meldingen over dezelfden?",
     "Twee meldingen noemen dezelfde naam in dezelfde gemeente. Horen ze bij elkaar?", WhoSet("PI"),
     WhoSet("PI"), kSameReport},
    {RuleId::NaUittreding, "na_uittreding", "Geschreven na uittreding",
     "De schrijver was al van de casus af. Neem je het over?", WhoSet("P"), WhoSet("P"), kTakeOver},
};

const model::RecordState* find(std::span<const model::RecordState> states, const RecordId& id) {
    const auto found =
        std::find_if(states.begin(), states.end(),
                     [&](const model::RecordState& state) { return state.record == id; });
    return found != states.end() ? &*found : nullptr;
}

} // namespace

std::span<const Rule> allRules() {
    return kRules;
}

const Rule& ruleOf(RuleId rule) {
    return kRules[static_cast<std::size_t>(rule)];
}

const Rule* findRule(std::string_view id) {
    const auto found = std::find_if(std::begin(kRules), std::end(kRules),
                                    [&](const Rule& rule) { return rule.id == id; });
    return found != std::end(kRules) ? found : nullptr;
}

std::vector<Finding> findings(const RuleInput& input) {
    rules::Scene scene(input);
    rules::findAboutContacts(scene);
    rules::findAboutActions(scene);
    rules::findAboutPersons(scene);
    rules::findAboutSharing(scene);
    rules::findAboutReports(scene);
    rules::findAfterRemoval(scene);
    return scene.take();
}

Actor actorFor(const Finding& finding, std::span<const model::RecordState> states, Actor base,
               const WorkerId& worker, OrganisationCode organisation) {
    for (const RecordId& id : finding.records) {
        const model::RecordState* state = find(states, id);
        if (state == nullptr)
            continue;
        if (state->created) {
            base.isAuthor = base.isAuthor || state->created->author == worker;
            base.isOfSourceOrganisation =
                base.isOfSourceOrganisation || state->created->organisation == organisation;
        }
        if (state->type != actieType().id())
            continue;
        // The named person; where nobody is named, everybody of the organisation.
        const auto owner = tupleOf(*state, actie::kEigenaar);
        const auto isNamed = std::any_of(owner.begin(), owner.end(), [](const auto& member) {
            return member.template as<model::WorkerRef>() != nullptr;
        });
        for (const model::FieldValue& member : owner) {
            const auto* named = member.as<model::WorkerRef>();
            const auto* code = member.as<OrganisationCode>();
            if ((named != nullptr && named->id == worker) ||
                (!isNamed && code != nullptr && *code == organisation))
                base.ownsAction = true;
        }
    }
    return base;
}

bool doesConcern(const Finding& finding, const Actor& actor) {
    return finding.rule->concerns.intersects(actor.who());
}

bool mayDecide(const Finding& finding, const Actor& actor) {
    return finding.rule->deciders.intersects(actor.who());
}

std::string deciderLabel(const Rule& rule) {
    return wordsOf(rule.deciders);
}

std::string choiceLabel(const Rule& rule, std::string_view choice) {
    const ListId list =
        rule.rule == RuleId::UitgevoerdControleren ? ListId::Actiestatus : ListId::Regelkeuze;
    return codeList(list).labelOf(choice);
}

std::string describe(const Finding& finding, const NameBook& names, const Calendar& calendar) {
    std::string text = std::string(finding.rule->title) + "\n";
    for (const FindingSide& side : finding.sides) {
        text += "Nu: " + names.workerName(side.by.author) + " (" +
                names.organisationName(side.by.organisation);
        if (side.by.stamp.millis > 0)
            text += ", " + dutchMoment({side.by.stamp.millis}, calendar);
        text += "): " + side.words;
        if (!side.reden.empty())
            text += " \u2013 \u2018" + side.reden + "\u2019";
        text += "\n";
    }
    text += finding.isDisputed ? "Hierover is verschillend beslist. " : "";
    return text + std::string(finding.rule->question);
}

} // namespace vb::casework
