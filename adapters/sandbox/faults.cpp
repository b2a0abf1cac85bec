#include "adapters/sandbox/faults.hpp"

#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace adapters::sandbox {
namespace {

using nlohmann::json;

double share(const json& given, const char* key) {
  const auto value = given.find(key);
  if (value == given.end()) return 0;
  if (!value->is_number() || *value < 0.0 || *value > 1.0)
    throw std::invalid_argument(std::string(key) + " must be between 0 and 1");
  return *value;
}

std::int64_t whole(const json& given, const char* key, std::int64_t otherwise) {
  const auto value = given.find(key);
  if (value == given.end()) return otherwise;
  if (!value->is_number_unsigned()) throw std::invalid_argument(std::string(key) + " must be a whole number");
  return *value;
}

std::vector<Fault> kinds_of(const json& given) {
  std::vector<Fault> kinds;
  for (const auto& kind : given.value("kinds", json::array())) {
    const auto known = kind.is_string() ? fault(kind.get<std::string>()) : std::nullopt;
    if (!known) throw std::invalid_argument("unknown kind of fault: " + kind.dump());
    kinds.push_back(*known);
  }
  return kinds;
}

void need_kinds(bool rate, const std::vector<Fault>& kinds) {
  if (kinds.empty() && rate) throw std::invalid_argument("kinds must name at least one fault");
}

FaultRule rule_of(const json& given) {
  if (!given.is_object()) throw std::invalid_argument("a rule is a JSON object");
  FaultRule rule{std::nullopt, given.value("path", ""), share(given, "rate"), kinds_of(given)};
  if (given.contains("platform")) {
    rule.on = platform(given.value("platform", ""));
    if (!rule.on) throw std::invalid_argument("platform must be zalo, facebook or zalo_bot");
  }
  need_kinds(rule.rate > 0, rule.kinds);
  return rule;
}

// FNV-1a, and a finaliser that spreads it over all bits: the same on every machine.
std::uint64_t mix(std::uint64_t value) {
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9ULL;
  value = (value ^ (value >> 27)) * 0x94d049bb133111ebULL;
  return value ^ (value >> 31);
}
std::uint64_t hash(std::string_view text, std::uint64_t start) {
  for (const char c : text) start = (start ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  return start;
}
double unit(std::uint64_t value) { return static_cast<double>(value >> 11) / 9007199254740992.0; }   // 2^53

}  // namespace

std::optional<Fault> fault(std::string_view name) {
  static const std::map<std::string_view, Fault> names{
      {"429", Fault::rate_limit},     {"429_retry_after", Fault::retry_after}, {"500", Fault::server_error},
      {"error_200", Fault::error_200}, {"html", Fault::html},                  {"html_200", Fault::html_200},
      {"empty", Fault::empty},        {"token", Fault::expired_token},         {"reset_before", Fault::reset_before},
      {"reset_after", Fault::reset_after}, {"cut_answer", Fault::cut_answer},  {"slow", Fault::slow},
      {"lost", Fault::lost}};
  const auto found = names.find(name);
  return found == names.end() ? std::nullopt : std::optional(found->second);
}

bool carried_out(Fault fault) { return fault >= Fault::reset_after; }

FaultPlan fault_plan(const json& given) {
  if (!given.is_object()) throw std::invalid_argument("a fault plan is a JSON object");
  FaultPlan plan;
  plan.rate = share(given, "rate");
  plan.token_rate = share(given, "token_rate");
  plan.duplicates = share(given, "duplicates");
  plan.late = share(given, "late");
  plan.reordered = share(given, "reordered");
  plan.slow_ms = whole(given, "slow_ms", plan.slow_ms);
  plan.late_ms = whole(given, "late_ms", plan.late_ms);
  plan.lost_ms = whole(given, "lost_ms", plan.lost_ms);
  plan.retry_after_s = whole(given, "retry_after_s", plan.retry_after_s);
  plan.seed = static_cast<std::uint64_t>(whole(given, "seed", 1));
  plan.kinds = kinds_of(given);
  for (const auto& rule : given.value("rules", json::array())) plan.rules.push_back(rule_of(rule));
  need_kinds(plan.rate > 0 || plan.token_rate > 0, plan.kinds);
  return plan;
}

void Faults::set(FaultPlan plan) {
  plan_ = std::move(plan);
  idle_ = plan_.rate <= 0 && plan_.token_rate <= 0 && plan_.rules.empty();
  drawn_.clear();
}

std::uint64_t Faults::next(std::string_view what, std::string_view about) {
  const std::uint64_t key = hash(about, hash(what, 0xcbf29ce484222325ULL ^ mix(plan_.seed)));
  return mix(key + 0x9e3779b97f4a7c15ULL * ++drawn_[key]);
}

bool Faults::hit(double rate, std::string_view what, std::string_view about) {
  return rate > 0 && unit(next(what, about)) < rate;
}

std::optional<Fault> Faults::draw(double rate, const std::vector<Fault>& kinds, const Call& call) {
  if (!hit(rate, call.path, call.recipient)) return std::nullopt;
  return kinds[next("kind", call.recipient) % kinds.size()];
}

std::optional<Fault> Faults::of_call(const Call& call) {
  for (const FaultRule& rule : plan_.rules) {
    const bool on = !rule.on || *rule.on == call.on;
    const bool at = rule.path.empty() ? call.sends : call.path.substr(0, rule.path.size()) == rule.path;
    if (on && at) return draw(rule.rate, rule.kinds, call);
  }
  if (call.refreshes) return draw(plan_.token_rate, plan_.kinds, call);
  return call.sends ? draw(plan_.rate, plan_.kinds, call) : std::nullopt;
}

}  // namespace adapters::sandbox
