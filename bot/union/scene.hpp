// What a handler of one turn stands on: who wrote, where, as what, and how to answer. Lives for one turn.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bot/language/intent.hpp"
#include "bot/union/rights.hpp"
#include "bot/union/rules.hpp"
#include "storage/directives.hpp"
#include "storage/groups.hpp"
#include "storage/people.hpp"
#include "storage/roles.hpp"

namespace trade_union {

using Fields = nlohmann::json;

struct Scene {
  storage::Session& session;
  const templates::Catalog& catalog;
  const Settings& settings;
  const Incoming& in;
  std::int64_t now = 0;
  std::string today;                       // day of now
  Turn& turn;
  storage::Identity me;                    // the account that wrote
  std::vector<storage::Role> roles;        // of its person today
  language::Role rank = language::Role::guest;
  std::optional<storage::Group> group;     // where it was written; none in a direct chat
  std::int64_t on_behalf = 0;              // whom the last right that was used belongs to; 0: the writer
  std::string intent{};                    // the command at work
  nlohmann::json rest = nlohmann::json::array();      // the commands of the same message that come after it
  nlohmann::json proposed = nlohmann::json::array();  // what waits for "đồng ý" (bot/union/confirming.hpp)
  bool asked = false;                      // something was asked back first (bot/union/asking.hpp): the rest waits for the answer

  bool guest() const { return me.person == 0; }
  std::int64_t received_at() const { return in.received_at != 0 ? in.received_at : now; }
  std::string text(std::string_view name, const Fields& fields = Fields::object()) const;
  // Answers where the line came from; the first answer says what the bot is.
  void reply(std::string_view name, const Fields& fields = Fields::object(), std::vector<Choice> choices = {});
  // Answers a group once for many: while such a count still waits, a newer one takes its place.
  void count_in_group(const std::string& key, std::string_view name, const Fields& fields);
};

// The first answer of a chat says that it is a machine, who is responsible, what is kept (AI Law 134/2025, Art. 11; Decree 356/2025).
void introduce(Scene& scene);

// ---- Where messages go ----

Address address_of(const storage::Group& group);
// Groups to tell the members of this unit something: those bound to it, else those bound to units below it.
std::vector<storage::Group> groups_for(storage::Session& session, std::int64_t unit, const std::string& today);
std::vector<std::int64_t> unit_ids(storage::Session& session, std::int64_t root, const std::string& today);

// A message about a new poll or meeting to groups and, in direct chats, to those whom no group reaches.
struct Told { std::int64_t groups = 0, direct = 0; };
Told tell_members(Scene& scene, std::int64_t unit, std::string_view name, const Fields& fields, const std::vector<Choice>& choices);

// What a directive says to its readers. direct: in a direct chat; responsible: named to whoever was never written to, else "".
std::string announcement(const templates::Catalog& catalog, const storage::Directive& directive, const std::string& number,
                         const std::optional<std::string>& deadline, const std::string& responsible, bool direct);
std::vector<Choice> announcement_choices(const templates::Catalog& catalog, std::int64_t directive);

std::string title(const templates::Catalog& catalog, std::string_view which);  // of a button: "read", "view", "yes" …

// ---- The handlers, one a room of work; each is called by name of the intent ----
using Handler = void (*)(Scene&, const nlohmann::json& args);
void on_ack(Scene&, const nlohmann::json& args);
void on_directive_find(Scene&, const nlohmann::json& args);
void on_broadcast(Scene&, const nlohmann::json& args);
void on_broadcast_status(Scene&, const nlohmann::json& args);
void on_confirm_yes(Scene&, const nlohmann::json& args);
void on_confirm_no(Scene&, const nlohmann::json& args);
void do_broadcast(Scene&, const nlohmann::json& data);
void drop_broadcast(Scene&, const nlohmann::json& data);
void do_poll_close(Scene&, const nlohmann::json& data);
void on_poll_create(Scene&, const nlohmann::json& args);
void on_poll_vote(Scene&, const nlohmann::json& args);
void on_poll_unvote(Scene&, const nlohmann::json& args);
void on_poll_view(Scene&, const nlohmann::json& args);
void on_poll_close(Scene&, const nlohmann::json& args);
void on_event_create(Scene&, const nlohmann::json& args);
void on_event_close(Scene&, const nlohmann::json& args);
void on_checkin(Scene&, const nlohmann::json& args);
void on_attendance_reply(Scene&, const nlohmann::json& args);
void on_quorum(Scene&, const nlohmann::json& args);
void on_feedback_new(Scene&, const nlohmann::json& args);
void on_feedback_list(Scene&, const nlohmann::json& args);
void on_stats(Scene&, const nlohmann::json& args);
void on_more(Scene&, const nlohmann::json& args);
void on_invite_code(Scene&, const nlohmann::json& args);
void on_code_create(Scene&, const nlohmann::json& args);
void on_relay_kit(Scene&, const nlohmann::json& args);
void on_relay_posted(Scene&, const nlohmann::json& args);
void on_relay_undo(Scene&, const nlohmann::json& args);
void on_relay_group(Scene&, const nlohmann::json& args);
void on_group_bind(Scene&, const nlohmann::json& args);
void on_group_unbind(Scene&, const nlohmann::json& args);
void on_register(Scene&, const nlohmann::json& args);
void on_profile_update(Scene&, const nlohmann::json& args);
void on_data_view(Scene&, const nlohmann::json& args);
void on_consent_give(Scene&, const nlohmann::json& args);
void on_consent_withdraw(Scene&, const nlohmann::json& args);
void on_relay_code(Scene&, const nlohmann::json& args);
void on_relay_admit(Scene&, const nlohmann::json& args);
void on_relay_refuse(Scene&, const nlohmann::json& args);

// Closes the poll and tells its groups and opener the result.
void close_and_tell(storage::Session& session, const templates::Catalog& catalog, std::int64_t poll, std::int64_t now, Turn& turn);

}  // namespace trade_union
