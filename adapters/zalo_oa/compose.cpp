// POST /v3.0/oa/message/cs (one person), /v3.0/oa/group/message (a GMF group), /v2.0/oa/message (a reaction).
#include <algorithm>
#include <array>

#include "adapters/zalo_oa/parts.hpp"

namespace adapters::zalo_oa {
namespace {

constexpr std::size_t button_limit = 5;
constexpr std::size_t title_limit = 100;
constexpr std::int64_t window_ms = std::int64_t{7} * 24 * 3'600'000;

struct Icon { std::string_view sign, icon; };
constexpr auto icons = std::to_array<Icon>({
    {"", "/-remove"},
    {"👍", "/-strong"},
    {"❤", "/-heart"},
    {"❤️", "/-heart"},
    {"😄", ":>"},
    {"😆", ":>"},
    {"😮", ":o"},
    {"😢", "--b"},
    {"😭", ":-(("},
    {"😡", ":-h"},
});

std::string icon_of(const std::string& sign) {
  for (const auto& [known, icon] : icons)
    if (sign == known || sign == icon) return std::string(icon);
  throw std::invalid_argument("Zalo has no such reaction");
}

Json recipient(const ConversationId& to) {
  if (to.kind == ConversationKind::comments) throw std::invalid_argument("Zalo has no comments");
  return {{to.kind == ConversationKind::group ? "group_id" : "user_id", to.id}};
}

Json reaction_body(const Outgoing& outgoing) {
  if (outgoing.to.kind != ConversationKind::direct) throw std::invalid_argument("Zalo reacts in direct chats only");
  return {{"recipient", recipient(outgoing.to)},
          {"sender_action", {{"react_icon", icon_of(outgoing.sign)}, {"react_message_id", outgoing.target}}}};
}

}  // namespace

Capabilities capabilities(const ZaloOaSettings& settings, ConversationKind kind) {
  Capabilities able;
  able.text_limit = text_limit;
  if (kind == ConversationKind::comments) return able;
  able.images = able.files = able.media_by_url = able.text_with_image = true;
  if (kind == ConversationKind::group) {
    able.mentions = true;
    able.quotes = settings.group_quotes;
    return able;
  }
  able.max_choices = settings.buttons ? button_limit : 0;
  able.choice_title_limit = settings.buttons ? title_limit : 0;
  able.window_ms = window_ms;
  able.quotes = able.asks_contact = able.reactions = true;
  able.list = settings.lists;
  return able;
}

http::ClientRequest compose(const ZaloOaSettings& settings, const Outgoing& outgoing, const Credentials& credentials) {
  if (outgoing.act == Act::react) return post(settings, "/v2.0/oa/message", reaction_body(outgoing), credentials);
  if (outgoing.act != Act::message) throw std::invalid_argument("Zalo cannot " + std::string(name(outgoing.act)));
  const Json body = {{"recipient", recipient(outgoing.to)}, {"message", message_of(settings, outgoing)}};
  const bool to_group = outgoing.to.kind == ConversationKind::group;
  return post(settings, to_group ? "/v3.0/oa/group/message" : "/v3.0/oa/message/cs", body, credentials);
}

}  // namespace adapters::zalo_oa
