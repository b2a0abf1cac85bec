// sendMessage, sendPhoto, sendSticker, sendChatAction. There are no buttons and no lists: choices stay away (the text stands alone),
// rows become numbered lines.
#include "adapters/answers.hpp"
#include "adapters/lines.hpp"
#include "adapters/split.hpp"
#include "adapters/zalo_bot/parts.hpp"

namespace adapters::zalo_bot {
namespace {

struct Call { std::string_view method; Json parameters; };

// What cannot be shown in the chat is at least named.
std::string text_of_message(const Message& message) {
  auto text = with_lines(message.text, message.items, text_limit);
  if (!message.media || message.media->url.empty()) return text;
  if (!text.empty()) text += "\n";
  return clip(text + message.media->url, text_limit);
}

Call message_call(const Outgoing& outgoing) {
  const Message& message = outgoing.message;
  Json parameters = {{"chat_id", outgoing.to.id}};
  if (message.media && message.media->kind == MediaKind::sticker) {
    parameters["sticker"] = message.media->upload_id;
    return {"sendSticker", std::move(parameters)};
  }
  if (message.media && message.media->kind == MediaKind::image && !message.media->url.empty() && !message.plain) {
    parameters["photo"] = message.media->url;
    const auto caption = with_lines(message.text, message.items, text_limit);
    if (!caption.empty()) parameters["caption"] = caption;
    return {"sendPhoto", std::move(parameters)};
  }
  parameters["text"] = text_of_message(message);
  return {"sendMessage", std::move(parameters)};
}

Call call_of(const Outgoing& outgoing) {
  if (outgoing.to.kind == ConversationKind::comments) throw std::invalid_argument("Zalo Bot has no comments");
  if (outgoing.act == Act::typing) return {"sendChatAction", {{"chat_id", outgoing.to.id}, {"action", "typing"}}};
  if (outgoing.act != Act::message) throw std::invalid_argument("Zalo Bot cannot " + std::string(name(outgoing.act)));
  return message_call(outgoing);
}

}  // namespace

Capabilities capabilities(ConversationKind kind) {
  Capabilities able;
  able.text_limit = text_limit;
  if (kind == ConversationKind::comments) return able;
  able.images = able.media_by_url = able.text_with_image = true;
  able.typing = true;
  able.only_when_mentioned = kind == ConversationKind::group;
  return able;
}

http::ClientRequest compose(const ZaloBotSettings& settings, const Outgoing& outgoing, const Credentials& credentials) {
  const auto [method, parameters] = call_of(outgoing);
  return call(settings, method, parameters, credentials);
}

}  // namespace adapters::zalo_bot
