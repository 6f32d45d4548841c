// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// Two who decide of one case, both offline, and two members who open epochs meanwhile: who may read
// what in the end, told from what lies at the hub.
#include "sync/membership/envelope_header.h"
#include "tests/sim/sim_rules.h"
#include "tests/sim/sim_world.h"

#include <algorithm>

namespace vb::test {

using namespace std::chrono_literals;

namespace {

constexpr std::size_t kOffice = 0;
constexpr std::size_t kOtherOffice = 1; ///< informatievoorziening, who may decide of members too

} // namespace

/// Nothing comes through to or from these for some hours; what they say they say without each
/// other.
void SimWorld::partFor(std::size_t person, std::chrono::milliseconds span) {
    Partition& partition = m_partitions[person];
    if (partition.until < m_clock.now() + span)
        partition = {m_clock.now() + span, true, true};
}

void SimWorld::decideApart() {
    if (!m_faults.granters || !m_granterRandom.chance(1, 12))
        return;
    const CaseId caseId = m_cases[m_granterRandom.below(m_cases.size())];
    const auto somebody = [&] { return 2 + m_granterRandom.below(m_devices.size() - 2); };
    const std::size_t first = somebody();
    const std::size_t second = m_granterRandom.chance(1, 2) ? first : somebody();
    const auto span = 1h + std::chrono::hours(m_granterRandom.below(24));
    const bool areWriting = m_granterRandom.chance(2, 3);
    if (!m_devices[kOffice]->isAlive() || !m_devices[kOtherOffice]->isAlive())
        return;
    partFor(kOffice, span);
    partFor(kOtherOffice, span);
    ++m_report.decidedApart;
    const bool isMember = m_members[caseId].count(first) != 0;
    assign(caseId, first, !isMember);
    // The other one does not know of it: the same, the contrary, or about somebody else.
    const bool isSecondMember = m_members[caseId].count(second) != 0;
    assign(caseId, second, m_granterRandom.chance(1, 3) == isSecondMember, kOtherOffice);
    // Each of these may have learned of one, of the other, or of none; later they meet.
    for (const std::size_t person : {somebody(), somebody()}) {
        SimDevice& writing = *m_devices[person];
        if (areWriting && writing.isAlive() && !isOnLeave(writing)) {
            write(writing);
            partFor(person, std::chrono::hours(m_granterRandom.below(12)));
        }
    }
}

namespace {

/// Who holds what of one case, by the statements at the hub alone.
class Holdings {
public:
    using People = std::set<std::size_t>;

    Holdings(const SimHouse& house, const std::vector<membership::Statement>& caseLog)
        : m_house(house) {
        for (std::size_t i = 0; i < house.people.size(); ++i)
            m_byDevice[Digest256(house.people[i].keys.publicKeys(house.id).device.bytes())] = i;
        m_members.push_back({});
        for (const auto& statement : caseLog)
            add(statement);
    }
    [[nodiscard]] const People& members(std::uint64_t size) const {
        return m_members[std::min<std::uint64_t>(size, m_members.size() - 1)];
    }
    /// Whoever gave a place goes on for some time, which is asked elsewhere.
    [[nodiscard]] bool isGiver(std::size_t person) const { return m_givers.count(person) != 0; }

    struct Key {
        std::size_t person = 0;
        std::uint64_t grant = 0; ///< where it was granted; 0 when the epoch was made for them
    };
    [[nodiscard]] const std::vector<Key>& holdersOf(const EpochId& epoch) const {
        static const std::vector<Key> kNobody;
        const auto found = m_keys.find(epoch);
        return found == m_keys.end() ? kNobody : found->second;
    }
    /// Granted to somebody who was no member at that moment.
    [[nodiscard]] const std::vector<Key>& falselyGranted() const { return m_false; }
    [[nodiscard]] const membership::Audience* audienceOf(const EpochId& epoch) const {
        const auto found = m_audiences.find(epoch);
        return found == m_audiences.end() ? nullptr : &found->second;
    }

private:
    std::optional<std::size_t> personOf(const membership::Affiliation& who) const {
        for (std::size_t i = 0; i < m_house.people.size(); ++i) {
            if (m_house.people[i].who == who)
                return i;
        }
        return std::nullopt;
    }
    void add(const membership::Statement& statement) {
        People members = m_members.back();
        const std::uint64_t number = m_members.size() - 1;
        if (const auto* member = statement.as<membership::MemberBody>())
            members.insert(*personOf(member->member));
        if (const auto* end = statement.as<membership::MemberEndBody>())
            members.erase(*personOf(end->member));
        if (const auto* transfer = statement.as<membership::TransferBody>()) {
            members.insert(*personOf(transfer->receiver));
            m_givers.insert(*personOf(transfer->giver));
        }
        if (const auto* epoch = statement.as<membership::EpochBody>()) {
            m_audiences[epoch->epoch] = epoch->audience;
            hold(epoch->epoch, Digest256(statement.signer.bytes()), 0);
            for (const auto& box : epoch->boxes)
                hold(epoch->epoch, box.recipient, 0);
        }
        if (const auto* grant = statement.as<membership::GrantBody>()) {
            for (const auto& box : grant->boxes) {
                const auto person = hold(box.epoch, box.recipient, number);
                if (person && members.count(*person) == 0)
                    m_false.push_back({*person, number});
            }
        }
        m_members.push_back(std::move(members));
    }
    /// None: a recovery key's.
    std::optional<std::size_t> hold(const EpochId& epoch, const Digest256& recipient,
                                    std::uint64_t grant) {
        const auto person = m_byDevice.find(recipient);
        if (person == m_byDevice.end())
            return std::nullopt;
        m_keys[epoch].push_back({person->second, grant});
        return person->second;
    }

    const SimHouse& m_house;
    std::map<Digest256, std::size_t> m_byDevice;
    std::vector<People> m_members; ///< before the n-th statement
    People m_givers;
    std::map<EpochId, std::vector<Key>> m_keys;
    std::map<EpochId, membership::Audience> m_audiences;
    std::vector<Key> m_false;
};

bool mayBeIn(const membership::Audience& audience, const SimPerson& person) {
    if (audience.level == membership::Level::EigenOrganisatie)
        return audience.organisation == person.who.organisation;
    if (audience.level == membership::Level::EigenWerkaantekening)
        return audience.worker == person.who.worker;
    return true;
}

} // namespace

/// Nothing lies sealed for somebody of whose removal its author knew, no key was granted to who was
/// no member then, and every key of an organisation is with that organisation alone (I-6).
void SimWorld::checkKeys() {
    if (m_faults.splitView || m_report.rewrites > 0)
        return; // of two logs, or of one that was, an author knew another
    for (const CaseId& caseId : m_cases) {
        const Holdings holdings(m_house, numberedAt(m_hubStore, caseId));
        for (const auto& key : holdings.falselyGranted()) {
            if (!holdings.isGiver(key.person))
                violation("the hub took a grant for " + m_house.people[key.person].name +
                          ", who was no member (I-6)");
        }
        for (const Written& written : m_written) {
            const auto row = m_hubStore.envelope(written.id);
            VB_CHECK(row.has_value());
            if (written.caseId != caseId || !*row || (*row)->stubReason != 0)
                continue;
            const auto said = saidAtHub(m_hubStore, **row);
            const auto& members = holdings.members(said.known.caseLog.size);
            const auto* audience = holdings.audienceOf(said.epoch);
            for (const auto& key : holdings.holdersOf(said.epoch)) {
                const auto& reader = m_house.people[key.person];
                const bool isKnown = key.grant < said.known.caseLog.size;
                const bool isGone =
                    isKnown && members.count(key.person) == 0 && !holdings.isGiver(key.person);
                if (isGone || !audience || !mayBeIn(*audience, reader))
                    violation("changeset " + written.id.hex().substr(0, 8) + " of " +
                              m_house.people[written.person].name + " lies under a key that " +
                              reader.name + " has and may not (I-6)");
            }
        }
    }
}

/// Whoever has a changeset has the same text in it, whichever epochs met (I-2); and a case that
/// left took its keys along (I-6).
void SimWorld::checkTexts() {
    std::map<std::pair<ChangesetId, std::size_t>, Bytes> texts;
    for (auto& device : m_devices) {
        auto& store = device->replica().store();
        for (const Written& written : m_written) {
            const auto parts = store.envelopes().partsOf(written.id);
            VB_CHECK(parts.has_value());
            for (const auto& part : *parts) {
                const auto [first, isFirst] =
                    texts.emplace(std::pair{written.id, std::size_t{part.index}}, part.content);
                if (!isFirst && first->second != part.content)
                    violation(m_house.people[device->person()].name + " reads another text in " +
                              written.id.hex().substr(0, 8) + " than others (I-2)");
            }
        }
        for (const CaseId& caseId : m_cases) {
            if (m_members[caseId].count(device->person()) != 0 || isShownAsMember(*device, caseId))
                continue;
            auto rows =
                store.database().prepare("SELECT count(*) FROM epoch_box WHERE case_id = :case");
            VB_CHECK(rows.has_value());
            const auto hasRow = rows->bind(":case", caseId.view()).step();
            VB_CHECK(hasRow.has_value() && *hasRow);
            // Whoever decides of a case that is not theirs holds its log, and no key.
            if (rows->int64(0) != 0)
                violation(m_house.people[device->person()].name +
                          " has keys of a case that is not theirs (I-6)");
        }
    }
}

} // namespace vb::test
