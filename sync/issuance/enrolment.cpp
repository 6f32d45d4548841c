// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/issuance/enrolment.h"

#include "crypto/aead.h"
#include "crypto/digest.h"
#include "crypto/key_derivation.h"
#include "sync/protocol/limits.h"

#include <algorithm>
#include <utility>

namespace vb::issuance {
namespace {

enum class Slot : std::uint8_t { Notice = 0, Request = 1, Answer = 2 };

constexpr std::size_t kKeysSize = 3 * 32;
constexpr std::size_t kSignatureSize = 64;

crypto::AssociatedData bound(const Invitation& invitation, Slot slot) {
    crypto::AssociatedData data(crypto::Kind::MailboxMessage);
    data.add(invitation.house.view())
        .add(mailboxAddress(invitation).view())
        .addNumber(static_cast<std::uint64_t>(slot));
    return data;
}

Bytes sealMessage(const Invitation& invitation, Slot slot, ByteView content) {
    return crypto::seal(crypto::mailboxKey(invitation.secret), bound(invitation, slot), content);
}

Result<Bytes> openMessage(const Invitation& invitation, Slot slot, ByteView message) {
    if (message.size() > protocol::kMaxMailboxBytes)
        return fail(Code::TooLarge, "mailbox message");
    auto content =
        crypto::open(crypto::mailboxKey(invitation.secret), bound(invitation, slot), message);
    if (!content)
        return fail(Code::Unauthentic, "mailbox message");
    return std::move(*content);
}

Bytes encodeRequest(const EnrolmentRequest& request) {
    Bytes bytes;
    append(bytes, request.keys.signing.bytes());
    append(bytes, request.keys.box.bytes());
    append(bytes, request.keys.push.bytes());
    appendU8(bytes, static_cast<std::uint8_t>(request.formats.size()));
    for (const std::uint32_t format : request.formats)
        appendU32(bytes, format);
    return bytes;
}

/// What the new device's keys sign: this request under this invitation.
Bytes provenBytes(const Invitation& invitation, ByteView request) {
    Bytes bytes = toBytes(invitationDigest(invitation).view());
    append(bytes, request);
    return bytes;
}

std::uint32_t number(ByteView bytes) {
    std::uint32_t value = 0;
    for (const std::uint8_t byte : bytes)
        value = value << 8 | byte;
    return value;
}

Result<EnrolmentRequest> decodeRequest(HouseId house, ByteView bytes) {
    if (bytes.size() < kKeysSize + 1 ||
        bytes.size() != kKeysSize + 1 + std::size_t{4} * bytes[kKeysSize] ||
        bytes[kKeysSize] > protocol::kMaxCertificateFormats)
        return fail(Code::InvalidInput, "garbled request for enrolment");
    EnrolmentRequest request;
    request.keys.signing = crypto::SigningPublicKey::fromBytes(bytes.subspan(0, 32)).value();
    request.keys.box = crypto::BoxPublicKey::fromBytes(bytes.subspan(32, 32)).value();
    request.keys.push = crypto::SigningPublicKey::fromBytes(bytes.subspan(64, 32)).value();
    request.keys.device = membership::deviceId(house, request.keys.signing);
    for (std::size_t at = kKeysSize + 1; at < bytes.size(); at += 4)
        request.formats.push_back(number(bytes.subspan(at, 4)));
    return request;
}

bool isProven(const Invitation& invitation, const EnrolmentRequest& request, ByteView encoded,
              ByteView signatures) {
    const Bytes proven = provenBytes(invitation, encoded);
    const auto by = [&](const crypto::SigningPublicKey& key, std::size_t from) {
        const auto signature =
            crypto::Signature::fromBytes(signatures.subspan(from, kSignatureSize));
        return crypto::verify(key, crypto::Kind::Enrolment, invitation.house.bytes(), proven,
                              signature.value());
    };
    return by(request.keys.signing, 0) && by(request.keys.push, kSignatureSize);
}

} // namespace

Bytes sealNotice(const Invitation& invitation) {
    return sealMessage(invitation, Slot::Notice, invitationDigest(invitation).view());
}

Result<void> openNotice(const Invitation& invitation, ByteView message) {
    VB_TRY(const Bytes content, openMessage(invitation, Slot::Notice, message));
    if (content != toBytes(invitationDigest(invitation).view()))
        return fail(Code::Unauthentic, "notice of another invitation");
    return {};
}

Bytes sealRequest(const Invitation& invitation, const DeviceKeys& keys,
                  std::vector<std::uint32_t> formats) {
    std::sort(formats.begin(), formats.end());
    Bytes bytes = encodeRequest({keys.publicKeys(invitation.house), std::move(formats)});
    const Bytes proven = provenBytes(invitation, bytes);
    for (const crypto::SigningKey* key : {&keys.signing, &keys.push})
        append(bytes, key->sign(crypto::Kind::Enrolment, invitation.house.bytes(), proven).bytes());
    return sealMessage(invitation, Slot::Request, bytes);
}

Result<EnrolmentRequest> openRequest(const Invitation& invitation, ByteView message) {
    VB_TRY(const Bytes content, openMessage(invitation, Slot::Request, message));
    if (content.size() < 2 * kSignatureSize)
        return fail(Code::InvalidInput, "garbled request for enrolment");
    const ByteView encoded = ByteView(content).subspan(0, content.size() - 2 * kSignatureSize);
    VB_TRY(EnrolmentRequest request, decodeRequest(invitation.house, encoded));
    if (!isProven(invitation, request, encoded, ByteView(content).subspan(encoded.size())))
        return fail(Code::Unauthentic, "request not signed by its own keys");
    return request;
}

Result<Approval> approve(const SigningContext& issuer, Invitation&& invitation,
                         const EnrolmentRequest& request, membership::Period period) {
    const Invitation burned = std::move(invitation);
    if (burned.expires <= issuer.now)
        return fail(Code::Refused, "invitation has expired");
    VB_TRY(membership::Statement certificate,
           sign(issuer, certificateBody(request.keys, burned.holder, period, request.formats)));
    Bytes answer =
        sealMessage(burned, Slot::Answer, membership::encodeSignedStatement(certificate.sent));
    return Approval{std::move(certificate), std::move(answer)};
}

Result<membership::Statement> openAnswer(const Invitation& invitation, const DevicePublicKeys& keys,
                                         ByteView message) {
    VB_TRY(const Bytes content, openMessage(invitation, Slot::Answer, message));
    VB_TRY(membership::SignedStatement sent, membership::parseSignedStatement(content));
    VB_TRY(membership::Statement statement, membership::readStatement(std::move(sent)));
    const auto* body = statement.as<membership::DeviceBody>();
    const bool ours = statement.house == invitation.house && body && body->device == keys.device &&
                      body->boxKey == keys.box && body->pushKey == keys.push &&
                      body->holder == invitation.holder;
    if (!ours)
        return fail(Code::Unauthentic, "certificate for somebody else");
    return statement;
}

std::string safetyNumber(HouseId house, const DevicePublicKeys& one,
                         const DevicePublicKeys& other) {
    const bool inOrder = one.device <= other.device;
    crypto::Digester digester(crypto::Kind::SafetyNumber, house.bytes());
    for (const DevicePublicKeys* keys : {inOrder ? &one : &other, inOrder ? &other : &one})
        digester.add(keys->signing.bytes()).add(keys->box.bytes()).add(keys->push.bytes());
    const crypto::Digest first = digester.finish();
    // Twelve groups take sixty bytes: five each, as in a digest of the digest and its counterpart.
    Bytes material(first.begin(), first.end());
    append(material, crypto::digest(crypto::Kind::SafetyNumber, house.bytes(), first));
    std::string text;
    for (std::size_t group = 0; group < 12; ++group) {
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < 5; ++i)
            value = value << 8 | material[group * 5 + i];
        const std::string digits = std::to_string(value % 100'000);
        text += group == 0 ? "" : " ";
        text += std::string(5 - digits.size(), '0') + digits;
    }
    return text;
}

} // namespace vb::issuance
