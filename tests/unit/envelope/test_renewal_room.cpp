// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// What was sealed once can be sealed anew, however large it is.
#include "sync/protocol/limits.h"
#include "tests/support/catch.h"
#include "tests/unit/envelope/sealing_world.h"

#include <algorithm>

using namespace vb;
using namespace vb::envelope;
using vb::test::SealingWorld;

namespace {

/// Changesets of any size, in so many parts, of text that packs well or badly.
struct Sizes {
    Sizes(SealingWorld& sealing, std::size_t inParts, bool packsWell)
        : world(sealing), parts(inParts), text(kMostText, 'a') {
        constexpr std::string_view kSigns =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        if (!packsWell)
            std::generate(text.begin(), text.end(),
                          [&] { return kSigns[world.random.below(kSigns.size())]; });
        for (std::size_t i = 0; i < parts; ++i)
            records.push_back(world.random.makeId<RecordId>());
    }

    [[nodiscard]] model::Changeset changeset(std::size_t size) const {
        model::Changeset made;
        made.caseId = world.caseId;
        made.audience = world.audience;
        made.hat = "wijkagent";
        made.stamp = {1'790'000'000'000, 0};
        std::size_t from = 0;
        for (std::size_t i = 0; i < parts; ++i) {
            model::Part part{{3}, records[i], {}, {}};
            // The first part as much as any: it is the one with the witness.
            for (std::size_t left = size / parts + (i < size % parts ? 1U : 0U); left > 0;) {
                const std::size_t length = std::min<std::size_t>(left, 65'536);
                part.operations.push_back({model::OperationKind::Write,
                                           {{33}, 1},
                                           {text.substr(from, length)},
                                           {},
                                           {},
                                           {}});
                from += length;
                left -= length;
            }
            made.parts.push_back(std::move(part));
        }
        return made;
    }

    /// The smallest header that there is.
    [[nodiscard]] SealContext first(bool isBulk) const {
        auto context = world.context();
        context.directory = {};
        context.bulk = isBulk;
        return context;
    }
    /// The largest one, and a witness that the first did not have.
    [[nodiscard]] SealContext renewed(bool isBulk) const {
        auto context = world.context(protocol::kMaxCounter);
        context.directory = {{std::uint64_t{1} << 62, world.random.makeId<Digest256>()},
                             {std::uint64_t{1} << 62, world.random.makeId<Digest256>()}};
        context.bulk = isBulk;
        context.witness = Witness{std::uint64_t{1} << 62,
                                  std::uint64_t{1} << 62,
                                  world.random.makeId<TreeHash>(),
                                  {std::uint64_t{1} << 62, world.random.makeId<Digest256>()},
                                  {}};
        context.renews = world.random.makeId<ChangesetId>();
        return context;
    }
    [[nodiscard]] bool seals(std::size_t size, const SealContext& context) const {
        const auto sealed = seal(world.packer, changeset(size), context);
        CHECK((sealed || sealed.error().code == Code::TooLarge));
        return sealed && membership::parseEnvelope(world.house, sealed->encode()).has_value();
    }
    /// One that seals while the next larger one does not.
    [[nodiscard]] std::size_t border(const SealContext& context) const {
        std::size_t fits = 1000;
        std::size_t tooLarge = kMostText - 1;
        REQUIRE(seals(fits, context));
        REQUIRE_FALSE(seals(tooLarge, context));
        while (fits + 1 < tooLarge) {
            const std::size_t middle = (fits + tooLarge) / 2;
            (seals(middle, context) ? fits : tooLarge) = middle;
        }
        return fits;
    }

    static constexpr std::size_t kMostText = 1'800'000;
    SealingWorld& world;
    std::size_t parts;
    std::string text;
    std::vector<RecordId> records;
};

} // namespace

TEST_CASE("What could just be sealed can be sealed anew", "[sync][envelope][I-9]") {
    SealingWorld world;
    const bool isBulk = GENERATE(false, true);
    CAPTURE(isBulk);
    std::size_t parts = 1;
    bool packsWell = false;
    SECTION("at the bound of a sealed part") {}
    SECTION("at the bound of its content") {
        packsWell = true;
    }
    SECTION("at the bound of the envelope") {
        parts = 7;
    }
    const Sizes sizes(world, parts, packsWell);
    const std::size_t most = sizes.border(sizes.first(isBulk));
    CAPTURE(most);
    CHECK_FALSE(sizes.seals(most + 1, sizes.first(isBulk)));
    CHECK(sizes.seals(most, sizes.renewed(isBulk)));
    // The room is no more than that: what is just too large for a first sealing is not far from
    // what is too large for any.
    CHECK_FALSE(sizes.seals(most + most / 10, sizes.renewed(isBulk)));
}
