// What was said in a conversation, latest first: GET /v3.0/oa/group/conversation?group_id=… and /v2.0/oa/conversation?data={…}.
//   [{"src":0,"time":1790000000000,"type":"text","message":"…","message_id":"…","from_id":"607…"}]      src 0: the OA, 1: a person
#include <algorithm>

#include "adapters/answers.hpp"
#include "adapters/zalo_oa/parts.hpp"

namespace adapters::zalo_oa {
namespace {

constexpr std::int64_t latest = 10;                          // the platform gives no more at once

const Json& list_of(const Json& body) {
  const Json& data = at(body, "data");
  if (data.is_array()) return data;
  const Json& wrapped = at(data, "messages");
  return wrapped.is_array() ? wrapped : body;
}

Said said(const Json& item) {
  return {id_of(item, "message_id"), nfc_of(item, "message").value_or(""), {}, time_of(item, "time").value_or(0)};
}

}  // namespace

std::optional<http::ClientRequest> said_request(const ZaloOaSettings& settings, const ConversationId& conversation, const Credentials& credentials) {
  if (conversation.kind == ConversationKind::comments) return std::nullopt;
  if (conversation.kind == ConversationKind::group)
    return get(settings, "/v3.0/oa/group/conversation", "?group_id=" + percent_encoded(conversation.id) + "&offset=0&count=" + std::to_string(latest), credentials);
  const Json data = {{"user_id", conversation.id}, {"offset", 0}, {"count", latest}};
  return get(settings, "/v2.0/oa/conversation", "?data=" + percent_encoded(data.dump(-1, ' ', false, Json::error_handler_t::replace)), credentials);
}

std::optional<std::vector<Said>> read_said(const http::ClientResult& result) {
  if (!std::holds_alternative<Sent>(classify(result, 0))) return std::nullopt;
  const Json body = parse_or_null(std::get<http::ClientResponse>(result).body);
  const Json& list = list_of(body);
  if (!list.is_array()) return std::nullopt;
  std::vector<Said> ours;
  for (const auto& item : list)
    if (integer_of(item, "src") == 0) ours.push_back(said(item));
  std::stable_sort(ours.begin(), ours.end(), [](const Said& a, const Said& b) { return a.at > b.at; });
  return ours;
}

// A message without text (a picture, a form) cannot be told from another one.
bool is_said(const ZaloOaSettings& settings, const Outgoing& outgoing, const Said& said) {
  if (outgoing.act != Act::message || said.text.empty()) return false;
  const Json message = message_of(settings, outgoing);
  return said.text == text_of(message, "text") || said.text == without_mentions(outgoing.message.text);
}

}  // namespace adapters::zalo_oa
