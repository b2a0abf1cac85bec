// Meetings: check-in, opening and closing one, the quorum.
#include "bot/language/phrases.hpp"
#include "bot/language/reading.hpp"
#include "bot/language/refs.hpp"
#include "bot/language/when.hpp"

namespace language {
namespace {

// A code of 4 to 6 digits that ends the line.
std::optional<std::string> last_code(Cursor cursor) {
  if (cursor.left() != 1 || !cursor.word().number()) return std::nullopt;
  const auto& digits = cursor.word().folded;
  return digits.size() >= 4 && digits.size() <= 6 ? std::optional(digits) : std::nullopt;
}

Intent with_open_event(const char* name) { return {name, {{"needs", "one_open_event"}}}; }

// What a chair says of a meeting: a title, then when and where in any order.
struct Meeting {
  std::string title, place;
  std::optional<When> when;
};

Meeting read_meeting(Cursor cursor, std::int64_t now) {
  Meeting meeting;
  const auto& line = cursor.line();
  const auto title_from = cursor.at;
  std::size_t title_to = 0, place_from = 0;
  const auto close_place = [&](std::size_t at) {
    if (place_from && meeting.place.empty()) meeting.place = line.cut(place_from, at);
  };
  while (!cursor.done()) {
    const auto from = cursor.at;
    const bool place = !place_from && cursor.take(phrases::kPlace);
    auto when = place || meeting.when ? std::nullopt : take_when(cursor, now, Lean::ahead);
    if (!place && !when) {
      ++cursor.at;
      continue;
    }
    if (!title_to) title_to = from;
    if (place) place_from = cursor.at;
    if (when) close_place(from), meeting.when = when;
  }
  close_place(line.last);
  meeting.title = line.cut(title_from, title_to ? title_to : line.last);
  return meeting;
}

std::optional<std::string> group_in(const Line& line, std::size_t from) {
  Cursor cursor(line);
  for (cursor.at = from; !cursor.done(); ++cursor.at) {
    if (auto group = take_group(cursor)) return group;
  }
  return std::nullopt;
}

Intent event_create(const Cursor& cursor, std::int64_t now) {
  const auto meeting = read_meeting(cursor, now);
  Intent intent{"event_create"};
  if (!meeting.title.empty()) intent.args["title"] = meeting.title;
  intent.args["at"] = meeting.when ? starting_moment(*meeting.when, now) : "now";
  if (!meeting.place.empty()) intent.args["place"] = meeting.place;
  if (const auto group = group_in(cursor.line(), cursor.at)) intent.args["group"] = *group;
  return intent;
}

}  // namespace

std::optional<Intent> read_checkin(const Reading& reading) {
  Cursor cursor(reading.line);
  if (!reading.form && cursor.take(phrases::kCode)) {  // "mã 4821"
    const auto code = last_code(cursor);
    return code ? std::optional(Intent{"checkin", {{"code", *code}}}) : std::nullopt;
  }
  const bool opens = cursor.take(phrases::kOpenCheckin);
  if (!opens && !cursor.take(phrases::kCheckin)) return std::nullopt;
  if (opens && !reading.chair() && reading.form) return std::nullopt;
  cursor.take(phrases::kToday);
  cursor.take(phrases::kCode);
  if (const auto code = opens ? std::nullopt : last_code(cursor)) return Intent{"checkin", {{"code", *code}}};
  if (cursor.done() && !opens) return with_open_event("checkin");
  const bool meeting = cursor.see(phrases::kMeetings);
  if (!meeting && (reading.form || !opens || !cursor.done())) return std::nullopt;
  if (reading.chair() || opens) return event_create(cursor, reading.context.now);
  return reading.form ? std::nullopt : std::optional(with_open_event("checkin"));
}

std::optional<Intent> read_event_close(const Reading& reading) {
  Cursor cursor(reading.line);
  if (!cursor.take(phrases::kEventClose) || (reading.form && !reading.chair())) return std::nullopt;
  while (cursor.take(phrases::kVoteFiller)) {
  }
  return cursor.done() ? std::optional(with_open_event("event_close")) : std::nullopt;
}

// "đủ túc số chưa", "đủ 2/3 chưa", "số người dự đã đủ để họp chưa".
std::optional<Intent> read_quorum(const Reading& reading) {
  if (reading.form || phrases::kEventClose.at(reading.line, reading.line.first) > 0) return std::nullopt;
  bool enough = false;
  for (Cursor cursor(reading.line); !cursor.done(); ++cursor.at) {
    if (cursor.see(phrases::kQuorum)) return with_open_event("quorum");
    const auto& word = cursor.word();
    if (enough && (word.gap == "/" || phrases::kBeginMeeting.at(reading.line, cursor.at) > 0)) return with_open_event("quorum");
    enough = enough || cursor.see(phrases::kEnough);
  }
  return std::nullopt;
}

}  // namespace language
