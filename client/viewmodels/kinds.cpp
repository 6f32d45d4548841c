// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/viewmodels/kinds.h"

namespace vb::view {

namespace {

// The first, some middle and the last enumerator of each pair: with the same order in between, a
// value added on one side alone shifts the last one.
template <typename To, typename From>
constexpr bool fits(From from, To to) {
    return kindOf<To>(from) == to;
}

static_assert(fits(bridge::Phase::Unlocking, Kinds::Phase::Unlocking));
static_assert(fits(bridge::Phase::Failed, Kinds::Phase::Failed));
static_assert(fits(bridge::FailureKind::DiskFull, Kinds::Failure::DiskFull));
static_assert(fits(bridge::FailureKind::Required, Kinds::Failure::Required));
static_assert(fits(bridge::FailureKind::Stale, Kinds::Failure::Stale));
static_assert(fits(bridge::FailureKind::Internal, Kinds::Failure::Internal));
static_assert(fits(bridge::Connection::Offline, Kinds::Connection::Offline));
static_assert(fits(bridge::SafetyLevel::NietAlleen, Kinds::Safety::NietAlleen));
static_assert(fits(bridge::SafetyLevel::NietBetreden, Kinds::Safety::NietBetreden));
static_assert(fits(bridge::DeliveryStage::Accepted, Kinds::Delivery::Accepted));
static_assert(fits(bridge::DeliveryStage::Refused, Kinds::Delivery::Refused));
static_assert(fits(bridge::Refusal::Certificate, Kinds::Refusal::Certificate));
static_assert(fits(bridge::Refusal::Purged, Kinds::Refusal::Purged));
static_assert(fits(bridge::AttentionKind::Late, Kinds::Attention::Late));
static_assert(fits(bridge::AttentionKind::Newer, Kinds::Attention::Newer));
static_assert(fits(bridge::HitKind::Action, Kinds::Hit::Action));
static_assert(fits(bridge::ActionIntent::Reopen, Kinds::Intent::Reopen));
static_assert(fits(bridge::Meanwhile::RecordsStand, Kinds::Meanwhile::RecordsStand));
static_assert(fits(bridge::ValueInput::Day, Kinds::ValueInput::Day));
static_assert(fits(bridge::CaseFilter::Attention, Kinds::CaseFilter::NeedsAttention));
static_assert(std::variant_size_v<decltype(bridge::TimelineEntry::body)> ==
              static_cast<std::size_t>(Kinds::Entry::Action) + 1);

} // namespace

} // namespace vb::view
