// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/membership/statement.h"

#include "sync/protocol/limits.h"
#include "sync/protocol/statement.pb.h"
#include "sync/protocol/sync.pb.h"
#include "tests/support/catch.h"
#include "tests/support/must.h"
#include "tests/support/statement_maker.h"

#include <functional>
#include <map>
#include <string>

using namespace vb;
using namespace vb::membership;
using test::must;
namespace v0 = veldboek::v0;

namespace {

v0::Statement messageOf(const Statement& draft) {
    const Bytes bytes = encodeStatement(draft);
    v0::Statement message;
    REQUIRE(message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())));
    return message;
}

Result<Statement> readBack(const v0::Statement& message) {
    const std::string bytes = message.SerializeAsString();
    return readStatement({toBytes(asBytes(bytes)), {}});
}

Code codeOf(const v0::Statement& message) {
    const auto statement = readBack(message);
    REQUIRE_FALSE(statement);
    return statement.error().code;
}

/// Spoils a well-formed statement of this kind and says how it must be refused.
struct Spoiling {
    std::string what;
    std::size_t kind;
    Code code;
    std::function<void(v0::Statement&)> spoil;
};

std::vector<Spoiling> spoilings() {
    return {
        {"no suite", 0, Code::InvalidInput, [](auto& m) { m.clear_suite(); }},
        {"a suite of later", 0, Code::TooNew, [](auto& m) { m.set_suite(2); }},
        {"a house of 15 bytes", 0, Code::InvalidInput,
         [](auto& m) { m.mutable_house()->pop_back(); }},
        {"no house", 0, Code::InvalidInput, [](auto& m) { m.clear_house(); }},
        {"a house that is all zero", 0, Code::InvalidInput,
         [](auto& m) { m.set_house(std::string(16, '\0')); }},
        {"nothing said", 0, Code::InvalidInput, [](auto& m) { m.clear_body(); }},
        {"about the house, but in a case", 0, Code::InvalidInput,
         [](auto& m) { m.set_case_id(std::string(16, 'c')); }},
        {"about a case, but of the house", 7, Code::InvalidInput,
         [](auto& m) {
             m.clear_case_id();
             m.mutable_based_on()->clear_case_size();
             m.mutable_based_on()->clear_case_hash();
         }},
        {"based on a case, but of the house", 1, Code::InvalidInput,
         [](auto& m) {
             m.mutable_based_on()->set_case_size(1);
             m.mutable_based_on()->set_case_hash(std::string(32, 'h'));
         }},
        {"a head with a size and no hash", 1, Code::InvalidInput,
         [](auto& m) {
             m.mutable_based_on()->set_house_size(4);
             m.mutable_based_on()->clear_house_hash();
         }},
        {"a root key of 31 bytes", 0, Code::InvalidInput,
         [](auto& m) { m.mutable_root()->mutable_root_key()->pop_back(); }},
        {"a device that is not its key's", 3, Code::InvalidInput,
         [](auto& m) { m.mutable_device()->set_device(std::string(32, 'd')); }},
        {"a certificate without an end", 3, Code::InvalidInput,
         [](auto& m) { m.mutable_device()->clear_valid_until_millis(); }},
        {"an issuer's that ends before it begins", 2, Code::InvalidInput,
         [](auto& m) {
             m.mutable_issuer()->set_valid_until_millis(m.issuer().valid_from_millis());
         }},
        {"no organisation", 3, Code::InvalidInput,
         [](auto& m) { m.mutable_device()->set_organisation(0); }},
        {"an organisation above 65535", 3, Code::InvalidInput,
         [](auto& m) { m.mutable_device()->set_organisation(65536); }},
        {"formats out of order", 3, Code::InvalidInput,
         [](auto& m) {
             m.mutable_device()->clear_formats();
             m.mutable_device()->add_formats(2);
             m.mutable_device()->add_formats(1);
         }},
        {"an end without a reason", 4, Code::InvalidInput,
         [](auto& m) { m.mutable_device_end()->clear_reason(); }},
        {"an end for a reason of later", 4, Code::TooNew,
         [](auto& m) { m.mutable_device_end()->set_reason(8); }},
        {"cuts without cause", 8, Code::InvalidInput,
         [](auto& m) {
             m.mutable_member_end()->set_reason(1);
             m.mutable_member_end()->clear_cuts();
             m.mutable_member_end()->add_cuts()->set_stream(std::string(16, 's'));
         }},
        {"one stream cut twice", 8, Code::InvalidInput,
         [](auto& m) {
             m.mutable_member_end()->set_reason(6);
             m.mutable_member_end()->clear_cuts();
             for (const std::uint64_t counter : {1U, 2U}) {
                 auto& cut = *m.mutable_member_end()->add_cuts();
                 cut.set_stream(std::string(16, 's'));
                 cut.set_counter(counter);
             }
         }},
        {"a role of later", 5, Code::TooNew, [](auto& m) { m.mutable_role()->set_role(7); }},
        {"no role", 6, Code::InvalidInput, [](auto& m) { m.mutable_role_end()->clear_role(); }},
        {"a moment before 1970", 5, Code::InvalidInput,
         [](auto& m) { m.mutable_role()->set_from_millis(-1); }},
        {"a part of later", 7, Code::TooNew, [](auto& m) { m.mutable_member()->set_part(3); }},
        {"a hat above 65535", 7, Code::InvalidInput,
         [](auto& m) { m.mutable_member()->set_hat(65536); }},
        {"the same person named twice", 9, Code::InvalidInput,
         [](auto& m) {
             m.mutable_audience()->clear_workers();
             for (int i = 0; i < 2; ++i) {
                 auto& named = *m.mutable_audience()->add_workers();
                 named.set_worker(std::string(16, 'w'));
                 named.set_organisation(1);
             }
         }},
        {"an audience id that is somebody else's", 10, Code::InvalidInput,
         [](auto& m) {
             m.mutable_epoch()->set_level(3);
             m.mutable_epoch()->clear_organisation();
             m.mutable_epoch()->clear_worker();
             m.mutable_epoch()->set_audience(std::string(16, 'a'));
         }},
        {"a level of later", 10, Code::TooNew, [](auto& m) { m.mutable_epoch()->set_level(7); }},
        {"named persons with an organisation", 10, Code::InvalidInput,
         [](auto& m) {
             m.mutable_epoch()->set_level(6);
             m.mutable_epoch()->set_organisation(2);
         }},
        {"an epoch for nobody", 10, Code::InvalidInput,
         [](auto& m) { m.mutable_epoch()->clear_boxes(); }},
        {"an epoch that is named again in its boxes", 10, Code::InvalidInput,
         [](auto& m) { m.mutable_epoch()->mutable_boxes(0)->set_epoch(std::string(32, 'e')); }},
        {"a grant of no epoch", 11, Code::InvalidInput,
         [](auto& m) { m.mutable_grant()->mutable_boxes(0)->clear_epoch(); }},
        {"a box that is too large", 11, Code::InvalidInput,
         [](auto& m) {
             m.mutable_grant()->mutable_boxes(0)->set_box(
                 std::string(protocol::kMaxKeyBoxBytes + 1, 'b'));
         }},
        {"an empty box", 11, Code::InvalidInput,
         [](auto& m) { m.mutable_grant()->mutable_boxes(0)->clear_box(); }},
        {"a withdrawal of nothing", 12, Code::InvalidInput,
         [](auto& m) { m.mutable_withdrawal()->Clear(); }},
        {"a withdrawal of an attachment of no audience", 12, Code::InvalidInput,
         [](auto& m) {
             m.mutable_withdrawal()->add_attachments()->set_address(std::string(32, 'p'));
         }},
        {"a withdrawal of an attachment twice", 12, Code::InvalidInput,
         [](auto& m) {
             for (int i = 0; i < 2; ++i) {
                 auto& named = *m.mutable_withdrawal()->add_attachments();
                 named.set_audience(std::string(16, '\xff'));
                 named.set_address(std::string(32, '\xff'));
             }
         }},
        {"a purge of a case and an attachment", 13, Code::InvalidInput,
         [](auto& m) {
             m.mutable_purge()->Clear();
             m.mutable_purge()->set_whole_case(true);
             auto& named = *m.mutable_purge()->add_attachments();
             named.set_audience(std::string(16, 'a'));
             named.set_address(std::string(32, 'p'));
         }},
        {"a purge of too many attachments", 13, Code::TooLarge,
         [](auto& m) {
             for (std::size_t i = 0; i <= protocol::kMaxStatementHashes; ++i)
                 m.mutable_purge()->add_attachments();
         }},
        {"a purge of a case and a part", 13, Code::InvalidInput,
         [](auto& m) {
             m.mutable_purge()->set_whole_case(true);
             m.mutable_purge()->clear_part_hashes();
             m.mutable_purge()->add_part_hashes(std::string(32, 'p'));
         }},
        {"an adoption of nothing", 14, Code::InvalidInput,
         [](auto& m) { m.mutable_adoption()->clear_changesets(); }},
        {"too many hashes", 12, Code::TooLarge,
         [](auto& m) {
             for (std::size_t i = 0; i <= protocol::kMaxStatementHashes; ++i)
                 m.mutable_withdrawal()->add_part_hashes(std::string(32, 'p'));
         }},
        {"a field of later", 7, Code::TooNew,
         [](auto& m) { m.GetReflection()->MutableUnknownFields(&m)->AddVarint(1000, 1); }},
        {"a field of later inside", 7, Code::TooNew,
         [](auto& m) {
             auto& member = *m.mutable_member();
             member.GetReflection()->MutableUnknownFields(&member)->AddVarint(1000, 1);
         }},
        {"the first generation", 15, Code::InvalidInput,
         [](auto& m) { m.mutable_log_generation()->set_generation(1); }},
        {"a generation of nothing", 15, Code::InvalidInput,
         [](auto& m) { m.mutable_log_generation()->set_size(0); }},
        {"a generation that follows itself", 15, Code::InvalidInput,
         [](auto& m) {
             m.mutable_log_generation()->set_previous(m.log_generation().generation());
         }},
        {"a generation that follows none", 15, Code::InvalidInput,
         [](auto& m) { m.mutable_log_generation()->set_previous(0); }},
        {"more kept than there is", 15, Code::InvalidInput,
         [](auto& m) { m.mutable_log_generation()->set_kept(m.log_generation().size() + 1); }},
        {"a generation without a head", 15, Code::InvalidInput,
         [](auto& m) { m.mutable_log_generation()->clear_root(); }},
        {"a place handed to who has it", 16, Code::InvalidInput,
         [](auto& m) {
             m.mutable_transfer()->set_to_worker(m.transfer().worker());
             m.mutable_transfer()->set_to_organisation(m.transfer().organisation());
         }},
        {"a place handed to nobody", 16, Code::InvalidInput,
         [](auto& m) { m.mutable_transfer()->clear_to_worker(); }},
        {"a place handed over without an end", 16, Code::InvalidInput,
         [](auto& m) { m.mutable_transfer()->clear_until_millis(); }},
        {"a place handed over until before 1970", 16, Code::InvalidInput,
         [](auto& m) { m.mutable_transfer()->set_until_millis(-1); }},
        {"a place handed over until beyond all clocks", 16, Code::InvalidInput,
         [](auto& m) { m.mutable_transfer()->set_until_millis(INT64_MAX); }},
        {"a place handed over with a part of later", 16, Code::TooNew,
         [](auto& m) { m.mutable_transfer()->set_part(3); }},
        {"a place under a hat above 65535", 16, Code::InvalidInput,
         [](auto& m) { m.mutable_transfer()->set_hat(65536); }},
        {"a place of the house", 16, Code::InvalidInput,
         [](auto& m) {
             m.clear_case_id();
             m.mutable_based_on()->clear_case_size();
             m.mutable_based_on()->clear_case_hash();
         }},
        {"a body of later", 7, Code::TooNew,
         [](auto& m) {
             m.clear_body();
             m.GetReflection()->MutableUnknownFields(&m)->AddLengthDelimited(41, "x");
         }},
    };
}

} // namespace

TEST_CASE("every kind of statement is read as it was written", "[membership][statement]") {
    test::StatementMaker maker(1);
    for (std::size_t round = 0; round < 20; ++round) {
        for (std::size_t kind = 0; kind < test::StatementMaker::kKinds; ++kind) {
            CAPTURE(round, kind);
            const Statement draft = maker.draft(kind);
            REQUIRE(draft.body.index() == kind);
            const SignedStatement sent{encodeStatement(draft), crypto::Signature{}};
            const Statement read = must(readStatement(sent));
            CHECK(read.body == draft.body);
            CHECK(read.house == draft.house);
            CHECK(read.caseId == draft.caseId);
            CHECK(read.signer == draft.signer);
            CHECK(read.basedOn == draft.basedOn);
            CHECK(read.madeAt == draft.madeAt);
            CHECK(read.note == draft.note);
            CHECK(read.sent == sent);
            CHECK(read.id == statementId(draft.house, sent.statement));
            CHECK(must(parseSignedStatement(encodeSignedStatement(sent))) == sent);
        }
    }
}

TEST_CASE("what breaks a rule of form is refused", "[membership][statement][I-10]") {
    for (const Spoiling& spoiling : spoilings()) {
        CAPTURE(spoiling.what);
        for (std::uint64_t seed = 0; seed < 8; ++seed) {
            v0::Statement message = messageOf(test::StatementMaker(seed).draft(spoiling.kind));
            spoiling.spoil(message);
            CHECK(codeOf(message) == spoiling.code);
        }
    }
}

TEST_CASE("a statement that is too large is not parsed", "[membership][statement][I-10]") {
    const auto statement = readStatement({Bytes(protocol::kMaxStatementBytes + 1), {}});
    REQUIRE_FALSE(statement);
    CHECK(statement.error().code == Code::TooLarge);
    CHECK(parseSignedStatement(Bytes(protocol::kMaxStatementBytes + 129)).error().code ==
          Code::TooLarge);
}

TEST_CASE("refusals have the protocol's numbers", "[membership]") {
    for (int number = v0::Refusal_MIN; number <= v0::Refusal_MAX; ++number) {
        CAPTURE(number);
        std::string name = v0::Refusal_Name(number).substr(std::string("REFUSAL_").size());
        for (char& sign : name)
            sign = sign == '_' ? '-' : static_cast<char>(std::tolower(sign));
        CHECK(refusalName(static_cast<Refusal>(number)) == name);
    }
}

TEST_CASE("derived ids are these bytes for ever", "[membership][ids][I-12]") {
    const HouseId house(ByteArray<16>{1});
    const CaseId caseId(ByteArray<16>{2});
    const WorkerId worker(ByteArray<16>{3});
    const Affiliation who{worker, OrganisationCode{2}};
    const DeviceId device = deviceId(house, crypto::SigningPublicKey(ByteArray<32>{4}));
    const AudienceId team = wholeLevel(house, caseId, Level::Casusteam).id;
    std::map<std::string, std::string> ids{
        {"device", device.hex()},
        {"team", team.hex()},
        {"care", wholeLevel(house, caseId, Level::Zorgdeel).id.hex()},
        {"justice", wholeLevel(house, caseId, Level::Strafdeel).id.hex()},
        {"organisation", ownOrganisation(house, caseId, who.organisation).id.hex()},
        {"note", ownNote(house, caseId, who).id.hex()},
        {"named", namedPersons(house, caseId, AudienceSalt(worker.bytes())).id.hex()},
        {"stream", streamId(house, device, IncarnationId(ByteArray<16>{5}), team).hex()},
        {"root", rootFingerprint(house, crypto::SigningPublicKey(ByteArray<32>{4})).hex()},
        {"recovery", recoveryRecipient(house, crypto::BoxPublicKey(ByteArray<32>{4})).hex()},
        {"chain", extended(house, caseId, {}, StatementId(ByteArray<32>{6})).hash.hex()},
        {"chain of the house",
         extended(house, CaseId{}, {}, StatementId(ByteArray<32>{6})).hash.hex()},
    };
    const std::map<std::string, std::string> expected{
        {"device", "9495e9ed279e5d0f29ed3c796450d46c4e578e324a982adec45405df9d0d2b94"},
        {"team", "98a926ab3c25b2a95785e9b8e41b7717"},
        {"care", "a503ee82f5aa1a77422daf71feef7605"},
        {"justice", "2e5c341dfb26b14990b6e5a5d623c04c"},
        {"organisation", "cd26668674c052ec2609ee55e60d330f"},
        {"note", "bd1cf66bd0e8201f99a2db1935740a87"},
        {"named", "a5e2578707511ea878de453dab7459fa"},
        {"stream", "c3f9b32b0090229181515077703849a8"},
        {"root", "aea73db4c5e0cb28c2bcb653d2db38da6b6c4020f0bc11448be3c140b037ef32"},
        {"recovery", "0d9cb6094dab872d82c8c6a37fa732a7871f557da613906dd8fe71ae7774f3b0"},
        {"chain", "97eb58839d589fc0ce5d36979d7b808f0c5ac571bf04f8df2f3601e29b3ccb8f"},
        {"chain of the house", "73d89f7d61a5578295bb86eaeb89cf58494c81f05903d4035a92bddaadf3a708"},
    };
    CHECK(ids == expected);
}
