// Faults on demand: what goes wrong with which call or webhook, drawn from a seed so that a run can be repeated.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace adapters::sandbox {

enum class Fault {
  rate_limit,      // "429": the platform's own answer for too many calls; nothing was carried out
  server_error,    // "500": with the platform's JSON; nothing was carried out
  html,            // "html": 502 with a proxy's page; nothing was carried out
  expired_token,   // "token": the platform says the access token is no longer good
  reset_before,    // "reset_before": connection cut, nothing was carried out
  reset_after,     // "reset_after": carried out, then the connection is cut: the lost answer
  slow             // "slow": carried out, answered after slow_ms
};
std::optional<Fault> fault(std::string_view name);

struct FaultPlan {
  double rate = 0;                          // of the sends
  std::vector<Fault> kinds;                 // drawn evenly
  double token_rate = 0;                    // of the token refreshes, same kinds
  double duplicates = 0, late = 0;          // of the webhooks
  std::int64_t slow_ms = 20'000, late_ms = 5'000;
  std::uint64_t seed = 1;
};
// From {"rate":0.2,"kinds":["429"],…}; throws std::invalid_argument naming what is wrong.
FaultPlan fault_plan(const nlohmann::json& json);

class Faults {
 public:
  void set(FaultPlan plan);
  const FaultPlan& plan() const { return plan_; }
  std::optional<Fault> of_send() { return draw(plan_.rate); }
  std::optional<Fault> of_refresh() { return draw(plan_.token_rate); }
  bool duplicate() { return hit(plan_.duplicates); }
  bool late() { return hit(plan_.late); }

 private:
  bool hit(double rate);
  std::optional<Fault> draw(double rate);

  FaultPlan plan_;
  std::mt19937_64 random_{1};
};

}  // namespace adapters::sandbox
