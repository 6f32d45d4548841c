// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2

// Sealing and opening typical entries, one and ten thousand, and what they weigh on the wire.
#include "crypto/random.h"
#include "crypto/signing.h"
#include "sync/envelope/epoch_key.h"
#include "sync/envelope/open.h"
#include "sync/envelope/seal.h"
#include "sync/envelope/stream_signing.h"
#include "sync/membership/derived_ids.h"
#include "sync/protocol/limits.h"
#include "tests/support/sample_changesets.h"

#include <benchmark/benchmark.h>

namespace {

using namespace vb;

/// One device that writes typical entries in one audience.
class Author {
public:
    explicit Author(std::uint64_t seed)
        : m_samples(seed),
          m_ids(seed),
          m_house(m_ids.makeId<HouseId>()),
          m_incarnation(m_ids.makeId<IncarnationId>()),
          m_device(crypto::SigningKey::generate()),
          m_key(crypto::EpochKey::generate()) {
        const model::Changeset first = m_samples.next();
        m_case = first.caseId;
        m_audience = first.audience;
        m_epoch = envelope::epochId(m_house, m_audience, m_key);
        m_deviceId = membership::deviceId(m_house, m_device.publicKey());
        m_stream = membership::streamId(m_house, m_deviceId, m_incarnation, m_audience);
    }

    model::Changeset write() { return m_samples.next(); }
    envelope::SealedEnvelope seal(const model::Changeset& changeset, bool bulk) {
        envelope::SealContext context{m_house, m_case, m_audience,
                                      m_epoch, m_key,  {m_stream, m_counter + 1, m_previous}};
        context.directory = {{40, m_ids.makeId<Digest256>()}, {12, m_ids.makeId<Digest256>()}};
        context.retentionClass = 1;
        context.bulk = bulk;
        auto sealed = envelope::seal(m_packer, changeset, context).value();
        ++m_counter;
        m_previous = sealed.id;
        return sealed;
    }
    membership::SignedStreamHead sign() {
        return envelope::signStreamHead(m_house,
                                        {m_stream, m_deviceId, m_incarnation, m_audience, m_counter,
                                         m_previous.value_or(ChangesetId())},
                                        m_device);
    }
    membership::CheckedEnvelope parse(ByteView bytes) {
        return membership::parseEnvelope(m_house, bytes).value();
    }
    envelope::OpenedChangeset open(const membership::CheckedEnvelope& envelope) {
        return envelope::open(m_packer, envelope, m_key, {WorkerId(), {3}}).value();
    }
    void verify(const membership::SignedStreamHead& head,
                std::span<const membership::ChainLink> links) {
        const auto verified =
            membership::verifyStreamHead(m_house, head, m_device.publicKey()).value();
        VB_CHECK(membership::verifyRun(verified, links).has_value());
    }

private:
    test::SampleChangesets m_samples;
    test::SeededRandom m_ids;
    HouseId m_house;
    IncarnationId m_incarnation;
    crypto::SigningKey m_device;
    crypto::EpochKey m_key;
    CaseId m_case;
    AudienceId m_audience;
    EpochId m_epoch;
    DeviceId m_deviceId;
    StreamId m_stream;
    std::uint64_t m_counter = 0;
    std::optional<ChangesetId> m_previous;
    envelope::Packer m_packer;
};

/// A save as the doorstep has it: seal one entry and sign the new head.
void sealAndSignOne(benchmark::State& state) {
    Author author(1);
    const model::Changeset changeset = author.write();
    for (auto _ : state) {
        benchmark::DoNotOptimize(author.seal(changeset, false));
        benchmark::DoNotOptimize(author.sign());
    }
}
BENCHMARK(sealAndSignOne)->Unit(benchmark::kMicrosecond);

void openOne(benchmark::State& state) {
    Author author(2);
    const Bytes bytes = author.seal(author.write(), false).encode();
    for (auto _ : state)
        benchmark::DoNotOptimize(author.open(author.parse(bytes)));
}
BENCHMARK(openOne)->Unit(benchmark::kMicrosecond);

void sealMany(benchmark::State& state) {
    Author author(3);
    std::vector<model::Changeset> changesets;
    for (std::int64_t i = 0; i < state.range(0); ++i)
        changesets.push_back(author.write());
    for (auto _ : state)
        for (const model::Changeset& changeset : changesets)
            benchmark::DoNotOptimize(author.seal(changeset, true));
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(sealMany)->Arg(10'000)->Unit(benchmark::kMillisecond);

/// Ten thousand entries as a first sync has them: parse, verify by runs of 64, open.
void verifyAndOpenMany(benchmark::State& state) {
    Author author(4);
    std::vector<Bytes> envelopes;
    std::vector<membership::SignedStreamHead> heads;
    for (std::int64_t i = 0; i < state.range(0); ++i) {
        envelopes.push_back(author.seal(author.write(), true).encode());
        if (envelopes.size() % protocol::kMaxRunLength == 0 || i + 1 == state.range(0))
            heads.push_back(author.sign());
    }
    for (auto _ : state) {
        std::vector<membership::ChainLink> links;
        std::size_t head = 0;
        for (std::size_t i = 0; i < envelopes.size(); ++i) {
            const auto checked = author.parse(envelopes[i]);
            links.push_back(membership::chainLink(checked.id, checked.header));
            if (links.size() == protocol::kMaxRunLength || i + 1 == envelopes.size()) {
                author.verify(heads[head], links);
                links.clear();
                ++head;
            }
            benchmark::DoNotOptimize(author.open(checked));
        }
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(verifyAndOpenMany)->Arg(10'000)->Unit(benchmark::kMillisecond);

/// Bytes of a typical entry at each step; the time is that of packing and sealing it.
void sizes(benchmark::State& state) {
    Author author(5);
    envelope::Packer packer;
    std::size_t entries = 0;
    std::size_t encoded = 0;
    std::size_t without = 0;
    std::size_t with = 0;
    std::size_t bulk = 0;
    std::size_t live = 0;
    std::size_t header = 0;
    for (auto _ : state) {
        const model::Changeset changeset = author.write();
        for (const model::Part& part : changeset.parts) {
            const Bytes plain =
                envelope::encodePart({changeset.hat, changeset.stamp, {}, {}}, part).value();
            encoded += plain.size();
            without += packer.pack(plain, envelope::Dictionary::None).value().size();
            with += packer.pack(plain, envelope::Dictionary::First).value().size();
        }
        const auto sealed = author.seal(changeset, true);
        bulk += sealed.encode().size();
        header += sealed.header.size();
        live += author.seal(changeset, false).encode().size();
        ++entries;
    }
    const auto mean = [&](std::size_t sum) {
        return benchmark::Counter(static_cast<double>(sum) / static_cast<double>(entries));
    };
    state.counters["encoded"] = mean(encoded);
    state.counters["packed_without"] = mean(without);
    state.counters["packed_with"] = mean(with);
    state.counters["header"] = mean(header);
    state.counters["bulk"] = mean(bulk);
    state.counters["live"] = mean(live);
}
BENCHMARK(sizes)->Iterations(10'000)->Unit(benchmark::kMicrosecond);

} // namespace

int main(int argc, char** argv) {
    VB_CHECK(!crypto::init());
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
