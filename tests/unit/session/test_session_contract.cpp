// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/catch.h"
#include "tests/support/session_town.h"
#include "tests/unit/bridge/session_contract.h"

using namespace vb;
using namespace vb::test;

namespace {

class TownHost final : public SessionHost {
public:
    bridge::Session& session() override { return m_session.session(); }
    void settle() override { m_session.loop().settle(); }
    void setNetwork(bool isUp) override { m_hub.setUp(isUp); }
    std::string_view passphrase() const override { return SessionTown::passphrase(); }
    CaseId fixtureCase() const override { return m_town.fixtureCase(); }

private:
    const SessionTown& m_town = SessionTown::instance();
    FakeClock m_clock{m_town.now()};
    LoopbackHub m_hub{m_town.house(), m_town.hubStore(), m_clock};
    TownSession m_session{m_town, m_hub, Person::Dijkgraaf, m_clock};
};

TEST_CASE("The real session holds the session's contract", "[session]") {
    holdsSessionContract([] { return std::make_unique<TownHost>(); });
}

} // namespace
