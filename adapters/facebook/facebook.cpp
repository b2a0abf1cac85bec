#include "adapters/answers.hpp"
#include "adapters/facebook/parts.hpp"

namespace adapters {
namespace {

class Facebook final : public Channel {
 public:
  explicit Facebook(FacebookSettings settings) : settings_(std::move(settings)) {}

  std::string_view kind() const override { return "facebook"; }

  std::optional<http::Response> handshake(const http::Request& request) const override {
    return facebook::handshake(settings_, request);
  }
  bool verify(const http::Request& request) const override { return facebook::verify(settings_, request); }
  std::vector<Event> parse(std::string_view body) const override { return facebook::parse(settings_, body); }

  Capabilities capabilities(ConversationKind kind) const override { return facebook::capabilities(kind); }
  http::ClientRequest compose(const Outgoing& outgoing, const Credentials& credentials) const override {
    return facebook::compose(settings_, outgoing, credentials);
  }
  Outcome classify(const Outgoing& outgoing, const http::ClientResult& result, std::int64_t now) const override {
    return facebook::classify(settings_, outgoing, result, now);
  }
  std::optional<double> usage(const http::ClientResponse& response) const override { return facebook::usage(response.headers); }

  std::string refuses(const File& file) const override { return facebook::refuses(file); }
  std::optional<http::ClientRequest> upload_request(const std::string& account, const File& file, const Credentials& credentials) const override {
    return facebook::upload_request(settings_, account, file, credentials);
  }
  std::variant<Uploaded, Outcome> read_upload(const http::ClientResult& result, std::int64_t now) const override {
    return facebook::read_upload(result, now);
  }

  std::optional<http::ClientRequest> said_request(const std::string& account, const ConversationId& conversation, const Credentials& credentials) const override {
    return facebook::said_request(settings_, account, conversation, credentials);
  }
  std::optional<std::vector<Said>> read_said(const http::ClientResult& result) const override {
    return facebook::read_said(settings_, result);
  }

  // Page tokens have no refresh: they last until somebody withdraws them.
  std::optional<http::ClientRequest> refresh_request(const Credentials&) const override { return std::nullopt; }
  std::optional<Credentials> read_refresh(const http::ClientResult&, std::int64_t) const override { return std::nullopt; }

  std::vector<Probe> probes() const override { return facebook::probes(); }
  http::ClientRequest probe_request(const Probe& probe, const std::string& account, const Credentials& credentials) const override {
    return facebook::probe_request(settings_, probe, account, credentials);
  }
  Finding read_probe(const Probe& probe, const http::ClientResult& result) const override {
    return facebook::read_probe(settings_, probe, result);
  }
  std::optional<http::ClientRequest> remedy(const Probe&, const std::string& account, const Credentials& credentials) const override {
    return facebook::subscribe(settings_, account, credentials);
  }

  std::vector<http::ClientRequest> set_up(const std::string& account, const ProfileTexts& texts, const Credentials& credentials) const override {
    return facebook::set_up(settings_, account, texts, credentials);
  }
  Finding read_set_up(const http::ClientResult& result) const override { return facebook::read_set_up(result); }
  std::string chat_link(const std::string& account, const std::string& ref) const override {
    const auto link = "https://m.me/" + percent_encoded(account);
    return ref.empty() ? link : link + "?ref=" + percent_encoded(ref);
  }

 private:
  FacebookSettings settings_;
};

}  // namespace

std::unique_ptr<Channel> make_facebook(FacebookSettings settings) { return std::make_unique<Facebook>(std::move(settings)); }

}  // namespace adapters
