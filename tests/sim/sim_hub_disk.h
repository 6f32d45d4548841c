// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/server/memory_store.h"

namespace vb::test {

/// The hub's store on a disk that fails once when told to: at one of the next writes, as a full
/// disk or a broken one does. Whatever was not committed is gone then, as a database takes it back.
class SimHubDisk final : public server::MemoryHubStore {
public:
    /// At the n-th write from now, beginning with 1.
    void failAt(Code code, std::uint64_t write);
    void failNever() { m_left = 0; }
    [[nodiscard]] std::uint64_t failures() const { return m_failures; }

    Result<void> apply(const server::AcceptedBatch& batch) override;
    Result<void> putMail(const server::MailRow& mail) override;
    Result<void> commit() override;

private:
    Result<void> write();

    Code m_code = Code::Io;
    std::uint64_t m_left = 0;
    std::uint64_t m_failures = 0;
};

} // namespace vb::test
