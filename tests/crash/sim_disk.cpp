// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/crash/sim_disk.h"

#include "sync/base/check.h"

#include <sqlite3.h>

#include <algorithm>
#include <utility>

namespace vb::crash {

namespace {

constexpr std::size_t kSector = 512;

} // namespace

void SimDisk::plan(const FailurePlan& plan) {
    m_plan = plan;
    m_changes = 0;
    m_failed = false;
    m_isMended = false;
}

int SimDisk::failureOfWrite() const {
    return m_dead || m_plan.failure == Failure::Io ? SQLITE_IOERR_WRITE : SQLITE_FULL;
}

bool SimDisk::mayLock() {
    return m_plan.failure != Failure::Busy || counts();
}

bool SimDisk::mayOpen() {
    return m_plan.failure != Failure::Io || counts();
}

bool SimDisk::mayRead() {
    return m_plan.failure != Failure::Read || counts();
}

SimDisk SimDisk::copy() const {
    SimDisk other(m_flaws);
    for (const auto& [name, file] : m_names) {
        auto same = std::make_shared<File>();
        same->current = file->current;
        same->durable = file->current;
        other.m_names[name] = same;
    }
    other.m_durableNames = other.m_names;
    return other;
}

SimDisk SimDisk::afterDeath() const {
    if (m_plan.failure != Failure::PowerLoss)
        return copy();
    test::SeededRandom random(m_plan.seed * 7919 + m_plan.at);
    // All, nothing and a mixture each find other mistakes.
    const std::uint64_t style = random.below(4);
    const auto survives = [&] { return style == 0 || (style > 1 && random.chance(1, 2)); };
    Names names = m_durableNames;
    // A journaling file system keeps changes of names in order: a prefix of them is there.
    const std::uint64_t kept =
        style == 0 ? m_unsyncedNames.size() : random.below(m_unsyncedNames.size() + 1);
    for (std::size_t i = 0; i < kept; ++i)
        apply(names, m_unsyncedNames[i]);
    SimDisk other(m_flaws);
    for (const auto& [name, file] : names) {
        auto left = std::make_shared<File>();
        left->current = file->durable;
        for (const Change& change : file->unsynced) {
            if (!survives())
                continue;
            if (style > 2 && random.chance(1, 2))
                applyTorn(left->current, change, random);
            else
                apply(left->current, change);
        }
        left->durable = left->current;
        other.m_names[name] = left;
    }
    other.m_durableNames = other.m_names;
    return other;
}

SimDisk::Handle SimDisk::find(const std::string& path) const {
    const auto found = m_names.find(path);
    return found == m_names.end() ? nullptr : found->second;
}

std::vector<std::string> SimDisk::names() const {
    std::vector<std::string> names;
    for (const auto& [name, file] : m_names)
        names.push_back(name);
    return names;
}

bool SimDisk::strikesNot() {
    if (m_dead)
        return false;
    return m_plan.failure == Failure::Busy || m_plan.failure == Failure::Read || counts();
}

bool SimDisk::counts() {
    ++m_changes;
    const bool strikes = m_plan.at != 0 && m_changes >= m_plan.at &&
                         m_changes - m_plan.at < m_plan.lasts && !m_isMended;
    if (!strikes)
        return true;
    m_failed = true;
    m_dead = m_plan.failure == Failure::Kill || m_plan.failure == Failure::PowerLoss;
    return false;
}

void SimDisk::apply(Bytes& bytes, const Change& change) {
    if (change.isTruncate) {
        bytes.resize(change.offset, 0);
        return;
    }
    const std::size_t end = change.offset + change.content.size();
    if (bytes.size() < end)
        bytes.resize(end, 0);
    std::copy(change.content.begin(), change.content.end(),
              bytes.begin() + static_cast<std::ptrdiff_t>(change.offset));
}

void SimDisk::applyTorn(Bytes& bytes, const Change& change, test::SeededRandom& random) {
    if (change.isTruncate) {
        if (random.chance(1, 2))
            apply(bytes, change);
        return;
    }
    for (std::size_t at = 0; at < change.content.size(); at += kSector) {
        if (random.chance(1, 2))
            continue;
        const std::size_t size = std::min(kSector, change.content.size() - at);
        const auto first = change.content.begin() + static_cast<std::ptrdiff_t>(at);
        apply(bytes,
              {false, change.offset + at, Bytes(first, first + static_cast<std::ptrdiff_t>(size))});
    }
}

void SimDisk::apply(Names& names, const NameChange& change) {
    if (!change.from.empty())
        names.erase(change.from);
    if (!change.to.empty())
        names[change.to] = change.file;
}

void SimDisk::note(const Handle& file, Change change) {
    apply(file->current, change);
    file->unsynced.push_back(std::move(change));
}

void SimDisk::changeName(NameChange change) {
    apply(m_names, change);
    m_unsyncedNames.push_back(std::move(change));
}

bool SimDisk::create(const std::string& path) {
    VB_CHECK(find(path) == nullptr);
    if (!strikesNot())
        return false;
    changeName({{}, path, std::make_shared<File>()});
    return true;
}

bool SimDisk::write(const Handle& file, std::uint64_t offset, ByteView content) {
    const bool wasDead = m_dead;
    Change change{false, offset, toBytes(content)};
    if (strikesNot()) {
        note(file, std::move(change));
        return true;
    }
    if (wasDead || !m_dead)
        return false;
    // The write under way: torn now if the process is killed, among the unsynced ones otherwise.
    test::SeededRandom random(m_plan.seed * 104729 + m_plan.at);
    if (m_plan.failure == Failure::Kill)
        applyTorn(file->current, change, random);
    else
        note(file, std::move(change));
    return false;
}

bool SimDisk::writeSpare(const Handle& file, ByteView content) {
    if (m_flaws.losesSpare)
        return strikesNot();
    return write(file, 0, content);
}

bool SimDisk::truncate(const Handle& file, std::uint64_t size) {
    const bool wasDead = m_dead;
    const bool done = strikesNot();
    // Of a truncation under way either nothing or everything has happened.
    const bool reached = m_dead && !wasDead && m_plan.seed % 2 == 0;
    if (done || reached)
        note(file, {true, size, {}});
    return done;
}

bool SimDisk::sync(const Handle& file) {
    if (!strikesNot())
        return false;
    if (!m_flaws.ignoresSync) {
        file->durable = file->current;
        file->unsynced.clear();
    }
    return true;
}

bool SimDisk::remove(const std::string& path) {
    if (!strikesNot())
        return false;
    if (find(path) != nullptr)
        changeName({path, {}, nullptr});
    return true;
}

bool SimDisk::rename(const std::string& from, const std::string& to) {
    const auto file = find(from);
    if (!strikesNot() || file == nullptr)
        return false;
    changeName({from, to, file});
    return true;
}

bool SimDisk::syncNames() {
    if (!strikesNot())
        return false;
    if (!m_flaws.ignoresSync) {
        m_durableNames = m_names;
        m_unsyncedNames.clear();
    }
    return true;
}

} // namespace vb::crash
