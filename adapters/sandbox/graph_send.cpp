#include "adapters/sandbox/graph_send.hpp"

#include <set>

#include "adapters/sandbox/graph_answers.hpp"
#include "adapters/sandbox/graph_message.hpp"
#include "adapters/sandbox/messenger_events.hpp"
#include "adapters/sandbox/wire.hpp"

namespace adapters::sandbox {
namespace {

using nlohmann::json;

constexpr std::int64_t window = 24 * 3'600'000LL, comment_window = 7 * window;  // since the last interaction, the comment

// The tags are dead since April 2026; HUMAN_AGENT is for people.
std::string checked_type(const json& given) {
  static const std::set<std::string> types{"RESPONSE", "UPDATE", "UTILITY"};
  std::string type = string_of(given, "messaging_type");
  if (!types.contains(type)) throw bad_message;
  if ((type == "UTILITY") == member(member(given, "message"), "template").is_null()) throw bad_message;
  static const std::set<std::string> notifications{"", "REGULAR", "SILENT_PUSH", "NO_PUSH"};
  if (!notifications.contains(string_of(given, "notification_type"))) throw bad_message;
  return type;
}

void check_account(Stage& stage) {
  const AccountState& account = stage.account(Platform::facebook);
  if (account.error) throw GraphError{account.error, account.subcode, 400, "Request refused"};
}

void check_budget(Stage& stage) {
  if (!stage.facebook_budget.take(stage.now())) throw over_budget;
}

// ---- Sender actions ----

http::Response act(Stage& stage, Chat& chat, const json& given, const std::string& action) {
  static const std::set<std::string> plain{"typing_on", "typing_off", "mark_seen"};
  if (!member(given, "message").is_null()) throw bad_message;                  // alone, without a message
  if (plain.contains(action)) return json_answer({{"recipient_id", chat.id}});
  const json& payload = member(given, "payload");
  Line* line = chat.find(string_of(payload, "message_id"));
  if ((action != "react" && action != "unreact") || !line) throw GraphError{100, 2018048, 400, "(#100) Failed to perform sender action"};
  if (action == "unreact") line->reactions.erase(nullptr);
  else line->reactions[nullptr] = string_of(payload, "reaction");
  if (chat.watchers > 0) stage.ring();
  return json_answer({{"recipient_id", chat.id}});
}

// ---- Messages ----

http::Response keep(Stage& stage, Chat& chat, GraphMessage message, const std::string& request_id, const char* what = nullptr) {
  check_budget(stage);
  const std::string mark = message.metadata.empty() ? request_id : message.metadata;
  const Line& kept = stage.speak(chat, std::move(message.line), mark, what ? what : message.what);
  if (stage.echoes) stage.post(messenger_echo(stage.world.facebook, chat, kept, message.metadata, stage.world.facebook.app_id));
  json answer{{"recipient_id", chat.id}, {"message_id", kept.id}};
  if (!message.attachment_id.empty()) answer["attachment_id"] = message.attachment_id;
  return json_answer(answer);
}

http::Response to_person(Stage& stage, const json& given, const std::string& psid, const std::string& request_id) {
  Chat* chat = stage.chats.direct(Platform::facebook, psid);
  if (!chat) throw no_user;
  if (const std::string action = string_of(given, "sender_action"); !action.empty()) return act(stage, *chat, given, action);
  const std::string type = checked_type(given);
  GraphMessage message = graph_message(stage, member(given, "message"));
  if (chat->blocked) throw person_gone;
  const bool open = chat->last_interaction != 0 && stage.now() - chat->last_interaction <= window;
  if (!open && type != "UTILITY") throw window_closed;
  return keep(stage, *chat, std::move(message), request_id);
}

// One message to the writer of a comment, within seven days; it opens no window.
http::Response to_commenter(Stage& stage, const json& given, const std::string& comment_id, const std::string& request_id) {
  Chat* post = stage.chats.post_of_comment(comment_id);
  Line* comment = post && !post->deleted ? post->find(comment_id) : nullptr;
  if (!comment || !comment->from || comment->erased || stage.now() - comment->at > comment_window) throw bad_comment;
  if (comment->replied_privately) throw replied_before;
  Chat* chat = stage.chats.direct(Platform::facebook, comment->from->facebook_psid);
  if (!chat || chat->blocked) throw person_gone;
  GraphMessage message = graph_message(stage, member(given, "message"));
  message.line.answers = comment_id;
  comment->replied_privately = true;
  return keep(stage, *chat, std::move(message), request_id, "private_reply");
}

}  // namespace

// {"recipient":{"id":"7001"},"messaging_type":"RESPONSE",
//  "message":{"text":"…","metadata":"job-42","quick_replies":[…]}}
http::Response graph_send(Stage& stage, const GraphCall& call, const std::string& request_id) {
  check_account(stage);
  const json& recipient = member(call.given, "recipient");
  const std::string comment = id_of(recipient, "comment_id");
  if (!comment.empty()) return to_commenter(stage, call.given, comment, request_id);
  return to_person(stage, call.given, id_of(recipient, "id"), request_id);
}

}  // namespace adapters::sandbox
