// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/engine/witness_book.h"

#include <algorithm>

namespace vb::engine {
namespace {

using transparency::HeadVerdict;

constexpr std::size_t kEntryBytes = DeviceId::kSize + TreeHash::kSize + 4 * 8;

std::uint64_t takeU64(ByteView bytes) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < 8; ++i)
        value = value << 8 | bytes[i];
    return value;
}

} // namespace

Result<WitnessBook> WitnessBook::decode(ByteView bytes) {
    WitnessBook book;
    if (bytes.size() % kEntryBytes != 0 || bytes.size() / kEntryBytes > kMaxDevices)
        return fail(Code::Corrupt, "witnesses");
    for (; !bytes.empty(); bytes = bytes.subspan(kEntryBytes)) {
        VB_TRY(const auto device, DeviceId::fromBytes(bytes.first(DeviceId::kSize)));
        const ByteView rest = bytes.subspan(DeviceId::kSize);
        Entry entry;
        VB_TRY(entry.root, TreeHash::fromBytes(rest.first(TreeHash::kSize)));
        const ByteView numbers = rest.subspan(TreeHash::kSize);
        entry.generation = takeU64(numbers);
        entry.settled = takeU64(numbers.subspan(8));
        entry.size = takeU64(numbers.subspan(16));
        entry.queued = takeU64(numbers.subspan(24));
        book.m_lastQueued = std::max(book.m_lastQueued, entry.queued);
        book.m_entries[device] = entry;
    }
    return book;
}

Bytes WitnessBook::encode() const {
    Bytes bytes;
    bytes.reserve(m_entries.size() * kEntryBytes);
    for (const auto& [device, entry] : m_entries) {
        append(bytes, device.view());
        append(bytes, entry.root.view());
        appendU64(bytes, entry.generation);
        appendU64(bytes, entry.settled);
        appendU64(bytes, entry.size);
        appendU64(bytes, entry.queued);
    }
    return bytes;
}

/// None when the book is full of who waits.
WitnessBook::Entry* WitnessBook::entryOf(const DeviceId& device) {
    const auto found = m_entries.find(device);
    if (found != m_entries.end())
        return &found->second;
    if (m_entries.size() >= kMaxDevices) {
        const auto settled = std::find_if(m_entries.begin(), m_entries.end(),
                                          [](const auto& one) { return !one.second.isWaiting(); });
        if (settled == m_entries.end())
            return nullptr;
        m_entries.erase(settled);
    }
    return &m_entries[device];
}

HeadVerdict WitnessBook::take(const DeviceId& device, std::uint64_t generation, LogSize position,
                              const envelope::Witness& witness) {
    // What was pinned before a restore says nothing of the log after it.
    if (witness.logGeneration != generation || witness.logSize == 0)
        return HeadVerdict::Unchanged;
    if (witness.logSize > position)
        return HeadVerdict::Rollback;
    Entry* entry = entryOf(device);
    if (entry == nullptr || entry->generation > generation)
        return HeadVerdict::Unchanged;
    if (entry->generation < generation) {
        *entry = {};
        entry->generation = generation;
    }
    if (witness.logSize == entry->size)
        return witness.logRoot == entry->root ? HeadVerdict::Unchanged : HeadVerdict::SplitView;
    if (witness.logSize < entry->size)
        return HeadVerdict::Unchanged;
    if (!entry->isWaiting())
        entry->queued = ++m_lastQueued;
    entry->size = witness.logSize;
    entry->root = witness.logRoot;
    m_isChanged = true;
    return HeadVerdict::Unchanged;
}

std::optional<WitnessBook::Waiting> WitnessBook::next() const {
    const std::pair<const DeviceId, Entry>* first = nullptr;
    for (const auto& one : m_entries) {
        if (one.second.isWaiting() && (!first || one.second.queued < first->second.queued))
            first = &one;
    }
    if (!first)
        return std::nullopt;
    const auto& [device, entry] = *first;
    return Waiting{device, entry.generation, entry.size, entry.root};
}

std::vector<DeviceId> WitnessBook::settle(const Waiting& asked, HeadVerdict verdict) {
    std::vector<DeviceId> contradicting;
    for (auto& [device, entry] : m_entries) {
        const bool isSame = entry.generation == asked.generation && entry.size == asked.size;
        if (!entry.isWaiting() || !isSame)
            continue;
        // Another tree of a size at which ours is known needs no proof either.
        const bool isOurs = entry.root == asked.root;
        if (!isOurs && isAlarm(verdict))
            continue;
        if (!isOurs || isAlarm(verdict))
            contradicting.push_back(device);
        entry.settled = entry.size;
        m_isChanged = true;
    }
    return contradicting;
}

} // namespace vb::engine
