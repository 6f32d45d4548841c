// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/engine/sync_engine.h"
#include "tests/fuzz/fuzz_house.h"

#include <filesystem>
#include <memory>

namespace vb::fuzz {

template <typename T>
T must(Result<T> result) {
    VB_CHECK(result.has_value());
    return std::move(result).value();
}

/// The device of a person of the house, with its two files in a directory. Opened by the
/// constructor; open() again is a restart. Clock and randomness outlive it. One thread.
class Device {
public:
    Device(std::size_t person, std::filesystem::path dir, const Clock& clock,
           test::SeededRandom& random);

    void open();
    /// Closes replica and engine, so that somebody else may have the files.
    void close();
    [[nodiscard]] std::string storeFile() const { return (m_dir / "store.db").string(); }
    [[nodiscard]] std::string outboxFile() const { return (m_dir / "outbox.db").string(); }

    std::unique_ptr<engine::Replica> replica;
    std::unique_ptr<engine::SyncEngine> engine;
    std::uint64_t life = 0;

private:
    std::size_t m_person;
    std::filesystem::path m_dir;
    const Clock& m_clock;
    test::SeededRandom& m_random;
    IncarnationId m_incarnation;
};

/// The replica over two such files; the first thing that it cannot have is the error.
Result<std::unique_ptr<engine::Replica>> openReplica(const std::string& storeFile,
                                                     const std::string& outboxFile,
                                                     const Clock& clock, RandomSource& random,
                                                     engine::DeviceIdentity identity);
/// One text for the case team, in a record of its own.
engine::Entry entryOf(const CaseId& caseId, RandomSource& random, const std::string& text);
/// The same with an attachment of so many bytes.
engine::Entry attachedEntry(engine::Replica& replica, const CaseId& caseId, RandomSource& random,
                            std::size_t size);
membership::MemberBody memberOf(std::size_t person);

} // namespace vb::fuzz
