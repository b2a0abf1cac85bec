// The chat page: its frame, the tabs, the lines.
#include <algorithm>
#include <cstdio>
#include <numeric>

#include "adapters/sandbox/form.hpp"
#include "adapters/sandbox/text_parts.hpp"
#include "adapters/sandbox/views.hpp"

namespace adapters::sandbox {
namespace {

using nlohmann::json;

constexpr std::int64_t minute = 60'000, day = 24 * 60 * minute, vietnam = 7 * 60 * minute;   // UTC+7, no summer time
constexpr std::int64_t run = 5 * minute;                         // lines of one speaker within it stand together

std::string clock_time(std::int64_t at) {
  const auto minutes = static_cast<int>(((at + vietnam) % day) / minute);
  char text[16];
  std::snprintf(text, sizeof text, "%02d:%02d", minutes / 60, minutes % 60);
  return text;
}

std::string date(std::int64_t at) {
  const std::time_t seconds = static_cast<std::time_t>((at + vietnam) / 1'000);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char text[40];
  std::snprintf(text, sizeof text, "%02d/%02d/%d", parts.tm_mday, parts.tm_mon + 1, parts.tm_year + 1'900);
  return text;
}

std::int64_t day_number(std::int64_t at) { return (at + vietnam) / day; }

// The chat shows the name of a mentioned person, the wire has only the id.
std::string mentioned(const Stage& stage, const Chat& chat, const std::string& id) {
  if (id == chat.id && chat.group) return chat.group->name;
  const Person* person = stage.chats.zalo_person(id);
  return person ? person->name : id;
}

json parts_view(const Stage& stage, const Chat& chat, const std::string& text) {
  json parts = json::array();
  for (const TextPart& part : text_parts(text)) {
    if (part.kind == TextPart::Kind::plain) parts.push_back({{"text", part.text}});
    if (part.kind == TextPart::Kind::link) parts.push_back({{"url", part.text}});
    if (part.kind == TextPart::Kind::mention) parts.push_back({{"mention", mentioned(stage, chat, part.text)}});
  }
  return parts;
}

json button_view(const Button& button) {
  if (button.kind == ButtonKind::link) return {{"title", button.title}, {"url", button.payload}};
  if (button.kind == ButtonKind::phone) return {{"title", button.title}, {"phone", button.payload}};
  return {{"title", button.title}, {"payload", button.payload}};
}

// Buttons under the bubble; quick replies stand under the last line only.
json buttons_view(const Line& line) {
  json list = json::array();
  for (const Button& button : line.buttons) {
    if (button.kind != ButtonKind::quick_reply) list.push_back(button_view(button));
  }
  return list;
}

json line_view(const Stage& stage, const Place& place, const Line& line, const Line* before) {
  const Chat& chat = *place.chat;
  const bool mine = line.from == place.person, bot = line.from == nullptr;
  const bool new_day = !before || day_number(before->at) != day_number(line.at);
  const bool first = new_day || before->from != line.from || line.at - before->at > run;
  const std::string name = bot ? stage.world.zalo.oa_name : line.from->name;
  json buttons = buttons_view(line);
  return {{"id", line.id},
          {"day", new_day ? date(line.at) : ""},
          {"mine", mine},
          {"bot", bot},
          {"other", !mine && !bot},
          {"first", first},
          {"name", chat.group && !mine && first ? name : ""},
          {"initials", initials(name)},
          {"tint", tint(name)},
          {"parts", parts_view(stage, chat, line.text)},
          {"time", clock_time(line.at)},
          {"has_buttons", !buttons.empty()},
          {"buttons", std::move(buttons)}};
}

json replies_view(const Chat& chat) {
  json list = json::array();
  if (chat.lines.empty() || chat.lines.back().from) return list;
  for (const Button& button : chat.lines.back().buttons) {
    if (button.kind == ButtonKind::quick_reply) list.push_back(button_view(button));
  }
  return list;
}

const std::string& account_name(const Stage& stage, Platform on) {
  return on == Platform::zalo ? stage.world.zalo.oa_name : stage.world.facebook.page_name;
}

std::string heading(const Stage& stage, const Chat& chat) {
  return chat.group ? chat.group->name : account_name(stage, chat.on);
}

std::string other_platform(Stage& stage, const Place& place) {
  const bool zalo = place.chat->on == Platform::zalo;
  Chat* other = zalo ? stage.chats.direct(Platform::facebook, place.person->facebook_psid)
                     : stage.chats.direct(Platform::zalo, place.person->zalo_user_id);
  return other ? chat_path(*other, *place.person) : "";
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
  return chat.group ? own + "/" + url_encode(chat.id) : own;
}

json chat_view(Stage& stage, const Place& place) {
  const Chat& chat = *place.chat;
  const bool zalo = chat.on == Platform::zalo;
  const std::string title = heading(stage, chat);
  return {{"skin", name(chat.on)},
          {"zalo", zalo},
          {"platform_name", zalo ? "Zalo" : "Messenger"},
          {"person", place.person->name},
          {"person_note", place.person->note.empty() ? place.person->unit : place.person->note},
          {"heading", title},
          {"initials", initials(title)},
          {"group", chat.group != nullptr},
          {"members", chat.group ? chat.group->members.size() : 0},
          {"path", chat_path(chat, *place.person)},
          {"other", other_platform(stage, place)},
          {"other_name", zalo ? "Messenger" : "Zalo"}};
}

json chats_view(Stage& stage, const Place& place) {
  json list = json::array();
  for (const Chat* chat : stage.chats.chats_of(place.chat->on, *place.person)) {
    list.push_back({{"link", chat_path(*chat, *place.person)},
                    {"title", heading(stage, *chat)},
                    {"current", chat == place.chat},
                    {"news", chat != place.chat && chat->unread_by(*place.person)}});
  }
  return {{"chats", std::move(list)}};
}

json thread_view(Stage& stage, const Place& place) {
  const Chat& chat = *place.chat;
  json lines = json::array();
  const Line* before = nullptr;
  for (const Line& line : chat.lines) {
    lines.push_back(line_view(stage, place, line, before));
    before = &line;
  }
  return {{"empty", chat.lines.empty()}, {"group", chat.group != nullptr}, {"zalo", chat.on == Platform::zalo},
          {"heading", heading(stage, chat)}, {"lines", std::move(lines)}, {"replies", replies_view(chat)}};
}

}  // namespace adapters::sandbox
