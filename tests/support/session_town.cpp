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

cw::NewContact newContact(const RecordId& person, const char* kind, const char* seen) {
    cw::NewContact made;
    made.common.betreft = {person};
    made.soort = kind;
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

/// Everybody at their desks while the town is set up.
class SessionTown::Setting {
public:
    Setting(SessionTown& town, LoopbackHub& hub) : m_town(town) {
        for (const Person person : kEverybody)
            m_desks.push_back(std::make_unique<CoreDesk>(town.m_house, hub, person,
                                                         town.storeOf(person), passphrase(),
                                                         town.m_clock, town.m_random));
    }
    CoreDesk& at(Person person) { return *m_desks[static_cast<std::size_t>(person)]; }
    void sync(int rounds) {
        for (int i = 0; i < rounds; ++i) {
            for (auto& desk : m_desks)
                desk->sync();
            m_town.m_clock.advance(std::chrono::minutes(1));
        }
    }
    /// Everybody says who they are.
    void introduce() {
        for (const Person person : kEverybody) {
            const auto& known = m_town.m_house.people[static_cast<std::size_t>(person)];
            got(bridge::introduce(at(person).replica(), {known.who.worker, known.name,
                                                         hatOf(person), known.who.organisation}));
        }
    }
    /// Two cases with their teams.
    void assign() {
        auto& office = at(Person::Achterveld).replica();
        for (const CaseId& caseId : {m_town.m_case, m_town.m_other}) {
            for (const Person person : kEverybody) {
                if (person == Person::Wagter ||
                    (person == Person::Uitslag && caseId == m_town.m_other))
                    continue;
                bridge::Assignment assignment;
                assignment.member = who(person);
                assignment.hat = hatOf(person);
                got(bridge::assign(office, caseId, assignment));
            }
        }
        got(bridge::giveRole(office, m_town.m_case, who(Person::Dijkgraaf),
                             model::Role::Casusregisseur));
    }
    /// What the office writes: the cases, the person, an action for Dijkgraaf.
    void open() {
        auto& office = at(Person::Achterveld);
        const auto leader = who(Person::Achterveld).worker;
        m_casus = office.save(
            m_town.m_case,
            cw::enterCase(newCase("LV-2026-012", "S. Slikkerveer", leader), office.at()));
        m_subject = office.save(m_town.m_case,
                                cw::enterPerson(newPerson("S.", "Slikkerveer"), office.at()));
        office.save(m_town.m_other,
                    cw::enterCase(newCase("LV-2026-013", "K. Hoogakker", leader), office.at()));
        cw::NewAction action;
        action.soort = "contacttaak";
        action.tekst = "Bij de woning langsgaan";
        action.eigenaar = {who(Person::Dijkgraaf).organisation, who(Person::Dijkgraaf).worker};
        action.uiterlijk = cw::EventTime(
            model::Date{static_cast<std::int32_t>(m_town.m_clock.now().millis / 86'400'000)});
        office.save(m_town.m_case, cw::enterAction(action, office.at()));
    }
    /// Two people say different things of the colour, neither having seen the other; two write of a
    /// contact.
    void write() {
        for (const auto& [person, colour] :
             {std::pair(Person::Vonk, "oranje"), std::pair(Person::Dijkgraaf, "rood")}) {
            auto& desk = at(person);
            desk.save(m_town.m_case,
                      cw::enterFieldChange(cw::casus::kKleurcode, model::CodeValue{colour},
                                           "Zo zag het er bij de deur uit",
                                           desk.shown(m_town.m_case, m_casus), desk.at()));
            m_town.m_clock.advance(std::chrono::minutes(1));
        }
        // Hours ago and of two kinds: no rule takes them for one visit, nor for one of today's.
        for (const auto& [person, kind, seen] :
             {std::tuple(Person::Vonk, "huisbezoek", "Gordijnen dicht, radio aan."),
              std::tuple(Person::Uitslag, "kantoorgesprek", "Rustig gesprek op kantoor.")}) {
            auto& desk = at(person);
            auto contact = newContact(m_subject, kind, seen);
            contact.common.gebeurdOp = cw::EventTime(m_town.m_clock.now() + -std::chrono::hours(5));
            desk.save(m_town.m_case, cw::enterContact(contact, desk.at()));
            m_town.m_clock.advance(std::chrono::minutes(5));
        }
    }

private:
    [[nodiscard]] membership::Affiliation who(Person person) const {
        return m_town.m_house.people[static_cast<std::size_t>(person)].who;
    }

    SessionTown& m_town;
    std::vector<std::unique_ptr<CoreDesk>> m_desks;
    RecordId m_casus;
    RecordId m_subject;
};

SessionTown::SessionTown() : m_clock(kTownNow), m_house(SimHouse::make(m_random, kTownNow)) {
    m_case = m_random.makeId<CaseId>();
    m_other = m_random.makeId<CaseId>();
    server::MemoryHubStore empty;
    got(server::openHouse(empty, m_house.bootstrap, {m_house.hub.signingKey, m_house.hub.tlsPin},
                          m_clock));
    LoopbackHub hub(m_house, empty, m_clock);
    Setting setting(*this, hub);
    setting.sync(1);
    setting.introduce();
    setting.assign();
    setting.sync(2);
    setting.open();
    setting.sync(2);
    setting.write();
    setting.sync(3);
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
