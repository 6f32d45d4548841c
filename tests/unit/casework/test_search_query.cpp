// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/casework/fold.h"
#include "client/casework/search_query.h"
#include "sync/base/utf8.h"
#include "tests/support/property.h"
#include "tests/unit/casework/text_gen.h"

#include <sqlite3.h>

#include <memory>

using namespace vb;
using namespace vb::casework;
using vb::test::anyText;

namespace {

/// A full-text index in memory, as the replica's: folded text under unicode61.
class Index {
public:
    Index() {
        sqlite3* db = nullptr;
        REQUIRE(sqlite3_open(":memory:", &db) == SQLITE_OK);
        m_db.reset(db);
        REQUIRE(sqlite3_exec(db,
                             "CREATE VIRTUAL TABLE t USING fts5(tekst, "
                             "tokenize='unicode61 remove_diacritics 0')",
                             nullptr, nullptr, nullptr) == SQLITE_OK);
    }
    void add(std::string_view text) {
        const std::string folded = fold(text);
        Prepared insert = prepare("INSERT INTO t(tekst) VALUES (?)");
        sqlite3_bind_text(insert.get(), 1, folded.data(), static_cast<int>(folded.size()), nullptr);
        REQUIRE(sqlite3_step(insert.get()) == SQLITE_DONE);
    }
    /// Row ids, or the message of SQLite when it could not read the expression.
    struct Answer {
        std::vector<int> rows;
        std::string error;
    };
    Answer find(const std::string& expression) {
        Prepared query = prepare("SELECT rowid FROM t WHERE t MATCH ? ORDER BY rowid");
        sqlite3_bind_text(query.get(), 1, expression.data(), static_cast<int>(expression.size()),
                          nullptr);
        Answer answer;
        int step = SQLITE_ROW;
        while ((step = sqlite3_step(query.get())) == SQLITE_ROW)
            answer.rows.push_back(sqlite3_column_int(query.get(), 0));
        if (step != SQLITE_DONE)
            answer.error = sqlite3_errmsg(m_db.get());
        return answer;
    }
    std::vector<int> search(std::string_view typed) {
        const Answer answer = find(parseQuery(typed).ftsExpression());
        REQUIRE(answer.error.empty());
        return answer.rows;
    }

private:
    struct Close {
        void operator()(sqlite3* db) const { sqlite3_close(db); }
    };
    struct Finalize {
        void operator()(sqlite3_stmt* stmt) const { sqlite3_finalize(stmt); }
    };
    using Prepared = std::unique_ptr<sqlite3_stmt, Finalize>;
    Prepared prepare(const char* sql) {
        sqlite3_stmt* stmt = nullptr;
        REQUIRE(sqlite3_prepare_v2(m_db.get(), sql, -1, &stmt, nullptr) == SQLITE_OK);
        return Prepared(stmt);
    }
    std::unique_ptr<sqlite3, Close> m_db;
};

} // namespace

TEST_CASE("a query finds Dutch text as people type it", "[client][casework]") {
    Index index;
    index.add("Huisbezoek: binnengelaten, post in de la.");
    index.add("Mevrouw Dijkgraaf noemt haar dochter, huilt.");
    index.add("Financi\u00ebn: schuld 8.400, bang voor de eerste avond.");
    CHECK(index.search("huis") == std::vector<int>{1});
    CHECK(index.search("HUISBEZOEK post") == std::vector<int>{1});
    CHECK(index.search("dykgr") == std::vector<int>{2});
    CHECK(index.search("financien") == std::vector<int>{3});
    CHECK(index.search("financi\u00eb") == std::vector<int>{3});
    CHECK(index.search("huis post").empty()); // only the last word is a beginning
    CHECK(index.search("8.400") == std::vector<int>{3});
}

TEST_CASE("each further letter typed keeps the hit", "[client][casework]") {
    Index index;
    index.add("Gesprek met Dykstra op het station.");
    const std::string name = "Dijkstra";
    for (std::size_t typed = 1; typed <= name.size(); ++typed) {
        CAPTURE(name.substr(0, typed));
        CHECK(index.search(name.substr(0, typed)) == std::vector<int>{1});
    }
}

TEST_CASE("nothing typed asks nothing", "[client][casework]") {
    CHECK(parseQuery("").isEmpty());
    CHECK(parseQuery("  \"*( ").isEmpty());
    CHECK(parseQuery("").ftsExpression().empty());
}

TEST_CASE("what looks like syntax is text", "[client][casework]") {
    CHECK(parseQuery("a OR b").ftsExpression() == "\"a\" AND \"or\" AND \"b\" *");
    CHECK(parseQuery("tekst:x*").ftsExpression() == "\"tekst\" AND \"x\" *");
    CHECK(parseQuery("\"; DROP TABLE t; --").ftsExpression() ==
          "\"drop\" AND \"table\" AND \"t\" *");
}

TEST_CASE("queries are bounded", "[client][casework]") {
    std::string many;
    for (int i = 0; i < 100; ++i)
        many += "woord" + std::to_string(i) + " ";
    CHECK(parseQuery(many).words.size() == SearchQuery::kMaxWords);
    const SearchQuery longWord = parseQuery(std::string(1000, 'a') + " b");
    REQUIRE(longWord.words.size() == 2);
    CHECK(longWord.words[0].text.size() == SearchQuery::kMaxWordBytes);
    CHECK(longWord.words[0].isPrefix);
    Index index;
    index.add(std::string(1000, 'a') + " b");
    CHECK(index.search(std::string(1000, 'a') + " b") == std::vector<int>{1});
}

TEST_CASE("an excerpt shows the match in its surroundings", "[client][casework]") {
    const std::string text =
        "Kort gesproken aan de deur. Zij zegt dat het beter gaat met de financi\u00ebn. De buurman "
        "kwam erbij staan en vertelde over de nacht van dinsdag, toen het weer mis was gegaan en "
        "er spullen uit het raam vlogen. Afspraak voor donderdag gemaakt op kantoor.";
    const Excerpt around = excerpt(text, parseQuery("raam"), 60);
    CHECK(around.text.starts_with("\u2026"));
    CHECK(around.text.ends_with("\u2026"));
    REQUIRE(around.matches.size() == 1);
    CHECK(around.text.substr(around.matches[0].first, around.matches[0].length) == "raam");
    const Excerpt beginning = excerpt(text, parseQuery("financien"), 80);
    REQUIRE(beginning.matches.size() == 1);
    CHECK(beginning.text.substr(beginning.matches[0].first, beginning.matches[0].length) ==
          "financi\u00ebn");
    const Excerpt none = excerpt(text, parseQuery("olifant"), 40);
    CHECK(none.matches.empty());
    CHECK(none.text == "Kort gesproken aan de deur. Zij zegt\u2026");
    CHECK(excerpt("kort", parseQuery("kort"), 80).text == "kort");
}

TEST_CASE("laws of the query", "[client][casework][property]") {
    Index index;
    index.add("een twee drie");
    vb::test::holds("no typed text is ever a syntax error", [&] {
        const SearchQuery query = parseQuery(*anyText());
        if (!query.isEmpty())
            RC_ASSERT(index.find(query.ftsExpression()).error.empty());
    });
    vb::test::holds("the words of a query hold letters and digits alone", [] {
        for (const SearchQuery::Word& word : parseQuery(*anyText()).words) {
            RC_ASSERT(!word.text.empty());
            RC_ASSERT(word.text.find('"') == std::string::npos);
            RC_ASSERT(countCodePoints(word.text).has_value());
        }
    });
    vb::test::holds("an excerpt is bounded, whole characters, with matches inside", [] {
        const std::string text = fold(*anyText()) + *anyText();
        if (!countCodePoints(text))
            RC_DISCARD("not a stored text");
        const std::size_t room = *rc::gen::inRange<std::size_t>(8, 200);
        const Excerpt made = excerpt(text, parseQuery(*anyText()), room);
        RC_ASSERT(made.text.size() <= room + 6);
        RC_ASSERT(countCodePoints(made.text).has_value());
        std::uint32_t last = 0;
        for (const Excerpt::Span& span : made.matches) {
            RC_ASSERT(span.length > 0 && span.first >= last);
            last = span.first + span.length;
            RC_ASSERT(last <= made.text.size());
            RC_ASSERT(countCodePoints(made.text.substr(span.first, span.length)).has_value());
        }
    });
}
