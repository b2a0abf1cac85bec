// Arguments of figures, reports, ratings, targets and comparisons.
#include <algorithm>
#include <cstdlib>

#include "bot/language/names.hpp"
#include "bot/language/refs.hpp"
#include "bot/language/takers.hpp"

namespace language::take {
namespace {

const Phrases kNoticeRead("have_read_verb"), kMembers("members_word"), kAsc("order_asc"), kDesc("order_desc"), kRank("rank"), kRate("rate"), kTop("top_number"),
    kScoreFiller("score_filler"), kSigned("signed"), kHeld("held"), kPeople("heads"), kAsOf("as_of_word"), kMissing("missing_word"), kPresent("present_word"), kCheckin("checkin"), kWorkers("workers"), kPersonsAsk("persons_ask");
const Meanings kMetrics("metrics"), kBy("by"), kCategory("category"), kStatus("feedback_status"), kScopes("scopes"), kReportKind("report_kind"), kScore("score"), kTargetsOf("targets_of"), kLevels("levels");
constexpr int kMostNumber = 1'000'000;

std::string metric_of(Taker& taker) {
  std::string metric;
  std::size_t words = 0;
  for (auto at = taker.line.first; at < taker.line.last; ++at) {
    if (taker.used(at)) continue;
    const auto found = kMetrics.at(taker.line, at);
    if (found.words > words && found.value != "overview") metric = found.value, words = found.words;
  }
  return metric;
}

void day_or_period(Taker& taker) {
  if (take_period_arg(taker, true)) return;
  taker.find([&](Cursor& cursor) {
    const auto day = take_day(cursor, taker.reading.context.now, Lean::behind);
    if (day) taker.args["date"] = iso(*day);
    return day.has_value();
  });
}

bool more_fractions(const Line& line, std::size_t from) {
  for (auto at = from; at + 1 < line.last; ++at)
    if (line[at].number() && line[at + 1].gap == "/" && line[at + 1].number()) return true;
  return false;
}

void limit(Taker& taker) {
  taker.find([&](Cursor& cursor) {
    if (cursor.word().wears('/')) return false;
    const auto number = cursor.take_number(100);
    if (number && *number > 0) taker.args["limit"] = *number;
    return number && *number > 0;
  });
}

}  // namespace

void stats(Taker& taker) {
  take_poll_arg(taker);
  take_group_arg(taker);
  const bool document = take_document_arg(taker, true);
  if (taker.args.value("doc_type", "") == "BC" && !taker.has("doc")) taker.args.erase("doc_type"), taker.args.erase("doc_number");
  taker.args.erase("needs");
  take_unit_arg(taker);
  day_or_period(taker);
  if (const auto by = taker.meaning(kBy); !by.empty()) taker.args["by"] = by;
  if (taker.args.value("by", "") == "group" && taker.has("group")) taker.args.erase("by");
  auto metric = metric_of(taker);
  if (document) metric = "reads";
  if (taker.has("poll")) metric = "poll";
  if (metric == "members" && taker.sees(kPersonsAsk) && (taker.sees(kNoticeRead))) metric = "reads";
  if (metric != "feedback" && metric != "reads" && metric != "poll" && taker.sees(kPersonsAsk) && (taker.sees(kPresent) || taker.sees(kCheckin))) metric = "attendance";
  if (metric.empty() && taker.sees(kNoticeRead) && taker.sees(kPersonsAsk)) metric = "reads";
  const auto category = taker.meaning(kCategory);
  if (metric.empty() && !category.empty() && taker.reading.form) metric = "feedback";
  taker.args["metric"] = metric.empty() ? "overview" : metric;
  if (metric == "feedback") {
    if (!category.empty()) taker.args["category"] = category;
    if (const auto state = taker.meaning(kStatus); !state.empty()) taker.args["status"] = state;
    if (taker.sees(kDesc) || taker.sees(kAsc) || taker.sees(kTop)) limit(taker);
  }
  if (!taker.has("group") && !taker.has("unit"))
    if (const auto scope = taker.meaning(kScopes); !scope.empty()) taker.args["scope"] = scope;
}

void report(Taker& taker) {
  const auto now = taker.reading.context.now;
  const auto today = date_of(now);
  if (const auto as_of = day_behind(taker, kAsOf, Lean::none)) taker.args["as_of"] = iso(*as_of);
  if (const auto by = taker.meaning(kBy); !by.empty()) taker.args["by"] = by;
  std::string kind;
  std::size_t words = 0;
  for (auto at = taker.line.first; at < taker.line.last; ++at) {
    if (taker.used(at)) continue;
    const auto found = kReportKind.at(taker.line, at);
    const bool better = found.words > words && !(kind == "sau_thang" || kind == "1-HĐCĐ" || kind == "2-HĐCĐ" || kind == "tam_tu_nguyen_vong");
    const bool stronger = found.words > 0 && (found.value == "sau_thang" || found.value == "1-HĐCĐ" || found.value == "2-HĐCĐ" || found.value == "tam_tu_nguyen_vong");
    if (better || (stronger && kind != "1-HĐCĐ" && kind != "2-HĐCĐ" && kind != "tam_tu_nguyen_vong")) kind = found.value, words = found.words;
  }
  take_period_arg(taker, true);
  const auto period = taker.args.value("period", "");
  const auto form = [](const std::string& text) {
    return text.find("-H") != std::string::npos ? "sau_thang" : text.find("-Q") != std::string::npos ? "quy" : text.find("-W") != std::string::npos ? "" : text.size() == 7 ? "thang" : text.size() == 4 ? "nam" : "";
  };
  if (!period.empty() && (kind.empty() || kind == "thang" || kind == "quy" || kind == "nam" || kind == "sau_thang")) kind = form(period);
  if (period.empty()) {  // a kind without a number means the current one
    const auto year = std::to_string(today.year);
    if (kind == "thang") taker.args["period"] = year + "-" + (today.month < 10 ? "0" : "") + std::to_string(today.month);
    if (kind == "quy") taker.args["period"] = year + "-Q" + std::to_string((today.month + 2) / 3);
    if (kind == "sau_thang") taker.args["period"] = year + (today.month <= 6 ? "-H1" : "-H2");
    if (kind == "nam") taker.args["period"] = year;
  }
  if (!kind.empty()) taker.args["kind"] = kind;
}

void due_report(Taker& taker) { take_deadline(taker, "deadline"); }

void report_state(Taker& taker) { taker.args["status"] = taker.sees(kMissing) ? "missing" : "submitted"; }

namespace {

// "37,5", "38.25", "40đ": a comma between digits is a decimal one.
std::optional<double> take_score(Cursor& cursor) {
  const auto& line = cursor.line();
  if (cursor.done()) return std::nullopt;
  const auto digits = cursor.word().folded.find_first_not_of("0123456789");
  if (digits == 0 || (digits != std::string::npos && cursor.word().folded.substr(digits) != "d")) return std::nullopt;
  std::string text = cursor.word().folded.substr(0, digits);
  ++cursor.at;
  if (digits == std::string::npos && !cursor.done() && (cursor.word().gap == "," || cursor.word().gap == ".") && !cursor.word().spaced) {
    const auto more = cursor.word().folded.substr(0, cursor.word().folded.find_first_not_of("0123456789"));
    if (!more.empty() && more.size() <= 2) text += "." + more, ++cursor.at;
  }
  (void)line;
  return std::atof(text.c_str());
}

}  // namespace

void rating(Taker& taker) {
  auto scores = nlohmann::json::object();
  for (auto at = taker.line.first; at < taker.line.last; ++at) {
    Cursor cursor(taker.line, at);
    const auto name = cursor.take(kScore);
    if (!name || scores.contains(*name)) continue;
    while (cursor.take(kScoreFiller)) {
    }
    const auto score = take_score(cursor);
    if (!score) continue;
    if (*score == static_cast<int>(*score)) scores[*name] = static_cast<int>(*score);
    else scores[*name] = *score;
    taker.use(at, cursor.at);
    at = cursor.at - 1;
  }
  take_period_arg(taker, true);
  taker.args["scores"] = std::move(scores);
}

namespace {

std::string target_of(Taker& taker) {
  std::string number;
  taker.find([&](Cursor& cursor) {
    const auto target = take_target(cursor);
    if (target) number = *target;
    return target.has_value();
  });
  if (!number.empty()) return number;
  std::string best;
  std::size_t words = 0;
  for (auto at = taker.line.first; at < taker.line.last; ++at) {
    const auto found = kTargetsOf.at(taker.line, at);
    if (found.words > words) best = found.value, words = found.words;
  }
  return best;
}

}  // namespace

void indicator(Taker& taker) {
  auto value = nlohmann::json::object();
  const auto target = target_of(taker);
  taker.args["indicator"] = target;
  taker.find([&](Cursor& cursor) {  // the fraction beside people; a day otherwise
    const auto num = cursor.take_number(kMostNumber);
    if (!num || cursor.done() || cursor.word().gap != "/" || cursor.word().spaced) return false;
    const auto den = cursor.take_number(kMostNumber);
    if (!den || (!cursor.done() && cursor.word().gap == "/")) return false;
    const bool day = *num <= 31 && *den <= 12 && *num > 0;
    const bool people = kPeople.at(taker.line, cursor.at) > 0 || kMembers.at(taker.line, cursor.at) > 0 || kWorkers.at(taker.line, cursor.at) > 0;
    const bool said_day = cursor.at >= 3 && Phrases("day_word").before(taker.line, cursor.at - 2) > 0;
    if (said_day || (day && !people && more_fractions(taker.line, cursor.at))) return false;
    value["num"] = *num;
    value["den"] = *den;
    return true;
  });
  taker.find([&](Cursor& cursor) {
    const auto when = take_when(cursor, taker.reading.context.now, Lean::behind);
    if (!when || !when->day) return false;
    value["date"] = iso(*when->day);
    return true;
  });
  if (target == "I2b" && taker.sees(kHeld)) value["done"] = true;
  if (target == "I2a" && taker.sees(kSigned)) {
    value["signed"] = true;
    taker.find([&](Cursor& cursor) {
      const auto number = cursor.take_number(kMostNumber);
      if (!number || !(cursor.take(kWorkers) || cursor.take(kPeople) || cursor.take(kMembers))) return false;
      value["covered"] = *number;
      return true;
    });
  }
  taker.args["value"] = std::move(value);
}

void target(Taker& taker) {
  if (const auto found = target_of(taker); !found.empty()) taker.args["target"] = found;
  take_unit_arg(taker);
  take_period_arg(taker, true);
  if (!taker.has("unit"))
    if (const auto scope = taker.meaning(kScopes); !scope.empty()) taker.args["scope"] = scope;
}

void compare(Taker& taker) {
  auto units = nlohmann::json::array(), periods = nlohmann::json::array();
  taker.find([&](Cursor& cursor) {
    const auto unit = unit_said_at(taker.reading, cursor.at);
    if (unit) units.push_back(unit->name), taker.use(cursor.at, unit->to);
    return false;
  });
  for (bool again = true; again;) again = taker.find([&](Cursor& cursor) {
    const auto period = take_period(cursor, taker.reading.context.now, true);
    if (period) periods.push_back(*period);
    return period.has_value();
  });
  auto metric = metric_of(taker);
  taker.args["metric"] = metric.empty() ? "overview" : metric;
  if (!units.empty()) taker.args["units"] = units;
  if (periods.size() == 1) taker.args["period"] = periods[0];
  if (periods.size() > 1) taker.args["periods"] = periods;
  if (units.empty())
    if (const auto level = taker.meaning(kLevels); !level.empty()) taker.args["level"] = level;
  const bool ascending = taker.sees(kAsc);
  if (ascending || taker.sees(kDesc) || taker.sees(kRank)) {
    taker.args["order"] = ascending ? "asc" : "desc";
    limit(taker);
  }
}

void ack_rate(Taker& taker) {
  if (taker.sees(kRate)) taker.args["metric"] = "ack_rate";
}

}  // namespace language::take
