// How people get in, whichever way they come: a unit's code, a bound group, "đăng ký …", the platform's form. One mechanism: what they
// say of themselves is matched to the roll; a yes of theirs, of their first account, or of their leader binds the account.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "bot/union/matching.hpp"
#include "bot/union/scene.hpp"
#include "storage/arrivals.hpp"

namespace trade_union {

using storage::arrivals::Arrival;

// May this account begin (anew)? same: it goes on where it is; wait: somebody is asked already; enough: it began too often. Pure.
enum class Begin { fresh, same, wait, enough };
Begin may_begin(const std::optional<Arrival>& before, std::int64_t now);

// ---- arrivals.cpp: the conversation ----
// Takes what was written, tapped or handed over for an answer to what the bot asked; false: it is none.
bool goes_on_arriving(Scene& scene);
// A guest called the bot in a bound group: one short line says how to get in, and the group is remembered.
void point_the_way(Scene& scene);

// The answer to whose a one-time code is (welcome.cpp); false: the line is none.
bool answers_code(Scene& scene);

// ---- arrival_said.cpp: what a line or a form says of its writer ----
struct Said {
  std::string name, team, unit;
  std::optional<std::string> phone{}, birth_day{};
  bool private_data() const { return phone || birth_day; }
};
Said said_in(const Scene& scene);                                   // of the line or form of this turn
Said said_of(const nlohmann::json& args);                           // of the arguments of "register"
std::int64_t unit_said(Scene& scene, const std::string& said);      // 0: none or several fit
std::int64_t team_in(Scene& scene, std::int64_t unit, const std::string& team);  // "tổ 3" below the unit; 0: none

// ---- arrival_match.cpp: who it may be ----
// A union people are members of (CĐCS, CĐBP, tổ), so small that a whole name out of it tells who it is; not what stands above,
// nor what has ended.
bool is_base(Scene& scene, std::int64_t unit);
// vouched: a leader of the unit says the name, not the newcomer.
Verdict match(Scene& scene, const Arrival& arrival, bool vouched = false);

// ---- binding.cpp: the account becomes a person's ----
// by: the leader or the person's first account; nobody: their own code or yes.
void join_up(Scene& scene, const Arrival& arrival, std::int64_t person, std::optional<std::int64_t> by);
Fields bound_fields(Scene& scene, std::int64_t person);             // of arrival_bound and arrival_known
// An account of the person is known: it is asked whether this one is theirs too. Where it cannot be asked, the administrator helps.
void prove(Scene& scene, const Arrival& arrival, std::int64_t person);
// The answer of that account; false: the line is none.
bool answers_for_second(Scene& scene);
void tell_guest(Scene& scene, const Arrival& arrival, std::string_view name, const Fields& fields);

// ---- arrival_leaders.cpp: who decides, and the decision ----
// Who may say which person a newcomer to this unit is, nearest first: the tổ leader, else the chair, else those above.
struct Leader { std::int64_t person = 0; Address to; };
std::vector<Leader> leaders_for(storage::Session& session, std::int64_t unit, const std::string& today);
void leave_to_leader(Scene& scene, const Arrival& arrival, const Verdict& verdict);
void do_admit_new(Scene& scene, const nlohmann::json& data);        // confirmed: the guest is a new member

}  // namespace trade_union
