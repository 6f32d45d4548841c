// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/membership/derived_ids.h"

#include "crypto/digest.h"
#include "sync/base/check.h"

#include <algorithm>

namespace vb::membership {
namespace {

template <typename Id>
Id firstBytes(const crypto::Digest& digest) {
    static_assert(Id::kSize <= std::tuple_size_v<crypto::Digest>);
    ByteArray<Id::kSize> bytes{};
    std::copy_n(digest.begin(), Id::kSize, bytes.begin());
    return Id(bytes);
}

AudienceId audienceId(HouseId house, CaseId caseId, Level level, OrganisationCode organisation,
                      ByteView workerOrSalt) {
    Bytes fixed;
    appendU8(fixed, static_cast<std::uint8_t>(level));
    appendU16(fixed, organisation.value);
    return firstBytes<AudienceId>(crypto::Digester(crypto::Kind::Audience, house.bytes())
                                      .add(caseId.view())
                                      .add(fixed)
                                      .add(workerOrSalt)
                                      .finish());
}

} // namespace

DeviceId deviceId(HouseId house, const crypto::SigningPublicKey& signingKey) {
    return DeviceId(crypto::digest(crypto::Kind::Device, house.bytes(), signingKey.bytes()));
}

StreamId streamId(HouseId house, DeviceId device, IncarnationId incarnation, AudienceId audience) {
    return firstBytes<StreamId>(crypto::Digester(crypto::Kind::Stream, house.bytes())
                                    .add(device.view())
                                    .add(incarnation.view())
                                    .add(audience.view())
                                    .finish());
}

StatementId statementId(HouseId house, ByteView statement) {
    return StatementId(crypto::digest(crypto::Kind::Statement, house.bytes(), statement));
}

ChainHead extended(HouseId house, CaseId caseId, const ChainHead& head, StatementId statement) {
    return {head.size + 1, Digest256(crypto::Digester(crypto::Kind::Directory, house.bytes())
                                         .add(caseId.view())
                                         .add(head.hash.view())
                                         .add(statement.view())
                                         .finish())};
}

Digest256 rootFingerprint(HouseId house, const crypto::SigningPublicKey& rootKey) {
    return Digest256(crypto::digest(crypto::Kind::Root, house.bytes(), rootKey.bytes()));
}

Digest256 recoveryRecipient(HouseId house, const crypto::BoxPublicKey& recoveryKey) {
    return Digest256(crypto::digest(crypto::Kind::Recovery, house.bytes(), recoveryKey.bytes()));
}

CaseId houseCase(HouseId house) {
    return CaseId(house.bytes());
}

Audience ownNote(HouseId house, CaseId caseId, Affiliation author) {
    return {audienceId(house, caseId, Level::EigenWerkaantekening, author.organisation,
                       author.worker.view()),
            Level::EigenWerkaantekening, author.organisation, author.worker};
}

Audience ownOrganisation(HouseId house, CaseId caseId, OrganisationCode organisation) {
    return {audienceId(house, caseId, Level::EigenOrganisatie, organisation, WorkerId{}.view()),
            Level::EigenOrganisatie,
            organisation,
            {}};
}

Audience wholeLevel(HouseId house, CaseId caseId, Level level) {
    VB_CHECK(level == Level::Casusteam || level == Level::Zorgdeel || level == Level::Strafdeel);
    return {audienceId(house, caseId, level, {}, WorkerId{}.view()), level, {}, {}};
}

Audience namedPersons(HouseId house, CaseId caseId, AudienceSalt salt) {
    return {audienceId(house, caseId, Level::GenoemdePersonen, {}, salt.view()),
            Level::GenoemdePersonen,
            {},
            {}};
}

} // namespace vb::membership
