// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/public_keys.h"
#include "sync/base/clock.h"
#include "sync/base/directory_head.h"
#include "sync/base/ids.h"
#include "sync/membership/derived_ids.h"
#include "sync/membership/terms.h"
#include "sync/model/role.h"

#include <cstdint>
#include <variant>
#include <vector>

namespace vb::membership {

// What a statement can say. Members as in sync/protocol/statement.proto, which explains them.

struct RootBody {
    crypto::SigningPublicKey rootKey;
    Digest256 successorCommitment;
    crypto::BoxPublicKey recoveryKey;
    friend bool operator==(const RootBody&, const RootBody&) = default;
};

struct HubBody {
    crypto::SigningPublicKey signingKey;
    Digest256 tlsPin; ///< SHA-256 of the TLS key's subject public key
    friend bool operator==(const HubBody&, const HubBody&) = default;
};

struct IssuerBody {
    DeviceId device;
    Affiliation holder;
    crypto::SigningPublicKey signingKey;
    crypto::BoxPublicKey boxKey;
    crypto::BoxPublicKey recoveryKey; ///< the organisation's
    Period period;
    friend bool operator==(const IssuerBody&, const IssuerBody&) = default;
};

struct DeviceBody {
    DeviceId device;
    Affiliation holder;
    crypto::SigningPublicKey signingKey;
    crypto::BoxPublicKey boxKey;
    crypto::SigningPublicKey pushKey;
    std::vector<std::uint32_t> formats; ///< ascending
    Period period;
    friend bool operator==(const DeviceBody&, const DeviceBody&) = default;
};

struct StreamCut {
    StreamId stream;
    std::uint64_t counter = 0; ///< the last that counts
    friend auto operator<=>(const StreamCut&, const StreamCut&) = default;
};

struct DeviceEndBody {
    DeviceId device;
    EndReason reason = EndReason::Retired;
    std::vector<StreamCut> cuts; ///< ascending, a stream once; empty unless cutsStreams(reason)
    friend bool operator==(const DeviceEndBody&, const DeviceEndBody&) = default;
};

struct RoleBody {
    Affiliation holder;
    model::Role role = model::Role::Procesregisseur;
    Period period;
    friend bool operator==(const RoleBody&, const RoleBody&) = default;
};

struct RoleEndBody {
    Affiliation holder;
    model::Role role = model::Role::Procesregisseur;
    friend bool operator==(const RoleEndBody&, const RoleEndBody&) = default;
};

struct MemberBody {
    Affiliation member;
    std::uint16_t hat = 0;
    CarePart part = CarePart::None;
    bool observer = false;
    bool withoutHistory = false;
    Period period;
    friend bool operator==(const MemberBody&, const MemberBody&) = default;
};

struct MemberEndBody {
    Affiliation member;
    EndReason reason = EndReason::Unassigned;
    std::vector<StreamCut> cuts; ///< as in DeviceEndBody
    friend bool operator==(const MemberEndBody&, const MemberEndBody&) = default;
};

/// A place changes hands in one act: `giver` has it under `hat`, `receiver` takes it.
struct TransferBody {
    Affiliation giver;
    std::uint16_t hat = 0;
    Affiliation receiver;           ///< not the giver
    CarePart part = CarePart::None; ///< of the receiver: that of the place, or none
    Instant until;                  ///< the giver goes on until then; after 1970
    friend bool operator==(const TransferBody&, const TransferBody&) = default;
};

struct AudienceBody {
    AudienceSalt salt;
    std::vector<Affiliation> workers; ///< ascending, each once
    friend bool operator==(const AudienceBody&, const AudienceBody&) = default;
};

/// A recipient is a device (its id) or a recovery key (recoveryRecipient()).
struct KeyBox {
    Digest256 recipient;
    EpochId epoch;
    Bytes box;
    friend bool operator==(const KeyBox&, const KeyBox&) = default;
};

struct EpochBody {
    Audience audience;
    EpochId epoch;
    std::vector<KeyBox> boxes; ///< ascending by recipient, each once
    friend bool operator==(const EpochBody&, const EpochBody&) = default;
};

struct GrantBody {
    AudienceId audience;
    std::vector<KeyBox> boxes; ///< ascending by (recipient, epoch), each pair once
    friend bool operator==(const GrantBody&, const GrantBody&) = default;
};

/// An attachment of the case that the statement is about.
struct NamedAttachment {
    AudienceId audience;
    AttachmentId address;
    friend auto operator<=>(const NamedAttachment&, const NamedAttachment&) = default;
};

/// Names at least one part or attachment.
struct WithdrawalBody {
    std::vector<PartHash> parts;                   ///< ascending
    std::vector<NamedAttachment> attachments = {}; ///< ascending
    friend bool operator==(const WithdrawalBody&, const WithdrawalBody&) = default;
};

/// Names parts or attachments exactly when it is not about the whole case.
struct PurgeBody {
    std::vector<PartHash> parts; ///< ascending
    bool wholeCase = false;
    std::vector<NamedAttachment> attachments = {}; ///< ascending
    friend bool operator==(const PurgeBody&, const PurgeBody&) = default;
};

struct AdoptionBody {
    std::vector<ChangesetId> changesets; ///< ascending
    friend bool operator==(const AdoptionBody&, const AdoptionBody&) = default;
};

/// A restored hub's new generation of the log: part of no chain (admission.h, vouchesFor()).
struct LogGenerationBody {
    std::uint64_t generation = 0; ///< 2 to kMaxLogGeneration
    std::uint64_t size = 0;       ///< of the head restored to
    Digest256 root;
    std::uint64_t previous = 0; ///< the generation that this head is of; below `generation`
    std::uint64_t kept = 0;     ///< at most `size`: below it the log is the one that devices know
    friend bool operator==(const LogGenerationBody&, const LogGenerationBody&) = default;
};
/// A house restores its hub a few times in its life.
inline constexpr std::uint64_t kMaxLogGeneration = 4095;

using StatementBody =
    std::variant<RootBody, HubBody, IssuerBody, DeviceBody, DeviceEndBody, RoleBody, RoleEndBody,
                 MemberBody, MemberEndBody, AudienceBody, EpochBody, GrantBody, WithdrawalBody,
                 PurgeBody, AdoptionBody, LogGenerationBody, TransferBody>;

/// A statement as it travels and is kept: nothing re-serialises the bytes that were signed.
struct SignedStatement {
    Bytes statement;
    crypto::Signature signature;
    friend bool operator==(const SignedStatement&, const SignedStatement&) = default;
};

/// A signed fact about people, devices, membership or keys, understood. Well-formed when it came
/// from readStatement(); who may say it is admission.h's question. A value.
struct Statement {
    StatementId id; ///< none in a draft
    HouseId house;
    CaseId caseId;   ///< none: the house directory
    DeviceId signer; ///< none: the root key
    DirectoryHead basedOn;
    Instant madeAt; ///< the signer's own clock; decides nothing
    Digest256 note; ///< hash of sealed text that belongs to this; none without
    StatementBody body;
    SignedStatement sent; ///< empty in a draft

    [[nodiscard]] bool isAboutHouse() const { return caseId.isNone(); }
    template <typename Body>
    [[nodiscard]] const Body* as() const {
        return std::get_if<Body>(&body);
    }
};

/// Reads a statement as it was sent. Total and bounded (sync/protocol/limits.h). InvalidInput for
/// what is no statement, breaks a bound or a rule of form (an audience id that does not follow from
/// its definition, a device id that is not its key's hash, lists out of order, an end before a
/// beginning, a body in the wrong chain); TooLarge over a size; TooNew for a suite, kind of body,
/// code or field of a newer version: a directory that cannot be understood whole cannot be judged
/// by. Says nothing about the signature.
Result<Statement> readStatement(SignedStatement sent);

/// The bytes to sign, for the author alone; id and sent are ignored. What readStatement() refuses
/// is a programmer's error here only as far as it would not encode (VB_CHECK on nothing else).
Bytes encodeStatement(const Statement& draft);

/// The wire message SignedStatement.
Result<SignedStatement> parseSignedStatement(ByteView message);
Bytes encodeSignedStatement(const SignedStatement& statement);

} // namespace vb::membership
