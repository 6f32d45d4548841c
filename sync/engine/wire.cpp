// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/engine/wire.h"

#include "sync/protocol/limits.h"
#include "sync/protocol/sync.pb.h"
#include "sync/protocol/versions.h"
#include "sync/transparency/leaf_entry.h"
#include "sync/transparency/reconcile_messages.h"

#include <set>

namespace vb::engine::wire {
namespace {

namespace v0 = veldboek::v0;

Bytes serialized(const google::protobuf::MessageLite& message) {
    Bytes bytes(message.ByteSizeLong());
    VB_CHECK(message.SerializeToArray(bytes.data(), static_cast<int>(bytes.size())));
    return bytes;
}

template <typename Message>
Result<Message> parsed(ByteView body, const char* what) {
    if (body.size() > protocol::kMaxReplyBytes)
        return fail(Code::TooLarge, what);
    Message message;
    if (!message.ParseFromArray(body.data(), static_cast<int>(body.size())))
        return fail(Code::InvalidInput, std::string("not a ") + what);
    return message;
}

Bytes bytesOf(const std::string& field) {
    return toBytes(asBytes(field));
}
std::string textOf(ByteView view) {
    return std::string(asText(view));
}
template <typename Id>
std::string textOf(const Id& id) requires requires {
    Id::kSize;
}
{ return textOf(id.view()); }

Result<ChainHead> readChainHead(std::uint64_t size, const std::string& hash) {
    ChainHead head;
    head.size = size;
    if (size == 0 && hash.empty())
        return head;
    VB_TRY(head.hash, Digest256::fromBytes(asBytes(hash)));
    return head;
}

Result<DirectoryHead> readDirectoryHead(const v0::DirectoryHead& message) {
    DirectoryHead head;
    VB_TRY(head.house, readChainHead(message.house_size(), message.house_hash()));
    VB_TRY(head.caseLog, readChainHead(message.case_size(), message.case_hash()));
    return head;
}

} // namespace

Result<Leaf> readLeaf(Bytes entry, std::uint64_t position) {
    VB_TRY(const auto message, parsed<v0::LeafEntry>(entry, "LeafEntry"));
    Leaf leaf;
    leaf.position = position;
    VB_TRY(leaf.item, Digest256::fromBytes(asBytes(message.item())));
    VB_TRY(leaf.facts.directory, readDirectoryHead(message.directory()));
    leaf.facts.hubTime = {message.hub_time_millis()};
    if (message.kind() == v0::ITEM_KIND_STATEMENT) {
        VB_TRY(leaf.chain, readChainHead(message.chain_number() + 1, message.chain_hash()));
    }
    leaf.entry = std::move(entry);
    return leaf;
}

Bytes helloRequest(HouseId house, DeviceId device) {
    v0::HelloRequest message;
    for (const std::uint32_t version : protocol::kProtocolVersions)
        message.add_versions(version);
    message.set_house(textOf(house));
    message.set_device(textOf(device));
    return serialized(message);
}

Result<Hello> readHello(ByteView body) {
    VB_TRY(const auto message, parsed<v0::HelloReply>(body, "HelloReply"));
    Hello hello;
    hello.version = message.version();
    hello.hubNonce = bytesOf(message.hub_nonce());
    if (hello.hubNonce.size() != 32)
        return fail(Code::InvalidInput, "hub nonce of the wrong length");
    const auto key = crypto::SigningPublicKey::fromBytes(asBytes(message.hub_key()));
    if (!key)
        return fail(Code::InvalidInput, "hub key of the wrong length");
    hello.hubKey = *key;
    hello.hubTime = {message.hub_time_millis()};
    return hello;
}

Bytes challenge(HouseId house, DeviceId device, const Hello& hello, ByteView deviceNonce,
                SigningWith key) {
    v0::Challenge message;
    message.set_house(textOf(house));
    message.set_device(textOf(device));
    message.set_hub_key(textOf(ByteView(hello.hubKey.bytes())));
    message.set_hub_nonce(textOf(ByteView(hello.hubNonce)));
    message.set_device_nonce(textOf(deviceNonce));
    message.set_push_only(key == SigningWith::PushOnlyKey);
    return serialized(message);
}

Bytes sessionRequest(ByteView challenge, const crypto::Signature& signature,
                     std::uint64_t pinnedGeneration, std::uint64_t pinnedSize) {
    v0::SessionRequest message;
    message.set_challenge(textOf(challenge));
    message.set_signature(textOf(ByteView(signature.bytes())));
    message.set_pinned_generation(pinnedGeneration);
    message.set_pinned_size(pinnedSize);
    return serialized(message);
}

Result<Session> readSession(ByteView body) {
    VB_TRY(const auto message, parsed<v0::SessionReply>(body, "SessionReply"));
    Session session;
    session.token = bytesOf(message.token());
    if (session.token.size() != 32)
        return fail(Code::InvalidInput, "session token of the wrong length");
    session.expires = {message.expires_millis()};
    VB_TRY(session.head, transparency::fromMessage(message.head()));
    if (message.has_consistency()) {
        VB_TRY(session.consistency, transparency::fromMessage(message.consistency()));
    }
    for (const auto& statement : message.generations()) {
        VB_TRY(auto read, membership::parseSignedStatement(serialized(statement)));
        session.generations.push_back(std::move(read));
    }
    if (message.has_since_restored()) {
        VB_TRY(session.sinceRestored, transparency::fromMessage(message.since_restored()));
    }
    session.isRecovering = message.recovering();
    switch (message.scope()) {
    case v0::SESSION_SCOPE_FULL:
        session.scope = SessionScope::Full;
        break;
    case v0::SESSION_SCOPE_PUSH_ONLY:
        session.scope = SessionScope::PushOnly;
        break;
    case v0::SESSION_SCOPE_ENDED:
        session.scope = SessionScope::Ended;
        break;
    default:
        return fail(Code::InvalidInput, "session of an unknown scope");
    }
    return session;
}

Bytes directoryRequest(std::uint64_t houseFrom, const std::vector<ChainFrom>& cases) {
    v0::DirectoryRequest message;
    message.set_house_from(houseFrom);
    message.set_list_cases(true);
    for (const ChainFrom& chain : cases) {
        auto* from = message.add_cases();
        from->set_case_id(textOf(chain.chain));
        from->set_from(chain.from);
    }
    return serialized(message);
}

namespace {

Result<void> readStatements(const CaseId& chain,
                            const google::protobuf::RepeatedPtrField<v0::LoggedStatement>& from,
                            HouseId house, Directory& into) {
    for (const auto& message : from) {
        DirectoryStatement read;
        read.chain = chain;
        read.row.signedStatement = serialized(message.statement());
        VB_TRY(read.logged.statement, membership::parseSignedStatement(read.row.signedStatement));
        VB_TRY(auto leaf, readLeaf(bytesOf(message.leaf()), message.position()));
        read.logged.leaf = leaf.facts;
        read.logged.chain = leaf.chain;
        if (leaf.chain.size == 0)
            return fail(Code::InvalidInput, "a statement's leaf without its chain");
        read.row.number = leaf.chain.size - 1;
        read.row.id = membership::statementId(house, read.logged.statement.statement);
        if (read.row.id.view().size() != leaf.item.view().size() ||
            !std::equal(leaf.item.view().begin(), leaf.item.view().end(),
                        read.row.id.view().begin()))
            return fail(Code::Unauthentic, "a statement under another one's leaf");
        read.row.leaf = leaf.entry;
        read.row.position = message.position();
        into.leaves.push_back(std::move(leaf));
        into.statements.push_back(std::move(read));
    }
    return {};
}

} // namespace

Result<Directory> readDirectory(HouseId house, ByteView body) {
    VB_TRY(const auto message, parsed<v0::DirectoryReply>(body, "DirectoryReply"));
    Directory directory;
    VB_TRY_VOID(readStatements(CaseId(), message.house(), house, directory));
    directory.more = message.more();
    for (const auto& chain : message.cases()) {
        VB_TRY(const auto caseId, CaseId::fromBytes(asBytes(chain.case_id())));
        VB_TRY_VOID(readStatements(caseId, chain.statements(), house, directory));
        directory.more = directory.more || chain.more();
    }
    for (const auto& bytes : message.member_of()) {
        VB_TRY(const auto caseId, CaseId::fromBytes(asBytes(bytes)));
        directory.memberOf.push_back(caseId);
    }
    if (message.has_page()) {
        VB_TRY(directory.page, transparency::fromMessage(message.page()));
    }
    return directory;
}

PushBatch pushRequest(std::vector<store::OutboxItem> items, std::size_t maxBytes) {
    v0::PushRequest message;
    PushBatch batch;
    std::size_t bytes = 0;
    for (store::OutboxItem& item : items) {
        const std::size_t size = item.content.size() + item.head.size() + 32;
        if (!batch.items.empty() && bytes + size > maxBytes)
            break;
        bytes += size;
        auto* out = message.add_items();
        bool understood = false;
        switch (item.kind) {
        case store::OutboxKind::Statement:
            understood = out->mutable_statement()->ParseFromArray(
                item.content.data(), static_cast<int>(item.content.size()));
            break;
        case store::OutboxKind::Envelope:
            understood = out->mutable_envelope()->ParseFromArray(
                             item.content.data(), static_cast<int>(item.content.size())) &&
                         message.add_heads()->ParseFromArray(item.head.data(),
                                                             static_cast<int>(item.head.size()));
            break;
        case store::OutboxKind::Stub:
            understood = out->mutable_stub()->ParseFromArray(item.content.data(),
                                                             static_cast<int>(item.content.size()));
            break;
        }
        VB_CHECK(understood); // our own bytes, which the outbox keeps as they were written
        batch.items.push_back(std::move(item));
    }
    batch.body = serialized(message);
    return batch;
}

bool isAbout(HouseId house, const store::OutboxItem& item, const Leaf& leaf) {
    if (item.kind != store::OutboxKind::Stub)
        return leaf.item == item.id;
    const auto entry = transparency::parseLeafEntry(leaf.entry);
    if (!entry || entry->kind != transparency::ItemKind::Stub)
        return leaf.item == item.id; // the hub has what was given up after all
    const auto sent = membership::parseSignedStub(item.content);
    return sent && leaf.item == Digest256(membership::stubId(house, sent->stub).bytes());
}

Bytes returnRequest(const std::vector<ReturnedItem>& items) {
    v0::PushRequest message;
    std::set<Bytes> heads;
    for (const ReturnedItem& item : items) {
        auto* out = message.add_items()->mutable_returned();
        out->set_leaf(textOf(ByteView(item.leaf)));
        const int size = static_cast<int>(item.content.size());
        bool understood = false;
        switch (item.kind) {
        case store::OutboxKind::Statement:
            understood = out->mutable_statement()->ParseFromArray(item.content.data(), size);
            break;
        case store::OutboxKind::Envelope:
            understood = out->mutable_envelope()->ParseFromArray(item.content.data(), size);
            break;
        case store::OutboxKind::Stub:
            understood = out->mutable_stub()->ParseFromArray(item.content.data(), size);
            break;
        }
        VB_CHECK(understood); // parsed before it was stored
        if (!item.head.empty() && heads.insert(item.head).second)
            VB_CHECK(message.add_heads()->ParseFromArray(item.head.data(),
                                                         static_cast<int>(item.head.size())));
    }
    return serialized(message);
}

Result<Push> readPush(ByteView body, std::size_t items) {
    VB_TRY(const auto message, parsed<v0::PushReply>(body, "PushReply"));
    if (static_cast<std::size_t>(message.verdicts_size()) != items)
        return fail(Code::InvalidInput, "as many verdicts as items are due");
    Push push;
    v0::Receipt receipt;
    if (message.has_receipt()) {
        VB_TRY(push.receipt, transparency::fromMessage(message.receipt()));
        VB_TRY(receipt, parsed<v0::Receipt>(asBytes(message.receipt().receipt()), "Receipt"));
    }
    if (message.has_page()) {
        VB_TRY(push.page, transparency::fromMessage(message.page()));
    }
    for (const auto& verdict : message.verdicts()) {
        PushVerdict read;
        read.duplicate = verdict.duplicate();
        read.expectedCounter = verdict.expected_counter();
        read.pushAgain =
            verdict.refusal() == v0::REFUSAL_RUN || verdict.refusal() == v0::REFUSAL_RECOVERING;
        if (!read.pushAgain) {
            if (!v0::Refusal_IsValid(verdict.refusal()))
                return fail(Code::InvalidInput, "an unknown refusal");
            read.refusal = static_cast<membership::Refusal>(verdict.refusal());
        }
        if (read.refusal == membership::Refusal::None && !read.pushAgain) {
            Bytes entry = bytesOf(verdict.leaf());
            if (!read.duplicate) {
                const std::uint64_t index = verdict.position() - receipt.first_position();
                if (verdict.position() < receipt.first_position() ||
                    index >= static_cast<std::uint64_t>(receipt.leaves_size()))
                    return fail(Code::InvalidInput, "a position outside of the receipt");
                entry = bytesOf(receipt.leaves(static_cast<int>(index)));
            }
            VB_TRY(read.leaf, readLeaf(std::move(entry), verdict.position()));
            if (read.duplicate)
                push.duplicates.push_back(*read.leaf);
        }
        push.verdicts.push_back(std::move(read));
    }
    return push;
}

Bytes pullRequest(const std::vector<Cursor>& cursors, bool bulk, std::size_t maxBytes) {
    v0::PullRequest message;
    for (const Cursor& cursor : cursors) {
        auto* out = message.add_cursors();
        out->set_case_id(textOf(cursor.caseId));
        out->set_audience(textOf(cursor.audience));
        out->set_after(cursor.after);
    }
    message.set_bulk(bulk);
    message.set_skip_own(cursors.empty() || !cursors.front().lacksOwn);
    message.set_max_bytes(static_cast<std::uint32_t>(maxBytes));
    return serialized(message);
}

namespace {

template <typename Message>
Result<Pulled> readItems(const Message& message) {
    Pulled pulled;
    for (const auto& item : message.envelopes()) {
        PulledItem read;
        VB_TRY(read.leaf, readLeaf(bytesOf(item.leaf()), item.position()));
        if (item.has_stub()) {
            read.stub = serialized(item.stub());
        } else {
            read.envelope = serialized(item.envelope());
            read.isWithheld = item.withheld();
        }
        pulled.items.push_back(std::move(read));
    }
    for (const auto& head : message.heads()) {
        VB_TRY(auto read, membership::parseSignedStreamHead(serialized(head)));
        pulled.heads.push_back(std::move(read));
    }
    if (message.has_page()) {
        VB_TRY(pulled.page, transparency::fromMessage(message.page()));
    }
    pulled.more = message.more();
    return pulled;
}

} // namespace

void checkEnvelopes(HouseId house, Pulled& pulled) {
    pulled.checked.reserve(pulled.items.size());
    for (std::size_t i = pulled.checked.size(); i < pulled.items.size(); ++i) {
        auto& checked = pulled.checked.emplace_back();
        auto& stub = pulled.stubs.emplace_back();
        if (!pulled.items[i].stub.empty()) {
            auto sent = membership::parseSignedStub(pulled.items[i].stub);
            auto read = sent ? membership::checkStub(house, std::move(sent).value())
                             : Result<membership::CheckedStub>(Unexpected(sent.error()));
            if (read)
                stub = std::move(read).value();
            continue;
        }
        if (auto envelope = membership::parseEnvelope(house, pulled.items[i].envelope))
            checked = std::move(envelope).value();
    }
}

Result<Pulled> readPulled(ByteView body) {
    VB_TRY(const auto message, parsed<v0::PullReply>(body, "PullReply"));
    VB_TRY(auto pulled, readItems(message));
    for (const auto& cursor : message.next()) {
        Cursor next;
        VB_TRY(next.caseId, CaseId::fromBytes(asBytes(cursor.case_id())));
        VB_TRY(next.audience, AudienceId::fromBytes(asBytes(cursor.audience())));
        next.after = cursor.after();
        pulled.next.push_back(next);
    }
    return pulled;
}

Result<Pulled> readFetched(ByteView body) {
    VB_TRY(const auto message, parsed<v0::FetchReply>(body, "FetchReply"));
    VB_TRY(auto pulled, readItems(message));
    for (const auto& bytes : message.ids()) {
        VB_TRY(const auto id, ChangesetId::fromBytes(asBytes(bytes)));
        pulled.ids.push_back(id);
    }
    pulled.nextListing = message.next();
    return pulled;
}

Bytes compareRequest(const std::vector<AudienceDigest>& digests) {
    v0::CompareRequest message;
    for (const AudienceDigest& digest : digests) {
        auto* out = message.add_audiences();
        out->set_case_id(textOf(digest.caseId));
        out->set_audience(textOf(digest.audience));
        out->set_from(digest.from);
        out->set_up_to(digest.upTo);
        out->set_count(digest.count);
        out->set_digest(textOf(ByteView(digest.digest)));
    }
    return serialized(message);
}

Result<std::vector<AudienceDigest>> readCompare(ByteView body) {
    VB_TRY(const auto message, parsed<v0::CompareReply>(body, "CompareReply"));
    std::vector<AudienceDigest> differing;
    for (const auto& read : message.differing()) {
        AudienceDigest digest;
        VB_TRY(digest.caseId, CaseId::fromBytes(asBytes(read.case_id())));
        VB_TRY(digest.audience, AudienceId::fromBytes(asBytes(read.audience())));
        digest.from = read.from();
        digest.upTo = read.up_to();
        digest.count = read.count();
        digest.digest = bytesOf(read.digest());
        differing.push_back(std::move(digest));
    }
    return differing;
}

Bytes reconcileRequest(const AudienceDigest& about,
                       const transparency::ReconcileQuestion& question) {
    v0::ReconcileRequest message;
    message.set_case_id(textOf(about.caseId));
    message.set_audience(textOf(about.audience));
    message.set_up_to(about.upTo);
    transparency::toMessage(question, message);
    return serialized(message);
}

Result<transparency::ReconcileAnswer> readReconciled(ByteView body) {
    VB_TRY(const auto message, parsed<v0::ReconcileReply>(body, "ReconcileReply"));
    return transparency::fromMessage(message);
}

Bytes fetchRequest(const CaseId& caseId, const AudienceId& audience,
                   const std::vector<ChangesetId>& ids, std::uint64_t from, std::uint64_t upTo) {
    v0::FetchRequest message;
    message.set_case_id(textOf(caseId));
    message.set_audience(textOf(audience));
    for (const ChangesetId& id : ids)
        message.add_ids(textOf(id));
    message.set_from(from);
    message.set_up_to(upTo);
    return serialized(message);
}

std::vector<transparency::PageLeaf> pageLeaves(const std::vector<Leaf>& leaves) {
    std::vector<transparency::PageLeaf> views;
    views.reserve(leaves.size());
    for (const Leaf& leaf : leaves)
        views.push_back({leaf.position, leaf.entry});
    return views;
}

std::vector<transparency::PageLeaf> pageLeaves(const Pulled& pulled) {
    std::vector<transparency::PageLeaf> views;
    views.reserve(pulled.items.size());
    for (const PulledItem& item : pulled.items)
        views.push_back({item.leaf.position, item.leaf.entry});
    return views;
}

Failure readFailure(ByteView body) {
    Failure failure;
    v0::Failure message;
    if (body.size() > protocol::kMaxReplyBytes ||
        !message.ParseFromArray(body.data(), static_cast<int>(body.size())))
        return failure;
    if (message.reason() >= 0 && message.reason() <= v0::FAILURE_REASON_QUOTA)
        failure.reason = static_cast<FailureReason>(message.reason());
    failure.retryAfterMillis = message.retry_after_millis();
    return failure;
}

} // namespace vb::engine::wire
