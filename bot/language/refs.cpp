// Reads names of polls, groups and tickets.
#include "bot/language/refs.hpp"

#include <cstdio>

#include "bot/language/phrases.hpp"

namespace language {
namespace {

constexpr int kMostPolls = 999'999, kMostGroups = 999, kMostTickets = 99'999'999;

}  // namespace

std::optional<int> take_poll(Cursor& cursor) {
  const auto from = cursor.at;
  if (cursor.take(phrases::kPollNames)) {
    cursor.take(phrases::kNumberWord);
    const auto number = cursor.take_number(kMostPolls);
    const bool date = number && !cursor.done() && cursor.word().gap == "/" && !cursor.word().spaced;
    if (number && !date) return number;
  }
  cursor.at = from;
  return std::nullopt;
}

std::optional<std::string> take_group(Cursor& cursor) {
  const auto from = cursor.at;
  if (cursor.take(phrases::kGroupName)) {
    cursor.take(phrases::kNumberWord);
    if (const auto number = cursor.take_number(kMostGroups)) return "tổ " + std::to_string(*number);
  }
  cursor.at = from;
  return std::nullopt;
}

std::optional<std::string> take_ticket(Cursor& cursor) {
  const auto from = cursor.at;
  if (cursor.take(phrases::kTicketNames)) {
    cursor.take(phrases::kNumberWord);
    if (const auto number = cursor.take_number(kMostTickets)) {
      char text[24];
      std::snprintf(text, sizeof text, "PA-%04d", *number);
      return text;
    }
  }
  cursor.at = from;
  return std::nullopt;
}

}  // namespace language
