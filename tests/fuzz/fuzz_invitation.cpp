// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2

// What comes to an enrolment from a letter, from a mailbox that anybody can write to, and from the
// HTTP around every request.
#include "sync/base/check.h"
#include "sync/issuance/enrolment.h"
#include "sync/issuance/offline_keys.h"
#include "sync/protocol/http_form.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

namespace {

using namespace vb;

const issuance::Invitation& invitation() {
    static const issuance::Invitation made = [] {
        issuance::InvitationPlan plan;
        plan.hubAddress = "hub.example:7443";
        plan.holder.organisation = {2};
        auto invited = issuance::invite(std::move(plan));
        VB_CHECK(invited.has_value());
        return std::move(invited).value();
    }();
    return made;
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const ByteView view(bytes, size);
    const std::string_view text = asText(view);
    if (const auto parsed = issuance::parseInvitation(text)) {
        const auto again = issuance::parseInvitation(issuance::invitationText(*parsed));
        VB_CHECK(again.has_value() &&
                 issuance::invitationText(*again) == issuance::invitationText(*parsed));
    }
    static_cast<void>(issuance::openNotice(invitation(), view));
    static_cast<void>(issuance::openRequest(invitation(), view));
    static const issuance::DevicePublicKeys keys =
        issuance::DeviceKeys::generate().publicKeys(invitation().house);
    static_cast<void>(issuance::openAnswer(invitation(), keys, view));
    static_cast<void>(issuance::offlineKeyPlace(view));
    if (const auto endpoint = protocol::endpointFromPath(text))
        VB_CHECK(protocol::pathOf(*endpoint) == text);
    if (const auto session = protocol::sessionFromAuthorization(text))
        VB_CHECK(!session->empty() && session->size() <= protocol::kMaxSessionTokenBytes);
    return 0;
}
