#include "adapters/sandbox/graph_setup.hpp"

#include <algorithm>
#include <sstream>

#include "adapters/sandbox/graph_answers.hpp"
#include "adapters/sandbox/graph_message.hpp"
#include "adapters/sandbox/signing.hpp"
#include "adapters/sandbox/wire.hpp"

namespace adapters::sandbox {
namespace {

using nlohmann::json;

constexpr std::size_t greeting_limit = 160, ice_breakers_limit = 4, menu_limit = 20, menu_title_limit = 30, payload_limit = 1'000;
constexpr std::size_t megabyte = 1024 * 1024, image_limit = 8 * megabyte, other_limit = 25 * megabyte;
const json done{{"success", true}}, success{{"result", "success"}};

std::set<std::string> split(const std::string& list) {
  std::set<std::string> parts;
  std::istringstream stream(list);
  for (std::string part; std::getline(stream, part, ',');) parts.insert(part);
  return parts;
}

// ---- The texts of the chat ----

void need(bool fine) {
  if (!fine) throw bad_message;
}

void check_menu_item(const json& item) {
  const std::string title = string_of(item, "title"), type = string_of(item, "type");
  need(!title.empty() && characters(title) <= menu_title_limit);
  if (type == "web_url") need(!string_of(item, "url").empty());
  else need(type == "postback" && !string_of(item, "payload").empty() && characters(string_of(item, "payload")) <= payload_limit);
}

bool has_default(const json& localised) {
  return std::any_of(localised.begin(), localised.end(), [](const json& one) { return string_of(one, "locale") == "default"; });
}

void check_greeting(const json& greeting) {
  need(greeting.is_array() && !greeting.empty());
  for (const json& one : greeting) need(!string_of(one, "text").empty() && characters(string_of(one, "text")) <= greeting_limit);
}

void check_ice_breakers(const json& list) {
  need(list.is_array() && !list.empty());
  for (const json& locale : list) {
    const json& actions = member(locale, "call_to_actions").is_null() ? list : locale["call_to_actions"];
    need(actions.is_array() && actions.size() <= ice_breakers_limit);
    for (const json& action : actions) need(!string_of(action, "question").empty() && !string_of(action, "payload").empty());
  }
}

void check_menu(const json& menu) {
  need(menu.is_array() && !menu.empty() && has_default(menu));
  for (const json& locale : menu) {
    const json& items = member(locale, "call_to_actions");
    need(items.is_null() || (items.is_array() && items.size() <= menu_limit));
    for (const json& item : items) check_menu_item(item);
  }
}

void set_profile(Stage& stage, const json& given) {
  json next = stage.page.profile;
  for (const char* key : {"get_started", "greeting", "ice_breakers", "persistent_menu", "commands"}) {
    if (!member(given, key).is_null()) next[key] = given[key];
  }
  need(next != json::object());
  if (next.contains("get_started")) need(!string_of(next["get_started"], "payload").empty());
  if (next.contains("greeting")) check_greeting(next["greeting"]);
  if (next.contains("ice_breakers")) check_ice_breakers(next["ice_breakers"]);
  if (next.contains("persistent_menu") && !next.contains("get_started")) throw no_get_started;
  if (next.contains("persistent_menu")) check_menu(next["persistent_menu"]);
  stage.page.profile = std::move(next);
}

json wanted_profile(const Stage& stage, const std::string& fields) {
  json found = json::object();
  for (const std::string& field : split(fields)) {
    if (stage.page.profile.contains(field)) found[field] = stage.page.profile[field];
  }
  return {{"data", found.empty() ? json::array() : json::array({found})}};
}

// ---- Uploads ----

const StoredFile& keep_upload(Stage& stage, const json& attachment, const Part& file) {
  const std::string kind = string_of(attachment, "type");
  if (file.body.size() > (kind == "image" ? image_limit : other_limit)) throw too_large;
  const std::string_view type = sniffed(file.body);
  const bool fits = kind != "image" || type.rfind("image/", 0) == 0;
  if (file.body.empty() || file.file_name.empty() || !fits) throw bad_upload;
  return stage.media.add({stage.object_id(), Platform::facebook, kind, file.file_name,
                          type.empty() ? file.type : std::string(type), file.body, "", stage.now()});
}

}  // namespace

http::Response graph_subscription(Stage& stage, const GraphCall& call) {
  AccountState& account = stage.account(Platform::facebook);
  if (call.method == "GET") {
    if (!account.hooked) return json_answer({{"data", json::array()}});
    const json app{{"id", stage.world.facebook.app_id}, {"name", "sandbox"}, {"subscribed_fields", stage.page.fields}};
    return json_answer({{"data", json::array({app})}});
  }
  if (call.method == "DELETE") {
    account.hooked = false;
    return json_answer(done);
  }
  const json& given = member(call.given, "subscribed_fields");
  const std::set<std::string> fields = given.is_array() ? given.get<std::set<std::string>>() : split(string_of(call.given, "subscribed_fields"));
  if (fields.empty()) throw bad_message;
  stage.page.fields = fields;
  account.hooked = true;
  return json_answer(done);
}

http::Response graph_profile(Stage& stage, const GraphCall& call) {
  if (!stage.page.profile_calls.take(stage.now())) throw too_many;
  if (call.method == "GET") return json_answer(wanted_profile(stage, string_of(call.given, "fields")));
  if (call.method == "POST") set_profile(stage, call.given);
  if (call.method == "DELETE") {
    for (const json& field : member(call.given, "fields")) stage.page.profile.erase(field.get<std::string>());
  }
  return json_answer(success);
}

http::Response graph_templates(Stage& stage, const GraphCall& call) {
  if (call.method == "GET") {
    json list = json::array();
    for (const auto& [name, one] : stage.page.templates) list.push_back(one);
    return json_answer({{"data", list}});
  }
  const std::string name = string_of(call.given, "name");
  if (name.empty() || string_of(call.given, "category") != "UTILITY" || !member(call.given, "components").is_array()) throw bad_message;
  json one{{"id", stage.object_id()}, {"name", name}, {"status", "APPROVED"}, {"category", "UTILITY"},
           {"language", string_of(call.given, "language")}, {"components", call.given["components"]}};
  stage.page.templates[name] = one;
  return json_answer({{"id", one["id"]}, {"status", "APPROVED"}, {"category", "UTILITY"}});
}

// {"message":{"attachment":{"type":"image","payload":{"is_reusable":true,"url":…}}}}, or multipart with filedata
http::Response graph_upload(Stage& stage, const GraphCall& call) {
  const json& attachment = member(member(call.given, "message"), "attachment");
  const json& payload = member(attachment, "payload");
  if (string_of(attachment, "type").empty() || member(payload, "is_reusable") != json(true)) throw bad_message;
  if (call.file) return json_answer({{"attachment_id", keep_upload(stage, attachment, *call.file).id}});
  if (string_of(payload, "url").rfind("http", 0) != 0) throw bad_upload;
  return json_answer({{"attachment_id", graph_keep_by_url(stage, attachment).id}});
}

http::Response graph_page(const Stage& stage) {
  return json_answer({{"id", stage.world.facebook.page_id}, {"name", stage.world.facebook.page_name}});
}

http::Response graph_person(Stage& stage, const std::string& psid) {
  const Chat* chat = stage.chats.direct(Platform::facebook, psid);
  if (!chat) throw no_object;
  const std::string& full = chat->person->name;              // Vietnamese: family name first, given name last
  const auto space = full.rfind(' ');
  const std::string given = space == std::string::npos ? full : full.substr(space + 1);
  return json_answer(
      {{"id", psid}, {"first_name", given}, {"last_name", space == std::string::npos ? "" : full.substr(0, space)}});
}

// The thread with one person and its latest messages, newest first.
http::Response graph_conversations(Stage& stage, const GraphCall& call) {
  const FacebookAccount& account = stage.world.facebook;
  const Chat* chat = stage.chats.direct(Platform::facebook, string_of(call.given, "user_id"));
  if (!chat || chat->lines.empty()) return json_answer({{"data", json::array()}});
  json messages = json::array();
  for (auto line = chat->lines.rbegin(); line != chat->lines.rend() && messages.size() < 25; ++line) {
    messages.push_back({{"id", line->id}, {"message", line->text}, {"created_time", line->at / 1'000},
                        {"from", {{"id", line->from ? chat->id : account.page_id}}}});
  }
  return json_answer({{"data", json::array({{{"id", "t_" + chat->id}, {"messages", {{"data", messages}}}}})}});
}

http::Response graph_debug_token(const Stage& stage, const GraphCall& call) {
  const FacebookAccount& account = stage.world.facebook;
  const AccountState& state = stage.accounts[static_cast<int>(Platform::facebook)];
  const bool known = string_of(call.given, "input_token") == account.page_token;
  const bool good = known && !state.revoked && !state.expired;
  json data{{"app_id", account.app_id}, {"type", "PAGE"}, {"is_valid", good}, {"expires_at", 0}, {"profile_id", account.page_id},
            {"scopes", {"pages_messaging", "pages_manage_metadata", "pages_manage_posts", "pages_manage_engagement", "pages_read_user_content"}}};
  if (!good) {
    const GraphError& why = state.revoked ? revoked_token : state.expired ? expired_token : bad_token;
    data["error"] = {{"code", why.code}, {"subcode", why.subcode}, {"message", why.message}};
    data["scopes"] = json::array();
  }
  return json_answer({{"data", std::move(data)}});
}

}  // namespace adapters::sandbox
