// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// Endpoints upload and download.
#include "crypto/digest.h"
#include "sync/protocol/attachment.pb.h"
#include "sync/protocol/heads.h"
#include "sync/protocol/upload_claim.h"
#include "tests/support/must.h"
#include "tests/unit/server/two_members.h"

#include <algorithm>

using namespace vb;
using namespace vb::test;
using protocol::Endpoint;

namespace {

constexpr std::size_t kChunk = protocol::kAttachmentChunkBytes;

/// Two members and an attachment of Noor's for the case team.
struct Uploads : TwoMembers {
    explicit Uploads(std::size_t size = 2 * kChunk + 100, const server::HubLimits& limits = {})
        : TwoMembers(1, limits) {
        sealed = attachment(size);
        directory = world.heads(caseId);
    }

    Bytes attachment(std::size_t size) {
        Bytes bytes(size);
        world.random.fill(bytes);
        return bytes;
    }
    [[nodiscard]] AttachmentId addressOf(const Bytes& bytes) const {
        return AttachmentId(crypto::digest(crypto::Kind::Attachment, world.house.bytes(), bytes));
    }
    template <typename Request>
    void setPlace(Request& request, const Bytes& of) const {
        request.set_case_id(text(caseId.view()));
        request.set_audience(text(stream.audience.id.view()));
        request.set_address(text(addressOf(of).view()));
    }
    /// The chunk at an offset, as it should be.
    [[nodiscard]] wire::UploadRequest chunkOf(const Bytes& bytes, std::size_t offset) const {
        wire::UploadRequest request;
        setPlace(request, bytes);
        protocol::writeDirectoryHead(directory, *request.mutable_directory());
        request.set_total(bytes.size());
        request.set_offset(offset);
        const std::size_t size = std::min(kChunk, bytes.size() - offset);
        request.set_chunk(text(ByteView(bytes).subspan(offset, size)));
        return request;
    }
    [[nodiscard]] wire::UploadRequest question(const Bytes& bytes) const {
        auto request = chunkOf(bytes, 0);
        request.clear_chunk();
        return request;
    }
    std::uint64_t send(const TestDevice& device, const wire::UploadRequest& request) {
        return world.ask<wire::UploadReply>(Endpoint::Upload, device, request).held();
    }
    std::uint64_t sendAll(const TestDevice& device, const Bytes& bytes, std::size_t from = 0) {
        std::uint64_t held = 0;
        for (std::size_t offset = from; offset < bytes.size(); offset += kChunk)
            held = send(device, chunkOf(bytes, offset));
        return held;
    }
    [[nodiscard]] wire::DownloadRequest wanted(const Bytes& of, std::size_t offset) const {
        wire::DownloadRequest request;
        setPlace(request, of);
        request.set_offset(offset);
        return request;
    }
    Bytes fetch(const TestDevice& device, const Bytes& of) {
        Bytes got;
        while (got.size() < of.size()) {
            const auto reply =
                world.ask<wire::DownloadReply>(Endpoint::Download, device, wanted(of, got.size()));
            CHECK(reply.total() == of.size());
            REQUIRE_FALSE(reply.chunk().empty());
            append(got, asBytes(reply.chunk()));
        }
        return got;
    }

    Bytes sealed;
    DirectoryHead directory;
};

} // namespace

TEST_CASE("an attachment comes in chunks and goes out in chunks", "[sync][server][attachment]") {
    const auto size = GENERATE(std::size_t{1}, kChunk - 1, kChunk, kChunk + 1, 3 * kChunk);
    Uploads t(size);
    CHECK(t.send(t.noor, t.question(t.sealed)) == 0);
    CHECK(t.world.failure(Endpoint::Download, t.bram, t.wanted(t.sealed, 0)) ==
          wire::FAILURE_REASON_NOT_FOUND);
    CHECK(t.sendAll(t.noor, t.sealed) == size);
    CHECK(t.fetch(t.bram, t.sealed) == t.sealed);
    CHECK(t.send(t.noor, t.question(t.sealed)) == size);
    const auto usage = must(t.world.store.usage(t.noor.id));
    CHECK(usage.bytes >= size);
    t.world.restart();
    REQUIRE(t.world.openSession(t.bram) == 200);
    CHECK(t.fetch(t.bram, t.sealed) == t.sealed);
}

TEST_CASE("an upload goes on from where the hub has it", "[sync][server][attachment]") {
    Uploads t;
    CHECK(t.send(t.noor, t.chunkOf(t.sealed, 0)) == kChunk);
    const Digest256 before = t.world.digest();
    SECTION("what came is not taken twice, what would leave a gap not at all") {
        CHECK(t.send(t.noor, t.chunkOf(t.sealed, 0)) == kChunk);
        CHECK(t.send(t.noor, t.chunkOf(t.sealed, 2 * kChunk)) == kChunk);
        CHECK(t.send(t.noor, t.question(t.sealed)) == kChunk);
        CHECK(t.world.digest() == before);
    }
    SECTION("after the hub was killed") {
        t.world.restart();
        REQUIRE(t.world.openSession(t.noor) == 200);
        REQUIRE(t.world.openSession(t.bram) == 200);
        CHECK(t.send(t.noor, t.question(t.sealed)) == kChunk);
    }
    SECTION("each device by itself, until one has brought it whole") {
        CHECK(t.send(t.bram, t.question(t.sealed)) == 0);
        CHECK(t.sendAll(t.bram, t.sealed) == t.sealed.size());
        CHECK(t.send(t.noor, t.chunkOf(t.sealed, kChunk)) == t.sealed.size());
        CHECK(must(t.world.store.uploadsOf(t.noor.id)).empty());
        CHECK(t.fetch(t.noor, t.sealed) == t.sealed);
        return;
    }
    CHECK(t.sendAll(t.noor, t.sealed, kChunk) == t.sealed.size());
    CHECK(t.fetch(t.bram, t.sealed) == t.sealed);
}

TEST_CASE("bytes of another digest are dropped at the last one", "[sync][server][attachment]") {
    Uploads t;
    auto first = t.chunkOf(t.sealed, 0);
    (*first.mutable_chunk())[7] = static_cast<char>((*first.mutable_chunk())[7] ^ 1);
    CHECK(t.send(t.noor, first) == kChunk);
    CHECK(t.send(t.noor, t.chunkOf(t.sealed, kChunk)) == 2 * kChunk);
    CHECK(t.world.failure(Endpoint::Upload, t.noor, t.chunkOf(t.sealed, 2 * kChunk)) ==
          wire::FAILURE_REASON_MALFORMED);
    CHECK(t.world.failure(Endpoint::Download, t.bram, t.wanted(t.sealed, 0)) ==
          wire::FAILURE_REASON_NOT_FOUND);
    CHECK(must(t.world.store.uploadsOf(t.noor.id)).empty());
    CHECK(t.send(t.noor, t.question(t.sealed)) == 0);
    CHECK(t.sendAll(t.noor, t.sealed) == t.sealed.size());
}

TEST_CASE("another length begins an upload anew", "[sync][server][attachment]") {
    Uploads t;
    auto longer = t.chunkOf(t.sealed, 0);
    longer.set_total(t.sealed.size() + 1);
    CHECK(t.send(t.noor, longer) == kChunk);
    CHECK(t.send(t.noor, t.chunkOf(t.sealed, kChunk)) == 0);
    CHECK(t.sendAll(t.noor, t.sealed) == t.sealed.size());
}

TEST_CASE("what is no chunk is refused and changes nothing", "[sync][server][attachment]") {
    Uploads t;
    const Digest256 before = t.world.digest();
    const auto refused = [&](const auto& change) {
        auto request = t.chunkOf(t.sealed, 0);
        change(request);
        return t.world.failure(Endpoint::Upload, t.noor, request);
    };
    using Request = wire::UploadRequest;
    CHECK(refused([](Request& r) { r.set_total(0); }) == wire::FAILURE_REASON_MALFORMED);
    CHECK(refused([](Request& r) { r.set_total(protocol::kMaxAttachmentBytes + 1); }) ==
          wire::FAILURE_REASON_TOO_LARGE);
    CHECK(refused([](Request& r) { r.mutable_chunk()->pop_back(); }) ==
          wire::FAILURE_REASON_MALFORMED);
    CHECK(refused([](Request& r) { r.mutable_chunk()->push_back('x'); }) ==
          wire::FAILURE_REASON_MALFORMED);
    CHECK(refused([](Request& r) { r.set_offset(1); }) == wire::FAILURE_REASON_MALFORMED);
    CHECK(refused([](Request& r) { r.set_offset(4 * kChunk); }) == wire::FAILURE_REASON_MALFORMED);
    CHECK(refused([](Request& r) {
              r.clear_chunk();
              r.set_offset(kChunk);
          }) == wire::FAILURE_REASON_MALFORMED);
    CHECK(refused([](Request& r) { r.set_address("short"); }) == wire::FAILURE_REASON_MALFORMED);
    CHECK(refused([](Request& r) { r.mutable_directory()->set_case_size(0); }) ==
          wire::FAILURE_REASON_MALFORMED);
    CHECK(t.world.digest() == before);
    t.sendAll(t.noor, t.sealed);
    for (const std::size_t offset : {std::size_t{1}, kChunk - 1, t.sealed.size(), 4 * kChunk})
        CHECK(t.world.failure(Endpoint::Download, t.bram, t.wanted(t.sealed, offset)) ==
              wire::FAILURE_REASON_MALFORMED);
}

TEST_CASE("an attachment is its audience's alone", "[sync][server][attachment]") {
    Uploads t;
    t.sendAll(t.noor, t.sealed);
    TestDevice& stranger = t.world.enrol(t.world.person(2));
    t.directory = t.world.heads(t.caseId);
    const Digest256 before = t.world.digest();
    CHECK(t.world.failure(Endpoint::Download, stranger, t.wanted(t.sealed, 0)) ==
          wire::FAILURE_REASON_UNAUTHORISED);
    const Bytes other = t.attachment(10);
    CHECK(t.world.failure(Endpoint::Upload, stranger, t.chunkOf(other, 0)) ==
          wire::FAILURE_REASON_UNAUTHORISED);
    SECTION("nor by an address in another case") {
        const CaseId theirs = t.world.makeCase({&stranger});
        t.world.openEpoch(theirs, stranger, {&stranger});
        auto request = t.wanted(t.sealed, 0);
        request.set_case_id(text(theirs.view()));
        CHECK(t.world.failure(Endpoint::Download, stranger, request) ==
              wire::FAILURE_REASON_UNAUTHORISED);
        request.set_audience(text(
            membership::wholeLevel(t.world.house, theirs, membership::Level::Casusteam).id.view()));
        CHECK(t.world.failure(Endpoint::Download, stranger, request) ==
              wire::FAILURE_REASON_NOT_FOUND);
        return;
    }
    SECTION("nor with a directory that never was") {
        auto request = t.chunkOf(other, 0);
        request.mutable_directory()->set_case_hash(std::string(32, 'x'));
        CHECK(t.world.failure(Endpoint::Upload, t.noor, request) ==
              wire::FAILURE_REASON_UNAUTHORISED);
    }
    CHECK(t.world.digest() == before);
}

TEST_CASE("what was withdrawn is taken again from who knows that it was",
          "[sync][server][attachment]") {
    Uploads t;
    t.sendAll(t.noor, t.sealed);
    const membership::NamedAttachment name{t.stream.audience.id, t.addressOf(t.sealed)};
    t.world.say(t.noor, t.caseId, membership::WithdrawalBody{{}, {name}});
    CHECK(t.world.failure(Endpoint::Upload, t.noor, t.question(t.sealed)) ==
          wire::FAILURE_REASON_UNAUTHORISED);
    t.directory = t.world.heads(t.caseId);
    CHECK(t.sendAll(t.noor, t.sealed) == t.sealed.size());
    CHECK(t.fetch(t.bram, t.sealed) == t.sealed);
    // And may be withdrawn again, but what is purged is not taken from anybody.
    t.world.say(t.noor, t.caseId, membership::WithdrawalBody{{}, {name}});
    CHECK(t.world.failure(Endpoint::Download, t.bram, t.wanted(t.sealed, 0)) ==
          wire::FAILURE_REASON_NOT_FOUND);
    CHECK(t.world.failure(Endpoint::Upload, t.noor, t.question(t.sealed)) ==
          wire::FAILURE_REASON_UNAUTHORISED);
    membership::PurgeBody purge;
    purge.attachments = {name};
    t.world.say(t.world.office, t.caseId, purge);
    t.directory = t.world.heads(t.caseId);
    CHECK(t.world.failure(Endpoint::Upload, t.noor, t.question(t.sealed)) ==
          wire::FAILURE_REASON_UNAUTHORISED);
}

TEST_CASE("who was removed delivers what they wrote before, and gets nothing",
          "[sync][server][attachment]") {
    Uploads t;
    CHECK(t.send(t.bram, t.chunkOf(t.sealed, 0)) == kChunk);
    t.world.endMember(t.caseId, t.bram);
    CHECK(t.sendAll(t.bram, t.sealed, kChunk) == t.sealed.size());
    CHECK(t.fetch(t.noor, t.sealed) == t.sealed);
    CHECK(t.world.failure(Endpoint::Download, t.bram, t.wanted(t.sealed, 0)) ==
          wire::FAILURE_REASON_UNAUTHORISED);
    SECTION("but nothing that they wrote in knowledge of it") {
        t.directory = t.world.heads(t.caseId);
        CHECK(t.world.failure(Endpoint::Upload, t.bram, t.chunkOf(t.attachment(10), 0)) ==
              wire::FAILURE_REASON_UNAUTHORISED);
    }
    SECTION("also when it is the device that has ended") {
        const Bytes last = t.attachment(10);
        t.world.say(t.world.police, CaseId(),
                    membership::DeviceEndBody{t.noor.id, membership::EndReason::Retired, {}});
        CHECK(t.sendAll(t.noor, last) == last.size());
        CHECK(t.world.failure(Endpoint::Download, t.noor, t.wanted(last, 0)) ==
              wire::FAILURE_REASON_UNAUTHORISED);
    }
}

TEST_CASE("a purge of the case takes its attachments", "[sync][server][attachment]") {
    Uploads t;
    t.sendAll(t.noor, t.sealed);
    const Bytes half = t.attachment(2 * kChunk);
    t.send(t.bram, t.chunkOf(half, 0));
    membership::PurgeBody purge;
    purge.wholeCase = true;
    t.world.say(t.world.office, t.caseId, purge);
    CHECK(t.world.failure(Endpoint::Download, t.bram, t.wanted(t.sealed, 0)) ==
          wire::FAILURE_REASON_NOT_FOUND);
    CHECK(must(t.world.store.uploadsOf(t.bram.id)).empty());
    CHECK(t.world.failure(Endpoint::Upload, t.noor, t.chunkOf(t.sealed, 0)) ==
          wire::FAILURE_REASON_UNAUTHORISED);
}

TEST_CASE("a purge takes the attachments that it names, and they do not come again",
          "[sync][server][attachment]") {
    Uploads t;
    const Bytes half = t.attachment(2 * kChunk);
    const Bytes other = t.attachment(20);
    t.sendAll(t.noor, t.sealed);
    t.sendAll(t.noor, other);
    t.send(t.bram, t.chunkOf(half, 0));
    const auto named = [&](const Bytes& bytes) {
        return membership::NamedAttachment{t.stream.audience.id, t.addressOf(bytes)};
    };
    std::vector<membership::NamedAttachment> names{named(t.sealed), named(half)};
    std::sort(names.begin(), names.end());
    SECTION("whoever uploaded them") {
        membership::PurgeBody purge;
        purge.attachments = names;
        t.world.say(t.world.office, t.caseId, purge);
        CHECK(must(t.world.store.uploadsOf(t.bram.id)).empty());
        CHECK(t.world.failure(Endpoint::Upload, t.bram, t.chunkOf(half, 0)) ==
              wire::FAILURE_REASON_UNAUTHORISED);
    }
    SECTION("a withdrawal only those of its organisation") {
        t.world.say(t.noor, t.caseId, membership::WithdrawalBody{{}, names});
        CHECK(must(t.world.store.uploadsOf(t.bram.id)).size() == 1);
        CHECK(t.send(t.bram, t.chunkOf(half, kChunk)) == half.size());
        auto disguised = t.chunkOf(t.sealed, 0);
        disguised.set_organisation(t.bram.holder.organisation.value);
        CHECK(t.world.failure(Endpoint::Upload, t.noor, disguised) ==
              wire::FAILURE_REASON_UNAUTHORISED);
    }
    // The last: no section that stands behind one that returns is ever entered.
    SECTION("only of the audience that it names") {
        membership::PurgeBody purge;
        purge.attachments = {{AudienceId(ByteArray<16>{9}), t.addressOf(t.sealed)}};
        t.world.say(t.world.office, t.caseId, purge);
        CHECK(t.fetch(t.bram, t.sealed) == t.sealed);
        return;
    }
    CHECK(t.world.failure(Endpoint::Download, t.bram, t.wanted(t.sealed, 0)) ==
          wire::FAILURE_REASON_NOT_FOUND);
    CHECK(t.fetch(t.bram, other) == other);
    t.world.restart();
    REQUIRE(t.world.openSession(t.noor) == 200);
    const Digest256 before = t.world.digest();
    CHECK(t.world.failure(Endpoint::Upload, t.noor, t.chunkOf(t.sealed, 0)) ==
          wire::FAILURE_REASON_UNAUTHORISED);
    CHECK(t.world.failure(Endpoint::Upload, t.noor, t.question(t.sealed)) ==
          wire::FAILURE_REASON_UNAUTHORISED);
    CHECK(t.world.digest() == before);
}

TEST_CASE("a device has so many unfinished uploads, and the oldest goes",
          "[sync][server][attachment]") {
    server::HubLimits limits;
    limits.uploadLifetime = std::chrono::hours(1);
    Uploads t(2 * kChunk, limits);
    std::vector<Bytes> begun;
    for (std::size_t i = 0; i <= protocol::kMaxUnfinishedAttachments; ++i) {
        begun.push_back(t.attachment(kChunk + 1));
        t.world.clock.advance(std::chrono::seconds(1));
        CHECK(t.send(t.noor, t.chunkOf(begun.back(), 0)) == kChunk);
    }
    CHECK(must(t.world.store.uploadsOf(t.noor.id)).size() == protocol::kMaxUnfinishedAttachments);
    CHECK(t.send(t.noor, t.question(begun.front())) == 0);
    CHECK(t.send(t.noor, t.question(begun[1])) == kChunk);
    t.sendAll(t.noor, t.sealed);
    SECTION("what nobody goes on with is dropped in time, what is whole is not") {
        t.world.clock.advance(std::chrono::hours(2));
        must(t.world.hub->tidy());
        CHECK(must(t.world.store.uploadsOf(t.noor.id)).empty());
        REQUIRE(t.world.openSession(t.bram) == 200);
        CHECK(t.fetch(t.bram, t.sealed) == t.sealed);
    }
}

TEST_CASE("attachments count for a device's share", "[sync][server][attachment]") {
    server::HubLimits limits;
    limits.maxBytesPerDevice = 3 * kChunk;
    Uploads t(2 * kChunk, limits);
    t.sendAll(t.noor, t.sealed);
    CHECK(t.world.failure(Endpoint::Upload, t.noor, t.chunkOf(t.attachment(2 * kChunk), 0)) ==
          wire::FAILURE_REASON_QUOTA);
    CHECK(t.sendAll(t.bram, t.attachment(2 * kChunk)) == 2 * kChunk);
}

TEST_CASE("the push-only key delivers attachments that the device signed for, and no other",
          "[sync][server][attachment][I-13]") {
    Uploads t;
    REQUIRE(t.world.openSession(t.noor, true) == 200);
    const auto claimed = [&](const Bytes& bytes, std::size_t offset, const crypto::SigningKey& key,
                             std::uint64_t total) {
        auto request = t.chunkOf(bytes, offset);
        const auto signature = key.sign(
            crypto::Kind::UploadClaim, t.world.house.bytes(),
            protocol::uploadClaim(t.caseId, t.stream.audience.id, t.addressOf(bytes), total));
        request.set_claim(text(signature.bytes()));
        return request;
    };
    const auto size = t.sealed.size();
    const Digest256 before = t.world.digest();
    const auto refused = [&](const wire::UploadRequest& request) {
        return t.world.failure(Endpoint::Upload, t.noor, request) ==
               wire::FAILURE_REASON_UNAUTHORISED;
    };
    CHECK(refused(t.chunkOf(t.sealed, 0)));
    CHECK(refused(t.question(t.sealed)));
    CHECK(refused(claimed(t.sealed, 0, t.noor.push, size)));
    CHECK(refused(claimed(t.sealed, 0, t.bram.signing, size)));
    CHECK(refused(claimed(t.sealed, 0, t.noor.signing, size + 1)));
    auto other = t.chunkOf(t.attachment(10), 0);
    other.set_claim(claimed(t.sealed, 0, t.noor.signing, size).claim());
    CHECK(refused(other));
    CHECK(t.world.failure(Endpoint::Download, t.noor, t.wanted(t.sealed, 0)) ==
          wire::FAILURE_REASON_UNAUTHORISED);
    CHECK(t.world.digest() == before);

    for (std::size_t offset = 0; offset < size; offset += kChunk)
        t.send(t.noor, claimed(t.sealed, offset, t.noor.signing, size));
    CHECK(t.fetch(t.bram, t.sealed) == t.sealed);
}
