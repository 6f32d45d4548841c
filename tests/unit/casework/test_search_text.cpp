// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/casework/search_text.h"
#include "tests/unit/casework/case_book.h"

using namespace vb;
using namespace vb::casework;
using vb::test::CaseBook;

namespace {

bool holds(const std::string& text, std::string_view words) {
    return text.find(words) != std::string::npos;
}

} // namespace

TEST_CASE("a contact is found by kind, outcome, leefgebied and every text",
          "[client][casework][search]") {
    CaseBook book;
    NewContact contact = book.newContact();
    contact.common.leefgebieden = {"financien"};
    contact.plaats = "woning";
    contact.deelnemers = {{std::nullopt, organisationCode("ggz").value(), "casemanager"}};
    contact.verslag.waargenomen = "Post in de la.";
    contact.verslag.verklaard = {"Schuld 8.400", "de broer", std::nullopt};
    contact.verslag.duiding = "Schaamte.";
    const RecordId kop = book.save(book.po, enterContact(contact, book.as(book.po)));
    const SearchText head = searchText(book.state(kop));
    CHECK(head.title == "Huisbezoek \u00b7 binnengelaten");
    for (const char* words :
         {"Huisbezoek", "Binnengelaten", "Financi\u00ebn", "Woning", "GGZ", "casemanager"})
        CHECK(holds(head.body, words));
    CHECK_FALSE(holds(head.body, "Post")); // the texts are elsewhere, for fewer readers
    for (const model::RecordState& state : book.states()) {
        if (state.type != contactverslagType().id())
            continue;
        const SearchText report = searchText(state);
        for (const char* words : {"Post in de la.", "Schuld 8.400", "de broer", "Schaamte."})
            CHECK(holds(report.body, words));
        CHECK(holds(indexText(report), "schuld 8.400"));
    }
}

TEST_CASE("titles name a record", "[client][casework][search]") {
    CaseBook book;
    const auto titleOf = [&](const RecordId& record) {
        return searchText(book.state(record)).title;
    };
    CHECK(titleOf(book.save(book.i, enterCase(book.newCase(), book.as(book.i)))) == "D. Kortlever");
    CHECK(titleOf(book.save(book.i, enterPerson(book.newPerson(), book.as(book.i)))) ==
          "D. Kortlever");
    CHECK(titleOf(book.save(book.po, enterContext(book.newContext(), book.as(book.po)))) == "Post");
    CHECK(titleOf(book.save(book.po, enterWarning(book.newWarning(), book.as(book.po)))) ==
          "Let op \u00b7 wapen");
    CHECK(titleOf(book.save(book.k, enterAction(book.newAction(), book.as(book.k)))) ==
          "Brengen naar de kliniek");
}

TEST_CASE("what is contested is found, what is corrected is not", "[client][casework][search]") {
    CaseBook book;
    const RecordId casus = book.save(book.i, enterCase(book.newCase(), book.as(book.i)));
    const model::RecordState before = book.state(casus);
    const auto write = [&](const vb::test::Colleague& who, const char* text) {
        return enterFieldChange(casus::kAanleiding, std::string(text), "", book.shown(before, who),
                                book.as(who));
    };
    const auto byK = write(book.k, "Zitting verdaagd");
    const auto byP = write(book.p, "Zitting gesloten");
    book.save(book.k, byK);
    book.save(book.p, byP);
    const SearchText text = searchText(book.state(casus));
    CHECK(holds(text.body, "verdaagd"));
    CHECK(holds(text.body, "gesloten"));

    const RecordId context = book.save(book.po, enterContext(book.newContext(), book.as(book.po)));
    const model::RecordState first = book.state(context);
    book.save(book.po, enterCorrection(contextinformatie::kTekst, std::string("Koelkast vol."),
                                       book.shown(first, book.po), book.as(book.po)));
    CHECK(holds(searchText(book.state(context)).body, "Koelkast vol."));
    CHECK_FALSE(holds(searchText(book.state(context)).body, "leeg"));

    const model::RecordState second = book.state(context);
    book.save(book.po, enterWithdrawal("verkeerd", book.shown(second, book.po), book.as(book.po)));
    CHECK(searchText(book.state(context)).body.empty());
}

TEST_CASE("a part alone gives its words", "[client][casework][search]") {
    CaseBook book;
    const auto entry = enterContext(book.newContext(), book.as(book.po));
    const std::string body = searchText(entry.value().parts.front().part);
    CHECK(holds(body, "Koelkast leeg, post in de la."));
    CHECK(holds(body, "Eigen waarneming"));
    CHECK_FALSE(holds(body, "Ongeverifieerd"));
    model::Part unknown;
    unknown.type = {999};
    CHECK(searchText(unknown).empty());
}
