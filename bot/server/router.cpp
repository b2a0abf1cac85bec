#include "bot/server/router.hpp"

#include <optional>

namespace server {
namespace {

// What stands in the pattern's "{…}", if the path fits the pattern.
std::optional<std::string_view> fit(std::string_view pattern, std::string_view path) {
  const auto open = pattern.find('{');
  if (open == std::string_view::npos) return pattern == path ? std::optional(std::string_view{}) : std::nullopt;
  const std::string_view before = pattern.substr(0, open), after = pattern.substr(pattern.find('}') + 1);
  if (path.size() <= before.size() + after.size() || !path.starts_with(before) || !path.ends_with(after))
    return std::nullopt;
  const auto parameter = path.substr(before.size(), path.size() - before.size() - after.size());
  return parameter.find('/') == std::string_view::npos ? std::optional(parameter) : std::nullopt;
}

}  // namespace

Match Router::find(std::string_view method, std::string_view path) const {
  std::string allow;
  for (const auto& route : routes_) {
    const auto parameter = fit(route.pattern, path);
    if (!parameter) continue;
    if (route.method == method) return Found{&route, std::string(*parameter)};
    allow += (allow.empty() ? "" : ", ") + route.method;
  }
  if (allow.empty()) return NotFound{};
  return WrongMethod{allow};
}

}  // namespace server
