// X-Bot-Api-Secret-Token: the secret we gave with setWebhook, as it is. Nothing signs the body.
#include "adapters/signature.hpp"
#include "adapters/zalo_bot/parts.hpp"

namespace adapters::zalo_bot {

bool verify(const ZaloBotSettings& settings, const http::Request& request) {
  const auto given = http::find_header(request.headers, "X-Bot-Api-Secret-Token");
  return matches_any(given, settings.secret_tokens, [](const std::string& secret) -> const std::string& { return secret; });
}

}  // namespace adapters::zalo_bot
