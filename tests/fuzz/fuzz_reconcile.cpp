// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2

// What either side of a reconciliation may be sent. The first byte says which.
#include "sync/base/check.h"
#include "sync/protocol/sync.pb.h"
#include "sync/transparency/reconcile_messages.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

namespace {

using namespace vb;
using namespace vb::transparency;

ReconcileSet someSet(const ReconcileSalt& salt) {
    std::vector<ChangesetId> ids;
    for (std::uint8_t i = 0; i < 100; ++i) {
        ByteArray<32> id{};
        id[0] = static_cast<std::uint8_t>(i * 37);
        id[31] = i;
        ids.emplace_back(id);
    }
    return {HouseId(), salt, std::move(ids)};
}

void ask(ByteView body) {
    veldboek::v0::ReconcileRequest message;
    if (!message.ParseFromArray(body.data(), static_cast<int>(body.size())))
        return;
    const auto question = fromMessage(message);
    if (!question)
        return;
    const ReconcileAnswer reply = answer(someSet(question->salt), *question);
    VB_CHECK(checkSpans(reply.spans).has_value());
    veldboek::v0::ReconcileReply sent;
    toMessage(reply, sent);
    VB_CHECK(fromMessage(sent).has_value());
}

void reply(ByteView body) {
    veldboek::v0::ReconcileReply message;
    if (!message.ParseFromArray(body.data(), static_cast<int>(body.size())))
        return;
    const auto read = fromMessage(message);
    if (!read)
        return;
    Reconciliation device(someSet({}));
    static_cast<void>(device.next());
    if (device.take(*read) && !device.isDone())
        static_cast<void>(device.next());
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    if (size == 0)
        return 0;
    const ByteView body(bytes + 1, size - 1);
    if (bytes[0] % 2 == 0)
        ask(body);
    else
        reply(body);
    return 0;
}
