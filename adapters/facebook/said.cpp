// GET /{page}/conversations: our latest messages to one person. Metadata is not told there: a message is known by its text, and
// what had none (templates, pictures) only by its echo.
//   {"data":[{"id":"t_1","messages":{"data":[{"id":"m_1","created_time":"2026-11-23T01:02:03+0000","from":{"id":"<page>"},"message":"…"}]}}]}
#include <algorithm>
#include <chrono>
#include <cstdio>

#include "adapters/answers.hpp"
#include "adapters/facebook/parts.hpp"

namespace adapters::facebook {
namespace {

// "2026-11-23T01:02:03+0000", always UTC, in ms; 0 if it is none.
std::int64_t moment(const std::string& written) {
  using namespace std::chrono;
  int y = 0, mo = 0, d = 0, h = 0, mi = 0, s = 0;
  if (std::sscanf(written.c_str(), "%4d-%2d-%2dT%2d:%2d:%2d", &y, &mo, &d, &h, &mi, &s) != 6) return 0;
  const year_month_day date{year{y}, month{static_cast<unsigned>(mo)}, std::chrono::day{static_cast<unsigned>(d)}};
  if (!date.ok()) return 0;
  return duration_cast<milliseconds>(sys_days{date}.time_since_epoch() + hours{h} + minutes{mi} + seconds{s}).count();
}

bool is_ours(const FacebookSettings& settings, const Json& row) {
  const auto& pages = settings.accounts;
  return std::find(pages.begin(), pages.end(), id_of(at(row, "from"), "id")) != pages.end();
}

void read_messages(std::vector<Said>& said, const FacebookSettings& settings, const Json& messages) {
  const Json& rows = at(messages, "data");
  if (!rows.is_array()) return;
  for (const auto& row : rows) {
    if (!is_ours(settings, row)) continue;
    Said one{id_of(row, "id"), nfc_of(row, "message").value_or(""), "", moment(text_of(row, "created_time"))};
    if (one.at == 0) one.at = time_of(row, "created_time").value_or(0);
    if (!one.message_id.empty()) said.push_back(std::move(one));
  }
}

}  // namespace

std::optional<http::ClientRequest> said_request(const FacebookSettings& settings, const std::string& page, const ConversationId& conversation, const Credentials& credentials) {
  const bool knows_us = !settings.accounts.empty();           // else nobody could tell which side wrote
  if (conversation.kind != ConversationKind::direct || !knows_us) return std::nullopt;
  const auto query = "platform=messenger&user_id=" + percent_encoded(conversation.id) + "&fields=" +
                     percent_encoded("messages.limit(25){id,created_time,from,message}");
  return get(settings, edge_of(page, "conversations"), query, credentials);
}

std::optional<std::vector<Said>> read_said(const FacebookSettings& settings, const http::ClientResult& result) {
  const auto* response = std::get_if<http::ClientResponse>(&result);
  if (response == nullptr || response->status / 100 != 2) return std::nullopt;
  const Json body = parse_or_null(response->body);
  const Json& conversations = at(body, "data");
  if (!conversations.is_array()) return std::nullopt;
  std::vector<Said> said;
  for (const auto& conversation : conversations) read_messages(said, settings, at(conversation, "messages"));
  return said;
}

}  // namespace adapters::facebook
