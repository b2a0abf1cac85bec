// The parts of the Facebook platform, one file each; facebook.cpp puts them together.
#pragma once

#include "adapters/facebook/facebook.hpp"
#include "adapters/json.hpp"

namespace adapters::facebook {

constexpr std::size_t text_limit = 1999;                     // code points: "fewer than 2000"

// The GET handshake: the challenge as it came, or 403. Nothing for other methods.
std::optional<http::Response> handshake(const FacebookSettings& settings, const http::Request& request);
bool verify(const FacebookSettings& settings, const http::Request& request);
std::vector<Event> parse(const FacebookSettings& settings, std::string_view body);

Capabilities capabilities(ConversationKind kind);
http::ClientRequest compose(const FacebookSettings& settings, const Outgoing& outgoing, const Credentials& credentials);
// `message` of the Send API: text with quick replies, a template, or a picture or file.
Json message_of(const FacebookSettings& settings, const Outgoing& outgoing);
// Does compose write more than text of it, so that a plainer form is left to try?
bool is_fancy(const FacebookSettings& settings, const Outgoing& outgoing);

Outcome classify(const FacebookSettings& settings, const Outgoing& outgoing, const http::ClientResult& result, std::int64_t now);
std::optional<double> usage(const http::Headers& headers);

std::string refuses(const File& file);
std::optional<http::ClientRequest> upload_request(const FacebookSettings& settings, const std::string& page, const File& file, const Credentials& credentials);
std::variant<Uploaded, Outcome> read_upload(const http::ClientResult& result, std::int64_t now);

std::optional<http::ClientRequest> said_request(const FacebookSettings& settings, const std::string& page, const ConversationId& conversation, const Credentials& credentials);
std::optional<std::vector<Said>> read_said(const FacebookSettings& settings, const http::ClientResult& result);

std::vector<Probe> probes();
http::ClientRequest probe_request(const FacebookSettings& settings, const Probe& probe, const std::string& page, const Credentials& credentials);
Finding read_probe(const FacebookSettings& settings, const Probe& probe, const http::ClientResult& result);
http::ClientRequest subscribe(const FacebookSettings& settings, const std::string& page, const Credentials& credentials);

std::vector<http::ClientRequest> set_up(const FacebookSettings& settings, const std::string& page, const ProfileTexts& texts, const Credentials& credentials);
Finding read_set_up(const http::ClientResult& result);

// ---- Calls of the Graph API: the token goes in a header, so that no log of addresses holds it ----
// edge: "100/messages"; query: "fields=id" or "".
http::ClientRequest post(const FacebookSettings& settings, std::string_view edge, const Json& body, const Credentials& credentials);
http::ClientRequest get(const FacebookSettings& settings, std::string_view edge, std::string_view query, const Credentials& credentials);
std::string url_of(const FacebookSettings& settings, std::string_view edge, std::string_view query, const Credentials& credentials);
std::string edge_of(std::string_view node, std::string_view edge);   // "<node, percent-encoded>/<edge>"

// ---- Errors of the Graph API ----
// What an error means for us. retry: a few times; media: once more, with a new upload; limit: wait; person, thread: until the person
// writes; busy: the platform's own answers have the chat for the moment; gone, wrong: never; token, page: nothing of this account goes
// out; unknown: it may all have been sent.
enum class Class { retry, media, limit, limit_person, token, page, window, person, thread, busy, gone, wrong, unknown };
struct Refusal { Class what = Class::wrong; std::string reason; bool bare = false; std::int64_t code = 0; };   // reason: "facebook 190/463: token expired"; bare: only "bad parameter"
// Nothing if there is no `error` in the body, or one without a number we know.
std::optional<Refusal> refusal_of(const Json& body);

// ---- Reading webhooks ----
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
