// The chair's figures: "thống kê điểm danh tổ 3 tháng này", "tk bc 5", "bao nhiêu người đã xem kế hoạch 324".
#include "bot/language/phrases.hpp"
#include "bot/language/reading.hpp"
#include "bot/language/refs.hpp"
#include "bot/language/when.hpp"

namespace language {
namespace {

using nlohmann::json;

// Puts a value where there is none yet.
bool put(json& args, const char* name, const std::optional<std::string>& value) {
  if (!value || args.contains(name)) return false;
  args[name] = *value;
  return true;
}

bool take_poll_argument(Cursor& cursor, json& args) {
  const auto poll = take_poll(cursor);
  if (!poll) return false;
  args["poll"] = *poll;
  args["metric"] = "poll";
  return true;
}

bool take_document_argument(Cursor& cursor, json& args) {
  const auto from = cursor.at;
  const auto document = take_document(cursor, false);
  if (!document || !document->numbered()) {
    cursor.at = from;
    return false;
  }
  args.update(document->args);
  if (!args.contains("metric")) args["metric"] = "reads";
  return true;
}

bool take_feedback_argument(Cursor& cursor, json& args) {
  const bool taken = put(args, "category", cursor.take(phrases::kCategories)) || put(args, "status", cursor.take(phrases::kFeedbackStatus));
  if (taken && !args.contains("metric")) args["metric"] = "feedback";
  return taken;
}

bool take_argument(Cursor& cursor, json& args, std::int64_t now) {
  if (put(args, "period", take_period(cursor, now))) return true;
  if (take_poll_argument(cursor, args) || take_document_argument(cursor, args)) return true;
  if (put(args, "by", cursor.take(phrases::kBy)) || put(args, "group", take_group(cursor))) return true;
  if (cursor.take(phrases::kOwn)) return args["scope"] = "own", true;
  if (put(args, "metric", cursor.take(phrases::kMetrics)) || take_feedback_argument(cursor, args)) return true;
  if (const auto day = take_day(cursor, now, Lean::behind)) return args["date"] = iso(*day), true;
  return cursor.take(phrases::kStatsFiller);
}

// A unit's name stands as written, at the end.
bool take_unit(Cursor& cursor, json& args) {
  if (!cursor.see(phrases::kUnitStart)) return false;
  args["unit"] = cursor.rest();
  cursor.at = cursor.line().last;
  return true;
}

std::optional<json> read_arguments(Cursor cursor, const Reading& reading, json args) {
  while (!cursor.done()) {
    if (take_argument(cursor, args, reading.context.now)) continue;
    if (reading.form || !take_unit(cursor, args)) return std::nullopt;
  }
  if (!args.contains("metric")) args["metric"] = "overview";
  return args;
}

Intent stats(const Reading& reading, json args) {
  Intent intent{"stats", std::move(args)};
  if (reading.chair()) return intent;
  const auto& metric = intent.args["metric"];
  intent.args["expect"] = metric == "feedback" || metric == "reads" ? "deny" : "deny_or_public_only";
  return intent;
}

}  // namespace

std::optional<Intent> read_stats(const Reading& reading) {
  Cursor cursor(reading.line);
  if (cursor.take(phrases::kStats)) {
    auto args = read_arguments(cursor, reading, json::object());
    return args ? std::optional(stats(reading, std::move(*args))) : std::nullopt;
  }
  if (reading.form) return std::nullopt;
  if (const auto metric = cursor.take(phrases::kStatsAsk)) {
    auto args = read_arguments(cursor, reading, {{"metric", *metric}});
    return args ? std::optional(stats(reading, std::move(*args))) : std::nullopt;
  }
  const auto metric = reading.chair() ? cursor.take(phrases::kMetrics) : std::nullopt;  // "phản ánh tháng này chia theo đơn vị"
  if (!metric || cursor.done() || cursor.word().wears(':')) return std::nullopt;
  auto args = read_arguments(cursor, reading, {{"metric", *metric}});
  const bool narrowed = args && (args->contains("period") || args->contains("by") || args->contains("group"));
  return narrowed ? std::optional(stats(reading, std::move(*args))) : std::nullopt;
}

}  // namespace language
