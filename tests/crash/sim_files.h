// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/page_vfs/store_files.h"
#include "tests/crash/sim_disk.h"

namespace vb::crash {

/// The store's files besides SQLite's, on the simulated disk.
class SimFiles final : public crypto::StoreFiles {
public:
    SimFiles(SimDisk& disk, std::string directory)
        : m_disk(disk), m_directory(std::move(directory)) {}

    [[nodiscard]] const std::string& directory() const override { return m_directory; }

    [[nodiscard]] crypto::Outcome<std::vector<std::string>, crypto::DatabaseFault> list() override {
        std::vector<std::string> names;
        for (const std::string& path : m_disk.names()) {
            if (path.starts_with(m_directory + "/"))
                names.push_back(path.substr(m_directory.size() + 1));
        }
        return names;
    }
    [[nodiscard]] crypto::Outcome<Bytes, crypto::DatabaseFault> read(const std::string& name,
                                                                     std::size_t limit) override {
        const auto file = m_disk.find(pathOf(name));
        if (file == nullptr)
            return crypto::DatabaseFault::NotFound;
        if (!m_disk.mayRead() || file->current.size() > limit)
            return crypto::DatabaseFault::Failed;
        return file->current;
    }
    [[nodiscard]] std::optional<crypto::DatabaseFault> replace(const std::string& name,
                                                               ByteView content) override {
        const std::string temporary = pathOf(name) + ".new";
        if (m_disk.find(temporary) != nullptr && !m_disk.remove(temporary))
            return crypto::DatabaseFault::Failed;
        if (!m_disk.create(temporary))
            return crypto::DatabaseFault::Failed;
        const auto file = m_disk.find(temporary);
        const bool done = m_disk.write(file, 0, content) && m_disk.sync(file) &&
                          m_disk.rename(temporary, pathOf(name)) && m_disk.syncNames();
        return done ? std::nullopt : std::optional(crypto::DatabaseFault::Failed);
    }
    [[nodiscard]] std::optional<crypto::DatabaseFault> rename(const std::string& from,
                                                              const std::string& to) override {
        return done(m_disk.rename(pathOf(from), pathOf(to)));
    }
    [[nodiscard]] std::optional<crypto::DatabaseFault> remove(const std::string& name) override {
        return done(m_disk.find(pathOf(name)) == nullptr || m_disk.remove(pathOf(name)));
    }
    [[nodiscard]] std::optional<crypto::DatabaseFault> syncDirectory() override {
        return done(m_disk.syncNames());
    }

private:
    [[nodiscard]] std::string pathOf(const std::string& name) const {
        return m_directory + "/" + name;
    }
    static std::optional<crypto::DatabaseFault> done(bool whether) {
        return whether ? std::nullopt : std::optional(crypto::DatabaseFault::Failed);
    }

    SimDisk& m_disk;
    std::string m_directory;
};

} // namespace vb::crash
