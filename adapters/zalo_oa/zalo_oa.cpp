#include "adapters/zalo_oa/parts.hpp"

namespace adapters {
namespace {

class ZaloOa final : public Channel {
 public:
  explicit ZaloOa(ZaloOaSettings settings) : settings_(std::move(settings)) {}

  std::string_view kind() const override { return "zalo_oa"; }

  // The console probes the address with a GET or an empty POST when it is set up.
  std::optional<http::Response> handshake(const http::Request& request) const override {
    if (request.method != "GET" && !request.body.empty()) return std::nullopt;
    http::Response welcome;
    welcome.body = "{}\n";
    return welcome;
  }
  bool verify(const http::Request& request) const override { return zalo_oa::verify(settings_, request); }
  std::vector<Event> parse(std::string_view body) const override { return zalo_oa::parse(settings_, body); }

  Capabilities capabilities(ConversationKind kind) const override { return zalo_oa::capabilities(kind); }
  http::ClientRequest compose(const Outgoing& outgoing, const Credentials& credentials) const override {
    return zalo_oa::compose(settings_, outgoing, credentials);
  }
  Outcome classify(const Outgoing&, const http::ClientResult& result, std::int64_t now) const override {
    return zalo_oa::classify(result, now);
  }

  std::optional<http::ClientRequest> refresh_request(const Credentials& credentials) const override {
    return zalo_oa::refresh_request(settings_, credentials);
  }
  std::optional<Credentials> read_refresh(const http::ClientResult& result, std::int64_t now) const override {
    return zalo_oa::read_refresh(result, now);
  }

 private:
  ZaloOaSettings settings_;
};

}  // namespace

std::unique_ptr<Channel> make_zalo_oa(ZaloOaSettings settings) { return std::make_unique<ZaloOa>(std::move(settings)); }

}  // namespace adapters
