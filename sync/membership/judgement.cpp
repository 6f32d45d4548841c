// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/membership/judgement.h"

#include "sync/base/check.h"
#include "sync/membership/readers.h"

#include <algorithm>
#include <string>

namespace vb::membership {
namespace {

/// d, if it is a prefix of the chains and not newer than a.
std::optional<DirectoryPrefix> authorsPrefix(const EnvelopeFacts& envelope,
                                             const DirectoryPrefix& atAcceptance) {
    const DirectoryHead& d = envelope.directory;
    if (d.house.size > atAcceptance.houseSize || d.caseLog.size > atAcceptance.caseSize)
        return std::nullopt;
    return prefixAt(d, atAcceptance.house, atAcceptance.caseLog);
}

/// The epoch, if envelopes sealed in knowledge of d may lie under it.
const EpochFact* usableEpoch(const EnvelopeFacts& envelope, const DirectoryPrefix& d,
                             const DirectoryPrefix& a) {
    const EpochFact* epoch = a.caseLog->epoch(envelope.epoch);
    const bool usable =
        epoch && epoch->number < a.caseSize && epoch->audience.id == envelope.audience &&
        epoch->basedOn.house.size <= d.houseSize && epoch->basedOn.caseLog.size <= d.caseSize;
    return usable ? epoch : nullptr;
}

Refusal refuse(const EnvelopeFacts& envelope, const DirectoryPrefix& d, const DirectoryPrefix& a,
               Instant hubTime) {
    const HouseId house = a.house.house();
    if (envelope.stream !=
        streamId(house, envelope.device, envelope.incarnation, envelope.audience))
        return Refusal::Unsigned;
    if (!isDeviceInForce(d, envelope.device) || !certificateCovers(a, envelope.device, hubTime))
        return Refusal::Certificate;
    if (a.caseLog->wholeCasePurge().value_or(kNotEnded) < a.caseSize)
        return Refusal::Purged;
    const EpochFact* epoch = usableEpoch(envelope, d, a);
    if (!epoch)
        return Refusal::Epoch;
    const Affiliation& author = a.house.device(envelope.device)->holder;
    if (!belongs(d, author, readership(a, epoch->audience), Moment::begunBy(hubTime)))
        return Refusal::Membership;
    return isSound(d, *epoch) ? Refusal::None : Refusal::Epoch;
}

bool anyEndSince(const std::vector<EndFact>& ends, std::uint64_t since, std::uint64_t size) {
    return std::any_of(ends.begin(), ends.end(), [&](const EndFact& end) {
        return end.number >= since && end.number < size;
    });
}

const std::vector<EndFact>& memberEnds(const MembershipLog& caseLog, const Affiliation& member) {
    static const std::vector<EndFact> kNone;
    const auto ends = caseLog.memberEnds().find(member);
    return ends == caseLog.memberEnds().end() ? kNone : ends->second;
}

bool isLate(const EnvelopeFacts& envelope, const Affiliation& author, const DirectoryPrefix& d,
            const DirectoryPrefix& a, Instant hubTime) {
    const Audience& audience = a.caseLog->epoch(envelope.epoch)->audience;
    return anyEndSince(a.house.device(envelope.device)->ends, d.houseSize, a.houseSize) ||
           anyEndSince(memberEnds(*a.caseLog, author), d.caseSize, a.caseSize) ||
           !belongs(a, author, audience, hubTime);
}

/// Whether one of these ends puts the envelope beyond its cut. An author who knew of the end wrote
/// under a new grant, which the end is not about.
bool isBeyond(const std::vector<EndFact>& ends, const EnvelopeFacts& envelope, std::uint64_t known,
              std::uint64_t atAcceptance, std::uint64_t size) {
    return std::any_of(ends.begin(), ends.end(), [&](const EndFact& end) {
        if (!cutsStreams(end.reason) || end.number >= size || end.number < known)
            return false;
        const auto cut = std::lower_bound(
            end.cuts.begin(), end.cuts.end(), envelope.stream,
            [](const StreamCut& left, const StreamId& right) { return left.stream < right; });
        if (cut != end.cuts.end() && cut->stream == envelope.stream)
            return envelope.counter > cut->counter;
        return end.number < atAcceptance;
    });
}

/// Whether `later` can follow `earlier` in one chain.
bool follows(const ChainHead& earlier, const ChainHead& later) {
    return earlier.size == later.size ? earlier == later : earlier.size < later.size;
}

} // namespace

EnvelopeFacts envelopeFacts(ChangesetId id, const EnvelopeHeader& header, const StreamHead& head) {
    return {id,
            header.house,
            header.caseId,
            header.audience,
            header.epoch,
            header.stream,
            header.counter,
            head.device,
            head.incarnation,
            header.directory};
}

Result<Verdict> judge(const EnvelopeFacts& envelope, const LeafFacts& leaf,
                      const HouseDirectory& house, const MembershipLog& caseLog) {
    VB_CHECK(house.house() == caseLog.house());
    Verdict verdict;
    if (envelope.house != house.house()) {
        verdict.refusal = Refusal::House;
        return verdict;
    }
    VB_CHECK(envelope.caseId == caseLog.caseId());
    const Chain::Match match = membership::match(leaf.directory, house, &caseLog);
    if (match == Chain::Match::Beyond)
        return fail(Code::Unavailable, "the leaf's directory is beyond what is held");
    if (match == Chain::Match::Fork)
        return fail(Code::Conflict, "the leaf's directory never was");
    const DirectoryPrefix a = *prefixAt(leaf.directory, house, &caseLog);
    const auto d = authorsPrefix(envelope, a);
    if (!d) {
        verdict.refusal = Refusal::Directory;
        return verdict;
    }
    if (const DeviceFact* device = house.device(envelope.device);
        device && device->certificates.front().number < a.houseSize)
        verdict.author = device->holder;
    verdict.refusal = refuse(envelope, *d, a, leaf.hubTime);
    if (!verdict.isValid())
        return verdict;
    verdict.late = isLate(envelope, verdict.author, *d, a, leaf.hubTime);
    verdict.standing = standingAt(envelope, leaf, a);
    if (isMember(a, verdict.author, leaf.hubTime))
        verdict.rolesAtAcceptance = roles(a, verdict.author, leaf.hubTime);
    return verdict;
}

LeafFacts asIfAcceptedNow(const HouseDirectory& house, const MembershipLog& caseLog, Instant now) {
    return {wholeDirectory(house, caseLog).head(), now};
}

model::Standing standingAt(const EnvelopeFacts& envelope, const LeafFacts& leaf,
                           const DirectoryPrefix& prefix) {
    VB_CHECK(prefix.caseLog);
    if (prefix.caseLog->adoption(envelope.id).value_or(kNotEnded) < prefix.caseSize)
        return model::Standing::Effective;
    const DeviceFact* device = prefix.house.device(envelope.device);
    if (!device)
        return model::Standing::Effective;
    const bool beyond =
        isBeyond(device->ends, envelope, envelope.directory.house.size, leaf.directory.house.size,
                 prefix.houseSize) ||
        isBeyond(memberEnds(*prefix.caseLog, device->holder), envelope,
                 envelope.directory.caseLog.size, leaf.directory.caseLog.size, prefix.caseSize);
    return beyond ? model::Standing::BeyondCut : model::Standing::Effective;
}

bool changesStandings(const Statement& statement) {
    if (const auto* end = statement.as<DeviceEndBody>())
        return cutsStreams(end->reason);
    if (const auto* end = statement.as<MemberEndBody>())
        return cutsStreams(end->reason);
    return statement.as<AdoptionBody>() != nullptr;
}

Result<void> checkOrder(const std::vector<PlacedLeaf>& leaves) {
    for (std::size_t i = 1; i < leaves.size(); ++i) {
        const PlacedLeaf& before = leaves[i - 1];
        const PlacedLeaf& after = leaves[i];
        const bool fits = before.position < after.position &&
                          before.leaf.hubTime <= after.leaf.hubTime &&
                          follows(before.leaf.directory.house, after.leaf.directory.house) &&
                          follows(before.leaf.directory.caseLog, after.leaf.directory.caseLog);
        if (!fits)
            return fail(Code::Conflict, "leaf at position " + std::to_string(after.position));
    }
    return {};
}

} // namespace vb::membership
