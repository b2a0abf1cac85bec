// What a handler of one turn stands on: who wrote, where, as what, and how to answer. Lives for one turn.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bot/language/intent.hpp"
#include "bot/union/rules.hpp"
#include "storage/directives.hpp"
#include "storage/groups.hpp"
#include "storage/people.hpp"

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

// ---- Rights: one place decides who may do what ----

// May the person act as `rank` (chair: chair, deputy, tổ leader; officer: officer, administrator) over this unit? A role covers its unit and all below.
bool may(Scene& scene, language::Role rank, std::int64_t unit);
// The unit a chair or officer speaks for: the group's if a role covers it, else that of the strongest role; 0 if there is none.
std::int64_t own_unit(Scene& scene);
void refuse(Scene& scene, language::Role needed, std::int64_t unit);

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
void on_relay_kit(Scene&, const nlohmann::json& args);
void on_relay_posted(Scene&, const nlohmann::json& args);
void on_relay_undo(Scene&, const nlohmann::json& args);
void on_relay_group(Scene&, const nlohmann::json& args);
void on_relay_code(Scene&, const nlohmann::json& args);
void on_relay_admit(Scene&, const nlohmann::json& args);
void on_relay_refuse(Scene&, const nlohmann::json& args);

// Takes the line of a guest who came through a code for the answer to what the bot asked; false: it is none.
bool goes_on_arriving(Scene& scene);

// Closes the poll and tells its groups and opener the result.
void close_and_tell(storage::Session& session, const templates::Catalog& catalog, std::int64_t poll, std::int64_t now, Turn& turn);

}  // namespace trade_union
