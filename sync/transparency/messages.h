// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/transparency/log_head.h"
#include "sync/transparency/page.h"
#include "sync/transparency/proofs.h"
#include "sync/transparency/receipt.h"

#include <string>

namespace veldboek::v0 {
class ConsistencyProof;
class InclusionProof;
class SignedLogHead;
class SignedPage;
class SignedReceipt;
} // namespace veldboek::v0

namespace vb::transparency {

// Between the messages of log.proto and the values of this folder. Reading is total and bounded
// (InvalidInput); it proves nothing yet.

Result<SignedLogHead> fromMessage(const veldboek::v0::SignedLogHead& message);
void toMessage(const SignedLogHead& head, veldboek::v0::SignedLogHead& message);

Result<SignedReceipt> fromMessage(const veldboek::v0::SignedReceipt& message);
void toMessage(const SignedReceipt& receipt, veldboek::v0::SignedReceipt& message);

Result<SignedPage> fromMessage(const veldboek::v0::SignedPage& message);
void toMessage(const SignedPage& page, veldboek::v0::SignedPage& message);

Result<InclusionProof> fromMessage(const veldboek::v0::InclusionProof& message);
void toMessage(const InclusionProof& proof, veldboek::v0::InclusionProof& message);

Result<ConsistencyProof> fromMessage(const veldboek::v0::ConsistencyProof& message);
void toMessage(const ConsistencyProof& proof, veldboek::v0::ConsistencyProof& message);

} // namespace vb::transparency
