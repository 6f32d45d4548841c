// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/net/http_transport.h"

#include "sync/protocol/http_form.h"
#include "sync/protocol/limits.h"

#include <QCryptographicHash>
#include <QMetaObject>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QThread>

#include <map>
#include <set>

namespace vb::net {
namespace {

/// Subject public key info, DER: what RFC 7469 pins, too.
Digest256 pinOf(const QSslCertificate& certificate) {
    const QByteArray hash =
        QCryptographicHash::hash(certificate.publicKey().toDer(), QCryptographicHash::Sha256);
    const auto pin = Digest256::fromBytes(asBytes({hash.constData(), std::size_t(hash.size())}));
    return pin ? *pin : Digest256();
}

QSslConfiguration tlsConfiguration() {
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setProtocol(QSsl::TlsV1_3OrLater);
    tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
    // Without authorities every certificate is doubted, and the pin alone decides.
    tls.setCaCertificates({});
    return tls;
}

QByteArray toQt(ByteView bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), qsizetype(bytes.size())};
}

QUrl urlOf(const std::string& address, protocol::Endpoint endpoint) {
    QUrl url;
    url.setScheme(QStringLiteral("https"));
    url.setAuthority(QString::fromStdString(address), QUrl::StrictMode);
    url.setPath(QString::fromStdString(protocol::pathOf(endpoint)));
    const bool isPlace = url.isValid() && !url.host().isEmpty() && url.userInfo().isEmpty();
    return isPlace ? url : QUrl();
}

/// A status that Qt takes for an error is an answer too; an answer that broke off is none.
bool isWhole(QNetworkReply::NetworkError error) {
    const bool isContent =
        error >= QNetworkReply::ContentAccessDenied && error <= QNetworkReply::UnknownContentError;
    return error == QNetworkReply::NoError || isContent ||
           error == QNetworkReply::ProtocolInvalidOperationError || // 400
           error >= QNetworkReply::InternalServerError;
}

RequestFailure failureOf(QNetworkReply::NetworkError error) {
    switch (error) {
    case QNetworkReply::SslHandshakeFailedError:
        return RequestFailure::NotTrusted;
    case QNetworkReply::TimeoutError:
    case QNetworkReply::OperationCanceledError: // how Qt says that the transfer timed out
        return RequestFailure::TimedOut;
    default:
        return RequestFailure::Unreachable;
    }
}

} // namespace

/// The requests under way, on the network thread.
class HttpTransport::Courier {
public:
    Courier(HttpOptions options, OnArrival onArrival)
        : m_options(std::move(options)), m_onArrival(std::move(onArrival)) {
        m_network.setProxy(QNetworkProxy::NoProxy);
        m_network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
        m_network.setTransferTimeout(int(m_options.timeout.count()));
        m_network.setAutoDeleteReplies(false);
    }
    Courier(const Courier&) = delete;
    Courier& operator=(const Courier&) = delete;
    ~Courier() {
        while (!m_underWay.empty())
            drop(m_underWay.begin()->first);
    }

    void send(protocol::RequestNumber number, const protocol::Request& request);
    void drop(protocol::RequestNumber number);

private:
    struct UnderWay {
        QNetworkReply* reply = nullptr;
        QByteArray body;
        bool isDistrusted = false;
        bool isTooLarge = false;
    };

    QNetworkRequest requestFor(const QUrl& url, const protocol::Request& request) const;
    void connectReply(protocol::RequestNumber number, QNetworkReply* reply);
    [[nodiscard]] bool fitsPin(const QNetworkReply* reply) const;
    void read(protocol::RequestNumber number);
    void finish(protocol::RequestNumber number);

    HttpOptions m_options;
    OnArrival m_onArrival;
    QNetworkAccessManager m_network;
    std::map<protocol::RequestNumber, UnderWay> m_underWay;
};

QNetworkRequest HttpTransport::Courier::requestFor(const QUrl& url,
                                                   const protocol::Request& request) const {
    QNetworkRequest made(url);
    made.setSslConfiguration(tlsConfiguration());
    made.setHeader(
        QNetworkRequest::ContentTypeHeader,
        QString::fromUtf8(protocol::kContentType.data(), qsizetype(protocol::kContentType.size())));
    made.setHeader(QNetworkRequest::UserAgentHeader, QStringLiteral("veldboek"));
    made.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    made.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    made.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    made.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    made.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    made.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    // Qt would otherwise unpack replies: a bound on what arrives is no bound on that.
    made.setRawHeader("Accept-Encoding", "identity");
    if (!request.session.empty())
        made.setRawHeader("Authorization",
                          QByteArray::fromStdString(protocol::authorizationOf(request.session)));
    return made;
}

void HttpTransport::Courier::send(protocol::RequestNumber number,
                                  const protocol::Request& request) {
    const QUrl url = urlOf(m_options.address, request.endpoint);
    if (url.isEmpty()) {
        m_underWay[number] = {};
        QMetaObject::invokeMethod(
            &m_network, [this, number] { finish(number); }, Qt::QueuedConnection);
        return;
    }
    auto* reply = m_network.post(requestFor(url, request), toQt(request.body));
    reply->setReadBufferSize(qint64(1) << 20);
    m_underWay[number] = {reply, {}, false, false};
    connectReply(number, reply);
}

void HttpTransport::Courier::connectReply(protocol::RequestNumber number, QNetworkReply* reply) {
    QObject::connect(reply, &QNetworkReply::sslErrors, &m_network,
                     [this, number, reply](const QList<QSslError>&) {
                         if (fitsPin(reply))
                             reply->ignoreSslErrors();
                         else if (auto found = m_underWay.find(number); found != m_underWay.end())
                             found->second.isDistrusted = true;
                     });
    // Comes after the handshake and before any byte of the request.
    QObject::connect(reply, &QNetworkReply::encrypted, &m_network, [this, number, reply] {
        const auto found = m_underWay.find(number);
        if (found == m_underWay.end() || fitsPin(reply))
            return;
        found->second.isDistrusted = true;
        reply->abort();
    });
    QObject::connect(reply, &QNetworkReply::readyRead, &m_network,
                     [this, number] { read(number); });
    QObject::connect(reply, &QNetworkReply::finished, &m_network,
                     [this, number] { finish(number); });
}

bool HttpTransport::Courier::fitsPin(const QNetworkReply* reply) const {
    const QSslCertificate certificate = reply->sslConfiguration().peerCertificate();
    return !certificate.isNull() && pinOf(certificate) == m_options.tlsPin;
}

void HttpTransport::Courier::read(protocol::RequestNumber number) {
    const auto found = m_underWay.find(number);
    if (found == m_underWay.end() || !found->second.reply)
        return;
    auto& underWay = found->second;
    underWay.body += underWay.reply->readAll();
    if (std::size_t(underWay.body.size()) <= protocol::kMaxReplyBytes)
        return;
    underWay.isTooLarge = true;
    underWay.reply->abort();
}

void HttpTransport::Courier::finish(protocol::RequestNumber number) {
    const auto found = m_underWay.find(number);
    if (found == m_underWay.end())
        return;
    // Aborted replies are closed.
    if (found->second.reply && found->second.reply->isOpen())
        found->second.body += found->second.reply->readAll();
    const UnderWay done = std::move(found->second);
    m_underWay.erase(found);
    if (!done.reply)
        return m_onArrival(number, RequestFailure::Unreachable);
    done.reply->deleteLater();
    if (done.isDistrusted)
        return m_onArrival(number, RequestFailure::NotTrusted);
    if (done.isTooLarge || std::size_t(done.body.size()) > protocol::kMaxReplyBytes)
        return m_onArrival(number, protocol::Reply{});
    const QVariant status = done.reply->attribute(QNetworkRequest::HttpStatusCodeAttribute);
    const auto error = done.reply->error();
    if (!status.isValid() || !isWhole(error))
        return m_onArrival(number, failureOf(error));
    m_onArrival(number,
                protocol::Reply{status.toInt(), toBytes(asBytes({done.body.constData(),
                                                                 std::size_t(done.body.size())}))});
}

void HttpTransport::Courier::drop(protocol::RequestNumber number) {
    const auto found = m_underWay.find(number);
    if (found == m_underWay.end())
        return;
    QNetworkReply* reply = found->second.reply;
    m_underWay.erase(found);
    if (!reply)
        return;
    QObject::disconnect(reply, nullptr, &m_network, nullptr);
    reply->abort();
    reply->deleteLater();
}

/// The owner's side of the network thread. Qt sends a request's body through the thread that its
/// access manager lives on: on the owner's, a core that merges would keep the hub waiting.
class HttpTransport::Impl {
public:
    Impl(HttpOptions options, OnArrival onArrival) : m_onArrival(std::move(onArrival)) {
        m_thread.setObjectName(QStringLiteral("veldboek-net"));
        m_there.moveToThread(&m_thread);
        m_thread.start();
        OnArrival giveBack = [this](protocol::RequestNumber number, Arrival arrival) {
            QMetaObject::invokeMethod(
                &m_here,
                [this, number, arrival = std::move(arrival)]() mutable {
                    arrive(number, std::move(arrival));
                },
                Qt::QueuedConnection);
        };
        onThread([this, options = std::move(options), giveBack = std::move(giveBack)] {
            m_courier = std::make_unique<Courier>(options, giveBack);
        });
    }
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;
    ~Impl() {
        onThread([this] {
            m_courier.reset();
            m_thread.quit();
        });
        m_thread.wait();
    }

    void send(protocol::RequestNumber number, protocol::Request request) {
        m_underWay.insert(number);
        onThread(
            [this, number, request = std::move(request)] { m_courier->send(number, request); });
    }
    void drop(protocol::RequestNumber number) {
        m_underWay.erase(number);
        onThread([this, number] { m_courier->drop(number); });
    }

private:
    template <typename Work>
    void onThread(Work work) {
        QMetaObject::invokeMethod(&m_there, std::move(work), Qt::QueuedConnection);
    }
    void arrive(protocol::RequestNumber number, Arrival arrival) {
        if (m_underWay.erase(number) != 0) // else it was cancelled on its way back
            m_onArrival(number, std::move(arrival));
    }

    OnArrival m_onArrival;
    std::set<protocol::RequestNumber> m_underWay;
    QThread m_thread;
    QObject m_there; ///< lives on the network thread
    QObject m_here;  ///< lives where the owner does; what was posted to it dies with it
    std::unique_ptr<Courier> m_courier; ///< touched on the network thread alone
};

HttpTransport::HttpTransport(HttpOptions options, OnArrival onArrival)
    : m_impl(std::make_unique<Impl>(std::move(options), std::move(onArrival))) {}

HttpTransport::~HttpTransport() = default;

void HttpTransport::send(protocol::RequestNumber number, protocol::Request request) {
    m_impl->send(number, std::move(request));
}

void HttpTransport::cancel(protocol::RequestNumber number) {
    m_impl->drop(number);
}

} // namespace vb::net
