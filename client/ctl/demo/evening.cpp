// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// Somebody leaves a case with notes that were not sent; then everything is checked.
#include "client/bridge/office.h"
#include "client/casework/record_types.h"
#include "client/ctl/demo/stage.h"

#include <algorithm>
#include <set>

namespace vb::ctl::demo {
namespace {

namespace cw = casework;

std::string readFile(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// UTF-16, as some programs would write it.
std::string wide(const std::string& text) {
    std::string made;
    for (const char sign : text) {
        made += sign;
        made += '\0';
    }
    return made;
}

} // namespace

// ---- Unassignment

Result<void> unassignWithUnsentNotes(Stage& stage) {
    auto& narrator = stage.narrator;
    narrator.chapter("Bram gaat van de casus af terwijl hij nog notities heeft die niet weg zijn");
    const CaseId caseId = stage.scenario("d4");
    std::vector<RecordId> notes;
    for (const char* outcome : {"gesproken", "niet_verschenen"}) {
        VB_TRY(const auto note, stage.contact("re", caseId, "kantoorgesprek", outcome,
                                              "Nog van gisteren.", "casusteam"));
        notes.push_back(note);
    }
    VB_TRY_VOID(bridge::unassign(stage.replica("p"), caseId, stage.player("re").holder));
    VB_TRY_VOID(stage.sync("p"));
    narrator.say("Tom beëindigt de toewijzing. Bram weet dat nog niet en synchroniseert.");
    const auto generation = stage.player("re").place->core().store().generation();
    VB_TRY_VOID(stage.sync("re"));
    VB_TRY_VOID(stage.sync("re"));
    auto& replica = stage.replica("re");
    VB_TRY(const auto left, replica.store().records().ofCase(caseId, {}, 1));
    narrator.check(left.empty(), "de casus is van Brams apparaat verdwenen");
    narrator.check(stage.player("re").place->core().store().generation() == generation + 1,
                   "en zijn opslag is herschreven onder een nieuwe sleutel");
    for (const char* code : {"po", "k", "p"}) {
        VB_TRY_VOID(stage.sync(code));
        std::size_t there = 0;
        bool isMarked = true;
        for (const RecordId& note : notes) {
            VB_TRY(const auto state, stage.replica(code).record(note));
            there += state ? 1U : 0U;
            isMarked = isMarked && state && state->created && state->created->late;
        }
        narrator.check(there == notes.size() && isMarked,
                       stage.player(code).name +
                           " heeft beide notities, gemerkt: na uittreding aangekomen");
    }
    return {};
}

// ---- Checks

namespace {

struct AudienceSight {
    CaseId caseId;
    std::set<ChangesetId> accepted;
    std::string dump;
    std::vector<std::string> holders;
    bool isEqual = true;
};

/// Everything that every device holds of every audience that it may read.
class Comparison {
public:
    explicit Comparison(Stage& stage) : m_stage(stage) {}

    Result<void> read() {
        for (const Player* player : m_stage.players())
            VB_TRY_VOID(readDevice(*player));
        return {};
    }

    [[nodiscard]] Figures figures() const {
        Figures figures;
        std::set<ChangesetId> all;
        for (const auto& [audience, sight] : m_sights) {
            all.insert(sight.accepted.begin(), sight.accepted.end());
            figures.dumps += sight.holders.size();
            figures.equalDumps += sight.isEqual ? sight.holders.size() : 0;
        }
        figures.changesets = all.size();
        for (const auto& [audience, sight] : m_sights) {
            for (const std::string& code : sight.holders) {
                const auto& held = m_held.at({code, audience});
                for (const ChangesetId& id : sight.accepted)
                    figures.lost += held.contains(id) ? 0U : 1U;
            }
        }
        return figures;
    }

    [[nodiscard]] bool isUnequal() const {
        return std::any_of(m_sights.begin(), m_sights.end(),
                           [](const auto& sight) { return !sight.second.isEqual; });
    }

private:
    Result<void> readDevice(const Player& player) {
        auto& replica = player.place->replica();
        VB_TRY(const auto cases, replica.directory().cases());
        for (const CaseId& caseId : cases) {
            VB_TRY(const auto audiences, replica.readableAudiences(caseId));
            for (const auto& audience : audiences)
                VB_TRY_VOID(readAudience(player, caseId, audience.id));
        }
        return {};
    }

    Result<void> readAudience(const Player& player, const CaseId& caseId,
                              const AudienceId& audience) {
        auto& replica = player.place->replica();
        VB_TRY(const auto ids,
               replica.store().envelopes().acceptedIds(audience, 0, UINT64_MAX >> 1));
        VB_TRY(auto dump, replica.canonicalDump(audience));
        auto& sight = m_sights[audience];
        sight.caseId = caseId;
        if (sight.holders.empty())
            sight.dump = std::move(dump);
        else
            sight.isEqual = sight.isEqual && sight.dump == dump;
        sight.holders.push_back(player.code);
        m_held[{player.code, audience}] = {ids.begin(), ids.end()};
        sight.accepted.insert(ids.begin(), ids.end());
        return {};
    }

    Stage& m_stage;
    std::map<AudienceId, AudienceSight> m_sights;
    std::map<std::pair<std::string, AudienceId>, std::set<ChangesetId>> m_held;
};

/// What people wrote in the demo, on every device that may have it, once.
Result<std::uint64_t> lostRecords(Stage& stage) {
    std::uint64_t lost = 0;
    for (const Written& written : stage.written()) {
        std::optional<AudienceId> audience;
        for (const Player* player : stage.players()) {
            VB_TRY(const auto row, player->place->replica().store().records().find(written.record));
            if (row)
                audience = row->audience;
        }
        if (!audience) {
            ++lost;
            continue;
        }
        for (const Player* player : stage.players()) {
            auto& replica = player->place->replica();
            VB_TRY(const auto readable, replica.readableAudiences(written.caseId));
            const bool mayRead = std::any_of(readable.begin(), readable.end(),
                                             [&](const auto& one) { return one.id == *audience; });
            if (!mayRead)
                continue;
            VB_TRY(const auto state, replica.record(written.record));
            lost += state && state->created && state->created->isAccepted() ? 0U : 1U;
        }
    }
    return lost;
}

/// In every file that hub and clients left, and in everything that any program said.
std::uint64_t canariesIn(Stage& stage) {
    const std::vector<std::string> needles{
        stage.canary, wide(stage.canary), toHex(asBytes(stage.canary)),
        "Kortlever",  "Noor Dijkgraaf",   "Koelkast leeg"};
    const auto countIn = [](const std::string& content, const std::string& needle) {
        std::uint64_t count = 0;
        for (auto at = content.find(needle); at != std::string::npos;
             at = content.find(needle, at + 1))
            ++count;
        return count;
    };
    std::uint64_t found = 0;
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(stage.places.inspected)) {
        if (!entry.is_regular_file())
            continue;
        const std::string content = readFile(entry.path());
        for (const std::string& needle : needles)
            found += countIn(content, needle);
    }
    for (const std::string& needle : {needles[0], needles[1], needles[2]})
        found += countIn(stage.hub.output(), needle) + countIn(stage.narrator.everything(), needle);
    return found;
}

/// That the search is not blind: in clear, the canary is found.
Result<bool> isFoundInClear(Stage& stage) {
    VB_TRY(const auto audiences, stage.replica("po").store().audiences().all());
    for (const auto& audience : audiences) {
        VB_TRY(const auto dump, stage.replica("po").canonicalDump(audience.audience));
        if (dump.find(stage.canary) != std::string::npos)
            return true;
    }
    return false;
}

} // namespace

Result<Figures> checkEverything(Stage& stage) {
    auto& narrator = stage.narrator;
    narrator.chapter("Nakijken");
    for (int round = 0; round < 3; ++round)
        VB_TRY_VOID(stage.syncAll());
    std::uint64_t unsent = 0;
    for (const Player* player : stage.players()) {
        auto& core = player->place->core();
        core.refreshStatus();
        unsent += core.status().unsent;
        VB_TRY_VOID(player->place->replica().store().database().checkIntegrity());
    }
    narrator.check(unsent == 0, "nergens staat nog iets te wachten");

    Comparison comparison(stage);
    VB_TRY_VOID(comparison.read());
    Figures figures = comparison.figures();
    narrator.check(!comparison.isUnequal(),
                   "elk publiek is byte voor byte gelijk op elk apparaat dat het mag lezen (" +
                       counted(figures.dumps) + " vergeleken)");
    VB_TRY(const auto lost, lostRecords(stage));
    figures.lost += lost;
    narrator.check(figures.lost == 0, "wat de hub aannam of een mens schreef is overal waar het "
                                      "mag zijn, en een keer");
    VB_TRY(const bool isFound, isFoundInClear(stage));
    narrator.check(isFound, "de kanarie staat wel in de opslag zelf, als die open is");
    // Everything closed, so that nothing is only in memory.
    for (const Player* player : stage.players())
        stage.close(player->code);
    VB_TRY_VOID(stage.hub.stop());
    figures.canaries = canariesIn(stage);
    narrator.check(figures.canaries == 0,
                   "en is nergens te vinden: niet bij de hub, niet op de apparaten, niet in wat "
                   "programma's zeggen");
    return figures;
}

} // namespace vb::ctl::demo
