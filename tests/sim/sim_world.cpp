// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/sim/sim_world.h"

#include "sync/model/edit.h"
#include "sync/server/bootstrap.h"

#include <algorithm>

namespace vb::test {
namespace {

using namespace std::chrono_literals;

constexpr Instant kStart{1'790'000'000'000};
constexpr model::RecordTypeId kProef{1};

} // namespace

SimFaults SimFaults::draw(SeededRandom& random) {
    SimFaults faults;
    for (bool* fault : {&faults.drops, &faults.duplicates, &faults.delays, &faults.kills,
                        &faults.wrongClocks, &faults.liar, &faults.membership})
        *fault = random.chance(2, 5);
    return faults;
}

std::string SimFaults::text() const {
    std::string text;
    const auto add = [&text](bool isOn, const char* name) {
        if (isOn)
            text += std::string(text.empty() ? "" : " ") + name;
    };
    add(drops, "drops");
    add(duplicates, "duplicates");
    add(delays, "delays");
    add(kills, "kills");
    add(wrongClocks, "wrong-clocks");
    add(liar, "liar");
    add(membership, "membership");
    return text.empty() ? "none" : text;
}

SimWorld::SimWorld(std::uint64_t seed)
    : m_seed(seed),
      m_entropy(seed),
      m_random(seed),
      m_clock(kStart),
      m_house(SimHouse::make(m_random, kStart)),
      m_faults(SimFaults::draw(m_random)) {
    setUp();
}

void SimWorld::violation(std::string what) {
    m_report.violations.push_back("seed " + std::to_string(m_seed) + " (" + m_faults.text() +
                                  "): " + std::move(what));
}

void SimWorld::setUp() {
    const server::HubKeys keys{m_house.hub.signingKey, m_house.hub.tlsPin};
    const auto opened = server::openHouse(m_hubStore, m_house.bootstrap, keys, m_clock);
    VB_CHECK(opened.has_value());
    auto hub = server::Hub::open(m_hubStore, m_house.hubKey, m_clock, m_random);
    VB_CHECK(hub.has_value());
    m_hub = std::move(hub).value();
    for (std::size_t person = 0; person < m_house.people.size(); ++person) {
        m_devices.push_back(std::make_unique<SimDevice>(
            m_house, person, m_dir.path() / std::to_string(person), m_clock, m_random));
        m_devices.back()->open();
    }
    // A calm beginning: everybody knows the house, two cases have their teams.
    const bool wasHealed = std::exchange(m_isHealed, true);
    for (auto& device : m_devices)
        sync(*device);
    drain(10min);
    for (int i = 0; i < 2; ++i) {
        m_cases.push_back(m_random.makeId<CaseId>());
        for (std::size_t person = 0; person < m_devices.size(); ++person) {
            if (person != 1 && (person != 3 || i == 0))
                assign(m_cases.back(), person, true);
        }
    }
    for (int round = 0; round < 3; ++round) {
        for (auto& device : m_devices)
            sync(*device);
        drain(10min);
    }
    for (int i = 0; i < 3; ++i)
        m_shared.push_back(m_random.makeId<RecordId>());
    m_isHealed = wasHealed;
    if (m_faults.wrongClocks)
        for (auto& device : m_devices)
            device->skew =
                std::chrono::hours(24) * (static_cast<std::int64_t>(m_random.below(7300)) - 3650);
}

void SimWorld::assign(const CaseId& caseId, std::size_t person, bool isMember) {
    auto& replica = m_devices[0]->replica();
    const auto& who = m_house.people[person].who;
    membership::StatementBody body;
    if (isMember) {
        membership::MemberBody member;
        member.member = who;
        member.hat = 1;
        member.period.from = kStart - 1h;
        body = member;
    } else {
        body = membership::MemberEndBody{who, membership::EndReason::Unassigned, {}};
    }
    auto statement = replica.sign(caseId, std::move(body));
    if (!statement)
        return; // what the hub would refuse is refused at entry
    if (replica.queueStatement(*statement)) {
        if (isMember)
            m_members[caseId].insert(person);
        else
            m_members[caseId].erase(person);
    }
}

void SimWorld::at(std::chrono::milliseconds delay, std::function<void()> act) {
    m_queue.push({m_clock.now().millis + delay.count(), ++m_lastNumber, std::move(act)});
}

void SimWorld::drain(std::chrono::milliseconds span) {
    const std::int64_t end = m_clock.now().millis + span.count();
    while (!m_queue.empty() && m_queue.top().at <= end) {
        auto happening = m_queue.top();
        m_queue.pop();
        m_clock.advance(std::chrono::milliseconds(
            std::max<std::int64_t>(0, happening.at - m_clock.now().millis)));
        happening.act();
    }
    m_clock.advance(
        std::chrono::milliseconds(std::max<std::int64_t>(0, end - m_clock.now().millis)));
}

// ---- Network

protocol::Reply SimWorld::answer(const protocol::Request& request) {
    auto honest = m_hub->handle(request, {"10.0.0.1"}).reply;
    if (m_faults.liar && !m_isHealed && m_random.chance(1, 8)) {
        ++m_report.lies;
        return lie(request, std::move(honest));
    }
    m_oldReplies[request.endpoint] = honest;
    return honest;
}

/// A hub that flips a bit, repeats an old answer, says nothing or cuts its answer short.
protocol::Reply SimWorld::lie(const protocol::Request& request, protocol::Reply honest) {
    switch (m_random.below(4)) {
    case 0:
        if (!honest.body.empty())
            honest.body[m_random.below(honest.body.size())] ^=
                static_cast<std::uint8_t>(1U << m_random.below(8));
        return honest;
    case 1: {
        const auto old = m_oldReplies.find(request.endpoint);
        return old == m_oldReplies.end() ? protocol::Reply{200, {}} : old->second;
    }
    case 2:
        return {200, {}};
    default:
        honest.body.resize(m_random.below(honest.body.size() + 1));
        return honest;
    }
}

void SimWorld::deliver(SimDevice& device, std::uint64_t life, engine::SendRequest sent) {
    const bool isCalm = m_isHealed;
    const auto delay = [&]() -> std::chrono::milliseconds {
        if (isCalm || !m_faults.delays)
            return 20ms;
        return std::chrono::milliseconds(20 +
                                         m_random.below(m_random.chance(1, 6) ? 180'000 : 500));
    };
    const bool isLost = !isCalm && m_faults.drops && m_random.chance(1, 8);
    const bool isTwice = !isCalm && m_faults.duplicates && m_random.chance(1, 6);
    const bool isReplyLost = !isCalm && m_faults.drops && m_random.chance(1, 8);
    const auto back = [this, &device, life, number = sent.number](engine::Event event) {
        if (!device.isAlive() || device.life() != life)
            return;
        perform(device, device.engine().handle(event));
    };
    if (isLost) {
        at(30s, [back, number = sent.number] {
            back(engine::RequestFailed{number, engine::RequestFailure::TimedOut});
        });
        return;
    }
    at(delay(), [this, sent = std::move(sent), back, isTwice, isReplyLost, backDelay = delay()] {
        const auto reply = answer(sent.request);
        if (isTwice)
            static_cast<void>(m_hub->handle(sent.request, {"10.0.0.1"}));
        if (isReplyLost) {
            at(30s, [back, number = sent.number] {
                back(engine::RequestFailed{number, engine::RequestFailure::TimedOut});
            });
            return;
        }
        at(backDelay, [back, number = sent.number, reply] {
            back(engine::ReplyArrived{number, reply});
        });
    });
}

void SimWorld::perform(SimDevice& device, const engine::Actions& actions) {
    for (const auto& action : actions) {
        if (const auto* sent = std::get_if<engine::SendRequest>(&action))
            deliver(device, device.life(), *sent);
        if (std::holds_alternative<engine::CallBack>(action))
            callBack(device);
        if (const auto* finished = std::get_if<engine::SyncFinished>(&action))
            m_lastErrors[device.person()] = finished->error;
    }
}

/// Mostly at once, as a client does it; sometimes so late that the reply is there first.
void SimWorld::callBack(SimDevice& device) {
    const auto delay = m_random.chance(1, 4) ? 600ms : 0ms;
    at(delay, [this, &device, life = device.life()] {
        if (device.isAlive() && device.life() == life)
            perform(device, device.engine().handle(engine::CalledBack{}));
    });
}

void SimWorld::sync(SimDevice& device) {
    if (!device.isAlive())
        return;
    ++m_report.syncs;
    perform(device, device.engine().handle(engine::SyncRequested{}));
}

// ---- Work

void SimWorld::write(SimDevice& device) {
    const CaseId caseId = m_cases[m_random.below(m_cases.size())];
    auto& replica = device.replica();
    const auto& schema = replica.schema();
    const auto* type = schema.find(kProef);
    const bool isShared = m_random.chance(3, 5);
    const bool isOwnOrganisation = !isShared && m_random.chance(1, 2);
    const RecordId record =
        isShared ? m_shared[m_random.below(m_shared.size())] : m_random.makeId<RecordId>();
    // A record lives in one case: shared ones belong to the first or the second by their place.
    const CaseId home =
        isShared ? m_cases[static_cast<std::size_t>(record.bytes()[0]) % 2] : caseId;
    model::RecordState known;
    if (isShared) {
        const auto state = replica.record(record);
        if (state && *state)
            known = **state;
    }
    model::Part part{kProef, record, {}, {}};
    const std::string text =
        "tekst-" + std::to_string(m_written.size()) + "-" + std::to_string(device.person());
    const auto writeField = [&](const char* name, model::FieldValue value) {
        const auto* field = type->findByName(name);
        const auto* state = known.find(field->id);
        const auto shown = state ? model::shownVersions(*state) : std::vector<model::VersionId>{};
        auto operation = model::writeOperation(*field, state, std::move(value), shown, "reden");
        if (operation)
            part.operations.push_back(std::move(*operation));
    };
    static const char* const kLevels[] = {"a", "b", "c", "d"};
    const auto level = [&] { return model::CodeValue{kLevels[m_random.below(4)]}; };
    writeField("append", text);
    if (m_random.chance(1, 2))
        writeField("ask", level());
    if (m_random.chance(1, 3))
        writeField("lattice", level());
    if (m_random.chance(1, 3))
        writeField("cautious", level());
    if (m_random.chance(1, 3))
        writeField("union", level());
    if (m_random.chance(1, 4))
        writeField("earliest", model::Date{static_cast<std::int32_t>(m_random.below(30'000))});
    engine::Entry entry;
    entry.caseId = home;
    entry.level =
        isOwnOrganisation ? membership::Level::EigenOrganisatie : membership::Level::Casusteam;
    entry.parts.push_back(std::move(part));
    entry.bulk = m_random.chance(1, 5);
    const auto saved = replica.save({entry});
    if (!saved) {
        ++m_report.refusedAtEntry;
        if (saved.error().code != Code::Refused)
            violation("save failed: " + saved.error().context);
        return;
    }
    ++m_report.writes;
    const auto audience =
        isOwnOrganisation ? membership::ownOrganisation(
                                m_house.id, home, m_house.people[device.person()].who.organisation)
                          : membership::wholeLevel(m_house.id, home, membership::Level::Casusteam);
    m_written.push_back({saved->front(), device.person(), home, audience.id, record, text});
}

void SimWorld::changeMembership() {
    if (!m_devices[0]->isAlive())
        return;
    const CaseId caseId = m_cases[m_random.below(m_cases.size())];
    const std::size_t person = 2 + m_random.below(m_devices.size() - 2);
    assign(caseId, person, m_members[caseId].count(person) == 0);
}

void SimWorld::step() {
    SimDevice& device = *m_devices[m_random.below(m_devices.size())];
    switch (m_random.below(10)) {
    case 0:
    case 1:
    case 2:
    case 3:
    case 4:
        if (device.isAlive())
            write(device);
        break;
    case 5:
    case 6:
    case 7:
        sync(device);
        break;
    case 8:
        if (m_faults.kills && device.isAlive()) {
            ++m_report.kills;
            device.kill();
            at(std::chrono::milliseconds(m_random.below(600'000)), [&device] {
                if (!device.isAlive())
                    device.open();
            });
        }
        break;
    default:
        if (m_faults.membership && m_random.chance(1, 2))
            changeMembership();
        break;
    }
    drain(std::chrono::milliseconds(m_random.below(m_random.chance(1, 10) ? 3'600'000 : 4'000)));
}

// ---- Judgement

void SimWorld::heal() {
    m_isHealed = true;
    for (auto& device : m_devices)
        device->skew = 0ms;
    drain(2h); // what is under way comes to an end
    for (auto& device : m_devices) {
        if (!device->isAlive())
            device->open();
    }
    // Everybody who may be needed to hand over keys is a member again at the end of some rounds.
    for (int round = 0; round < 8; ++round) {
        for (auto& device : m_devices) {
            sync(*device);
            drain(5min);
        }
    }
}

bool SimWorld::isShownAsRefused(const Written& written) {
    auto& author = *m_devices[written.person];
    const auto row = author.replica().store().envelopes().find(written.id);
    const auto attention = author.replica().store().attention().all();
    if (m_members[written.caseId].count(written.person) == 0)
        return true; // told, and then the case left the device
    return row && *row && (*row)->state == store::EnvelopeState::Refused && attention &&
           std::any_of(attention->begin(), attention->end(), [&written](const auto& notice) {
               return notice.kind == store::AttentionKind::Refused &&
                      notice.subject == toBytes(written.id.view());
           });
}

bool SimWorld::isSealedForAll(const Written& written) {
    for (auto& device : m_devices) {
        if (m_members[written.caseId].count(device->person()) == 0)
            continue;
        const auto row = device->replica().store().envelopes().find(written.id);
        if (row && *row && (*row)->state != store::EnvelopeState::Sealed)
            return false;
    }
    return true;
}

/// What lists and search show is what the records say, also where a merge was skipped.
void SimWorld::checkOverview(SimDevice& device) {
    auto& replica = device.replica();
    for (const CaseId& caseId : m_cases) {
        const auto rows = replica.store().records().ofCase(caseId, {}, SIZE_MAX >> 1);
        VB_CHECK(rows.has_value());
        for (const auto& row : *rows) {
            const auto state = replica.record(row.record);
            VB_CHECK(state.has_value());
            const bool isCurrent =
                *state && row.conflicts == model::conflictsOf(replica.schema(), **state).size() &&
                row.sortMillis == ((*state)->created ? (*state)->created->effective.millis : 0);
            if (!isCurrent)
                violation(m_house.people[device.person()].name +
                          " lists a record otherwise than it is (I-3)");
        }
    }
}

void SimWorld::check() {
    for (auto& device : m_devices) {
        const auto status = device->engine().status();
        const std::string who = m_house.people[device->person()].name;
        if (status.phase != engine::SyncPhase::Idle)
            violation(who + ": still syncing after healing (I-9)");
        if (status.trouble != engine::SyncTrouble::None)
            violation(who + ": trouble " + std::to_string(static_cast<int>(status.trouble)) +
                      " after healing (I-9): " +
                      (m_lastErrors[device->person()] ? m_lastErrors[device->person()]->context
                                                      : std::string("no error kept")));
        if (status.unsent != 0)
            violation(who + ": " + std::to_string(status.unsent) + " unsent after healing (I-9)");
    }
    for (auto& device : m_devices)
        checkOverview(*device);
    std::map<AudienceId, std::string> dumps;
    for (auto& device : m_devices) {
        const std::size_t person = device->person();
        for (const CaseId& caseId : m_cases) {
            if (m_members[caseId].count(person) == 0) {
                const auto held = device->replica().store().audiences().ofCase(caseId);
                if (held && !held->empty())
                    violation(m_house.people[person].name + " still holds a case (I-6)");
                continue;
            }
            const auto audiences = device->replica().readableAudiences(caseId);
            VB_CHECK(audiences.has_value());
            for (const auto& audience : *audiences) {
                auto dump = device->replica().canonicalDump(audience.id);
                if (!dump) {
                    violation("no dump: " + dump.error().context);
                    continue;
                }
                const auto [first, isFirst] = dumps.emplace(audience.id, *dump);
                if (!isFirst && first->second != *dump)
                    violation(m_house.people[person].name + " differs in an audience (I-2)");
            }
        }
    }
    for (const Written& written : m_written) {
        const auto row = m_hubStore.envelope(written.id);
        if (!row || !*row || (*row)->stubReason != 0) {
            // A hub may refuse whatever it likes; then its author gives the number up, is told and
            // still has the text (I-9).
            if (m_faults.liar && isShownAsRefused(written)) {
                ++m_report.refusedByHub;
                continue;
            }
            violation("an acknowledged changeset of " + m_house.people[written.person].name +
                      " is not at the hub (I-1)");
            continue;
        }
        ++m_report.accepted;
        const auto dump = dumps.find(written.audience);
        if (dump == dumps.end())
            continue; // nobody of this audience is left to read it
        const auto first = dump->second.find(written.text);
        // Whoever came in after everybody with the key had left waits for the recovery key.
        if (first == std::string::npos && !isSealedForAll(written))
            violation("'" + written.text + "' disappeared (I-3)");
    }
    for (const Written& written : m_written) {
        for (auto& device : m_devices) {
            if (m_members[written.caseId].count(device->person()) == 0)
                continue;
            const bool mayRead =
                written.audience ==
                    membership::wholeLevel(m_house.id, written.caseId, membership::Level::Casusteam)
                        .id ||
                m_house.people[device->person()].who.organisation ==
                    m_house.people[written.person].who.organisation;
            const auto state = device->replica().record(written.record);
            const bool isThere = state && state->has_value();
            if (isThere && !mayRead)
                violation(m_house.people[device->person()].name +
                          " holds a record of another organisation (I-6)");
        }
    }
    const auto conflicts = m_devices[0]->replica().conflicts();
    if (conflicts)
        m_report.conflicts = conflicts->size();
}

SimReport SimWorld::run(std::size_t steps) {
    for (std::size_t i = 0; i < steps; ++i)
        step();
    heal();
    check();
    return m_report;
}

} // namespace vb::test
