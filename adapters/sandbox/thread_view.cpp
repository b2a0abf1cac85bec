// The lines of a chat as its platform's phone shows them: bubbles, buttons, lists, cards, pictures, comments.
#include <algorithm>
#include <cstdio>
#include <map>

#include "adapters/sandbox/text_parts.hpp"
#include "adapters/sandbox/views.hpp"
#include "adapters/sandbox/wire.hpp"

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
  if (button.kind == ButtonKind::sms) return {{"title", button.title}, {"sms", button.payload}};
  return {{"title", button.title}, {"payload", button.payload}};
}

// Buttons under the bubble; quick replies stand under the last line only.
json buttons_view(const std::vector<Button>& buttons) {
  json list = json::array();
  for (const Button& button : buttons) {
    if (button.kind != ButtonKind::quick_reply) list.push_back(button_view(button));
  }
  return list;
}

// ---- What stands in a bubble beside words ----

json media_view(const Line& line) {
  json list = json::array();
  for (const Medium& medium : line.media) {
    const bool picture = medium.kind == "image" || medium.kind == "gif";
    const std::size_t kilobytes = (medium.size + 1'023) / 1'024;
    list.push_back({{"picture", picture}, {"sticker", medium.kind == "sticker"}, {"other", !picture && medium.kind != "sticker"},
                    {"url", medium.url}, {"name", medium.name}, {"kilobytes", kilobytes > 0 ? json(kilobytes) : json(false)}});
  }
  return list;
}

json elements_view(const Line& line) {
  json list = json::array();
  for (const Element& element : line.elements) {
    list.push_back({{"title", element.title}, {"subtitle", element.subtitle}, {"image", element.image}, {"url", element.url},
                    {"payload", element.payload}, {"plain", element.url.empty() && element.payload.empty()},
                    {"buttons", buttons_view(element.buttons)}});
  }
  return list;
}

// Zalo's names of its signs, as a phone draws them; Messenger's are drawn already, or have a word.
std::string drawn(const std::string& sign) {
  static const std::map<std::string, std::string> signs{{"/-strong", "👍"}, {"/-heart", "❤️"}, {":>", "😄"}, {"--b", "😭"}, {":-((", "😢"},
                                                        {":-h", "😡"},      {":o", "😮"},      {"love", "❤️"}, {"like", "👍"}};
  const auto found = signs.find(sign);
  return found == signs.end() ? sign : found->second;
}

std::string signs_view(const Line& line) {
  std::string all;
  for (const auto& [who, sign] : line.reactions) all += drawn(sign);
  return all;
}

std::string quoted(const Chat& chat, const Line& line) {
  if (line.answers.empty() || chat.post) return "";
  const auto found = std::find_if(chat.lines.begin(), chat.lines.end(), [&](const Line& one) { return one.id == line.answers; });
  return found == chat.lines.end() ? "" : found->text;
}

// Changes with whatever may change on a line that stands there already.
std::string revision(const Line& line) {
  return signs_view(line) + (line.erased ? "x" : "") + (line.hidden ? "h" : "") + (line.asks_contact ? "c" : "") + std::to_string(line.text.size());
}

// Who stands over a line: in groups and below posts everybody but oneself.
std::string name_over(const Chat& chat, bool first, bool mine, const std::string& name) {
  if (chat.post) return name;
  return chat.group && !mine && first ? name : "";
}

json line_view(const Stage& stage, const Place& place, const Line& line, const Line* before) {
  const Chat& chat = *place.chat;
  const bool mine = line.from == place.person && !chat.post, bot = line.from == nullptr;
  const bool new_day = !before || day_number(before->at) != day_number(line.at);
  const bool first = new_day || chat.post || before->from != line.from || before->staff != line.staff || line.at - before->at > run;
  const std::string name = bot ? account_name(stage, chat.on) : line.from->name;
  json buttons = buttons_view(line.buttons), media = media_view(line), elements = elements_view(line);
  const bool answerable = chat.post || (chat.on == Platform::zalo_bot && chat.group && bot);
  return {{"id", line.id},
          {"rev", revision(line)},
          {"day", new_day ? date(line.at) : ""},
          {"mine", mine},
          {"bot", bot},
          {"staff", line.staff},
          {"other", !mine && !bot},
          {"first", first},
          {"nested", chat.post && !line.answers.empty()},
          {"erased", line.erased},
          {"hidden", line.hidden},
          {"name", name_over(chat, first, mine, name)},
          {"initials", initials(name)},
          {"tint", tint(name)},
          {"quote", quoted(chat, line)},
          {"parts", parts_view(stage, chat, line.text)},
          {"words", !line.text.empty()},
          {"time", clock_time(line.at)},
          {"signs", signs_view(line)},
          {"answerable", answerable && !line.erased},
          {"media", std::move(media)},
          {"has_elements", !elements.empty()},
          {"cards", chat.on == Platform::facebook},
          {"elements", std::move(elements)},
          {"contact", line.asks_contact},
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

// Comments stand below the one they answer, everything else as it came.
std::vector<const Line*> in_order(const Chat& chat) {
  std::vector<const Line*> ordered;
  for (const Line& line : chat.lines) {
    if (chat.post && !line.answers.empty()) continue;
    ordered.push_back(&line);
    for (const Line& below : chat.lines) {
      if (chat.post && below.answers == line.id) ordered.push_back(&below);
    }
  }
  return ordered;
}

}  // namespace

json thread_view(Stage& stage, const Place& place) {
  const Chat& chat = *place.chat;
  json lines = json::array();
  const Line* before = nullptr;
  for (const Line* line : in_order(chat)) {
    lines.push_back(line_view(stage, place, *line, before));
    before = line;
  }
  json view{{"empty", chat.lines.empty() && !chat.post}, {"group", chat.group != nullptr},     {"direct", chat.direct()},
            {"zalo", chat.on == Platform::zalo},         {"messenger", chat.on == Platform::facebook}, {"zalo_bot", chat.on == Platform::zalo_bot},
            {"heading", heading(stage, chat)},           {"lines", std::move(lines)},          {"replies", replies_view(chat)},
            {"post", false},                             {"path", chat_path(chat, *place.person)}};
  if (chat.on == Platform::facebook && chat.direct()) {
    view["greeting"] = string_of(localised(stage.page, "greeting"), "text");
    view["questions"] = actions_view(stage.page, "ice_breakers", "question");
  }
  if (chat.post) {
    view["post"] = {{"parts", parts_view(stage, chat, chat.post->text)}, {"day", date(chat.post->at)}, {"time", clock_time(chat.post->at)},
                    {"comments", chat.lines.size()}};
  }
  return view;
}

}  // namespace adapters::sandbox
