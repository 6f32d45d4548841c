// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/server/memory_store.h"

#include "crypto/digest.h"

namespace vb::server {

MemoryHubStore::MemoryHubStore(const MemoryHubStore& other) : m_tables(other.m_tables) {
    VB_CHECK(other.m_undo.empty());
}

MemoryHubStore& MemoryHubStore::operator=(const MemoryHubStore& other) {
    VB_CHECK(m_undo.empty() && other.m_undo.empty());
    if (this != &other)
        m_tables = other.m_tables;
    return *this;
}

Result<void> MemoryHubStore::openHouse(const HouseRow& house) {
    if (m_tables.house)
        return fail(Code::Conflict, "the store has a house");
    m_tables.house = house;
    m_undo.push_back([](Tables& tables) { tables.house.reset(); });
    return {};
}

void MemoryHubStore::setLog(const LogState& log) {
    m_undo.push_back([old = m_tables.log](Tables& tables) { tables.log = old; });
    m_tables.log = log;
}

void MemoryHubStore::putEnvelope(const EnvelopeRow& row) {
    put(&Tables::envelopes, row.position, row);
    put(&Tables::streamPositions, {row.stream, row.counter}, row.position);
    put(&Tables::envelopeIds, row.id, row.position);
    const AudienceKey audience{row.caseId, row.audience};
    m_tables.audiences[audience].insert(row.position);
    m_undo.push_back([audience, position = row.position](Tables& tables) {
        tables.audiences[audience].erase(position);
    });
    for (const PartRow& part : row.parts) {
        const std::pair key{row.caseId, part.hash};
        m_tables.parts[key].insert(row.position);
        m_undo.push_back(
            [key, position = row.position](Tables& tables) { tables.parts[key].erase(position); });
    }
}

void MemoryHubStore::drop(LogSize position, const PartHash* part) {
    EnvelopeRow row = m_tables.envelopes.at(position);
    for (PartRow& held : row.parts) {
        if (part == nullptr || held.hash == *part)
            held.content.clear();
    }
    put(&Tables::envelopes, position, row);
}

Result<void> MemoryHubStore::apply(const AcceptedBatch& batch) {
    if (batch.firstPosition != m_tables.log.size || batch.hubTime < m_tables.log.hubTime)
        return fail(Code::Conflict, "the batch does not continue the log");
    for (const StatementRow& row : batch.statements) {
        put(&Tables::statements, {row.caseId, row.number}, row);
        put(&Tables::statementIds, row.id, {row.caseId, row.number});
        takeAwaited(Digest256(row.id.bytes()));
    }
    for (const EnvelopeRow& row : batch.envelopes) {
        putEnvelope(row);
        takeAwaited(Digest256(row.id.bytes()));
    }
    for (const StreamRow& row : batch.streams)
        put(&Tables::streams, row.stream, row);
    for (const HeadRow& row : batch.heads)
        put(&Tables::heads, {row.stream, row.counter}, row);
    for (const NodeRow& row : batch.nodes)
        put(&Tables::nodes, row.place, row.hash);
    for (const RenewalRow& renewal : batch.renewals) {
        if (m_tables.renewals.insert(renewal).second)
            m_undo.push_back([renewal](Tables& tables) { tables.renewals.erase(renewal); });
    }
    for (const MembershipRow& membership : batch.memberships) {
        if (m_tables.memberships.insert(membership).second)
            m_undo.push_back(
                [membership](Tables& tables) { tables.memberships.erase(membership); });
    }
    for (const auto& [position, part] : batch.droppedParts) {
        if (m_tables.envelopes.contains(position))
            drop(position, &part);
    }
    for (const CaseId& caseId : batch.droppedCases) {
        dropAttachmentsOf(caseId);
        for (const auto& [position, row] : m_tables.envelopes) {
            if (row.caseId == caseId)
                drop(position, nullptr);
        }
    }
    for (const DroppedAttachment& dropped : batch.droppedAttachments)
        dropAttachment(dropped);
    addUsage(batch.device, batch.usage);
    LogState log = m_tables.log;
    log.size += batch.leafCount();
    log.hubTime = batch.hubTime;
    setLog(log);
    return {};
}

void MemoryHubStore::addUsage(const DeviceId& device, const UsageRow& added) {
    UsageRow usage;
    if (const auto known = m_tables.usage.find(device); known != m_tables.usage.end())
        usage = known->second;
    usage.items += added.items;
    usage.bytes += added.bytes;
    put(&Tables::usage, device, usage);
}

Result<void> MemoryHubStore::putMail(const MailRow& mail) {
    const std::pair key{mail.address, mail.slot};
    const auto known = m_tables.mail.find(key);
    if (known != m_tables.mail.end()) {
        if (known->second.content != mail.content)
            return fail(Code::AlreadyExists, "the slot has other content");
        return {};
    }
    put(&Tables::mail, key, mail);
    return {};
}

Result<void> MemoryHubStore::expireMail(Instant now) {
    for (auto mail = m_tables.mail.begin(); mail != m_tables.mail.end();) {
        if (now < mail->second.expires) {
            ++mail;
            continue;
        }
        m_undo.push_back([key = mail->first, row = mail->second](Tables& tables) {
            tables.mail.insert_or_assign(key, row);
        });
        mail = m_tables.mail.erase(mail);
    }
    return {};
}

Result<void> MemoryHubStore::setSecured(LogSize position) {
    if (position > m_tables.log.size)
        return fail(Code::InvalidInput, "secured beyond the log");
    LogState log = m_tables.log;
    log.secured = std::max(log.secured, position);
    setLog(log);
    return {};
}

Result<void> MemoryHubStore::beginGeneration(const GenerationRow& row) {
    LogState log = m_tables.log;
    if (row.generation <= log.generation || row.size != log.size)
        return fail(Code::Conflict, "the generation does not follow this log");
    put(&Tables::generations, row.generation, row);
    takeAllAwaited();
    // Where less is kept than there is, what was lost may be of any time.
    const Instant since = row.kept == row.size ? log.hubTime : Instant{1};
    log.lostSince = log.lostSince.millis == 0 ? since : std::min(log.lostSince, since);
    log.generation = row.generation;
    log.isCopy = false;
    log.isRecovering = true;
    setLog(log);
    return {};
}

Result<void> MemoryHubStore::await(const AwaitedRow& row) {
    const auto ofDevice =
        std::count_if(m_tables.awaited.begin(), m_tables.awaited.end(),
                      [&row](const auto& known) { return known.first.device == row.device; });
    if (static_cast<std::uint64_t>(ofDevice) < kMaxAwaitedPerDevice)
        put(&Tables::awaited, row, true);
    return {};
}

Result<void> MemoryHubStore::awaitNothingOf(const DeviceId& device) {
    const auto awaited = m_tables.awaited;
    for (const auto& [row, isAwaited] : awaited) {
        if (row.device == device)
            take(&Tables::awaited, row);
    }
    return {};
}

void MemoryHubStore::takeAwaited(const Digest256& item) {
    for (auto next = m_tables.awaited.lower_bound({item, {}});
         next != m_tables.awaited.end() && next->first.item == item;
         next = m_tables.awaited.lower_bound({item, {}}))
        take(&Tables::awaited, AwaitedRow(next->first));
}

Result<std::map<DeviceId, std::uint64_t>> MemoryHubStore::awaited() const {
    std::map<DeviceId, std::uint64_t> items;
    for (const auto& [row, isAwaited] : m_tables.awaited)
        ++items[row.device];
    return items;
}

void MemoryHubStore::takeAllAwaited() {
    while (!m_tables.awaited.empty())
        take(&Tables::awaited, AwaitedRow(m_tables.awaited.begin()->first));
}

Result<void> MemoryHubStore::endRecovery() {
    takeAllAwaited();
    LogState log = m_tables.log;
    log.isRecovering = false;
    setLog(log);
    return {};
}

Result<void> MemoryHubStore::commit() {
    m_undo.clear();
    return {};
}

void MemoryHubStore::rollback() {
    for (auto undo = m_undo.rbegin(); undo != m_undo.rend(); ++undo)
        (*undo)(m_tables);
    m_undo.clear();
}

Result<HouseRow> MemoryHubStore::house() const {
    if (!m_tables.house)
        return fail(Code::NotFound, "no house was opened");
    return *m_tables.house;
}

Result<LogState> MemoryHubStore::logState() const {
    return m_tables.log;
}

Result<std::vector<GenerationRow>> MemoryHubStore::generations() const {
    std::vector<GenerationRow> rows;
    for (const auto& [number, row] : m_tables.generations)
        rows.push_back(row);
    return rows;
}

Result<TreeHash> MemoryHubStore::node(transparency::NodePlace place) const {
    const auto found = m_tables.nodes.find(place);
    if (found == m_tables.nodes.end())
        return fail(Code::NotFound, "tree node");
    return found->second;
}

Result<void> MemoryHubStore::eachStatement(const CaseId& caseId, std::uint64_t number,
                                           const StatementVisitor& visit) const {
    auto row = m_tables.statements.lower_bound({caseId, number});
    for (; row != m_tables.statements.end() && row->first.first == caseId; ++row) {
        if (!visit(StatementRow(row->second)))
            break;
    }
    return {};
}

Result<std::optional<StatementRow>> MemoryHubStore::statement(const StatementId& id) const {
    const auto found = m_tables.statementIds.find(id);
    if (found == m_tables.statementIds.end())
        return std::optional<StatementRow>();
    return std::optional(m_tables.statements.at(found->second));
}

Result<std::vector<CaseId>> MemoryHubStore::casesOf(const WorkerId& worker,
                                                    OrganisationCode organisation) const {
    std::vector<CaseId> cases;
    for (auto row = m_tables.memberships.lower_bound({worker, organisation, CaseId()});
         row != m_tables.memberships.end() && row->worker == worker &&
         row->organisation == organisation;
         ++row)
        cases.push_back(row->caseId);
    return cases;
}

Result<void> MemoryHubStore::eachEnvelope(const CaseId& caseId, const AudienceId& audience,
                                          Share share, LogSize position,
                                          const EnvelopeVisitor& visit) const {
    const auto found = m_tables.audiences.find({caseId, audience});
    if (found == m_tables.audiences.end())
        return {};
    for (auto at = found->second.lower_bound(position); at != found->second.end(); ++at) {
        const EnvelopeRow& row = m_tables.envelopes.at(*at);
        if (share != Share::Everything && row.bulk != (share == Share::Bulk))
            continue;
        if (!visit(EnvelopeRow(row)))
            break;
    }
    return {};
}

Result<void> MemoryHubStore::eachOfStream(const StreamId& stream, std::uint64_t counter,
                                          const EnvelopeVisitor& visit) const {
    auto at = m_tables.streamPositions.lower_bound({stream, counter});
    for (; at != m_tables.streamPositions.end() && at->first.first == stream; ++at) {
        if (!visit(EnvelopeRow(m_tables.envelopes.at(at->second))))
            break;
    }
    return {};
}

Result<std::optional<EnvelopeRow>> MemoryHubStore::envelope(const ChangesetId& id) const {
    const auto found = m_tables.envelopeIds.find(id);
    if (found == m_tables.envelopeIds.end())
        return std::optional<EnvelopeRow>();
    return std::optional(m_tables.envelopes.at(found->second));
}

Result<std::optional<StreamRow>> MemoryHubStore::stream(const StreamId& stream) const {
    const auto found = m_tables.streams.find(stream);
    if (found == m_tables.streams.end())
        return std::optional<StreamRow>();
    return std::optional(found->second);
}

Result<std::optional<HeadRow>> MemoryHubStore::head(const StreamId& stream,
                                                    std::uint64_t counter) const {
    const auto found = m_tables.heads.find({stream, counter});
    if (found == m_tables.heads.end())
        return std::optional<HeadRow>();
    return std::optional(found->second);
}

Result<bool> MemoryHubStore::isSaid(const RenewalRow& saying) const {
    if (m_tables.renewals.contains(saying))
        return true;
    VB_TRY(const auto row, envelope(saying.first));
    if (!row || row->stubReason != 0)
        return false;
    const auto stream = m_tables.streams.find(row->stream);
    return stream != m_tables.streams.end() && stream->second.device == saying.device;
}

Result<std::vector<PartPlace>> MemoryHubStore::placesOf(const CaseId& caseId,
                                                        const PartHash& part) const {
    std::vector<PartPlace> out;
    const auto places = m_tables.parts.find({caseId, part});
    if (places == m_tables.parts.end())
        return out;
    for (const LogSize position : places->second)
        out.push_back(
            {position, m_tables.streams.at(m_tables.envelopes.at(position).stream).device});
    return out;
}

Result<ComparisonRow> MemoryHubStore::comparison(const CaseId& caseId, const AudienceId& audience,
                                                 LogSize position) const {
    const auto found = m_tables.audiences.find({caseId, audience});
    if (found == m_tables.audiences.end())
        return ComparisonRow{};
    const auto next = found->second.lower_bound(position);
    if (next == found->second.begin())
        return ComparisonRow{};
    const EnvelopeRow& last = m_tables.envelopes.at(*std::prev(next));
    return ComparisonRow{last.audienceCount, last.audienceDigest};
}

Result<std::vector<std::pair<LogSize, ChangesetId>>> MemoryHubStore::ids(const CaseId& caseId,
                                                                         const AudienceId& audience,
                                                                         LogSize from, LogSize upTo,
                                                                         std::size_t limit) const {
    std::vector<std::pair<LogSize, ChangesetId>> out;
    const auto found = m_tables.audiences.find({caseId, audience});
    if (found == m_tables.audiences.end())
        return out;
    for (auto at = found->second.lower_bound(from);
         at != found->second.end() && *at < upTo && out.size() < limit; ++at)
        out.emplace_back(*at, m_tables.envelopes.at(*at).id);
    return out;
}

Result<UsageRow> MemoryHubStore::usage(const DeviceId& device) const {
    const auto found = m_tables.usage.find(device);
    return found == m_tables.usage.end() ? UsageRow{} : found->second;
}

Result<std::optional<MailRow>> MemoryHubStore::mail(const Digest256& address,
                                                    std::uint32_t slot) const {
    const auto found = m_tables.mail.find({address, slot});
    if (found == m_tables.mail.end())
        return std::optional<MailRow>();
    return std::optional(found->second);
}

Result<std::uint64_t> MemoryHubStore::mailCount() const {
    return m_tables.mail.size();
}

namespace {

/// Feeds values to a hash, each with its length, so that no two states feed the same bytes.
class StateDigest {
public:
    void add(ByteView bytes) {
        Bytes length;
        appendU32(length, static_cast<std::uint32_t>(bytes.size()));
        m_hash.add(length).add(bytes);
    }
    void add(std::uint64_t number) {
        Bytes bytes;
        appendU64(bytes, number);
        m_hash.add(bytes);
    }
    void add(const StatementRow& row) {
        add(row.caseId.view());
        add(row.number);
        add(row.statement);
        add(row.signature.bytes());
        add(row.position);
        add(row.leaf);
    }
    void add(const EnvelopeRow& row) {
        add(row.position);
        add(row.caseId.view());
        add(row.audience.view());
        add(row.epoch.view());
        add(row.stream.view());
        add(row.counter);
        add(row.id.view());
        add(std::uint64_t{row.stubReason});
        add(std::uint64_t{row.bulk});
        add(row.runEnd);
        add(row.header);
        for (const PartRow& part : row.parts) {
            add(part.hash.view());
            add(part.content);
        }
        add(row.leaf);
        add(row.audienceCount);
        add(row.audienceDigest.view());
    }
    Digest256 finish() { return Digest256(m_hash.finish()); }

private:
    crypto::Sha256 m_hash;
};

} // namespace

Digest256 MemoryHubStore::digest() const {
    StateDigest digest;
    if (m_tables.house) {
        digest.add(m_tables.house->house.view());
        digest.add(m_tables.house->rootFingerprint.view());
    }
    digest.add(m_tables.log.generation);
    digest.add(m_tables.log.size);
    digest.add(static_cast<std::uint64_t>(m_tables.log.hubTime.millis));
    digest.add(m_tables.log.secured);
    digest.add(std::uint64_t{m_tables.log.isCopy} * 2 + std::uint64_t{m_tables.log.isRecovering});
    digest.add(static_cast<std::uint64_t>(m_tables.log.lostSince.millis));
    for (const auto& [number, row] : m_tables.generations) {
        digest.add(number);
        digest.add(row.statement);
    }
    for (const auto& [row, isAwaited] : m_tables.awaited) {
        digest.add(row.item.view());
        digest.add(row.device.view());
    }
    for (const auto& [place, hash] : m_tables.nodes)
        digest.add(hash.view());
    for (const auto& [key, row] : m_tables.statements)
        digest.add(row);
    for (const MembershipRow& row : m_tables.memberships) {
        digest.add(row.worker.view());
        digest.add(std::uint64_t{row.organisation.value});
        digest.add(row.caseId.view());
    }
    for (const auto& [position, row] : m_tables.envelopes)
        digest.add(row);
    for (const auto& [stream, row] : m_tables.streams) {
        digest.add(row.stream.view());
        digest.add(row.device.view());
        digest.add(row.counter);
        digest.add(row.last.view());
    }
    for (const auto& [key, row] : m_tables.heads) {
        digest.add(row.head);
        digest.add(row.signature.bytes());
    }
    for (const auto& [device, row] : m_tables.usage) {
        digest.add(device.view());
        digest.add(row.items);
        digest.add(row.bytes);
    }
    for (const auto& [key, row] : m_tables.mail) {
        digest.add(row.address.view());
        digest.add(std::uint64_t{row.slot});
        digest.add(row.content);
        digest.add(static_cast<std::uint64_t>(row.expires.millis));
    }
    for (const auto& [key, row] : m_tables.attachments) {
        digest.add(row.place.caseId.view());
        digest.add(row.place.audience.view());
        digest.add(row.place.address.view());
        digest.add(row.uploader.view());
        digest.add(row.total);
        digest.add(row.held);
        digest.add(static_cast<std::uint64_t>(row.touched.millis));
    }
    for (const auto& [key, chunk] : m_tables.chunks)
        digest.add(chunk);
    return Digest256(digest.finish());
}

} // namespace vb::server
