// What the doctor's parts share.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>

namespace app {

// One line a finding, printed as it is found.
class Report {
 public:
  void line(bool good, const std::string& what, const std::string& detail);
  int status() const { return bad_ ? 1 : 0; }

 private:
  bool bad_ = false;
};

std::string lasting(std::int64_t milliseconds);          // "3 days", "5 hours", "12 minutes"

// doctor_platforms.cpp: of the answer to {"command":"state",…}: accounts with their tokens, what the watch found, what came in last.
void check_accounts(Report& report, const nlohmann::json& state);
void check_alarms(Report& report, const nlohmann::json& state);
void check_channels(Report& report, const nlohmann::json& state);
// Of the answer to {"command":"probe"}: what the platforms themselves say.
void check_probes(Report& report, const nlohmann::json& probed);

}  // namespace app
