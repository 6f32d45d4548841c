// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>

namespace vb::engine {

/// How one upload goes, as far as the hub's answers decide it: where the hub says that it is, there
/// it goes on, as long as that can come to an end. A value; offsets and lengths in bytes.
class UploadCourse {
public:
    explicit UploadCourse(std::uint64_t total);

    struct Step {
        std::uint64_t offset = 0;
        bool withContent = false; ///< otherwise it asks how far the hub has it
    };
    [[nodiscard]] Step begin() const;
    [[nodiscard]] bool isAllHeld(std::uint64_t held) const { return held == m_total; }
    /// Nothing where no chunk begins, and when it has gone on for long enough: for another sync.
    std::optional<Step> next(std::uint64_t held);

private:
    std::uint64_t m_total;
    std::uint64_t m_requestsLeft;
};

} // namespace vb::engine
