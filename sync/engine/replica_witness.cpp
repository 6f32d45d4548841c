// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// What this device has pinned of the hub's log, said in what it seals and held against what
// colleagues say in theirs.
#include "sync/engine/replica.h"
#include "sync/store/lost_table.h"

namespace vb::engine {
namespace {

constexpr auto kPinKey = "log.pin";
constexpr auto kWitnessesKey = "log.witnesses";

} // namespace

Result<void> Replica::loadPin() {
    VB_TRY(const auto pin, m_store.meta().get(kPinKey));
    if (pin) {
        VB_TRY(m_pinned, transparency::parseLogHead(*pin));
    }
    VB_TRY(const auto witnesses, m_store.meta().get(kWitnessesKey));
    if (witnesses) {
        VB_TRY(m_witnesses, WitnessBook::decode(*witnesses));
    }
    return {};
}

Result<void> Replica::keepPin(const transparency::LogHead& head) {
    VB_TRY_VOID(m_store.meta().put(kPinKey, transparency::encodeLogHead(head)));
    if (head.secured > 0)
        VB_TRY_VOID(store::LostTable(m_store.database()).letGoBelow(head.secured));
    m_pinned = head;
    return {};
}

/// In everything live: it fits into the padding. Of history sent in bulk, which has none, the first
/// in an audience since the pin moved has to do.
std::optional<envelope::Witness> Replica::witnessFor(const AudienceId& audience, bool bulk,
                                                     const ChainHead& house) {
    if (!m_pinned || m_pinned->size == 0)
        return std::nullopt;
    const auto said = m_witnessed.find(audience);
    if (bulk && said != m_witnessed.end() && said->second == m_pinned->size)
        return std::nullopt;
    m_witnessed[audience] = m_pinned->size;
    return envelope::Witness{m_pinned->generation, m_pinned->size, m_pinned->root, house, {}};
}

Result<void> Replica::takeWitness(const DeviceId& device, LogSize position,
                                  const std::optional<envelope::Witness>& witness) {
    if (!witness || !m_pinned)
        return {};
    const auto verdict = m_witnesses.take(device, m_pinned->generation, position, *witness);
    return isAlarm(verdict) ? raiseWitnessAlarm(device, verdict) : Result<void>{};
}

/// One notice for each device: what contradicts once does so at every sync.
Result<void> Replica::raiseWitnessAlarm(const DeviceId& device, transparency::HeadVerdict verdict) {
    return notice(store::AttentionKind::SplitView, std::nullopt, device.view(),
                  static_cast<std::uint32_t>(verdict));
}

Result<void> Replica::keepWitnesses() {
    if (!m_witnesses.isChanged())
        return {};
    return m_store.meta().put(kWitnessesKey, m_witnesses.encode());
}

Result<void> Replica::settleWitness(const WitnessBook::Waiting& asked,
                                    transparency::HeadVerdict verdict) {
    const auto before = m_witnesses;
    const auto settle = [&]() -> Result<void> {
        VB_TRY(auto transaction, m_store.begin());
        for (const DeviceId& device : m_witnesses.settle(asked, verdict))
            VB_TRY_VOID(raiseWitnessAlarm(
                device, isAlarm(verdict) ? verdict : transparency::HeadVerdict::SplitView));
        VB_TRY_VOID(keepWitnesses());
        return transaction.commit();
    };
    auto settled = settle();
    if (settled)
        m_witnesses.setKept();
    else
        m_witnesses = before; // or the alarm would never be raised
    return settled;
}

} // namespace vb::engine
