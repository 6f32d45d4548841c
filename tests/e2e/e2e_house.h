// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/ctl/hub_process.h"
#include "client/ctl/workplace.h"
#include "tests/support/temp_dir.h"

#include <QByteArray>

#include <memory>
#include <string>
#include <vector>

namespace vb::test {

/// A real hub on loopback with three devices in three organisations that share one case: Tom
/// (procesregisseur), Noor (politie) and Bram (reclassering). Passphrases cost next to nothing.
/// Everything that hub and clients leave on disk lies under inspected().
class E2eHouse {
    TempDir m_dir; // before the hub, which lives in it
    QByteArray m_tmpBefore;

public:
    E2eHouse();
    ~E2eHouse();

    static constexpr const char* kNames[] = {"tom", "noor", "bram"};

    [[nodiscard]] std::filesystem::path inspected() const { return m_dir.path() / "inspected"; }
    [[nodiscard]] std::filesystem::path store(const std::string& name) const {
        return inspected() / "clients" / name;
    }
    [[nodiscard]] crypto::SecretBytes secret() const;
    [[nodiscard]] std::filesystem::path file(const std::string& name) const {
        return m_dir.path() / name;
    }

    /// Opens the store of that name in this process; not while a child has it.
    [[nodiscard]] std::unique_ptr<ctl::Workplace> open(const std::string& name);

    ctl::Surroundings around;
    ctl::HubProcess hub;
    /// The stores as they were made, in the order of the names; moved out or reset by the test.
    std::vector<std::unique_ptr<ctl::Workplace>> places;
    CaseId shared;

private:
    void openHouse();
    void openCase();
};

/// The passphrase of every store in these tests, for children too.
inline constexpr const char* kE2ePassphrase = "drie losse woorden";

/// Syncs, and ends the test with the reason when that fails.
void mustSync(ctl::Workplace& place);

/// A contact with these words in its report, for the whole team. Its record.
RecordId writeContact(ctl::Workplace& place, const CaseId& caseId, const std::string& observed);

} // namespace vb::test
