// Reads a line: payload, call, courtesy, then the readers one after the other, the surest first. In a group silence comes first.
#include <algorithm>
#include <array>
#include <vector>

#include "bot/language/courtesy.hpp"
#include "bot/language/intent.hpp"
#include "bot/language/phrases.hpp"
#include "bot/language/reading.hpp"

namespace language {
namespace {

constexpr std::size_t kReadLetters = 2'000;
constexpr std::size_t kMostLines = 20;
constexpr std::size_t kMostClauses = 8;

// Forms that count in a group without a call.
constexpr std::array<Reader, 13> kForms{read_vote,        read_unvote, read_poll_create, read_poll_close, read_event_close, read_checkin,
                                        read_stats,       read_feedback, read_ticket,    read_ack,        read_talk,        read_broadcast, read_find};
// Answers to what the bot asked in a group.
constexpr std::array<Reader, 6> kAnswers{read_vote, read_unvote, read_attendance, read_ack, read_checkin, read_short_answer};
// Everything, in a direct chat or when called.
constexpr std::array<Reader, 21> kReaders{
    read_invite,      read_relay,      read_decision,    read_vote,   read_unvote,    read_poll_create, read_poll_close, read_event_close,
    read_checkin,     read_stats,       read_poll_view, read_broadcast, read_broadcast_status, read_ticket, read_feedback,
    read_ack,         read_attendance,  read_short_answer, read_talk, read_find,      read_quorum};

template <std::size_t N>
std::optional<Intent> first_of(const std::array<Reader, N>& readers, const Reading& reading) {
  for (const auto reader : readers) {
    if (auto intent = reader(reading)) return intent;
  }
  return std::nullopt;
}

Intent nothing(const Reading& reading) {
  if (reading.form) return {"ignore"};
  return {"unclear", {{"candidates", nlohmann::json::array()}}};
}

Intent bare(const Line& line, bool called, bool group) {
  if (called) return {"greet"};
  if (!group && line.tail.find('?') != std::string::npos) return {"help"};
  return group ? Intent{"ignore"} : Intent{"unclear", {{"candidates", nlohmann::json::array()}}};
}

// "ok" and "vâng" answer people as often as the bot.
bool answers_the_bot(const Intent& intent) {
  return intent.name != "unclear" || intent.args["candidates"] != nlohmann::json{"ack", "poll_vote", "ignore"};
}

struct Heard {
  Reading reading;
  bool called = false;
};

Heard hear(std::string_view text, const Context& context) {
  Heard heard{{read_words(text, kReadLetters), context}, false};
  auto& line = heard.reading.line;
  heard.called = take_call(line);
  take_courtesy(line);
  heard.reading.slash = line.size() > 0 && line.words[line.first].gap == "/";
  heard.reading.form = context.group && !heard.called;
  return heard;
}

std::optional<Intent> read_in_group(Reading& reading) {
  const bool command = !reading.slash || phrases::kSlashCommands.at(reading.line, reading.line.first) > 0;
  if (command) {
    if (auto form = first_of(kForms, reading)) return form;
  }
  if (!reading.context.asked_here || reading.slash) return std::nullopt;
  reading.form = false;
  auto answer = first_of(kAnswers, reading);
  reading.form = true;
  return answer && answers_the_bot(*answer) ? answer : std::nullopt;
}

Intent read_line(std::string_view text, const Context& context) {
  auto heard = hear(text, context);
  auto& reading = heard.reading;
  if (reading.line.size() == 0) return bare(reading.line, heard.called, context.group);
  auto intent = reading.form ? read_in_group(reading) : first_of(kReaders, reading);
  return intent ? *intent : nothing(reading);
}

bool silent(const Intent& intent) {
  return intent.name == "ignore" || (intent.name == "unclear" && intent.args["candidates"].empty());
}

struct Required { std::string_view intent; Role role; };
constexpr std::array kRequired{
    Required{"poll_create", Role::chair},  Required{"poll_close", Role::chair},    Required{"event_create", Role::chair}, Required{"event_close", Role::chair},
    Required{"quorum", Role::chair},       Required{"feedback_list", Role::chair}, Required{"feedback_view", Role::chair},
    Required{"broadcast_status", Role::officer}, Required{"relay_kit", Role::chair},      Required{"relay_posted", Role::chair},
    Required{"relay_undo", Role::chair},   Required{"relay_group", Role::chair},   Required{"relay_admit", Role::chair},   Required{"relay_refuse", Role::chair},
};

// What the writer may not do, and what is answered in private only.
Intent with_expectation(Intent intent, const Context& context) {
  for (const auto& required : kRequired) {
    if (intent.name == required.intent && context.role < required.role) intent.args["expect"] = "deny";
  }
  const bool personal = intent.name == "feedback_list" || intent.name == "feedback_view" || intent.name == "feedback_status";
  if (personal && context.group && !intent.args.contains("expect")) intent.args["expect"] = "private_reply_only";
  return intent;
}

Intent together(std::vector<Intent> intents) {
  if (intents.size() == 1) return std::move(intents[0]);
  Intent multi{"multi", {{"parts", nlohmann::json::array()}}};
  for (auto& intent : intents) multi.args["parts"].push_back({{"intent", intent.name}, {"args", std::move(intent.args)}});
  return multi;
}

// Several lines, each judged alone; those that are for nobody are dropped.
std::vector<Intent> read_lines(std::string_view text, const Context& context) {
  std::vector<Intent> found;
  std::size_t lines = 0;
  for (std::size_t at = 0; at < text.size() && lines < kMostLines; ++lines) {
    const auto end = std::min(text.find('\n', at), text.size());
    auto intent = with_expectation(read_line(text.substr(at, end - at), context), context);
    if (!silent(intent)) found.push_back(std::move(intent));
    at = end + 1;
  }
  return found;
}

// Where a clause may end: before a word after a comma or full stop, or after rồi, với lại, còn. (position, words to pass)
std::vector<std::pair<std::size_t, std::size_t>> clause_ends(const Line& line) {
  std::vector<std::pair<std::size_t, std::size_t>> ends;
  for (auto at = line.first + 1; at < line.last && ends.size() < kMostClauses; ++at) {
    const auto joint = phrases::kJoints.at(line, at);
    if (joint > 0 || line.words[at].gap.find_first_of(",.;!") != std::string::npos) ends.emplace_back(at, joint);
  }
  return ends;
}

// Clauses, each a command of its own; empty unless all of them are. The whole line is for the bot, so each clause is.
std::vector<Intent> read_clauses(std::string_view text, const Context& context) {
  const auto line = read_words(text, kReadLetters);
  auto spoken_to = context;
  spoken_to.group = false;
  std::vector<Intent> found;
  auto from = line.first;
  auto ends = clause_ends(line);
  if (ends.empty()) return found;
  ends.emplace_back(line.last, 0);
  for (const auto& [end, passes] : ends) {
    if (end <= from) continue;
    const auto begin = line.words[from].from;
    const auto stop = end < line.last ? line.words[end].from : text.size();
    auto intent = with_expectation(read_line(text.substr(begin, stop - begin), spoken_to), context);
    if (silent(intent) || intent.name == "unclear") continue;  // the clause goes on behind this comma
    found.push_back(std::move(intent));
    from = end + passes;
  }
  return from >= line.last && found.size() > 1 ? found : std::vector<Intent>();
}

}  // namespace

Intent understand(std::string_view text, const Context& context) {
  if (is_payload(text)) return read_payload(text);
  const auto read = text.substr(0, 4 * kReadLetters);  // no letter is longer than four octets
  auto intent = read_line(read, context);
  if (!silent(intent)) return with_expectation(std::move(intent), context);
  auto several = read.find('\n') != std::string_view::npos ? read_lines(read, context) : std::vector<Intent>();
  if (several.empty() && intent.name != "ignore") several = read_clauses(read, context);
  if (!several.empty()) return together(std::move(several));
  if (intent.name == "unclear" && speaks_of_work(hear(read, context).reading)) intent.args["candidates"] = {"feedback_new"};
  return with_expectation(std::move(intent), context);
}

// Whoever writes: a chair's form is let through here and judged by role when the writer is known.
bool addressed(std::string_view text, bool asked_here) {
  if (is_payload(text)) return true;
  for (const auto role : {Role::officer, Role::member}) {
    if (understand(text, {role, true, 0, asked_here}).name != "ignore") return true;
  }
  return false;
}

}  // namespace language
