#include "adapters/sandbox/control_say.hpp"

#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "adapters/sandbox/persons.hpp"
#include "adapters/sandbox/wire.hpp"

namespace adapters::sandbox {
namespace {

using nlohmann::json;

std::string text_of(const json& body, const char* key) {
  const json& value = member(body, key);
  if (!value.is_null() && !value.is_string()) throw std::invalid_argument(std::string(key) + " must be a string");
  return string_of(body, key);
}

void need(bool fine, const char* sentence) {
  if (!fine) throw std::invalid_argument(sentence);
}

// The chat the body speaks of: the person's direct one, a group they are in, or a post.
Chat& chat_of(Stage& stage, const json& body, const Person& who) {
  const auto on = platform(text_of(body, "platform"));
  need(on.has_value(), "platform must be zalo, facebook or zalo_bot");
  const std::string group = text_of(body, "group"), post = text_of(body, "post");
  const std::string wanted = group.empty() ? post : group;
  for (Chat* chat : stage.chats.chats_of(*on, who)) {
    if (wanted.empty() ? chat->direct() : chat->id == wanted) return *chat;
  }
  throw std::invalid_argument(wanted.empty() ? "this person is not on the platform" : "this person is not in the group");
}

// ---- Actions ----

struct Deed { Stage& stage; Chat& chat; const Person& who; const json& body; };
using Act = void (*)(const Deed&);

void need_direct(const Deed& deed) { need(deed.chat.direct(), "only in a direct chat"); }

void act_open(const Deed& deed) { open(deed.stage, deed.chat, deed.who); }
void act_begin(const Deed& deed) {
  need_direct(deed);
  begin(deed.stage, deed.chat, text_of(deed.body, "text"), text_of(deed.body, "ref"));
}
void act_link(const Deed& deed) {
  need_direct(deed);
  follow_link(deed.stage, deed.chat, text_of(deed.body, "ref"), text_of(deed.body, "text"));
}
void act_unfollow(const Deed& deed) {
  need_direct(deed);
  unfollow(deed.stage, deed.chat);
}
void act_block(const Deed& deed) {
  need_direct(deed);
  deed.chat.blocked = deed.body.value("on", true);
}
void act_chatnow(const Deed& deed) {
  need(deed.chat.direct() && deed.chat.on == Platform::zalo, "only in a direct chat on Zalo");
  click_chat(deed.stage, deed.chat);
}
void act_withdraw(const Deed& deed) {
  need(deed.chat.direct() && deed.chat.on == Platform::zalo, "only in a direct chat on Zalo");
  withdraw(deed.stage, deed.chat);
}
void act_react(const Deed& deed) {
  need(react(deed.stage, deed.chat, deed.who, text_of(deed.body, "message"), text_of(deed.body, "sign")), "no such message");
}
void act_edit(const Deed& deed) {
  need(change(deed.stage, deed.chat, deed.who, text_of(deed.body, "message"), text_of(deed.body, "text")), "no such message of this person");
}
void act_erase(const Deed& deed) {
  need(erase(deed.stage, deed.chat, deed.who, text_of(deed.body, "message")), "no such message of this person");
}
void act_contact(const Deed& deed) {
  need(deed.chat.direct() && deed.chat.on == Platform::zalo, "only in a direct chat on Zalo");
  submit_contact(deed.stage, deed.chat, text_of(deed.body, "name"), text_of(deed.body, "phone"));
}
void act_staff(const Deed& deed) {
  need(deed.chat.on != Platform::zalo_bot && !deed.chat.post, "only in chats of the OA or the Page");
  staff_write(deed.stage, deed.chat, text_of(deed.body, "admin"), text_of(deed.body, "text"));
}

Act act_named(const std::string& name) {
  static const std::map<std::string, Act> acts{
      {"open", act_open},     {"begin", act_begin}, {"link", act_link},   {"unfollow", act_unfollow}, {"block", act_block}, {"chatnow", act_chatnow},
      {"withdraw", act_withdraw}, {"react", act_react}, {"edit", act_edit}, {"erase", act_erase},     {"contact", act_contact}, {"staff", act_staff}};
  const auto found = acts.find(name);
  need(found != acts.end(), "unknown action");
  return found->second;
}

void move(Stage& stage, const json& body, const Person& who, bool joins) {
  Chat* group = stage.chats.group(text_of(body, "group"));
  need(group && !id_on(group->on, who).empty(), "no such group, or the person is not on its platform");
  join(stage, *group, who, joins);
}

Medium medium_of(const json& attachment) {
  return {text_of(attachment, "kind"), text_of(attachment, "url"), text_of(attachment, "name"), attachment.value("size", std::size_t{0})};
}

std::string speak(Stage& stage, Chat& chat, const Person& who, const json& body) {
  const std::string text = text_of(body, "text"), payload = text_of(body, "payload");
  if (const json& attachment = member(body, "attachment"); attachment.is_object()) return show(stage, chat, who, medium_of(attachment), text);
  if (!payload.empty()) return tap(stage, chat, who, payload, text);
  need(!text.empty(), "text, payload or action must say something");
  return write(stage, chat, who, text, text_of(body, "reply_to"));
}

}  // namespace

http::Response control_say(Stage& stage, const json& body) {
  const Person* who = stage.chats.person(text_of(body, "person"));
  need(who != nullptr, "no such person");
  const std::string action = text_of(body, "action");
  if (action == "join" || action == "leave") {
    move(stage, body, *who, action == "join");
    return json_answer(json::object());
  }
  Chat& chat = chat_of(stage, body, *who);
  if (action.empty()) return json_answer({{"message_id", speak(stage, chat, *who, body)}});
  act_named(action)({stage, chat, *who, body});
  return json_answer(json::object());
}

}  // namespace adapters::sandbox
