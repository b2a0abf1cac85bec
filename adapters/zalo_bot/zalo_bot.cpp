#include "adapters/profile_texts.hpp"
#include "adapters/zalo_bot/parts.hpp"

namespace adapters {
namespace {

class ZaloBot final : public Channel {
 public:
  explicit ZaloBot(ZaloBotSettings settings) : settings_(std::move(settings)) {}

  std::string_view kind() const override { return "zalo_bot"; }

  // The platform probes the address with an empty body when it is set up; a browser with a GET.
  std::optional<http::Response> handshake(const http::Request& request) const override {
    if (request.method != "GET" && !request.body.empty()) return std::nullopt;
    http::Response welcome;
    welcome.body = "{}\n";
    return welcome;
  }
  bool verify(const http::Request& request) const override { return zalo_bot::verify(settings_, request); }
  std::vector<Event> parse(std::string_view body) const override { return zalo_bot::parse(body); }

  Capabilities capabilities(ConversationKind kind) const override { return zalo_bot::capabilities(kind); }
  http::ClientRequest compose(const Outgoing& outgoing, const Credentials& credentials) const override {
    return zalo_bot::compose(settings_, outgoing, credentials);
  }
  Outcome classify(const Outgoing& outgoing, const http::ClientResult& result, std::int64_t now) const override {
    return zalo_bot::classify(outgoing, result, now);
  }

  // Pictures are fetched from our address; nothing else is carried.
  std::string refuses(const File& file) const override { return file.kind == MediaKind::image ? "" : "media_unsupported"; }

  // A bot's token does not expire.
  std::optional<http::ClientRequest> refresh_request(const Credentials&) const override { return std::nullopt; }
  std::optional<Credentials> read_refresh(const http::ClientResult&, std::int64_t) const override { return std::nullopt; }

  std::vector<Probe> probes() const override { return zalo_bot::probes(settings_); }
  http::ClientRequest probe_request(const Probe& probe, const std::string&, const Credentials& credentials) const override {
    return zalo_bot::probe_request(settings_, probe, credentials);
  }
  Finding read_probe(const Probe& probe, const http::ClientResult& result) const override {
    return zalo_bot::read_probe(settings_, probe, result);
  }
  std::optional<http::ClientRequest> remedy(const Probe&, const std::string&, const Credentials& credentials) const override {
    return zalo_bot::set_webhook(settings_, settings_.webhook_url, credentials);
  }

  std::vector<http::ClientRequest> set_up(const std::string&, const ProfileTexts& texts, const Credentials& credentials) const override {
    const auto& url = texts.webhook_url.empty() ? settings_.webhook_url : texts.webhook_url;
    if (auto request = zalo_bot::set_webhook(settings_, url, credentials)) return {std::move(*request)};
    return {};
  }
  std::string chat_link(const std::string&, const std::string&) const override { return settings_.link; }

 private:
  ZaloBotSettings settings_;
};

}  // namespace

std::unique_ptr<Channel> make_zalo_bot(ZaloBotSettings settings) { return std::make_unique<ZaloBot>(std::move(settings)); }

}  // namespace adapters
