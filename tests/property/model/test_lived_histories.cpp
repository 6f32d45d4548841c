// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/model/conflict.h"
#include "sync/model/dump.h"
#include "tests/property/model/histories.h"
#include "tests/support/catch.h"
#include "tests/support/model_values.h"
#include "tests/support/must.h"
#include "tests/support/tape.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>

// What must come out of histories that people could live, told by who had seen what: the deeds
// know nothing of observed sets, so these laws hold edits and kernel together.

using namespace vb;
using namespace vb::model;
using namespace vb::test;

namespace {

constexpr int kTapeLength = 220;
constexpr std::size_t kMaxDeeds = 16;

/// A value that somebody entered and that nobody who had seen it has replaced or taken back.
struct Survivor {
    const Deed* deed = nullptr;
    FieldValue value;
};

bool doesReplace(const FieldDeclaration& field, const Deed& deed, const FieldValue& value) {
    switch (deed.kind) {
    case Deed::Kind::Remove:
        return deed.values[0] == value;
    case Deed::Kind::Resolve:
        return true;
    case Deed::Kind::Write:
        break;
    }
    return field.isRanked() || field.policy == MergePolicy::RegisterAsk ||
           field.policy == MergePolicy::RegisterLatest || field.policy == MergePolicy::Protected;
}

std::vector<Survivor> survivors(const LivedHistory& history, const std::string& name) {
    const FieldDeclaration& field = history.world.field(name);
    std::vector<Survivor> out;
    for (const Deed& deed : history.deeds) {
        if (deed.field != name || deed.kind == Deed::Kind::Remove)
            continue;
        for (const FieldValue& value : deed.values) {
            const bool isGone =
                std::any_of(history.deeds.begin(), history.deeds.end(), [&](const Deed& later) {
                    return later.field == name && later.seen.count(deed.changeset) > 0 &&
                           doesReplace(field, later, value);
                });
            if (!isGone)
                out.push_back({&deed, value});
        }
    }
    return out;
}

std::set<FieldValue> valuesOf(const std::vector<Survivor>& some) {
    std::set<FieldValue> out;
    for (const Survivor& survivor : some)
        out.insert(survivor.value);
    return out;
}

std::set<FieldValue> liveValues(const FieldState& state) {
    std::set<FieldValue> out;
    for (const Version& version : state.versions)
        if (version.isLive())
            out.insert(version.value);
    return out;
}

FieldState fieldOf(const LivedHistory& history, const std::string& name) {
    return history.world.desks().front()->field(history.records[0], name);
}

/// Lives a history over `fields`, then lets `law` look at each field.
void holdsOverLives(const std::string& name, const std::vector<std::string>& fields,
                    const std::function<void(LivedHistory&, Tape&)>& law) {
    holdsOverTapes(name, kTapeLength, [&](Tape& tape) {
        LivedHistory history;
        live(history, tape, fields, kMaxDeeds);
        law(history, tape);
    });
}

std::int64_t instantOf(const FieldValue& value) {
    if (const auto* instant = value.as<Instant>())
        return instant->millis;
    return value.as<Date>()->days * 86'400'000LL;
}

bool isKnownTime(const FieldValue& value) {
    const auto* date = value.as<Date>();
    return date == nullptr || date->precision != Precision::Unknown;
}

} // namespace

TEST_CASE("replicas of one log are byte-equal, whatever they lived through", "[sync][model][I-2]") {
    holdsOverLives("after sync, and for every prefix", {}, [](LivedHistory& history, Tape& tape) {
        const MergeWorld& world = history.world;
        const std::string dump = canonicalDump(world.schema(), world.log());
        const RecordState state = world.state(history.records[0]);
        for (const auto& desk : history.world.desks()) {
            VB_LAW(canonicalDump(world.schema(), desk->view()) == dump);
            VB_LAW(desk->state(world.type(), history.records[0]) == state);
        }
        // Unsent work shows on its own desk and in nobody's dump.
        Desk& desk = *history.world.desks()[tape.below(3)];
        desk.write(history.records[0], "ask", code("nieuw"));
        VB_LAW(canonicalDump(world.schema(), desk.view()) == dump);
        VB_LAW(liveValues(desk.field(history.records[0], "ask")).count(code("nieuw")) == 1U);
    });
}

TEST_CASE("what nobody who had seen it replaced is there", "[sync][model][I-3]") {
    holdsOverLives("live values = surviving deeds, in every policy", {},
                   [](LivedHistory& history, Tape&) {
                       for (const FieldDeclaration& field :
                            history.world.schema().find(history.world.type())->fields)
                           VB_LAW(liveValues(fieldOf(history, field.name)) ==
                                  valuesOf(survivors(history, field.name)));
                   });
}

TEST_CASE("union: a concurrent add wins", "[sync][model]") {
    holdsOverLives("elements = surviving adds", {"union", "protectedUnion"},
                   [](LivedHistory& history, Tape&) {
                       for (const char* name : {"union", "protectedUnion"}) {
                           const auto values = fieldOf(history, name).values();
                           VB_LAW(std::set<FieldValue>(values.begin(), values.end()) ==
                                  valuesOf(survivors(history, name)));
                       }
                   });
}

TEST_CASE("ranked: the strongest that nobody knowingly changed is in force", "[sync][model][I-7]") {
    const std::vector<std::string> names{"lattice", "cautious", "restrictive", "protectedLattice"};
    holdsOverLives("never lowered or relaxed unseen", names, [&](LivedHistory& history, Tape&) {
        for (const std::string& name : names) {
            const FieldDeclaration& field = history.world.field(name);
            const FieldState state = fieldOf(history, name);
            const std::vector<Survivor> some = survivors(history, name);
            VB_LAW(some.empty() == (state.value() == nullptr));
            for (const Survivor& survivor : some)
                VB_LAW(*field.rank(survivor.value) <= *field.rank(*state.value()));
            const auto all = valuesOf(some);
            if (!some.empty())
                VB_LAW(all.count(*state.value()) == 1U);
            VB_LAW(state.isAlsoReported == (all.size() > 1));
            VB_LAW(!state.isConflict);
        }
    });
}

TEST_CASE("earliest and latest: the extreme of what nobody withdrew", "[sync][model]") {
    holdsOverLives("extremes", {"earliest", "latestDate"}, [](LivedHistory& history, Tape&) {
        for (const char* name : {"earliest", "latestDate"}) {
            const FieldState state = fieldOf(history, name);
            const auto all = valuesOf(survivors(history, name));
            VB_LAW(all.empty() == (state.value() == nullptr));
            const bool isAnyKnown = std::any_of(all.begin(), all.end(), isKnownTime);
            if (!all.empty())
                VB_LAW(isKnownTime(*state.value()) == isAnyKnown);
            for (const FieldValue& value : all) {
                if (!isKnownTime(value))
                    continue;
                const auto order = instantOf(value) - instantOf(*state.value());
                VB_LAW((std::string(name) == "earliest" ? order >= 0 : order <= 0));
            }
        }
    });
}

TEST_CASE("append: every text stays readable, and only its author corrects it", "[sync][model]") {
    holdsOverLives("nothing is superseded", {"append"}, [](LivedHistory& history, Tape&) {
        const FieldState state = fieldOf(history, "append");
        std::size_t written = 0;
        for (const Deed& deed : history.deeds)
            if (deed.field == "append" && deed.record == history.records[0])
                ++written;
        VB_LAW(state.versions.size() == written);
        VB_LAW(!state.isConflict);
        for (const Version& version : state.versions) {
            VB_LAW(version.isLive());
            if (version.status != VersionStatus::Corrected)
                continue;
            const bool isByAuthor = std::any_of(
                state.versions.begin(), state.versions.end(), [&](const Version& later) {
                    return later.by.author == version.by.author &&
                           std::count(later.observed.begin(), later.observed.end(), version.id) > 0;
                });
            VB_LAW(isByAuthor);
        }
    });
}

TEST_CASE("register-latest: the newest of what nobody replaced, and nobody is asked",
          "[sync][model]") {
    holdsOverLives("the newest", {"latest"}, [](LivedHistory& history, Tape&) {
        const FieldState state = fieldOf(history, "latest");
        const auto all = valuesOf(survivors(history, "latest"));
        VB_LAW(!state.isConflict);
        VB_LAW(all.empty() == (state.value() == nullptr));
        if (all.empty())
            return;
        VB_LAW(all.count(*state.value()) == 1U);
        for (const Version& version : state.versions)
            if (version.isLive())
                VB_LAW(!(state.shownVersion()->by.effective < version.by.effective));
    });
}

TEST_CASE("counter: every entry's id once", "[sync][model]") {
    holdsOverLives("the sum over ids", {"counter"}, [](LivedHistory& history, Tape&) {
        std::map<FieldValue, std::set<std::int64_t>> amounts;
        for (const Survivor& survivor : survivors(history, "counter")) {
            const auto& tuple = *survivor.value.as<FieldValue::Tuple>();
            amounts[tuple[0]].insert(*tuple[1].as<std::int64_t>());
        }
        const FieldState state = fieldOf(history, "counter");
        std::int64_t least = 0;
        std::int64_t most = 0;
        bool isAnyTold = false;
        for (const auto& [id, told] : amounts) {
            least += *told.begin();
            most += *told.rbegin();
            isAnyTold = isAnyTold || told.size() > 1;
        }
        VB_LAW(state.total >= least);
        VB_LAW(state.total <= most);
        VB_LAW(state.values().size() == amounts.size());
        VB_LAW(state.isAlsoReported == isAnyTold);
    });
}

TEST_CASE("registers: a conflict is when surviving deeds do not agree", "[sync][model][I-3]") {
    const std::vector<std::string> names{"ask", "agenda", "protected", "born"};
    holdsOverLives("conflict, and a resolution ends it", names, [&](LivedHistory& history, Tape&) {
        for (const std::string& name : names) {
            std::set<FieldValue> written;
            std::map<ChangesetId, std::set<FieldValue>> byResolution;
            for (const Survivor& survivor : survivors(history, name)) {
                if (survivor.deed->kind == Deed::Kind::Resolve)
                    byResolution[survivor.deed->changeset].insert(survivor.value);
                else
                    written.insert(survivor.value);
            }
            std::set<std::set<FieldValue>> kept;
            for (const auto& [id, values] : byResolution)
                kept.insert(values);
            bool agree = written.size() <= 1;
            if (!kept.empty())
                agree =
                    kept.size() == 1 && std::includes(kept.begin()->begin(), kept.begin()->end(),
                                                      written.begin(), written.end());
            VB_LAW(fieldOf(history, name).isConflict == !agree);
        }
        // A person at any desk ends every conflict by listing what is shown.
        const RecordId record = history.records[0];
        const MergeWorld& world = history.world;
        for (const Conflict& conflict : conflictsOf(world.schema(), world.state(record))) {
            const FieldDeclaration& field =
                *world.schema().find(conflict.type, conflict.field.field);
            const FieldState now = world.state(record, field.name);
            VB_LAW(conflict.candidateIds() == shownVersions(now));
            VB_LAW(conflict.candidates.size() > 1U);
            const auto operation = must(resolveOperation(field, now, conflict.candidateIds(),
                                                         conflict.candidates[0].values, "zo"));
            history.world.desks()[0]->save({{world.type(), record, {operation}, {}}});
        }
        history.world.syncAll();
        VB_LAW(conflictsOf(world.schema(), world.state(record)).empty());
    });
}

TEST_CASE("resolutions: equal ones agree, different ones and late candidates ask again",
          "[sync][model]") {
    holdsOverTapes("resolution laws", 40, [](Tape& tape) {
        MergeWorld world(everyPolicySchema(), "Proef");
        const RecordId record = world.makeRecord();
        for (std::uint16_t i = 0; i < 4; ++i)
            world.addDesk({i});
        auto& desks = world.desks();
        const auto letter = [&] { return code(std::string(1, "abc"[tape.below(3)])); };
        const FieldValue left = letter();
        const FieldValue right = letter();
        desks[0]->write(record, "ask", left);
        desks[1]->write(record, "ask", right);
        const FieldValue late = letter();
        const bool isLate = tape.oneIn(2);
        if (isLate)
            desks[3]->write(record, "ask", late);
        for (const int round : {0, 1}) {
            desks[0]->sync();
            desks[1]->sync();
            if (round == 1)
                VB_LAW(desks[0]->field(record, "ask").isConflict == (left != right));
        }
        const auto choice = [&]() -> std::vector<FieldValue> {
            const auto number = tape.below(3);
            if (number == 2 && left != right)
                return {left, right};
            return {number == 0 ? left : right};
        };
        std::vector<FieldValue> first = choice();
        std::vector<FieldValue> second = choice();
        desks[0]->resolve(record, "ask", first, "een");
        desks[1]->resolve(record, "ask", second, "twee");
        world.syncAll();
        const std::set<FieldValue> one(first.begin(), first.end());
        const std::set<FieldValue> two(second.begin(), second.end());
        const bool agree = one == two && (!isLate || one.count(late) == 1);
        const FieldState state = world.state(record, "ask");
        VB_LAW(state.isConflict == !agree);
        // Exactly the candidates are superseded; everything else is live.
        for (const Version& version : state.versions) {
            const bool isCandidate =
                version.by.author == desks[0]->worker() || version.by.author == desks[1]->worker();
            VB_LAW(version.isLive() == (version.isResolution || !isCandidate));
        }
    });
}

TEST_CASE("a withdrawn record is the same whether its parts were dropped or not",
          "[sync][model][I-2]") {
    holdsOverLives("dropping what was taken back", {}, [](LivedHistory& history, Tape& tape) {
        const RecordId record = history.records[0];
        auto& desks = history.world.desks();
        if (history.world.state(record).fields.empty())
            return;
        // One withdraws while another goes on.
        desks[0]->withdrawRecord(record);
        for (const char* name : {"ask", "lattice", "union", "append", "born"})
            if (tape.oneIn(2))
                desks[1]->write(record, name,
                                std::string(name) == "append" ? text("a") : code("a"));
        history.world.syncAll();
        const MergeWorld& world = history.world;
        std::set<VersionId> taken;
        for (const Withdrawal& withdrawal : world.state(record).withdrawals)
            taken.insert(withdrawal.observed.begin(), withdrawal.observed.end());
        std::vector<LoggedChangeset> dropped = world.log();
        for (LoggedChangeset& changeset : dropped) {
            const Operation& operation = changeset.content.parts[0].operations[0];
            const bool isTaken = !operation.values.empty() &&
                                 taken.count({changeset.id, 0, 0, 0}) > 0 && tape.oneIn(2);
            if (isTaken) {
                changeset.content.parts.clear();
                changeset.partIndexes.clear();
            }
        }
        VB_LAW(canonicalDump(world.schema(), dropped) ==
               canonicalDump(world.schema(), world.log()));
        VB_LAW(mergeOf(world.schema(), world.type(), record, dropped) == world.state(record));
        for (const FieldState& field : world.state(record).fields)
            for (const Version& version : field.versions)
                VB_LAW(version.by.author == desks[1]->worker());
    });
}
