// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2

// What a person hands over or types: import files, days, search words.
#include "client/casework/calendar.h"
#include "client/casework/import.h"
#include "client/casework/search_query.h"
#include "sync/base/check.h"

#include <array>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

namespace {

using namespace vb;

class NoScene final : public casework::ImportScene {
public:
    [[nodiscard]] RecordId recordOf(std::string_view) const override { return {}; }
    [[nodiscard]] std::optional<WorkerId> workerOf(std::string_view) const override { return {}; }
};

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view text = asText({bytes, size});
    static_cast<void>(casework::parseIsoDay(text));
    const auto query = casework::parseQuery(text);
    const auto excerpt = casework::excerpt(text, query);
    for (const auto& span : excerpt.matches)
        VB_CHECK(std::size_t{span.first} + span.length <= excerpt.text.size());
    // With the people of the demo, so that the corpus gets through to the entries.
    const std::array<casework::ImportFile, 2> files{casework::demoScenarios().front(),
                                                    casework::ImportFile{"bestand.json", text}};
    const casework::UtcCalendar calendar;
    static_cast<void>(casework::readImport(files, NoScene(), Instant{1'790'000'000'000}, calendar));
    return 0;
}
