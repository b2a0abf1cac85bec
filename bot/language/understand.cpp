// Reads a message: payload, lines, one command or several, what the writer may not.
#include "bot/language/intent.hpp"

#include <algorithm>
#include <array>

#include "bot/language/build.hpp"
#include "bot/language/clauses.hpp"
#include "bot/language/hear.hpp"
#include "bot/language/mojibake.hpp"

namespace language {
namespace {

using nlohmann::json;

const Grammar& grammar_of(const Context& context) { return context.grammar ? *context.grammar : Grammar::built_in(); }

Intent together(std::vector<Intent> intents) {
  if (intents.size() == 1) return std::move(intents[0]);
  Intent multi{"multi", {{"parts", json::array()}}, false};
  for (auto& intent : intents) {
    multi.guessed = multi.guessed || intent.guessed;
    multi.args["parts"].push_back({{"intent", intent.name}, {"args", std::move(intent.args)}});
  }
  return multi;
}

// Broken encoding is never acted upon: what it would be is offered.
std::optional<Intent> broken(std::string_view text, const Context& context) {
  if (context.group) return std::nullopt;
  const auto mended_text = mended(text);
  if (!mended_text) return std::nullopt;
  const auto meant = understand(*mended_text, context);
  json candidates = json::array();
  if (meant.name != "unclear") candidates.push_back(meant.name);
  return Intent{"unclear", {{"candidates", candidates}}, false};
}

bool several_lines(std::string_view text) {
  const auto end = text.find_last_not_of(" \t\r\n");
  return end != std::string_view::npos && text.substr(0, end).find('\n') != std::string_view::npos;
}

// An answer may have several lines; the next is a command only if it names what it is about: "đóng pa 44".
bool each_names_its_own(const std::vector<Intent>& several) {
  return std::all_of(several.begin(), several.end(), [](const Intent& each) {
    return changes_something(each.name) && (each.args.contains("ticket") || each.args.contains("poll") || each.args.contains("doc"));
  });
}

Intent read_message(std::string_view text, const Context& context) {
  auto reading = hear(text, context);
  auto read = read_one(reading);
  auto& intent = read.intent;
  const bool lines = several_lines(text);
  if (lines && intent.name != "poll_create" && !(intent.name == "announce")) {
    auto several = read_lines(text, context);
    if (intent.name == "feedback_reply" && !each_names_its_own(several)) several.clear();
    if (several.size() > 1 || (silent(intent) && !several.empty())) {
      const bool alike = std::all_of(several.begin(), several.end(), [&](const Intent& each) { return each.name == "feedback_new"; });
      if (!alike) return together(std::move(several));
    }
  }
  if (intent.name != "ignore" && !(reading.form && intent.name == "feedback_new")) {
    auto several = read_clauses(text, context, reading, read);
    if (!several.empty()) return together(std::move(several));
  }
  expect(intent, context, *reading.grammar);
  return std::move(intent);
}

}  // namespace

Intent understand(std::string_view text, const Context& context) {
  if (is_payload(text)) return read_payload(text);
  const auto read = text.substr(0, 4 * kReadLetters);  // no letter is longer than four octets
  if (auto intent = broken(read, context)) return *intent;
  auto intent = read_message(read, context);
  if (intent.name == "feedback_new" && text.size() > read.size()) intent.args["text"] = intent.args.value("text", "") + std::string(text.substr(read.size()));
  return intent;
}

// Whoever writes: a chair's form is let through here and judged by role when the writer is known.
bool addressed(std::string_view text, bool asked_here, const Grammar* grammar) {
  if (is_payload(text)) return true;
  for (const auto role : {Role::officer, Role::member}) {
    const Context context{role, true, 0, asked_here, grammar, nullptr};
    if (understand(text, context).name != "ignore") return true;
  }
  return false;
}

bool asks_back(const Intent& intent) {
  if (intent.name == "announce") return intent.args.value("groups", json::array()) == json{"all"};
  const auto& rules = Grammar::built_in().rules();
  const auto rule = std::find_if(rules.begin(), rules.end(), [&](const Rule& each) { return each.name == intent.name; });
  return rule != rules.end() && rule->confirm;
}

bool changes_something(std::string_view intent) {
  constexpr std::array<std::string_view, 27> kReads{"poll_view", "quorum", "directive_find", "feedback_status", "feedback_list", "feedback_view", "legal_question", "data_view", "privacy_info",
                                                    "greet", "thanks", "help", "unclear", "ignore", "stats", "list_missing", "member_view", "report_export", "target_progress", "compare",
                                                    "broadcast_status", "unit_list", "merge_status", "audit_log", "more", "report_status", "poll_export"};
  return std::find(kReads.begin(), kReads.end(), intent) == kReads.end();
}

std::vector<Intent> did_you_mean(std::string_view text, const Context& context) {
  constexpr std::size_t kMostChoices = 3;
  auto spoken_to = context;
  spoken_to.group = false;
  auto reading = hear(text.substr(0, 4 * kReadLetters), spoken_to);
  if (reading.line.empty()) return {};
  reading.line.loose = true;
  reading.values = find_values(reading);
  std::vector<Intent> found;
  for (const auto& candidate : candidates(reading)) {
    auto intent = build(reading, *candidate.rule);
    if (!intent || found.size() == kMostChoices) continue;
    intent->guessed = true;
    expect(*intent, context, grammar_of(context));
    if (intent->args.value("expect", "") != "deny") found.push_back(std::move(*intent));
  }
  return found;
}

}  // namespace language
