// The start page: search without accents over names, notes and units.
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <map>
#include <sstream>

#include "adapters/sandbox/form.hpp"
#include "adapters/sandbox/views.hpp"

namespace adapters::sandbox {
namespace {

using nlohmann::json;

constexpr std::size_t most_shown = 60;                 // of a search: more would only be scrolled past
constexpr UChar32 d_stroke = 0x111;                    // đ has no decomposition

// Lower case without accents: "Lò Thị Pánh" → "lo thi panh".
std::string folded(const std::string& text) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* nfd = icu::Normalizer2::getNFDInstance(error);
  const icu::UnicodeString whole = nfd->normalize(icu::UnicodeString::fromUTF8(text).toLower(), error);
  icu::UnicodeString plain;
  for (int32_t i = 0; i < whole.length(); i = whole.moveIndex32(i, 1)) {
    const UChar32 letter = whole.char32At(i);
    if (u_charType(letter) != U_NON_SPACING_MARK) plain.append(letter == d_stroke ? UChar32{'d'} : letter);
  }
  std::string result;
  return plain.toUTF8String(result);
}

std::vector<std::string> words(const std::string& text) {
  std::istringstream stream(text);
  return {std::istream_iterator<std::string>(stream), {}};
}

bool holds_all(const Person& person, const std::vector<std::string>& wanted) {
  const std::string text = folded(person.name + " " + person.note + " " + person.unit);
  return std::all_of(wanted.begin(), wanted.end(),
                     [&](const std::string& word) { return text.find(word) != std::string::npos; });
}

bool has_news(Stage& stage, Platform on, const Person& person) {
  const auto chats = stage.chats.chats_of(on, person);
  return std::any_of(chats.begin(), chats.end(), [&](const Chat* chat) { return !chat->post && chat->unread_by(person); });
}

json person_view(Stage& stage, const Person& person) {
  const std::string key = url_encode(person.key);
  const bool zalo = !person.zalo_user_id.empty(), messenger = !person.facebook_psid.empty(), bot = !person.bot_user_id.empty();
  return {{"name", person.name},
          {"note", person.note.empty() ? person.unit : person.note},
          {"initials", initials(person.name)},
          {"tint", tint(person.name)},
          {"zalo", zalo ? "/chat/zalo/" + key : ""},
          {"zalo_news", zalo && has_news(stage, Platform::zalo, person)},
          {"messenger", messenger ? "/chat/facebook/" + key : ""},
          {"messenger_news", messenger && has_news(stage, Platform::facebook, person)},
          {"bot", bot ? "/chat/zalo_bot/" + key : ""},
          {"bot_news", bot && has_news(stage, Platform::zalo_bot, person)}};
}

json units_view(const World& world) {
  std::vector<std::string> order;
  std::map<std::string, std::size_t> counts;
  for (const Person& person : world.persons) {
    if (!person.unit.empty() && counts[person.unit]++ == 0) order.push_back(person.unit);
  }
  json units = json::array();
  for (const std::string& unit : order)
    units.push_back({{"name", unit}, {"count", counts[unit]}, {"link", "/?unit=" + url_encode(unit)}});
  return units;
}

}  // namespace

json start_view(Stage& stage, const std::string& query, const std::string& unit) {
  const std::vector<std::string> wanted = words(folded(query));
  const bool searching = !wanted.empty() || !unit.empty();
  const std::size_t limit = unit.empty() && searching ? most_shown : stage.world.persons.size();
  json found = json::array();
  std::size_t more = 0;
  for (const Person& person : stage.world.persons) {
    const bool fits = !wanted.empty() ? holds_all(person, wanted)
                      : !unit.empty() ? person.unit == unit
                                      : !person.note.empty();
    if (fits && found.size() < limit) found.push_back(person_view(stage, person));
    else if (fits) ++more;
  }
  json units = units_view(stage.world);
  return {{"query", query},
          {"unit", unit},
          {"searching", searching},
          {"nobody", searching && found.empty()},
          {"found", std::move(found)},
          {"more", more > 0 ? json(more) : json(false)},
          {"has_units", !units.empty()},
          {"units", std::move(units)},
          {"persons", stage.world.persons.size()}};
}

}  // namespace adapters::sandbox
