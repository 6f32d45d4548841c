// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// The README's examples, through the program itself.
#include "tests/conformance/driver.h"
#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"

#include <fstream>
#include <set>
#include <sstream>

using namespace vb;
using namespace vb::conformance;

namespace {

struct Example {
    Json request;
    Json reply;
};

/// Every fenced block "json example": a request on its first lines, up to an empty one, and the
/// reply after that.
std::vector<Example> examples() {
    std::ifstream in(std::string(VB_SOURCE_DIR) + "/tests/conformance/README.md");
    std::vector<Example> found;
    std::string line;
    while (std::getline(in, line)) {
        if (line != "```json example")
            continue;
        std::string request;
        std::string reply;
        std::string* into = &request;
        while (std::getline(in, line) && line != "```") {
            if (line.empty())
                into = &reply;
            *into += line;
        }
        found.push_back({Json::parse(request), Json::parse(reply)});
    }
    return found;
}

/// What the program answers to these lines.
std::vector<Json> run(const std::vector<Json>& requests) {
    const test::TempDir dir;
    std::ofstream in(dir.file("in"));
    for (const Json& request : requests)
        in << request.dump() << "\n";
    in.close();
    const std::string command =
        std::string(VB_CONFORMANCE) + " <" + dir.file("in") + " >" + dir.file("out");
    REQUIRE(std::system(command.c_str()) == 0);
    std::ifstream out(dir.file("out"));
    std::vector<Json> replies;
    for (std::string line; std::getline(out, line);)
        replies.push_back(Json::parse(line));
    return replies;
}

} // namespace

TEST_CASE("the README's examples are what the program does", "[conformance][document]") {
    const auto documented = examples();
    std::vector<Json> requests;
    std::set<std::string> operations;
    for (const Example& example : documented) {
        requests.push_back(example.request);
        operations.insert(example.request["op"].get<std::string>());
    }
    const auto replies = run(requests);
    REQUIRE(replies.size() == documented.size());
    for (std::size_t i = 0; i < replies.size(); ++i) {
        CAPTURE(requests[i].dump());
        CHECK(replies[i].dump() == documented[i].reply.dump());
    }
    // Each operation has one.
    const Json help = run({Json{{"id", 1}, {"op", "help"}}}).at(0);
    for (const Json& operation : help["operations"])
        CHECK(operations.count(operation.get<std::string>()) == 1);
}
