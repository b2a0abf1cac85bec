#include "adapters/sandbox/faults.hpp"

#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace adapters::sandbox {
namespace {

double share(const nlohmann::json& json, const char* key) {
  const auto value = json.find(key);
  if (value == json.end()) return 0;
  if (!value->is_number() || *value < 0.0 || *value > 1.0)
    throw std::invalid_argument(std::string(key) + " must be between 0 and 1");
  return *value;
}

std::int64_t milliseconds(const nlohmann::json& json, const char* key, std::int64_t otherwise) {
  const auto value = json.find(key);
  if (value == json.end()) return otherwise;
  if (!value->is_number_unsigned()) throw std::invalid_argument(std::string(key) + " must be milliseconds");
  return *value;
}

}  // namespace

std::optional<Fault> fault(std::string_view name) {
  static const std::map<std::string_view, Fault> names{{"429", Fault::rate_limit},
                                                       {"500", Fault::server_error},
                                                       {"html", Fault::html},
                                                       {"token", Fault::expired_token},
                                                       {"reset_before", Fault::reset_before},
                                                       {"reset_after", Fault::reset_after},
                                                       {"slow", Fault::slow}};
  const auto found = names.find(name);
  return found == names.end() ? std::nullopt : std::optional(found->second);
}

FaultPlan fault_plan(const nlohmann::json& json) {
  if (!json.is_object()) throw std::invalid_argument("a fault plan is a JSON object");
  FaultPlan plan;
  plan.rate = share(json, "rate");
  plan.token_rate = share(json, "token_rate");
  plan.duplicates = share(json, "duplicates");
  plan.late = share(json, "late");
  plan.slow_ms = milliseconds(json, "slow_ms", plan.slow_ms);
  plan.late_ms = milliseconds(json, "late_ms", plan.late_ms);
  plan.seed = static_cast<std::uint64_t>(milliseconds(json, "seed", 1));
  for (const nlohmann::json& kind : json.value("kinds", nlohmann::json::array())) {
    const auto known = kind.is_string() ? fault(kind.get<std::string>()) : std::nullopt;
    if (!known) throw std::invalid_argument("unknown kind of fault: " + kind.dump());
    plan.kinds.push_back(*known);
  }
  if (plan.kinds.empty() && (plan.rate > 0 || plan.token_rate > 0))
    throw std::invalid_argument("kinds must name at least one fault");
  return plan;
}

void Faults::set(FaultPlan plan) {
  plan_ = std::move(plan);
  random_.seed(plan_.seed);
}

bool Faults::hit(double rate) { return rate > 0 && std::uniform_real_distribution<double>(0, 1)(random_) < rate; }

std::optional<Fault> Faults::draw(double rate) {
  if (!hit(rate)) return std::nullopt;
  return plan_.kinds[std::uniform_int_distribution<std::size_t>(0, plan_.kinds.size() - 1)(random_)];
}

}  // namespace adapters::sandbox
