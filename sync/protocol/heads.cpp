// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/protocol/heads.h"

#include "sync/protocol/directory.pb.h"

namespace vb::protocol {
namespace {

Result<ChainHead> readChain(std::uint64_t size, const std::string& hash) {
    if (size == 0) {
        if (!hash.empty())
            return fail(Code::InvalidInput, "hash of an empty chain");
        return ChainHead{};
    }
    VB_TRY(const Digest256 digest, Digest256::fromBytes(asBytes(hash)));
    return ChainHead{size, digest};
}

} // namespace

void writeDirectoryHead(const DirectoryHead& head, veldboek::v0::DirectoryHead& message) {
    message.Clear();
    if (head.house.size != 0) {
        message.set_house_size(head.house.size);
        message.set_house_hash(std::string(asText(head.house.hash.view())));
    }
    if (head.caseLog.size != 0) {
        message.set_case_size(head.caseLog.size);
        message.set_case_hash(std::string(asText(head.caseLog.hash.view())));
    }
}

Result<DirectoryHead> readDirectoryHead(const veldboek::v0::DirectoryHead& message) {
    DirectoryHead head;
    VB_TRY(head.house, readChain(message.house_size(), message.house_hash()));
    VB_TRY(head.caseLog, readChain(message.case_size(), message.case_hash()));
    return head;
}

} // namespace vb::protocol
