// POST /{page}/messages (one person, or the writer of a comment), /{post or comment}/comments (publicly below it), /{page}/feed
// and /{page}/photos (our own posts).
#include "adapters/facebook/parts.hpp"
#include "adapters/lines.hpp"

namespace adapters::facebook {
namespace {

constexpr std::size_t choice_limit = 13;
constexpr std::size_t title_limit = 20;
constexpr std::int64_t window_ms = std::int64_t{24} * 3'600'000;

Json recipient(const Outgoing& outgoing) {
  if (outgoing.act == Act::private_reply) return {{"comment_id", outgoing.target}};
  return {{"id", outgoing.to.id}};
}

std::string_view messaging_type(const FacebookSettings& settings, const Outgoing& outgoing) {
  if (settings.utility_templates && outgoing.message.utility && !outgoing.message.plain) return "UTILITY";
  return outgoing.reply || outgoing.act == Act::private_reply ? "RESPONSE" : "UPDATE";
}

Json send(const FacebookSettings& settings, const Outgoing& outgoing) {
  Json body = {{"recipient", recipient(outgoing)},
               {"messaging_type", messaging_type(settings, outgoing)},
               {"message", message_of(settings, outgoing)}};
  const bool quotes = !outgoing.message.quote.empty() && !outgoing.message.plain && outgoing.act == Act::message;
  if (quotes) body["reply_to"] = {{"mid", outgoing.message.quote}};
  return body;
}

Json action(const Outgoing& outgoing) {
  Json body = {{"recipient", recipient(outgoing)}};
  if (outgoing.act == Act::typing) {
    body["sender_action"] = "typing_on";
    return body;
  }
  body["sender_action"] = outgoing.sign.empty() ? "unreact" : "react";
  body["payload"] = {{"message_id", outgoing.target}};
  if (!outgoing.sign.empty()) body["payload"]["reaction"] = outgoing.sign;
  return body;
}

std::string text_of(const Message& message) { return with_lines(message.text, message.items, text_limit); }

http::ClientRequest publish(const FacebookSettings& settings, const Outgoing& outgoing, const Credentials& credentials) {
  const auto& media = outgoing.message.media;
  const auto text = text_of(outgoing.message);
  if (media && media->kind == MediaKind::image && !media->url.empty())
    return post(settings, edge_of(outgoing.account, "photos"), {{"url", media->url}, {"caption", text}}, credentials);
  return post(settings, edge_of(outgoing.account, "feed"), {{"message", text}}, credentials);
}

http::ClientRequest comment(const FacebookSettings& settings, const Outgoing& outgoing, const Credentials& credentials) {
  if (outgoing.act != Act::message) throw std::invalid_argument("no " + std::string(name(outgoing.act)) + " below a Facebook post");
  const auto& below = outgoing.message.quote.empty() ? outgoing.to.id : outgoing.message.quote;
  return post(settings, edge_of(below, "comments"), {{"message", text_of(outgoing.message)}}, credentials);
}

}  // namespace

Capabilities capabilities(ConversationKind kind) {
  Capabilities able;
  able.text_limit = text_limit;
  able.quotes = kind != ConversationKind::group;
  if (kind != ConversationKind::direct) return able;
  able.max_choices = choice_limit;
  able.choice_title_limit = title_limit;
  able.window_ms = window_ms;
  able.images = able.files = able.media_by_url = true;
  able.list = able.typing = able.reactions = true;
  return able;
}

http::ClientRequest compose(const FacebookSettings& settings, const Outgoing& outgoing, const Credentials& credentials) {
  if (outgoing.act == Act::post) return publish(settings, outgoing, credentials);
  const bool privately = outgoing.act == Act::private_reply;
  if (outgoing.to.kind == ConversationKind::group) throw std::invalid_argument("Messenger has no groups");
  if (outgoing.to.kind == ConversationKind::comments && !privately) return comment(settings, outgoing, credentials);
  const bool acts = outgoing.act == Act::typing || outgoing.act == Act::react;
  return post(settings, edge_of(outgoing.account, "messages"), acts ? action(outgoing) : send(settings, outgoing), credentials);
}

}  // namespace adapters::facebook
