#include "adapters/sandbox/persons.hpp"

#include <algorithm>

#include "adapters/sandbox/messenger_events.hpp"
#include "adapters/sandbox/zalo_events.hpp"

namespace adapters::sandbox {
namespace {

Line line_of(Stage& stage, Chat& chat, const Person& who, const std::string& text) {
  Line line;
  line.id = stage.message_id(chat.on);
  line.from = &who;
  line.text = text;
  line.at = stage.moment();
  if (!chat.group) chat.last_interaction = line.at;           // a group has no window
  return line;
}

// The latest button of the bot with this payload; nullptr if none is left in the chat.
const Button* find_button(const Chat& chat, const std::string& payload) {
  for (auto line = chat.lines.rbegin(); line != chat.lines.rend(); ++line) {
    const auto carries = [&](const Button& button) { return button.payload == payload; };
    const auto found = std::find_if(line->buttons.begin(), line->buttons.end(), carries);
    if (found != line->buttons.end()) return &*found;
  }
  return nullptr;
}

std::string tap_on_messenger(Stage& stage, Chat& chat, const Person& who, const std::string& payload,
                             const std::string& title) {
  const Button* button = find_button(chat, payload);
  const bool postback = button && button->kind == ButtonKind::postback;
  const std::string shown = !title.empty() ? title : button ? button->title : payload;
  const Line& line = stage.append(chat, line_of(stage, chat, who, shown));
  const FacebookAccount& account = stage.world.facebook;
  stage.post(postback ? messenger_postback(account, chat, line, payload)
                      : messenger_person_text(account, chat, line, payload));
  return line.id;
}

std::vector<std::string> unread_ids(const Chat& chat, std::uint64_t read) {
  std::vector<std::string> ids;
  for (const Line& line : chat.lines) {
    if (!line.from && line.number > read) ids.push_back(line.id);
  }
  return ids;
}

void post_receipts(Stage& stage, const Chat& chat, const std::vector<std::string>& ids) {
  const std::int64_t at = stage.moment();
  if (chat.on == Platform::zalo) {
    for (const std::string& id : ids) stage.post(zalo_received(stage.world.zalo, chat, id, at));
    stage.post(zalo_seen(stage.world.zalo, chat, ids, at));
  } else {
    stage.post(messenger_delivery(stage.world.facebook, chat, ids, at, at));
    stage.post(messenger_read(stage.world.facebook, chat, at, at));
  }
}

}  // namespace

std::string write(Stage& stage, Chat& chat, const Person& who, const std::string& text) {
  const Line& line = stage.append(chat, line_of(stage, chat, who, text));
  stage.post(chat.on == Platform::zalo ? zalo_person_text(stage.world.zalo, chat, who, line)
                                       : messenger_person_text(stage.world.facebook, chat, line, ""));
  return line.id;
}

std::string tap(Stage& stage, Chat& chat, const Person& who, const std::string& payload, const std::string& title) {
  if (chat.on == Platform::facebook) return tap_on_messenger(stage, chat, who, payload, title);
  const Button* button = find_button(chat, payload);
  if (!button || button->kind != ButtonKind::hide) return write(stage, chat, who, payload);
  const Line unseen = line_of(stage, chat, who, payload);  // oa.query.hide: the bot hears it, the chat does not show it
  stage.post(zalo_person_text(stage.world.zalo, chat, who, unseen));
  return unseen.id;
}

void begin(Stage& stage, Chat& chat, const std::string& title) {
  if (chat.on == Platform::facebook) {
    const Line& line = stage.append(chat, line_of(stage, chat, *chat.person, title));
    stage.post(messenger_postback(stage.world.facebook, chat, line, "GET_STARTED"));
    return;
  }
  chat.last_interaction = stage.moment();
  stage.post(zalo_follow(stage.world.zalo, chat, true, chat.last_interaction));
}

void unfollow(Stage& stage, Chat& chat) {
  chat.last_interaction = 0;
  stage.post(zalo_follow(stage.world.zalo, chat, false, stage.moment()));
}

void join(Stage& stage, Chat& group, const Person& who, bool joins) {
  stage.set_member(group, who, joins);
  stage.post(zalo_membership(stage.world.zalo, group, who, joins, stage.moment()));
}

void open(Stage& stage, Chat& chat, const Person& who) {
  std::uint64_t& read = chat.read[&who];
  if (read >= chat.count) return;
  const std::vector<std::string> ids = unread_ids(chat, read);
  read = chat.count;
  if (stage.receipts && !chat.group && !ids.empty()) post_receipts(stage, chat, ids);
}

}  // namespace adapters::sandbox
