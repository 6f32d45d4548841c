// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// Whatever line comes, one line of JSON goes back, and the driver is none the worse.
#include "crypto/random.h"
#include "tests/conformance/driver.h"
#include "tests/support/property.h"
#include "tests/support/seeded_random.h"

#include <limits>
#include <sstream>

using namespace vb;
using namespace vb::conformance;
using vb::test::holds;
using vb::test::SeededRandom;

namespace {

Driver& driver() {
    static Driver instance;
    return instance;
}

/// The reply, which must be one line and an object with `id` and `ok`, and `error` exactly when it
/// is not ok.
Json answered(const std::string& line) {
    const std::string reply = driver().answer(line);
    REQUIRE(reply.find('\n') == std::string::npos);
    const Json json = Json::parse(reply, nullptr, false);
    REQUIRE(json.is_object());
    REQUIRE(json.contains("id"));
    REQUIRE(json.contains("ok"));
    REQUIRE(json["ok"].get<bool>() != json.contains("error"));
    return json;
}
bool isRefused(const std::string& line) {
    return !answered(line)["ok"].get<bool>();
}

/// Requests that are right, for spoiling.
const std::vector<std::string>& goodRequests() {
    static const std::string id32(64, 'a');
    static const std::string id16(32, 'b');
    static const std::vector<std::string> kGood{
        R"({"id":1,"op":"help"})",
        R"({"id":2,"op":"hlc","events":[{"event":"physical","millis":5},{"event":"send"},)"
        R"({"event":"receive","stamp_millis":9,"stamp_counter":2,"hub_time_millis":7}]})",
        R"({"id":3,"op":"merge","types":[{"id":1,"fields":[{"id":1,"policy":"union"}]}],)"
        R"("changesets":[{"id":")" +
            id32 + R"(","stamp_millis":5,"position":1,"hub_time_millis":6,"parts":[{"type":1,)" +
            R"("record":")" + id16 + R"(","operations":[{"field":1,"policy":"union",)" +
            R"("values":[{"tuple":{"members":[{"text":"x"},{"date":{"days":3}}]}}]}]}]}]})",
        R"({"id":4,"op":"reconcile","mine":[")" + id32 + R"("],"theirs":[],"frame_bytes":4096})",
        R"({"id":5,"op":"sql","script":"SELECT 1, NULL, 0.5, x'00ff';"})",
        R"({"id":6,"op":"codec","message":"LeafEntry","bytes":"0802"})",
        R"({"id":7,"op":"chain","head":{"stream":")" + id16 + R"(","audience":")" + id16 +
            R"(","counter":1,"head":")" + id32 + R"("},"links":[{"id":")" + id32 +
            R"(","stream":")" + id16 + R"(","audience":")" + id16 + R"(","counter":1}]})",
        R"({"id":8,"op":"merkle_inclusion","leaf_index":0,"tree_size":1,"leaf_hash":")" + id32 +
            R"(","proof":[],"root":")" + id32 + R"("})",
        R"({"id":9,"op":"merkle_consistency","size1":1,"size2":1,"root1":")" + id32 +
            R"(","root2":")" + id32 + R"(","proof":[]})",
        R"({"id":10,"op":"argon2id","password":"70","salt":")" + id16 +
            R"(","operations":1,"memory_bytes":8192,"length":32})",
        R"({"id":11,"op":"ed25519_verify","public_key":")" + id32 +
            R"(","message":"","signature":")" + id32 + id32 + R"("})",
        R"({"id":12,"op":"sealed_box_open","secret_key":")" + id32 + R"(","box":")" + id32 +
            R"("})",
    };
    return kGood;
}

/// A value that nobody expects.
Json surprise(SeededRandom& random) {
    switch (random.below(12)) {
    case 0:
        return nullptr;
    case 1:
        return random.chance(1, 2);
    case 2:
        return std::numeric_limits<std::uint64_t>::max();
    case 3:
        return std::numeric_limits<std::int64_t>::min();
    case 4:
        return 1e300;
    case 5:
        return "";
    case 6:
        return std::string(1 + random.below(200), static_cast<char>('0' + random.below(60)));
    case 7:
        return Json::array();
    case 8:
        return Json::object();
    case 9:
        return Json::array({Json::array({Json::object()}), 7, "x"});
    case 10:
        return -1;
    default:
        return random.below(70'000);
    }
}

void spoil(Json& json, SeededRandom& random) {
    if (json.is_structured() && !json.empty() && !random.chance(1, 6)) {
        auto at = json.begin();
        std::advance(at, static_cast<std::ptrdiff_t>(random.below(json.size())));
        spoil(*at, random);
        return;
    }
    json = surprise(random);
}

} // namespace

TEST_CASE("every good request is answered", "[conformance]") {
    REQUIRE_FALSE(crypto::init());
    for (const std::string& request : goodRequests()) {
        CAPTURE(request);
        const Json reply = answered(request);
        CHECK(reply["id"] == Json::parse(request)["id"]);
    }
}

TEST_CASE("garbage is answered and nothing breaks", "[conformance][property]") {
    REQUIRE_FALSE(crypto::init());
    holds("random bytes", [] {
        const auto line = *rc::gen::container<std::string>(rc::gen::arbitrary<char>());
        RC_ASSERT(isRefused(line));
    });
    holds("a request with some bytes changed, or cut off", [] {
        SeededRandom random(*rc::gen::arbitrary<std::uint64_t>());
        std::string line = goodRequests()[random.below(goodRequests().size())];
        for (std::uint64_t i = 0; i < 1 + random.below(3); ++i)
            line[random.below(line.size())] = static_cast<char>(random.below(256));
        if (random.chance(1, 4))
            line.resize(random.below(line.size()));
        // A script is code: what a spoilt one asks for is not this test's.
        RC_PRE(line.find("sql") == std::string::npos);
        static_cast<void>(answered(line));
    });
    holds("a request with another value somewhere", [] {
        SeededRandom random(*rc::gen::arbitrary<std::uint64_t>());
        Json request = Json::parse(goodRequests()[random.below(goodRequests().size())]);
        spoil(request, random);
        RC_PRE(request.is_object());
        if (request.contains("memory_bytes"))
            request["memory_bytes"] = 8192;
        if (request.contains("operations") && request["operations"].is_number())
            request["operations"] = 1;
        static_cast<void>(answered(request.dump()));
    });
}

TEST_CASE("what is too deep, too long or too big is refused", "[conformance]") {
    REQUIRE_FALSE(crypto::init());
    CHECK(isRefused(std::string(1'000'000, '[')));
    CHECK(isRefused(std::string(1'000'000, '{')));
    std::string deep = R"({"id":1,"op":"merge","types":)";
    for (int i = 0; i < 1'000; ++i)
        deep += "[";
    CHECK(isRefused(deep));
    CHECK(isRefused("[" + std::string(2'000'000, ',') + "]"));
    CHECK(isRefused(std::string(kMaxLineBytes + 1, ' ')));
    CHECK(isRefused(R"({"id":1,"op":"hlc","events":[{"event":"physical","millis":1e400}]})"));
    CHECK(isRefused(R"({"id":1,"op":"hlc","events":[{"event":"physical",)"
                    R"("millis":99999999999999999999999999}]})"));
    CHECK(isRefused(R"({"id":1,"op":"reconcile","mine":["AA"],"theirs":[]})"));
    CHECK(answered(R"({"id":18446744073709551615,"op":"help"})")["id"] ==
          std::numeric_limits<std::uint64_t>::max());
    // A nest of values as deep as the line may be, deeper than content may be.
    std::string value = R"({"text":"x"})";
    for (int i = 0; i < 20; ++i)
        value = R"({"tuple":{"members":[)" + value + "]}}";
    CHECK(isRefused(R"({"id":1,"op":"codec","message":"PartContent","content":{"frame":{"hat":)"
                    R"("x","stamp_millis":1},"type":1,"record":")" +
                    std::string(32, 'b') + R"(","operations":[{"field":1,"policy":1,"values":[)" +
                    value + "]}]}}"));
}

TEST_CASE("a script ends, and takes nothing with it", "[conformance]") {
    REQUIRE_FALSE(crypto::init());
    const auto script = [](const std::string& sql, const std::string& store) {
        return answered(Json{{"id", 1}, {"op", "sql"}, {"store", store}, {"script", sql}}.dump());
    };
    CHECK(script("CREATE TABLE t (a); INSERT INTO t VALUES (1)", "s")["ok"] == true);
    const Json failing = script("BEGIN; INSERT INTO t VALUES (2); SELECT a FROM t; nonsense", "s");
    CHECK(failing["ok"] == false);
    CHECK(failing["rows"] == Json({"1", "2"}));
    CHECK(script("SELECT a FROM t", "s")["rows"] == Json({"1"}));
    CHECK(script("SELECT a FROM t", "other")["ok"] == false);
    CHECK(script("ATTACH 'elsewhere.db' AS e", "s")["ok"] == false);
    CHECK(script(std::string("SELECT 1\0; SELECT 2", 19), "s")["rows"].size() <= 2);
    CHECK(script("WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) "
                 "SELECT x FROM c",
                 "s")["ok"] == false);
    CHECK(script("SELECT a FROM t", "s")["rows"] == Json({"1"}));
}

TEST_CASE("lines are answered one by one, however they end", "[conformance]") {
    REQUIRE_FALSE(crypto::init());
    const auto served = [](const std::string& input) {
        std::istringstream in(input);
        std::ostringstream out;
        Driver fresh;
        serve(fresh, in, out);
        std::vector<Json> replies;
        std::istringstream lines(out.str());
        for (std::string line; std::getline(lines, line);)
            replies.push_back(Json::parse(line));
        return replies;
    };
    const std::string help = R"({"id":1,"op":"help"})";
    CHECK(served("").empty());
    CHECK(served("\n\n  \n").empty());
    CHECK(served(help).size() == 1);
    CHECK(served(help + "\n" + help + "\r\n\n" + help).size() == 3);
    // As long as the pieces in which lines are read, and one less and more.
    for (const std::size_t length : {65'533U, 65'534U, 65'535U, 65'536U, 65'537U, 200'000U}) {
        CAPTURE(length);
        const auto replies = served(help + std::string(length - help.size(), ' ') + "\n" + help);
        REQUIRE(replies.size() == 2);
        CHECK(replies[0]["ok"] == true);
        CHECK(replies[1]["ok"] == true);
    }
    const auto long1 = served(std::string(kMaxLineBytes + 100'000, 'x') + "\n" + help + "\n");
    REQUIRE(long1.size() == 2);
    CHECK(long1[0]["ok"] == false);
    CHECK(long1[1]["ok"] == true);
}
