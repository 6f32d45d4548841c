// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

namespace vb::test {

// Two self-signed certificates with keys that protect nothing, for servers inside tests.
inline constexpr auto kTlsKeyOne = R"(-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgmOrntuhIIxuNKgJA
Jfs+Kv9Scii4qph0aCxpxGqthV+hRANCAATESYTIdegQbybVx7J0TWI5Iatutrbo
PpN4Y5C2hQSeBhfUoCgXqckoVkU2dffVwHNRSx1cClT0QVxjBczYQtQN
-----END PRIVATE KEY-----
)";
inline constexpr auto kTlsCertificateOne = R"(-----BEGIN CERTIFICATE-----
MIIBjDCCATGgAwIBAgIUdfTP2Oar4Kq40z3Ez/uVdoHw2UYwCgYIKoZIzj0EAwIw
GjEYMBYGA1UEAwwPdmVsZGJvZWsgdGVzdCAxMCAXDTI2MTEyMjEwNTgwNFoYDzIx
MjYxMDI5MTA1ODA0WjAaMRgwFgYDVQQDDA92ZWxkYm9layB0ZXN0IDEwWTATBgcq
hkjOPQIBBggqhkjOPQMBBwNCAATESYTIdegQbybVx7J0TWI5IatutrboPpN4Y5C2
hQSeBhfUoCgXqckoVkU2dffVwHNRSx1cClT0QVxjBczYQtQNo1MwUTAdBgNVHQ4E
FgQUuh5c1azhfiGBRWKjq4bNMlTuyhQwHwYDVR0jBBgwFoAUuh5c1azhfiGBRWKj
q4bNMlTuyhQwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNJADBGAiEAwdc3
x/fMyOcFPDe/N+2urofFrH6gMdFkccoVSXrvjvoCIQDOiasufcTXcfA8twv3cF+4
kU5JMDZmJJrun5Cl52knhw==
-----END CERTIFICATE-----
)";
inline constexpr auto kTlsKeyOther = R"(-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgeSvIfQtqJzD4fxck
uHxIUheL2c5LkMLUrZeuSWYqUg2hRANCAARt6b7tL/Pjx6eNpLnHra5Rwu23VB0Z
aCVlZJKy0+op2Q6Fg8REOMccRebzgN0P/Wew8crwpt56de3BgTPdB26P
-----END PRIVATE KEY-----
)";
inline constexpr auto kTlsCertificateOther = R"(-----BEGIN CERTIFICATE-----
MIIBizCCATGgAwIBAgIUVo7IvODNWQjGIK4Rj12QIBjpSREwCgYIKoZIzj0EAwIw
GjEYMBYGA1UEAwwPdmVsZGJvZWsgdGVzdCAyMCAXDTI2MTEyMjEwNTgwNFoYDzIx
MjYxMDI5MTA1ODA0WjAaMRgwFgYDVQQDDA92ZWxkYm9layB0ZXN0IDIwWTATBgcq
hkjOPQIBBggqhkjOPQMBBwNCAARt6b7tL/Pjx6eNpLnHra5Rwu23VB0ZaCVlZJKy
0+op2Q6Fg8REOMccRebzgN0P/Wew8crwpt56de3BgTPdB26Po1MwUTAdBgNVHQ4E
FgQUNWlYAomU2+1MoDOf/yl3yCXz/p4wHwYDVR0jBBgwFoAUNWlYAomU2+1MoDOf
/yl3yCXz/p4wDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiEA9c2i
tF+9rYZ/yUmubs1/6GwwjGnJhdWIt6qhE4QkXcICICVKLLX9yoXBgnPxPP+Vl/9w
xN8ZPH8jgyLQ1ZiCKwrh
-----END CERTIFICATE-----
)";

} // namespace vb::test
