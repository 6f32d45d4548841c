// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/server/daemon/metrics.h"

#include "sync/protocol/sync.pb.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace vb::server {
namespace {

namespace wire = veldboek::v0;

class Page {
public:
    void family(const char* name, const char* type, const char* help) {
        m_name = name;
        fmt::format_to(std::back_inserter(m_text), "# HELP veldboek_{} {}\n# TYPE veldboek_{} {}\n",
                       name, help, name, type);
    }
    void value(std::uint64_t value) {
        fmt::format_to(std::back_inserter(m_text), "veldboek_{} {}\n", m_name, value);
    }
    void value(const char* label, std::string_view is, std::uint64_t value) {
        fmt::format_to(std::back_inserter(m_text), "veldboek_{}{{{}=\"{}\"}} {}\n", m_name, label,
                       is, value);
    }
    void one(const char* name, const char* type, const char* help, std::uint64_t number) {
        family(name, type, help);
        value(number);
    }
    void seconds(const HttpFigures& http) {
        family("request_seconds", "summary", "time from a request's arrival to its answer");
        for (std::size_t i = 0; i < http.served.size(); ++i) {
            const auto name = protocol::endpointName(static_cast<protocol::Endpoint>(i));
            const auto& served = http.served[i];
            fmt::format_to(std::back_inserter(m_text),
                           "veldboek_request_seconds_sum{{endpoint=\"{0}\"}} {1}\n"
                           "veldboek_request_seconds_count{{endpoint=\"{0}\"}} {2}\n",
                           name, static_cast<double>(served.time.count()) / 1e6, served.count);
        }
    }
    std::string text() && { return std::move(m_text); }

private:
    const char* m_name = "";
    std::string m_text;
};

/// "REFUSAL_GAP" as "gap".
std::string labelOf(std::string name, std::size_t prefix) {
    name.erase(0, std::min(prefix, name.size()));
    std::transform(name.begin(), name.end(), name.begin(), [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    });
    return name;
}

void addHub(Page& page, const HubSnapshot& hub) {
    const HubFigures& figures = hub.figures;
    page.one("log_size", "gauge", "leaves in the log", figures.logSize);
    page.one("sessions", "gauge", "sessions kept", figures.sessions);
    page.one("queue", "gauge", "requests waiting for the hub's thread", hub.queued);
    page.one("well", "gauge", "1 unless the last requests met a failure of the hub's own",
             hub.isWell ? 1 : 0);
    page.one("commits_total", "counter", "transactions made durable", figures.commits);
    page.family("accepted_total", "counter", "items taken into the log");
    page.value("kind", "statement", figures.acceptedStatements);
    page.value("kind", "envelope", figures.acceptedEnvelopes);
    page.one("duplicates_total", "counter", "items pushed again", figures.duplicates);
    page.family("refusals_total", "counter", "items refused");
    for (std::size_t i = 1; i < figures.refusals.size(); ++i)
        page.value("reason",
                   labelOf(wire::Refusal_Name(static_cast<wire::Refusal>(i)),
                           std::string_view("REFUSAL_").size()),
                   figures.refusals[i]);
    page.family("failures_total", "counter", "requests answered with a failure");
    for (std::size_t i = 1; i < figures.failures.size(); ++i)
        page.value("reason",
                   labelOf(wire::FailureReason_Name(static_cast<wire::FailureReason>(i)),
                           std::string_view("FAILURE_REASON_").size()),
                   figures.failures[i]);
}

} // namespace

std::string renderMetrics(const HttpFigures& http, const HubSnapshot& hub) {
    Page page;
    addHub(page, hub);
    page.one("connections", "gauge", "connections open", http.connections);
    page.one("polling", "gauge", "long polls waiting", http.polling);
    page.one("connections_total", "counter", "connections accepted", http.accepted);
    page.one("connections_refused_total", "counter", "connections over a limit", http.refused);
    page.one("handshakes_failed_total", "counter", "TLS handshakes failed", http.handshakesFailed);
    page.one("bad_requests_total", "counter", "requests that were no HTTP of ours",
             http.badRequests);
    page.one("timeouts_total", "counter", "connections that were too slow", http.timeouts);
    page.one("received_bytes_total", "counter", "bytes of request bodies", http.bytesIn);
    page.one("sent_bytes_total", "counter", "bytes of reply bodies", http.bytesOut);
    page.seconds(http);
    return std::move(page).text();
}

} // namespace vb::server
