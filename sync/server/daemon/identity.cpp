// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/server/daemon/identity.h"

#include "crypto/random.h"
#include "sync/server/daemon/files.h"
#include "sync/server/daemon/tls_identity.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace vb::server {
namespace {

// The seed of the signing key (32 bytes) behind a mark of what the file is.
constexpr std::string_view kKeyFileMark = "veldboek hub key 0\n";
constexpr std::size_t kSeedBytes = 32;
constexpr std::size_t kMaxKeyFile = 1'024;
constexpr std::size_t kMaxPemFile = 64 * 1'024;

Result<void> makeSigningKey(const std::string& path) {
    const crypto::SigningKey key = crypto::SigningKey::generate();
    const crypto::SigningSeed seed = key.seed();
    Bytes content = toBytes(asBytes(kKeyFileMark));
    append(content, seed.bytes());
    auto written = writeNewFile(path, content);
    crypto::wipe(content);
    return written;
}

Result<crypto::SigningKey> readSigningKey(const std::string& path) {
    VB_TRY_VOID(checkSecretFile(path));
    VB_TRY(std::string content, readFile(path, kMaxKeyFile));
    const MutableByteView bytes(reinterpret_cast<std::uint8_t*>(content.data()), content.size());
    const bool isKey = content.size() == kKeyFileMark.size() + kSeedBytes &&
                       content.compare(0, kKeyFileMark.size(), kKeyFileMark) == 0;
    if (!isKey) {
        crypto::wipe(bytes);
        return fail(Code::Corrupt, "hub.key is no hub key");
    }
    const auto seed = crypto::SigningSeed::fromSecret(
        crypto::SecretBytes::take(bytes.subspan(kKeyFileMark.size())));
    return crypto::SigningKey::fromSeed(*seed);
}

} // namespace

Result<void> makeIdentity(const HubFiles& files) {
    if (::mkdir(files.directory.c_str(), S_IRWXU) != 0 && errno != EEXIST)
        return fail(Code::Io, "the hub's directory cannot be made");
    if (::access(files.signingKey().c_str(), F_OK) != 0)
        VB_TRY_VOID(makeSigningKey(files.signingKey()));
    // The certificate last: a key without one is made anew, so the two always fit.
    if (::access(files.tlsCertificate().c_str(), F_OK) != 0) {
        ::unlink(files.tlsKey().c_str());
        VB_TRY(const TlsIdentity tls, makeTlsIdentity());
        VB_TRY_VOID(writeNewFile(files.tlsKey(), asBytes(tls.key)));
        VB_TRY_VOID(writeNewFile(files.tlsCertificate(), asBytes(tls.certificate)));
    }
    return {};
}

Result<HubIdentity> loadIdentity(const HubFiles& files) {
    VB_TRY(crypto::SigningKey signingKey, readSigningKey(files.signingKey()));
    VB_TRY_VOID(checkSecretFile(files.tlsKey()));
    VB_TRY(const std::string certificate, readFile(files.tlsCertificate(), kMaxPemFile));
    const auto pin = tlsPinOf(certificate);
    if (!pin)
        return fail(Code::Corrupt, "tls.crt is no certificate");
    const HubKeys keys{signingKey.publicKey(), *pin};
    return HubIdentity{std::move(signingKey), keys};
}

Result<DirectoryLock> DirectoryLock::take(const HubFiles& files) {
    const int descriptor =
        ::open(files.lock().c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (descriptor < 0)
        return fail(Code::Io, "the hub's directory cannot be locked");
    DirectoryLock lock(descriptor);
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0)
        return fail(Code::Busy, "another veldboekd runs on this directory");
    return lock;
}

DirectoryLock::DirectoryLock(DirectoryLock&& other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1)) {}

DirectoryLock::~DirectoryLock() {
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

} // namespace vb::server
