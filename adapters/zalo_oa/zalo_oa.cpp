#include "adapters/zalo_oa/parts.hpp"

namespace adapters {
namespace {

class ZaloOa final : public Channel {
 public:
  explicit ZaloOa(ZaloOaSettings settings)
      : settings_(std::move(settings)), groups_(zalo_oa::make_group_admin(settings_)), consent_(zalo_oa::make_consent(settings_)) {}

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

  Capabilities capabilities(ConversationKind kind) const override { return zalo_oa::capabilities(settings_, kind); }
  http::ClientRequest compose(const Outgoing& outgoing, const Credentials& credentials) const override {
    return zalo_oa::compose(settings_, outgoing, credentials);
  }
  Outcome classify(const Outgoing& outgoing, const http::ClientResult& result, std::int64_t now) const override {
    return zalo_oa::classify(settings_, outgoing, result, now);
  }

  std::optional<double> usage(const http::ClientResponse& response) const override { return zalo_oa::usage(response.headers); }

  std::string refuses(const File& file) const override { return zalo_oa::refuses(file); }
  std::optional<http::ClientRequest> upload_request(const std::string&, const File& file, const Credentials& credentials) const override {
    return zalo_oa::upload_request(settings_, file, credentials);
  }
  std::variant<Uploaded, Outcome> read_upload(const http::ClientResult& result, std::int64_t now) const override {
    return zalo_oa::read_upload({}, result, now);
  }
  std::variant<Uploaded, Outcome> read_upload_of(const File& file, const http::ClientResult& result, std::int64_t now) const override {
    return zalo_oa::read_upload(file, result, now);
  }

  std::optional<http::ClientRequest> said_request(const std::string&, const ConversationId& conversation, const Credentials& credentials) const override {
    return zalo_oa::said_request(settings_, conversation, credentials);
  }
  std::optional<std::vector<Said>> read_said(const http::ClientResult& result) const override { return zalo_oa::read_said(result); }
  bool is_said(const Outgoing& outgoing, const Said& said) const override { return zalo_oa::is_said(settings_, outgoing, said); }

  std::optional<http::ClientRequest> refresh_request(const Credentials& credentials) const override {
    return zalo_oa::refresh_request(settings_, credentials);
  }
  std::optional<Credentials> read_refresh(const http::ClientResult& result, std::int64_t now) const override {
    return zalo_oa::read_refresh(result, now);
  }
  RefreshMiss refresh_miss(const http::ClientResult& result) const override { return zalo_oa::refresh_miss(result); }

  std::vector<Probe> probes() const override { return zalo_oa::probes(); }
  http::ClientRequest probe_request(const Probe&, const std::string&, const Credentials& credentials) const override {
    return zalo_oa::probe_request(settings_, credentials);
  }
  Finding read_probe(const Probe&, const http::ClientResult& result) const override { return zalo_oa::read_probe(result); }

  const GroupAdmin* group_admin() const override { return groups_.get(); }
  const Consent* consent() const override { return consent_.get(); }
  // A link of an OA carries nothing along.
  std::string chat_link(const std::string& account, const std::string&) const override { return "https://zalo.me/" + account; }

 private:
  ZaloOaSettings settings_;
  std::unique_ptr<GroupAdmin> groups_;
  std::unique_ptr<Consent> consent_;
};

}  // namespace

std::unique_ptr<Channel> make_zalo_oa(ZaloOaSettings settings) { return std::make_unique<ZaloOa>(std::move(settings)); }

}  // namespace adapters
