// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/server/memory_store.h"

#include <functional>

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

    /// A dishonest hub's: what this says is as if it were not there, while setHiding().
    using Filter = std::function<bool(const server::EnvelopeRow&)>;
    void hide(Filter filter);
    void setHiding(bool isHiding) { m_isHiding = isHiding; }

    Result<void> eachEnvelope(const CaseId& caseId, const AudienceId& audience, server::Share share,
                              server::LogSize position,
                              const EnvelopeVisitor& visit) const override;
    [[nodiscard]] Result<std::optional<server::EnvelopeRow>>
    envelope(const ChangesetId& id) const override;
    [[nodiscard]] Result<server::ComparisonRow> comparison(const CaseId& caseId,
                                                           const AudienceId& audience,
                                                           server::LogSize position) const override;
    [[nodiscard]] Result<std::vector<std::pair<server::LogSize, ChangesetId>>>
    ids(const CaseId& caseId, const AudienceId& audience, server::LogSize from,
        server::LogSize upTo, std::size_t limit) const override;

private:
    Result<void> write();
    [[nodiscard]] bool isHidden(const server::EnvelopeRow& row) const {
        return m_isHiding && m_isHidden(row);
    }
    Filter m_isHidden;
    bool m_isHiding = false;

    Code m_code = Code::Io;
    std::uint64_t m_left = 0;
    std::uint64_t m_failures = 0;
};

} // namespace vb::test
