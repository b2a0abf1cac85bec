// Processor microseconds to verify and to parse one typical webhook body, per platform. References of the same run: SHA-256 of the
// same bytes for verifying, nlohmann parsing them for parsing.
#include <cstdio>
#include <ctime>
#include <nlohmann/json.hpp>

#include "adapters/facebook/facebook.hpp"
#include "adapters/signature.hpp"
#include "adapters/zalo_bot/zalo_bot.hpp"
#include "adapters/zalo_oa/zalo_oa.hpp"

namespace {

constexpr int rounds = 100'000;

template <class Work>
double microseconds(Work work) {
  const auto start = std::clock();
  for (int i = 0; i < rounds; ++i) work();
  return static_cast<double>(std::clock() - start) * 1e6 / CLOCKS_PER_SEC / rounds;
}

void measure(const adapters::Channel& channel, const adapters::http::Request& request) {
  std::size_t events = 0;
  const double verified = microseconds([&] { events += channel.verify(request) ? 1 : 0; });
  const double parsed = microseconds([&] { events += channel.parse(request.body).size(); });
  const double hashed = microseconds([&] { events += adapters::sha256(request.body).size() / 32; });
  const double read = microseconds([&] { events += nlohmann::json::parse(request.body).empty() ? 0 : 1; });
  const bool right = events == 4 * std::size_t{rounds};
  std::printf("%-8s %4zu bytes: verify %.2f us (SHA-256 %.2f us, ratio %.2f; target <= 15 us), parse %.2f us (bare nlohmann %.2f us, ratio %.2f; target <= 15 us)%s\n",
              std::string(channel.kind()).c_str(), request.body.size(), verified, hashed, verified / hashed, parsed, read, parsed / read, right ? "" : " (NOT VERIFIED)");
}

}  // namespace

int main() {
  adapters::http::Request zalo{"POST", "/webhook/zalo", {}, {}, R"({"event_name":"user_send_group_text","app_id":"4590000000000000001",)"
      R"("sender":{"id":"8750000000000000001"},"recipient":{"id":"f4000000000000000001"},"message":{"text":"Đồng chí đã đọc kế hoạch và xin đăng ký dự họp",)"
      R"("msg_id":"e5000000000000000001"},"oa_id":"6070000000000000001","timestamp":"1696908900672","user_id_by_app":"8100000000000000001"})", ""};
  zalo.headers = {{"Content-Type", "application/json"},
                  {"X-ZEvent-Signature", adapters::sign_zalo(zalo.body, "4590000000000000001", "1696908900672", "secret")}};
  adapters::ZaloOaSettings zalo_settings;
  zalo_settings.app_id = "4590000000000000001";
  zalo_settings.oa_secrets = {"secret"};
  measure(*adapters::make_zalo_oa(zalo_settings), zalo);

  adapters::http::Request facebook{"POST", "/webhook/facebook", {}, {}, R"({"object":"page","entry":[{"id":"100200300","time":1790000000123,"messaging":[)"
      R"({"sender":{"id":"7001000000000001"},"recipient":{"id":"100200300"},"timestamp":1790000000100,"message":{"mid":"m_AAAAAAAAAAAAAAAAAAAAAAAAAAAA",)"
      R"("text":"\u0110\u1ed3ng ch\u00ed \u0111\u00e3 \u0111\u1ecdc k\u1ebf ho\u1ea1ch","quick_reply":{"payload":"v1:ack:4711"}}}]}]})", ""};
  facebook.headers = {{"Content-Type", "application/json"}, {"X-Hub-Signature-256", adapters::sign_facebook(facebook.body, "secret")}};
  adapters::FacebookSettings facebook_settings;
  facebook_settings.app_secrets = {"secret"};
  measure(*adapters::make_facebook(facebook_settings), facebook);

  adapters::http::Request bot{"POST", "/webhook/zalo-bot", {}, {}, R"({"ok":true,"result":{"event_name":"message.text.received","message":{"from":{"id":"6ede9afa66b88fe6d6a9",)"
      R"("display_name":"Nguyễn Văn A","is_bot":false},"chat":{"id":"6ede9afa66b88fe6d6a9","chat_type":"PRIVATE"},"text":"Đã đọc kế hoạch và xin đăng ký dự họp",)"
      R"("message_id":"2d758cb5e222177a4e35","date":1790000000100}}})", ""};
  bot.headers = {{"Content-Type", "application/json"}, {"X-Bot-Api-Secret-Token", "secret of the webhook"}};
  adapters::ZaloBotSettings bot_settings;
  bot_settings.secret_tokens = {"secret of the webhook"};
  measure(*adapters::make_zalo_bot(bot_settings), bot);
}
