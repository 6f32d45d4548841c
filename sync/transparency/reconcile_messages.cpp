// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/transparency/reconcile_messages.h"

#include "sync/protocol/sync.pb.h"

#include <algorithm>

namespace vb::transparency {
namespace {

namespace wire = veldboek::v0;

constexpr std::size_t kFingerprint = sizeof(RangeFingerprint);

std::string text(ByteView bytes) {
    return std::string(asText(bytes));
}

void toMessage(const ReconcileSpan& span, wire::ReconcileSpan& message) {
    message.set_from(text(span.from.prefix()));
    for (const RangeBound& end : span.ends)
        message.add_ends(text(end.prefix()));
    std::string& fingerprints = *message.mutable_fingerprints();
    for (const RangeFingerprint& fingerprint : span.fingerprints)
        fingerprints += asText(fingerprint);
    std::string& ids = *message.mutable_ids();
    for (const ChangesetId& id : span.ids)
        ids += asText(id.view());
}

Result<ReconcileSpan> fromMessage(const wire::ReconcileSpan& message) {
    ReconcileSpan span;
    VB_TRY(span.from, RangeBound::fromPrefix(asBytes(message.from())));
    for (int i = 0; i < message.ends_size(); ++i) {
        VB_TRY(RangeBound end, RangeBound::fromPrefix(asBytes(message.ends(i))));
        // Before every id nothing ends, so that "empty" is free to say that there is no bound.
        if (message.ends(i).empty())
            end = RangeBound::end();
        span.ends.push_back(end);
    }
    const ByteView fingerprints = asBytes(message.fingerprints());
    const ByteView ids = asBytes(message.ids());
    if (fingerprints.size() % kFingerprint != 0 || ids.size() % ChangesetId::kSize != 0)
        return fail(Code::InvalidInput, "fingerprints or ids of the wrong length");
    for (std::size_t at = 0; at < fingerprints.size(); at += kFingerprint) {
        RangeFingerprint& fingerprint = span.fingerprints.emplace_back();
        std::copy_n(fingerprints.begin() + static_cast<std::ptrdiff_t>(at), kFingerprint,
                    fingerprint.begin());
    }
    for (std::size_t at = 0; at < ids.size(); at += ChangesetId::kSize) {
        VB_TRY(const auto id, ChangesetId::fromBytes(ids.subspan(at, ChangesetId::kSize)));
        span.ids.push_back(id);
    }
    return span;
}

template <typename Message>
Result<std::vector<ReconcileSpan>> readSpans(const Message& message) {
    // A span, and each of its bounds, takes at least two bytes, which bounds what is made of it.
    if (message.ByteSizeLong() > protocol::kMaxReconcileBytes + 256)
        return fail(Code::TooLarge, "more than a frame of ranges");
    std::vector<ReconcileSpan> spans;
    for (const wire::ReconcileSpan& span : message.spans()) {
        VB_TRY(auto read, fromMessage(span));
        spans.push_back(std::move(read));
    }
    VB_TRY_VOID(checkSpans(spans));
    return spans;
}

} // namespace

void toMessage(const ReconcileQuestion& question, wire::ReconcileRequest& message) {
    message.set_salt(text(question.salt));
    for (const ReconcileSpan& span : question.spans)
        toMessage(span, *message.add_spans());
}

Result<ReconcileQuestion> fromMessage(const wire::ReconcileRequest& message) {
    ReconcileQuestion question;
    if (message.salt().size() != question.salt.size())
        return fail(Code::InvalidInput, "a salt of the wrong length");
    std::copy(message.salt().begin(), message.salt().end(), question.salt.begin());
    VB_TRY(question.spans, readSpans(message));
    for (const ReconcileSpan& span : question.spans) {
        if (!span.ids.empty())
            return fail(Code::InvalidInput, "ids in a question");
    }
    return question;
}

void toMessage(const ReconcileAnswer& answer, wire::ReconcileReply& message) {
    for (const ReconcileSpan& span : answer.spans)
        toMessage(span, *message.add_spans());
    message.set_answered(text(answer.answered.prefix()));
}

Result<ReconcileAnswer> fromMessage(const wire::ReconcileReply& message) {
    ReconcileAnswer answer;
    VB_TRY(answer.spans, readSpans(message));
    answer.answered = RangeBound::end();
    if (!message.answered().empty()) {
        VB_TRY(answer.answered, RangeBound::fromPrefix(asBytes(message.answered())));
    }
    return answer;
}

} // namespace vb::transparency
