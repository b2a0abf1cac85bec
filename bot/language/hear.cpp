#include "bot/language/hear.hpp"

#include <algorithm>

#include "bot/language/answers.hpp"
#include "bot/language/build.hpp"
#include "bot/language/courtesy.hpp"
#include "bot/language/shorts.hpp"

namespace language {
namespace {

using nlohmann::json;
constexpr int kFormScore = 100;
const Phrases kSlash("slash_commands"), kVoteVerbs("vote_verbs");
const Meanings kCategory("category"), kTongue("tongue"), kSlashIntent("slash_intent");

Intent nothing() { return {"unclear", {{"candidates", json::array()}}, false}; }

Read ignored() { return {{"ignore", json::object(), false}, 0, {}}; }

Intent bare(const Reading& reading) {
  if (reading.called) return {"greet", json::object(), false};
  if (reading.context.group) return {"ignore", json::object(), false};
  return reading.line.tail.find('?') != std::string::npos ? Intent{"help", json::object(), false} : nothing();
}

// Answers to what the bot asked in a group.
bool an_answer(const std::string& name) {
  return name == "poll_vote" || name == "poll_unvote" || name == "attendance_reply" || name == "ack" || name == "checkin";
}

bool answers_the_bot(const Intent& intent) {
  return intent.name != "unclear" || (intent.args.contains("candidates") && intent.args["candidates"] != json{"ack", "poll_vote", "ignore"});
}

// Without marks a chair's "vang" or "chung toi" decides by role; a member asks for results with poll_view.
std::optional<Read> best(const Reading& reading, bool answers_only) {
  const auto commanded = reading.slash ? kSlashIntent.at(reading.line, reading.line.first).value : std::string_view();
  for (auto& candidate : candidates(reading)) {
    if (answers_only && !an_answer(candidate.rule->name)) continue;
    if (!commanded.empty() && candidate.rule->name != commanded) continue;  // "/phananh": nothing else
    auto intent = build(reading, *candidate.rule);
    if (!intent || (answers_only && !nothing_else(reading, candidate, *intent))) continue;
    return Read{std::move(*intent), candidate.score, std::move(candidate.spans)};
  }
  return std::nullopt;
}

// What a line that fits nothing may be about.
Intent half_understood(const Reading& reading) {
  auto intent = nothing();
  const auto& line = reading.line;
  if (kTongue.at(line, line.first).words > 0) return intent.args["candidates"] = {"feedback_new"}, intent;
  const bool names_poll = reading.value(Kind::poll) != nullptr;
  for (auto at = line.first; at < line.last; ++at) {
    if (kVoteVerbs.at(line, at) > 0 && (names_poll || at == line.first)) return intent.args["candidates"] = {"poll_vote"}, intent;
    if (kCategory.at(line, at).words > 0 && line.size() > 3) return intent.args["candidates"] = {"feedback_new"}, intent;
  }
  if (names_poll && line.size() > 2) intent.args["candidates"] = {"poll_vote"};
  return intent;
}

// "em có mặt rồi chị Mai ơi" is said to her.
bool calls_somebody(const Line& line) {
  for (std::size_t at = 1; at < line.words.size(); ++at)
    if (line[at].folded == "oi" && !line[at].number() && line[at - 1].folded != "ad" && line[at - 1].folded != "bot" && line[at - 1].folded != "doan") return true;
  return false;
}

Read in_group(Reading& reading) {
  if (reading.slash) {
    if (kSlash.at(reading.line, reading.line.first) == 0) return ignored();
    auto read = best(reading, false);
    return read ? *read : ignored();
  }
  if (const auto* rule = form_of(reading))
    if (auto intent = build(reading, *rule)) return {*intent, kFormScore, {}};
  if (!reading.context.asked_here || calls_somebody(reading.line)) return ignored();
  if (auto answer = short_answer(reading)) return answers_the_bot(*answer) ? Read{*answer, 0, {}} : ignored();
  auto read = best(reading, true);
  return read ? *read : ignored();
}

}  // namespace

bool silent(const Intent& intent) {
  return intent.name == "ignore" || (intent.name == "unclear" && intent.args["candidates"].empty());
}

Reading hear(std::string_view text, const Context& context, const json& implied) {
  Reading reading;
  reading.grammar = context.grammar ? context.grammar : &Grammar::built_in();
  reading.context = context;
  reading.implied = implied;
  reading.line = read_words(text, kReadLetters, reading.grammar->lexicon());
  auto& line = reading.line;
  line.look_up();
  reading.called = take_call(line);
  take_courtesy(line);
  reading.slash = line.size() > 0 && line[line.first].gap == "/";
  reading.form = context.group && !reading.called;
  reading.values = find_values(reading);
  return reading;
}

Read read_one(Reading& reading, bool loosely) {
  if (reading.line.empty()) return {bare(reading), 0, {}};
  if (reading.form) return in_group(reading);
  const bool code = reading.value(Kind::invite) || reading.value(Kind::relay_code);
  if (auto answer = code ? std::nullopt : short_answer(reading)) return {*answer, 0, {}};
  if (auto read = best(reading, false)) return *read;
  if (loosely && reading.line.marked) {  // second try: words without marks in a marked line
    reading.line.loose = true;
    reading.values = find_values(reading);
    if (auto read = best(reading, false)) return *read;
    reading.line.loose = false;
    reading.values = find_values(reading);
  }
  return {half_understood(reading), 0, {}};
}

}  // namespace language
