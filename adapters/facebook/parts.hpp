// The parts of the Facebook platform, one file each; facebook.cpp puts them together.
#pragma once

#include "adapters/facebook/facebook.hpp"
#include "adapters/json.hpp"

namespace adapters::facebook {

// The GET handshake: the challenge as it came, or 403. Nothing for other methods.
std::optional<http::Response> handshake(const FacebookSettings& settings, const http::Request& request);
bool verify(const FacebookSettings& settings, const http::Request& request);
std::vector<Event> parse(const FacebookSettings& settings, std::string_view body);
Capabilities capabilities(ConversationKind kind);
http::ClientRequest compose(const FacebookSettings& settings, const Outgoing& outgoing, const Credentials& credentials);
Outcome classify(const http::ClientResult& result, std::int64_t now);

// Where an item stood in a body.
struct Place {
  const FacebookSettings& settings;
  std::string page;                                          // entry.id
  std::optional<std::int64_t> time;                          // entry.time in ms
};
// One item of entry.messaging[] or entry.standby[].
Event messaging_event(const Place& place, const Json& item, bool standby);
// One item of entry.changes[].
Event change_event(const Place& place, const Json& change);
bool is_group_field(std::string_view field);
// A comment, below a post of the Page (feed) or of the Page in a group (group_feed).
Event comment_event(const Place& place, const Json& value);

// An event that is not for us; its conversation and sender stay.
void ignore(Event& event, std::string_view reason);
// Applies "test" and "other_account", which come before every other reason, and gives the event its key if it has no id.
void finish(Event& event, const Place& place, const Json& item);

struct Contents { std::vector<Attachment> attachments; bool like = false; };
// message.attachments[]; one sticker is one attachment, whatever shape it comes in.
Contents contents(const Json& message);

}  // namespace adapters::facebook
