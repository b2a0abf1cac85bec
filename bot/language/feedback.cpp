// Opinions: a new one, and looking at those there are.
#include <algorithm>
#include <map>

#include "bot/language/phrases.hpp"
#include "bot/language/reading.hpp"
#include "bot/language/refs.hpp"
#include "bot/language/text.hpp"
#include "bot/language/when.hpp"

namespace language {
namespace {

using nlohmann::json;

constexpr std::size_t kShortestOpinion = 4;

// The category most spoken of; misconduct outweighs all others.
std::string category_of(const Line& line, std::size_t from) {
  std::map<std::string, int> points;
  std::vector<std::string> order;
  for (auto at = from; at < line.last; ++at) {
    const auto found = phrases::kCategories.at(line, at);
    if (found.words == 0) continue;
    const std::string category(found.value);
    if (category == "ung_xu_quay_roi") return category;
    if (points[category]++ == 0) order.push_back(category);
    at += found.words - 1;
  }
  if (order.empty()) return "khac";
  return *std::max_element(order.begin(), order.end(), [&](const auto& a, const auto& b) { return points[a] < points[b]; });
}

bool urgent(const Line& line, std::size_t from) {
  for (auto at = from; at < line.last; ++at) {
    if (phrases::kUrgentSigns.at(line, at) > 0) return true;
  }
  return false;
}

// The opinion itself is all that follows, courtesy ("bảo hộ" ends like it) and last full stop included.
Intent feedback_new(const Reading& reading, const Cursor& cursor, const std::string& kind, bool anonymous) {
  Intent intent{"feedback_new", {{"kind", kind}, {"anonymous", anonymous}}};
  auto& args = intent.args;
  auto line = reading.line;
  line.last = line.words.size();
  const auto category = category_of(line, cursor.at);
  args["category"] = category;
  args["text"] = trim(nfc(line.text.substr(line.words[cursor.at].from)));
  const bool sensitive = category == "ung_xu_quay_roi" || kind == "to_cao";
  if (sensitive) args["sensitive"] = true;
  if (sensitive || (anonymous && reading.context.group)) args["move_private"] = true;
  if (urgent(line, cursor.at)) args["urgent"] = true;
  return intent;
}

// "xem các phản ánh quá hạn", "liệt kê góp ý về ăn ca"
std::optional<Intent> read_list(const Reading& reading) {
  Cursor cursor(reading.line);
  bool asks = false;
  while (cursor.take(phrases::kList)) asks = true;
  if (!cursor.take(phrases::kOpinionNouns)) return std::nullopt;
  Intent intent{"feedback_list"};
  while (!cursor.done()) {
    if (const auto status = cursor.take(phrases::kFeedbackStatus)) intent.args["status"] = *status;
    else if (const auto category = cursor.take(phrases::kCategories)) intent.args["category"] = *category;
    else if (const auto period = take_period(cursor, reading.context.now)) intent.args["period"] = *period;
    else if (const auto group = take_group(cursor)) intent.args["group"] = *group;
    else if (!cursor.take(phrases::kAbout) && !cursor.take(phrases::kStatsFiller)) return std::nullopt;
  }
  return asks ? std::optional(intent) : std::nullopt;
}

// A chair's "đề nghị …" is addressed to units, not to the union.
bool asks_others(const Line& line) { return phrases::kRequests.at(line, line.first) > 0; }

}  // namespace

std::optional<Intent> read_feedback(const Reading& reading) {
  Cursor cursor(reading.line);
  bool anonymous = cursor.take(phrases::kAnonymous);
  cursor.take(phrases::kOpinionLead);
  const auto kind = cursor.take(phrases::kOpinion);
  if (!kind) return std::nullopt;
  anonymous = cursor.take(phrases::kAnonymous) || anonymous;
  if (cursor.done()) return reading.form ? std::nullopt : std::optional(Intent{"unclear", {{"candidates", {"feedback_new"}}}});
  const bool colon = cursor.word().wears(':');
  if (reading.form && !colon && !reading.slash) return std::nullopt;
  if (!colon && !reading.slash && cursor.word().number()) return std::nullopt;  // "phản ánh 37" names a ticket
  if (!colon && reading.chair() && asks_others(reading.line)) return std::nullopt;
  return feedback_new(reading, cursor, *kind, anonymous);
}

bool speaks_of_work(const Reading& reading) {
  return reading.line.size() >= kShortestOpinion && category_of(reading.line, reading.line.first) != "khac";
}

// A ticket named: a chair looks at it, a member asks what became of it.
std::optional<Intent> read_ticket(const Reading& reading) {
  if (auto list = reading.form ? std::nullopt : read_list(reading)) return list;
  Cursor cursor(reading.line);
  bool looks = false;
  while (cursor.take(phrases::kTicketFiller)) looks = true;
  const auto ticket = take_ticket(cursor);
  if (!ticket) return std::nullopt;
  while (cursor.take(phrases::kTicketFiller) || cursor.take(phrases::kTicketAsk)) looks = true;
  if (!cursor.done() || (reading.form && !looks)) return std::nullopt;
  return Intent{reading.chair() ? "feedback_view" : "feedback_status", {{"ticket", *ticket}}};
}

}  // namespace language
