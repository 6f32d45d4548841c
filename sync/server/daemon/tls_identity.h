// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/ids.h"

#include <string>

namespace vb::server {

/// A TLS key (P-256) and its self-signed certificate as PEM. Devices pin the key and look at
/// nothing else of the certificate: no name, no authority.
struct TlsIdentity {
    std::string key;
    std::string certificate;
};

Result<TlsIdentity> makeTlsIdentity();
/// SHA-256 of the certificate's SubjectPublicKeyInfo in DER: what devices pin (as RFC 7469 has it).
/// InvalidInput when the text is no certificate.
Result<Digest256> tlsPinOf(const std::string& certificatePem);

} // namespace vb::server
