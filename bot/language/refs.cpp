// Reads names of polls, groups and tickets.
#include "bot/language/refs.hpp"

#include <cstdio>


namespace language {
namespace {

const Phrases kGroupName("group_name"), kNumberWord("number_word"), kPollNames("poll_names"), kTicketNames("ticket_names");

const Phrases kCaseNames("case_names"), kTargetWord("target_word"), kLt("lt"), kLte("lte"), kGt("gt"), kGte("gte"), kMembers("members_word"), kGteAfter("gte_after"), kLteAfter("lte_after"),
    kHeads("heads");
constexpr std::size_t kPhoneDigits = 9;
constexpr int kMostPolls = 999'999, kMostGroups = 999, kMostTickets = 99'999'999;

}  // namespace

std::optional<int> take_poll(Cursor& cursor) {
  const auto from = cursor.at;
  if (cursor.take(kPollNames)) {
    cursor.take(kNumberWord);
    const auto number = cursor.take_number(kMostPolls);
    const bool date = number && !cursor.done() && cursor.word().gap == "/" && !cursor.word().spaced;
    if (number && !date) return number;
  }
  cursor.at = from;
  return std::nullopt;
}

std::optional<std::string> take_group(Cursor& cursor) {
  const auto from = cursor.at;
  if (cursor.take(kGroupName)) {
    cursor.take(kNumberWord);
    if (const auto number = cursor.take_number(kMostGroups)) return "tổ " + std::to_string(*number);
  }
  cursor.at = from;
  return std::nullopt;
}

std::optional<std::string> take_ticket(Cursor& cursor) {
  const auto from = cursor.at;
  if (cursor.take(kTicketNames)) {
    cursor.take(kNumberWord);
    if (const auto number = cursor.take_number(kMostTickets)) {
      char text[24];
      std::snprintf(text, sizeof text, "PA-%04d", *number);
      return text;
    }
  }
  cursor.at = from;
  return std::nullopt;
}

std::optional<std::string> take_case(Cursor& cursor) {
  const auto from = cursor.at;
  if (cursor.take(kCaseNames)) {
    cursor.take(kNumberWord);
    if (const auto number = cursor.take_number(kMostGroups)) {
      char text[24];
      std::snprintf(text, sizeof text, "GH-%02d", *number);
      return text;
    }
  }
  cursor.at = from;
  return std::nullopt;
}

// Groups of digits with blanks, dots or hyphens between them, as many as make a number of ten digits with its 0, or nine behind 84.
std::optional<std::string> take_phone(Cursor& cursor) {
  const auto& line = cursor.line();
  std::string digits;
  const bool plus = !cursor.done() && cursor.word().wears('+');
  for (auto at = cursor.at; at < line.last && digits.size() < kPhoneDigits + 2; ++at) {
    const auto& word = line[at];
    const bool joined = at == cursor.at || word.gap.empty() || word.gap == "." || word.gap == "-" || word.gap == " ";
    if (!joined || !word.number()) break;
    digits += word.folded;
    const bool home = digits[0] == '0' && digits.size() == kPhoneDigits + 1;
    const bool abroad = digits.substr(0, 2) == "84" && digits.size() == kPhoneDigits + 2;
    if (!home && !abroad) continue;
    const auto number = digits.substr(digits.size() - kPhoneDigits);
    const bool more = at + 1 < line.last && line[at + 1].number() && line[at + 1].gap.empty() && !line[at + 1].spaced;
    if (more || std::string_view("35789").find(number[0]) == std::string_view::npos || (plus && home)) return std::nullopt;
    cursor.at = at + 1;
    return "+84" + number;
  }
  return std::nullopt;
}

std::optional<std::string> take_target(Cursor& cursor) {
  const auto from = cursor.at;
  const bool said = cursor.take(kTargetWord);
  cursor.take(kNumberWord);
  if (!cursor.done() && cursor.word().folded == "i" && cursor.left() > 1) ++cursor.at;
  else if (!said) return cursor.at = from, std::nullopt;
  if (!cursor.done()) {
    const auto& text = cursor.word().folded;
    const bool number = text.size() <= 2 && text[0] >= '1' && text[0] <= '6' && (text.size() == 1 || text[1] == 'a' || text[1] == 'b');
    const bool plain = cursor.word().gap.find('/') == std::string::npos && !(cursor.left() > 1 && cursor.line()[cursor.at + 1].wears('/'));
    if (number && plain) return ++cursor.at, "I" + cursor.line()[cursor.at - 1].folded;
  }
  cursor.at = from;
  return std::nullopt;
}

std::optional<Limit> take_limit(Cursor& cursor) {
  constexpr int kMostMembers = 1'000'000;
  const auto from = cursor.at;
  std::string key;
  if (cursor.take(kLte)) key = "members_lte";
  else if (cursor.take(kLt)) key = "members_lt";
  else if (cursor.take(kGt)) key = "members_gt";
  else if (cursor.take(kGte)) key = "members_gte";
  const auto number = cursor.take_number(kMostMembers);
  const bool people = number && (cursor.take(kMembers) || cursor.take(kHeads));
  if (number && cursor.take(kGteAfter)) key = "members_gte";
  else if (number && cursor.take(kLteAfter)) key = "members_lte";
  if (number && !key.empty() && people) return Limit{key, *number};
  cursor.at = from;
  return std::nullopt;
}

}  // namespace language
