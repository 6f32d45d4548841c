// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>

namespace vb::engine {

/// What a sync is busy with on this device.
enum class Work : std::uint8_t {
    Wire,   ///< nothing: a request is with the network and the hub
    Verify, ///< parsing, signatures, hashes, the validity function
    Open,   ///< decryption and decoding
    Apply,  ///< merging and writing to the store
};

/// For benchmarks: told when the work passes from one kind to another, on the core's thread. The
/// engine reads no clock for it; whoever listens brings one.
class WorkProbe {
public:
    virtual ~WorkProbe() = default;
    virtual void enter(Work work) = 0;
};

} // namespace vb::engine
