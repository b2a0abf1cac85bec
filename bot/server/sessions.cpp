#include "bot/server/sessions.hpp"

#include <algorithm>

#include "storage/vault.hpp"

namespace server {
namespace {

constexpr std::string_view cookie_name = "nhipcau_session";
constexpr int cookie_bits = 256;

}  // namespace

std::string_view cookie_value(const adapters::http::Request& request, std::string_view name) {
  auto rest = adapters::http::find_header(request.headers, "Cookie");
  while (!rest.empty()) {
    const auto end = std::min(rest.find(';'), rest.size());
    auto pair = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    while (pair.starts_with(' ')) pair.remove_prefix(1);
    if (pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=')
      return pair.substr(name.size() + 1);
  }
  return {};
}

std::string Sessions::cookie(std::string_view value, std::int64_t seconds) const {
  std::string header(cookie_name);
  header.append("=")
      .append(value)
      .append("; Path=/; HttpOnly; SameSite=Strict; Max-Age=")
      .append(std::to_string(seconds));
  if (secure_) header.append("; Secure");
  return header;
}

std::string Sessions::open(std::string token_hash, std::int64_t now) {
  make_room(now);
  const auto value = storage::random_token(cookie_bits);
  sessions_[storage::sha256_hex(value)] = {std::move(token_hash), now + lifetime};
  return cookie(value, lifetime / 1'000);
}

std::string Sessions::close(const adapters::http::Request& request) {
  sessions_.erase(storage::sha256_hex(cookie_value(request, cookie_name)));
  return cookie("", 0);
}

std::optional<std::string> Sessions::token_hash(const adapters::http::Request& request, std::int64_t now) const {
  const auto value = cookie_value(request, cookie_name);
  if (value.empty()) return std::nullopt;
  const auto found = sessions_.find(storage::sha256_hex(value));
  if (found == sessions_.end() || found->second.ends_at <= now) return std::nullopt;
  return found->second.token_hash;
}

void Sessions::make_room(std::int64_t now) {
  std::erase_if(sessions_, [now](const auto& entry) { return entry.second.ends_at <= now; });
  if (sessions_.size() < most) return;
  sessions_.erase(std::min_element(sessions_.begin(), sessions_.end(),
                                   [](const auto& a, const auto& b) { return a.second.ends_at < b.second.ends_at; }));
}

}  // namespace server
