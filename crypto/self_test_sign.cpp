// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "crypto/self_test_sign.h"

#include "crypto/digest.h"
#include "crypto/vector_bytes.h"

#include <sodium.h>

#include <algorithm>

namespace vb::crypto {
namespace {

bool blake2bAnswers(ByteView message, ByteView expected) {
    Bytes answer(expected.size());
    return crypto_generichash(answer.data(), answer.size(), message.data(), message.size(), nullptr,
                              0) == 0 &&
           std::equal(answer.begin(), answer.end(), expected.begin());
}

bool ed25519Answers(const SignVectors& v) {
    if (v.signSeed.size() != crypto_sign_ed25519_SEEDBYTES ||
        v.signPublicKey.size() != crypto_sign_ed25519_PUBLICKEYBYTES ||
        v.signature.size() != crypto_sign_ed25519_BYTES)
        return false;
    ByteArray<crypto_sign_ed25519_PUBLICKEYBYTES> publicKey{};
    ByteArray<crypto_sign_ed25519_SECRETKEYBYTES> secretKey{};
    ByteArray<crypto_sign_ed25519_BYTES> signature{};
    crypto_sign_ed25519_seed_keypair(publicKey.data(), secretKey.data(), v.signSeed.data());
    crypto_sign_ed25519_detached(signature.data(), nullptr, v.signMessage.data(),
                                 v.signMessage.size(), secretKey.data());
    if (!std::equal(publicKey.begin(), publicKey.end(), v.signPublicKey.begin()) ||
        !std::equal(signature.begin(), signature.end(), v.signature.begin()))
        return false;
    // A verification that accepts everything would pass the right signature too.
    signature[0] ^= 1U;
    const auto verifies = [&](const std::uint8_t* candidate) {
        return crypto_sign_ed25519_verify_detached(candidate, v.signMessage.data(),
                                                   v.signMessage.size(),
                                                   v.signPublicKey.data()) == 0;
    };
    return verifies(v.signature.data()) && !verifies(signature.data());
}

} // namespace

SignVectors signVectors() {
    SignVectors v;
    v.hashMessage = vectorBytes("616263");
    v.blake2b512 = vectorBytes("ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
                               "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923");
    v.blake2b256 = vectorBytes("bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
    v.sha256 = vectorBytes("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    v.signSeed = vectorBytes("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7");
    v.signPublicKey =
        vectorBytes("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025");
    v.signMessage = vectorBytes("af82");
    v.signature = vectorBytes("6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
                              "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a");
    return v;
}

std::optional<std::string_view> selfTestSign(const SignVectors& v) {
    if (!blake2bAnswers(v.hashMessage, v.blake2b512) ||
        !blake2bAnswers(v.hashMessage, v.blake2b256))
        return "BLAKE2b";
    const Digest sha = sha256(v.hashMessage);
    if (!std::equal(sha.begin(), sha.end(), v.sha256.begin(), v.sha256.end()))
        return "SHA-256";
    if (!ed25519Answers(v))
        return "Ed25519";
    return std::nullopt;
}

std::optional<std::string_view> selfTestSign() {
    return selfTestSign(signVectors());
}

} // namespace vb::crypto
