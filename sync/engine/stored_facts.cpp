// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/engine/stored_facts.h"

#include "sync/membership/envelope_header.h"

namespace vb::engine {

Result<membership::EnvelopeFacts> storedFacts(store::ReplicaStore& store, const HouseId& house,
                                              const store::EnvelopeRow& row) {
    VB_TRY(const auto stream, store.streams().find(row.stream));
    if (!stream)
        return fail(Code::Corrupt, "an envelope without its stream");
    VB_TRY(const auto envelope, membership::parseEnvelope(house, row.sealed));
    const membership::StreamHead head{stream->stream,   stream->device, stream->incarnation,
                                      stream->audience, row.counter,    row.id};
    return membership::envelopeFacts(row.id, envelope.header, head);
}

} // namespace vb::engine
