#include "adapters/sandbox/bot_api.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <nlohmann/json.hpp>

#include "adapters/sandbox/bot_events.hpp"
#include "adapters/sandbox/form.hpp"
#include "adapters/sandbox/signing.hpp"
#include "adapters/sandbox/wire.hpp"

namespace adapters::sandbox {
namespace {

using http::Request;
using http::Response;
using nlohmann::json;

constexpr std::string_view prefix = "/bot";
constexpr std::size_t text_limit = 2'000, secret_least = 8, secret_most = 256, kept_updates = 1'000;
constexpr std::int64_t standard_wait = 30;  // seconds

struct Refused { int code; std::string description; };

struct Target { std::string token, method; };
std::optional<Target> target(const std::string& path) {
  if (path.rfind(prefix, 0) != 0) return std::nullopt;
  const auto slash = path.find('/', prefix.size());
  if (slash == std::string::npos) return std::nullopt;
  return Target{path.substr(prefix.size(), slash - prefix.size()), path.substr(slash + 1)};
}

// JSON, form or query: all the same to the platform.
json parameters(const Request& request) {
  json given = body_of(request);
  if (!given.is_object()) {
    given = json::object();
    if (!request.body.empty() && request.body[0] != '{' && request.body[0] != '[') {
      for (const auto& [key, value] : read_form(request.body)) given[key] = value;
    }
  }
  for (const auto& [key, value] : request.query) given[key] = value;
  return given;
}

Response ok(const json& result) { return json_answer({{"ok", true}, {"result", result}}); }

// Most refusals come with HTTP 200.
Response refusal(const Refused& refused) {
  const int status = refused.code == 401 || refused.code == 404 ? refused.code : 200;
  return json_answer({{"ok", false}, {"error_code", refused.code}, {"description", refused.description}}, status);
}

// A free bot lives in its first few groups only.
bool within_groups(const Stage& stage, const Chat& chat) {
  if (stage.bot_groups == 0 || !chat.group) return true;
  std::size_t before = 0;
  for (const Group& group : stage.world.groups) {
    if (&group == chat.group) break;
    before += group.with_bot && !group.deleted ? 1 : 0;
  }
  return before < stage.bot_groups;
}

// ---- Sending ----

Chat& chat_of(Stage& stage, const json& given) {
  const std::string id = id_of(given, "chat_id");
  Chat* chat = stage.chats.direct(Platform::zalo_bot, id);
  if (!chat) chat = stage.chats.group(id);
  if (!chat || chat->on != Platform::zalo_bot || chat->deleted || !within_groups(stage, *chat)) throw Refused{400, "Bad Request: chat not found"};
  if (chat->person && (chat->last_interaction == 0 || chat->blocked)) throw Refused{400, "Bad Request: chat not found"};
  return *chat;
}

std::string words(const json& given, const char* key, bool needed) {
  std::string text = string_of(given, key);
  if (text.empty() && needed) throw Refused{400, std::string("Bad Request: ") + key + " is empty"};
  if (characters(text) > text_limit) throw Refused{400, std::string("Bad Request: ") + key + " is too long"};
  return text;
}

std::string address(const json& given, const char* key) {
  const std::string url = string_of(given, key);
  if (url.rfind("https://", 0) != 0 && url.rfind("http://", 0) != 0) throw Refused{400, std::string("Bad Request: ") + key + " is invalid"};
  return url;
}

void take_quota(Stage& stage) {
  if (const int error = stage.account(Platform::zalo_bot).error) throw Refused{error, "Request refused"};
  if (!stage.bot_messages.take(stage.now())) throw Refused{429, "Too Many Requests: message quota exceeded"};
}

Response sent(const Line& line) { return ok({{"message_id", line.id}, {"date", line.at}}); }

Response send_line(Stage& stage, Chat& chat, Line line, const Request& request, const char* what) {
  take_quota(stage);
  return sent(stage.speak(chat, std::move(line), request_mark(request), what));
}

Response send_message(Stage& stage, const json& given, const Request& request) {
  Chat& chat = chat_of(stage, given);
  Line line;
  line.text = words(given, "text", true);
  return send_line(stage, chat, std::move(line), request, "text");
}

Response send_photo(Stage& stage, const json& given, const Request& request) {
  Chat& chat = chat_of(stage, given);
  Line line;
  line.media.push_back({"image", address(given, "photo"), "", 0});
  line.text = words(given, "caption", false);
  return send_line(stage, chat, std::move(line), request, "image");
}

Response send_sticker(Stage& stage, const json& given, const Request& request) {
  Chat& chat = chat_of(stage, given);
  Line line;
  line.media.push_back({"sticker", "", words(given, "sticker", true), 0});
  return send_line(stage, chat, std::move(line), request, "sticker");
}

// In a group the platform says ok, and nothing arrives.
Response send_voice(Stage& stage, const json& given, const Request& request) {
  Chat& chat = chat_of(stage, given);
  Line line;
  line.media.push_back({"voice", address(given, "voice_url"), "", 0});
  if (!chat.group) return send_line(stage, chat, std::move(line), request, "voice");
  line.id = stage.message_id(Platform::zalo_bot);
  line.at = stage.moment();
  return sent(line);
}

Response chat_action(Stage& stage, const json& given, const Request&) {
  chat_of(stage, given);
  if (string_of(given, "action") != "typing") throw Refused{400, "Bad Request: action is invalid"};
  return ok(true);
}

// ---- The webhook, and updates without one ----

json webhook_info(const Stage& stage) {
  return {{"url", stage.world.zalo_bot.webhook_url}, {"updated_at", stage.bot.webhook_updated_at}};
}

Response set_webhook(Stage& stage, const json& given, const Request&) {
  const std::string url = address(given, "url"), secret = string_of(given, "secret_token");
  if (secret.size() < secret_least || secret.size() > secret_most) throw Refused{400, "Bad Request: secret_token is invalid"};
  stage.world.zalo_bot.webhook_url = url;                      // kept even if nobody answers there
  stage.world.zalo_bot.secret_token = secret;
  stage.bot.webhook_updated_at = stage.now();
  stage.account(Platform::zalo_bot).hooked = true;
  json info = webhook_info(stage);
  info["verification"] = {{"ok", stage.bot.outcome == "webhook.ok"}, {"outcome", stage.bot.outcome}, {"hint", ""}};
  return ok(info);
}

Response delete_webhook(Stage& stage, const json&, const Request&) {
  stage.world.zalo_bot.webhook_url.clear();
  stage.bot.webhook_updated_at = stage.now();
  return ok(webhook_info(stage));
}

Response get_webhook_info(Stage& stage, const json&, const Request&) { return ok(webhook_info(stage)); }

Response test_webhook(Stage& stage, const json&, const Request&) {
  if (stage.world.zalo_bot.webhook_url.empty()) throw Refused{400, "Bad Request: webhook is not set"};
  return ok({{"ok", stage.bot.outcome == "webhook.ok"}, {"outcome", stage.bot.outcome}});
}

// One update, never an array; without an acknowledgement: a lost answer is a lost message.
Response get_updates(Stage& stage, const json&, const Request&) {
  if (!stage.world.zalo_bot.webhook_url.empty()) throw Refused{400, "Bad Request: webhook is active, call deleteWebhook first"};
  if (stage.bot.updates.empty()) throw Refused{408, "Request Timeout"};
  const json update = json::parse(stage.bot.updates.front(), nullptr, false);
  stage.bot.updates.pop_front();
  return ok(update);
}

Response get_me(Stage& stage, const json&, const Request&) {
  const ZaloBotAccount& account = stage.world.zalo_bot;
  return ok({{"id", account.token.substr(0, account.token.find(':'))}, {"account_name", account.name},
             {"account_type", "BASIC"}, {"can_join_groups", true}});
}

using Method = Response (*)(Stage&, const json&, const Request&);
Method method_of(const std::string& name) {
  static const std::map<std::string, Method> methods{
      {"getMe", get_me},           {"getUpdates", get_updates},         {"setWebhook", set_webhook}, {"deleteWebhook", delete_webhook},
      {"getWebhookInfo", get_webhook_info}, {"testWebhook", test_webhook}, {"sendMessage", send_message}, {"sendPhoto", send_photo},
      {"sendSticker", send_sticker}, {"sendVoice", send_voice},         {"sendChatAction", chat_action}};
  const auto found = methods.find(name);
  return found == methods.end() ? nullptr : found->second;
}

bool token_good(Stage& stage, const Target& at) {
  const AccountState& account = stage.account(Platform::zalo_bot);
  return !account.revoked && !account.expired && !at.token.empty() && at.token == stage.world.zalo_bot.token;
}

}  // namespace

bool is_bot_send(const Request& request) {
  const auto at = target(request.path);
  return at && at->method.rfind("send", 0) == 0 && at->method != "sendChatAction";
}

Response bot_fault(Fault fault) {
  if (fault == Fault::rate_limit || fault == Fault::retry_after) return refusal({429, "Too Many Requests"});
  if (fault == Fault::expired_token) return refusal({401, "Unauthorized"});
  Response response = refusal({403, "internal server error"});
  if (fault == Fault::server_error) response.status = 500;
  return response;
}

std::optional<Response> bot_answer(Stage& stage, const Request& request) try {
  const auto at = target(request.path);
  if (!at) return std::nullopt;
  if (!token_good(stage, *at)) return refusal({401, "Unauthorized"});
  const Method method = method_of(at->method);
  return method ? method(stage, parameters(request), request) : refusal({404, "Not Found"});
} catch (const Refused& refused) {
  return refusal(refused);
}

std::int64_t bot_wait(Stage& stage, const Request& request) {
  const auto at = target(request.path);
  const bool ready = !stage.bot.updates.empty() || !stage.world.zalo_bot.webhook_url.empty();
  if (!at || at->method != "getUpdates" || !token_good(stage, *at) || ready) return 0;
  const json given = parameters(request);
  const json& timeout = member(given, "timeout");
  std::int64_t seconds = timeout.is_number_integer() ? timeout.get<std::int64_t>() : standard_wait;
  const std::string text = string_of(given, "timeout");
  std::from_chars(text.data(), text.data() + text.size(), seconds);
  return std::clamp<std::int64_t>(seconds, 0, 60) * 1'000;
}

std::string bot_webhook_to_try(const Stage& stage, const Request& request) {
  const auto at = target(request.path);
  if (!at || at->token != stage.world.zalo_bot.token) return "";
  if (at->method == "setWebhook") return string_of(parameters(request), "url");
  return at->method == "testWebhook" ? stage.world.zalo_bot.webhook_url : "";
}

std::string bot_secret_in(const Request& request) { return string_of(parameters(request), "secret_token"); }

std::string bot_webhook_outcome(const http::ClientResult& result) {
  const auto* response = std::get_if<http::ClientResponse>(&result);
  if (!response) return "webhook.err.unreachable";
  if (response->status == 200) return "webhook.ok";
  return response->status >= 500 ? "webhook.http.5xx" : "webhook.http." + std::to_string(response->status);
}

void bot_hear(Stage& stage, Chat& chat, const Person& from, const Line& line) {
  if (!within_groups(stage, chat) || !bot_hears(stage.world.zalo_bot, chat, line)) return;
  auto& users = stage.bot.users;
  if (!users.contains(from.bot_user_id) && stage.bot_users > 0 && users.size() >= stage.bot_users) return;
  users.insert(from.bot_user_id);
  Webhook webhook = bot_person_message(chat, from, line);
  if (!stage.world.zalo_bot.webhook_url.empty()) return stage.post(std::move(webhook));
  stage.bot.updates.push_back(std::move(webhook.body));
  if (stage.bot.updates.size() > kept_updates) stage.bot.updates.pop_front();
  stage.ring();
}

}  // namespace adapters::sandbox
