// A place for commands with one Zalo channel whose platform is a function of the test.
#pragma once

#include <catch2/catch.hpp>
#include <functional>
#include <map>
#include <vector>

#include "adapters/zalo_oa/zalo_oa.hpp"
#include "bot/commands/control.hpp"
#include "bot/commands/outside.hpp"
#include "bot/sample/province.hpp"
#include "storage/credentials.hpp"

namespace outside_test {

using nlohmann::json;
namespace http = adapters::http;

struct Place {
  std::unique_ptr<storage::Database> database = storage::open_sqlite({":memory:"});
  storage::Vault vault{storage::Vault::new_key()};
  std::int64_t now = 1'795'395'600'000;
  int changes = 0;
  std::function<json(const http::ClientRequest& request, const json& body)> platform;  // the answer's body
  std::vector<http::ClientRequest> asked;
  std::shared_ptr<server::ConsentDesk> desk = std::make_shared<server::ConsentDesk>();
  std::shared_ptr<app::Outside> outside = std::make_shared<app::Outside>();

  explicit Place(adapters::Credentials initial = {"token-1", "refresh-1", 0}) {
    adapters::ZaloOaSettings settings;
    settings.app_id = "45";
    settings.app_secret = "app-secret";
    settings.oauth_url = "https://oauth.example";
    outside->channels = {{"zalo", adapters::make_zalo_oa(settings), {{"60", std::move(initial)}}}};
    outside->public_url = "https://bot.example";
    outside->desk = desk;
    outside->exchange = [this](http::ClientRequest request) -> http::ClientResult {
      asked.push_back(request);
      return http::ClientResponse{200, {}, platform(request, json::parse(request.body, nullptr, false)).dump()};
    };
  }

  json ask(json request) {
    const app::ControlContext context{*database, vault, [this] { return now; }, [this] { ++changes; }, outside};
    return app::control(context, request);
  }
  std::string said(json request) {
    const auto answer = ask(std::move(request));
    INFO(answer.dump());
    REQUIRE(answer.value("status", -1) == 0);
    return answer.at("output");
  }
  json group(const std::string& what, json more = json::object()) {
    more.update({{"command", "group"}, {"do", what}});
    return ask(more);
  }
};

inline json done(json data = json::object()) { return {{"error", 0}, {"message", "Success"}, {"data", std::move(data)}}; }
inline json failed(int code) { return {{"error", code}, {"message", "no"}}; }
inline bool ends_with(const std::string& url, const std::string& path) { return url.substr(0, url.find('?')).ends_with(path); }

}  // namespace outside_test
