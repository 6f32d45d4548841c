// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/session_town.h"

#include "client/bridge/house_names.h"
#include "client/bridge/office.h"
#include "client/casework/record_types.h"
#include "sync/server/bootstrap.h"

#include <cstdlib>

namespace vb::test {

namespace cw = casework;

namespace {

constexpr Instant kTownNow{1'795'347'600'000};

constexpr Person kEverybody[] = {Person::Achterveld, Person::Wagter, Person::Dijkgraaf,
                                 Person::Vonk, Person::Uitslag};

} // namespace

// ---- The town

namespace {

cw::NewCase newCase(const char* number, const char* name, const WorkerId& procesregisseur) {
    cw::NewCase made;
    made.nummer = number;
    made.inbrenger = {cw::organisationCode("politie").value(), "N. Dijkgraaf"};
    made.weergavenaam = name;
    made.onderwerpsoort = "persoon";
    made.domein = "volwassenen";
    made.gemeente = "lindervoort";
    made.procesregisseur = procesregisseur;
    made.samenwerkingsdoel = "Wonen en dag op orde voor de winter";
    made.regie = cw::organisationCode("veiligheidshuis").value();
    made.rolHuis = "regisseur";
    made.locatie = "huis";
    made.aanleiding = "Overlast in het portiek";
    made.kleurcode = "groen";
    made.status = "in_uitvoering";
    made.succes = "Een dak en een dag";
    return made;
}

cw::NewPerson newPerson(const char* initials, const char* name) {
    cw::NewPerson made;
    made.voorletters = initials;
    made.achternaam = name;
    made.geboortedatum = model::Date{cw::dayFrom({1987, 3, 9})};
    made.geslacht = "man";
    made.rollen = {"casussubject"};
    return made;
}

cw::NewContact newContact(const RecordId& person, const char* seen) {
    cw::NewContact made;
    made.common.betreft = {person};
    made.soort = "huisbezoek";
    made.uitkomst = "gesproken";
    made.verslag.waargenomen = seen;
    made.verslag.publiek = "casusteam";
    return made;
}

} // namespace

std::filesystem::path SessionTown::storeOf(Person person) const {
    return m_dir.path() / std::to_string(static_cast<std::size_t>(person));
}

const SessionTown& SessionTown::instance() {
    static const SessionTown town;
    return town;
}

SessionTown::SessionTown() : m_clock(kTownNow), m_house(SimHouse::make(m_random, kTownNow)) {
    server::MemoryHubStore empty;
    got(server::openHouse(empty, m_house.bootstrap, {m_house.hub.signingKey, m_house.hub.tlsPin},
                          m_clock));
    LoopbackHub hub(m_house, empty, m_clock);
    std::vector<std::unique_ptr<CoreDesk>> desks;
    for (const Person person : kEverybody)
        desks.push_back(std::make_unique<CoreDesk>(m_house, hub, person, storeOf(person),
                                                   passphrase(), m_clock, m_random));
    const auto at = [&](Person person) -> CoreDesk& {
        return *desks[static_cast<std::size_t>(person)];
    };
    const auto whoIs = [&](Person person) {
        return m_house.people[static_cast<std::size_t>(person)].who;
    };
    const auto syncAll = [&](int rounds) {
        for (int i = 0; i < rounds; ++i) {
            for (auto& desk : desks)
                desk->sync();
            m_clock.advance(std::chrono::minutes(1));
        }
    };

    // Everybody knows the house and says who they are.
    syncAll(1);
    for (const Person person : kEverybody)
        got(bridge::introduce(at(person).replica(),
                              {whoIs(person).worker,
                               m_house.people[static_cast<std::size_t>(person)].name, hatOf(person),
                               whoIs(person).organisation}));
    // Two cases with their teams.
    m_case = m_random.makeId<CaseId>();
    m_other = m_random.makeId<CaseId>();
    auto& office = at(Person::Achterveld);
    for (const CaseId& caseId : {m_case, m_other}) {
        for (const Person person : kEverybody) {
            if (person == Person::Wagter || (person == Person::Uitslag && caseId == m_other))
                continue;
            bridge::Assignment assignment;
            assignment.member = whoIs(person);
            assignment.hat = hatOf(person);
            got(bridge::assign(office.replica(), caseId, assignment));
        }
    }
    got(bridge::giveRole(office.replica(), m_case, whoIs(Person::Dijkgraaf),
                         model::Role::Casusregisseur));
    syncAll(2);

    const auto leader = whoIs(Person::Achterveld).worker;
    const auto casus = office.save(
        m_case, cw::enterCase(newCase("LV-2026-012", "S. Slikkerveer", leader), office.at()));
    const auto subject =
        office.save(m_case, cw::enterPerson(newPerson("S.", "Slikkerveer"), office.at()));
    office.save(m_other,
                cw::enterCase(newCase("LV-2026-013", "K. Hoogakker", leader), office.at()));
    cw::NewAction action;
    action.soort = "contacttaak";
    action.tekst = "Bij de woning langsgaan";
    action.eigenaar = {whoIs(Person::Dijkgraaf).organisation, whoIs(Person::Dijkgraaf).worker};
    action.uiterlijk =
        cw::EventTime(model::Date{static_cast<std::int32_t>(m_clock.now().millis / 86'400'000)});
    office.save(m_case, cw::enterAction(action, office.at()));
    syncAll(2);

    // Two people say different things of the colour, neither having seen the other.
    for (const auto& [person, colour] :
         {std::pair(Person::Vonk, "oranje"), std::pair(Person::Dijkgraaf, "rood")}) {
        auto& desk = at(person);
        desk.save(m_case, cw::enterFieldChange(cw::casus::kKleurcode, model::CodeValue{colour},
                                               "Zo zag het er bij de deur uit",
                                               desk.shown(m_case, casus), desk.at()));
        m_clock.advance(std::chrono::minutes(1));
    }
    at(Person::Vonk)
        .save(m_case, cw::enterContact(newContact(subject, "Gordijnen dicht, radio aan."),
                                       at(Person::Vonk).at()));
    m_clock.advance(std::chrono::minutes(5));
    at(Person::Uitslag)
        .save(m_case, cw::enterContact(newContact(subject, "Rustig gesprek op kantoor."),
                                       at(Person::Uitslag).at()));
    syncAll(3);
    m_hubStore = hub.store();
}

// ---- Sessions

TownSession::TownSession(const SessionTown& town, LoopbackHub& hub, Person person, FakeClock& clock)
    : m_dir(std::make_unique<TempDir>()),
      m_store(m_dir->path() / "store"),
      m_hub(hub),
      m_clock(clock),
      m_random(900 + static_cast<std::uint64_t>(person)) {
    std::filesystem::copy(town.storeOf(person), m_store, std::filesystem::copy_options::recursive);
    reopen();
}

TownSession::TownSession(const std::filesystem::path& store, LoopbackHub& hub, FakeClock& clock,
                         std::uint64_t seed)
    : m_store(store), m_hub(hub), m_clock(clock), m_random(seed) {
    reopen();
}

TownSession::~TownSession() = default;

void TownSession::kill() {
    auto image = m_store;
    image += "-" + std::to_string(++m_kills);
    // By another process: to open and close a database's file here would drop SQLite's locks.
    const std::string copy = "cp -r '" + m_store.string() + "' '" + image.string() + "'";
    if (std::system(copy.c_str()) != 0)
        throw std::runtime_error("no image of the store");
    m_session.reset();
    m_store = image;
}

void TownSession::reopen() {
    m_session.reset();
    auto loop = std::make_unique<ManualLoop>();
    m_loop = loop.get();
    engine::SyncOptions options;
    options.isAutomatic = true;
    m_session = bridge::makeSession(
        m_store, {std::move(loop),
                  m_clock,
                  m_random,
                  m_calendar,
                  [this](const bridge::HubPlace&, bridge::GiveEvent give) {
                      return std::make_unique<LoopbackTransport>(
                          m_hub, std::move(give), [loop = m_loop](std::function<void()> task) {
                              loop->post(std::move(task));
                          });
                  },
                  [this] { return m_hub.isUp(); },
                  cheapPassphrase(),
                  options,
                  {}});
}

} // namespace vb::test
