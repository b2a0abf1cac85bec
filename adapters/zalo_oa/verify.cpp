// X-ZEvent-Signature: plain SHA-256 (no HMAC) over app id, raw body, the body's timestamp and the OA secret key, as hex with or
// without "mac=" before it.
#include <tuple>

#include "adapters/signature.hpp"
#include "adapters/zalo_oa/parts.hpp"

namespace adapters::zalo_oa {
namespace {

// Without spaces and in lower case: "Mac = AB12" → "mac=ab12".
std::string plain(std::string_view header) {
  std::string text;
  for (const char c : header) {
    if (c == ' ' || c == '\t') continue;
    text += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return text;
}

}  // namespace

bool verify(const ZaloOaSettings& settings, const http::Request& request) {
  constexpr std::string_view prefix = "mac=";
  auto given = plain(http::find_header(request.headers, "X-ZEvent-Signature"));
  if (given.empty()) return false;
  if (!given.starts_with(prefix)) given.insert(0, prefix);

  std::string app_id, timestamp;                             // no structured binding: clang 14 cannot capture one
  std::tie(app_id, timestamp) = top_level_texts(request.body, "app_id", "timestamp");
  if (!settings.app_id.empty()) {
    if (!app_id.empty() && app_id != settings.app_id) return false;
    app_id = settings.app_id;
  }
  if (timestamp.empty()) timestamp = http::find_header(request.headers, "X-ZEvent-Timestamp");
  return matches_any(given, settings.oa_secrets, [&](const std::string& secret) {
    return sign_zalo(request.body, app_id, timestamp, secret);
  });
}

}  // namespace adapters::zalo_oa
