// Polls as chairs make and close them, and as members look at them.
#include "bot/language/phrases.hpp"
#include "bot/language/reading.hpp"
#include "bot/language/refs.hpp"
#include "bot/language/text.hpp"
#include "bot/language/when.hpp"

namespace language {
namespace {

using nlohmann::json;

constexpr std::size_t kMostOptions = 50;

std::string without_edge(std::string_view text) {
  auto clean = trim(text);
  while (!clean.empty() && (clean.front() == ':' || clean.front() == ',')) clean = trim(std::string_view(clean).substr(1));
  while (!clean.empty() && (clean.back() == ':' || clean.back() == ',' || clean.back() == ';')) clean.pop_back();
  return trim(clean);
}

std::vector<std::string> split(std::string_view text, char sign) {
  std::vector<std::string> parts;
  for (std::size_t from = 0; from <= text.size() && parts.size() < kMostOptions;) {
    const auto end = std::min(text.find(sign, from), text.size());
    if (auto part = without_edge(text.substr(from, end - from)); !part.empty()) parts.push_back(std::move(part));
    from = end + 1;
  }
  return parts;
}

// "question | a | b", "question; a; b", "question: a, b".
std::vector<std::string> question_and_options(std::string_view text) {
  for (const char sign : {'|', ';'}) {
    if (text.find(sign) != std::string_view::npos) return split(text, sign);
  }
  const auto colon = text.find_last_of(':');
  if (colon == std::string_view::npos || colon + 1 == text.size()) return {without_edge(text)};
  std::vector<std::string> parts{without_edge(text.substr(0, colon))};
  for (auto& option : split(text.substr(colon + 1), ',')) parts.push_back(std::move(option));
  return parts;
}

// "hạn 12h mai" as a part of its own.
std::optional<std::string> closing_of(const std::string& part, std::int64_t now) {
  const auto line = read_words(part, part.size());
  Cursor cursor(line);
  if (!cursor.take(phrases::kDeadline)) return std::nullopt;
  const auto when = take_when(cursor, now, Lean::ahead);
  if (!when || !cursor.done()) return std::nullopt;
  return closing_moment(*when, now);
}

void take_flags(Cursor& cursor, json& args) {
  while (!cursor.done()) {
    if (cursor.take(phrases::kPollAnonymous)) args["anonymous"] = true;
    else if (cursor.take(phrases::kPollMultiple)) args["multiple"] = true;
    else break;
  }
}

bool occurs(const Line& line, const Phrases& phrases) {
  for (auto at = line.first; at < line.last; ++at) {
    if (phrases.at(line, at) > 0) return true;
  }
  return false;
}

// The text behind the head, up to the very end: question marks and the last option (tối) belong to it.
std::string_view text_behind(const Line& line, std::size_t at) {
  return line.text.substr(line.words[at - 1].to);
}

}  // namespace

std::optional<Intent> read_poll_create(const Reading& reading) {
  Cursor cursor(reading.line);
  if (!cursor.take(phrases::kPollCreate) || (reading.form && !reading.chair() && !reading.slash)) return std::nullopt;
  Intent intent{"poll_create"};
  take_flags(cursor, intent.args);
  auto parts = question_and_options(without_edge(text_behind(reading.line, cursor.at)));
  if (parts.empty() || parts[0].empty() || (reading.form && parts.size() < 3)) return std::nullopt;
  intent.args["question"] = parts[0];
  for (std::size_t i = 1; i < parts.size(); ++i) {
    if (const auto closes = closing_of(parts[i], reading.context.now)) intent.args["closes_at"] = *closes;
    else intent.args["options"].push_back(nfc(parts[i]));
  }
  if (occurs(reading.line, phrases::kElects) && occurs(reading.line, phrases::kOffices)) {
    intent.args["warn"] = "election_needs_paper_secret_ballot";
  }
  return intent;
}

std::optional<Intent> read_poll_close(const Reading& reading) {
  Cursor cursor(reading.line);
  if (!cursor.take(phrases::kPollClose) || (reading.form && !reading.chair())) return std::nullopt;
  const auto poll = take_poll(cursor);
  const bool named = poll || cursor.take(phrases::kPollWord);
  while (cursor.take(phrases::kVoteFiller)) {
  }
  if (!cursor.done() || !named || (reading.form && !poll)) return std::nullopt;
  Intent intent{"poll_close"};
  if (poll) intent.args["poll"] = *poll;
  else intent.args["needs"] = "one_open_poll";
  return intent;
}

// A chair who asks for a result is given the figures.
std::optional<Intent> read_poll_view(const Reading& reading) {
  if (reading.form) return std::nullopt;
  Cursor cursor(reading.line);
  bool asks = cursor.take(phrases::kFind);
  asks = cursor.take(phrases::kResults) || asks;
  const auto poll = take_poll(cursor);
  const bool named = poll || cursor.take(phrases::kPollWord);
  if (!named) return std::nullopt;
  Intent intent{reading.chair() ? "stats" : "poll_view"};
  if (reading.chair()) intent.args["metric"] = "poll";
  if (poll) intent.args["poll"] = *poll;
  while (cursor.take(phrases::kPollAsk) || cursor.take(phrases::kResults)) asks = true;
  if (!asks) return std::nullopt;
  if (!cursor.done() && poll) return std::nullopt;
  if (!cursor.done()) {
    cursor.take(phrases::kAbout);
    intent.args["query"] = cursor.rest();
  } else if (!poll) {
    intent.args["needs"] = "one_open_poll";
  }
  return intent;
}

}  // namespace language
