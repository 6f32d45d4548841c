// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/casework/entering.h"
#include "client/casework/import.h"
#include "client/ctl/demo/narrator.h"
#include "client/ctl/hub_process.h"
#include "client/ctl/workplace.h"

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace vb::ctl::demo {

/// Where things are. `inspected` holds exactly what hub and clients leave on disk; what the demo
/// itself needs and writes lies elsewhere.
struct Places {
    std::filesystem::path inspected;
    std::filesystem::path elsewhere;
    std::filesystem::path hubProgram;
    std::filesystem::path ctlProgram;

    [[nodiscard]] std::filesystem::path hub() const { return inspected / "hub"; }
    [[nodiscard]] std::filesystem::path client(const std::string& code) const {
        return inspected / "clients" / code;
    }
    [[nodiscard]] std::filesystem::path passphraseFile() const {
        return elsewhere / "wachtwoord.txt";
    }
    [[nodiscard]] std::filesystem::path transcript() const { return elsewhere / "verslag.txt"; }
};

/// Somebody with a device.
struct Player {
    std::string code;
    std::string name;
    membership::Affiliation holder;
    std::string function;
    model::RoleSet roles;
    std::unique_ptr<Workplace> place;
};

/// Something that a person wrote down and that may not get lost.
struct Written {
    CaseId caseId;
    RecordId record;
    std::string author;
};

/// The house of the demo at work: hub, people with their devices, and what they wrote. Owned by the
/// demo; one thread.
class Stage {
public:
    Stage(Surroundings& around, Narrator& narrator, Places places, std::uint64_t seed);

    Surroundings& around;
    Narrator& narrator;
    const Places places;
    HubProcess hub;
    casework::ImportBatch batch;
    /// Planted in every text that the demo itself writes for the purpose; fresh in every run.
    const std::string canary;
    const std::string passphrase;

    [[nodiscard]] Player& player(const std::string& code);
    [[nodiscard]] engine::Replica& replica(const std::string& code) {
        return player(code).place->replica();
    }
    [[nodiscard]] bool has(const std::string& code) const { return m_players.contains(code); }
    void add(Player player);
    [[nodiscard]] std::vector<Player*> players();
    /// Of the scenario with that key.
    [[nodiscard]] CaseId scenario(const std::string& key);

    [[nodiscard]] crypto::SecretBytes secret() const;
    Result<void> sync(const std::string& code);
    /// Everybody once, in order.
    Result<void> syncAll();
    /// Opens the store of a player whose device was closed.
    Result<void> open(const std::string& code);
    void close(const std::string& code);

    /// Enters and saves; keeps a new record in mind as something that may not get lost.
    Result<RecordId> write(const std::string& code, const CaseId& caseId,
                           const casework::EntryInput& input);
    Result<RecordId> contact(const std::string& code, const CaseId& caseId, const std::string& kind,
                             const std::string& outcome, const std::string& observed,
                             const std::string& level = {});
    [[nodiscard]] std::vector<Written>& written() { return m_written; }

    /// The action of a case whose text begins like this.
    Result<RecordId> action(const std::string& code, const CaseId& caseId,
                            const std::string& beginning);

    std::uint64_t below(std::uint64_t bound);

    // Figures for the last line.
    std::uint64_t conflictsFound = 0;
    std::uint64_t conflictsResolved = 0;

private:
    std::vector<std::string> m_order;
    std::map<std::string, Player> m_players;
    std::vector<Written> m_written;
    std::uint64_t m_dice;
};

// The acts, in their order. Each says what it does and checks what must hold; an error is something
// that keeps the story from going on.
Result<void> openHouse(Stage& stage);
Result<void> enrolPeople(Stage& stage);
Result<void> importScenarios(Stage& stage);
Result<void> plantCanary(Stage& stage);
Result<void> generateVolumes(Stage& stage);
Result<void> playDay(Stage& stage);
Result<void> killInMidSync(Stage& stage);
Result<void> comeTogether(Stage& stage);
Result<void> decideConflict(Stage& stage);
Result<void> unassignWithUnsentNotes(Stage& stage);

/// What the last line says.
struct Figures {
    std::uint64_t changesets = 0;
    std::uint64_t dumps = 0;
    std::uint64_t equalDumps = 0;
    std::uint64_t lost = 0;
    std::uint64_t canaries = 0;
};
Result<Figures> checkEverything(Stage& stage);

} // namespace vb::ctl::demo
