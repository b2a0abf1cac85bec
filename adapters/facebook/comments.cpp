// Comments: entry.changes[] of the field "feed", and "group_feed":
//   {"field":"feed","value":{"item":"comment","verb":"add","post_id":"<page>_55","comment_id":"55_77","parent_id":"<page>_55",
//    "from":{"id":"7001","name":"A"},"message":"hỏi","created_time":1790000000}}
#include "adapters/facebook/parts.hpp"

namespace adapters::facebook {
namespace {

std::string first_of(std::string first, std::string second) { return first.empty() ? std::move(second) : std::move(first); }

void attach(Event& event, const char* kind, const std::string& url) {
  if (!url.empty()) event.attachments.push_back({kind, url, {}, {}, {}, {}});
}

// `link` leads to the picture where there is one.
void read_attachments(Event& event, const Json& value) {
  attach(event, "image", text_of(value, "photo"));
  const Json& photos = at(value, "photos");
  if (photos.is_array())
    for (const auto& photo : photos) attach(event, "image", id_of(photo));
  attach(event, "video", text_of(value, "video"));
  if (event.attachments.empty()) attach(event, "link", text_of(value, "link"));
}

void read_comment(Event& event, const Json& value, const std::string& post) {
  event.type = EventType::comment;
  event.id = id_of(value, "comment_id");
  event.text = nfc_of(value, "message");
  const auto parent = id_of(value, "parent_id");
  if (parent != post) event.reply_to = parent;
  read_attachments(event, value);
}

void read_change(Event& event, const Json& value, EventType type) {
  event.type = type;
  const auto comment = id_of(value, "comment_id");
  if (!comment.empty()) event.message_ids = {comment};
  if (type == EventType::edited) event.text = nfc_of(value, "message");
}

void recognise(Event& event, const Json& value, const std::string& page, const std::string& post) {
  const auto verb = text_of(value, "verb");
  if (!event.sender_id.empty() && event.sender_id == page) return ignore(event, "echo");
  if (text_of(value, "item") != "comment") return ignore(event, "unsupported");
  if (verb == "add") return read_comment(event, value, post);
  if (verb == "edit" || verb == "edited") return read_change(event, value, EventType::edited);
  if (verb == "remove" || verb == "delete") return read_change(event, value, EventType::deleted);
  ignore(event, "unsupported");
}

}  // namespace

// The platform's documentation spells it both ways.
bool is_group_field(std::string_view field) { return field == "group_feed" || field == "groups_feed"; }

Event comment_event(const Place& place, const Json& value) {
  const Json& from = at(value, "from");
  const auto post = id_of(value, "post_id");
  Event event;
  event.account = first_of(id_of(at(value, "recipient"), "id"), place.page);
  event.at = time_of(value, "created_time");
  if (!event.at) event.at = place.time;
  if (!post.empty()) event.conversation = {ConversationKind::comments, post};
  event.sender_id = first_of(id_of(from, "id"), id_of(value, "sender_id"));
  event.sender_name = first_of(text_of(from, "name"), text_of(value, "sender_name"));
  recognise(event, value, place.page, post);
  if (event.reason == "echo") event.sender_id.clear();       // no person acts
  finish(event, place, value);
  return event;
}

Event change_event(const Place& place, const Json& change) {
  const auto field = text_of(change, "field");
  const Json& value = at(change, "value");
  if ((field == "feed" || is_group_field(field)) && value.is_object()) return comment_event(place, value);
  Event event;
  event.account = place.page;
  event.at = place.time;
  ignore(event, "unsupported");
  finish(event, place, change);
  return event;
}

}  // namespace adapters::facebook
