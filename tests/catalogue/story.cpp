// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/catalogue/story.h"

#include "client/casework/record_types.h"
#include "sync/model/edit.h"

#include <algorithm>

namespace vb::test {

namespace cw = casework;
using namespace vb::model;

namespace {

constexpr Instant kFirstDay{1'789'948'800'000}; // 21 September 2026, 00:00 UTC
constexpr std::size_t kMaxArrivals = 24;

} // namespace

std::span<const CastLine> cast() {
    // P and I first: the house is founded with them. Of the police not Noor: whoever certifies for
    // an organisation says when one of its devices is lost.
    static constexpr CastLine kCast[] = {
        {"Tom Achterveld", "veiligheidshuis", "procesregisseur"},
        {"Ilse Wagter", "veiligheidshuis", "informatievoorziening"},
        {"Wim Bakker", "politie", "wijkagent"},
        {"Noor Dijkgraaf", "politie", "wijkagent"},
        {"Bram Uitslag", "reclassering", "reclassering_toezichthouder"},
        {"Joke Lammerink", "ggd_oggz", "ggd_oggz_medewerker"},
        {"Wout Meester", "reclassering", "wijkteamlid"},
        {"Hilde Roosma", "wijkteam", "casusregisseur"},
        {"Officier", "om", "om_medewerker"},
        {"Jeugdbeschermer", "jeugdbescherming", "jeugdbeschermer"},
    };
    return kCast;
}

Story::Story(std::size_t arrival) : m_arrival(arrival), m_now(kFirstDay) {
    makePeople();
    givenCase();
}

Story::Story(Stage& stage) : m_stage(&stage), m_asked(&p), m_arrival(0), m_now(kFirstDay) {
    makePeople();
    givenCase();
}

void Story::makePeople() {
    po = makePerson("Noor Dijkgraaf");
    po2 = makePerson("Wim Bakker");
    re = makePerson("Bram Uitslag");
    gg = makePerson("Joke Lammerink");
    le = makePerson("Wout Meester");
    k = makePerson("Hilde Roosma", {Role::Casusregisseur});
    p = makePerson("Tom Achterveld", {Role::Procesregisseur});
    i = makePerson("Ilse Wagter", {Role::Informatievoorziening});
    o = makePerson("Officier", {Role::OmMedewerker});
    jb = makePerson("Jeugdbeschermer");
    clock("08:00");
}

void Story::givenCase() {
    cw::NewCase made;
    made.nummer = "LV-2026-001";
    made.inbrenger = {po.organisation, po.name};
    made.weergavenaam = "D. Kortlever";
    made.onderwerpsoort = "persoon";
    made.domein = "volwassenen";
    made.gemeente = "lindervoort";
    made.procesregisseur = p.id;
    made.samenwerkingsdoel = "Voor de zitting aangemeld bij de kliniek";
    made.regie = p.organisation;
    made.rolHuis = "regisseur";
    made.locatie = "huis";
    made.status = "in_uitvoering";
    made.aanleiding = "Zitting";
    made.succes = "Aangemeld bij de kliniek";
    casus = save(i, cw::enterCase(made, as(i)));
    cw::NewPerson subject;
    subject.voorletters = "D.";
    subject.achternaam = "Kortlever";
    subject.geboortedatum = Date{cw::dayFrom({1987, 3, 9})};
    subject.geslacht = "vrouw";
    subject.rollen = {"casussubject"};
    person = save(i, cw::enterPerson(subject, as(i)));
    given();
}

Person Story::makePerson(std::string_view name, RoleSet roles) {
    const auto people = cast();
    const auto line = std::find_if(people.begin(), people.end(),
                                   [&](const CastLine& one) { return one.name == name; });
    REQUIRE(line != people.end());
    Person made;
    made.name = name;
    made.id = m_stage != nullptr ? m_stage->worker(name) : m_ids.makeId<WorkerId>();
    made.organisation = cw::organisationCode(line->organisation).value();
    made.hat = line->hat;
    made.roles = roles;
    m_names[made.id] = made.name;
    return made;
}

std::vector<const Person*> Story::everybody() const {
    return {&po, &po2, &re, &gg, &le, &k, &p, &i, &o, &jb};
}

Instant Story::moment(std::string_view time, int days) const {
    const int hour = std::stoi(std::string(time.substr(0, 2)));
    const int minute = std::stoi(std::string(time.substr(3, 2)));
    return kFirstDay + std::chrono::hours(24 * days + hour) + std::chrono::minutes(minute);
}

void Story::clock(std::string_view time, int days) {
    m_now = moment(time, days);
}

cw::Circumstances Story::as(const Person& who) {
    return {m_now, m_calendar, m_ids, who.id, who.organisation, who.hat};
}

std::vector<LoggedChangeset> Story::viewOf(const Person& who) const {
    std::vector<LoggedChangeset> view = m_log;
    for (const auto& [worker, unsent] : m_unsent) {
        if (worker == Device(who.id, who.device))
            view.insert(view.end(), unsent.begin(), unsent.end());
    }
    return view;
}

std::vector<RecordState> Story::seenBy(const Person& who) const {
    if (m_stage != nullptr)
        return m_stage->seenBy(who);
    return mergeAll(m_schema, viewOf(who));
}

cw::Actor Story::actor(const Person& who, const RecordState& state) const {
    cw::Actor actor;
    actor.roles = who.roles;
    if (state.created) {
        actor.isAuthor = state.created->author == who.id;
        actor.isOfSourceOrganisation = state.created->organisation == who.organisation;
    }
    if (state.type == cw::actieType().id())
        actor.ownsAction = cw::isOwner(cw::actionView(state, *this, today(), m_calendar), who.id,
                                       who.organisation);
    if (state.type == cw::maatregelType().id())
        actor.isExecutor =
            cw::organisationOf(state, cw::maatregel::kUitvoerder) == who.organisation;
    if (state.type == cw::overdrachtType().id())
        actor.isReceiver = cw::workerOf(state, cw::overdracht::kNaar) == who.id ||
                           cw::organisationOf(state, cw::overdracht::kNaar) == who.organisation;
    return actor;
}

cw::ShownRecord Story::shown(const Person& who, const RecordId& record) {
    for (RecordState& state : seenBy(who)) {
        if (state.record != record)
            continue;
        m_shown.push_back(std::move(state));
        return {m_schema, m_shown.back(), {}, actor(who, m_shown.back())};
    }
    FAIL("not on the screen of " + who.name);
    std::abort();
}

RecordId Story::write(const Person& who, const cw::Entry& entry) {
    for (const cw::EntryPart& part : entry.parts) {
        m_isOfHouse = m_isOfHouse || m_house.contains(part.part.record);
        if (part.level)
            m_levels.emplace(part.part.record, *part.level);
    }
    const bool isOfHouse = std::exchange(m_isOfHouse, false);
    if (m_stage != nullptr) {
        m_stage->save(who, entry, isOfHouse, m_now);
        wait(std::chrono::minutes(1));
        return entry.record;
    }
    LoggedChangeset saved;
    saved.id = m_ids.makeId<ChangesetId>();
    saved.content.author = who.id;
    saved.content.organisation = who.organisation;
    saved.content.hat = who.hat;
    const auto ahead = m_ahead.find(who.id);
    const Instant own = ahead != m_ahead.end() ? m_now + ahead->second : m_now;
    saved.content.stamp = {own.millis, 0};
    for (const cw::EntryPart& part : entry.parts) {
        saved.partIndexes.push_back(static_cast<std::uint16_t>(saved.content.parts.size()));
        saved.content.parts.push_back(part.part);
    }
    saved.rolesAtAcceptance = who.roles;
    const auto queue = std::find_if(m_unsent.begin(), m_unsent.end(), [&](const auto& one) {
        return one.first == Device(who.id, who.device);
    });
    if (queue != m_unsent.end())
        queue->second.push_back(std::move(saved));
    else
        m_unsent.emplace_back(Device(who.id, who.device),
                              std::deque<LoggedChangeset>{std::move(saved)});
    wait(std::chrono::minutes(1));
    return entry.record;
}

RecordId Story::save(const Person& who, const cw::Checked<cw::Entry>& entry) {
    if (!entry.isAccepted())
        FAIL(who.name + ": " + cw::sentences(entry.problems()));
    return write(who, entry.value());
}

RecordId Story::saveInHouse(const Person& who, const cw::Checked<cw::Entry>& entry) {
    m_isOfHouse = true;
    const RecordId record = save(who, entry);
    m_house.insert(record);
    return record;
}

RecordId Story::reseal(const Person& who, const RecordId& origin, cw::AudienceLevel level,
                       bool narrow, std::string_view reason) {
    if (m_stage != nullptr) {
        const RecordId made =
            m_stage->reseal(who, origin, level, narrow, std::string(reason), m_now);
        m_levels.emplace(made, level);
        wait(std::chrono::minutes(1));
        return made;
    }
    const cw::ShownRecord from = shown(who, origin);
    cw::Entry entry{m_ids.makeId<RecordId>(), {}};
    Part copy{from.state.type, entry.record, {}, {}};
    for (const FieldState& field : from.state.fields) {
        for (const FieldValue& value : field.values())
            copy.operations.push_back(
                {OperationKind::Write, field.key, {value}, {}, std::string(reason), {}});
    }
    copy.operations.push_back({OperationKind::Write,
                               cw::common::kHerkomst.key(),
                               {RecordRef{origin}},
                               {},
                               std::string(reason),
                               {}});
    entry.parts.push_back({std::move(copy), level});
    if (narrow) {
        std::vector<VersionId> versions;
        for (const FieldState& field : from.state.fields)
            for (const Version& version : field.versions)
                versions.push_back(version.id);
        auto operations = withdrawRecordOperations(from.state, versions, std::string(reason));
        REQUIRE(operations.has_value());
        entry.parts.push_back(
            {{from.state.type, origin, std::move(operations).value(), {}}, std::nullopt});
    }
    return write(who, entry);
}

RecordId Story::contact(const Person& who, std::string soort, std::string uitkomst,
                        cw::EventTime happened) {
    cw::NewContact made;
    made.common.gebeurdOp = happened;
    made.common.betreft = {person};
    made.soort = std::move(soort);
    made.uitkomst = std::move(uitkomst);
    return save(who, cw::enterContact(made, as(who)));
}

RecordId Story::enter(const Person& who, const cw::RecordSpec& type,
                      std::vector<cw::FieldInput> fields, cw::CommonInput common,
                      std::string publiek) {
    cw::Actor actor;
    actor.roles = who.roles;
    return save(who,
                cw::enterRecord({&type, std::move(common), std::move(fields), std::move(publiek)},
                                m_schema, actor, as(who)));
}

void Story::change(const Person& who, const RecordId& record, const cw::FieldSpec& field,
                   FieldValue value, std::string_view reason) {
    save(who, cw::enterFieldChange(field, std::move(value), reason, shown(who, record), as(who)));
}

void Story::add(const Person& who, const RecordId& record, const cw::FieldSpec& field,
                FieldValue value) {
    const FieldValue values[] = {std::move(value)};
    save(who, cw::enterSetChange(field, values, {}, shown(who, record), as(who)));
}

void Story::take(const Person& who, const RecordId& record, const cw::FieldSpec& field,
                 FieldValue value) {
    const FieldValue values[] = {std::move(value)};
    save(who, cw::enterSetChange(field, {}, values, shown(who, record), as(who)));
}

void Story::step(const Person& who, const RecordId& action, std::string status, std::string reason,
                 std::string proof) {
    cw::ActionChange change;
    change.status = std::move(status);
    change.reden = std::move(reason);
    if (!proof.empty())
        change.bewijs = std::move(proof);
    if (change.status == "geblokkeerd")
        change.geblokkeerdDoor = "wacht op een ander";
    save(who, cw::enterActionChange(change, shown(who, action), as(who)));
}

void Story::status(const Person& who, const RecordId& record, std::string status,
                   std::string reason) {
    save(who, cw::enterStatus(status, reason, shown(who, record), as(who)));
}

void Story::force(const Person& who, const RecordId& record, const cw::FieldSpec& field,
                  FieldValue value) {
    const cw::ShownRecord now = shown(who, record);
    const FieldDeclaration* declared = m_schema.find(now.state.type, field.id());
    const FieldState* state = now.state.find(field.id());
    auto operation = writeOperation(
        *declared, state, std::move(value),
        state != nullptr ? shownVersions(*state) : std::vector<VersionId>(), "oud of vervalst");
    REQUIRE(operation.has_value());
    write(who,
          {record, {{{now.state.type, record, {std::move(operation).value()}, {}}, std::nullopt}}});
}

void Story::resolve(const Person& who, const RecordId& record, const cw::FieldSpec& field,
                    std::vector<FieldValue> kept, std::string_view reason) {
    const cw::ShownRecord now = shown(who, record);
    std::vector<VersionId> candidates;
    for (const Conflict& conflict : conflictsOf(m_schema, now.state)) {
        if (conflict.field == field.key()) {
            REQUIRE(candidates.empty());
            candidates = conflict.candidateIds();
        }
    }
    save(who, cw::enterResolution(field, candidates, std::move(kept), reason, now, as(who)));
}

void Story::decide(const Person& who, cw::RuleId rule, std::string_view choice,
                   std::string_view reason) {
    const States all = seenBy(who);
    std::vector<cw::Finding> open = findingsOf(who);
    std::erase_if(open, [&](const cw::Finding& one) { return one.rule->rule != rule; });
    REQUIRE_FALSE(open.empty());
    cw::Actor base;
    base.roles = who.roles;
    for (const cw::Finding& finding : open) {
        const cw::Actor actor = cw::actorFor(finding, all, base, who.id, who.organisation);
        save(who, cw::enterDecision(finding, choice, reason, m_schema, all, actor, as(who)));
    }
}

std::vector<cw::Finding> Story::findingsOf(const Person& who) const {
    if (m_stage != nullptr)
        return m_stage->findings(who);
    const auto [states, house] = split(seenBy(who));
    const auto members = roster();
    return cw::findings(input(states, house, members));
}

void Story::setClock(const Person& who, std::chrono::milliseconds ahead) {
    m_ahead[who.id] = ahead;
    if (m_stage != nullptr)
        m_stage->setAhead(who, ahead);
}

void Story::assign(const Person& by, const Person& who, std::optional<Instant> until) {
    m_removed.erase(who.id);
    if (m_stage != nullptr)
        m_stage->assign(by, who, until);
}

void Story::assignCare(const Person& by, const Person& who) {
    if (m_stage != nullptr)
        m_stage->assignCare(by, who);
}

void Story::unassign(const Person& by, const Person& who) {
    m_removed.insert(who.id);
    if (m_stage != nullptr)
        m_stage->unassign(by, who);
}

void Story::giveRole(const Person& by, Person& who, Role role) {
    who.roles.add(role);
    if (m_stage != nullptr)
        m_stage->giveRole(by, who, role);
}

void Story::takeRole(const Person& by, Person& who, Role role) {
    who.roles.remove(role);
    if (m_stage != nullptr)
        m_stage->takeRole(by, who, role);
}

void Story::loseDevice(const Person& by, const Person& who) {
    m_cutOff.insert(who.id);
    if (m_stage != nullptr)
        m_stage->loseDevice(by, who);
}

void Story::nameReaders(const Person& by, const std::vector<Person>& who) {
    if (m_stage != nullptr)
        m_stage->nameReaders(by, who);
}

bool Story::isMember(const Person& who) const {
    return m_stage != nullptr ? m_stage->isMember(*m_asked, who) : !m_removed.contains(who.id);
}

bool Story::holdsCase(const Person& who) const {
    return m_stage != nullptr ? m_stage->holdsCase(who)
                              : !m_removed.contains(who.id) && !m_cutOff.contains(who.id);
}

bool Story::isHere(const RecordId& record) const {
    const States all = states();
    return std::any_of(all.begin(), all.end(),
                       [&](const RecordState& one) { return one.record == record; });
}

void Story::accept(LoggedChangeset changeset) {
    const auto author = changeset.content.author;
    changeset.position = m_log.size() + 1;
    changeset.hubTime = m_now;
    changeset.late = m_removed.contains(author) || m_cutOff.contains(author);
    if (changeset.late)
        changeset.rolesAtAcceptance = {};
    if (m_cutOff.contains(author))
        changeset.standing = Standing::BeyondCut;
    m_now = m_now + std::chrono::seconds(1);
    m_log.push_back(std::move(changeset));
}

void Story::reach(const Person& who) {
    if (m_stage != nullptr) {
        m_now = m_stage->reach(who, m_now);
        return;
    }
    for (auto& [device, unsent] : m_unsent) {
        if (device != Device(who.id, who.device))
            continue;
        for (LoggedChangeset& changeset : unsent)
            accept(std::move(changeset));
        unsent.clear();
    }
}

void Story::exchange() {
    if (m_stage != nullptr) {
        m_now = m_stage->exchange(m_now);
        return;
    }
    // Every order that keeps what each person did in order: which queue is next, as a sequence.
    std::vector<std::size_t> next;
    for (std::size_t queue = 0; queue < m_unsent.size(); ++queue)
        next.insert(next.end(), m_unsent[queue].second.size(), queue);
    std::vector<std::size_t> chosen = next;
    m_arrivals = 0;
    do {
        if (m_arrivals == m_arrival)
            chosen = next;
        ++m_arrivals;
    } while (m_arrivals < kMaxArrivals && std::next_permutation(next.begin(), next.end()));
    for (const std::size_t queue : chosen) {
        LoggedChangeset changeset = std::move(m_unsent[queue].second.front());
        m_unsent[queue].second.pop_front();
        accept(std::move(changeset));
    }
    m_unsent.clear();
    wait(std::chrono::minutes(1));
}

void Story::given() {
    exchange();
    m_given = m_log.size();
}

std::vector<RecordState> Story::states() const {
    if (m_stage != nullptr)
        return m_stage->seenBy(*m_asked);
    return mergeAll(m_schema, m_log);
}

RecordState Story::state(const RecordId& record) const {
    for (RecordState& state : states()) {
        if (state.record == record)
            return std::move(state);
    }
    FAIL("no such record");
    return {};
}

FieldState Story::field(const RecordId& record, const cw::FieldSpec& field) const {
    const RecordState all = state(record);
    const FieldState* found = all.find(field.id());
    REQUIRE(found != nullptr);
    return *found;
}

std::string Story::code(const RecordId& record, const cw::FieldSpec& field) const {
    return cw::codeOf(state(record), field);
}

std::vector<std::string> Story::also(const RecordId& record, const cw::FieldSpec& field) const {
    std::vector<std::string> codes;
    for (const Version& version : this->field(record, field).versions) {
        if (version.status == VersionStatus::AlsoLive)
            codes.push_back(version.value.as<CodeValue>()->code);
    }
    return codes;
}

std::vector<Conflict> Story::conflicts() const {
    const States all = states();
    return conflictsOf(m_schema, all);
}

std::pair<Story::States, Story::States> Story::split(States all) const {
    std::pair<States, States> out;
    for (RecordState& state : all)
        (m_house.contains(state.record) ? out.second : out.first).push_back(std::move(state));
    return out;
}

std::vector<cw::RosterLine> Story::roster() const {
    std::vector<cw::RosterLine> lines;
    for (const Person* each : everybody())
        lines.push_back({each->id, each->organisation, each->roles});
    return lines;
}

cw::RuleInput Story::input(const States& states, const States& house,
                           const std::vector<cw::RosterLine>& roster) const {
    return {states,
            house,
            roster,
            *this,
            m_calendar,
            [this](const RecordId& record) -> std::optional<cw::AudienceLevel> {
                const auto found = m_levels.find(record);
                return found != m_levels.end() ? std::optional(found->second) : std::nullopt;
            }};
}

std::vector<cw::Finding> Story::findings() const {
    if (m_stage != nullptr)
        return m_stage->findings(*m_asked);
    const auto [states, house] = split(this->states());
    const auto members = roster();
    return cw::findings(input(states, house, members));
}

std::vector<cw::Finding> Story::findings(cw::RuleId rule) const {
    std::vector<cw::Finding> some = findings();
    std::erase_if(some, [&](const cw::Finding& one) { return one.rule->rule != rule; });
    return some;
}

std::string Story::workerName(const WorkerId& worker) const {
    const auto found = m_names.find(worker);
    return found == m_names.end() ? "onbekend" : found->second;
}

std::string Story::organisationName(OrganisationCode organisation) const {
    return cw::organisationLabel(organisation);
}

} // namespace vb::test
