#include "bot/union/rules.hpp"

#include <map>
#include <set>

#include "bot/language/no_day.hpp"
#include "bot/language/relay.hpp"
#include "bot/language/text.hpp"
#include "bot/union/arrivals.hpp"
#include "bot/union/asking.hpp"
#include "bot/union/confirming.hpp"
#include "bot/union/grouping.hpp"
#include "bot/union/helping.hpp"
#include "bot/union/known_names.hpp"
#include "bot/union/members.hpp"
#include "bot/union/operations.hpp"
#include "bot/union/posts.hpp"
#include "bot/union/presence.hpp"
#include "bot/union/receipts.hpp"
#include "bot/union/scene.hpp"
#include "bot/union/unit_cases.hpp"
#include "storage/meetings.hpp"
#include "storage/polls.hpp"
#include "storage/unknown_lines.hpp"

namespace trade_union {

namespace {

// Fixed answers: the text says it all.
template <const char* Name>
void say(Scene& scene, const nlohmann::json&) { scene.reply(Name); }
constexpr char thanks[] = "thanks", not_yet[] = "not_yet";

void on_greet(Scene& scene, const nlohmann::json&) {
  const bool was_introduced = scene.me.introduced || scene.group;
  introduce(scene);
  if (was_introduced)  // the introduction is a greeting already
    scene.reply("greet", {{"name", scene.group ? "" : std::string(language::given_name(storage::person_name(scene.session, scene.me.person)))}});
}

void on_help(Scene& scene, const nlohmann::json&) { show_help(scene, 0); }

void on_privacy(Scene& scene, const nlohmann::json&) {
  scene.reply("privacy", {{"responsible", scene.settings.responsible}, {"contact", scene.settings.contact}});
}

void on_unclear(Scene& scene, const nlohmann::json&) { say_unclear(scene); }

void on_ignore(Scene&, const nlohmann::json&) {}

const std::map<std::string, Handler, std::less<>>& handlers() {
  static const std::map<std::string, Handler, std::less<>> table{
      {"ack", on_ack}, {"directive_find", on_directive_find}, {"broadcast", on_broadcast}, {"broadcast_status", on_broadcast_status},
      {"confirm_yes", on_confirm_yes}, {"confirm_no", on_confirm_no},
      {"poll_create", on_poll_create}, {"poll_vote", on_poll_vote}, {"poll_unvote", on_poll_unvote}, {"poll_view", on_poll_view}, {"poll_close", on_poll_close},
      {"event_create", on_event_create}, {"event_close", on_event_close}, {"checkin", on_checkin}, {"attendance_reply", on_attendance_reply}, {"quorum", on_quorum},
      {"feedback_new", on_feedback_new}, {"feedback_list", on_feedback_list}, {"stats", on_stats}, {"more", on_more},
      {"invite_code", on_invite_code}, {"relay_kit", on_relay_kit}, {"relay_posted", on_relay_posted}, {"relay_undo", on_relay_undo}, {"relay_group", on_relay_group},
      {"register", on_register}, {"profile_update", on_profile_update}, {"data_view", on_data_view}, {"consent_give", on_consent_give},
      {"consent_withdraw", on_consent_withdraw}, {"group_bind", on_group_bind}, {"group_unbind", on_group_unbind},
      {"relay_code", on_relay_code}, {"relay_admit", on_relay_admit}, {"relay_refuse", on_relay_refuse}, {"greet", on_greet}, {"help", on_help}, {"privacy_info", on_privacy},
      {"member_add", on_member_add}, {"member_remove", on_member_remove}, {"member_transfer", on_member_transfer}, {"member_view", on_member_view},
      {"role_grant", on_role_grant}, {"role_revoke", on_role_revoke}, {"delegate", on_delegate},
      {"unit_list", on_unit_list}, {"unit_close", on_unit_close}, {"merge_propose", on_merge_propose}, {"merge_decide", on_merge_decide}, {"merge_status", on_merge_status}, {"merge_cancel", on_merge_cancel}, {"code_create", on_code_create},
      {"audit_log", on_audit_log},
      {"thanks", say<thanks>}, {"unclear", on_unclear}, {"ignore", on_ignore}};
  return table;
}

// How a line is read; what one may do is decided in rights.cpp alone.
language::Role rank_of(const storage::Identity& me, const std::vector<storage::Role>& roles) {
  auto rank = me.person != 0 ? language::Role::member : language::Role::guest;
  for (const auto& role : roles)
    for (const auto post : posts_of(role.role, role.unit_kind)) {
      if (post == Post::officer || post == Post::administrator) return language::Role::officer;
      if (post != Post::member) rank = language::Role::chair;
    }
  return rank;
}

using Known = std::shared_ptr<const language::Roll>;
Known known_to(const Scene& scene) { return scene.settings.names ? scene.settings.names->roll() : nullptr; }

language::Context context_of(const Scene& scene, const Known& roll) {
  const bool in_group = scene.group.has_value();
  return {scene.rank, in_group, scene.now, in_group, scene.settings.grammar.get(), roll.get()};
}

language::Intent meaning(const Scene& scene) {
  const auto& in = scene.in;
  if (!in.payload.empty()) return language::read_payload(in.payload);
  if (language::is_payload(in.text)) return language::read_payload(in.text);  // a Zalo button cannot be told from typed text
  const auto roll = known_to(scene);
  return language::understand(in.text, context_of(scene, roll));
}

// What nothing fits: counted by its shape, and what it may have meant is offered, unless that would push aside what waits for a yes.
void not_understood(Scene& scene) {
  const auto roll = known_to(scene);
  const auto context = context_of(scene, roll);
  storage::count_unknown_line(scene.session, scene.today, language::shape_of(scene.in.text, context));
  const auto meanings = scene.guest() || confirmation_waits(scene) ? std::vector<language::Intent>() : language::did_you_mean(scene.in.text, context);
  meanings.empty() ? say_unclear(scene) : ask_meaning(scene, meanings);
}

bool fits_nothing(const language::Intent& intent) {
  return intent.name == "unclear" && intent.args.value("candidates", nlohmann::json::array()).empty();
}

constexpr std::int64_t meeting_open_ms = 12 * 3'600'000;  // a check-in nobody closed ends so long after the meeting began

// What a guest may do: everything else would be counted, and guests are never counted.
bool open_to_guests(const std::string& intent) {
  return intent == "greet" || intent == "help" || intent == "privacy_info" || intent == "thanks" || intent == "unclear" || intent == "ignore" || intent == "invite_code" ||
         intent == "relay_code" || intent == "register" || intent == "data_view" || intent == "consent_give" || intent == "consent_withdraw";
}

void act(Scene& scene, const std::string& intent, const nlohmann::json& args) {
  if (scene.guest() && !open_to_guests(intent)) {
    if (scene.group) return point_the_way(scene);
    return scene.reply("guest", {{"responsible", scene.settings.responsible}, {"contact", scene.settings.contact}});
  }
  // A short answer in a group that fits nothing asked there is chatter after all: only who called the bot is told.
  if (scene.group && intent == "unclear" && !language::addressed(scene.in.text, false, scene.settings.grammar.get())) return;
  const auto found = handlers().find(intent);
  found != handlers().end() ? found->second(scene, args) : say<not_yet>(scene, args);
}

// A line in a group lets nobody be written to in private, nor does a form that was handed over.
bool opens_no_window(const Incoming& in) { return in.from.group || in.kind == Incoming::Kind::profile; }

using Parts = std::vector<language::Intent>;

Parts parts_of(const language::Intent& intent) {
  if (intent.name != "multi") return {intent};
  Parts parts;
  for (const auto& part : intent.args.value("parts", nlohmann::json::array()))
    parts.push_back({part.value("intent", ""), part.value("args", nlohmann::json::object()), intent.guessed});
  return parts;
}

nlohmann::json kept(Parts::const_iterator from, Parts::const_iterator to) {
  auto list = nlohmann::json::array();
  for (; from != to; ++from) list.push_back({{"intent", from->name}, {"args", from->args}});
  return list;
}

// Several in one are done in the order of the text. What asks back stops there: the rest is done after the answer.
void act_on(Scene& scene, const Parts& parts) {
  for (auto part = parts.begin(); part != parts.end() && !scene.asked; ++part) {
    scene.rest = kept(part + 1, parts.end());
    scene.intent = part->name;
    act(scene, part->name, part->args);
  }
}

// A guess may not change anything; what asks back anyway shows what it would do.
bool must_ask(const language::Intent& intent) { return intent.guessed && language::changes_something(intent.name) && !language::asks_back(intent); }

// A day that does not exist is told, never left out: nothing is done or proposed without it.
bool names_no_day(Scene& scene, const language::Intent& intent) {
  const auto day = scene.guest() || !scene.in.payload.empty() ? std::string() : language::no_such_day(scene.in.text, intent, scene.now);
  if (!day.empty()) scene.reply("no_such_day", {{"day", day}});
  return !day.empty();
}

void speak(Scene& scene) {
  auto intent = meaning(scene);
  if (stays_unbound(scene, intent.name)) {
    scene.turn.intent = "unbound";
    return;
  }
  if (names_no_day(scene, intent)) {
    scene.turn.intent = intent.name;
    return;
  }
  auto answer = answered(scene, intent);
  if (answer.dropped) return scene.reply("meaning_dropped");
  if (answer.still_open != 0) return scene.reply("answer_by_number", {{"most", answer.still_open}});
  if (answer.meant) intent = std::move(*answer.meant);
  scene.turn.intent = intent.name;
  if (fits_nothing(intent) && !scene.group) return not_understood(scene);
  if (must_ask(intent) && !scene.guest()) return ask_meaning(scene, {intent});
  auto parts = parts_of(intent);
  for (const auto& part : answer.rest) parts.push_back({part.at("intent"), part.at("args"), false});
  scene.proposed = std::move(answer.proposed);
  act_on(scene, parts);
  ask_to_confirm(scene);
}

}  // namespace

void Rules::read_names(storage::Session& session, std::int64_t now, bool changed) const {
  if (settings_.names) settings_.names->refresh(session, now, changed);
}

Rules::Rules(const templates::Catalog& catalog, Settings settings) : catalog_(catalog), settings_(std::move(settings)) {}

Turn Rules::handle(storage::Session& session, const Incoming& in, std::int64_t now) const {
  Turn turn;
  switch (in.kind) {
    case Incoming::Kind::delivered: case Incoming::Kind::seen: note_receipt(session, in); turn.intent = "receipt"; return turn;
    case Incoming::Kind::group_created: case Incoming::Kind::group_deleted: case Incoming::Kind::group_join: case Incoming::Kind::group_leave:
      note_group_change(session, catalog_, in, now, turn); turn.intent = "group_change"; return turn;
    case Incoming::Kind::unfollow: note_left(session, in, now); turn.intent = "left"; return turn;
    case Incoming::Kind::erase_request: forget(session, catalog_, in, now, turn); turn.intent = "erase_request"; return turn;
    case Incoming::Kind::comment: answer_comment(session, catalog_, in, now, turn); turn.intent = "comment"; return turn;
    case Incoming::Kind::other: turn.intent = "none"; return turn;
    default: break;
  }
  const auto& sender = in.sender_id.empty() ? in.from.id : in.sender_id;
  Scene scene{session, catalog_, settings_, in, now, language::day_of(now), turn,
              storage::touch_identity(session, in.from.channel, in.from.account, sender, opens_no_window(in) ? 0 : in.at), {}, language::Role::guest, std::nullopt};
  if (scene.me.person != 0) scene.roles = storage::roles(session, scene.me.person, scene.today);
  scene.rank = rank_of(scene.me, scene.roles);
  if (in.from.group) scene.group = storage::touch_group(session, in.from.channel, in.from.account, in.from.id);
  if (const auto code = language::relay_code(in.ref); !scene.group && !code.empty()) {
    turn.intent = "relay_code";
    on_relay_code(scene, {{"code", code}});
  } else if (in.kind == Incoming::Kind::follow || in.kind == Incoming::Kind::opened) {
    turn.intent = "opened";
    introduce(scene);
  } else if (in.kind == Incoming::Kind::profile) {
    turn.intent = "profile";
    if (!goes_on_arriving(scene)) scene.reply("profile_thanks", {{"responsible", settings_.responsible}});
  } else if (goes_on_arriving(scene)) {
    turn.intent = "arrival";
  } else {
    speak(scene);
  }
  return turn;
}

Turn Rules::due(storage::Session& session, std::int64_t now) const {
  Turn turn;
  tell_group_news(session, catalog_, now, turn);
  for (const auto& poll : storage::polls_due(session, now)) close_and_tell(session, catalog_, poll.id, now, turn);
  for (const auto meeting : storage::meetings_due(session, now - meeting_open_ms)) {  // nobody said "chốt": it is over all the same
    storage::close_meeting(session, meeting, now);
    turn.questions_changed = true;
  }
  if (!turn.questions_changed) apply_due(session, catalog_, now, turn);  // one decision a transaction, and never in the way of what is due
  return turn;
}

Turn Rules::due_broke(storage::Session& session, std::int64_t now) const {
  Turn turn;
  const bool others = !storage::polls_due(session, now).empty() || !storage::meetings_due(session, now - meeting_open_ms).empty();  // they come first: it was one of them
  turn.work_waiting = !others && set_aside_due(session, catalog_, now, turn);
  return turn;
}

std::vector<std::string> groups_with_open_question(storage::Session& session, std::int64_t now) {
  auto units = storage::open_poll_units(session);
  const auto meetings = storage::open_meeting_units(session);
  units.insert(units.end(), meetings.begin(), meetings.end());
  std::set<std::string> keys;
  for (const auto unit : units)
    for (const auto below : unit_ids(session, unit, language::day_of(now)))
      for (const auto& group : storage::groups_of(session, below)) keys.insert(conversation_key(address_of(group)));
  return {keys.begin(), keys.end()};
}

std::string conversation_key(const Address& address) {
  return address.channel + "|" + address.account + "|" + (address.group ? "g" : "d") + "|" + address.id;
}

}  // namespace trade_union
