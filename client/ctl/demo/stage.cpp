// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/ctl/demo/stage.h"

#include "client/bridge/replica_case.h"
#include "client/bridge/saving.h"
#include "client/casework/reading.h"
#include "client/casework/record_types.h"
#include "client/ctl/importing.h"

namespace vb::ctl::demo {

namespace cw = casework;

namespace {

/// Short enough for the shortest text field, and nothing that would be there by chance.
std::string makeCanary(RandomSource& random) {
    ByteArray<5> bytes{};
    random.fill(bytes);
    return "kanarie" + toHex(bytes);
}

} // namespace

Stage::Stage(Surroundings& surroundings, Narrator& teller, Places where, std::uint64_t seed)
    : around(surroundings),
      narrator(teller),
      places(std::move(where)),
      hub(places.hubProgram, places.hub()),
      canary(makeCanary(surroundings.random)),
      passphrase("een dag in lindervoort"),
      m_dice(seed) {}

std::uint64_t Stage::below(std::uint64_t bound) {
    // SplitMix64 (Steele, Lea and Flood 2014): moments to strike at, repeatable from the seed.
    m_dice += 0x9e3779b97f4a7c15ULL;
    std::uint64_t value = m_dice;
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9ULL;
    value = (value ^ (value >> 27)) * 0x94d049bb133111ebULL;
    return (value ^ (value >> 31)) % bound;
}

Player& Stage::player(const std::string& code) {
    const auto found = m_players.find(code);
    VB_CHECK(found != m_players.end());
    return found->second;
}

void Stage::add(Player player) {
    m_order.push_back(player.code);
    m_players.emplace(player.code, std::move(player));
}

std::vector<Player*> Stage::players() {
    std::vector<Player*> all;
    for (const std::string& code : m_order)
        all.push_back(&m_players.at(code));
    return all;
}

CaseId Stage::scenario(const std::string& key) {
    return importedCase(player("p").place->owner().house, key);
}

crypto::SecretBytes Stage::secret() const {
    return crypto::SecretBytes::copyOf(asBytes(passphrase));
}

// ---- Devices

Result<void> Stage::sync(const std::string& code) {
    auto& place = *player(code).place;
    const auto trouble = place.sync();
    if (trouble == engine::SyncTrouble::None)
        return {};
    return fail(Code::Unavailable, "sync van " + code + ": " + place.whyNot());
}

Result<void> Stage::syncAll() {
    for (const std::string& code : m_order)
        VB_TRY_VOID(sync(code));
    return {};
}

Result<void> Stage::open(const std::string& code) {
    VB_TRY(player(code).place, Workplace::open(around, places.client(code), secret()));
    return {};
}

void Stage::close(const std::string& code) {
    player(code).place.reset();
}

// ---- Writing

Result<RecordId> Stage::write(const std::string& code, const CaseId& caseId,
                              const cw::EntryInput& input) {
    auto& place = *player(code).place;
    bridge::ReplicaCase shown(place.replica(), caseId);
    const auto entered = cw::enter(input, place.circumstances(), shown);
    if (shown.failure())
        return Unexpected(*shown.failure());
    if (!entered.isAccepted())
        return fail(Code::InvalidInput, code + ": " + cw::sentences(entered.problems()));
    if (const auto saved = bridge::save(place.replica(), caseId, entered.value()); !saved)
        return fail(saved.error().code, code + ": " + saved.error().context);
    for (const auto& part : entered.value().parts) {
        if (part.level)
            m_written.push_back({caseId, part.part.record, code});
    }
    return entered.value().record;
}

Result<RecordId> Stage::contact(const std::string& code, const CaseId& caseId,
                                const std::string& kind, const std::string& outcome,
                                const std::string& observed, const std::string& level) {
    cw::NewContact contact;
    contact.soort = kind;
    contact.uitkomst = outcome;
    contact.verslag.waargenomen = observed;
    contact.verslag.publiek = level;
    return write(code, caseId, contact);
}

Result<RecordId> Stage::action(const std::string& code, const CaseId& caseId,
                               const std::string& beginning) {
    VB_TRY(const auto states, replica(code).records(caseId, {cw::actieType().id()}));
    for (const auto& state : states) {
        if (cw::textOf(state, cw::actie::kTekst).starts_with(beginning))
            return state.record;
    }
    return fail(Code::NotFound, "de actie " + beginning);
}

} // namespace vb::ctl::demo
