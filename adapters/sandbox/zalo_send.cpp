#include "adapters/sandbox/zalo_send.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "adapters/sandbox/wire.hpp"
#include "adapters/sandbox/zalo_answers.hpp"
#include "adapters/sandbox/zalo_events.hpp"
#include "adapters/sandbox/zalo_message.hpp"

namespace adapters::sandbox {
namespace {

using nlohmann::json;

constexpr std::int64_t window = 7 * 24 * 3'600'000LL, free_span = 48 * 3'600'000LL;  // since the last interaction
constexpr std::size_t reactions_limit = 50;

Chat& any_user_chat(Stage& stage, const json& recipient) {
  const std::string id = string_of(recipient, "user_id");
  const bool digits = !id.empty() && std::all_of(id.begin(), id.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!digits) throw ZaloRefused{-201, "user_id is invalid"};
  Chat* chat = stage.chats.direct(Platform::zalo, id);
  if (!chat) throw ZaloRefused{-213};
  return *chat;
}

Chat& user_chat(Stage& stage, const json& recipient) {
  Chat& chat = any_user_chat(stage, recipient);
  if (chat.blocked) throw ZaloRefused{-244};
  if (chat.last_interaction == 0) throw ZaloRefused{-232};
  if (stage.now() - chat.last_interaction > window) throw ZaloRefused{-230};
  return chat;
}

Chat& group_chat(Stage& stage, const json& recipient) {
  const std::string id = string_of(recipient, "group_id");
  if (id.empty()) throw ZaloRefused{-201, "group_id is invalid"};
  Chat* chat = stage.chats.group(id);
  if (!chat || chat->on != Platform::zalo || chat->deleted) throw ZaloRefused{-403};
  if (chat->group->lapsed) throw ZaloRefused{-237};
  return *chat;
}

void check_account(Stage& stage) {
  if (const int error = stage.account(Platform::zalo).error) throw ZaloRefused{error};
}

Line& keep(Stage& stage, Chat& chat, ZaloMessage message, const http::Request& request) {
  Line& kept = stage.speak(chat, std::move(message.line), request_mark(request), message.what);
  if (stage.echoes) stage.post(zalo_echo(stage.world.zalo, chat, kept, ""));
  return kept;
}

json reply_quota(const Stage& stage, const Chat& chat) {
  const bool free = stage.now() - chat.last_interaction <= free_span;
  return {{"quota_type", free ? "reply" : "sub_quota"}, {"remain", "8"}, {"total", "8"}};
}

void react(Chat& chat, const std::string& icon, const std::string& id) {
  static const std::set<std::string> icons{"/-strong", "/-heart", ":>", "--b", ":-((", ":-h", ":o", "/-remove"};
  if (!icons.contains(icon)) throw ZaloRefused{-201, "react_icon is invalid"};
  Line* line = chat.find(id);
  if (!line) throw ZaloRefused{-201, "react_message_id is invalid"};
  if (icon == "/-remove") line->reactions.erase(nullptr);
  else if (line->reactions.size() >= reactions_limit) throw ZaloRefused{-210};
  else line->reactions[nullptr] = icon;
}

}  // namespace

// {"recipient":{"user_id":"771…"},"message":{"text":"…","attachment":{"type":"template","payload":{"buttons":[…]}}}}
http::Response zalo_send_to_user(Stage& stage, const http::Request& request) try {
  const json body = body_of(request);
  check_account(stage);
  Chat& chat = user_chat(stage, member(body, "recipient"));
  const Line& line = keep(stage, chat, zalo_message(stage, member(body, "message"), false), request);
  return zalo_ok({{"message_id", line.id}, {"user_id", chat.id}, {"sent_time", std::to_string(line.at)},
                  {"quota", reply_quota(stage, chat)}});
} catch (const ZaloRefused& refused) {
  return zalo_refusal(refused);
}

// {"recipient":{"group_id":"f40…"},"message":{"text":"Chào [@771…], …"}}
http::Response zalo_send_to_group(Stage& stage, const http::Request& request) try {
  const json body = body_of(request);
  check_account(stage);
  Chat& chat = group_chat(stage, member(body, "recipient"));
  const Line& line = keep(stage, chat, zalo_message(stage, member(body, "message"), true), request);
  return zalo_ok({{"message_id", line.id}, {"group_id", chat.id}});
} catch (const ZaloRefused& refused) {
  return zalo_refusal(refused);
}

// {"recipient":{"user_id":…},"sender_action":{"react_icon":"/-strong","react_message_id":"…"}}
http::Response zalo_v2_message(Stage& stage, const http::Request& request) try {
  const json body = body_of(request);
  const json& action = member(body, "sender_action");
  if (!action.is_object()) throw ZaloRefused{-240};
  Chat& chat = any_user_chat(stage, member(body, "recipient"));
  const std::string icon = string_of(action, "react_icon"), id = string_of(action, "react_message_id");
  react(chat, icon, id);
  if (chat.watchers > 0) stage.ring();
  if (stage.echoes) stage.post(zalo_reaction(stage.world.zalo, chat, id, icon, true, stage.moment()));
  return zalo_done();
} catch (const ZaloRefused& refused) {
  return zalo_refusal(refused);
}

http::Response zalo_message_quota(Stage& stage, const http::Request& request) try {
  const Chat& chat = any_user_chat(stage, body_of(request));
  const json none{{"daily_remain", 0}, {"daily_total", 0}, {"monthly_remain", 0}, {"monthly_total", 0}};
  return zalo_ok({{"last_interaction", std::to_string(chat.last_interaction)},
                  {"cs_reply", {{"remain", 8}, {"total", 8}}},
                  {"promotion", none}});
} catch (const ZaloRefused& refused) {
  return zalo_refusal(refused);
}

}  // namespace adapters::sandbox
