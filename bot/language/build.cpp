#include "bot/language/build.hpp"

#include <algorithm>

#include "bot/language/no_day.hpp"
#include "bot/language/taker.hpp"

namespace language {
namespace {

const Phrases kClosing("closing"), kPolite("polite_ask");

bool any_of(const nlohmann::json& args, const std::vector<std::string>& keys) {
  return std::any_of(keys.begin(), keys.end(), [&](const std::string& key) { return args.contains(key); });
}

bool applies(const Need& need, const nlohmann::json& args) {
  if (any_of(args, need.without)) return false;
  if (need.only.empty()) return true;
  if (need.only == "yes_no") return args.contains("choices") && (args["choices"] == nlohmann::json{"yes"} || args["choices"] == nlohmann::json{"no"});
  const auto equals = need.only.find('=');
  return equals != std::string::npos && args.value(need.only.substr(0, equals), "") == need.only.substr(equals + 1);
}

void add_needs(nlohmann::json& args, const Rule& rule) {
  if (args.contains("needs")) return;
  for (const auto& need : rule.needs) {
    if (!applies(need, args)) continue;
    args["needs"] = need.needs;
    return;
  }
}

bool beyond_own_unit(const nlohmann::json& targets) {
  for (const auto& target : targets) {
    const auto text = target.get<std::string>();
    if (text == "toàn tỉnh" || text.rfind("level:CĐ xã", 0) == 0 || text.rfind("level:CĐCS", 0) == 0 || text.rfind("role:", 0) == 0 || text.rfind("sector:", 0) == 0) return true;
    if (text.rfind("tổ ", 0) != 0 && text.rfind("level:", 0) != 0) return true;  // another union
  }
  return false;
}

bool private_in_group(std::string_view name) {
  constexpr std::array<std::string_view, 8> kPrivate{"list_missing", "feedback_status", "feedback_list", "feedback_view", "data_view", "data_export", "data_erase", "aid_request"};
  return std::find(kPrivate.begin(), kPrivate.end(), name) != kPrivate.end();
}

// A slip was set right, or the day that is said cannot be meant: what it does is shown first.
bool guessed(const Reading& reading, const Rule& rule) {
  if (rule.name == "invite_code" || rule.name == "relay_code") return false;  // as written
  const auto& line = reading.line;
  const bool repaired = std::any_of(line.words.begin() + static_cast<std::ptrdiff_t>(line.first), line.words.begin() + static_cast<std::ptrdiff_t>(line.last), [](const Word& word) { return word.repaired; });
  constexpr std::array<std::string_view, 3> kOwnWords{"opinion", "reply_text", "announce"};  // there it is only told
  const bool told = std::any_of(rule.args.begin(), rule.args.end(), [&](const std::string& arg) { return std::find(kOwnWords.begin(), kOwnWords.end(), arg) != kOwnWords.end(); });
  const bool either = rule.name == "poll_vote" && !line.marked && kClosing.at(line, line.first) > 0;  // "chot a nhe": option A, or closed?
  bool asks = false;
  for (auto at = line.first; at < line.last && !told; ++at) asks = asks || kPolite.at(line, at) > 0;  // "cho em đổi sang 2 được không"
  return line.loose || repaired || either || asks || (!told && !days_that_are_none(line, reading.context.now).empty());
}

}  // namespace

std::optional<Intent> build(const Reading& reading, const Rule& rule) {
  Taker taker(reading);
  for (const auto& name : rule.args)
    if (const auto extract = extractor(name)) extract(taker);
  if (!rule.must.empty() && !any_of(taker.args, rule.must)) return std::nullopt;
  Intent intent{rule.name, std::move(taker.args), false};
  add_needs(intent.args, rule);
  intent.guessed = guessed(reading, rule);
  return intent;
}

void expect(Intent& intent, const Context& context, const Grammar& grammar) {
  if (intent.name == "multi") return;
  const auto rule = std::find_if(grammar.rules().begin(), grammar.rules().end(), [&](const Rule& each) { return each.name == intent.name; });
  const auto least = rule != grammar.rules().end() ? rule->role : Role::member;
  auto& args = intent.args;
  if (intent.name == "stats" && context.role < Role::chair) {
    const auto metric = args.value("metric", "");
    args["expect"] = metric == "feedback" || metric == "reads" ? "deny" : "deny_or_public_only";
  } else if (intent.name == "broadcast" && context.role == Role::chair) {
    if (args.contains("targets") && beyond_own_unit(args["targets"])) args["expect"] = "deny";
  } else if (context.role < least) {
    args["expect"] = "deny";
  } else if (intent.name == "member_view" || (context.group && private_in_group(intent.name))) {
    args["expect"] = "private_reply_only";
  }
}

}  // namespace language
