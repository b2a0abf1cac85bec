#include "adapters/sandbox/zalo_api.hpp"

#include <algorithm>
#include <boost/url/parse.hpp>
#include <boost/url/params_encoded_view.hpp>
#include <charconv>
#include <map>
#include <nlohmann/json.hpp>

#include "adapters/sandbox/signing.hpp"
#include "adapters/sandbox/zalo_answers.hpp"
#include "adapters/sandbox/zalo_send.hpp"

namespace adapters::sandbox {
namespace {

using http::Request;
using http::Response;
using nlohmann::json;

constexpr std::string_view send_user = "/v3.0/oa/message/cs", send_group = "/v3.0/oa/group/message";
constexpr std::string_view token_path = "/v4/oa/access_token";

std::string query(const Request& request, const std::string& key) {
  const auto found = request.query.find(key);
  return found == request.query.end() ? std::string() : found->second;
}

std::size_t number(const Request& request, const std::string& key, std::size_t otherwise) {
  const std::string text = query(request, key);
  std::size_t value = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

// ---- Tokens: POST /v4/oa/access_token, header secret_key, form grant_type=refresh_token&app_id=…&refresh_token=… ----

std::map<std::string, std::string> form(const std::string& body) {
  std::map<std::string, std::string> fields;
  const auto parsed = boost::urls::parse_query(body);
  if (!parsed) return fields;
  for (const auto& field : *parsed) {
    boost::urls::encoding_opts options;
    options.space_as_plus = true;
    fields[field.key.decode(options)] = field.value.decode(options);
  }
  return fields;
}

Response oauth_error(int code, std::string_view name) {
  const json body{{"error", code}, {"error_name", name}, {"error_reason", name}, {"error_description", name},
                  {"ref_doc", "https://developers.zalo.me/docs/social-api/tham-khao/ma-loi"}};
  return {200, "application/json; charset=utf-8", body.dump(), {}};
}

Response token(Stage& stage, const Request& request) {
  const ZaloAccount& account = stage.world.zalo;
  auto fields = form(request.body);
  if (http::find_header(request.headers, "secret_key") != account.app_secret) return oauth_error(-14004, "Invalid secret key");
  if (fields["app_id"] != account.app_id) return oauth_error(-14002, "Invalid app id");
  if (fields["grant_type"] != "refresh_token") return oauth_error(-118, "Invalid grant");
  const auto made = stage.zalo_tokens.refresh(fields["refresh_token"], stage.now());
  if (const auto* error = std::get_if<TokenError>(&made)) {
    return *error == TokenError::used ? oauth_error(-14020, "Refresh token has been used or expired")
                                      : oauth_error(-14014, "Invalid refresh token");
  }
  const TokenPair& pair = std::get<TokenPair>(made);
  const json body{{"access_token", pair.access}, {"refresh_token", pair.refresh}, {"expires_in", "90000"}};
  return {200, "application/json; charset=utf-8", body.dump(), {}};
}

// ---- Reads ----

json profile(const Person& person, const Chat& chat) {
  return {{"user_id", chat.id}, {"display_name", person.name}, {"user_alias", ""}, {"is_sensitive", false},
          {"user_is_follower", chat.last_interaction > 0}, {"avatar", ""}, {"tags_and_notes_info", {{"notes", json::array()}}}};
}

Response user_detail(Stage& stage, const Request& request) {
  const json data = json::parse(query(request, "data"), nullptr, false);
  const json id = data.is_object() ? data.value("user_id", json()) : json();
  if (!id.is_string()) return zalo_error(-201, "user_id is invalid");
  const Chat* chat = stage.chats.direct(Platform::zalo, id);
  return chat ? zalo_ok(profile(*chat->person, *chat)) : zalo_error(-213);
}

Response oa(Stage& stage, const Request&) {
  const ZaloAccount& account = stage.world.zalo;
  return zalo_ok({{"oa_id", account.oa_id}, {"name", account.oa_name}, {"is_verified", true}, {"oa_type", 2},
                  {"package_name", "Toàn diện"}, {"num_follower", stage.world.persons.size()}});
}

json group_info(const Group& group) {
  return {{"group_id", group.id}, {"name", group.name}, {"total_member", group.members.size() + 1}, {"max_member", "1000"},
          {"status", group.lapsed ? "disabled" : "enabled"}, {"group_link", "https://zalo.me/g/" + group.id}};
}

Response one_group(Stage& stage, const Request& request) {
  const Chat* chat = stage.chats.group(query(request, "group_id"));
  return chat ? zalo_ok({{"group_info", group_info(*chat->group)}}) : zalo_error(-403);
}

Response groups(Stage& stage, const Request& request) {
  const auto& all = stage.world.groups;
  const std::size_t offset = number(request, "offset", 0), count = std::min<std::size_t>(number(request, "count", 5), 50);
  json list = json::array();
  for (std::size_t i = offset; i < std::min(all.size(), offset + count); ++i) list.push_back(group_info(all[i]));
  return zalo_ok({{"groups", list}, {"total", all.size()}, {"group_count", list.size()}});
}

// The OA itself is a member, with oa_id instead of user_id.
Response members(Stage& stage, const Request& request) {
  const Chat* chat = stage.chats.group(query(request, "group_id"));
  if (!chat) return zalo_error(-403);
  const auto& ids = chat->group->members;
  const std::size_t total = ids.size() + 1, offset = number(request, "offset", 0);
  const std::size_t end = std::min(total, offset + std::min<std::size_t>(number(request, "count", 5), 50));
  json list = json::array();
  for (std::size_t i = offset; i < end; ++i) {
    if (i == 0) {
      list.push_back({{"oa_id", stage.world.zalo.oa_id}, {"name", stage.world.zalo.oa_name}, {"avatar", ""}});
      continue;
    }
    const Person* person = stage.chats.zalo_person(ids[i - 1]);
    list.push_back({{"user_id", ids[i - 1]}, {"name", person ? person->name : ""}, {"avatar", ""}});
  }
  return zalo_ok({{"members", list}, {"total", total}});
}

// Latest first; src 0 is the OA, 1 a person.
Response history(Stage& stage, const Chat* chat, std::size_t offset, std::size_t count) {
  json list = json::array();
  if (!chat) return zalo_error(-201);
  for (auto line = chat->lines.rbegin(); line != chat->lines.rend() && list.size() < std::min<std::size_t>(count, 10); ++line) {
    if (offset > 0) { --offset; continue; }
    const ZaloAccount& account = stage.world.zalo;
    list.push_back({{"src", line->from ? 1 : 0}, {"time", line->at}, {"type", "text"}, {"message", line->text}, {"message_id", line->id},
                    {"from_id", line->from ? line->from->zalo_user_id : account.oa_id},
                    {"from_display_name", line->from ? line->from->name : account.oa_name}, {"from_avatar", ""}});
    if (chat->group) list.back()["group_id"] = chat->id;
    else list.back()["to_id"] = line->from ? account.oa_id : chat->id;
  }
  return zalo_ok(list);
}

Response group_history(Stage& stage, const Request& request) {
  return history(stage, stage.chats.group(query(request, "group_id")), number(request, "offset", 0), number(request, "count", 10));
}

Response user_history(Stage& stage, const Request& request) {
  const json data = json::parse(query(request, "data"), nullptr, false);
  if (!data.is_object() || !data.contains("user_id")) return zalo_error(-201);
  const json& id = data["user_id"];
  const std::string text = id.is_string() ? id.get<std::string>() : id.dump();
  return history(stage, stage.chats.direct(Platform::zalo, text), data.value("offset", 0U), data.value("count", 10U));
}

using Route = Response (*)(Stage&, const Request&);
Route route(const Request& request) {
  static const std::map<std::string_view, Route> gets{
      {"/v2.0/oa/getoa", oa}, {"/v3.0/oa/user/detail", user_detail}, {"/v2.0/oa/conversation", user_history},
      {"/v3.0/oa/group/getgroup", one_group}, {"/v3.0/oa/group/getgroupsofoa", groups},
      {"/v3.0/oa/group/listmember", members}, {"/v3.0/oa/group/conversation", group_history}};
  static const std::map<std::string_view, Route> posts{{send_user, zalo_send_to_user}, {send_group, zalo_send_to_group}};
  const auto& routes = request.method == "POST" ? posts : gets;
  const auto found = routes.find(request.path);
  return found == routes.end() ? nullptr : found->second;
}

bool proof_fits(const Stage& stage, const Request& request, std::string_view access_token) {
  const std::string_view proof = http::find_header(request.headers, "appsecret_proof");
  return proof.empty() || proof == hmac_sha256_hex(stage.world.zalo.app_secret, access_token);
}

Response checked(Stage& stage, const Request& request, Route handler) {
  const std::string access_token(http::find_header(request.headers, "access_token"));
  if (const int error = stage.zalo_tokens.check(access_token, stage.now())) return zalo_error(error);
  if (!proof_fits(stage, request, access_token)) return zalo_error(-242);
  const bool allowed = stage.zalo_rate.take(stage.now());
  Response response = allowed ? handler(stage, request) : zalo_error(-32);
  if (stage.zalo_rate.limit > 0) {
    response.headers.emplace_back("X-RateLimit-Limit", std::to_string(stage.zalo_rate.limit));
    response.headers.emplace_back("X-RateLimit-Remain", std::to_string(stage.zalo_rate.remain()));
  }
  return response;
}

}  // namespace

bool is_zalo_send(const Request& request) {
  return request.method == "POST" && (request.path == send_user || request.path == send_group);
}

bool is_zalo_refresh(const Request& request) { return request.method == "POST" && request.path == token_path; }

Response zalo_fault(Fault fault) {
  if (fault == Fault::rate_limit) return zalo_error(-32);
  if (fault == Fault::expired_token) return zalo_error(-220);
  Response response = zalo_error(-200);
  response.status = 500;
  return response;
}

std::optional<Response> zalo_answer(Stage& stage, const Request& request) {
  const std::string& path = request.path;
  if (is_zalo_refresh(request)) return token(stage, request);
  if (path.size() < 9 || path.compare(0, 2, "/v") != 0 || path.compare(5, 4, "/oa/") != 0) return std::nullopt;
  if (const Route handler = route(request)) return checked(stage, request, handler);
  Response missing = zalo_error(404, "empty api");
  missing.status = 404;
  return missing;
}

}  // namespace adapters::sandbox
