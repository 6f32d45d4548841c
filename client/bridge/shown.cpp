// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/bridge/shown.h"

#include "client/bridge/office.h"
#include "client/casework/fold.h"
#include "client/casework/record_types.h"

#include <algorithm>

namespace vb::bridge {

namespace cw = casework;

// ---- Time

Date dateOf(cw::Day day) {
    return Date{std::chrono::sys_days{std::chrono::days{day}}};
}

cw::Day dayOf(const Date& date) {
    return static_cast<cw::Day>(std::chrono::sys_days{date}.time_since_epoch().count());
}

namespace {

Precision precisionOf(model::Precision precision) {
    switch (precision) {
    case model::Precision::Day:
        return Precision::Day;
    case model::Precision::Month:
        return Precision::Month;
    case model::Precision::Year:
        return Precision::Year;
    case model::Precision::Unknown:
        break;
    }
    return Precision::Unknown;
}

} // namespace

Moment momentOf(const cw::EventTime& time, const cw::Calendar& calendar) {
    const auto* date = std::get_if<model::Date>(&time);
    return {cw::startOf(time, calendar), date ? precisionOf(date->precision) : Precision::Minute};
}

cw::EventTime eventTimeOf(const Moment& moment, const cw::Calendar& calendar) {
    switch (moment.precision) {
    case Precision::Minute:
        return moment.at;
    case Precision::Day:
        return model::Date{calendar.dayOf(moment.at), model::Precision::Day};
    case Precision::Month:
        return model::Date{calendar.dayOf(moment.at), model::Precision::Month};
    case Precision::Year:
        return model::Date{calendar.dayOf(moment.at), model::Precision::Year};
    case Precision::Unknown:
        break;
    }
    return model::Date{0, model::Precision::Unknown};
}

Moment momentOf(std::int64_t millis, std::string_view precision) {
    if (precision == "d")
        return {{millis}, Precision::Day};
    if (precision == "m")
        return {{millis}, Precision::Month};
    if (precision == "y")
        return {{millis}, Precision::Year};
    return {{millis}, precision == "u" ? Precision::Unknown : Precision::Minute};
}

// ---- Codes

CodeValue coded(cw::ListId list, std::string_view code) {
    if (code.empty())
        return {};
    return {std::string(code), cw::codeList(list).labelOf(code)};
}

SafetyLevel safetyLevel(std::string_view niveau) {
    if (niveau == "niet_betreden")
        return SafetyLevel::NietBetreden;
    if (niveau == "alleen_met_politie")
        return SafetyLevel::AlleenMetPolitie;
    if (niveau == "niet_alleen")
        return SafetyLevel::NietAlleen;
    return niveau.empty() ? SafetyLevel::None : SafetyLevel::LetOp;
}

namespace {

/// The kind of contact that an outcome usually belongs to.
std::string usualKind(std::string_view outcome) {
    if (outcome == "nummer_onjuist" || outcome == "niet_bereikt")
        return "telefonisch";
    return outcome == "brief_onbeantwoord" ? "brief" : "";
}

/// Levels at which something may be written down; the others are reached by sharing it later.
bool isChosenAtEntry(std::string_view level) {
    const auto known = cw::audienceLevel(level);
    return known && (*known == cw::AudienceLevel::EigenWerkaantekening ||
                     *known == cw::AudienceLevel::EigenOrganisatie ||
                     *known == cw::AudienceLevel::Casusteam);
}

bool needsReason(cw::ListId list, const cw::CodeEntry& entry) {
    return entry.mark == cw::CodeMark::NeedsReason ||
           (list == cw::ListId::Verificatie && entry.id == "weersproken");
}

CodeList listOf(const cw::CodeList& known) {
    CodeList list;
    list.name = std::string(known.id);
    for (const auto& each : known.entries) {
        CodeEntry entry;
        entry.code = std::string(each.id);
        entry.label = std::string(each.label);
        entry.isAttempt = each.mark == cw::CodeMark::Attempt;
        entry.isFaceToFace = each.mark == cw::CodeMark::FaceToFace;
        entry.needsReason = needsReason(known.list, each);
        if (known.list == cw::ListId::Deelniveau)
            entry.isRetired = !isChosenAtEntry(each.id);
        if (known.list == cw::ListId::Waarschuwingsniveau)
            entry.level = safetyLevel(each.id);
        if (known.list == cw::ListId::Uitkomst)
            entry.usualKind = usualKind(each.id);
        list.entries.push_back(std::move(entry));
    }
    if (known.list == cw::ListId::Deelniveau)
        list.defaultCode = "eigen_organisatie";
    // Offered from mild to strict; the domain's list stands strictest first.
    if (known.list == cw::ListId::Waarschuwingsniveau)
        std::reverse(list.entries.begin(), list.entries.end());
    return list;
}

} // namespace

CodeLists codeLists() {
    constexpr std::uint32_t kMaxName = 60;
    constexpr std::uint32_t kMaxReason = 500;
    CodeLists all;
    for (const auto& list : cw::allCodeLists())
        all.lists.push_back(listOf(list));
    const auto limit = [&all](const cw::FieldSpec& field) {
        all.limits.push_back({std::string(field.name), field.maxLength});
    };
    for (const auto* field : {&cw::contactverslag::kWaargenomen, &cw::contactverslag::kVerklaard,
                              &cw::contactverslag::kDuiding, &cw::contactverslag::kVervolg,
                              &cw::contextinformatie::kOnderwerp, &cw::contextinformatie::kTekst,
                              &cw::contextinformatie::kBron, &cw::veiligheidswaarschuwing::kAdvies,
                              &cw::actie::kBewijs})
        limit(*field);
    all.limits.push_back({"verklaardDoor", kMaxName});
    all.limits.push_back({"reden", kMaxReason});
    return all;
}

// ---- People, versions

Author authorOf(const model::Attribution& by, const HouseNames& names, const WorkerId& reader) {
    Author author;
    author.name = names.workerName(by.author);
    author.organisation = names.organisationName(by.organisation);
    author.role =
        by.hat.empty() ? std::string() : cw::codeList(cw::ListId::Functie).labelOf(by.hat);
    author.isMe = by.author == reader;
    return author;
}

VersionKey keyOf(const std::vector<model::VersionId>& versions) {
    Bytes bytes;
    for (const auto& version : versions) {
        const auto view = version.changeset.view();
        bytes.insert(bytes.end(), view.begin(), view.end());
        for (const std::uint16_t number : {version.part, version.operation, version.item}) {
            bytes.push_back(static_cast<std::uint8_t>(number >> 8));
            bytes.push_back(static_cast<std::uint8_t>(number & 0xff));
        }
    }
    return {toHex(bytes)};
}

std::optional<std::vector<model::VersionId>> versionsOf(const VersionKey& key) {
    constexpr std::size_t kSize = ChangesetId::kSize + 6;
    const auto bytes = fromHex(key.opaque);
    if (!bytes || bytes->empty() || bytes->size() % kSize != 0)
        return std::nullopt;
    std::vector<model::VersionId> versions;
    for (std::size_t at = 0; at < bytes->size(); at += kSize) {
        const ByteView one(bytes->data() + at, kSize);
        model::VersionId version;
        version.changeset = *ChangesetId::fromBytes(one.first(ChangesetId::kSize));
        const auto number = [&](std::size_t offset) {
            return static_cast<std::uint16_t>(one[ChangesetId::kSize + offset] << 8 |
                                              one[ChangesetId::kSize + offset + 1]);
        };
        version.part = number(0);
        version.operation = number(2);
        version.item = number(4);
        versions.push_back(version);
    }
    return versions;
}

// ---- Failures

namespace {

FailureKind kindOf(cw::ProblemKind kind) {
    switch (kind) {
    case cw::ProblemKind::Required:
    case cw::ProblemKind::ProofRequired:
        return FailureKind::Required;
    case cw::ProblemKind::TooLong:
    case cw::ProblemKind::TooMany:
        return FailureKind::TooLong;
    case cw::ProblemKind::ReasonRequired:
        return FailureKind::ReasonRequired;
    case cw::ProblemKind::NotThere:
        return FailureKind::NotFound;
    case cw::ProblemKind::NothingChanged:
        return FailureKind::Stale;
    case cw::ProblemKind::NotAllowed:
    case cw::ProblemKind::NoSuchStep:
    case cw::ProblemKind::MinorProtected:
        return FailureKind::NotAllowed;
    case cw::ProblemKind::NotText:
    case cw::ProblemKind::UnknownCode:
    case cw::ProblemKind::NotAChoiceHere:
    case cw::ProblemKind::OutOfRange:
    case cw::ProblemKind::NoSuchDay:
    case cw::ProblemKind::InTheFuture:
    case cw::ProblemKind::TooLongAgo:
    case cw::ProblemKind::BeforeStart:
        break;
    }
    return FailureKind::UnknownCode;
}

} // namespace

Failure failureOf(const cw::Problems& problems) {
    const auto& first = problems.front();
    return {kindOf(first.kind), first.field, first.limit};
}

Failure failureOf(const Error& error) {
    switch (error.code) {
    case Code::WrongPassphrase:
        return {FailureKind::WrongPassphrase, {}, 0};
    case Code::NotFound:
        return {FailureKind::NotFound, {}, 0};
    case Code::Refused:
        return {FailureKind::NotMember, {}, 0};
    case Code::Busy:
        return {FailureKind::StoreBusy, {}, 0};
    case Code::Corrupt:
    case Code::Unauthentic:
        return {FailureKind::StoreDamaged, {}, 0};
    case Code::TooNew:
        return {FailureKind::StoreTooNew, {}, 0};
    case Code::Full:
        return {FailureKind::DiskFull, {}, 0};
    case Code::Io:
        return {FailureKind::Io, {}, 0};
    default:
        return {FailureKind::Internal, {}, 0};
    }
}

Refusal refusalOf(membership::Refusal refusal) {
    switch (refusal) {
    case membership::Refusal::None:
        return Refusal::None;
    case membership::Refusal::Membership:
    case membership::Refusal::Epoch:
        return Refusal::NotMember;
    case membership::Refusal::Certificate:
    case membership::Refusal::Unsigned:
        return Refusal::Certificate;
    case membership::Refusal::TooLarge:
    case membership::Refusal::Quota:
        return Refusal::TooLarge;
    case membership::Refusal::Purged:
        return Refusal::Purged;
    case membership::Refusal::Authority:
        return Refusal::Role;
    default:
        return Refusal::Malformed;
    }
}

std::string sortedBy(std::string_view name) {
    const auto family = name.rfind(". ");
    return cw::fold(family == std::string_view::npos ? name : name.substr(family + 2));
}

} // namespace vb::bridge
