#include "bot/language/no_day.hpp"

#include <algorithm>
#include <array>

#include "bot/language/days.hpp"
#include "bot/language/grammar.hpp"
#include "bot/language/hear.hpp"

namespace language {
namespace {

bool joined(const Line& line, std::size_t at, std::string_view sign) {
  return at < line.last && line[at].number() && line[at - 1].number() && !line[at].spaced && line[at].gap == sign;
}

bool is_short(const Word& word) { return word.folded.size() <= 2; }

// How many words of a day that does not exist begin here; 0 if none do.
std::size_t none_at(const Line& line, std::size_t at, int year) {
  if (at + 1 >= line.last || line[at].wears('/') || !is_short(line[at]) || !is_short(line[at + 1]) || !joined(line, at + 1, line[at + 1].gap)) return 0;
  const auto& sign = line[at + 1].gap;
  if (sign != "/" && sign != "-" && sign != ".") return 0;
  const int day = std::stoi(line[at].folded), month = std::stoi(line[at + 1].folded);
  if (joined(line, at + 2, sign)) return line[at + 2].folded.size() == 4 && !exists({std::stoi(line[at + 2].folded), month, day}) ? 3 : 0;
  if (sign != "/" || day < 29 || day > 31 || month < 1 || month > 12) return 0;
  return exists({year, month, day}) || exists({year + 1, month, day}) ? 0 : 2;
}

// Told as written, to the bot or to others: nothing in it is a value.
bool is_told(std::string_view intent) {
  constexpr std::array<std::string_view, 4> kTold{"feedback_new", "feedback_reply", "announce", "aid_request"};
  return std::find(kTold.begin(), kTold.end(), intent) != kTold.end();
}

std::size_t times(std::string_view text, const std::string& part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + part.size())) ++count;
  return count;
}

// How often free text among the arguments says it.
std::size_t kept(const nlohmann::json& args, const std::string& day) {
  constexpr std::array<const char*, 5> kFree{"text", "question", "options", "reason", "other_text"};
  std::size_t count = 0;
  for (const auto* key : kFree)
    if (args.contains(key)) count += times(args[key].dump(-1, ' ', false, nlohmann::json::error_handler_t::replace), day);
  for (const auto& part : args.value("parts", nlohmann::json::array())) count += kept(part.value("args", nlohmann::json::object()), day);
  return count;
}

}  // namespace

std::vector<std::string> days_that_are_none(const Line& line, std::int64_t now) {
  std::vector<std::string> found;
  const int year = date_of(now).year;
  for (auto at = line.first; at < line.last; ++at)
    if (const auto words = line[at].number() ? none_at(line, at, year) : 0; words > 0) found.push_back(line.cut(at, at + words)), at += words - 1;
  return found;
}

std::string no_such_day(std::string_view text, const Intent& intent, std::int64_t now) {
  if (!changes_something(intent.name) || is_told(intent.name)) return {};
  const auto days = days_that_are_none(read_words(text, kReadLetters, Grammar::built_in().lexicon()), now);
  for (const auto& day : days)
    if (static_cast<std::size_t>(std::count(days.begin(), days.end(), day)) > kept(intent.args, day)) return day;
  return {};
}

}  // namespace language
