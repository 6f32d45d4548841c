// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/transparency/compact_range.h"
#include "sync/transparency/proofs.h"
#include "tests/support/property.h"
#include "tests/unit/transparency/naive_tree.h"

#include <bit>
#include <string>

using namespace vb;
using namespace vb::transparency;
using vb::test::GrownLog;
using vb::test::NaiveTree;

namespace {

constexpr std::size_t kExhaustive = 200;

TreeHash numberedLeaf(std::uint64_t number) {
    Bytes entry;
    appendU64(entry, number);
    return hashLeaf(entry);
}

/// Counts what a proof reads.
class CountingNodes final : public TreeNodes {
public:
    explicit CountingNodes(const TreeNodes& nodes) : m_nodes(nodes) {}
    [[nodiscard]] Result<TreeHash> node(NodePlace place) const override {
        ++reads;
        return m_nodes.node(place);
    }
    mutable std::size_t reads = 0;

private:
    const TreeNodes& m_nodes;
};

std::span<const TreeHash> firstLeaves(const GrownLog& log, std::size_t size) {
    return std::span(log.leaves).first(size);
}

} // namespace

vb::test::GrownLog::GrownLog(std::size_t size) {
    CompactRange range;
    for (std::size_t i = 0; i < size; ++i) {
        leaves.push_back(numberedLeaf(i));
        range.append(leaves.back(),
                     [this](NodePlace place, const TreeHash& hash) { nodes.add(place, hash); });
    }
}

TEST_CASE("the tree gives the roots that Certificate Transparency publishes",
          "[sync][transparency]") {
    // The reference tree of eight entries from the test suites of the CT project.
    const std::vector<std::string> entries{"",
                                           "00",
                                           "10",
                                           "2021",
                                           "3031",
                                           "40414243",
                                           "5051525354555657",
                                           "606162636465666768696a6b6c6d6e6f"};
    const std::vector<std::string> roots{
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};
    CompactRange range;
    CHECK(range.root().hex() == roots[0]);
    for (std::size_t i = 0; i < entries.size(); ++i) {
        range.append(hashLeaf(fromHex(entries[i]).value()));
        CHECK(range.root().hex() == roots[i + 1]);
    }
}

TEST_CASE("a log leaf is an RFC leaf whose entry begins with label and house",
          "[sync][transparency]") {
    HouseId house(ByteArray<16>{1, 2, 3});
    Bytes entry = toBytes(asBytes("veldboek/leaf/v0"));
    append(entry, house.view());
    append(entry, asBytes("the bytes"));
    CHECK(hashLogLeaf(house, asBytes("the bytes")) == hashLeaf(entry));
    CHECK(hashLogLeaf(HouseId(), asBytes("the bytes")) != hashLeaf(entry));
}

TEST_CASE("roots and frontiers agree with the naive tree up to 200 leaves",
          "[sync][transparency]") {
    const GrownLog log(kExhaustive);
    NaiveTree naive;
    CompactRange grown;
    for (std::size_t size = 0; size <= kExhaustive; ++size) {
        const TreeHash expected = naive.root(firstLeaves(log, size));
        CHECK(grown.size() == size);
        CHECK(grown.root() == expected);
        CHECK(rootAt(log.nodes, size).value() == expected);
        CHECK(grown.roots().size() == static_cast<std::size_t>(std::popcount(size)));
        CHECK(CompactRange::ofNodes(log.nodes, size).value() == grown);
        if (size < kExhaustive)
            grown.append(log.leaves[size]);
    }
}

TEST_CASE("every inclusion proof up to 200 leaves is the RFC's and verifies",
          "[sync][transparency]") {
    const GrownLog log(kExhaustive);
    NaiveTree naive;
    bool allEqual = true;
    bool allVerify = true;
    bool noneElsewhere = true;
    for (std::size_t size = 1; size <= kExhaustive; ++size) {
        const TreeHash root = rootAt(log.nodes, size).value();
        for (std::size_t index = 0; index < size; ++index) {
            InclusionProof proof = proveInclusion(log.nodes, index, size).value();
            allVerify = allVerify && verifyInclusion(proof, log.leaves[index], root);
            allEqual = allEqual && proof.path == naive.path(index, firstLeaves(log, size));
            const std::size_t other = (index + 1) % size;
            if (other != index) {
                noneElsewhere = noneElsewhere && !verifyInclusion(proof, log.leaves[other], root);
                proof.leafIndex = other;
                noneElsewhere = noneElsewhere && !verifyInclusion(proof, log.leaves[index], root);
            }
        }
    }
    CHECK(allEqual);
    CHECK(allVerify);
    CHECK(noneElsewhere);
}

TEST_CASE("every consistency proof up to 200 leaves is the RFC's and verifies",
          "[sync][transparency]") {
    const GrownLog log(kExhaustive);
    NaiveTree naive;
    std::vector<TreeHash> roots;
    for (std::size_t size = 0; size <= kExhaustive; ++size)
        roots.push_back(rootAt(log.nodes, size).value());
    bool allEqual = true;
    bool allVerify = true;
    bool noneForOthers = true;
    for (std::size_t now = 0; now <= kExhaustive; ++now) {
        for (std::size_t old = 0; old <= now; ++old) {
            const ConsistencyProof proof = proveConsistency(log.nodes, old, now).value();
            allVerify = allVerify && verifyConsistency(proof, roots[old], roots[now]);
            if (old > 0)
                allEqual = allEqual && proof.path == naive.proof(old, firstLeaves(log, now));
            if (old > 0 && old < now) {
                noneForOthers = noneForOthers &&
                                !verifyConsistency(proof, roots[old - 1], roots[now]) &&
                                !verifyConsistency(proof, roots[old], roots[now - 1]);
            }
        }
    }
    CHECK(allEqual);
    CHECK(allVerify);
    CHECK(noneForOthers);
}

TEST_CASE("a proof over a million leaves reads tens of nodes", "[sync][transparency]") {
    // Perfect nodes above level 0 that are all the same: the tree's shape is what counts here.
    class EvenNodes final : public TreeNodes {
    public:
        [[nodiscard]] Result<TreeHash> node(NodePlace) const override { return emptyRoot(); }
    };
    const EvenNodes even;
    const CountingNodes counting(even);
    const LogSize size = (LogSize{1} << 20) - 1;
    REQUIRE(proveInclusion(counting, 12'345, size).has_value());
    CHECK(counting.reads <= 64);
    counting.reads = 0;
    REQUIRE(proveConsistency(counting, 777'777, size).has_value());
    CHECK(counting.reads <= 64);
}

TEST_CASE("what is out of bounds is refused", "[sync][transparency]") {
    const GrownLog log(5);
    CHECK(proveInclusion(log.nodes, 5, 5).error().code == Code::InvalidInput);
    CHECK(proveInclusion(log.nodes, 0, 0).error().code == Code::InvalidInput);
    CHECK(proveInclusion(log.nodes, 0, 6).error().code == Code::NotFound);
    CHECK(proveConsistency(log.nodes, 4, 3).error().code == Code::InvalidInput);
    CHECK(proveConsistency(log.nodes, 1, 9).error().code == Code::NotFound);
    CHECK(CompactRange::fromRoots(3, {TreeHash()}).error().code == Code::InvalidInput);
    CHECK(CompactRange::fromRoots(kMaxTreeSize + 1, {TreeHash(), TreeHash()}).error().code ==
          Code::InvalidInput);
    CHECK(CompactRange::fromRoots(0, {}).value() == CompactRange());
    CHECK_FALSE(verifyInclusion({7, 5, {}}, TreeHash(), TreeHash()));
    CHECK_FALSE(verifyConsistency({7, 5, {}}, TreeHash(), TreeHash()));
    CHECK_FALSE(verifyConsistency({0, 5, {TreeHash()}}, emptyRoot(), TreeHash()));
    CHECK_FALSE(verifyConsistency({0, 5, {}}, TreeHash(), TreeHash()));
}

TEST_CASE("tree laws", "[sync][transparency][property]") {
    static const GrownLog log(1'000);

    vb::test::holds("a frontier and the leaves after it give the root of both together", [] {
        const auto first = *rc::gen::inRange<std::size_t>(0, 1'000);
        const auto size = *rc::gen::inRange<std::size_t>(first, 1'001);
        CompactRange range = CompactRange::ofNodes(log.nodes, first).value();
        for (std::size_t i = first; i < size; ++i)
            range.append(log.leaves[i]);
        RC_ASSERT(range.root() == rootAt(log.nodes, size).value());
    });

    vb::test::holds("a proof with one bit, hash or size changed does not verify", [] {
        const auto size = *rc::gen::inRange<std::size_t>(2, 1'001);
        const auto old = *rc::gen::inRange<std::size_t>(1, size);
        const auto index = *rc::gen::inRange<std::size_t>(0, size);
        ConsistencyProof consistency = proveConsistency(log.nodes, old, size).value();
        InclusionProof inclusion = proveInclusion(log.nodes, index, size).value();
        const auto spoil = [](std::vector<TreeHash>& path) {
            const auto at = *rc::gen::inRange<std::size_t>(0, path.size() + 1);
            if (at == path.size()) {
                path.push_back(TreeHash());
                return;
            }
            if (*rc::gen::arbitrary<bool>()) {
                path.erase(path.begin() + static_cast<std::ptrdiff_t>(at));
                return;
            }
            auto bytes = path[at].bytes();
            bytes[*rc::gen::inRange<std::size_t>(0, 32)] ^= 1;
            path[at] = TreeHash(bytes);
        };
        spoil(consistency.path);
        spoil(inclusion.path);
        const TreeHash root = rootAt(log.nodes, size).value();
        RC_ASSERT_FALSE(verifyConsistency(consistency, rootAt(log.nodes, old).value(), root));
        RC_ASSERT_FALSE(verifyInclusion(inclusion, log.leaves[index], root));
    });

    vb::test::holds("random proofs are refused and end", [] {
        const auto hashes =
            *rc::gen::container<std::vector<std::uint8_t>>(rc::gen::arbitrary<std::uint8_t>());
        std::vector<TreeHash> path;
        for (const std::uint8_t byte : hashes)
            path.push_back(TreeHash(ByteArray<32>{byte}));
        const InclusionProof inclusion{*rc::gen::arbitrary<LogSize>(),
                                       *rc::gen::arbitrary<LogSize>(), path};
        RC_ASSERT_FALSE(verifyInclusion(inclusion, TreeHash(), emptyRoot()));
        const ConsistencyProof consistency{*rc::gen::nonZero<LogSize>(),
                                           *rc::gen::arbitrary<LogSize>(), path};
        RC_ASSERT_FALSE(verifyConsistency(consistency, emptyRoot(), TreeHash()));
    });
}
