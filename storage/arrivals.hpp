// Who comes in: an account that is nobody yet, what it said of itself, and who of the roll it may be. A guest is never counted in a rate.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "storage/database.hpp"

namespace storage::arrivals {

struct Arrival {
  std::int64_t id = 0, identity = 0;      // identity 0: forgotten on demand
  std::int64_t unit = 0, group = 0;       // 0: not known
  std::string source, state;              // code, group, said, contact; seen (in a group, said nothing), asking, proving, guest, bound, refused
  std::string name, team;                 // as said, until it is decided
  std::optional<std::string> phone, birth_day;  // only after consent
  std::vector<std::int64_t> candidates;   // persons that were shown to the leader, or whose account was asked
  std::int64_t tries = 0, starts = 0, at = 0;
};

struct From { std::string source; std::int64_t unit = 0, group = 0; std::string code{}; };
// The first time, or anew: what was said before is gone, the starts are counted.
std::int64_t begin(Session& session, std::int64_t identity, const From& from, std::int64_t now);
// The same run by another way in: only where it comes from changes.
void redirect(Session& session, std::int64_t arrival, const From& from);
// The account was seen in this group of this unit: noted once, and only while nothing else is known of it.
void seen_in_group(Session& session, std::int64_t identity, std::int64_t group, std::int64_t unit, std::int64_t now);
std::optional<Arrival> find(Session& session, std::int64_t id);
std::optional<Arrival> of_identity(Session& session, std::int64_t identity);
// Writes what was said (name, team, unit, phone, birth day) and the tries.
void keep(Session& session, const Arrival& arrival);
// state: proving, guest.
void await(Session& session, std::int64_t arrival, const std::string& state, std::int64_t unit, const std::vector<std::int64_t>& candidates);
// state: bound, refused. What the person said of themselves goes. by: the leader; nobody: the person.
void decide(Session& session, std::int64_t arrival, const std::string& state, std::optional<std::int64_t> by, std::int64_t now);
// Guests and newcomers of the unit nobody has decided about.
std::vector<Arrival> waiting_in(Session& session, std::int64_t unit);
// What began before `before` and was not decided is over. Gives how many.
std::int64_t expire(Session& session, std::int64_t before, std::int64_t now);

// ---- Who of the roll it may be: members on that day ----
struct Candidate {
  std::int64_t person = 0, unit = 0;
  std::string name;
  std::optional<std::string> phone, birth_day;
  bool linked = false, post = false;      // has an account; holds a post: neither comes in by a name
};
std::vector<Candidate> named(Session& session, const std::string& folded_name, const std::string& day);
std::vector<Candidate> with_phone(Session& session, const std::string& phone, const std::string& day);
// Given name and surname fit, whatever stands between.
std::vector<Candidate> nearly_named(Session& session, const std::string& surname, const std::string& given, const std::string& day);
std::optional<Candidate> candidate(Session& session, std::int64_t person, const std::string& day);

// Is the account this person's by nobody's word but their own (a name and a yes), or by the yes of such a one? Not so by a leader or a code of
// the person's own.
bool own_word(Session& session, std::int64_t identity, std::int64_t person);

struct AccountOf { std::string channel, account, external_id; std::int64_t id = 0; };
std::optional<AccountOf> account_of(Session& session, std::int64_t identity);
std::vector<AccountOf> accounts_of(Session& session, std::int64_t person);  // that take messages, the one used last first
bool has_account(Session& session, std::int64_t person);  // one that takes no messages too

// ---- What a day brought, for the leaders ----
// source group: somebody not on the roll came into a group; bound: an account was linked without a leader's word.
struct News { std::int64_t unit = 0, person = 0; std::string name; };
std::vector<News> strangers(Session& session, std::int64_t from, std::int64_t until);    // person 0
std::vector<News> linked_alone(Session& session, std::int64_t from, std::int64_t until);
// Persons who left the last group of a unit, and are still counted somewhere.
std::vector<News> left(Session& session, std::int64_t from, std::int64_t until, const std::string& day);

}  // namespace storage::arrivals
