// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/ids.h"
#include "sync/envelope/content_codec.h"
#include "sync/transparency/pinned_head.h"

#include <map>
#include <optional>

namespace vb::engine {

using transparency::LogSize;

/// What colleagues' devices had pinned, as their envelopes say, until it was held against our pin.
///
/// A device's pin only ever moves to a tree that extends the one before, so its newest witness
/// stands for all earlier ones: one entry for each device, and one proof settles it. Of a device
/// that was settled at some size only a larger one is asked about again. Who waits longest is next,
/// also when something newer of it came meanwhile. At most kMaxDevices; one more takes the
/// place of a settled one. A value, kept with the replica; core thread.
class WitnessBook {
public:
    static constexpr std::size_t kMaxDevices = 1024;

    struct Waiting {
        DeviceId device;
        std::uint64_t generation = 0;
        LogSize size = 0;
        TreeHash root;
    };

    /// Corrupt when these are not bytes of encode().
    static Result<WitnessBook> decode(ByteView bytes);
    [[nodiscard]] Bytes encode() const;

    /// Takes in what `device` had pinned when it sealed what the log has at `position`;
    /// `generation` is that of our own pin. An alarm when no proof is needed to see that it cannot
    /// be: it knows more of the log than there was before that position (Rollback), or two trees of
    /// one size (SplitView). Otherwise Unchanged.
    transparency::HeadVerdict take(const DeviceId& device, std::uint64_t generation,
                                   LogSize position, const envelope::Witness& witness);
    [[nodiscard]] std::optional<Waiting> next() const;
    /// `asked` was held against our pin, with this outcome. Others who wait with the same tree are
    /// settled with it. The devices whose witness contradicts.
    std::vector<DeviceId> settle(const Waiting& asked, transparency::HeadVerdict verdict);

    /// Since the last encode().
    [[nodiscard]] bool isChanged() const { return m_isChanged; }
    void setKept() { m_isChanged = false; }

private:
    struct Entry {
        std::uint64_t generation = 0;
        LogSize settled = 0;      ///< up to this size it is consistent, or the alarm was raised
        LogSize size = 0;         ///< the newest; waits while above `settled`
        TreeHash root;            ///< of the newest
        std::uint64_t queued = 0; ///< order of waiting
        [[nodiscard]] bool isWaiting() const { return size > settled; }
    };
    Entry* entryOf(const DeviceId& device);

    std::map<DeviceId, Entry> m_entries;
    std::uint64_t m_lastQueued = 0;
    bool m_isChanged = false;
};

} // namespace vb::engine
