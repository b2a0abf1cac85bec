#include "adapters/sandbox/persons.hpp"

#include <algorithm>

#include "adapters/sandbox/bot_api.hpp"
#include "adapters/sandbox/messenger_events.hpp"
#include "adapters/sandbox/zalo_events.hpp"

namespace adapters::sandbox {
namespace {

constexpr const char* inbox_app = "263902037430900";            // Meta's own inbox

Line line_of(Stage& stage, Chat& chat, const Person& who, const std::string& text) {
  Line line;
  line.id = chat.post ? chat.id.substr(chat.id.find('_') + 1) + "_" + stage.object_id() : stage.message_id(chat.on);
  line.from = &who;
  line.text = text;
  line.at = stage.moment();
  if (chat.direct()) chat.last_interaction = line.at;         // a group has no window
  return line;
}

// The latest button of the bot with this payload; nullptr if none is left in the chat.
const Button* find_button(const Chat& chat, const std::string& payload) {
  const auto carries = [&](const Button& button) { return button.payload == payload; };
  for (auto line = chat.lines.rbegin(); line != chat.lines.rend(); ++line) {
    const auto found = std::find_if(line->buttons.begin(), line->buttons.end(), carries);
    if (found != line->buttons.end()) return &*found;
    for (const Element& element : line->elements) {
      const auto below = std::find_if(element.buttons.begin(), element.buttons.end(), carries);
      if (below != element.buttons.end()) return &*below;
    }
  }
  return nullptr;
}

// Title of an item of the persistent menu or of an ice breaker with this payload; "" if it is neither.
std::string menu_title(const PageState& page, const std::string& payload) {
  for (const char* key : {"persistent_menu", "ice_breakers"}) {
    if (!page.profile.contains(key)) continue;
    for (const auto& locale : page.profile[key]) {
      for (const auto& action : locale.value("call_to_actions", nlohmann::json::array()))
        if (action.value("payload", "") == payload) return action.value("title", action.value("question", ""));
    }
  }
  return "";
}

std::string tap_on_messenger(Stage& stage, Chat& chat, const Person& who, const std::string& payload,
                             const std::string& title) {
  const Button* button = find_button(chat, payload);
  const std::string menu = button ? "" : menu_title(stage.page, payload);
  const bool postback = !menu.empty() || (button && button->kind == ButtonKind::postback);
  const std::string shown = !title.empty() ? title : button ? button->title : menu.empty() ? payload : menu;
  const Line& line = stage.append(chat, line_of(stage, chat, who, shown));
  const FacebookAccount& account = stage.world.facebook;
  stage.post(postback ? messenger_postback(account, chat, line, payload)
                      : messenger_person_message(account, chat, line, payload));
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
  } else if (chat.on == Platform::facebook) {
    stage.post(messenger_delivery(stage.world.facebook, chat, ids, at, at));
    stage.post(messenger_read(stage.world.facebook, chat, at, at));
  }
}

std::string say(Stage& stage, Chat& chat, const Person& who, Line line) {
  const Line& kept = stage.append(chat, std::move(line));
  const std::string id = kept.id;
  if (chat.post) stage.post(page_comment(stage.world.facebook, chat, kept, "add", kept.at));
  else if (chat.on == Platform::zalo) stage.post(zalo_person_message(stage.world.zalo, chat, who, kept));
  else if (chat.on == Platform::facebook) stage.post(messenger_person_message(stage.world.facebook, chat, kept, ""));
  else bot_hear(stage, chat, who, Line(kept));
  return id;
}

Line* own_line(Chat& chat, const Person& who, const std::string& id) {
  Line* line = chat.find(id);
  return line && line->from == &who && !line->erased ? line : nullptr;
}

}  // namespace

std::string write(Stage& stage, Chat& chat, const Person& who, const std::string& text, const std::string& answers) {
  Line line = line_of(stage, chat, who, text);
  line.answers = answers;
  return say(stage, chat, who, std::move(line));
}

std::string show(Stage& stage, Chat& chat, const Person& who, Medium medium, const std::string& text) {
  Line line = line_of(stage, chat, who, text);
  line.media.push_back(std::move(medium));
  return say(stage, chat, who, std::move(line));
}

std::string tap(Stage& stage, Chat& chat, const Person& who, const std::string& payload, const std::string& title) {
  if (chat.on == Platform::facebook) return tap_on_messenger(stage, chat, who, payload, title);
  const Button* button = find_button(chat, payload);
  if (!button || button->kind != ButtonKind::hide) return write(stage, chat, who, payload);
  const Line unseen = line_of(stage, chat, who, payload);  // oa.query.hide: the bot hears it, the chat does not show it
  stage.post(zalo_person_message(stage.world.zalo, chat, who, unseen));
  return unseen.id;
}

void begin(Stage& stage, Chat& chat, const std::string& title, const std::string& ref) {
  if (chat.on == Platform::facebook) {
    const std::string payload = stage.page.profile.contains("get_started") ? stage.page.profile["get_started"].value("payload", "") : "GET_STARTED";
    const Line& line = stage.append(chat, line_of(stage, chat, *chat.person, title));
    return stage.post(messenger_postback(stage.world.facebook, chat, line, payload, ref));
  }
  if (chat.on == Platform::zalo_bot) {
    write(stage, chat, *chat.person, title);
    return;
  }
  chat.blocked = false;
  chat.last_interaction = stage.moment();
  stage.post(zalo_follow(stage.world.zalo, chat, true, chat.last_interaction));
}

void follow_link(Stage& stage, Chat& chat, const std::string& ref, const std::string& title) {
  if (chat.on != Platform::facebook || chat.lines.empty()) return begin(stage, chat, title, ref);
  chat.last_interaction = stage.moment();
  stage.post(messenger_referral(stage.world.facebook, chat, ref, chat.last_interaction));
}

void unfollow(Stage& stage, Chat& chat) {
  if (chat.on != Platform::zalo) {
    chat.blocked = true;
    return;
  }
  chat.last_interaction = 0;
  stage.post(zalo_follow(stage.world.zalo, chat, false, stage.moment()));
}

void click_chat(Stage& stage, Chat& chat) {
  chat.last_interaction = stage.moment();
  stage.post(zalo_clicked_chat(stage.world.zalo, chat, chat.last_interaction));
}

void withdraw(Stage& stage, Chat& chat) { stage.post(zalo_withdraw(stage.world.zalo, chat, stage.moment())); }

void join(Stage& stage, Chat& group, const Person& who, bool joins) {
  if (group.on == Platform::zalo_bot) return stage.set_member(group, who, joins);   // the platform tells the bot nothing
  Group* own = stage.group_of(group);
  const char* event = joins ? "user_join_group" : "user_out_group";
  if (joins && own && own->approves) {
    own->waiting.push_back(who.zalo_user_id);
    event = "user_request_join_group";
  } else {
    stage.set_member(group, who, joins);
  }
  stage.post(zalo_group_event(stage.world.zalo, group, event, {who.zalo_user_id}, stage.moment()));
}

void open(Stage& stage, Chat& chat, const Person& who) {
  std::uint64_t& read = chat.read[&who];
  if (read >= chat.count) return;
  const std::vector<std::string> ids = unread_ids(chat, read);
  read = chat.count;
  if (stage.receipts && chat.direct() && !ids.empty()) post_receipts(stage, chat, ids);
}

bool react(Stage& stage, Chat& chat, const Person& who, const std::string& line_id, const std::string& sign) {
  Line* line = chat.find(line_id);
  if (!line) return false;
  if (sign.empty()) line->reactions.erase(&who);
  else line->reactions[&who] = sign;
  const std::int64_t at = stage.moment();
  if (chat.direct()) chat.last_interaction = chat.on == Platform::facebook ? at : chat.last_interaction;
  if (chat.on == Platform::zalo && chat.direct())
    stage.post(zalo_reaction(stage.world.zalo, chat, line_id, sign.empty() ? "/-remove" : sign, false, at));
  if (chat.on == Platform::facebook && chat.direct()) stage.post(messenger_reaction(stage.world.facebook, chat, line_id, sign, at));
  if (chat.watchers > 0) stage.ring();
  return true;
}

void submit_contact(Stage& stage, Chat& chat, const std::string& name, const std::string& phone) {
  for (Line& line : chat.lines) line.asks_contact = false;      // the card is used up
  chat.last_interaction = stage.moment();
  stage.post(zalo_submitted_info(stage.world.zalo, chat, name, phone, chat.last_interaction));
  if (chat.watchers > 0) stage.ring();
}

bool change(Stage& stage, Chat& chat, const Person& who, const std::string& line_id, const std::string& text) {
  Line* line = chat.on == Platform::facebook ? own_line(chat, who, line_id) : nullptr;
  if (!line) return false;
  line->text = text;
  stage.post(chat.post ? page_comment(stage.world.facebook, chat, *line, "edited", stage.moment())
                       : messenger_edit(stage.world.facebook, chat, *line, stage.moment()));
  return true;
}

bool erase(Stage& stage, Chat& chat, const Person& who, const std::string& line_id) {
  Line* line = chat.on == Platform::facebook ? own_line(chat, who, line_id) : nullptr;
  if (!line) return false;
  line->erased = true;
  line->text.clear();
  stage.post(chat.post ? page_comment(stage.world.facebook, chat, *line, "remove", stage.moment())
                       : messenger_unsent(stage.world.facebook, chat, line_id, stage.moment()));
  return true;
}

std::string staff_write(Stage& stage, Chat& chat, const std::string& admin, const std::string& text) {
  Line line;
  line.id = stage.message_id(chat.on);
  line.text = text;
  line.at = stage.moment();
  line.staff = true;
  const Line& kept = stage.append(chat, std::move(line));
  if (chat.on == Platform::zalo) stage.post(zalo_echo(stage.world.zalo, chat, kept, admin));
  else stage.post(messenger_echo(stage.world.facebook, chat, kept, "", inbox_app));
  return kept.id;
}

}  // namespace adapters::sandbox
