// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/bytes.h"
#include "crypto/outcome.h"
#include "crypto/page_vfs/database_fault.h"

#include <optional>
#include <string>
#include <vector>

namespace vb::crypto {

/// What the protocols of a store's directory need of the file system besides SQLite: an interface,
/// so that the crash harness can put a simulated disk there. Names are names within the one
/// directory. Functions that fail have changed nothing.
class StoreFiles {
public:
    virtual ~StoreFiles() = default;

    /// The directory, for SQLite's paths.
    [[nodiscard]] virtual const std::string& directory() const = 0;
    /// Every name in it, sorted.
    [[nodiscard]] virtual Outcome<std::vector<std::string>, DatabaseFault> list() = 0;
    [[nodiscard]] virtual Outcome<Bytes, DatabaseFault> read(const std::string& name,
                                                             std::size_t limit) = 0;
    /// Whatever happens meanwhile, the old or the new content is there; the new one, durably, when
    /// this returns without a fault. The bytes that the old content lay in are overwritten
    /// afterwards as far as the file system lets us.
    [[nodiscard]] virtual std::optional<DatabaseFault> replace(const std::string& name,
                                                               ByteView content) = 0;
    /// Not durable before syncDirectory().
    [[nodiscard]] virtual std::optional<DatabaseFault> rename(const std::string& from,
                                                              const std::string& to) = 0;
    /// Not durable before syncDirectory(). No fault when there is none of that name.
    [[nodiscard]] virtual std::optional<DatabaseFault> remove(const std::string& name) = 0;
    [[nodiscard]] virtual std::optional<DatabaseFault> syncDirectory() = 0;
};

/// The files of a directory that exists. Blocking; one thread.
class DirectoryFiles final : public StoreFiles {
public:
    explicit DirectoryFiles(std::string directory) : m_directory(std::move(directory)) {}

    [[nodiscard]] const std::string& directory() const override { return m_directory; }
    [[nodiscard]] Outcome<std::vector<std::string>, DatabaseFault> list() override;
    [[nodiscard]] Outcome<Bytes, DatabaseFault> read(const std::string& name,
                                                     std::size_t limit) override;
    [[nodiscard]] std::optional<DatabaseFault> replace(const std::string& name,
                                                       ByteView content) override;
    [[nodiscard]] std::optional<DatabaseFault> rename(const std::string& from,
                                                      const std::string& to) override;
    [[nodiscard]] std::optional<DatabaseFault> remove(const std::string& name) override;
    [[nodiscard]] std::optional<DatabaseFault> syncDirectory() override;

private:
    [[nodiscard]] std::string pathOf(const std::string& name) const;

    std::string m_directory;
};

} // namespace vb::crypto
