// A small village for the sandbox's tests: three people, two groups, both accounts, and requests as a bot writes them.
#pragma once

#include <nlohmann/json.hpp>

#include "adapters/http/message.hpp"
#include "adapters/sandbox/signing.hpp"
#include "adapters/sandbox/stage.hpp"

namespace sandbox_tests {

using namespace adapters;
using adapters::http::Request;
using adapters::http::Response;
using nlohmann::json;

inline constexpr std::int64_t start = 1'795'395'600'000;      // 2026-11-23T08:00+07:00
inline constexpr std::int64_t hour = 3'600'000, day = 24 * hour;

inline sandbox::World village() {
  sandbox::World world;
  world.persons = {{"pan", "Lò Văn Pản", "chủ tịch · May Sơn Hà", "May Sơn Hà", "7710000000000000001", "24001",
                    start - hour, start - hour, "b0000000000000000001", start - hour, true},
                   {"my", "Giàng Thị Mỷ", "tổ 3 · May Sơn Hà", "May Sơn Hà", "7710000000000000002", "24002",
                    start - 8 * day, start - 2 * day, "b0000000000000000002", start - 30 * day},
                   {"ton", "Trần Văn Tôn", "", "May Sơn Hà", "7710000000000000003", "", 0, 0}};
  world.groups = {{"f4000000000000000001", "CĐCS May Sơn Hà", {"7710000000000000001", "7710000000000000002"}, false},
                  {"f4000000000000000002", "Nhóm hết hạn", {"7710000000000000001"}, true},
                  {"zgr-0001", "Tổ 3", {"b0000000000000000001", "b0000000000000000002"}, false, true}};
  world.zalo = {"4590000000000000001", "app-secret",   "6070000000000000001", "oa-secret",
                "Trợ lý Công đoàn",    "first-access", "first-refresh",       ""};
  world.facebook = {"112233", "fb-secret", "100200300", "Trợ lý Công đoàn", "page-token", "verify-me", "", true};
  world.zalo.licences = {{"asset-50", "gmf50", "31/12/2026"}, {"asset-10", "gmf10", "31/12/2026"}};
  world.zalo_bot = {"1234:bot-secret", "Bot Công đoàn", "", "hook-secret"};
  world.posts = {{"100200300_55", "Lịch tiếp công nhân tháng 12", start - day}};
  return world;
}

// A stage without a wire: what would be posted to the bot is collected.
struct Fixture {
  explicit Fixture(sandbox::Options options = {}) : stage(village(), with_clock(std::move(options))) {
    stage.post = [this](sandbox::Webhook webhook) { posted.push_back(std::move(webhook)); };
    stage.world.zalo_bot.webhook_url = "http://127.0.0.1:1/webhook/zalo_bot";
  }
  sandbox::Options with_clock(sandbox::Options options) {
    options.clock = [this] { return now; };
    return options;
  }
  json posted_json(std::size_t index) const { return json::parse(posted.at(index).body); }

  std::int64_t now = start;
  std::vector<sandbox::Webhook> posted;
  sandbox::Stage stage;
};

inline Request zalo(const std::string& method, const std::string& path, const json& body = nullptr,
                    const std::string& token = "first-access") {
  Request request;
  request.method = method;
  request.path = path;
  request.headers = {{"access_token", token}};
  if (!body.is_null()) request.body = body.dump();
  return request;
}

inline Request refresh(const std::string& refresh_token) {
  Request request;
  request.method = "POST";
  request.path = "/v4/oa/access_token";
  request.headers = {{"secret_key", "app-secret"}, {"Content-Type", "application/x-www-form-urlencoded"}};
  request.body = "grant_type=refresh_token&app_id=4590000000000000001&refresh_token=" + refresh_token;
  return request;
}

inline Request graph_send(const json& body, const std::string& token = "page-token") {
  Request request;
  request.method = "POST";
  request.path = "/v26.0/100200300/messages";
  request.headers = {{"Authorization", "Bearer " + token}};
  request.query = {{"appsecret_proof", sandbox::hmac_sha256_hex("fb-secret", token)}};
  request.body = body.dump();
  return request;
}

// Any call of the Graph API with a good token; GET: the parameters go into the query.
inline Request graph(const std::string& method, const std::string& path, const json& given = json::object()) {
  Request request = graph_send(given);
  request.method = method;
  request.path = "/v26.0/" + path;
  if (method != "GET") return request;
  request.body.clear();
  for (const auto& [key, value] : given.items()) request.query[key] = value;
  return request;
}

inline Request bot_call(const std::string& method, const json& given = json::object(), const std::string& token = "1234:bot-secret") {
  Request request;
  request.method = "POST";
  request.path = "/bot" + token + "/" + method;
  request.body = given.dump();
  return request;
}

// A multipart body with one file, and a message part where there is one.
inline void attach(Request& request, const std::string& field, const std::string& name, const std::string& bytes, const std::string& message = {}) {
  request.headers.emplace_back("Content-Type", "multipart/form-data; boundary=cut");
  request.body.clear();
  if (!message.empty()) request.body = "--cut\r\nContent-Disposition: form-data; name=\"message\"\r\n\r\n" + message + "\r\n";
  request.body += "--cut\r\nContent-Disposition: form-data; name=\"" + field + "\"; filename=\"" + name +
                  "\"\r\nContent-Type: application/octet-stream\r\n\r\n" + bytes + "\r\n--cut--\r\n";
}

inline const std::string png = "\x89PNG\r\n\x1a\n bytes", gif = "GIF89a bytes", pdf = "%PDF-1.7 bytes";

inline std::string long_text(std::size_t characters) {
  std::string text;
  for (std::size_t i = 0; i < characters; ++i) text += "ộ";
  return text;
}

}  // namespace sandbox_tests
