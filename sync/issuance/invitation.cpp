// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/issuance/invitation.h"

#include "crypto/digest.h"
#include "sync/issuance/base32.h"

#include <algorithm>
#include <utility>

namespace vb::issuance {
namespace {

constexpr std::string_view kOpening = "VELDBOEK";
constexpr std::uint8_t kVersion = 0;
constexpr std::size_t kFixedSize = 1 + 16 + 32 + 32 + 32 + 16 + 2 + 2 + 8 + 2;
constexpr std::size_t kChecksumSize = 5;
constexpr std::size_t kGroup = 5;
// The longest text with a sign of spacing after every sign; longer is no invitation.
constexpr std::size_t kMaxText = (kFixedSize + kMaxHubAddress + kChecksumSize) * 4 + 64;

bool isAddress(std::string_view address) {
    return !address.empty() && address.size() <= kMaxHubAddress &&
           std::all_of(address.begin(), address.end(),
                       [](char sign) { return sign > ' ' && sign <= '~'; });
}

/// Everything, in a fixed order; the caller wipes it.
Bytes encode(const Invitation& invitation) {
    Bytes bytes;
    bytes.reserve(kFixedSize + invitation.hubAddress.size() + kChecksumSize);
    appendU8(bytes, kVersion);
    append(bytes, invitation.house.view());
    append(bytes, invitation.secret.bytes());
    append(bytes, invitation.rootFingerprint.view());
    append(bytes, invitation.hubPin.view());
    append(bytes, invitation.holder.worker.view());
    appendU16(bytes, invitation.holder.organisation.value);
    appendU16(bytes, invitation.roles.bits());
    appendU64(bytes, static_cast<std::uint64_t>(invitation.expires.millis));
    appendU16(bytes, static_cast<std::uint16_t>(invitation.hubAddress.size()));
    append(bytes, asBytes(invitation.hubAddress));
    return bytes;
}

crypto::Digest digestOf(HouseId house, ByteView encoded) {
    return crypto::digest(crypto::Kind::Invitation, house.bytes(), encoded);
}

/// Takes fields off the front; the caller has checked that they are there.
class Fields {
public:
    explicit Fields(ByteView bytes) : m_rest(bytes) {}
    ByteView take(std::size_t size) {
        const ByteView field = m_rest.subspan(0, size);
        m_rest = m_rest.subspan(size);
        return field;
    }
    std::uint64_t number(std::size_t size) {
        std::uint64_t value = 0;
        for (const std::uint8_t byte : take(size))
            value = value << 8 | byte;
        return value;
    }
    [[nodiscard]] ByteView rest() const { return m_rest; }

private:
    ByteView m_rest;
};

Result<Invitation> decode(ByteView bytes) {
    const auto garbled = [] { return fail(Code::InvalidInput, "garbled invitation"); };
    if (bytes.empty())
        return garbled();
    if (bytes[0] != kVersion)
        return fail(Code::TooNew, "version of an invitation");
    if (bytes.size() < kFixedSize)
        return garbled();
    Fields fields(bytes.subspan(1));
    VB_TRY(const HouseId house, HouseId::fromBytes(fields.take(16)));
    Invitation invitation{
        house, crypto::InvitationSecret::fromBytes(fields.take(32)).value(), {}, {}, {}, {}, {},
        {}};
    VB_TRY(invitation.rootFingerprint, Digest256::fromBytes(fields.take(32)));
    VB_TRY(invitation.hubPin, Digest256::fromBytes(fields.take(32)));
    VB_TRY(invitation.holder.worker, WorkerId::fromBytes(fields.take(16)));
    invitation.holder.organisation.value = static_cast<std::uint16_t>(fields.number(2));
    invitation.roles = model::RoleSet::fromBits(static_cast<std::uint16_t>(fields.number(2)));
    invitation.expires = {static_cast<std::int64_t>(fields.number(8))};
    if (fields.number(2) != fields.rest().size())
        return garbled();
    invitation.hubAddress = std::string(asText(fields.rest()));
    if (!isAddress(invitation.hubAddress))
        return garbled();
    return invitation;
}

/// The signs alone, without the opening; nullopt if that is missing.
std::optional<std::string> signsOf(std::string_view text) {
    std::string signs;
    signs.reserve(text.size());
    for (const char sign : text) {
        if (sign == ' ' || sign == '-' || sign == '\n' || sign == '\r' || sign == '\t')
            continue;
        signs += sign >= 'a' && sign <= 'z' ? static_cast<char>(sign - 'a' + 'A') : sign;
    }
    if (signs.rfind(kOpening, 0) != 0)
        return std::nullopt;
    signs.erase(0, kOpening.size());
    return signs;
}

void wipe(std::string& text) {
    crypto::wipe({reinterpret_cast<std::uint8_t*>(text.data()), text.size()});
}

Result<Invitation> checkedDecode(ByteView bytes) {
    if (bytes.size() < 17 + kChecksumSize)
        return fail(Code::InvalidInput, "garbled invitation");
    const ByteView encoded = bytes.subspan(0, bytes.size() - kChecksumSize);
    VB_TRY(const HouseId house, HouseId::fromBytes(encoded.subspan(1, 16)));
    const auto digest = digestOf(house, encoded);
    const ByteView checksum = bytes.subspan(encoded.size());
    if (!std::equal(checksum.begin(), checksum.end(), digest.begin()))
        return fail(Code::InvalidInput, "invitation with a mistake in it");
    return decode(encoded);
}

} // namespace

Result<Invitation> invite(InvitationPlan plan) {
    if (!isAddress(plan.hubAddress))
        return fail(Code::InvalidInput, "address of the hub");
    return Invitation{plan.house,           crypto::InvitationSecret::generate(),
                      plan.rootFingerprint, std::move(plan.hubAddress),
                      plan.hubPin,          plan.holder,
                      plan.roles,           plan.expires};
}

std::string invitationText(const Invitation& invitation) {
    Bytes bytes = encode(invitation);
    const auto digest = digestOf(invitation.house, bytes);
    append(bytes, ByteView(digest).subspan(0, kChecksumSize));
    std::string signs = toBase32(bytes);
    crypto::wipe(bytes);
    std::string text(kOpening);
    text.reserve(kOpening.size() + signs.size() * 2);
    for (std::size_t i = 0; i < signs.size(); ++i) {
        if (i % kGroup == 0)
            text += '-';
        text += signs[i];
    }
    wipe(signs);
    return text;
}

Result<Invitation> parseInvitation(std::string_view text) {
    if (text.size() > kMaxText)
        return fail(Code::InvalidInput, "not an invitation");
    auto signs = signsOf(text);
    if (!signs)
        return fail(Code::InvalidInput, "not an invitation");
    auto bytes = fromBase32(*signs);
    wipe(*signs);
    if (!bytes)
        return fail(Code::InvalidInput, "invitation with a sign that is none");
    Result<Invitation> invitation = checkedDecode(*bytes);
    crypto::wipe(*bytes);
    return invitation;
}

Digest256 invitationDigest(const Invitation& invitation) {
    Bytes bytes = encode(invitation);
    const Digest256 digest(digestOf(invitation.house, bytes));
    crypto::wipe(bytes);
    return digest;
}

Digest256 mailboxAddress(const Invitation& invitation) {
    return Digest256(
        crypto::digest(crypto::Kind::Mailbox, invitation.house.bytes(), invitation.secret.bytes()));
}

} // namespace vb::issuance
