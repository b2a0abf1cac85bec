// Faults on demand: what goes wrong with which call or webhook. Each is drawn from the seed, the recipient and how many calls to
// that recipient there were before, so that a run repeated with the same seed meets the same faults, also when calls to
// different recipients come in another order.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "adapters/sandbox/chats.hpp"

namespace adapters::sandbox {

enum class Fault {
  rate_limit,      // "429": the platform's own answer for too many calls
  retry_after,     // "429_retry_after": HTTP 429 with Retry-After
  server_error,    // "500": with the platform's JSON
  error_200,       // "error_200": HTTP 200 with a passing error inside
  html,            // "html": 502 with a proxy's page
  html_200,        // "html_200": 200 with a page instead of JSON
  empty,           // "empty": 200 without a body
  expired_token,   // "token": the platform says the access token is no longer good
  reset_before,    // "reset_before": connection cut without a byte; like all above, nothing was carried out
  reset_after,     // "reset_after": carried out, then cut without a byte
  cut_answer,      // "cut_answer": carried out, cut in the middle of the answer
  slow,            // "slow": carried out, answered after slow_ms
  lost             // "lost": carried out, never answered; cut after lost_ms
};
std::optional<Fault> fault(std::string_view name);
bool carried_out(Fault fault);

// Of the calls of one platform (or all) below one path (or all sends).
struct FaultRule {
  std::optional<Platform> on;
  std::string path;                         // what the path begins with; "": only calls that send
  double rate = 0;
  std::vector<Fault> kinds;                 // drawn evenly
};

struct FaultPlan {
  double rate = 0;                          // of the sends no rule speaks of
  std::vector<Fault> kinds;
  double token_rate = 0;                    // of the token refreshes, same kinds
  std::vector<FaultRule> rules;             // the first that fits
  double duplicates = 0, late = 0, reordered = 0;   // of the webhooks
  std::int64_t slow_ms = 20'000, late_ms = 5'000, lost_ms = 60'000, retry_after_s = 2;
  std::uint64_t seed = 1;
};
// From {"seed":7,"rate":0.2,"kinds":["429"],"rules":[{"platform":"zalo","path":"/v2.0/oa/upload","rate":1,"kinds":["html"]}],…};
// throws std::invalid_argument naming what is wrong.
FaultPlan fault_plan(const nlohmann::json& json);

// A call as the plan sees it.
struct Call {
  Platform on = Platform::zalo;
  std::string_view path, recipient;         // recipient: any text that is the same for calls to the same one
  bool sends = false, refreshes = false;
};

class Faults {
 public:
  void set(FaultPlan plan);
  const FaultPlan& plan() const { return plan_; }
  bool idle() const { return idle_; }       // no call is disturbed: nothing has to be drawn
  std::optional<Fault> of_call(const Call& call);
  bool duplicate(std::string_view conversation) { return hit(plan_.duplicates, "duplicate", conversation); }
  bool late(std::string_view conversation) { return hit(plan_.late, "late", conversation); }
  bool reordered(std::string_view conversation) { return hit(plan_.reordered, "reordered", conversation); }

 private:
  std::uint64_t next(std::string_view what, std::string_view about);
  bool hit(double rate, std::string_view what, std::string_view about);
  std::optional<Fault> draw(double rate, const std::vector<Fault>& kinds, const Call& call);

  FaultPlan plan_;
  bool idle_ = true;
  std::unordered_map<std::uint64_t, std::uint64_t> drawn_;   // how often, by what and about whom
};

}  // namespace adapters::sandbox
