// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "tests/sim/sim_world.h"

#include <deque>

namespace vb::test {

/// People of SimHouse by their place.
inline constexpr std::size_t kOffice = 0; ///< the procesregisseur, politie's issuer aside
inline constexpr std::size_t kNoor = 2;   ///< wijkagent
inline constexpr std::size_t kSaar = 3;   ///< wijkagent, of the same organisation
inline constexpr std::size_t kBram = 4;   ///< reclassering

/// A house, its hub and devices, moved by hand: one sync at a time, to its end, over a wire that a
/// test may bend. Same seed, same run.
class EngineTown {
public:
    /// What comes back for a request; nothing is a wire that is down.
    using Wire = std::function<std::optional<protocol::Reply>(const protocol::Request&)>;

    EngineTown();
    /// Another house, whose devices run another program, from another moment on.
    EngineTown(const std::vector<SimHouse::Role>& cast, SimDevice::Program program, Instant start,
               std::uint64_t seed);

    SimDevice& device(std::size_t person);
    engine::Replica& replica(std::size_t person) { return device(person).replica(); }
    /// As the honest hub answers.
    protocol::Reply ask(const protocol::Request& request);
    /// Runs a sync to its end. `m_lastError` has what stopped it.
    engine::SyncTrouble sync(std::size_t person, const Wire& wire = {});
    /// The same by what delivers while the store is closed; the device is locked.
    engine::SyncTrouble deliver(std::size_t person, const Wire& wire = {});
    /// Closes the store of a device, which then delivers and does nothing else.
    void lock(std::size_t person);
    void unlock(std::size_t person);
    /// Syncs them all, twice, which must succeed.
    void syncAll(std::initializer_list<std::size_t> people);

    /// A case with these members, known to all of them.
    CaseId openCase(std::initializer_list<std::size_t> people);
    /// By the office, which syncs; the others learn of it when they do.
    void assign(const CaseId& caseId, std::size_t person, bool isMember);
    /// One append to `record` for the case team; its id.
    enum class Bulk { No, Yes };
    ChangesetId write(std::size_t person, const CaseId& caseId, const RecordId& record,
                      const std::string& text, Bulk bulk = Bulk::No);
    ChangesetId write(std::size_t person, const CaseId& caseId, const std::string& text);

    /// The case team's dump.
    std::string dump(std::size_t person, const CaseId& caseId);
    [[nodiscard]] AudienceId team(const CaseId& caseId) const;
    /// Notices of this kind on a device.
    std::size_t notices(std::size_t person, store::AttentionKind kind);

    FakeClock clock;
    SeededRandom random;
    SimHouse house;
    server::MemoryHubStore hubStore;
    std::unique_ptr<server::Hub> hub;
    TempDir dir;
    std::string lastError;
    engine::SyncFigures lastFigures;

private:
    EngineTown(Instant start, std::uint64_t seed, const std::vector<SimHouse::Role>* cast,
               std::optional<SimDevice::Program> program);
    engine::SyncTrouble run(SimDevice& device, const Wire& wire);

    std::optional<SimDevice::Program> m_program;
    SeededEntropy m_entropy;
    std::map<std::size_t, std::unique_ptr<SimDevice>> m_devices;
};

/// The stub that stands at the hub for what this person's device gave up; nothing while none does.
std::optional<server::EnvelopeRow> stubOf(EngineTown& town, std::size_t author,
                                          const ChangesetId& refused);

} // namespace vb::test
