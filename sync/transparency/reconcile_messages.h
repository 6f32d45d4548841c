// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/transparency/reconcile.h"

namespace veldboek::v0 {
class ReconcileReply;
class ReconcileRequest;
} // namespace veldboek::v0

namespace vb::transparency {

// Between reconcile's values and its messages. Reading is total: InvalidInput for what is malformed
// or out of order, TooLarge for more than a frame.

/// Fills salt and spans; whom it is about is the caller's to say.
void toMessage(const ReconcileQuestion& question, veldboek::v0::ReconcileRequest& message);
Result<ReconcileQuestion> fromMessage(const veldboek::v0::ReconcileRequest& message);

void toMessage(const ReconcileAnswer& answer, veldboek::v0::ReconcileReply& message);
Result<ReconcileAnswer> fromMessage(const veldboek::v0::ReconcileReply& message);

} // namespace vb::transparency
