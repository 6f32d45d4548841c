// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2

// Three devices and a hub, and an input that says what happens: who writes, who syncs, which
// message arrives next, twice, changed, cut or not at all, who restarts, who is granted and who is
// removed. No sequence makes anything crash or break an invariant that is checked; afterwards, on a
// wire that works, every sync ends, and where nothing was falsified all that was acknowledged is
// everywhere.
#include "sync/base/check.h"
#include "sync/engine/sync_engine.h"
#include "sync/membership/readers.h"
#include "tests/fuzz/fuzz_device.h"
#include "tests/support/seeded_entropy.h"
#include "tests/support/temp_dir.h"

#include <array>
#include <deque>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

namespace {

using namespace vb;

constexpr std::size_t kMaxEvents = 96;
constexpr std::size_t kDevices = 3;
constexpr std::array<std::size_t, kDevices> kPeople{fuzz::kOffice, fuzz::kNoor, fuzz::kSaar};

/// A request on its way to the hub, or its reply on the way back.
struct Message {
    std::size_t device = 0;
    std::uint64_t life = 0;
    protocol::RequestNumber number = 0;
    protocol::Request request;
    std::optional<protocol::Reply> reply;
};

using fuzz::must;

class Town {
public:
    Town()
        : m_random(7),
          m_clock(fuzz::kStart + std::chrono::hours(1)),
          m_hubStore(fuzz::FuzzHouse::instance().store),
          m_hub(fuzz::openHub(m_hubStore, m_clock, m_random)),
          m_case(m_random.makeId<CaseId>()) {
        for (std::size_t i = 0; i < kDevices; ++i)
            m_devices.push_back(std::make_unique<fuzz::Device>(
                kPeople[i], m_dir.path() / std::to_string(i), m_clock, m_random));
        heal();
        assign(0, true);
        assign(1, true);
        heal();
    }

    void play(fuzz::Choices choices) {
        for (std::size_t event = 0; event < kMaxEvents && !choices.isEmpty(); ++event)
            happen(choices);
        m_messages.clear();
    }

    /// Syncs everybody over a wire that works. The trouble of each last sync.
    std::array<engine::SyncTrouble, kDevices> heal() {
        std::array<engine::SyncTrouble, kDevices> ended{};
        for (int round = 0; round < 4; ++round) {
            for (std::size_t i = 0; i < kDevices; ++i) {
                m_clock.advance(std::chrono::seconds(2));
                // Whatever was under way is lost.
                if (m_asked[i] != 0)
                    take(i, engine::RequestFailed{m_asked[i], {}});
                m_messages.clear();
                m_ended[i] = engine::SyncTrouble::Unreachable;
                take(i, engine::SyncRequested{});
                while (!m_messages.empty())
                    deliver(0);
                ended[i] = m_ended[i];
            }
        }
        return ended;
    }

    void check(const std::array<engine::SyncTrouble, kDevices>& ended) {
        for (std::size_t i = 0; i < kDevices; ++i) {
            auto& replica = *m_devices[i]->replica;
            VB_CHECK(replica.store().database().checkIntegrity().has_value());
            VB_CHECK(must(replica.outbox().count()) == 0 || m_isFalsified);
            VB_CHECK(ended[i] == engine::SyncTrouble::None || m_isFalsified);
        }
        if (m_isFalsified)
            return;
        const auto team = membership::wholeLevel(fuzz::FuzzHouse::instance().house.id, m_case,
                                                 membership::Level::Casusteam)
                              .id;
        const auto dump = must(m_devices[0]->replica->canonicalDump(team));
        VB_CHECK(must(m_devices[1]->replica->canonicalDump(team)) == dump);
        const auto prefix = must(m_devices[0]->replica->directory().prefix(m_case));
        if (membership::isMember(prefix, m_devices[2]->replica->identity().holder))
            VB_CHECK(must(m_devices[2]->replica->canonicalDump(team)) == dump);
        for (const auto& id : m_saved)
            VB_CHECK(must(m_hubStore.envelope(id)).has_value());
    }

private:
    void happen(fuzz::Choices& choices) {
        const std::size_t kind = choices.below(16);
        const std::size_t device = choices.below(kDevices);
        const std::size_t message = choices.below(m_messages.size());
        switch (kind) {
        case 0:
        case 1:
            return write(device);
        case 2:
        case 3:
            return take(device, engine::SyncRequested{});
        case 8:
            return drop(message);
        case 9:
            return repeat(message);
        case 10:
            return falsify(message, choices);
        case 11:
            m_asked[device] = 0;
            return m_devices[device]->open();
        case 12:
            m_hub = fuzz::openHub(m_hubStore, m_clock, m_random);
            return;
        case 13:
            return assign(2, true);
        case 14:
            return assign(2, false);
        case 15:
            return m_clock.advance(std::chrono::minutes(1 + choices.below(60)));
        default:
            return deliver(message);
        }
    }

    void write(std::size_t device) {
        auto& replica = *m_devices[device]->replica;
        const auto entry = fuzz::entryOf(m_case, m_random, "tekst");
        // Refused to whoever knows that he is no member.
        if (const auto saved = replica.save({entry}); saved && device != 2)
            m_saved.insert(m_saved.end(), saved->begin(), saved->end());
    }

    void assign(std::size_t device, bool isMember) {
        const auto& who = fuzz::FuzzHouse::instance().house.people[kPeople[device]].who;
        membership::StatementBody body =
            membership::MemberEndBody{who, membership::EndReason::Unassigned, {}};
        if (isMember)
            body = fuzz::memberOf(kPeople[device]);
        auto& office = *m_devices[0]->replica;
        const auto statement = office.sign(m_case, std::move(body));
        if (!statement)
            return;
        VB_CHECK(office.queueStatement(*statement).has_value());
    }

    void take(std::size_t device, engine::Event event) {
        std::deque<engine::Event> events{std::move(event)};
        while (!events.empty()) {
            const auto next = std::move(events.front());
            events.pop_front();
            for (auto& action : m_devices[device]->engine->handle(next)) {
                if (auto* sent = std::get_if<engine::SendRequest>(&action)) {
                    m_asked[device] = sent->number;
                    m_messages.push_back({device, m_devices[device]->life, sent->number,
                                          std::move(sent->request), std::nullopt});
                } else if (std::holds_alternative<engine::CallBack>(action)) {
                    events.emplace_front(engine::CalledBack{});
                } else if (const auto* finished = std::get_if<engine::SyncFinished>(&action)) {
                    m_ended[device] = finished->trouble;
                }
            }
        }
    }

    /// One step of the way: to the hub, or back.
    void deliver(std::size_t index) {
        if (index >= m_messages.size())
            return;
        Message message = std::move(m_messages[index]);
        m_messages.erase(m_messages.begin() + static_cast<std::ptrdiff_t>(index));
        if (!message.reply) {
            message.reply = m_hub->handle(message.request, {"10.0.0.1"}).reply;
            m_messages.push_back(std::move(message));
        } else if (message.life == m_devices[message.device]->life) {
            take(message.device, engine::ReplyArrived{message.number, std::move(*message.reply)});
        }
    }

    void drop(std::size_t index) {
        if (index >= m_messages.size())
            return;
        const Message message = std::move(m_messages[index]);
        m_messages.erase(m_messages.begin() + static_cast<std::ptrdiff_t>(index));
        if (message.life == m_devices[message.device]->life)
            take(message.device, engine::RequestFailed{message.number, {}});
    }

    void repeat(std::size_t index) {
        if (index < m_messages.size() && m_messages.size() < 64)
            m_messages.push_back(Message(m_messages[index]));
    }

    void falsify(std::size_t index, fuzz::Choices& choices) {
        if (index >= m_messages.size())
            return;
        Message& message = m_messages[index];
        Bytes& body = message.reply ? message.reply->body : message.request.body;
        const std::size_t how = choices.below(3);
        const std::size_t at = choices.below(256) * 256 + choices.below(256);
        m_isFalsified = true;
        if (body.empty())
            return;
        if (how == 0)
            body.resize(at % body.size());
        else if (how == 1 && message.reply)
            message.reply->status = static_cast<int>(100 + at % 500);
        else
            body[at % body.size()] ^= static_cast<std::uint8_t>(1 + choices.below(255));
    }

    test::TempDir m_dir;
    test::SeededRandom m_random;
    test::FakeClock m_clock;
    server::MemoryHubStore m_hubStore;
    std::unique_ptr<server::Hub> m_hub;
    CaseId m_case;
    std::vector<std::unique_ptr<fuzz::Device>> m_devices;
    std::vector<Message> m_messages;
    /// The last request that each device sent.
    std::array<protocol::RequestNumber, kDevices> m_asked{};
    std::array<engine::SyncTrouble, kDevices> m_ended{};
    /// By those who are never removed.
    std::vector<ChangesetId> m_saved;
    bool m_isFalsified = false;
};

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    static_cast<void>(fuzz::FuzzHouse::instance());
    const test::SeededEntropy entropy(1);
    Town town;
    town.play(fuzz::Choices({bytes, size}));
    town.check(town.heal());
    return 0;
}
