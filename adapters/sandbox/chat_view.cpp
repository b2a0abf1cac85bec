// The chat page: its frame and the tabs.
#include <algorithm>
#include <numeric>

#include "adapters/sandbox/form.hpp"
#include "adapters/sandbox/views.hpp"
#include "adapters/sandbox/wire.hpp"

namespace adapters::sandbox {
namespace {

using nlohmann::json;

std::string_view label(Platform on) {
  constexpr std::string_view labels[] = {"Zalo", "Messenger", "Zalo Bot"};
  return labels[static_cast<int>(on)];
}

json other_platforms(Stage& stage, const Place& place) {
  json list = json::array();
  for (const Platform on : all_platforms) {
    Chat* other = on == place.chat->on ? nullptr : stage.chats.direct(on, id_on(on, *place.person));
    if (other) list.push_back({{"link", chat_path(*other, *place.person)}, {"name", label(on)}});
  }
  return list;
}

// The line that is going to be answered, while one is chosen.
json answer_view(const Place& place, const std::string& id) {
  const Line* line = id.empty() ? nullptr : place.chat->find(id);
  if (!line) return false;
  return {{"id", id}, {"text", line->text}, {"path", chat_path(*place.chat, *place.person)}};
}

std::vector<std::string> words(const std::string& name) {
  std::vector<std::string> list(1);
  for (const char c : name) {
    if (c != ' ') list.back() += c;
    else if (!list.back().empty()) list.emplace_back();
  }
  if (list.back().empty()) list.pop_back();
  return list;
}

std::string first_letter(const std::string& word) {
  std::size_t end = 1;
  while (end < word.size() && (word[end] & 0xC0) == 0x80) ++end;
  return word.substr(0, end);
}

}  // namespace

const std::string& account_name(const Stage& stage, Platform on) {
  if (on == Platform::zalo_bot) return stage.world.zalo_bot.name;
  return on == Platform::zalo ? stage.world.zalo.oa_name : stage.world.facebook.page_name;
}

std::string heading(const Stage& stage, const Chat& chat) {
  return chat.group ? chat.group->name : account_name(stage, chat.on);
}

// The Vietnamese one of a localised list, else its first.
json localised(const PageState& page, const char* key) {
  const json& all = member(page.profile, key);
  if (!all.is_array() || all.empty()) return {};
  const auto ours = std::find_if(all.begin(), all.end(), [](const json& one) { return string_of(one, "locale") == "vi_VN"; });
  return ours == all.end() ? all[0] : *ours;
}

json actions_view(const PageState& page, const char* key, const char* title) {
  json list = json::array();
  for (const json& action : member(localised(page, key), "call_to_actions"))
    list.push_back({{"title", string_of(action, title)}, {"payload", string_of(action, "payload")}, {"url", string_of(action, "url")}});
  return list;
}

std::string initials(const std::string& name) {
  const std::vector<std::string> list = words(name);
  if (list.empty()) return "";
  const std::string last = first_letter(list.back());
  return list.size() == 1 ? last : first_letter(list[list.size() - 2]) + last;
}

int tint(const std::string& name) {
  return std::accumulate(name.begin(), name.end(), 0,
                         [](int sum, char c) { return (sum * 31 + static_cast<unsigned char>(c)) % 9'973; }) %
         6;
}

std::string chat_path(const Chat& chat, const Person& person) {
  const std::string own = "/chat/" + std::string(name(chat.on)) + "/" + url_encode(person.key);
  return chat.direct() ? own : own + "/" + url_encode(chat.id);
}

json chat_view(Stage& stage, const Place& place, const std::string& answered) {
  const Chat& chat = *place.chat;
  const std::string title = heading(stage, chat);
  const bool messenger = chat.on == Platform::facebook, bot = chat.on == Platform::zalo_bot;
  json menu = messenger && !chat.post ? actions_view(stage.page, "persistent_menu", "title") : json::array();
  return {{"skin", messenger ? "facebook" : "zalo"},
          {"platform", name(chat.on)},
          {"zalo", chat.on == Platform::zalo},
          {"messenger", messenger},
          {"zalo_bot", bot},
          {"platform_name", label(chat.on)},
          {"person", place.person->name},
          {"person_note", place.person->note.empty() ? place.person->unit : place.person->note},
          {"heading", title},
          {"initials", initials(title)},
          {"group", chat.group != nullptr},
          {"post", chat.post != nullptr},
          {"direct", chat.direct()},
          {"members", chat.group ? chat.group->members.size() : 0},
          {"path", chat_path(chat, *place.person)},
          {"others", other_platforms(stage, place)},
          {"mention", bot && chat.group ? "@" + stage.world.zalo_bot.name : ""},
          {"answer", answer_view(place, answered)},
          {"has_menu", !menu.empty()},
          {"menu", std::move(menu)}};
}

json chats_view(Stage& stage, const Place& place) {
  json list = json::array();
  for (const Chat* chat : stage.chats.chats_of(place.chat->on, *place.person)) {
    list.push_back({{"link", chat_path(*chat, *place.person)},
                    {"title", chat->post ? chat->post->text : heading(stage, *chat)},
                    {"post", chat->post != nullptr},
                    {"current", chat == place.chat},
                    {"news", chat != place.chat && chat->unread_by(*place.person)}});
  }
  return {{"chats", std::move(list)}};
}

}  // namespace adapters::sandbox
