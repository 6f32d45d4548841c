// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <string_view>

namespace vb::crypto {

/// What a hash, a signature or an associated-data block is about. The one list of them: nothing in
/// the product is hashed, signed or bound under a label that does not stand here. A kind's label is
/// the first thing hashed, so that bytes of one kind are never accepted as another. Labels are
/// unique and none is the start of another (a test holds both), which makes the concatenation
/// `label || house id || bytes` unambiguous. The number at the end is the format's version: a
/// changed format is a new kind beside the old one, never an edit of a label. A new kind also gets
/// its row in docs/crypto.md (a test holds it).
enum class Kind : unsigned char {
    // Hashes: ids and chains.
    Changeset,      ///< id of a changeset: hash of its envelope's header
    Stub,           ///< id of a stub: hash of what its author says
    Part,           ///< hash of one sealed part
    Stream,         ///< id of a stream: hash of device, incarnation and audience
    Audience,       ///< id of an audience: hash of case, level and what tells it apart
    Statement,      ///< id of a statement: hash of its bytes
    Directory,      ///< running hash of the house directory or of a case's membership log
    Device,         ///< id of a device: hash of its signing key
    Epoch,          ///< id of an epoch: hash of audience and key
    Recovery,       ///< id of a recovery key as a recipient: hash of the key
    Root,           ///< fingerprint of a house's root key
    Hub,            ///< pin of a hub's identity key
    Mailbox,        ///< address of an enrolment mailbox: hash of the invitation's secret
    Attachment,     ///< address of an attachment: hash of its ciphertext
    SealedText,     ///< reference from a statement to a name, reason or label sealed elsewhere
    Comparison,     ///< digest that two replicas compare
    ReconcileItem,  ///< what an id adds to the sum of a range that is reconciled
    ReconcileRange, ///< fingerprint of a range that is reconciled
    Dump,           ///< digest of a canonical dump
    SafetyNumber,   ///< digest shown to two persons who compare devices
    Leaf,           ///< label inside a log entry; the log itself is SHA-256 as RFC 6962 has it
    Batch,          ///< id of a push batch: hash of the request's body
    PageLeaves,     ///< positions and leaves that one answer of the hub hands out
    HubNonce,       ///< the part of a hub's nonce by which the hub knows it again
    Imported,       ///< id of a record or case that follows from the key of an imported file
    // Signatures.
    StreamHead,         ///< device: the head of a stream
    StubSignature,      ///< device: that it gives a number of a stream up
    StatementSignature, ///< issuer or member: a statement
    RootCertificate,    ///< root: itself and its successor
    IssuerCertificate,  ///< root: an issuer with its organisation
    DeviceCertificate,  ///< issuer: a worker's device
    HubCertificate,     ///< root: the hub's identity
    PushCertificate,    ///< device: its push-only key
    Invitation,         ///< hash of an invitation: its checksum, and what its messages name
    Enrolment,          ///< new device: its request to be certified
    Challenge,          ///< device: hub nonce, hub key, own nonce
    PushChallenge,      ///< push-only key: the same, for pushing alone
    UploadClaim,        ///< device: that an attachment is named in its own work
    HubHello,           ///< hub: its answer to a device's nonce
    Receipt,            ///< hub: what it accepted from one push batch
    LogHead,            ///< hub: size and root of the log
    Page,               ///< hub: the leaves that one answer hands out
    Contact,            ///< hub: that a device was in contact, for its lease
    Secured,            ///< hub: the log is in an off-machine copy up to here
    LeasePolicy,        ///< issuer: how long a device may go without contact
    WipeOrder,          ///< issuer: a device must erase itself
    // Associated data and contexts inside sealed boxes.
    SealedPart,       ///< one sealed part of a changeset
    EpochBox,         ///< an epoch key in a sealed box
    RecoveryBox,      ///< anything sealed to a recovery key
    MailboxMessage,   ///< what an issuer's device and a new device leave for each other
    StoredEpochKey,   ///< an epoch key at rest in the store
    StoredDeviceKey,  ///< a device's own private key at rest
    DatabaseUnit,     ///< a page of a store's database, or a piece of its log
    WorkingNote,      ///< an own working note at rest, under the notes key
    AttachmentStream, ///< an attachment
    RootFile,         ///< a house's root key at rest under its recovery passphrase
    KeyFileUnlock,    ///< key file: the unlock key under a passphrase
    KeyFileData,      ///< key file: a data key under the unlock key
    KeyFileNotes,     ///< key file: the notes key under the passphrase alone
    KeyFileChecksum,  ///< key file: its trailing hash
};

struct KindLabel {
    Kind kind;
    std::string_view label;
};

inline constexpr auto kKindLabels = std::to_array<KindLabel>({
    {Kind::Changeset, "veldboek/changeset/v0"},
    {Kind::Stub, "veldboek/stub/v0"},
    {Kind::Part, "veldboek/part/v0"},
    {Kind::Stream, "veldboek/stream/v0"},
    {Kind::Audience, "veldboek/audience/v0"},
    {Kind::Statement, "veldboek/statement/v0"},
    {Kind::Directory, "veldboek/directory/v0"},
    {Kind::Device, "veldboek/device/v0"},
    {Kind::Epoch, "veldboek/epoch/v0"},
    {Kind::Recovery, "veldboek/recovery-key/v0"},
    {Kind::Root, "veldboek/root/v0"},
    {Kind::Hub, "veldboek/hub/v0"},
    {Kind::Mailbox, "veldboek/mailbox/v0"},
    {Kind::Attachment, "veldboek/attachment/v0"},
    {Kind::SealedText, "veldboek/sealed-text/v0"},
    {Kind::Comparison, "veldboek/comparison/v0"},
    {Kind::ReconcileItem, "veldboek/reconcile-item/v0"},
    {Kind::ReconcileRange, "veldboek/reconcile-range/v0"},
    {Kind::Dump, "veldboek/dump/v0"},
    {Kind::SafetyNumber, "veldboek/safety-number/v0"},
    {Kind::Leaf, "veldboek/leaf/v0"},
    {Kind::Batch, "veldboek/batch/v0"},
    {Kind::PageLeaves, "veldboek/page-leaves/v0"},
    {Kind::HubNonce, "veldboek/hub-nonce/v0"},
    {Kind::Imported, "veldboek/imported/v0"},
    {Kind::StreamHead, "veldboek/stream-head/v0"},
    {Kind::StubSignature, "veldboek/stub-signature/v0"},
    {Kind::StatementSignature, "veldboek/statement-signature/v0"},
    {Kind::RootCertificate, "veldboek/root-certificate/v0"},
    {Kind::IssuerCertificate, "veldboek/issuer-certificate/v0"},
    {Kind::DeviceCertificate, "veldboek/device-certificate/v0"},
    {Kind::HubCertificate, "veldboek/hub-certificate/v0"},
    {Kind::PushCertificate, "veldboek/push-certificate/v0"},
    {Kind::Invitation, "veldboek/invitation/v0"},
    {Kind::Enrolment, "veldboek/enrolment/v0"},
    {Kind::Challenge, "veldboek/challenge/v0"},
    {Kind::PushChallenge, "veldboek/push-challenge/v0"},
    {Kind::UploadClaim, "veldboek/upload-claim/v0"},
    {Kind::HubHello, "veldboek/hub-hello/v0"},
    {Kind::Receipt, "veldboek/receipt/v0"},
    {Kind::LogHead, "veldboek/log-head/v0"},
    {Kind::Page, "veldboek/page/v0"},
    {Kind::Contact, "veldboek/contact/v0"},
    {Kind::Secured, "veldboek/secured/v0"},
    {Kind::LeasePolicy, "veldboek/lease-policy/v0"},
    {Kind::WipeOrder, "veldboek/wipe-order/v0"},
    {Kind::SealedPart, "veldboek/sealed-part/v0"},
    {Kind::EpochBox, "veldboek/epoch-box/v0"},
    {Kind::RecoveryBox, "veldboek/recovery-box/v0"},
    {Kind::MailboxMessage, "veldboek/mailbox-message/v0"},
    {Kind::StoredEpochKey, "veldboek/stored-epoch-key/v0"},
    {Kind::StoredDeviceKey, "veldboek/stored-device-key/v0"},
    {Kind::DatabaseUnit, "veldboek/database-unit/v0"},
    {Kind::WorkingNote, "veldboek/working-note/v0"},
    {Kind::AttachmentStream, "veldboek/attachment-stream/v0"},
    {Kind::RootFile, "veldboek/root-file/v0"},
    {Kind::KeyFileUnlock, "veldboek/key-file-unlock/v0"},
    {Kind::KeyFileData, "veldboek/key-file-data/v0"},
    {Kind::KeyFileNotes, "veldboek/key-file-notes/v0"},
    {Kind::KeyFileChecksum, "veldboek/key-file-checksum/v0"},
});

/// The label's bytes, without a terminator.
constexpr std::string_view labelOf(Kind kind) {
    // The table is in the enum's order; the assertion below holds it there.
    return kKindLabels[static_cast<std::size_t>(kind)].label;
}

namespace detail {
constexpr bool labelsAreInOrder() {
    for (std::size_t i = 0; i < kKindLabels.size(); ++i) {
        if (static_cast<std::size_t>(kKindLabels[i].kind) != i)
            return false;
    }
    return kKindLabels.size() == static_cast<std::size_t>(Kind::KeyFileChecksum) + 1;
}
static_assert(labelsAreInOrder());
} // namespace detail

} // namespace vb::crypto
