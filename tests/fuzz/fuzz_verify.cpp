// Signatures: the input's first line is the header, the rest the body. A header verifies when it is the signature of the body, and
// then for no other body; what is read before parsing agrees with the parser.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>

#include "adapters/facebook/facebook.hpp"
#include "adapters/json.hpp"
#include "adapters/signature.hpp"
#include "adapters/zalo_bot/zalo_bot.hpp"
#include "adapters/zalo_oa/zalo_oa.hpp"
#include "tests/fuzz/parser.hpp"

using namespace adapters;
using fuzz::require;

namespace {

const std::string old_secret = "old secret", new_secret = "new secret";

http::Request request_of(std::string_view name, std::string_view header, std::string_view body) {
  http::Request request;
  request.method = "POST";
  request.headers.emplace_back(name, header);
  request.body = body;
  return request;
}

bool verifies(const Channel& channel, std::string_view name, std::string_view header, std::string_view body) {
  return channel.verify(request_of(name, header, body));
}

void check_facebook(std::string_view header, std::string_view body) {
  FacebookSettings settings;
  settings.app_secrets = {old_secret, new_secret};
  static const auto channel = make_facebook(settings);
  constexpr std::string_view name = "X-Hub-Signature-256";
  const auto good = sign_facebook(body, new_secret);
  const bool is_signature = header == good || header == sign_facebook(body, old_secret);
  require(verifies(*channel, name, header, body) == is_signature, "a Facebook signature is not what was computed");
  require(verifies(*channel, name, good, body), "a good Facebook signature is refused");
  require(!verifies(*channel, name, good, std::string(body) + " "), "a changed Facebook body passes");
}

// The header without spaces and in lower case, as its reader may take it.
std::string plain(std::string_view header) {
  std::string text;
  for (const char c : header)
    if (c != ' ' && c != '\t') text += c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
  return text;
}

void check_zalo_oa(std::string_view header, std::string_view body) {
  ZaloOaSettings settings;
  settings.oa_secrets = {new_secret};
  static const auto channel = make_zalo_oa(settings);
  constexpr std::string_view name = "X-ZEvent-Signature";
  const auto [app_id, timestamp] = top_level_texts(body, "app_id", "timestamp");
  const auto good = sign_zalo(body, app_id, timestamp, new_secret);
  const auto given = plain(header);
  const bool is_signature = given == good || "mac=" + given == good;
  require(verifies(*channel, name, header, body) == is_signature, "a Zalo signature is not what was computed");
  require(verifies(*channel, name, good, body), "a good Zalo signature is refused");
  require(!verifies(*channel, name, good, std::string(body) + " "), "a changed Zalo body passes");
}

// The header is the secret itself, whatever the body.
void check_zalo_bot(std::string_view header, std::string_view body) {
  ZaloBotSettings settings;
  settings.secret_tokens = {new_secret, old_secret};
  static const auto channel = make_zalo_bot(settings);
  constexpr std::string_view name = "X-Bot-Api-Secret-Token";
  const bool is_secret = header == new_secret || header == old_secret;
  require(verifies(*channel, name, header, body) == is_secret, "a Zalo Bot secret is not what was agreed");
  require(verifies(*channel, name, new_secret, body), "a good Zalo Bot secret is refused");
}

void check_texts(std::string_view body) {
  const Json parsed = parse_or_null(body);
  const auto [app_id, timestamp] = top_level_texts(body, "app_id", "timestamp");
  for (const auto& [key, found] : {std::pair("app_id", app_id), std::pair("timestamp", timestamp)}) {
    const Json& member = at(parsed, key);
    if (member.is_string()) require(found == member.get<std::string>(), "a text read before parsing differs");
    else if (!member.is_number()) require(found.empty(), "a text is read that the body does not hold");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto input = fuzz::bytes(data, size);
  const auto line_end = std::min(input.find('\n'), input.size());
  const auto header = input.substr(0, line_end);
  const auto body = input.substr(std::min(line_end + 1, input.size()));
  check_facebook(header, body);
  check_zalo_oa(header, body);
  check_zalo_bot(header, body);
  check_texts(body);
  return 0;
}
