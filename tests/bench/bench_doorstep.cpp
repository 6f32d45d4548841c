// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// At the doorstep: the large worker's volume of the domain specification in one encrypted store,
// and how long a person waits for the list of cases, a saved contact, a search and a case file.
// Argon2id is left out (tests' cost): it is what unlocking takes, and a choice. No network: all of
// it has to work without.
//
//   bench_doorstep [--dir DIR] [--volume NAME] [--runs N]
//
// With --dir the store is made there once and used again.
#include "client/bridge/office.h"
#include "client/bridge/saving.h"
#include "client/casework/entry_input.h"
#include "client/casework/generator.h"
#include "client/casework/record_types.h"
#include "sync/server/bootstrap.h"
#include "tests/support/bridge_stores.h"
#include "tests/support/core_desk.h"
#include "tests/support/fake_clock.h"
#include "tests/support/manual_loop.h"
#include "tests/support/temp_dir.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <future>
#include <random>

namespace {

using namespace vb;
using namespace vb::test;
namespace cw = vb::casework;
namespace fs = std::filesystem;

constexpr Instant kNow{1'795'347'600'000};
constexpr std::string_view kPassphrase = "drie losse woorden";

double millisSince(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
        .count();
}

// ---- Filling

/// Shows what was generated before to what is generated after it.
class GeneratedCaseView final : public cw::ShownCase {
public:
    GeneratedCaseView(CoreDesk& desk, const CaseId& caseId, bool showsNothing)
        : m_desk(desk), m_case(caseId), m_showsNothing(showsNothing) {}

    std::optional<cw::ShownRecord> shown(const RecordId& record) override {
        if (!got(m_desk.replica().store().records().find(record)))
            return std::nullopt;
        auto shown = m_desk.shown(m_case, record);
        if (m_showsNothing)
            shown.versions = m_none;
        return shown;
    }
    std::optional<cw::ShownRecord> shownCasus() override {
        const auto rows =
            got(m_desk.replica().store().records().ofCase(m_case, {cw::casusType().id()}, 1));
        return rows.empty() ? std::nullopt : shown(rows.front().record);
    }
    cw::CaseFacts facts() override { return {}; }

private:
    CoreDesk& m_desk;
    CaseId m_case;
    bool m_showsNothing;
    std::vector<model::VersionId> m_none;
};

bool isChange(const cw::EntryInput& input) {
    const auto* contact = std::get_if<cw::NewContact>(&input);
    return std::holds_alternative<cw::ActionStepInput>(input) ||
           std::holds_alternative<cw::ContextCheckInput>(input) ||
           std::holds_alternative<cw::WarningChangeInput>(input) ||
           std::holds_alternative<cw::CaseStepInput>(input) ||
           std::holds_alternative<cw::CaseChangeInput>(input) ||
           (contact != nullptr && !contact->actiestatus.empty());
}

/// Everything that the worker has, written by the worker and accepted by a hub in this process.
void fill(const fs::path& place, const cw::Volume& volume) {
    TempDir rest;
    FakeClock clock(kNow);
    SeededRandom random(20);
    const auto house = SimHouse::make(random, kNow);
    server::MemoryHubStore empty;
    got(server::openHouse(empty, house.bootstrap, {house.hub.signingKey, house.hub.tlsPin}, clock));
    LoopbackHub hub(house, empty, clock);
    CoreDesk office(house, hub, Person::Achterveld, rest.path() / "office", kPassphrase, clock,
                    random);
    CoreDesk worker(house, hub, Person::Dijkgraaf, place, kPassphrase, clock, random);
    office.sync();
    std::vector<CaseId> cases;
    for (std::size_t i = 0; i < volume.cases; ++i) {
        cases.push_back(random.makeId<CaseId>());
        for (const Person person : {Person::Achterveld, Person::Dijkgraaf}) {
            bridge::Assignment assignment;
            assignment.member = house.people[static_cast<std::size_t>(person)].who;
            assignment.hat = hatOf(person);
            got(bridge::assign(office.replica(), cases.back(), assignment));
        }
    }
    office.sync();
    worker.sync();

    const auto& holder = worker.replica().identity().holder;
    cw::GeneratorRequest request;
    request.seed = 1;
    request.volume = volume;
    request.now = clock.now();
    request.authors = {{holder.worker, holder.organisation, hatOf(Person::Dijkgraaf)}};
    request.procesregisseur = house.people[0].who.worker;
    const cw::UtcCalendar calendar;
    const auto generator = got(cw::Generator::create(std::move(request), calendar, random));
    std::vector<engine::Entry> waiting;
    const auto flush = [&] {
        if (!waiting.empty())
            got(worker.replica().save(waiting));
        waiting.clear();
    };
    std::size_t done = 0;
    got(generator.run([&](const cw::GeneratedEntry& generated) -> Result<void> {
        if (isChange(generated.input))
            flush();
        const CaseId& caseId = cases[generated.caseIndex];
        GeneratedCaseView shown(worker, caseId, generated.isConcurrent);
        cw::FirstId ids(generated.record, random);
        const auto entered = cw::enter(
            generated.input, worker.at(generated.record.isNone() ? nullptr : &ids), shown);
        if (!entered.isAccepted())
            return fail(Code::Internal, cw::sentences(entered.problems()));
        auto entries = got(bridge::entriesOf(worker.replica(), caseId, entered.value(), {}, true));
        for (auto& entry : entries)
            waiting.push_back(std::move(entry));
        if (waiting.size() >= 400)
            flush();
        if (++done % 20'000 == 0)
            std::printf("  %zu of %zu entries\n", done, generator.entries());
        return {};
    }));
    flush();
    worker.sync();
}

// ---- Measuring

/// Answers nothing: there is no network at a doorstep.
class NoTransport final : public protocol::Transport {
public:
    void send(protocol::RequestNumber, protocol::Request) override {}
    void cancel(protocol::RequestNumber) override {}
};

/// One measured thing: its runs, in milliseconds.
struct Series {
    const char* name;
    double limit; ///< 0: none was set
    std::vector<double> runs;

    [[nodiscard]] double at(double share) const {
        auto sorted = runs;
        std::sort(sorted.begin(), sorted.end());
        const auto place = static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1));
        return sorted[place];
    }
    void print() const {
        char limitText[16] = "-";
        if (limit > 0)
            std::snprintf(limitText, sizeof limitText, "%.0f", limit);
        std::printf("%-44s %9.1f %9.1f %9.1f %8s %6zu\n", name, at(0.5), at(0.95), at(1.0),
                    limitText, runs.size());
    }
};

/// Opens a session, and waits for what it says.
class Doorstep {
public:
    explicit Doorstep(const fs::path& store) {
        auto loop = std::make_unique<ManualLoop>();
        m_loop = loop.get();
        m_session =
            bridge::makeSession(store, {std::move(loop),
                                        m_clock,
                                        m_random,
                                        m_calendar,
                                        [](const bridge::HubPlace&, const bridge::GiveEvent&) {
                                            return std::make_unique<NoTransport>();
                                        },
                                        [] { return false; },
                                        cheapPassphrase(),
                                        {},
                                        {}});
        m_outcomes = m_session->watchOutcomes([this](const bridge::Outcome& outcome) {
            if (outcome.failure.isSet())
                std::printf("failed: %d %s\n", static_cast<int>(outcome.failure.kind),
                            outcome.failure.field.c_str());
            m_outcome.set_value();
        });
    }

    bridge::Session& session() { return *m_session; }
    void settle() { m_loop->settle(); }

    /// From the call to the outcome.
    double takes(const std::function<bridge::Ticket()>& command) {
        m_outcome = {};
        auto ended = m_outcome.get_future();
        const auto start = std::chrono::steady_clock::now();
        command();
        ended.wait();
        const double took = millisSince(start);
        settle();
        return took;
    }
    /// From unlock() to the first cases.
    double takesToCases(std::vector<bridge::CaseRow>& rows) {
        std::promise<void> listed;
        bool isListed = false;
        const auto watch =
            m_session->watchCases({}, [&](const bridge::ListUpdate<bridge::CaseRow>& update) {
                for (const auto& change : update.changes)
                    bridge::applyChange(rows, change);
                if (!rows.empty() && !std::exchange(isListed, true))
                    listed.set_value();
            });
        settle();
        m_outcome = {};
        const auto start = std::chrono::steady_clock::now();
        m_session->unlock(secretText(kPassphrase));
        listed.get_future().wait();
        const double took = millisSince(start);
        settle();
        return took;
    }
    /// From watchX() to its first value.
    template <typename Open>
    double takesToShow(const Open& open) {
        std::promise<void> shown;
        bool isShown = false;
        const auto start = std::chrono::steady_clock::now();
        const auto watch = open([&] {
            if (!std::exchange(isShown, true))
                shown.set_value();
        });
        shown.get_future().wait();
        const double took = millisSince(start);
        settle();
        return took;
    }

private:
    FakeClock m_clock{kNow};
    SeededRandom m_random{std::random_device{}()};
    cw::UtcCalendar m_calendar;
    ManualLoop* m_loop = nullptr;
    std::promise<void> m_outcome;
    std::unique_ptr<bridge::Session> m_session;
    std::unique_ptr<bridge::Watch> m_outcomes;
};

struct Figures {
    Series cases{"unlocked to list of cases", 300, {}};
    Series contact{"contact with report saved, durable", 50, {}};
    Series draft{"draft saved, durable", 0, {}};
    Series search{"search, one word or two", 50, {}};
    Series common{"search, a word that is everywhere", 50, {}};
    Series file{"case file of the largest case", 0, {}};
    Series line{"first page of its time line", 0, {}};
    Series today{"today", 0, {}};
};

bridge::ContactEntry visit(int number) {
    bridge::ContactEntry entry;
    entry.kind = "huisbezoek";
    entry.outcome = "gesproken";
    entry.observed = "Aangebeld en binnengelaten; post ligt in de la, koelkast gevuld. Bezoek " +
                     std::to_string(number) + ".";
    return entry;
}

void measure(const fs::path& store, Figures& figures) {
    Doorstep door(store);
    std::vector<bridge::CaseRow> rows;
    figures.cases.runs.push_back(door.takesToCases(rows));
    auto& session = door.session();
    figures.today.runs.push_back(door.takesToShow([&](const auto& shown) {
        return session.watchToday([&, shown](const bridge::Today&) { shown(); });
    }));
    CaseId largest;
    std::uint32_t most = 0;
    for (const auto& row : rows) {
        bridge::ListUpdate<bridge::TimelineEntry> last;
        door.takesToShow([&](const auto& shown) {
            return session.watchTimeline(row.caseId, bridge::TimelineFilter::All,
                                         [&, shown](const auto& update) {
                                             last.total = update.total;
                                             shown();
                                         });
        });
        if (last.total > most) {
            most = last.total;
            largest = row.caseId;
        }
    }
    figures.file.runs.push_back(door.takesToShow([&](const auto& shown) {
        return session.watchCaseFile(largest, [&, shown](const bridge::CaseFile&) { shown(); });
    }));
    figures.line.runs.push_back(door.takesToShow([&](const auto& shown) {
        return session.watchTimeline(largest, bridge::TimelineFilter::All,
                                     [&, shown](const auto&) { shown(); });
    }));
    // With the pages of that case open, as it is when somebody writes.
    const auto file = session.watchCaseFile(largest, [](const bridge::CaseFile&) {});
    const auto line =
        session.watchTimeline(largest, bridge::TimelineFilter::All, [](const auto&) {});
    const auto list = session.watchCases({}, [](const auto&) {});
    const auto sync = session.watchSync([](const bridge::SyncStatus&) {});
    door.settle();
    for (int i = 0; i < 20; ++i) {
        figures.draft.runs.push_back(
            door.takes([&] { return session.saveDraft(largest, visit(i)); }));
        figures.contact.runs.push_back(
            door.takes([&] { return session.saveContact(largest, visit(i)); }));
    }
    const auto searchFor = [&](Series& series, const char* text) {
        series.runs.push_back(door.takesToShow([&](const auto& shown) {
            return session.watchSearch(text, [&, shown](const auto&) { shown(); });
        }));
    };
    for (const char* text : {"koelkast", "schulden", "huisarts af", "binnengelaten po", "moeder"})
        searchFor(figures.search, text);
    for (const char* text : {"de", "h", "en de"})
        searchFor(figures.common, text);
    std::printf("  largest case: %u entries; list of %zu cases\n", most, rows.size());
}

double residentMegabytes(const char* name) {
    std::ifstream status("/proc/self/status");
    std::string line;
    while (std::getline(status, line)) {
        if (line.rfind(name, 0) == 0)
            return std::atof(line.c_str() + std::strlen(name)) / 1024;
    }
    return 0;
}

struct Options {
    std::string volume = "large";
    fs::path dir;
    int runs = 5;
};

int run(const Options& options) {
    const auto& volumeName = options.volume;
    const auto& dir = options.dir;
    const int runs = options.runs;
    const auto volume = cw::findVolume(volumeName);
    if (!volume)
        return 2;
    TempDir own;
    const fs::path place = (dir.empty() ? own.path() : dir) / ("store-" + volumeName);
    if (!bridge::WorkerStore::isStore(place)) {
        std::printf("filling a store: %s, %zu cases, %zu records\n", volumeName.c_str(),
                    volume->cases, volume->records);
        const auto start = std::chrono::steady_clock::now();
        fill(place, *volume);
        std::printf("  took %.0f s\n", millisSince(start) / 1000);
        // What filling needed is not what working needs: measured by a fresh process.
        const std::string again = fs::read_symlink("/proc/self/exe").string() + " --dir '" +
                                  place.parent_path().string() + "' --volume " + volumeName +
                                  " --runs " + std::to_string(runs);
        return std::system(again.c_str()) == 0 ? 0 : 1;
    }
    Figures figures;
    for (int i = 0; i < runs; ++i)
        measure(place, figures);
    std::printf("\nAt the doorstep, volume %s (milliseconds)\n", volumeName.c_str());
    std::printf("%-44s %9s %9s %9s %8s %6s\n", "", "median", "p95", "worst", "limit", "runs");
    for (const Series* series : {&figures.cases, &figures.contact, &figures.draft, &figures.search,
                                 &figures.common, &figures.file, &figures.line, &figures.today})
        series->print();
    std::uintmax_t bytes = 0;
    for (const auto& file : fs::directory_iterator(place))
        bytes += file.file_size();
    std::printf("%-44s %9.0f MB\n", "memory, at its highest", residentMegabytes("VmHWM:"));
    std::printf("%-44s %9.0f MB\n", "store on disk", static_cast<double>(bytes) / 1'000'000);
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    Options options;
    // To see in seconds that it still runs.
    if (std::getenv("VB_BENCH_SMOKE") != nullptr) {
        options.volume = "demo";
        options.runs = 1;
    }
    CLI::App app{
        "What a person waits for at a doorstep, on one encrypted store, without a network."};
    app.add_option("--dir", options.dir, "Keep the store here and use it again");
    app.add_option("--volume", options.volume)
        ->check(CLI::IsMember({"demo", "typical", "large", "house"}))
        ->capture_default_str();
    app.add_option("--runs", options.runs)->check(CLI::Range(1, 1'000))->capture_default_str();
    CLI11_PARSE(app, argc, argv);
    try {
        return run(options);
    } catch (const std::exception& failure) {
        std::fprintf(stderr, "bench_doorstep: %s\n", failure.what());
        return 1;
    }
}
