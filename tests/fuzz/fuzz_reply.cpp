// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2

// What a hub, or whoever is in its place, may answer, before anything of it is verified. The first
// byte says to which request.
#include "sync/base/check.h"
#include "sync/engine/wire.h"
#include "sync/engine/wire_attachment.h"
#include "sync/engine/wire_proof.h"
#include "sync/engine/witness_book.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

namespace {

using namespace vb;
namespace wire = engine::wire;

void readPages(ByteView body, const Result<wire::Pulled>& read) {
    if (!read)
        return;
    auto pulled = *read;
    wire::checkEnvelopes(HouseId(), pulled);
    VB_CHECK(pulled.checked.size() == pulled.items.size());
    VB_CHECK(pulled.stubs.size() == pulled.items.size());
    VB_CHECK(pulled.items.size() + pulled.ids.size() <= body.size());
    static_cast<void>(wire::pageLeaves(pulled));
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    if (size == 0)
        return 0;
    const ByteView body(bytes + 1, size - 1);
    switch (bytes[0] % 13) {
    case 0:
        static_cast<void>(wire::readHello(body));
        break;
    case 1:
        static_cast<void>(wire::readSession(body));
        break;
    case 2:
        if (const auto directory = wire::readDirectory(HouseId(), body))
            VB_CHECK(wire::pageLeaves(directory->leaves).size() == directory->leaves.size());
        break;
    case 3:
        for (const std::size_t items : {std::size_t{0}, std::size_t{1}, std::size_t{3}}) {
            if (const auto push = wire::readPush(body, items))
                VB_CHECK(push->verdicts.size() == items);
        }
        break;
    case 4:
        readPages(body, wire::readPulled(body));
        break;
    case 5:
        readPages(body, wire::readFetched(body));
        break;
    case 6:
        static_cast<void>(wire::readCompare(body));
        break;
    case 7:
        static_cast<void>(wire::readReconciled(body));
        break;
    case 8:
        static_cast<void>(wire::readFailure(body));
        break;
    case 9:
        static_cast<void>(wire::readProof(body));
        break;
    case 11:
        static_cast<void>(wire::readUploaded(body));
        break;
    case 12:
        if (const auto chunk = wire::readDownloaded(body))
            VB_CHECK(chunk->total > 0 && chunk->chunk.size() <= body.size());
        break;
    default:
        // Written by this device, and read after whatever happened to its disk.
        if (const auto book = engine::WitnessBook::decode(body))
            VB_CHECK(engine::WitnessBook::decode(book->encode()).has_value());
        break;
    }
    return 0;
}
