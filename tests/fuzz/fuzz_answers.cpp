// Answers of the platforms: the input's first line is the status, the second the value of every header we read, the rest the body.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <memory>
#include <vector>

#include "adapters/facebook/facebook.hpp"
#include "adapters/group_admin.hpp"
#include "adapters/zalo_bot/zalo_bot.hpp"
#include "adapters/zalo_oa/zalo_oa.hpp"
#include "tests/fuzz/parser.hpp"

using namespace adapters;
using fuzz::require;

namespace {

constexpr std::int64_t now = 1'790'000'012'345;

std::string_view take_line(std::string_view& input) {
  const auto end = std::min(input.find('\n'), input.size());
  const auto line = input.substr(0, end);
  input.remove_prefix(std::min(end + 1, input.size()));
  return line;
}

int status_of(std::string_view line) {
  int status = 0;
  std::from_chars(line.data(), line.data() + line.size(), status);
  return std::clamp(status, 100, 599);
}

http::ClientResponse response_of(std::string_view input) {
  http::ClientResponse response;
  response.status = status_of(take_line(input));
  const auto value = take_line(input);
  for (const auto* name : {"Retry-After", "X-App-Usage", "X-Business-Use-Case-Usage"}) response.headers.emplace_back(name, value);
  response.body = input;
  return response;
}

void check_outcome(const Outcome& outcome, const http::ClientResponse& response) {
  constexpr std::int64_t two_days = std::int64_t{48} * 3'600'000;
  if (const auto* retry = std::get_if<RetryAt>(&outcome))
    require(retry->at == 0 || (retry->at >= now && retry->at <= now + two_days), "a time to try again that nobody would wait for");
  if (std::holds_alternative<Sent>(outcome)) require(response.status / 100 == 2, "sent with a status that says no");
}

void read_groups(const GroupAdmin& admin, const http::ClientResponse& response) {
  admin.read_assets(response, now);
  admin.read_group(response, now);
  admin.read_groups(response, now);
  admin.read_members(response, now);
  check_outcome(admin.read_change(response, now), response);
}

void check(const Channel& channel, const http::ClientResponse& response) {
  for (const auto act : {Act::message, Act::typing, Act::react, Act::private_reply, Act::post}) {
    Outgoing outgoing;
    outgoing.act = act;
    check_outcome(channel.classify(outgoing, response, now), response);
  }
  const auto uploaded = channel.read_upload(response, now);
  if (const auto* outcome = std::get_if<Outcome>(&uploaded)) check_outcome(*outcome, response);
  const auto usage = channel.usage(response);
  require(!usage || (std::isfinite(*usage) && *usage >= 0), "a usage that is no share");
  for (const auto& probe : channel.probes()) channel.read_probe(probe, response);
  channel.read_said(response);
  channel.read_refresh(response, now);
  channel.refresh_miss(response);
  channel.read_set_up(response);
  if (const auto* admin = channel.group_admin()) read_groups(*admin, response);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  FacebookSettings page;
  page.accounts = {"100"};                                   // else nothing is read back
  static const std::vector<std::shared_ptr<Channel>> channels = {make_zalo_oa({}), make_zalo_bot({}), make_facebook(page)};
  const auto response = response_of(fuzz::bytes(data, size));
  for (const auto& channel : channels) check(*channel, response);
  return 0;
}
