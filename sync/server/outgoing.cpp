// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/server/outgoing.h"

namespace vb::server {

wire::PulledEnvelope pulledEnvelope(EnvelopeRow&& row, bool withheld) {
    wire::PulledEnvelope message;
    message.set_leaf(wireText(row.leaf));
    message.set_position(row.position);
    if (row.stubReason != 0) {
        VB_CHECK(message.mutable_stub()->ParseFromArray(row.header.data(),
                                                        static_cast<int>(row.header.size())));
        return message;
    }
    wire::Envelope& envelope = *message.mutable_envelope();
    envelope.set_header(wireText(row.header));
    for (const PartRow& part : row.parts)
        envelope.add_parts(withheld ? std::string() : wireText(part.content));
    message.set_withheld(withheld);
    return message;
}

void Outgoing::add(EnvelopeRow&& row, bool withheld) {
    if (row.stubReason == 0) {
        const Run run{row.stream, row.runEnd};
        m_runs.insert(run);
        if (row.counter < row.runEnd)
            m_open.insert(run);
        else
            m_open.erase(run);
    }
    m_envelopes.push_back(pulledEnvelope(std::move(row), withheld));
    m_bytes += m_envelopes.back().ByteSizeLong();
}

Result<std::vector<wire::SignedStreamHead>> Outgoing::heads() const {
    std::vector<wire::SignedStreamHead> heads;
    for (const auto& [stream, counter] : m_runs) {
        VB_TRY(const auto row, ours(m_store.head(stream, counter)));
        if (!row)
            return fail(Code::Internal, "no head at the end of a run");
        wire::SignedStreamHead& head = heads.emplace_back();
        head.set_head(wireText(row->head));
        head.set_signature(wireText(row->signature.bytes()));
    }
    return heads;
}

std::vector<transparency::PageLeaf> Outgoing::leaves() const {
    std::vector<transparency::PageLeaf> leaves;
    for (const wire::PulledEnvelope& envelope : m_envelopes)
        leaves.push_back({envelope.position(), asBytes(envelope.leaf())});
    return leaves;
}

} // namespace vb::server
