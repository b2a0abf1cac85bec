// TLS between our client and our server, with certificates made here; what must be refused is refused.
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <unistd.h>

#include <boost/asio/detached.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/write.hpp>
#include <catch2/catch.hpp>
#include <cstdio>
#include <filesystem>

#include "fixture.hpp"

using namespace http_test;

namespace {

// A self-signed certificate for these names ("DNS:localhost,IP:127.0.0.1") in a folder of its own.
struct Certificate {
  explicit Certificate(const char* names) {
    static int number = 0;
    folder = std::filesystem::temp_directory_path() / ("nhipcau-tls-" + std::to_string(::getpid()) + "-" + std::to_string(++number));
    std::filesystem::create_directory(folder);
    EVP_PKEY* key_pair = EVP_EC_gen("P-256");
    X509* x509 = X509_new();
    X509_set_version(x509, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(x509), number);
    X509_gmtime_adj(X509_getm_notBefore(x509), -3600);
    X509_gmtime_adj(X509_getm_notAfter(x509), 3600);
    X509_NAME* subject = X509_get_subject_name(x509);
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("test"), -1, -1, 0);
    X509_set_issuer_name(x509, subject);
    X509_set_pubkey(x509, key_pair);
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, names);
    X509_add_ext(x509, extension, -1);
    X509_EXTENSION_free(extension);
    X509_sign(x509, key_pair, EVP_sha256());
    write(certificate(), [&](std::FILE* file) { PEM_write_X509(file, x509); });
    write(key(), [&](std::FILE* file) { PEM_write_PrivateKey(file, key_pair, nullptr, nullptr, 0, nullptr, nullptr); });
    X509_free(x509);
    EVP_PKEY_free(key_pair);
  }
  ~Certificate() { std::filesystem::remove_all(folder); }
  std::string certificate() const { return folder / "certificate.pem"; }
  std::string key() const { return folder / "key.pem"; }
  template <class F>
  static void write(const std::string& name, F f) {
    std::FILE* file = std::fopen(name.c_str(), "w");
    REQUIRE(file != nullptr);
    f(file);
    std::fclose(file);
  }
  std::filesystem::path folder;
};

http::ServerOptions with(const Certificate& certificate) {
  http::ServerOptions options;
  options.certificate_file = certificate.certificate();
  options.key_file = certificate.key();
  return options;
}

http::ClientResult exchange(std::uint16_t port, const std::string& host, const std::string& ca_file, std::string body = "{}", int times = 1) {
  IoThread thread;
  http::ClientOptions options;
  options.ca_file = ca_file;
  http::Client client(thread.io, options);
  http::ClientRequest request;
  request.url = "https://" + host + ":" + std::to_string(port) + "/tls";
  request.body = std::move(body);
  http::ClientResult result;
  for (int i = 0; i < times; ++i) result = thread.await(client.exchange(request));
  return result;
}

}  // namespace

TEST_CASE("a certificate that is trusted and names the host is accepted - connections are used again") {
  const Certificate certificate("DNS:localhost,IP:127.0.0.1");
  TestServer server(with(certificate));
  const std::string large(200'000, 'x');
  for (const char* host : {"localhost", "127.0.0.1"}) {
    CAPTURE(host);
    const auto result = exchange(server.port(), host, certificate.certificate(), large, 3);
    if (const auto* failed = std::get_if<http::ClientFailure>(&result)) FAIL(failed->reason);
    CHECK(std::get<http::ClientResponse>(result).body == "POST /tls from 127.0.0.1: " + large);
  }
  CHECK(server.stats().requests == 6);
  CHECK(server.stats().connections == 2);
}

TEST_CASE("a certificate that nobody vouches for, or for another host, is refused before anything is written") {
  const Certificate certificate("DNS:localhost"), other("DNS:localhost");
  TestServer server(with(certificate));
  struct Row { const char* host; std::string ca_file; };
  for (const auto& row : {Row{"localhost", ""}, Row{"localhost", other.certificate()}, Row{"127.0.0.1", certificate.certificate()}}) {
    CAPTURE(row.host, row.ca_file);
    const auto result = exchange(server.port(), row.host, row.ca_file);
    REQUIRE(std::holds_alternative<http::ClientFailure>(result));
    CHECK_FALSE(std::get<http::ClientFailure>(result).written);
    CHECK(std::get<http::ClientFailure>(result).reason.find("certificate verify failed") != std::string::npos);
  }
  CHECK(server.stats().requests == 0);
}

TEST_CASE("a TLS port does not speak plain HTTP, and a plain one no TLS") {
  const Certificate certificate("DNS:localhost");
  TestServer secured(with(certificate)), plain;
  RawClient client(secured.port());
  client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
  CHECK(client.read_all().find("HTTP/1.1") == std::string::npos);
  const auto result = exchange(plain.port(), "localhost", certificate.certificate());
  CHECK_FALSE(std::get<http::ClientFailure>(result).written);
  CHECK(secured.stats().requests == 0);
}

TEST_CASE("a client that never shakes hands is cut, and a stop does not wait for an idle TLS client") {
  const Certificate certificate("DNS:localhost");
  auto options = with(certificate);
  options.request_timeout = 100ms;
  TestServer server(options);
  RawClient silent(server.port());
  CHECK(silent.closed_by_server());
  CHECK(server.stats().timeouts == 1);
  IoThread thread;
  http::ClientOptions client_options;
  client_options.ca_file = certificate.certificate();
  http::Client client(thread.io, client_options);
  http::ClientRequest request;
  request.url = "https://localhost:" + std::to_string(server.port()) + "/";
  CHECK(std::holds_alternative<http::ClientResponse>(thread.await(client.exchange(request))));
  server.stop(60s);
  CHECK(server.stats().open == 0);
  CHECK_FALSE(std::get<http::ClientFailure>(thread.await(client.exchange(request))).written);
}

TEST_CASE("old TLS versions are refused") {
  const Certificate certificate("DNS:localhost");
  TestServer server(with(certificate));
  asio::io_context io;
  for (const auto& [version, good] : {std::pair{TLS1_1_VERSION, false}, std::pair{TLS1_2_VERSION, true}, std::pair{TLS1_3_VERSION, true}}) {
    asio::ssl::context context(asio::ssl::context::tls_client);
    SSL_CTX_set_security_level(context.native_handle(), 0);
    SSL_CTX_set_min_proto_version(context.native_handle(), TLS1_VERSION);
    SSL_CTX_set_max_proto_version(context.native_handle(), version);
    asio::ssl::stream<asio::ip::tcp::socket> stream(io, context);
    stream.next_layer().connect({asio::ip::address_v4::loopback(), server.port()});
    boost::system::error_code error;
    stream.handshake(asio::ssl::stream_base::client, error);
    CHECK(!error == good);
  }
}

TEST_CASE("a key that does not fit, or trust anchors that cannot be read, are named") {
  const Certificate one("DNS:localhost"), two("DNS:localhost");
  asio::io_context io;
  auto options = with(one);
  options.key_file = two.key();
  CHECK_THROWS_WITH((http::Server(io, options, echo)), Catch::Contains("key"));
  http::ClientOptions client_options;
  client_options.ca_file = "missing.pem";
  CHECK_THROWS_WITH((http::Client(io, client_options)), Catch::Contains("missing.pem"));
}

namespace {

// Takes one CONNECT a connection, gives `answer`, and if that grants it carries bytes to the server and back until one side ends.
class TestProxy {
 public:
  TestProxy(std::uint16_t server, std::string answer) : server_(server), answer_(std::move(answer)), acceptor_(io_, {asio::ip::address_v4::loopback(), 0}) {
    port = acceptor_.local_endpoint().port();
    thread_ = std::thread([this] {
      asio::co_spawn(io_, listen(), asio::detached);
      io_.run();
    });
  }
  ~TestProxy() {
    io_.stop();
    thread_.join();
  }
  std::string address(const std::string& user = "") const { return "http://" + user + "127.0.0.1:" + std::to_string(port); }
  std::uint16_t port = 0;
  std::vector<std::string> heads;                         // read when the exchange is over

 private:
  using Socket = asio::ip::tcp::socket;
  asio::awaitable<void> listen() {
    for (;;) {
      auto socket = co_await acceptor_.async_accept(asio::use_awaitable);
      asio::co_spawn(io_, serve(std::make_shared<Socket>(std::move(socket))), asio::detached);
    }
  }
  asio::awaitable<void> serve(std::shared_ptr<Socket> client) {
    std::string head;
    auto into = asio::dynamic_buffer(head);
    co_await asio::async_read_until(*client, into, "\r\n\r\n", asio::use_awaitable);
    heads.push_back(head);
    const auto answer = asio::buffer(answer_);
    co_await asio::async_write(*client, answer, asio::use_awaitable);
    if (answer_.find(" 200 ") == std::string::npos) co_return;
    auto server = std::make_shared<Socket>(io_);
    const asio::ip::tcp::endpoint place(asio::ip::address_v4::loopback(), server_);
    co_await server->async_connect(place, asio::use_awaitable);
    asio::co_spawn(io_, carry(client, server), asio::detached);
    asio::co_spawn(io_, carry(server, client), asio::detached);
  }
  static asio::awaitable<void> carry(std::shared_ptr<Socket> from, std::shared_ptr<Socket> to) {
    std::array<char, 4096> bytes;
    for (;;) {
      const auto space = asio::buffer(bytes);
      const auto count = co_await from->async_read_some(space, asio::use_awaitable);
      const auto part = asio::buffer(bytes.data(), count);
      co_await asio::async_write(*to, part, asio::use_awaitable);
    }
  }

  std::uint16_t server_;
  std::string answer_;
  asio::io_context io_;
  asio::ip::tcp::acceptor acceptor_;
  std::thread thread_;
};

http::ClientResult through(const std::string& proxy, const std::string& url, const std::string& ca_file) {
  IoThread thread;
  http::ClientOptions options;
  options.ca_file = ca_file;
  options.proxy = proxy;
  options.deadline = 5s;
  http::Client client(thread.io, options);
  http::ClientRequest request;
  request.url = url;
  request.body = "{}";
  return thread.await(client.exchange(request));
}

constexpr const char* granted = "HTTP/1.1 200 Connection established\r\nVia: x\r\n\r\n";

}  // namespace

TEST_CASE("https goes through a proxy's tunnel end to end: the certificate is still the server's") {
  const Certificate certificate("DNS:localhost");
  TestServer server(with(certificate));
  TestProxy proxy(server.port(), granted);
  const auto url = "https://localhost:" + std::to_string(server.port()) + "/tls";
  const auto result = through(proxy.address("ban:mat%20khau@"), url, certificate.certificate());
  if (const auto* failed = std::get_if<http::ClientFailure>(&result)) FAIL(failed->reason);
  CHECK(std::get<http::ClientResponse>(result).body.starts_with("POST /tls from 127.0.0.1"));
  REQUIRE(proxy.heads.size() == 1);
  CHECK(proxy.heads[0].starts_with("CONNECT localhost:" + std::to_string(server.port()) + " HTTP/1.1\r\n"));
  CHECK(proxy.heads[0].find("\r\nProxy-Authorization: Basic ") != std::string::npos);

  const auto distrusted = through(proxy.address(), url, "");
  CHECK_FALSE(std::get<http::ClientFailure>(distrusted).written);
  CHECK(std::get<http::ClientFailure>(distrusted).reason.find("certificate verify failed") != std::string::npos);
  CHECK(server.stats().requests == 1);
}

TEST_CASE("a proxy that refuses, or is none, leaves the request unwritten - plain http goes straight") {
  const Certificate certificate("DNS:localhost");
  TestServer server(with(certificate)), plain;
  const auto url = "https://localhost:" + std::to_string(server.port()) + "/tls";
  TestProxy refusing(server.port(), "HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
  const auto refused = through(refusing.address(), url, certificate.certificate());
  CHECK_FALSE(std::get<http::ClientFailure>(refused).written);
  CHECK(std::get<http::ClientFailure>(refused).reason.find("407") != std::string::npos);
  const auto nobody = through("http://127.0.0.1:1", url, certificate.certificate());
  CHECK_FALSE(std::get<http::ClientFailure>(nobody).written);
  CHECK(std::holds_alternative<http::ClientResponse>(through("http://127.0.0.1:1", plain.url("/"), "")));
  asio::io_context io;
  http::ClientOptions options;
  for (const auto* bad : {"127.0.0.1:3128", "https://proxy:1", "http://", "socks5://x:1"}) {
    CAPTURE(bad);
    options.proxy = bad;
    CHECK_THROWS_WITH((http::Client(io, options)), Catch::Contains("proxy"));
  }
}

TEST_CASE("a gate is passed once the connection stands, right before the request is written") {
  const Certificate certificate("DNS:localhost");
  TestServer server(with(certificate));
  IoThread thread;
  http::ClientOptions options;
  options.ca_file = certificate.certificate();
  http::Client client(thread.io, options);
  std::vector<std::pair<std::uint64_t, std::uint64_t>> seen;  // connections and requests at the moment of passing
  const http::Gate gate = [&]() -> asio::awaitable<void> {
    const auto stats = server.stats();
    seen.emplace_back(stats.open, stats.requests);
    co_return;
  };
  http::ClientRequest request;
  request.url = "https://localhost:" + std::to_string(server.port()) + "/";
  for (int n = 0; n < 2; ++n) CHECK(std::holds_alternative<http::ClientResponse>(thread.await(client.exchange(request, gate))));
  CHECK(seen == std::vector<std::pair<std::uint64_t, std::uint64_t>>{{1, 0}, {1, 1}});
  request.url = "https://127.0.0.1:1/";
  CHECK_FALSE(std::get<http::ClientFailure>(thread.await(client.exchange(request, gate))).written);
  CHECK(seen.size() == 2);
}
