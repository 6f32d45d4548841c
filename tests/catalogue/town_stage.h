// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/bridge/casework_projector.h"
#include "tests/catalogue/story.h"
#include "tests/unit/engine/engine_town.h"

#include <functional>

namespace vb::test {

/// A story on real devices: each person's own store, outbox, replica and sync engine, and one hub.
/// A device comes in when its person first does something; P's and I's are always there, so a row
/// has three replicas at least, and one that never writes beside them with an onlooker. When
/// everybody exchanges, devices sync in an order drawn from the seed, over wires that go before the
/// end, and then over good ones until nothing waits. Then all that read an audience have the same
/// of it and nothing that was saved is gone, or the test fails. The store and the wire are a
/// test's, one sync runs at a time.
class TownStage final : public Stage {
public:
    TownStage(std::uint64_t seed, bool hasOnlooker);

    [[nodiscard]] WorkerId worker(std::string_view name) const override;
    void setAhead(const Person& who, std::chrono::milliseconds ahead) override;
    std::vector<model::RecordState> seenBy(const Person& who) override;
    std::vector<casework::Finding> findings(const Person& who) override;
    void save(const Person& who, const casework::Entry& entry, bool isOfHouse,
              Instant now) override;
    RecordId reseal(const Person& who, const RecordId& origin, casework::AudienceLevel level,
                    bool narrow, std::string reason, Instant now) override;
    Instant exchange(Instant now) override;
    Instant reach(const Person& who, Instant now) override;
    void assign(const Person& by, const Person& who, std::optional<Instant> until) override;
    void assignCare(const Person& by, const Person& who) override;
    void unassign(const Person& by, const Person& who) override;
    void giveRole(const Person& by, const Person& who, model::Role role) override;
    void takeRole(const Person& by, const Person& who, model::Role role) override;
    void loseDevice(const Person& by, const Person& who) override;
    void nameReaders(const Person& by, const std::vector<Person>& who) override;
    bool isMember(const Person& asked, const Person& who) override;
    bool holdsCase(const Person& who) override;

    /// Whose devices have the case now, in the order in which they came in.
    [[nodiscard]] std::vector<const Person*> readers();
    /// Called for each of them after each sync of an exchange, whatever came of it.
    void watch(std::function<void(const Person&)> always) { m_always = std::move(always); }

    // For what is not in the records.
    std::size_t notices(const Person& who, store::AttentionKind kind);
    [[nodiscard]] bool isReader(const Person& who);
    bool seesRecord(const Person& who, const RecordId& record);
    /// In any file of the device, its program closed.
    bool isOnDisk(const Person& who, const std::string& words);
    /// Whether the hub was told something by the one before the other, in the last exchange.
    [[nodiscard]] bool wasBefore(const Person& one, const Person& other) const;
    /// A place changes hands, and everybody hears of it.
    void handOver(const Person& by, const Person& giver, const Person& receiver);
    /// Time goes by, and everybody syncs.
    void pass(std::chrono::milliseconds span);
    void requireAlike();

private:
    /// What somebody saved, as they entered it.
    struct Saved {
        Person who;
        CaseId caseId;
        casework::Entry entry;
    };
    [[nodiscard]] static std::size_t indexOf(const Person& who);
    [[nodiscard]] const membership::Affiliation& affiliation(const Person& who) const;
    engine::Replica& at(const Person& who);
    void until(Instant now);
    void found();
    void bring(const Person& who);
    void sync(std::size_t index);
    void syncBadly(std::size_t index);
    std::vector<std::size_t> shuffled();
    void heal();
    void requireNothingLost();
    void requireHeld(const Saved& saved, const model::Part& part);

    casework::UtcCalendar m_calendar;
    model::Schema m_schema = casework::makeSchema();
    bridge::CaseworkProjector m_projector{m_calendar};
    EngineTown m_town;
    CaseId m_case;
    CaseId m_houseCase;
    AudienceId m_named;
    SeededRandom m_dice;
    /// By their device; in the order in which they came in.
    std::vector<std::pair<std::size_t, Person>> m_present;
    std::set<std::size_t> m_lost; ///< devices that no good sync is asked of any more
    std::vector<std::size_t> m_pushed;
    std::vector<Saved> m_saved;
    std::function<void(const Person&)> m_always;
};

} // namespace vb::test
