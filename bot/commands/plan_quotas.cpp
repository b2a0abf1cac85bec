#include "bot/commands/plan.hpp"

#include "bot/commands/control.hpp"
#include "bot/config_reader.hpp"

namespace app {

namespace {

constexpr std::int64_t most = 1'000'000;

nlohmann::json read_package(ConfigTable& table) {
  std::int64_t size = 0, count = 0, monthly = 0;
  table.need("size");
  table.need("count");
  table.whole("size", size, 2, most);
  table.whole("count", count, 0, most);
  table.whole("monthly", monthly, 0, 1'000'000'000);
  table.finish();
  return {{"size", size}, {"count", count}, {"monthly", monthly}};
}

nlohmann::json read_account(ConfigTable& table) {
  std::string channel, id;
  std::int64_t groups = 0, invitations = 0;
  for (const auto key : {"channel", "id", "package"}) table.need(key);
  table.text("channel", channel);
  table.text("id", id);
  table.whole("groups_a_day", groups, 0, most);
  table.whole("invitations_a_day", invitations, 0, most);
  auto packages = nlohmann::json::array();
  for (auto& package : table.tables("package")) packages.push_back(read_package(package));
  table.finish();
  return {{"channel", channel}, {"id", id}, {"groups_a_day", groups}, {"invitations_a_day", invitations}, {"packages", packages}};
}

std::string listed(const Reading& reading, const std::string& file) {
  std::string text;
  for (const auto& [line, sentence] : reading.problems) text += (text.empty() ? "" : "\n") + file + ":" + std::to_string(line) + ": " + sentence;
  return text;
}

}  // namespace

nlohmann::json read_quotas(const std::string& file) {
  const auto parsed = [&] {
    try {
      return toml::parse_file(file);
    } catch (const toml::parse_error& error) {
      throw Refused(file + ":" + std::to_string(error.source().begin.line) + ": " + std::string(error.description()));
    }
  }();
  Reading reading;
  ConfigTable top(reading, parsed, "");
  auto accounts = nlohmann::json::array();
  top.need("account");
  for (auto& account : top.tables("account")) accounts.push_back(read_account(account));
  top.finish();
  if (!reading.problems.empty()) throw Refused(listed(reading, file));
  return accounts;
}

}  // namespace app
