// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/sample_changesets.h"

#include <array>
#include <string>
#include <string_view>

namespace vb::test {
namespace {

using model::CodeValue;
using model::FieldValue;
using model::MergePolicy;
using model::Operation;

constexpr std::array<std::string_view, 12> kKinds{
    "huisbezoek", "aan_de_deur",    "straatgesprek", "telefonisch",       "kantoorgesprek",
    "video",      "bericht",        "brief",         "gesprek_met_derde", "eigen_waarneming",
    "controle",   "collega_overleg"};
constexpr std::array<std::string_view, 9> kOutcomes{
    "gesproken",   "binnengelaten", "kort_gesproken",  "niet_thuis",  "niet_opengedaan",
    "waargenomen", "afgezegd",      "niet_verschenen", "niet_bereikt"};
constexpr std::array<std::string_view, 5> kPlaces{"woning", "straat", "kantoor", "winkel",
                                                  "instelling"};
constexpr std::array<std::string_view, 11> kAreas{
    "dagbesteding",        "denkwereld",        "justitieel",       "thuissituatie",
    "verslaving",          "relaties",          "financien",        "wonen",
    "lichamelijk_welzijn", "psychisch_welzijn", "identiteitsbewijs"};
constexpr std::array<std::string_view, 6> kSources{
    "eigen_waarneming", "melding", "betrokkene", "familie", "professional", "registratie"};

constexpr std::array<std::string_view, 12> kOpenings{
    "Aangebeld om half tien, na lang wachten ging de deur open.",
    "Op straat aangesproken bij de supermarkt.",
    "Gebeld op het afgesproken tijdstip, bij de derde poging opgenomen.",
    "Samen met de collega van de reclassering langsgegaan.",
    "Onaangekondigd bezoek aan het begin van de avond.",
    "Gesprek op kantoor, tien minuten te laat binnengekomen.",
    "Niet thuis getroffen, kaartje achtergelaten met het nummer.",
    "De buurvrouw deed open en vertelde dat er al dagen niemand was.",
    "Kort gesproken in de hal, binnenkomen mocht niet.",
    "Videogesprek vanuit de inrichting, de verbinding viel twee keer weg.",
    "Binnengelaten in de woonkamer, de televisie stond hard aan.",
    "Bij de bushalte gezien met twee onbekende mannen."};
constexpr std::array<std::string_view, 20> kObservations{
    "De woning was opgeruimd en de koelkast gevuld.",
    "Overal stonden lege flessen en het rook muf.",
    "Maakte een vermoeide indruk en keek veel weg.",
    "Was rustig, gaf antwoord en stelde zelf vragen.",
    "Werd boos toen de huurschuld ter sprake kwam.",
    "De post lag ongeopend op een stapel in de gang.",
    "Er was een nieuwe hond, die bleef in de keuken.",
    "De kinderen zaten aan tafel huiswerk te maken.",
    "Droeg kapotte schoenen en geen jas.",
    "Had de brief van de gemeente bij zich en wilde weten wat er stond.",
    "Zei dat de afspraak met de bewindvoerder goed was verlopen.",
    "Vroeg of de uitkering deze maand op tijd komt.",
    "Vertelde over ruzie met de ex-partner afgelopen weekend.",
    "Wil naar de kliniek als er deze week plek is.",
    "Slaapt slecht en gebruikt weer meer dan een maand geleden.",
    "Is twee keer niet op het werk verschenen.",
    "Gaf toe dat de medicijnen niet meer worden ingenomen.",
    "De verwarming deed het niet, binnen was het koud.",
    "Een omwonende klaagde over lawaai in de nacht.",
    "Heeft weer contact met de moeder, dat doet goed."};
constexpr std::array<std::string_view, 10> kFollowUps{
    "Volgende week dinsdag opnieuw langs.",
    "Afgesproken dat de wijkverpleegkundige belt.",
    "De casusregisseur is op de hoogte gebracht.",
    "Zelf aanmelden bij het loket, anders ga ik mee.",
    "Nieuwe afspraak op kantoor gemaakt, herinnering gestuurd.",
    "Overleg met de school over de afwezigheid.",
    "Bespreken in het casusoverleg van deze maand.",
    "Als het erger wordt direct de crisisdienst bellen.",
    "Woningcorporatie gevraagd om uitstel van de ontruiming.",
    "Dossier schuldhulp opvragen bij de sociale dienst."};
constexpr std::array<std::string_view, 8> kSubjects{
    "Huurachterstand",     "Gebruik",  "Werk", "Slapen", "Kinderen", "Dreigende ontruiming",
    "Contact met familie", "Medicatie"};
constexpr std::array<std::string_view, 6> kNames{
    "mevrouw Kortlever", "meneer Hoogakker", "Veltman", "de vader", "Sanne", "Petra"};

/// Writes the operations of one part.
class Writer {
public:
    Writer(SeededRandom& random, std::uint16_t type) : m_random(random) {
        m_part.type.value = type;
        m_part.record = random.makeId<RecordId>();
    }

    void write(std::uint16_t field, MergePolicy policy, FieldValue value) {
        Operation operation;
        operation.field = {{field}, static_cast<std::uint8_t>(policy)};
        operation.values.push_back(std::move(value));
        m_part.operations.push_back(std::move(operation));
    }
    /// A write that has seen a version before it.
    void edit(std::uint16_t field, MergePolicy policy, FieldValue value) {
        write(field, policy, std::move(value));
        m_part.operations.back().observed.push_back({m_random.makeId<ChangesetId>(), 0, 0, 0});
    }
    template <std::size_t N>
    std::string_view pick(const std::array<std::string_view, N>& from) {
        return from[m_random.below(N)];
    }
    FieldValue code(std::string_view id) { return CodeValue{std::string(id)}; }
    std::string narrative(std::uint64_t sentences) {
        std::string text(pick(kOpenings));
        for (; sentences > 0; --sentences) {
            text += ' ';
            if (m_random.chance(1, 5)) {
                text += "Volgens ";
                text += pick(kNames);
                text += ": ";
            }
            text += pick(kObservations);
        }
        if (m_random.chance(1, 2)) {
            text += ' ';
            text += pick(kFollowUps);
        }
        return text;
    }
    model::Part take() { return std::move(m_part); }

private:
    SeededRandom& m_random;
    model::Part m_part;
};

model::Part contact(SeededRandom& random, HybridStamp stamp) {
    Writer part(random, 3);
    part.write(1, MergePolicy::Append, Instant{stamp.millis});
    part.write(32, MergePolicy::Append, part.code(part.pick(kKinds)));
    part.write(33, MergePolicy::Append, part.code(part.pick(kOutcomes)));
    part.write(34, MergePolicy::Union, model::WorkerRef{random.makeId<WorkerId>()});
    part.write(38, MergePolicy::Append, part.code(part.pick(kPlaces)));
    if (random.chance(1, 2))
        part.write(39, MergePolicy::Append, static_cast<std::int64_t>(5 * (1 + random.below(12))));
    if (random.chance(1, 2))
        part.write(3, MergePolicy::Union, model::RecordRef{random.makeId<RecordId>()});
    return part.take();
}

model::Part report(SeededRandom& random, HybridStamp stamp) {
    Writer part(random, 4);
    part.write(1, MergePolicy::Append, Instant{stamp.millis});
    part.write(32, MergePolicy::Append, model::RecordRef{random.makeId<RecordId>()});
    part.write(33, MergePolicy::Append, part.narrative(2 + random.below(6)));
    if (random.chance(1, 3))
        part.write(34, MergePolicy::Append, std::string(part.pick(kObservations)));
    return part.take();
}

model::Part context(SeededRandom& random, HybridStamp stamp) {
    Writer part(random, 5);
    part.write(1, MergePolicy::Append, Instant{stamp.millis});
    part.write(4, MergePolicy::Union, part.code(part.pick(kAreas)));
    part.write(32, MergePolicy::Append, part.code("zorg"));
    part.write(33, MergePolicy::Append, std::string(part.pick(kSubjects)));
    part.write(34, MergePolicy::Append, part.narrative(1 + random.below(4)));
    part.write(35, MergePolicy::Append, part.code(part.pick(kSources)));
    part.write(36, MergePolicy::Append,
               OrganisationCode{static_cast<std::uint16_t>(1 + random.below(12))});
    return part.take();
}

model::Part action(SeededRandom& random, HybridStamp stamp) {
    Writer part(random, 7);
    if (random.chance(1, 2)) {
        part.edit(42, MergePolicy::Lattice, part.code("uitgevoerd"));
        return part.take();
    }
    part.write(32, MergePolicy::Append, part.code("actie"));
    part.write(35, MergePolicy::RegisterAsk, std::string(part.pick(kFollowUps)));
    part.write(40, MergePolicy::RegisterAsk,
               model::Date{static_cast<std::int32_t>(stamp.millis / 86'400'000 + 14)});
    part.write(42, MergePolicy::Lattice, part.code("toegezegd"));
    return part.take();
}

} // namespace

SampleChangesets::SampleChangesets(std::uint64_t seed)
    : m_random(seed),
      m_stamp{1'790'000'000'000, 0},
      m_case(m_random.makeId<CaseId>()),
      m_audience(m_random.makeId<AudienceId>()) {}

model::Changeset SampleChangesets::next() {
    m_stamp.millis += static_cast<std::int64_t>(60'000 + m_random.below(7'200'000));
    model::Changeset changeset;
    changeset.caseId = m_case;
    changeset.audience = m_audience;
    changeset.author = m_random.makeId<WorkerId>();
    changeset.organisation.value = static_cast<std::uint16_t>(1 + m_random.below(12));
    changeset.hat = m_random.chance(1, 2) ? "wijkagent" : "reclasseringswerker";
    changeset.stamp = m_stamp;
    switch (m_random.below(8)) {
    case 0:
    case 1:
    case 2:
        changeset.parts.push_back(contact(m_random, m_stamp));
        break;
    case 3:
    case 4:
        changeset.parts.push_back(report(m_random, m_stamp));
        break;
    case 5:
    case 6:
        changeset.parts.push_back(context(m_random, m_stamp));
        break;
    default:
        changeset.parts.push_back(action(m_random, m_stamp));
        break;
    }
    return changeset;
}

} // namespace vb::test
