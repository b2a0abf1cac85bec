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
  Outcome classify(const Outgoing&, const http::ClientResult& result, std::int64_t now) const override {
    return facebook::classify(result, now);
  }

  // Page tokens have no refresh: they last until somebody withdraws them.
  std::optional<http::ClientRequest> refresh_request(const Credentials&) const override { return std::nullopt; }
  std::optional<Credentials> read_refresh(const http::ClientResult&, std::int64_t) const override { return std::nullopt; }

 private:
  FacebookSettings settings_;
};

}  // namespace

std::unique_ptr<Channel> make_facebook(FacebookSettings settings) { return std::make_unique<Facebook>(std::move(settings)); }

}  // namespace adapters
