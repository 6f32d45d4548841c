// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// Endpoint mailbox.
#include "sync/server/hub_core.h"

namespace vb::server {
namespace {

constexpr std::uint32_t kInvitation = 0;
constexpr std::uint32_t kDeviceRequest = 1;
constexpr std::uint32_t kAnswer = 2;

} // namespace

EndpointResult HubCore::mailbox(Call& call) {
    VB_TRY(const wire::MailboxRequest request, parseBody<wire::MailboxRequest>(call.body));
    VB_TRY(const Digest256 address, Digest256::fromBytes(asBytes(request.address())));
    if (request.slot() > kAnswer)
        return fail(Code::InvalidInput, "mailbox slot");
    if (request.content().size() > protocol::kMaxMailboxBytes)
        return fail(Code::TooLarge, "mailbox content");

    const auto isThere = [&](const std::optional<MailRow>& mail) {
        return mail && now() < mail->expires;
    };
    wire::MailboxReply reply;
    if (request.content().empty()) {
        VB_TRY(const auto mail, ours(m_store.mail(address, request.slot())));
        if (!isThere(mail))
            return fail(Code::NotFound, "mailbox");
        reply.set_content(wireText(mail->content));
        return reply.SerializeAsString();
    }

    // Only somebody of the house opens a mailbox and answers in it, or anybody could fill the hub.
    const bool inSession = call.caller && call.caller->scope == wire::SESSION_SCOPE_FULL;
    if (request.slot() == kDeviceRequest) {
        VB_TRY(const auto invitation, ours(m_store.mail(address, kInvitation)));
        if (!isThere(invitation))
            return fail(Code::NotFound, "mailbox");
    } else if (!inSession) {
        return fail(Code::Unauthentic, "no session");
    }
    VB_TRY(const std::uint64_t count, ours(m_store.mailCount()));
    VB_TRY(const auto known, ours(m_store.mail(address, request.slot())));
    const MailRow mail{address, request.slot(), toBytes(asBytes(request.content())),
                       now() + m_limits.mailLifetime};
    if (known && (known->content != mail.content || !isThere(known)))
        return fail(Code::Refused, "the slot is taken");
    if (!known) {
        if (count >= m_limits.maxMail)
            return fail(Code::Full, "mailboxes");
        m_uncommitted = true;
        VB_TRY_VOID(ours(m_store.putMail(mail)));
    }
    reply.set_content(request.content());
    return reply.SerializeAsString();
}

} // namespace vb::server
