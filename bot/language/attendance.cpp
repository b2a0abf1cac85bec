// Who comes and who does not: "có mặt", "+2", "vắng vì con ốm", "đến muộn 20 phút".
#include <cstdlib>

#include "bot/language/phrases.hpp"
#include "bot/language/reading.hpp"
#include "bot/language/when.hpp"

namespace language {
namespace {

constexpr int kMostMinutes = 600, kMostHeads = 99, kHalfHourMinutes = 30, kHourMinutes = 60;

struct Reply {
  std::string status, reason;
  std::optional<Date> day;
  std::optional<int> minutes, headcount;
};

std::optional<std::string> take_status(Cursor& cursor) { return cursor.take(phrases::kStatuses); }

// "20 phút", "20p", "20'", "nửa tiếng", "1 tiếng"
std::optional<int> take_minutes(Cursor& cursor) {
  const auto from = cursor.at;
  if (cursor.take(phrases::kHalfHour)) return kHalfHourMinutes;
  if (const auto number = cursor.take_number(kMostMinutes)) {
    if (cursor.take(phrases::kHour) && *number * kHourMinutes <= kMostMinutes) return *number * kHourMinutes;
    cursor.take(phrases::kMinutes);
    return number;
  }
  if (!cursor.done()) {
    const auto& text = cursor.word().folded;  // "20p", "20ph"
    const auto end = text.find_first_not_of("0123456789");
    if (end != 0 && end != std::string::npos && end <= 3 && (text.substr(end) == "p" || text.substr(end) == "ph")) {
      ++cursor.at;
      return std::atoi(text.c_str());
    }
  }
  cursor.at = from;
  return std::nullopt;
}

// "+1", "+4 cả nhà em": the number of heads is said with a plus at the start.
bool take_heads(Cursor& cursor, Reply& reply) {
  if (!reply.status.empty() || cursor.done() || cursor.word().gap != "+") return false;
  const auto heads = cursor.take_number(kMostHeads);
  if (!heads || *heads == 0) return false;
  reply.status = "yes";
  if (*heads > 1) reply.headcount = *heads;
  cursor.take(phrases::kHeads);
  return true;
}

// The words after vì, or after a comma, or what is left of "xin nghỉ đưa con đi khám".
bool take_reason(Cursor& cursor, Reply& reply) {
  if (reply.status != "no" && reply.status != "excused") return false;
  while (cursor.take(phrases::kParticles)) {
  }
  const bool said = cursor.take(phrases::kReason);
  const bool comma = !cursor.done() && cursor.word().wears(',');
  if (!said && !comma && reply.status == "no") return false;
  while (cursor.take(phrases::kPronouns) || cursor.take(phrases::kReason)) {
  }
  if (cursor.done()) return false;
  reply.status = "excused";
  reply.reason = cursor.rest();
  cursor.at = cursor.line().last;
  return true;
}

bool take_part(Cursor& cursor, Reply& reply, std::int64_t now) {
  if (take_heads(cursor, reply)) return true;
  if (reply.status.empty()) {
    if (auto status = take_status(cursor)) return reply.status = *status, true;
  }
  if (reply.status == "late" && !reply.minutes && (reply.minutes = take_minutes(cursor))) return true;
  if (!reply.day) {
    if (const auto when = take_when(cursor, now, Lean::ahead)) return reply.day = when->day, true;  // "chiều mai"
  }
  if (cursor.take(phrases::kMeetingWords)) return true;
  return take_reason(cursor, reply) || cursor.take(phrases::kReplyFiller);
}

}  // namespace

std::optional<Intent> read_attendance(const Reading& reading) {
  if (reading.form) return std::nullopt;
  Reply reply;
  for (Cursor cursor(reading.line); !cursor.done();) {
    if (!take_part(cursor, reply, reading.context.now)) return std::nullopt;
  }
  if (reply.status.empty()) return std::nullopt;
  Intent intent{"attendance_reply", {{"status", reply.status}, {"needs", "one_open_event"}}};
  if (reply.day) intent.args["date"] = iso(*reply.day);
  if (!reply.reason.empty()) intent.args["reason"] = reply.reason;
  if (reply.minutes) intent.args["minutes"] = *reply.minutes;
  if (reply.headcount) intent.args["headcount"] = *reply.headcount;
  return intent;
}

}  // namespace language
