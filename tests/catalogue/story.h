// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/casework/rules/rules.h"
#include "sync/model/conflict.h"
#include "sync/model/merge.h"
#include "tests/support/catch.h"
#include "tests/support/seeded_random.h"

#include <deque>
#include <map>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace vb::test {

/// Somebody of the conflict catalogue. One device each.
struct Person {
    std::string name;
    WorkerId id;
    OrganisationCode organisation;
    std::string hat;
    model::RoleSet roles = {};
    /// Another device of the same person is a Person with another number here.
    int device = 0;
};

/// Somebody by name, organisation and hat. The first of an organisation certifies its devices.
struct CastLine {
    const char* name;
    const char* organisation;
    const char* hat;
};
/// Everybody of the catalogue.
std::span<const CastLine> cast();

/// Where a story happens, when it is not in a list of changesets: who has what on screen, and what
/// becomes of what they save. What the hub refuses fails the test.
class Stage {
public:
    virtual ~Stage() = default;
    [[nodiscard]] virtual WorkerId worker(std::string_view name) const = 0;
    virtual void setAhead(const Person& who, std::chrono::milliseconds ahead) = 0;
    virtual std::vector<model::RecordState> seenBy(const Person& who) = 0;
    virtual std::vector<casework::Finding> findings(const Person& who) = 0;
    virtual void save(const Person& who, const casework::Entry& entry, bool isOfHouse,
                      Instant now) = 0;
    /// By Replica::copyTo(), or moveTo() with `narrow`.
    virtual RecordId reseal(const Person& who, const RecordId& origin,
                            casework::AudienceLevel level, bool narrow, std::string reason,
                            Instant now) = 0;
    /// All send and receive until nothing waits; the time after it.
    virtual Instant exchange(Instant now) = 0;
    /// One of them does.
    virtual Instant reach(const Person& who, Instant now) = 0;
    // Statements, queued on the device of `by`.
    virtual void assign(const Person& by, const Person& who, std::optional<Instant> until) = 0;
    /// Under another hat, in the care part.
    virtual void assignCare(const Person& by, const Person& who) = 0;
    virtual void unassign(const Person& by, const Person& who) = 0;
    virtual void giveRole(const Person& by, const Person& who, model::Role role) = 0;
    virtual void takeRole(const Person& by, const Person& who, model::Role role) = 0;
    virtual void loseDevice(const Person& by, const Person& who) = 0;
    virtual void nameReaders(const Person& by, const std::vector<Person>& who) = 0;
    /// As the device of `asked` knows it.
    virtual bool isMember(const Person& asked, const Person& who) = 0;
    virtual bool holdsCase(const Person& who) = 0;
};

/// One case with its people, who enter things on what is on their own screen with the product's own
/// functions, and now and then exchange everything. Deterministic: the same calls make the same
/// changesets, so a story can be told again with another order of arrival at the hub.
class Story final : public casework::NameBook {
public:
    /// The hub takes what was written between two exchanges in the `arrival`-th of all orders that
    /// keep each person's own; of the last exchange only, earlier ones go by the clock.
    explicit Story(std::size_t arrival = 0);
    /// The same story on real devices. `stage` outlives it.
    explicit Story(Stage& stage);

    Person po, po2, re, gg, le, k, p, i, o, jb;
    RecordId casus;
    RecordId person; ///< the casussubject
    /// Records that a story comes back to, by what it calls them.
    std::map<std::string, RecordId> named;

    [[nodiscard]] const model::Schema& schema() const { return m_schema; }
    [[nodiscard]] casework::Day today() const { return m_calendar.dayOf(now()); }
    [[nodiscard]] Instant now() const { return m_now; }
    /// The clock on the wall of the day, "14:00"; `days` later than the first.
    void clock(std::string_view time, int days = 0);
    [[nodiscard]] Instant moment(std::string_view time, int days = 0) const;
    void wait(std::chrono::milliseconds span) { m_now = m_now + span; }
    /// How far somebody's own clock is off.
    void setClock(const Person& who, std::chrono::milliseconds ahead);

    // What the office says in signed statements; it holds once `by` and the others have exchanged.
    // In a list of changesets there are no statements: there the hub marks, from the next exchange
    // on, what it would mark.
    void assign(const Person& by, const Person& who, std::optional<Instant> until = std::nullopt);
    /// Another pet for somebody, in the care part.
    void assignCare(const Person& by, const Person& who);
    void unassign(const Person& by, const Person& who);
    void giveRole(const Person& by, Person& who, model::Role role);
    void takeRole(const Person& by, Person& who, model::Role role);
    /// The device was lost; somebody who certifies for the organisation says so.
    void loseDevice(const Person& by, const Person& who);
    /// Those who are meant by "genoemde personen".
    void nameReaders(const Person& by, const std::vector<Person>& who);
    /// Only this person sends and receives.
    void reach(const Person& who);
    [[nodiscard]] bool isMember(const Person& who) const;
    /// Whether the device of that person has the case.
    [[nodiscard]] bool holdsCase(const Person& who) const;
    /// From here on what everybody sees is what this person sees.
    void ask(const Person& who) { m_asked = &who; }
    /// Whether whoever is asked may read this record.
    [[nodiscard]] bool isHere(const RecordId& record) const;
    [[nodiscard]] std::vector<const Person*> everybody() const;

    casework::Circumstances as(const Person& who);
    /// What `who` has on screen, and what they are to it.
    casework::ShownRecord shown(const Person& who, const RecordId& record);
    [[nodiscard]] std::vector<model::RecordState> seenBy(const Person& who) const;
    /// Saved on the device of `who`; a minute passes.
    RecordId save(const Person& who, const casework::Checked<casework::Entry>& entry);
    /// Of the house's own case.
    RecordId saveInHouse(const Person& who, const casework::Checked<casework::Entry>& entry);
    /// The same record for others: content of `origin` as `who` sees it, under `level`. With
    /// `narrow` the origin is withdrawn in the same act.
    RecordId reseal(const Person& who, const RecordId& origin, casework::AudienceLevel level,
                    bool narrow, std::string_view reason);

    // Short ways to enter.
    RecordId contact(const Person& who, std::string soort, std::string uitkomst,
                     casework::EventTime happened);
    RecordId enter(const Person& who, const casework::RecordSpec& type,
                   std::vector<casework::FieldInput> fields, casework::CommonInput common = {},
                   std::string publiek = {});
    void change(const Person& who, const RecordId& record, const casework::FieldSpec& field,
                model::FieldValue value, std::string_view reason = {});
    void add(const Person& who, const RecordId& record, const casework::FieldSpec& field,
             model::FieldValue value);
    void take(const Person& who, const RecordId& record, const casework::FieldSpec& field,
              model::FieldValue value);
    void step(const Person& who, const RecordId& action, std::string status,
              std::string reason = {}, std::string proof = {});
    void status(const Person& who, const RecordId& record, std::string status,
                std::string reason = {});
    /// An old or forged client: an operation that no editor makes.
    void force(const Person& who, const RecordId& record, const casework::FieldSpec& field,
               model::FieldValue value);
    /// Decides the only conflict of that field, keeping these values.
    void resolve(const Person& who, const RecordId& record, const casework::FieldSpec& field,
                 std::vector<model::FieldValue> kept, std::string_view reason);
    /// Decides every open finding of that rule, of which there is one at least.
    void decide(const Person& who, casework::RuleId rule, std::string_view choice,
                std::string_view reason);

    /// Everybody sends and receives everything.
    void exchange();
    /// The same; what is there now everybody has had long since, in the order of the hub.
    void given();
    [[nodiscard]] std::size_t givenCount() const { return m_given; }
    /// In how many orders the last exchange could have arrived.
    [[nodiscard]] std::size_t arrivals() const { return m_arrivals; }
    [[nodiscard]] const std::vector<model::LoggedChangeset>& log() const { return m_log; }
    [[nodiscard]] bool isOfHouse(const RecordId& record) const { return m_house.contains(record); }

    // What everybody sees after an exchange.
    [[nodiscard]] std::vector<model::RecordState> states() const;
    [[nodiscard]] model::RecordState state(const RecordId& record) const;
    [[nodiscard]] model::FieldState field(const RecordId& record,
                                          const casework::FieldSpec& field) const;
    [[nodiscard]] std::string code(const RecordId& record, const casework::FieldSpec& field) const;
    /// The codes that are live beside what is in force: "ook gemeld".
    [[nodiscard]] std::vector<std::string> also(const RecordId& record,
                                                const casework::FieldSpec& field) const;
    [[nodiscard]] std::vector<model::Conflict> conflicts() const;
    [[nodiscard]] std::vector<casework::Finding> findings() const;
    [[nodiscard]] std::vector<casework::Finding> findings(casework::RuleId rule) const;
    /// As the rules see the case; for the functions beside them.
    template <typename Use>
    auto withInput(Use&& use) const {
        const auto states = split(this->states());
        const auto roster = this->roster();
        return use(input(states.first, states.second, roster));
    }
    [[nodiscard]] const casework::Calendar& calendar() const { return m_calendar; }

    std::string workerName(const WorkerId& worker) const override;
    std::string organisationName(OrganisationCode organisation) const override;
    std::string recordName(const RecordId&) const override { return {}; }

private:
    using States = std::vector<model::RecordState>;
    void makePeople();
    Person makePerson(std::string_view name, model::RoleSet roles = {});
    void givenCase();
    [[nodiscard]] std::vector<casework::Finding> findingsOf(const Person& who) const;
    void accept(model::LoggedChangeset changeset);
    RecordId write(const Person& who, const casework::Entry& entry);
    [[nodiscard]] std::vector<model::LoggedChangeset> viewOf(const Person& who) const;
    [[nodiscard]] std::pair<States, States> split(States all) const;
    [[nodiscard]] std::vector<casework::RosterLine> roster() const;
    [[nodiscard]] casework::RuleInput input(const States& states, const States& house,
                                            const std::vector<casework::RosterLine>& roster) const;
    [[nodiscard]] casework::Actor actor(const Person& who, const model::RecordState& state) const;

    Stage* m_stage = nullptr;
    const Person* m_asked = nullptr;
    std::size_t m_arrival;
    std::size_t m_arrivals = 1;
    std::size_t m_given = 0;
    model::Schema m_schema = casework::makeSchema();
    casework::UtcCalendar m_calendar;
    SeededRandom m_ids{7};
    Instant m_now;
    std::vector<model::LoggedChangeset> m_log;
    /// By person and device, oldest first.
    using Device = std::pair<WorkerId, int>;
    std::vector<std::pair<Device, std::deque<model::LoggedChangeset>>> m_unsent;
    std::map<WorkerId, std::string> m_names;
    std::map<WorkerId, std::chrono::milliseconds> m_ahead;
    std::map<RecordId, casework::AudienceLevel> m_levels;
    std::set<RecordId> m_house;
    bool m_isOfHouse = false; ///< what is being saved
    /// Whose place or device has ended, by the hub's log.
    std::set<WorkerId> m_removed;
    std::set<WorkerId> m_cutOff;
    /// States that ShownRecords refer to.
    std::deque<model::RecordState> m_shown;
};

/// What came of delivering a log in many orders.
struct Delivered {
    std::size_t orders = 0;
    bool isSampled = false;
};
/// Two replicas that have what was given take the rest in every order of delivery, and a third the
/// reverse of it and then everything again. Each time all have the same bytes and the same states
/// as one that took it as the hub has it. Of more than `allUpTo` changesets `sampled` orders drawn
/// from `seed`; and always a few orders of everything, the given included.
Delivered requireSameEverywhere(const Story& story, std::size_t allUpTo, std::size_t sampled,
                                std::uint64_t seed);
/// Nothing that anybody wrote is gone, unless a named person's operation lists it.
void requireNothingLost(const Story& story);

} // namespace vb::test
