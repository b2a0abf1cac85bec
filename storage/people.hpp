// People, their memberships, roles and accounts on the platforms.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "storage/database.hpp"

namespace storage {

std::int64_t add_person(Session& session, const std::string& name, const std::string& folded, const std::string& sort_key, std::int64_t now);
void add_role(Session& session, std::int64_t person, std::int64_t unit, const std::string& role, const std::string& from_day);

struct Role { std::string role; std::int64_t unit = 0; };
std::vector<Role> roles(Session& session, std::int64_t person, const std::string& day);
// Who holds one of the roles chair, deputy or officer in exactly this unit.
std::vector<std::int64_t> leaders(Session& session, std::int64_t unit, const std::string& day);
// Who is officer or administrator in exactly this unit.
std::vector<std::int64_t> officers(Session& session, std::int64_t unit, const std::string& day);
// The unit where the person is counted at that day.
std::optional<std::int64_t> membership_unit(Session& session, std::int64_t person, const std::string& day);
std::string person_name(Session& session, std::int64_t person);

// An account on a platform. person 0: a guest, never counted in a rate.
struct Identity {
  std::int64_t id = 0, person = 0;
  bool introduced = false;
};
// Finds or makes the identity and moves its last interaction forward (it opens the platform's window); who had left is back.
// at 0: what the person did opens nothing (a line in a group).
Identity touch_identity(Session& session, const std::string& channel, const std::string& account, const std::string& external_id, std::int64_t at);
std::optional<Identity> find_identity(Session& session, const std::string& channel, const std::string& account, const std::string& external_id);
void set_introduced(Session& session, std::int64_t identity, std::int64_t now);
void link_identity(Session& session, std::int64_t identity, std::int64_t person);
void add_identity(Session& session, const std::string& channel, const std::string& account, const std::string& external_id,
                  std::int64_t person, std::optional<std::int64_t> last_interaction);

// The accounts of a person that take messages, the one used last first.
struct Account { std::string channel, account, external_id; bool introduced = false; };
std::vector<Account> accounts(Session& session, std::int64_t person);

}  // namespace storage
