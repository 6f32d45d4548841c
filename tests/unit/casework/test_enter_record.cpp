// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/model_values.h"
#include "tests/unit/casework/case_book.h"

using namespace vb;
using namespace vb::test;
namespace cw = vb::casework;
using casework::ProblemKind;

namespace {

using Fields = std::vector<cw::FieldInput>;

cw::Checked<cw::Entry> enter(CaseBook& book, const Colleague& who, const cw::RecordSpec& type,
                             Fields fields, std::string publiek = {}) {
    cw::Actor actor;
    actor.roles = who.roles;
    return cw::enterRecord({&type, {}, std::move(fields), std::move(publiek)}, book.schema, actor,
                           book.as(who));
}

bool complains(const cw::Checked<cw::Entry>& entry, const cw::FieldSpec& field, ProblemKind kind) {
    if (entry.isAccepted())
        return false;
    return std::any_of(entry.problems().begin(), entry.problems().end(),
                       [&](const cw::Problem& problem) {
                           return problem.kind == kind && problem.field == field.name;
                       });
}

Fields decision() {
    return {{&cw::besluit::kTekst, text("ISD aanvragen"), {}},
            {&cw::besluit::kReden, text("recidive"), {}}};
}

Fields measure(CaseBook& book) {
    return {{&cw::maatregel::kSoort, code("taakstraf"), {}},
            {&cw::maatregel::kKader, code("straf"), {}},
            {&cw::maatregel::kUitvoerder, book.re.organisation, {}},
            {&cw::maatregel::kOpgelegd, number(60 * 60), {}}};
}

} // namespace

TEST_CASE("a record of any type is what its declaration asks for", "[client][casework]") {
    CaseBook book;
    const auto made = enter(book, book.p, cw::besluitType(), decision());
    REQUIRE(made.isAccepted());
    CHECK(made.value().parts.at(0).level == cw::AudienceLevel::Casusteam);
    const auto state = book.state(book.save(book.p, made));
    CHECK(cw::textOf(state, cw::besluit::kTekst) == "ISD aanvragen");
    CHECK(cw::codeOf(state, cw::besluit::kRegel) == "consensus"); // prefilled

    CHECK(complains(enter(book, book.p, cw::besluitType(), {}), cw::besluit::kTekst,
                    ProblemKind::Required));
    auto tooLong = decision();
    tooLong[0].value = text(std::string(501, 'a'));
    CHECK(complains(enter(book, book.p, cw::besluitType(), tooLong), cw::besluit::kTekst,
                    ProblemKind::TooLong));
    auto unknown = decision();
    unknown.push_back({&cw::besluit::kRegel, code("dobbelsteen"), {}});
    CHECK(complains(enter(book, book.p, cw::besluitType(), unknown), cw::besluit::kRegel,
                    ProblemKind::UnknownCode));
    CHECK(enter(book, book.p, cw::besluitType(), decision(), "huis").problems().at(0).field ==
          "publiek");
}

TEST_CASE("who may write a field of a new record is asked", "[client][casework]") {
    CaseBook book;
    CHECK(complains(enter(book, book.po, cw::besluitType(), decision()), cw::besluit::kTekst,
                    ProblemKind::NotAllowed));
    // Hours are imposed by who carries the measure out; it is born with its status by anybody.
    CHECK(enter(book, book.re, cw::maatregelType(), measure(book)).isAccepted());
    CHECK(complains(enter(book, book.po, cw::maatregelType(), measure(book)),
                    cw::maatregel::kOpgelegd, ProblemKind::NotAllowed));
}

TEST_CASE("a type adds its own conditions", "[client][casework]") {
    CaseBook book;
    auto hours = measure(book);
    hours.pop_back();
    CHECK(complains(enter(book, book.re, cw::maatregelType(), hours), cw::maatregel::kOpgelegd,
                    ProblemKind::Required));
    hours.push_back({&cw::maatregel::kOpgelegd, number(241 * 60), {}});
    CHECK(complains(enter(book, book.re, cw::maatregelType(), hours), cw::maatregel::kOpgelegd,
                    ProblemKind::OutOfRange));

    const Fields cover{{&cw::overdracht::kSoort, code("vervanging"), {}},
                       {&cw::overdracht::kVan, model::WorkerRef{book.po.id}, {}},
                       {&cw::overdracht::kNaar, model::WorkerRef{book.re.id}, {}},
                       {&cw::overdracht::kReden, text("verlof"), {}},
                       {&cw::overdracht::kPer, model::Date{book.today()}, {}},
                       {&cw::overdracht::kOpenZaken, tuple(std::int64_t{0}), {}}};
    CHECK(complains(enter(book, book.po, cw::overdrachtType(), cover), cw::overdracht::kTot,
                    ProblemKind::Required));
    auto backwards = cover;
    backwards.push_back({&cw::overdracht::kTot, model::Date{book.today() - 1}, {}});
    CHECK(complains(enter(book, book.po, cw::overdrachtType(), backwards), cw::overdracht::kTot,
                    ProblemKind::BeforeStart));

    const Fields share{{&cw::deelbesluit::kRecords, model::RecordRef{}, {}},
                       {&cw::deelbesluit::kNaar, code("zorgdeel"), {}},
                       {&cw::deelbesluit::kWaarvoor, code("plan"), {}},
                       {&cw::deelbesluit::kGrond, code("acuut_gevaar"), {}},
                       {&cw::deelbesluit::kToets, tuple(true, false, true), {}}};
    CHECK(complains(enter(book, book.po, cw::deelbesluitType(), share), cw::deelbesluit::kToets,
                    ProblemKind::Required));
}

TEST_CASE("hand-overs, reports and sharing go by their steps", "[client][casework]") {
    using cw::Machine;
    const auto targets = [](Machine machine, std::string_view from, const cw::Actor& actor) {
        std::vector<std::string> out;
        for (const cw::Step& step : cw::allowedSteps(machine, from, actor))
            out.emplace_back(step.to);
        return out;
    };
    using Codes = std::vector<std::string>;
    cw::Actor receiver;
    receiver.isReceiver = true;
    CHECK(targets(Machine::Overdracht, "aangeboden", receiver) ==
          Codes{"geweigerd", "geaccepteerd"});
    cw::Actor chair;
    chair.roles = {model::Role::Procesregisseur};
    CHECK(targets(Machine::Overdracht, "aangeboden", chair) == Codes{"ingetrokken"});
    CHECK(targets(Machine::Overdracht, "geaccepteerd", receiver).empty());
    CHECK(targets(Machine::Veldaanmelding, "in_triage", chair) ==
          Codes{"aanvulling_gevraagd", "toegelaten", "gekoppeld", "advies_gegeven",
                "niet_opgenomen"});
    CHECK(targets(Machine::Deelbesluit, "voorgesteld", chair) == Codes{"afgewezen", "goedgekeurd"});
    CHECK(targets(Machine::Deelbesluit, "voorgesteld", {}).empty());
}
