// The doctor's lines about channels and accounts.
#include <iostream>
#include <nlohmann/json.hpp>

#include "bot/commands/doctor.hpp"

namespace app {

namespace {

constexpr std::int64_t minute = 60'000, hour = 60 * minute, day = 24 * hour;
constexpr std::int64_t old_token = 75 * day;             // a refresh token of Zalo's ends after three months without use

std::string of(const nlohmann::json& row) {
  const auto account = row.value("account", std::string());
  return row.value("channel", std::string()) + (account.empty() ? "" : " " + account);
}

void check_account(Report& report, const nlohmann::json& row) {
  const auto what = "account " + of(row), token = row.value("token", std::string()), stopped = row.value("stopped", std::string());
  const auto age = row.value("age", std::int64_t{0});
  const auto old = age > 0 ? ", " + lasting(age) + " old" : std::string();
  if (!stopped.empty())
    return report.line(false, what, "sends nothing: " + stopped + " (when that is put right: nhipcau resume --channel " + row.value("channel", std::string()) +
                                        " --account " + row.value("account", std::string()) + ")");
  if (token == "none") return report.line(false, what, "has no token yet (nhipcau connect)");
  if (row.value("renews", false) && age > old_token) return report.line(false, what, "the token was not renewed for " + lasting(age) + ": consent again soon (nhipcau connect)");
  report.line(token == "good", what, "token " + token + old);
}

}  // namespace

void Report::line(bool good, const std::string& what, const std::string& detail) {
  std::cout << (good ? "ok    " : "FAIL  ") << what << ": " << detail << "\n";
  bad_ = bad_ || !good;
}

std::string lasting(std::int64_t milliseconds) {
  if (milliseconds >= 2 * day) return std::to_string(milliseconds / day) + " days";
  if (milliseconds >= 2 * hour) return std::to_string(milliseconds / hour) + " hours";
  return std::to_string(milliseconds / minute) + " minutes";
}

void check_accounts(Report& report, const nlohmann::json& state) {
  for (const auto& row : state.value("accounts", nlohmann::json::array())) check_account(report, row);
}

void check_alarms(Report& report, const nlohmann::json& state) {
  const auto now = state.value("now", std::int64_t{0});
  for (const auto& row : state.value("alarms", nlohmann::json::array())) {
    const auto detail = row.value("detail", std::string());
    report.line(false, "alarm " + of(row), row.value("kind", std::string()) + " for " + lasting(now - row.value("since", now)) +
                                               (detail.empty() ? "" : ", " + detail) + ": " + row.value("advice", std::string()));
  }
}

void check_channels(Report& report, const nlohmann::json& state) {
  for (const auto& row : state.value("heard", nlohmann::json::array()))
    report.line(true, "channel " + of(row), row.contains("ago") ? "last event " + lasting(row["ago"].get<std::int64_t>()) + " ago" : "nothing came in yet");
}

void check_probes(Report& report, const nlohmann::json& probed) {
  for (const auto& row : probed) {
    const auto state = row.value("state", std::string()), reason = row.value("reason", std::string());
    report.line(state == "fine", "platform " + of(row) + " " + row.value("probe", std::string()), state == "fine" ? "well" : reason.empty() ? "no usable answer" : reason);
  }
}

}  // namespace app
