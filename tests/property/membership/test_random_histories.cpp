// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/property/membership/random_history.h"

#include "tests/support/must.h"
#include "tests/support/property.h"

#include <algorithm>
#include <iterator>

using namespace vb;
using namespace vb::membership;
using namespace vb::test;

namespace {

using Words = std::vector<std::uint32_t>;

/// One world for all cases of a property: setting it up takes longer than a history.
RandomHistory& history() {
    static RandomHistory one;
    return one;
}

NaiveDirectory::Sizes sizesOf(const DirectoryPrefix& prefix) {
    return {prefix.houseSize, prefix.caseSize};
}

/// Histories long enough that something happens in them.
rc::Gen<Words> someWords() {
    return rc::gen::scale(0.4, rc::gen::container<Words>(rc::gen::arbitrary<std::uint32_t>()));
}

std::vector<Audience> audiencesOf(MembershipWorld& world) {
    std::vector<Audience> all{world.team(), world.own(kPolitie),
                              wholeLevel(world.house, world.caseId, Level::Strafdeel)};
    for (const auto& [id, fact] : world.log().namedAudiences())
        all.push_back(fact.audience);
    return all;
}

/// Admission and validity give the answers of the rules read plainly.
void agreesWithReference(RandomHistory& h) {
    std::size_t admitted = 0;
    for (const Tried& one : h.tried) {
        admitted += one.refusal == Refusal::None ? 1U : 0U;
        RC_ASSERT((one.refusal == Refusal::None) == one.naive);
    }
    std::size_t valid = 0;
    const DirectoryPrefix whole = h.world.whole();
    for (const Taken& one : h.taken) {
        const Verdict naive = h.naive.judge(one.envelope, one.leaf);
        RC_ASSERT(one.atOnce == naive);
        valid += naive.isValid() ? 1U : 0U;
        RC_ASSERT(standingAt(one.envelope, one.leaf, whole) ==
                  h.naive.standing(one.envelope, one.leaf, sizesOf(whole)));
    }
    RC_TAG(std::string(valid > 0 ? "something valid" : "nothing valid"),
           std::string(admitted < h.tried.size() ? "something refused" : "nothing refused"));
}

/// What follows changes no verdict, and asking again gives the same.
void verdictsStay(RandomHistory& h) {
    for (const Taken& one : h.taken) {
        const auto later = judge(one.envelope, one.leaf, h.world.directory(), h.world.log());
        RC_ASSERT(later.has_value());
        RC_ASSERT(*later == one.atOnce);
    }
}

/// Valid means certified and a member in d, under an epoch that nobody who is gone can open.
void nobodyOutsideIsValid(RandomHistory& h) {
    for (const Taken& one : h.taken) {
        if (!one.atOnce.isValid())
            continue;
        const auto d = prefixAt(one.envelope.directory, h.world.directory(), &h.world.log());
        RC_ASSERT(d.has_value());
        RC_ASSERT(isDeviceInForce(*d, one.envelope.device));
        RC_ASSERT(isMember(*d, one.atOnce.author));
        const auto audience = findAudience(h.world.whole(), one.envelope.audience);
        RC_ASSERT(audience.has_value());
        // The declaration of named persons may be younger than d; nothing else may.
        if (audience->level != Level::GenoemdePersonen)
            RC_ASSERT(belongs(*d, one.atOnce.author, *audience));
        for (const KeyHolder& holder : h.world.log().epoch(one.envelope.epoch)->holders) {
            const DeviceFact* device =
                h.world.directory().device(DeviceId(holder.recipient.bytes()));
            if (!device || holder.number >= d->caseSize)
                continue;
            RC_ASSERT(!device->isEnded(d->houseSize));
            RC_ASSERT(isMember(*d, device->holder));
        }
    }
}

/// In any prefix: readers as the reference has them, and keys for their devices in force alone.
void readersAreMembers(RandomHistory& h) {
    const DirectoryPrefix whole = h.world.whole();
    const DirectoryPrefix prefix{
        whole.house, *rc::gen::inRange<std::uint64_t>(10, whole.houseSize + 1), whole.caseLog,
        *rc::gen::inRange<std::uint64_t>(0, whole.caseSize + 1)};
    const Instant at = h.world.now;
    for (const Audience& audience : audiencesOf(h.world)) {
        const auto who = members(prefix, audience, at);
        const auto naive = h.naive.readers(audience, sizesOf(prefix), at);
        RC_ASSERT(std::set<Affiliation>(who.begin(), who.end()) == naive);
        std::set<DeviceId> devices;
        for (const Recipient& one : recipients(prefix, audience, at)) {
            const DeviceFact* device = prefix.house.device(DeviceId(one.id.bytes()));
            if (!device)
                continue; // a recovery key
            devices.insert(device->device);
            RC_ASSERT(!device->isEnded(prefix.houseSize));
            RC_ASSERT(naive.count(device->holder) == 1);
        }
        RC_ASSERT(devices == h.naive.readersDevices(audience, sizesOf(prefix), at));
    }
}

/// The log with each transfer written as two statements: the receiver's membership, and the giver's
/// with an end.
struct Rewritten {
    MembershipLog log;
    /// How long it is where the original has this many statements.
    std::vector<std::uint64_t> sizes{0};

    explicit Rewritten(MembershipWorld& world) : log(world.house, world.caseId) {
        for (std::size_t i = 0; i < world.caseLogged.size(); ++i) {
            Statement statement = must(readStatement(world.caseLogged[i].statement));
            for (StatementBody& body : inTwo(world.log(), statement, i)) {
                statement.body = std::move(body);
                log.append(statement, holderOf(world.directory(), statement.signer).value(),
                           world.caseLogged[i].leaf);
            }
            sizes.push_back(log.size());
        }
    }

    static std::vector<StatementBody> inTwo(const MembershipLog& original,
                                            const Statement& statement, std::uint64_t number) {
        const auto* transfer = statement.as<TransferBody>();
        if (!transfer)
            return {statement.body};
        const MemberFact place = *original.place(transfer->giver, transfer->hat, number);
        MemberBody receiver{transfer->receiver, place.hat, transfer->part,
                            place.observer,     false,     place.period};
        MemberBody giver{transfer->giver,      place.hat,   place.part, place.observer,
                         place.withoutHistory, place.period};
        if (!giver.period.until || transfer->until < *giver.period.until)
            giver.period.until = transfer->until;
        return {receiver, giver};
    }
};

/// On every prefix, at any moment: the same readers, the same keys for them, the same epochs to
/// seal under.
void sameAsInTwoStatements(RandomHistory& h) {
    MembershipWorld& world = h.world;
    const Rewritten other(world);
    const Instant at = world.now + hours(*rc::gen::inRange(-24 * 4, 24 * 8));
    bool isSomething = false;
    for (std::uint64_t size = 0; size <= world.log().size(); ++size) {
        const DirectoryPrefix one{world.directory(), world.directory().size(), &world.log(), size};
        const DirectoryPrefix two{world.directory(), world.directory().size(), &other.log,
                                  other.sizes[size]};
        for (const Audience& audience : audiencesOf(world)) {
            const auto readers = members(one, audience, at);
            RC_ASSERT(readers == members(two, audience, at));
            RC_ASSERT(missingKeys(one, audience.id, at) == missingKeys(two, audience.id, at));
            RC_ASSERT(sealingEpochs(one, audience.id, at) == sealingEpochs(two, audience.id, at));
            isSomething = isSomething || !readers.empty();
        }
    }
    RC_TAG(std::string(other.log.size() > world.log().size() ? "with a transfer" : "without"),
           std::string(isSomething ? "somebody reads" : "nobody reads"));
}

} // namespace

TEST_CASE("a transfer is a member and an end, in one", "[membership][property][transfer][I-6]") {
    holds("same readers and keys on every prefix", [] {
        RandomHistory& h = history();
        h.play(*someWords());
        sameAsInTwoStatements(h);
    });
}

TEST_CASE("random histories: admission, validity, readers", "[membership][property][I-2][I-6]") {
    holds("same as the reference, for ever, and for nobody outside", [] {
        RandomHistory& h = history();
        h.play(*someWords());
        agreesWithReference(h);
        verdictsStay(h);
        nobodyOutsideIsValid(h);
        readersAreMembers(h);
    });
}

TEST_CASE("what the hub logged is taken in any order of pulling", "[membership][property][I-2]") {
    holds("any interleaving of the two chains gives the same directory", [] {
        RandomHistory& h = history();
        h.play(*someWords());
        MembershipWorld& world = h.world;
        HouseDirectory house(world.house, world.directory().rootFingerprint());
        MembershipLog log(world.house, world.caseId);
        const auto seed = *rc::gen::arbitrary<std::uint32_t>();
        SeededRandom random(seed);
        std::size_t ofHouse = 0;
        std::size_t ofCase = 0;
        while (ofHouse < world.houseLogged.size() || ofCase < world.caseLogged.size()) {
            if (ofHouse < world.houseLogged.size() && random.chance(1, 2)) {
                RC_ASSERT(accept(house, world.houseLogged[ofHouse]).has_value());
                ++ofHouse;
                continue;
            }
            if (ofCase == world.caseLogged.size())
                continue;
            const auto accepted = accept(log, house, world.caseLogged[ofCase]);
            if (accepted)
                ++ofCase;
            else // the house directory it names has not been pulled yet
                RC_ASSERT(accepted.error().code == Code::Unavailable);
        }
        RC_ASSERT(wholeDirectory(house, log).head() == world.head());
        for (const Taken& one : h.taken) {
            const auto verdict = judge(one.envelope, one.leaf, house, log);
            RC_ASSERT(verdict.has_value());
            RC_ASSERT(*verdict == one.atOnce);
        }
    });
}

TEST_CASE("random histories reach every answer", "[membership][property]") {
    std::map<std::string, std::size_t> reached;
    SeededRandom random(2026);
    for (int round = 0; round < 150; ++round) {
        Words words(30);
        for (std::uint32_t& word : words)
            word = static_cast<std::uint32_t>(random.next());
        RandomHistory& h = history();
        h.play(words);
        for (const Tried& one : h.tried) {
            ++reached["statement: " + std::string(refusalName(one.refusal))];
            if (one.refusal == Refusal::None)
                ++reached["kind " + std::to_string(one.statement.body.index())];
        }
        for (const Taken& one : h.taken) {
            ++reached["envelope: " + std::string(refusalName(one.atOnce.refusal))];
            if (one.atOnce.isValid() && one.atOnce.late)
                ++reached["late"];
            if (one.atOnce.isValid() && one.atOnce.standing == model::Standing::BeyondCut)
                ++reached["beyond the cut"];
            const auto now = standingAt(one.envelope, one.leaf, h.world.whole());
            if (one.atOnce.isValid() && now != one.atOnce.standing)
                ++reached["standing changed"];
        }
    }
    for (const char* answer : {"statement: none",
                               "statement: authority",
                               "statement: membership",
                               "statement: stale",
                               "statement: certificate",
                               "statement: purged",
                               "envelope: none",
                               "envelope: membership",
                               "envelope: epoch",
                               "envelope: certificate",
                               "envelope: purged",
                               "late",
                               "beyond the cut",
                               "standing changed",
                               "kind 3",
                               "kind 4",
                               "kind 5",
                               "kind 6",
                               "kind 7",
                               "kind 8",
                               "kind 9",
                               "kind 10",
                               "kind 11",
                               "kind 12",
                               "kind 13",
                               "kind 14",
                               "kind 16"}) {
        CAPTURE(answer);
        CHECK(reached[answer] > 0);
    }
}
